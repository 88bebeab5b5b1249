"""A phone's reaction to our text, sent as a text that quotes it (R-8: it asks for nothing).

iMessage writes `Liked “…”`, `Removed a heart from “…”` or `Loved an image` to phones that know no
reactions; Google Messages writes `👍 to “…”` with hair spaces; both do so in the phone's language.
The verbs stand in `shared_schemas/intents/machines.json`.
"""

import re
from typing import Any, Final

from threadside.rules.tables import load_json

_TABLE: Final[dict[str, Any]] = load_json("intents/machines.json")
_QUOTES: Final = '"“”«»„‟″'
_VERB: Final = "|".join(_TABLE["reaction_verbs"])
_THING: Final = "|".join(_TABLE["reaction_things"])
_MARK: Final = r"[^\x00-\x7f\w“”«»„‘’…–—]{1,16}"
_QUOTING: Final = re.compile(
    rf"\s*(?:(?:{_VERB})\s*|{_MARK}(?:\s*(?:to|a|à|auf|to:|para|su))?\s*)[{_QUOTES}]"
)
_CLOSES: Final = re.compile(
    rf"(?:[{_QUOTES}]|\u2026|\.\.\.)\s*"
    rf"(?:mit [{_QUOTES}][^{_QUOTES}]*[{_QUOTES}] markiert|gelacht|reagiert|geliebt|betont)?"
    r"\s*\.?\s*\Z"
)
_OF_A_THING: Final = re.compile(
    rf"\s*(?:{_VERB}) (?:(?:an?|the|your|one|un|une|una|ein|eine|uma|\d+) )?(?:{_THING})\s*\.?\s*\Z"
)
_LAST: Final = 80
"""Characters of the end in which the quotation closes."""


def is_reaction(letters: str) -> bool:
    """Whether the whole text is a reaction; `letters` in lower case, without accents."""
    if _OF_A_THING.match(letters):
        return True
    opened = _QUOTING.match(letters)
    return opened is not None and _ends_quoted(letters, opened.end())


def _ends_quoted(letters: str, start: int) -> bool:
    """Quoted to the end; a phone that cuts the quotation leaves it open."""
    if _CLOSES.search(letters, max(start, len(letters) - _LAST)):
        return True
    return not any(quote in letters[start:] for quote in _QUOTES)
