"""Web addresses in a text, and those that carriers or people distrust.

Public shorteners hide where they lead; US carriers disallow them (AT&T's code of conduct for
10DLC, CTIA Messaging Principles and Best Practices on shared short addresses).
"""

import re
from bisect import bisect_right
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import normalize

from threadside.rules.content.folded import Folded, fold_plain, invisible
from threadside.rules.content.hint import Hint, Level, Setting, Span
from threadside.rules.content.phrases import DATA

_RUN: Final = re.compile(r"[\w.~:/?#@&=%+$\[\]-]+")
_SHORTENERS: Final = frozenset(DATA["shorteners"].split())
_ENDINGS: Final = frozenset(DATA["endings"].split())
_WORDY: Final = _ENDINGS | frozenset(DATA["wordy_endings"].split())
_LOOKALIKES: Final = str.maketrans(DATA["lookalikes"])
_LABEL: Final = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_PORT: Final = re.compile(r":[0-9]{0,5}$")
_GIVEN: Final = re.compile(r"(https?)://(?:[^/?#@]*@)*(\[[^\]/]*\]?|[^/?#@:\[\]]*)(?::[0-9]*)?")
_OCTET: Final = re.compile(r"[0-9]{1,3}")
_NUMBER_HOST: Final = re.compile(r"[0-9]+|0x[0-9a-f]+|\[[0-9a-f:.]*\]?")
_TRAILING: Final = ".:?-_&=[]"
_LONGEST_HOST: Final = 253


@dataclass(frozen=True, slots=True)
class Link:
    """An address: its host as the browser would read it, whether it was written with plain
    `http://`, whether the host is a bare IP address, and where it stands in folded and in
    original characters."""

    host: str
    insecure: bool
    raw_ip: bool
    start: int
    end: int
    span: Span

    @property
    def shortener(self) -> bool:
        """Is the host, or what it is made to look like, a public shortener?"""
        return _within(_skeleton(self.host), _SHORTENERS)


def find(folded: Folded, domains: frozenset[str]) -> tuple[Link, ...]:
    """Every address in the text; one without `https://` counts when its ending is a common one or
    a path follows, so that "a.m.", "Dr.Smith", file names and e-mail addresses are none."""
    if "." not in folded.plain and "://" not in folded.plain:
        return ()
    known = registered(domains)
    links = (_link(folded, run.start(), run[0], known) for run in _RUN.finditer(folded.plain))
    return tuple(link for link in links if link is not None)


def check(folded: Folded, links: tuple[Link, ...], setting: Setting) -> tuple[Hint | None, ...]:
    """Public shorteners, bare IP addresses, `http://`, and domains the workspace does not list."""
    known = registered(setting.link_domains)
    short = [link for link in links if link.shortener]
    bare = [link for link in links if link.raw_ip]
    plain = [link for link in links if link.insecure and not link.raw_ip and not link.shortener]
    strange = [
        link
        for link in links
        if not link.raw_ip and not link.shortener and not _within(link.host, known)
    ]
    return (
        _hint("public_shortener", "block", short),
        _hint("raw_ip_link", "warn", bare),
        _hint("unknown_link_domain", "warn", strange),
        _hint("insecure_link", "warn", plain, fix=_secured(folded.text, plain)),
    )


def inside(links: tuple[Link, ...], at: int) -> bool:
    """Does the character `at` of the original text belong to one of the addresses?"""
    nearest = bisect_right(links, at, key=lambda link: link.span[0])
    return nearest > 0 and at < links[nearest - 1].span[1]


def _hint(code: str, level: Level, links: list[Link], fix: str | None = None) -> Hint | None:
    if not links:
        return None
    return Hint(code, level, {"domain": links[0].host}, tuple(link.span for link in links), fix)


def _secured(text: str, links: list[Link]) -> str | None:
    for start in reversed([link.span[0] for link in links]):
        text = f"{text[:start]}https{text[text.index(':', start) :]}"
    return text if links else None


class _Address(NamedTuple):
    """The parts of a run of characters that may be an address, as offsets into the run."""

    start: int
    host_at: int
    host: str
    scheme: str | None
    path: bool


def _link(folded: Folded, offset: int, run: str, domains: AbstractSet[str]) -> Link | None:
    run = run.rstrip(_TRAILING)
    if "." not in run and "://" not in run:
        return None
    address = _given(run) or _bare(run)
    if address is None or not address.host:
        return None
    begin = offset + address.host_at
    written = folded.source(begin, begin + len(address.host))
    raw_ip = _is_ip(address)
    name = address.host if raw_ip else _unicode_host(written)
    if not raw_ip and not _is_host(name, written, address, domains):
        return None
    first, last = offset + address.start, offset + len(run)
    return Link(name, address.scheme == "http", raw_ip, first, last, folded.span(first, last))


def _given(run: str) -> _Address | None:
    found = _GIVEN.search(run)
    if found is None:
        return None
    path = len(run) > found.end()
    return _Address(found.start(), found.start(2), found[2].rstrip("."), found[1], path)


def _bare(run: str) -> _Address | None:
    """Without a scheme: "acme.com/x", "see:acme.com", but no e-mail address."""
    cut = min((at for at in map(run.find, "/?#") if at >= 0), default=len(run))
    stem = _PORT.sub("", run[:cut])
    if "." not in stem or "@" in stem or "://" in run:
        return None
    start = max(map(stem.rfind, ":=&%+$~")) + 1
    host = stem[start:].lstrip(_TRAILING)
    start = len(stem) - len(host)
    return _Address(start, start, host.rstrip(_TRAILING), None, len(run) > len(stem) + 1)


def _is_ip(address: _Address) -> bool:
    parts = address.host.split(".")
    if len(parts) == 4 and all(_OCTET.fullmatch(part) and int(part) <= 255 for part in parts):
        return address.scheme is not None or address.path
    return address.scheme is not None and _NUMBER_HOST.fullmatch(address.host) is not None


def _is_host(name: str, written: str, address: _Address, domains: AbstractSet[str]) -> bool:
    labels = name.split(".")
    if len(name) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        return False
    if address.scheme is not None:
        return True
    if len(labels) < 2 or labels[-1].isdecimal():
        return False
    if _within(_skeleton(name), _SHORTENERS) or _within(name, domains):
        return True
    if labels[0] == "www" and len(labels) > 2:
        return True
    return labels[-1] in _WORDY if address.path else _ends_as_domain(labels[-1], written)


def _ends_as_domain(ending: str, written: str) -> bool:
    # In "Gracias.De nada" only a space was forgotten.
    spelled = written.rpartition(".")[2]
    forgotten = spelled[:1].isupper() and not spelled.isupper() and ending != "com"
    return ending in _ENDINGS and not forgotten


def _within(host: str, domains: AbstractSet[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[at:]) in domains for at in range(len(labels) - 1))


@lru_cache(maxsize=256)
def registered(listed: frozenset[str]) -> frozenset[str]:
    """The domains as hosts are compared with them: lower case, no `www.`, Punycode read."""
    hosts = (_unicode_host(domain.strip()) for domain in listed)
    return frozenset(host.removeprefix("www.") for host in hosts)


@lru_cache(maxsize=1_024)
def _unicode_host(written: str) -> str:
    seen = "".join(char for char in normalize("NFKC", written) if not invisible(char))
    return ".".join(map(_label, seen.lower().replace("。", ".").split(".")))


def _label(label: str) -> str:
    """RFC 3492; a label that is no Punycode stays as it is."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


@lru_cache(maxsize=1_024)
def _skeleton(host: str) -> str:
    return fold_plain(host.translate(_LOOKALIKES))
