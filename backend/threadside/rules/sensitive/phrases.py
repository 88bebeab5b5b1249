"""Secrets that only their surroundings give away, and requests for them."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from stdnum.us import rtn

from threadside.rules.sensitive.finding import Found, Type
from threadside.rules.sensitive.reading import Reading
from threadside.rules.sensitive.table import TABLE, pattern

_WORDS: Final = re.compile("[a-z]+")
_ENDING: Final = ".,;:!?)]}\"'"
_PLAIN: Final = frozenset(TABLE["plain_values"].split())
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# Letters and digits in one piece, or all three kinds in something long.
_MIXED: Final = re.compile(
    "(?<![0-9A-Za-z])(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[0-9A-Za-z]{8}"
    "|^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9]).{20}"
)
_GOES_ON: Final = pattern(TABLE["context"]["goes_on"])
_ACCOUNT: Final = pattern(TABLE["context"]["account"])
_LEAST_ENTROPY: Final = 3.0
_NOTHING: Final[Mapping[str, str]] = {}

Check = Callable[[str, re.Match[str], Reading], bool]


@dataclass(frozen=True, slots=True)
class _Rule:
    """`find` names the value by its first group; the others look at what stands around it."""

    type: Type
    id: str
    triggers: frozenset[str]
    find: re.Pattern[str]
    needs: re.Pattern[str] | None  # near by
    unless: re.Pattern[str] | None  # in the sentence
    even: re.Pattern[str] | None  # in the sentence, weighs more than `unless`
    before: re.Pattern[str] | None  # in the sentence before: none of it
    check: Check | None


def phrases(reading: Reading) -> Iterator[Found]:
    """Keys of known shape, then every rule in the table's order."""
    for name, shape in _keys():
        for match in shape.finditer(reading.plain):
            if not reading.plain[match.start() - 1 : match.start()].isalnum():
                yield Found("api_key", f"api_key.{name}", *match.span())
    words = set(_WORDS.findall(reading.low))
    for rule in _rules():
        if rule.triggers and words.isdisjoint(rule.triggers):
            continue
        for match in rule.find.finditer(reading.low):
            if _holds(rule, match, reading):
                yield Found(rule.type, rule.id, *_value(match))


def _value(match: re.Match[str]) -> tuple[int, int]:
    if match.lastindex is None:
        return match.span()
    start, end = match.span(match.lastindex)
    while end - start > 1 and match.string[end - 1] in _ENDING:
        end -= 1
    return start, end


def _holds(rule: _Rule, match: re.Match[str], reading: Reading) -> bool:
    start, end = match.span()
    before = reading.before(start)
    if rule.before and rule.before.search(before):
        return False
    if rule.unless:
        sentence = f"{before}{match[0]}{reading.after(end)}".replace("\n", " ")
        if rule.unless.search(sentence) and not (rule.even and rule.even.search(sentence)):
            return False
    if rule.needs and not rule.needs.search(reading.around(start, end)):
        return False
    start, end = _value(match)
    return rule.check is None or rule.check(reading.plain[start:end], match, reading)


def _password(value: str, match: re.Match[str], reading: Reading) -> bool:
    """A value, not a word about the password: "is expired", "must be changed: see here"."""
    if not _opaque(value):
        return False
    if not _LETTERS.fullmatch(value):
        return True
    if value.lower() in _PLAIN or value.lower().split("-")[0] in _PLAIN:
        return False
    quoted = match.string[match.start(match.lastindex or 0) - 1] in "\"'"
    return quoted or not _GOES_ON.match(reading.low[match.end() : match.end() + 20])


def _mixed(value: str, _match: re.Match[str], _reading: Reading) -> bool:
    """Letters together with digits or signs, as only a password has them."""
    letters = sum(char.isalpha() for char in value)
    return len(value) >= 6 and 0 < letters < len(value) and _opaque(value) and "'" not in value


def _opaque(value: str) -> bool:
    return (
        len(value) >= 3
        and not value.lower().startswith(("http", "www.", "/", "{", "[", "<", "(", "*", "•", "_"))
        and len(set(value)) > 1
    )


def _random(value: str, _match: re.Match[str], _reading: Reading) -> bool:
    """Long and without the repetitions of words: at least three bits a character (Shannon)."""
    mixed = _MIXED.search(value) is not None
    counts = Counter(value).values()
    bits = -sum(n / len(value) * math.log2(n / len(value)) for n in counts)
    return len(value) >= 16 and mixed and bits >= _LEAST_ENTROPY and "://" not in value


def _routing(value: str, match: re.Match[str], reading: Reading) -> bool:
    """By its check digit (ABA), or beside an account's number."""
    return rtn.is_valid(value) or bool(_ACCOUNT.search(reading.around(*match.span())))


_CHECKS: Final[dict[str, Check]] = {
    "word": _password,
    "mixed": _mixed,
    "entropy": _random,
    "routing": _routing,
}


# Compiled at the first use: it takes a tenth of a second, which most commands need not spend.
@cache
def _keys() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(shape, re.ASCII)) for name, shape in TABLE["keys"]]


@cache
def _rules() -> list[_Rule]:
    return [_rule(*row) for row in TABLE["rules"]]


def _rule(kind: Type, name: str, find: str, own: Mapping[str, str] = _NOTHING) -> _Rule:
    """A row of the table; its options go before those that all rules of its type share."""
    more = {**TABLE["shared"].get(kind, {}), **own}
    found = {
        key: pattern(more[key]) for key in ("needs", "unless", "even", "before") if key in more
    }
    return _Rule(
        kind,
        f"{kind}.{name}",
        frozenset(TABLE["triggers"].get(f"{kind}.{name}", "").split()),
        pattern(find),
        needs=found.get("needs"),
        unless=found.get("unless"),
        even=found.get("even"),
        before=found.get("before"),
        check=_CHECKS[more["check"]] if "check" in more else None,
    )
