"""What our last text asked, where that decides what the answer means.

YES is consent after "Reply YES to get text alerts" and nothing after "Reply YES to confirm your
appointment"; CANCEL may be about the appointment after "Reply CANCEL to cancel your appointment".
"""

import re
from collections.abc import Sequence
from typing import Final, Literal

from threadside.rules.intents.keywords import POLITE

Asked = Literal["consent", "farewell", "else"]

_YES: Final = frozenset(
    [
        "yes",
        "y",
        "yeah",
        "yep",
        "yup",
        "sure",
        "ok",
        "okay",
        "si",
        "oui",
        "join",
        "agree",
        "accept",
        "confirm",
    ]
)
_NO: Final = frozenset(["no", "n", "nope", "nah", "non", "decline"])
_ALL: Final = frozenset({"all", "everything", "todo", "todos", "tout", "tous"})

_TEXTS: Final = (
    "(?:texts|text (?:messages?|updates|alerts|notifications|reminders)|sms|messages|messaging"
    "|alerts|mensajes|textos|notificaciones|texting|by text|via text)"
)
_GETTING: Final = (
    r"(?:receiv\w*|get|getting|wants?|subscribe\w*|sign(?:ing)? up|opt in|opting in|consent\w*"
    r"|agree\w*|enroll\w*|join\w*|recibir|suscribir\w*|recevoir|abonner|accept\w*|continue"
    r"|send you)"
)
_CONSENT: Final = re.compile(rf"(?<!\w){_GETTING}(?: [\w,'’&]+){{0,9}} {_TEXTS}(?!\w)")
_ENDING: Final = re.compile(
    rf"(?<!\w)(?:unsubscrib\w*|opt(?:ed|ing)? out|stop (?:receiving|getting|all|these|{_TEXTS})"
    rf"|(?:end|cancel|stop)(?: \w+){{0,3}} {_TEXTS}|be removed|cancelar (?:los )?mensajes"
    r"|asked to stop|no longer (?:receive|get))(?!\w)"
)
_INVITED: Final = re.compile(
    r"(?<!\w)(?:reply|text|respond|answer|send|type|responda|responde|envie|repondez|envoyez)"
    r"(?: with| back| con| avec)? [\"“'«]?(?P<word>\w+)(?P<rest>[^.!?\n]{0,160})"
)
_BARE: Final = re.compile(
    r"[\"”'»]?(?:[ ,/]{0,2}(?:to|or|y|no|n|confirm|continue|agree|accept|decline|proceed))*"
)
"""What says no more than that the word is the answer to the question before."""
_CLAUSE: Final = re.compile(r"[^.!?\n]*[.!?\n]?")
LONGEST: Final = 2_000
"""Characters of our text that are read."""


def answers(words: Sequence[str], context: str) -> Literal["yes", "no", "all", None]:
    """Whether words are no more than yes, no, all, or the word our text invited."""
    parts = [word for word in words if word not in POLITE]
    if len(parts) != 1:
        return None
    (word,) = parts
    if word in _ALL:
        return "all"
    if word in _NO:
        return "no"
    invited = {found["word"] for found in _INVITED.finditer(context)}
    return "yes" if word in _YES or word in invited - {"no", "n"} else None


def asked(context: str, word: str | None = None) -> Asked:
    """What a text of ours asked: whether they want texts, whether they want none, or else.

    With `word`, what it invited that word for where it says so.
    """
    if word is not None:
        for found in _INVITED.finditer(context):
            if found["word"] == word:
                about = _about(found["rest"])
                if about != "else" or not _BARE.fullmatch(found["rest"]):
                    return about
    for clause in _CLAUSE.findall(context):
        if clause.endswith("?"):
            about = _about(clause)
            if about != "else":
                return about
    if word is None or word in _NO or word in _ALL:
        invited = _INVITED.search(context)
        whole = _about(invited["rest"]) if invited and invited["word"] in _YES else "else"
        return whole if whole != "else" else _farewell(context, word)
    return "else"


def _farewell(context: str, word: str | None) -> Asked:
    return "farewell" if word in _ALL and _ENDING.search(context) else "else"


def _about(clause: str) -> Asked:
    if _ENDING.search(clause):
        return "farewell"
    return "consent" if _CONSENT.search(clause) else "else"


def offers(context: str, keyword: str) -> bool:
    """Whether our text offered `keyword` for something else than texts (R-9 says never to).

    "Reply CANCEL to cancel your appointment", "keep or cancel your reservation?"
    """
    for clause in _CLAUSE.findall(context):
        if re.search(rf"(?<!\w){re.escape(keyword)}(?!\w)", clause) and not _ENDING.search(clause):
            return re.search(rf"{_TEXTS}", clause) is None
    return False
