"""The arithmetic of the audit chain, with nothing but Python's standard library.

An entry's `hash` is SHA-256 over the canonical JSON of its header, which names the entry before by
its hash. The header holds a *commitment* to what the entry is about, HMAC-SHA256 under a random
salt, and never the payload: payload and salt can be erased, and the chain still holds.

Canonical JSON is that of RFC 8785 for what is written here: objects with ASCII keys, strings,
whole numbers, booleans, null. Fractions are refused, since languages print them differently.

This file is also copied into every export as part of a verifier that runs without Threadside, so
it imports nothing of ours.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

START = "0" * 64
"""What the first entry of a chain names as the one before."""
ERASURE = "erasure.executed"
WITHHELD = "withheld"

PROBLEMS = {
    "edited": "the entry is not what its hash says",
    "unlinked": "the entry does not follow from the one before it: one of the two was changed",
    "missing": "the entry is missing",
    "reordered": "the entry is not in its place",
    "duplicated": "the number is there twice",
    "foreign": "the entry belongs to another chain",
    "payload_edited": "the payload is not the one that was committed to",
    "payload_missing": "the payload is gone and no erasure accounts for it",
    "truncated": "the chain ends before an anchor that was written down",
    "rewritten": "the entry is not the one that an anchor was written down for",
}


@dataclass(frozen=True)
class Link:
    """One entry without its payload; `at` as `moment` writes it."""

    workspace: str
    number: int
    kind: str
    actor: str
    at: str
    commitment: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Opened:
    """The payload of an entry with the salt, 64 hexadecimal digits, of its commitment."""

    salt: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Anchor:
    """An entry's hash as it was written down elsewhere."""

    number: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong: at which entry, and what (a key of `PROBLEMS`)."""

    number: int
    problem: str

    def __str__(self) -> str:
        return f"entry {self.number}: {PROBLEMS[self.problem]} ({self.problem})"


@dataclass
class Report:
    """What a verification found. `fault` is None for a chain that holds."""

    entries: int = 0
    hash: str = START
    payloads: int = 0
    erased: int = 0
    withheld: int = 0
    anchors: int = 0
    fault: "Fault | None" = None


def canonical(value: Any) -> bytes:
    """The one way to write a value (RFC 8785, for values as described above).

    Raises:
        ValueError: for fractions, keys that are not ASCII, text that is not valid Unicode.
    """
    _require_plain(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def _require_plain(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError(f"a key must be ASCII text: {key!r}")
            _require_plain(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _require_plain(inner)
    elif value is not None and not isinstance(value, (str, int)):
        raise ValueError(f"{type(value).__name__} can't be written canonically")


def moment(at: datetime) -> str:
    """A moment as headers hold it: UTC with microseconds.

    Raises:
        ValueError: for a time without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")  # noqa: UP017 - runs anywhere


def text_digest(text: str) -> str:
    """SHA-256 of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def commitment(salt: str, payload: Mapping[str, Any]) -> str:
    """HMAC-SHA256 of the payload under the salt's bytes, in hexadecimal."""
    return hmac.new(bytes.fromhex(salt), canonical(payload), hashlib.sha256).hexdigest()


def header_hash(link: Link) -> str:
    """SHA-256 of the header: every field of the link but its hash."""
    header = {
        "actor": link.actor,
        "at": link.at,
        "commitment": link.commitment,
        "kind": link.kind,
        "number": link.number,
        "previous": link.previous,
        "workspace": link.workspace,
    }
    return hashlib.sha256(canonical(header)).hexdigest()


def ranges(numbers: Iterable[int]) -> "list[list[int]]":
    """Rising numbers as `[first, last]` pairs."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


@dataclass
class _Walk:
    """What a verification has seen so far."""

    report: Report
    anchored: "dict[int, set[str]]"
    bare: "list[list[int]]" = field(default_factory=list)
    erased: "list[list[int]]" = field(default_factory=list)
    workspace: str = ""
    last: int = 0


def verify(
    links: Iterable[Link],
    opened: "Callable[[Link], Opened | str | None]",
    anchors: Iterable[Anchor] = (),
    since: "Anchor | None" = None,
) -> Report:
    """Walk a chain from its first entry, or from the one after `since`; stop at the first fault.

    `opened` gives the payload of an entry, None when it is gone, `WITHHELD` when it exists and is
    not shown here. A payload that is gone has to be named by a later erasure.
    """
    anchored: dict[int, set[str]] = {}
    for anchor in anchors:
        anchored.setdefault(anchor.number, set()).add(anchor.hash)
    walk = _Walk(Report(), anchored)
    if since is not None:
        walk.last, walk.report.hash = since.number, since.hash
    rest = iter(links)
    for link in rest:
        problem = _place(walk, link, rest) or _content(walk, link, opened(link))
        if problem is not None:
            walk.report.fault = problem
            return walk.report
    walk.report.fault = _at_the_end(walk)
    return walk.report


def _place(walk: _Walk, link: Link, rest: Iterator[Link]) -> "Fault | None":
    """Whether the entry is the next one of this chain; then the walk has come so far."""
    expected = walk.last + 1
    if link.number > expected:
        later = any(other.number == expected for other in rest)
        return Fault(expected, "reordered" if later else "missing")
    wrong = _wrong(walk, link, expected)
    if wrong is not None:
        return Fault(link.number, wrong)
    walk.workspace, walk.last = link.workspace, link.number
    walk.report.hash, walk.report.entries = link.hash, walk.report.entries + 1
    walk.report.anchors += link.number in walk.anchored
    return None


def _wrong(walk: _Walk, link: Link, expected: int) -> "str | None":
    known = walk.anchored.get(link.number, set())
    checks = {
        "foreign": walk.workspace not in {"", link.workspace},
        "duplicated": link.number == walk.last,
        "reordered": link.number < expected,
        "edited": header_hash(link) != link.hash,
        "unlinked": link.previous != walk.report.hash,
        "rewritten": bool(known - {link.hash}),
    }
    return next((problem for problem, found in checks.items() if found), None)


def _content(walk: _Walk, link: Link, found: "Opened | str | None") -> "Fault | None":
    if isinstance(found, str):
        walk.report.withheld += 1
        return None
    if found is None:
        if link.kind == ERASURE:
            return Fault(link.number, "payload_missing")
        _append(walk.bare, link.number)
        return None
    if not _is_committed(link, found):
        return Fault(link.number, "payload_edited")
    walk.report.payloads += 1
    if link.kind == ERASURE:
        named = found.payload.get("numbers", [])
        walk.erased.extend([first, min(last, link.number - 1)] for first, last in named)
    return None


def _is_committed(link: Link, found: Opened) -> bool:
    try:
        expected = commitment(found.salt, found.payload)
    except ValueError:
        return False
    return hmac.compare_digest(expected, link.commitment)


def _append(pairs: "list[list[int]]", number: int) -> None:
    if pairs and number == pairs[-1][1] + 1:
        pairs[-1][1] = number
    else:
        pairs.append([number, number])


def _at_the_end(walk: _Walk) -> "Fault | None":
    unaccounted = _first_outside(walk.bare, sorted(walk.erased))
    if unaccounted is not None:
        return Fault(unaccounted, "payload_missing")
    walk.report.erased = sum(last - first + 1 for first, last in walk.bare)
    if any(number > walk.last for number in walk.anchored):
        return Fault(walk.last + 1, "truncated")
    return None


def _first_outside(pairs: "list[list[int]]", cover: "list[list[int]]") -> "int | None":
    """The first number of `pairs`, both rising, that no pair of `cover` holds."""
    place, reached = 0, 0
    for first, last in pairs:
        number = first
        while number <= last:
            while place < len(cover) and cover[place][0] <= number:
                reached = max(reached, cover[place][1])
                place += 1
            if reached < number:
                return number
            number = reached + 1
    return None
