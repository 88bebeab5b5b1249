"""Does an inbound text say stop, start or help, and nothing else?

Only whole messages count: a keyword inside a sentence is for a person to read. The words:

- stop: the replies that revoke consent per se, "stop, quit, end, revoke, opt out, cancel,
  unsubscribe" (47 CFR 64.1200(a)(10)), their common spellings, STOPALL (carriers' default
  opt-out list), and ARRET, which Canadian carriers require beside STOP.
- start: START and UNSTOP (CTIA Messaging Principles and Best Practices, opt-in keywords). YES is
  not among them: it answers too many other questions.
- help: HELP and INFO (CTIA), and AIDE, which Canadian carriers require beside HELP.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

IntentKind = Literal["stop", "start", "help", "none"]

STOP_KEYWORDS: Final = frozenset(
    {"stop", "quit", "end", "revoke", "opt out", "optout", "cancel", "unsubscribe"}
    | {"stop all", "stopall", "arret"}
)
START_KEYWORDS: Final = frozenset({"start", "unstop"})
HELP_KEYWORDS: Final = frozenset({"help", "info", "aide"})

_KEYWORDS: Final[dict[str, IntentKind]] = {
    **dict.fromkeys(STOP_KEYWORDS, "stop"),
    **dict.fromkeys(START_KEYWORDS, "start"),
    **dict.fromkeys(HELP_KEYWORDS, "help"),
}
_WORDS: Final = "|".join(sorted(STOP_KEYWORDS, key=len, reverse=True))
_COURTESY: Final = "please|pls|plz|thanks|thank you|thank u|thx|ty"
# "STOP STOP", "Please stop", "Stop. Thank you": politeness and insistence do not make it less.
_POLITE_STOP: Final = re.compile(
    rf"(?:(?:{_COURTESY}) )*(?P<word>{_WORDS})(?: (?:{_WORDS}))*(?: (?:{_COURTESY}))*"
)
_SPACED_LETTERS: Final = re.compile(r"(?<!\S)[a-z](?: [a-z]){2,}(?!\S)")
_REACTION: Final = re.compile(r"\s*[^\x00-\x7f\w“”«»„‘’…–—]+\s*[\"“”«»„].*[\"“”«»]\s*", re.DOTALL)
_SIGNATURE: Final = re.compile(
    r"\n\s*(?:(?:--|—)\s*\n|sent from my |get outlook for ).*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What a whole message asks for; `keyword` is the normalised word that said so."""

    kind: IntentKind
    keyword: str | None = None


def classify(text: str) -> Intent:
    """The automatic intent of an inbound text; `none` for everything else, never raises.

    Case, punctuation, emoji, invisible characters, accents, typographic letters, letters spaced
    apart, and a signature do not matter. A phone's reaction that quotes our own keyword
    ('👍 “STOP”', 'Liked “Reply STOP…”') is no request.
    """
    if _REACTION.fullmatch(_without_invisible(text)):
        return Intent("none")
    words = _normalised(text)
    if kind := _KEYWORDS.get(words):
        return Intent(kind, words)
    if polite := _POLITE_STOP.fullmatch(words):
        return Intent("stop", polite["word"])
    return Intent("none")


def _without_invisible(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Mn"})


def _normalised(text: str) -> str:
    """Lower-case words of letters and digits with single spaces between."""
    letters = _without_invisible(unicodedata.normalize("NFKD", text)).casefold()
    # A dash above the only word is no signature's: what would leave nothing is not taken off.
    words = _words(_SIGNATURE.sub("", letters)) or _words(letters)
    return _SPACED_LETTERS.sub(lambda run: run[0].replace(" ", ""), words)


def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text).split())
