"""Locked parts and slots of a wording: `[[…]]` never changes, `{{ask: …}}` is filled each time.

    [[Your visit is on {{visit|date}}. Reply STOP to opt out.]] See you then!
    [[We come {{ask: Which part of the day? | in the morning / in the afternoon}}.]]
    [[The gate code is {{ask: Gate code | up to 8}}.]]

The extension marks and keeps them by `extension/src/sidebar/format/locks.ts`; both run the vectors
in `shared_schemas/vectors/locks.json`. The backend's word counts.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Final

from threadside.rules.tables import load_json
from threadside.rules.templates import LOCK, Field, parse, render

LONGEST_ANSWER: Final = 60
"""What a slot takes that says nothing of it."""
MOST_LONGEST: Final = 300
_SLOT: Final = re.compile(r"\{\{ *ask: *([^{}|\r\n]{1,80}?) *((?:\|[^{}|\r\n]*){0,2})\}\}")
_UP_TO: Final = re.compile(r"up to ([0-9]{1,3})")
_PLAIN: Final[dict[str, str]] = load_json("gsm7.json")["replacements"]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a rep is asked for: a label, the answers to choose from (empty for any), how many
    characters an answer may have, and the characters it stood in."""

    label: str
    choices: tuple[str, ...]
    longest: int
    source: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words, a merge field or a slot of a wording, and whether it is locked."""

    part: str | Field | Slot
    locked: bool


@dataclass(frozen=True, slots=True)
class Token:
    """What has to stand in a text next: one of `words`; or, with `longest`, an answer of up to so
    many characters; or, with neither, anything."""

    words: tuple[str, ...] = ()
    longest: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A locked stretch that a text lacks: what it says, and what the text has in its place."""

    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Around:
    """What may stand around a text without being of it: the sender's name, the opt-out line."""

    before: Collection[str] = field(default_factory=tuple)
    behind: Collection[str] = field(default_factory=tuple)


def stretches(body: str) -> tuple[Stretch, ...]:
    """The parts of a wording in order, without the brackets that lock. Never raises: what is no
    lock and no slot is words."""
    found: list[Stretch] = []
    end = 0
    for lock in LOCK.finditer(body):
        found += _parts(body[end : lock.start()], locked=False)
        found += _parts(lock[1], locked=True)
        end = lock.end()
    return (*found, *_parts(body[end:], locked=False))


def has_locks(body: str) -> bool:
    """Whether anything of a wording is locked."""
    return LOCK.search(body) is not None


def slots(body: str) -> tuple[Slot, ...]:
    """What a rep is asked for, in order."""
    return tuple(each.part for each in stretches(body) if isinstance(each.part, Slot))


def tokens(body: str, values: Mapping[str, Collection[str]]) -> tuple[Token, ...]:
    """What a text from this wording has to say. `values` are those that each field may have by its
    key; a locked field without one is filled by hand, like a slot."""
    found: list[Token] = []
    for each in stretches(body):
        token = _token(each, values)
        if token != Token() or not found or found[-1] != token:
            found.append(token)
    if found:
        found[0] = _trimmed(found[0], str.lstrip)
        found[-1] = _trimmed(found[-1], str.rstrip)
    return tuple(found)


def changed(wanted: Sequence[Token], text: str, around: Around | None = None) -> Change | None:
    """The first locked stretch that `text` lacks; None where it has them all, in order, with
    nothing of its own between two of them. Characters that only cost more count as the plain ones
    (`gsm7.json`)."""
    if all(token == Token() for token in wanted):
        return None
    about = around or Around()
    whole = (Token(("", *about.before)), *wanted, Token(("", *about.behind)))
    plain = level(text.strip())
    failed = _first_failing([_level(token) for token in whole], plain)
    if failed is None:
        return None
    return _change(wanted, min(max(failed - 1, 0), len(wanted) - 1), plain)


def level(text: str) -> str:
    """`text` with plain characters in the place of typographic ones."""
    return "".join(_PLAIN.get(char, char) for char in text)


def _parts(text: str, *, locked: bool) -> Iterator[Stretch]:
    end = 0
    for found in _SLOT.finditer(text):
        slot = _slot(found[0], found[1], found[2])
        if slot is None:
            continue
        yield from _plain_parts(text[end : found.start()], locked=locked)
        yield Stretch(slot, locked)
        end = found.end()
    yield from _plain_parts(text[end:], locked=locked)


def _plain_parts(text: str, *, locked: bool) -> Iterator[Stretch]:
    for part in parse(text):
        yield Stretch(part, locked)


def _slot(source: str, label: str, after: str) -> Slot | None:
    """A slot whose bars are understood: answers, then `up to 40`; None for anything else."""
    bars = [each.strip(" ") for each in after.split("|")[1:]]
    longest = LONGEST_ANSWER
    if bars and (limit := _UP_TO.fullmatch(bars[-1])):
        longest = min(int(limit[1]), MOST_LONGEST)
        bars.pop()
    if len(bars) > 1 or longest < 1:
        return None
    split = [each.strip(" ") for each in bars[0].split(" / ")] if bars else []
    choices = tuple(dict.fromkeys(each for each in split if each))
    return Slot(label, choices, longest, source)


def _token(each: Stretch, values: Mapping[str, Collection[str]]) -> Token:
    if not each.locked:
        return Token()
    part = each.part
    if isinstance(part, str):
        return Token((part,))
    if isinstance(part, Slot):
        return Token(part.choices, 0 if part.choices else part.longest, part.label)
    told = (render(part.source, {part.key: value}) for value in values.get(part.key, ()))
    if known := [one.text for one in told if one.used]:
        return Token(tuple(dict.fromkeys(known)))
    if part.fallback is not None:
        return Token((part.fallback,))
    return Token((), LONGEST_ANSWER, part.name)


def _trimmed(token: Token, strip: Callable[[str], str]) -> Token:
    return replace(token, words=tuple(map(strip, token.words)))


def _level(token: Token) -> Token:
    return Token(tuple(level(each) for each in token.words), token.longest)


def _first_failing(wanted: Sequence[Token], text: str) -> int | None:
    """The place of the first token that can't stand where it has to; None where `text` is them
    all, one behind the other. Every way of reading is followed at once, so that nothing is slow."""
    reached = {0}
    for place, token in enumerate(wanted):
        following: set[int] = set()
        if token == Token():
            following = set(range(min(reached), len(text) + 1))
        else:
            for start in reached:
                following.update(_ends(token, text, start))
        if not following:
            return place
        reached = following
    return None if len(text) in reached else len(wanted) - 1


def _ends(token: Token, text: str, start: int) -> Iterator[int]:
    for words in token.words:
        if text.startswith(words, start):
            yield start + len(words)
    said = False
    for end in range(start, min(start + token.longest, len(text))):
        if text[end] in "\r\n{}":
            return
        said = said or text[end] != " "
        if said:
            yield end + 1


def _change(wanted: Sequence[Token], place: int, text: str) -> Change:
    """What the stretch around the token at `place` says, and what stands there instead."""
    first = last = place
    while first > 0 and wanted[first - 1] != Token():
        first -= 1
    while last < len(wanted) - 1 and wanted[last + 1] != Token():
        last += 1
    expected = "".join(_example(token) for token in wanted[first : last + 1]).strip()
    blocks = SequenceMatcher(None, expected, text, autojunk=False).get_matching_blocks()[:-1]
    kept = [block for block in blocks if block.size > 2]
    if not kept:
        return Change(expected, "")
    begins = max(0, kept[0].b - kept[0].a)
    ends = kept[-1].b + kept[-1].size + (len(expected) - kept[-1].a - kept[-1].size)
    return Change(expected, text[begins:ends].strip())


def _example(token: Token) -> str:
    if token.label:
        return "…"
    return token.words[0] if token.words else ""
