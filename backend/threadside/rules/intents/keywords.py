"""The keywords, and what may stand beside one so that the message is still nothing else.

- Opt-out: the replies that revoke consent per se, "stop, quit, end, revoke, opt out, cancel,
  unsubscribe" (47 CFR 64.1200(a)(10)); STOPALL (carriers' default lists); OPTOUT, REMOVE, ARRET
  and TD (AWS End User Messaging, default keywords; TD is Chinese pinyin, tuì dìng); STOP2END and
  its like (older programmes' calls to action); and what means stop in other languages.
- Opt-in: START and UNSTOP (CTIA Messaging Principles and Best Practices), OPT IN and SUBSCRIBE.
  YES is not among them: it answers too many other questions.
- Help: HELP and INFO (CTIA), AIDE, which Canadian carriers require beside HELP, and AYUDA.
"""

from collections.abc import Sequence
from typing import Any, Final

from threadside.rules.tables import load_json

STOP_KEYWORDS: Final = frozenset(
    {"stop", "quit", "end", "revoke", "opt out", "optout", "cancel", "unsubscribe"}
    | {"stop all", "stopall", "arret", "remove"}
)
START_KEYWORDS: Final = frozenset(
    {"start", "unstop", "opt in", "optin", "subscribe", "resubscribe"}
)
HELP_KEYWORDS: Final = frozenset({"help", "info", "aide", "ayuda"})

_TABLE: Final[dict[str, Any]] = load_json("intents/keywords.json")
PHRASES: Final[dict[str, str]] = _TABLE["phrases"]
"""Two words that are one keyword."""

FIRM: Final[dict[str, str]] = _TABLE["firm"]
"""Words that mean stop whatever was asked before; with what they are called."""

SOFT: Final[dict[str, str]] = _TABLE["soft"]
"""Words that also answer a question about something else, an appointment or an order."""

DOUBTFUL: Final = frozenset[str](_TABLE["doubtful"])
"""Those of the soft ones that are a person's to read even when nothing was asked."""

DISGUISED: Final = {**FIRM, **SOFT, "texting": ""}
"""What is looked for behind letters of other scripts and digits."""

EXCLAIMED: Final = frozenset[str](_TABLE["exclaimed"])
"""Words that also call a halt to something else: "¡Alto! No corten ese árbol"."""

POLITE: Final = frozenset[str](_TABLE["polite"])
"""Courtesies: they change nothing about any keyword."""

LAUGHING: Final = frozenset[str](_TABLE["laughing"])
"""Who laughs and says stop is being teased."""

# What insists, or says what is to stop, leaves no doubt beside a firm keyword.
_STANDS_BESIDE: Final = POLITE | frozenset[str](_TABLE["insistent"]) | LAUGHING
_PLAINEST: Final = frozenset({"stop", "stop all", "unsubscribe", "opt out"})
_NEVER_BEFORE: Final = frozenset[str](_TABLE["never_before"])


def merged(words: Sequence[str]) -> list[str]:
    """Words with keywords of two words put together."""
    found: list[str] = []
    for word in words:
        phrase = PHRASES.get(f"{found[-1]} {word}") if found else None
        if phrase is None:
            found.append(word)
        else:
            found[-1] = phrase
    return found


def firm(words: Sequence[str], names: frozenset[str] = frozenset()) -> str | None:
    """The firm keyword that words consist of, courtesies and insistence aside.

    `names` may stand beside the plainest: who is told to stop, or who says so.
    """
    parts = merged(words)
    keyword = next((FIRM[part] for part in parts if part in FIRM), None)
    if keyword is None:
        return None
    first = next(place for place, part in enumerate(parts) if part in FIRM)
    before, after = parts[:first], parts[first + 1 :]
    beside = _STANDS_BESIDE | names if keyword in _PLAINEST else _STANDS_BESIDE
    if not all(part in beside or part in FIRM for part in (*before, *after)):
        return None
    if LAUGHING.intersection(parts) or _leads_elsewhere(before):
        return None
    return keyword


def _leads_elsewhere(before: Sequence[str]) -> bool:
    """ "I stop", "the stop", "to stop": a word that makes a sentence of the keyword."""
    return bool(before) and before[-1] in _NEVER_BEFORE and before[-2:-1] != ["said"]


def soft(words: Sequence[str]) -> str | None:
    """The soft keyword that words consist of, courtesies aside."""
    parts = merged(words)
    found = [SOFT[part] for part in parts if part in SOFT]
    if found and all(part in SOFT or part in POLITE or part == "all" for part in parts):
        return found[0]
    return None


def exact(words: Sequence[str], among: frozenset[str]) -> str | None:
    """The one keyword of `among` that words are, at most with please and thanks (R-5)."""
    parts = [part for part in merged(words) if part not in POLITE]
    return parts[0] if len(parts) == 1 and parts[0] in among else None
