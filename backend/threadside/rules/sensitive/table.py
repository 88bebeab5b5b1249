"""The rule data, with its shorthand for words and white space resolved."""

import re
from collections.abc import Mapping
from typing import Any, Final

from threadside.rules.tables import load_json

TABLE: Final[Mapping[str, Any]] = load_json("sensitive.json")

_SHORTHAND: Final = re.compile(r"\[(?:\\.|[^\]\\])*\]|\\.|\{([a-z_]+)\}|[ ~]", re.ASCII)


def pattern(source: str) -> re.Pattern[str]:
    """The compiled pattern: a space is one to three of space and line feed, ~ none to three."""
    return re.compile(_expanded(source), re.ASCII)


def _expanded(source: str) -> str:
    return _SHORTHAND.sub(_long, source)


def _long(found: re.Match[str]) -> str:
    if found[1]:
        return _expanded(TABLE["words"][found[1]])
    return {" ": "(?:[ \n]{1,3})", "~": "[ \n]{0,3}"}.get(found[0], found[0])
