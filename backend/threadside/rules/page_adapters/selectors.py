"""CSS selectors as far as somebody else may write them.

Elements, classes, ids, attributes, positions, `:not()`, `:is()`: nothing that looks at what stands
inside or behind (`:has`), which a large page pays for, and nothing that a browser could refuse.
"""

import re
from typing import Final

_IDENT: Final = r"-?[_a-zA-Z][\w-]*"
_ATTRIBUTE: Final = rf"\[{_IDENT}(?:[~|^$*]?=(?:\"[^\"\\\n]*\"|'[^'\\\n]*'|{_IDENT})(?: [is])?)?\]"
_POSITION: Final = "(?:first|last|only)-(?:child|of-type)|empty|checked|disabled"
_SIMPLE: Final = re.compile(
    rf"(?:[#.]{_IDENT}|{_ATTRIBUTE}|:(?:{_POSITION})(?![\w(-])"
    r"|:nth-(?:child|of-type)\(\d{1,3}\))",
    re.ASCII,
)
_ELEMENT: Final = re.compile(rf"\*|{_IDENT}", re.ASCII)
_GROUP: Final = re.compile(r":(?:not|is)\(")
_BETWEEN: Final = re.compile(r"\s*[>+~]\s*|\s+(?![),])")
_COMMA: Final = re.compile(r"\s*,\s*")
_MOST_PARTS: Final = 40
_DEEPEST: Final = 2


def is_plain_selector(text: str) -> bool:
    """Whether a selector is one of those, with at most forty parts."""
    reader = _Reader(text)
    return reader.several(0) and reader.at == len(text) and reader.parts <= _MOST_PARTS


class _Wrong(Exception):  # noqa: N818 - reads as the fact it states
    """Nothing that follows can make it right."""


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.parts = 0

    def several(self, depth: int) -> bool:
        """A list with commas, at `depth` groups deep."""
        try:
            while self._complex(depth):
                if not self._take(_COMMA):
                    return True
        except _Wrong:
            if depth:
                raise
        return False

    def _complex(self, depth: int) -> bool:
        while True:
            self.parts += 1
            if not self._compound(depth):
                return False
            if self.at >= len(self.text) or not self._take(_BETWEEN):
                return True

    def _compound(self, depth: int) -> bool:
        begin = self.at
        self._take(_ELEMENT)
        while self._take(_SIMPLE) or self._group(depth):
            self.parts += 1
        return self.at > begin

    def _group(self, depth: int) -> bool:
        if depth >= _DEEPEST or not self._take(_GROUP):
            return False
        if not self.several(depth + 1) or self.text[self.at : self.at + 1] != ")":
            raise _Wrong
        self.at += 1
        return True

    def _take(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self.at)
        if found is None:
            return False
        self.at = found.end()
        return True
