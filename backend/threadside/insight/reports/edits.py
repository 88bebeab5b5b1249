"""How much of a template's wording was changed before it left. Pure."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from threadside.rules.templates import parse

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")


@lru_cache(maxsize=4_096)
def changed(body: str, text: str) -> int:
    """How many of the words of `body` no longer stand in `text`, in percent: 0 when it was sent as
    it is, at least 1 when anything differs, be it an addition. What was put in for a merge field,
    and blanks, are no change."""
    if _as_written(body).fullmatch(" ".join(text.split())):
        return 0
    literal = " ".join(part for part in parse(body) if isinstance(part, str))
    words = _WORD.findall(literal.casefold())
    if not words:
        return 100
    there = _WORD.findall(text.casefold())
    blocks = SequenceMatcher(None, words, there, autojunk=False).get_matching_blocks()
    kept = sum(block.size for block in blocks)
    return max(1, round(100 * (len(words) - kept) / len(words)))


@lru_cache(maxsize=1_024)
def _as_written(body: str) -> re.Pattern[str]:
    """Matches the text with anything in place of its fields."""
    parts = parse(" ".join(body.split()))
    return re.compile("".join(re.escape(p) if isinstance(p, str) else ".*?" for p in parts))
