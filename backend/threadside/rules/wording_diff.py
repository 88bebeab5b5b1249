"""What changed between two wordings, word by word, as data that a page can mark."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

Op = Literal["same", "gone", "new"]
Part = tuple[Op, str]
_TOKEN: Final = re.compile(r"\{\{[^{}]*\}\}|\w+(?:['’]\w+)*|\s+|[^\w\s]")
"""A merge field, a word, a run of blanks, or one mark: what is changed as a whole."""


def between(older: str, newer: str) -> tuple[Part, ...]:
    """The parts in order. Same and new joined are `newer`, same and gone `older`."""
    old, new = _TOKEN.findall(older), _TOKEN.findall(newer)
    parts: list[Part] = []
    for op, i, j, k, m in SequenceMatcher(_is_blank, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            _add(parts, "same", old[i:j])
        else:
            _add(parts, "gone", old[i:j])
            _add(parts, "new", new[k:m])
    return tuple(_without_islands(parts))


def share_changed(older: str, newer: str) -> int:
    """How many of a hundred words and marks of two texts only one of them has. What was written in
    place of a gap (`{{…}}`) is no change: that is what the gap is for. Blanks do not count."""
    old, new = (
        [each for each in _TOKEN.findall(text) if not each.isspace()] for text in (older, newer)
    )
    gaps = sum(_is_gap(each) for each in old)
    whole, changed = len(old) + len(new) - gaps, 0
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        filled = op == "replace" and all(map(_is_gap, old[i:j]))
        if filled:
            whole -= m - k
        elif op != "equal":
            changed += sum(not _is_gap(each) for each in old[i:j]) + m - k
    return round(100 * changed / whole) if whole > 0 else 0


def _is_gap(token: str) -> bool:
    return token.startswith("{{")


def _is_blank(token: str) -> bool:
    return token.isspace()


def _add(parts: list[Part], op: Op, tokens: Sequence[str]) -> None:
    if tokens:
        parts.append((op, "".join(tokens)))


def _without_islands(parts: Sequence[Part]) -> list[Part]:
    """Two changes with nothing but blanks between them are one: "a b" to "c d" reads as one."""
    found: list[Part] = []
    gone = new = ""
    for place, (op, text) in enumerate(parts):
        if op == "gone":
            gone += text
        elif op == "new":
            new += text
        elif text.isspace() and gone and new and place + 1 < len(parts):
            gone, new = gone + text, new + text
        else:
            found += _changed(gone, new)
            found.append(("same", text))
            gone = new = ""
    return found + _changed(gone, new)


def _changed(gone: str, new: str) -> list[Part]:
    found: list[Part] = []
    if gone:
        found.append(("gone", gone))
    if new:
        found.append(("new", new))
    return found
