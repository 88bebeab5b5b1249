"""Names as they are compared and looked for: without case, accents and punctuation.

`words` is how both sides of a comparison are read; `indexed` is what a name can be found by, which
is more: "O'Brien" is found as it is typed, and as "obrien".
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MOST_WORDS: Final = 12
"""Of one text; what stands behind is not looked at."""
MOST_INDEXED: Final = 24
LONGEST: Final = 32
"""Characters of a word; two longer ones that begin alike are the same."""
_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart into a plain one and a mark."""
_JOINED: Final = re.compile(r"(?<=\w)['’ʼ`´.‐-―-](?=\w)")
_UNSEEN: Final = "\u200c\u200d\u00ad"
_TYPED_NUMBER: Final = re.compile(r"\+?[\d\s().\-/]{3,40}")


def words(said: str) -> tuple[str, ...]:
    """The words of a text in their order: "Fernández-Ruiz, Ana" is ("fernandez", "ruiz", "ana")."""
    return tuple(word[:LONGEST] for word in every_word(said)[:MOST_WORDS])


def every_word(said: str) -> list[str]:
    """The same whole, however long."""
    return "".join(c if _belongs(c) else " " for c in _folded(said)).split()


def indexed(texts: Iterable[str]) -> tuple[str, ...]:
    """Every word that these texts can be found by, once, those of the first text first."""
    found: dict[str, None] = {}
    for said in texts:
        found.update(dict.fromkeys(words(said)))
        joined = _JOINED.sub("", said)
        if joined != said:
            found.update(dict.fromkeys(words(joined)))
    return tuple(found)[:MOST_INDEXED]


def typed_digits(said: str) -> str:
    """The digits of what looks like a number or the beginning of one, with a leading plus where it
    has one; empty for all else."""
    if not _TYPED_NUMBER.fullmatch(said.strip()):
        return ""
    digits = "".join(c for c in said if c in "0123456789")
    return f"+{digits}" if said.strip().startswith("+") and digits else digits


def _folded(said: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", said).casefold())
    plain = apart.translate(_PLAIN)
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in _UNSEEN)


def _belongs(character: str) -> bool:
    """Letters and digits; and the vowel signs that scripts of India write with a letter."""
    return character.isalnum() or unicodedata.category(character).startswith("M")
