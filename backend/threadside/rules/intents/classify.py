"""From a text to what it asks for, in the order in which mistakes would cost most.

Texts that a machine wrote ask for nothing. Of the rest, an opt-out wins over a wrong number, that
over help, help over an opt-in. Requests nobody can mistake act at once; likely ones are held for a
person (47 CFR 64.1200(a)(10): revocation by any reasonable means, by all circumstances).
"""

import hashlib
import re
from typing import Final

from threadside.rules.intents import keywords, likeness, questions, reactions, replies, whole
from threadside.rules.intents.folding import visible
from threadside.rules.intents.intent import NOTHING, Action, Intent
from threadside.rules.intents.names import GIVEN, NAME
from threadside.rules.intents.pattern import Rule, Table
from threadside.rules.intents.reading import QUESTION, Reading, read
from threadside.rules.tables import load_json, load_text

_REQUESTED: Final = (
    "english", "spanish", "french", "others", "english_wide", "spanish_wide", "french_wide",
)  # fmt: skip
_MISTAKEN: Final = ("wrong_number", "wrong_number_wide")
_FILES: Final = (*_REQUESTED, "opt_in", *_MISTAKEN)
_WORDS: Final = ("likeness", "keywords", "names", "spelling", "machines")
_REQUESTS: Final = tuple(map(Table, _REQUESTED))
_OPT_IN: Final = Table("opt_in")
_WRONG_NUMBERS: Final = tuple(map(Table, _MISTAKEN))
_ANSWER: Final = 3
"""So few words after a question of ours answer it."""
_PLAINEST: Final = "en.stop_texting"
"""What no wish to be texted again takes back."""
_SHOUTED: Final = re.compile(
    r"(?<![A-Z] )(?<!\w)(?:STOP|UNSUBSCRIBE)[.!\s]*\Z"
    r"|\A\W*(?:STOP|UNSUBSCRIBE)[\s,(:\u2013\u2014-]{1,3}(?=[a-zI])"
)
_KEYWORDS: Final = load_json("intents/keywords.json")
_NO_SHOUT: Final = frozenset(_KEYWORDS["no_shout"])
"""Words beside which STOP is none of its own: "the bus STOP", "STOP by"."""
_ONLY_BEFORE: Final = frozenset(_KEYWORDS["no_shout_before"])
"""Of these, the ones behind which STOP is none, but before which it is: "STOP, I have one"."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def classify(text: str, context: str | None = None) -> Intent:
    """What an inbound text asks for; never raises, whatever the text.

    `context` is our last text to them: it decides what YES, NO and CANCEL answer. Of long texts the
    first 3,000 and the last 1,000 characters are read.
    """
    shown = visible(text)
    letters = shown.casefold()
    if reactions.is_reaction(letters):
        return Intent("none", "deliver", "reaction", automatic=True)
    if replies.is_automatic(letters):
        return Intent("none", "deliver", "auto_reply", automatic=True)
    reading = read(shown)
    before = "" if context is None else visible(context[: questions.LONGEST]).casefold()
    found = whole.intent(reading, before) or _sentences(reading, before)
    if found.intent == "none" and replies.may_be_automatic(letters):
        return Intent("none", "deliver", "auto_reply", automatic=True)
    return (_alike(reading, before) or found) if found is NOTHING else found


def _alike(reading: Reading, context: str) -> Intent | None:
    """What no rule knows, and is like what people write who want no more texts or are not meant."""
    if QUESTION in context and len(reading.words) <= _ANSWER:
        return None
    for meaning, score in likeness.scores(reading.marked.split()).items():
        if score >= likeness.LIKELY[meaning]:
            return Intent(meaning, "hold", f"likeness:{score:.2f}")
    return None


def _sentences(reading: Reading, context: str) -> Intent:
    """What sentences ask for."""
    requests = [rule for table in _REQUESTS for rule in table.find(reading.marked)]
    at_once = [rule for rule in requests if rule.weight == "suppress"]
    back = next(_OPT_IN.find(reading.marked), None)
    if back is not None and not any(rule.name == _PLAINEST for rule in at_once):
        return Intent("opt_in", "ask_person", f"pattern:{back.name}")
    alone = _standing_alone(reading)
    if alone is not None and alone.action == "suppress":
        return alone
    if at_once:
        # A narrower scope holds where nothing in the text asks for more.
        rule = next((rule for rule in at_once if rule.scope == "all"), at_once[0])
        return Intent("opt_out", "suppress", f"pattern:{rule.name}", scope=rule.scope)
    if doubt := _doubt(requests, alone, reading, context):
        return doubt
    named = _with_names(reading)
    for table in _WRONG_NUMBERS:
        if mistaken := next(table.find(named), None):
            return Intent("wrong_number", "hold", f"pattern:{mistaken.name}")
    return NOTHING


def _doubt(
    requests: list[Rule], alone: Intent | None, reading: Reading, context: str
) -> Intent | None:
    if requests:
        # "No more", "enough" answer what was asked before.
        if requests[0].name == "en.enough" and QUESTION in context:
            return None
        return Intent("opt_out", "hold", f"pattern:{requests[0].name}")
    return alone or _shouted(reading)


def _standing_alone(reading: Reading) -> Intent | None:
    """A firm keyword as a sentence of its own, among others: "Who is this? STOP"."""
    if len(reading.sentences) < 2 or keywords.LAUGHING.intersection(reading.words):
        return None
    last = len(reading.sentences) - 1
    for place, sentence in enumerate(reading.sentences):
        keyword = keywords.firm(sentence)
        if keyword in keywords.EXCLAIMED and place != last:
            continue
        if keyword is not None:
            action: Action = "suppress" if place in (0, last) else "hold"
            return Intent("opt_out", action, f"sentence:{keyword}", keyword)
    return None


def _shouted(reading: Reading) -> Intent | None:
    """STOP in capitals at one end of a text that is not all capitals."""
    if reading.plain.isupper() or keywords.LAUGHING.intersection(reading.words):
        return None
    found = _SHOUTED.search(reading.plain)
    if found is None:
        return None
    at_end = found.start() > 0 and found.end() == len(reading.plain)
    nearby = _LETTERS.findall(
        reading.plain[max(0, found.start() - 40) : found.start()]
        if at_end
        else reading.plain[found.end() : found.end() + 40]
    )
    beside = (nearby[-1] if at_end else nearby[0]).lower() if nearby else ""
    ordinary = _NO_SHOUT if at_end else _NO_SHOUT - _ONLY_BEFORE
    return None if beside in ordinary else Intent("opt_out", "hold", "shouted:stop")


def _with_names(reading: Reading) -> str:
    names = GIVEN | reading.names
    return " ".join(
        NAME if word in names
        else f"{NAME} s" if word.removesuffix("s") in names
        else word
        for word in reading.marked.split(" ")
    )  # fmt: skip


def _version() -> str:
    files = (load_text(f"intents/{name}.json") for name in (*_WORDS, *_FILES))
    return hashlib.sha256("".join(files).encode()).hexdigest()[:12]


TABLE_VERSION: Final = f"2026-11-22.{_version()}"
"""Names the tables that decided: a date for people, then what they hold (R-12)."""
