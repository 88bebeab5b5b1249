"""Texts that another machine wrote: absence notes, carriers' notices, other senders' programmes.

None of them is a request of the person, though most carry "Reply STOP"; and none may be answered by
machine, or two machines talk to each other for ever (R-8). What they write stands in
`shared_schemas/intents/machines.json`.
"""

import re
from typing import Any, Final

from threadside.rules.tables import load_json

_TABLE: Final[dict[str, Any]] = load_json("intents/machines.json")
_SURELY: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_TABLE['surely'])})")
_LIKELY: Final = re.compile("|".join(_TABLE["likely"]))
_INVITES: Final = re.compile("|".join(_TABLE["invitations"]))
# "I know this is an automated message", "is this an automated …": a person wonders.
_WONDERS: Final = re.compile(
    r"(?<!\w)(?:know|think|assume|bet|guess|sure|if|whether|care|like|is|are|tired of|sending"
    r"|sick of|say|says|said|your|ur|you sent|got|the)\W+(?:that |it's |its )?\Z"
)
_SPEAKS: Final = re.compile(
    r"(?<!\w)(?:said|says|say|doesn't|doesnt|does not|didn't|why|what|how|already|keep|keeps|when i"
    r"|if i|told|just)(?!\w)"
)
_STOPS_AFTER_ALL: Final = re.compile(r"[.!?\s]\s*(?:so )?stop\W*\Z")
_LONG_ENOUGH: Final = 25
"""Characters; who writes less than that and "reply stop" is a person who copies our words."""
_BEGINS_LATER: Final = 8
_LOOKS_BACK: Final = 20


def is_automatic(letters: str) -> bool:
    """Whether a machine surely wrote it; `letters` in lower case, without accents."""
    for found in _SURELY.finditer(letters):
        if not _WONDERS.search(letters[max(0, found.start() - _LOOKS_BACK) : found.start()]):
            return True
    invited = _INVITES.search(letters)
    return (
        invited is not None
        and len(letters) >= _LONG_ENOUGH
        and invited.start() > _BEGINS_LATER
        and not _SPEAKS.search(letters)
        and not _STOPS_AFTER_ALL.search(letters[invited.end() :])
    )


def may_be_automatic(letters: str) -> bool:
    """Whether a phone may have answered by itself, which people also write by hand."""
    return _LIKELY.search(letters) is not None
