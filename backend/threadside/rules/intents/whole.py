"""Messages that are one word, courtesies aside: a keyword, an answer to what we asked, a sign."""

from typing import Final

from threadside.rules.intents import keywords, questions
from threadside.rules.intents.intent import Action, Intent
from threadside.rules.intents.names import GIVEN
from threadside.rules.intents.reading import Reading

LONGEST: Final = 40
"""Words of a message that is still nothing but a keyword, insistence included."""
_STOP_SIGNS: Final = frozenset("🛑⛔🚫")
_RAISED_HANDS: Final = frozenset("✋🙅")
_TEASED: Final = frozenset({("stop", "it"), ("stop", "that")})
"""Also said in fun."""


def intent(reading: Reading, context: str) -> Intent | None:
    """What a whole message asks for; None when it is more than a word and its courtesies."""
    words = reading.words
    if not words:
        return _sign(reading.plain)
    if len(words) > LONGEST:
        return None
    return (
        _opt_in_or_help(words) or _answer(words, context) or _firm(reading) or _soft(words, context)
    )


def _sign(plain: str) -> Intent | None:
    signs = {char for char in plain if not char.isspace()}
    if signs & _STOP_SIGNS and signs <= _STOP_SIGNS | _RAISED_HANDS:
        return Intent("opt_out", "hold", "stop_sign")
    return None


def _opt_in_or_help(words: tuple[str, ...]) -> Intent | None:
    if keyword := keywords.exact(words, keywords.START_KEYWORDS):
        return Intent("opt_in", "restore", f"keyword:{keyword}", keyword)
    if len(set(words)) == 1 and words[0] in keywords.HELP_KEYWORDS:
        return Intent("help", "answer_help", f"keyword:{words[0]}", words[0])
    return None


def _answer(words: tuple[str, ...], context: str) -> Intent | None:
    """Yes, no or all, where our last text asked about texts."""
    said = questions.answers(words, context) if context else None
    if said is None:
        return None
    word = next(word for word in words if word not in keywords.POLITE)
    asked = questions.asked(context, word)
    if asked == "else" or word in keywords.FIRM or word in keywords.SOFT:
        return None
    if asked == "farewell":
        return None if said == "no" else Intent("opt_out", "suppress", "context:farewell")
    if said == "no":
        return Intent("opt_out", "suppress", "context:consent")
    return Intent("opt_in", "restore", "context:consent", word) if said == "yes" else None


def _firm(reading: Reading) -> Intent | None:
    words = reading.words
    if keyword := keywords.firm(words, GIVEN | reading.names):
        weight: Action = "hold" if words in _TEASED else "suppress"
        return Intent("opt_out", weight, f"keyword:{keyword}", keyword)
    if "STOP" in reading.plain and not keywords.LAUGHING.isdisjoint(words):
        serious = [word for word in words if word not in keywords.LAUGHING]
        if keyword := keywords.firm(serious):
            return Intent("opt_out", "hold", f"keyword:{keyword}", keyword)
    return None


def _soft(words: tuple[str, ...], context: str) -> Intent | None:
    keyword = keywords.soft(words)
    if keyword is None:
        return None
    doubtful = keyword in keywords.DOUBTFUL or questions.offers(context, keyword)
    return Intent("opt_out", "hold" if doubtful else "suppress", f"keyword:{keyword}", keyword)
