"""The little language of the pattern tables (`shared_schemas/intents/*.json`).

A rule lists ways to say one thing. Each is a regular expression over whole words with single spaces
between; `{name}` stands for a class of words, `<3>` for up to three arbitrary words of the same
clause, `#` for the end of the clause; `.`, `,` and `?` stand as words of their own where sentences
and clauses end. Beside what a rule says it may name what must not stand before it ("*don't* stop
texting me"), behind it ("stop texting me *after nine*"), anywhere (`unless`), or in the same
sentence (`unless_beside`). A table may name beside what none of its rules is tried ("keep the
texts coming"). Every repetition is bounded or over whole words that differ, so that reading stays
linear.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from threadside.rules.intents.intent import Scope
from threadside.rules.tables import load_json

Weight = Literal["suppress", "hold"]

_ANY: Final = r"(?:\w+ ){0,%s}"
_END: Final = r"(?=[.,?])"
_DEEPEST: Final = 4
"""How often a class may name another."""
_BEFORE: Final = 90
"""Characters before a match in which what must not stand there is looked for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing said: its stable name, how sure it is, and for which kind of texts it holds."""

    name: str
    weight: Weight
    scope: Scope


@dataclass(frozen=True, slots=True)
class _Ready:
    rule: Rule
    cues: frozenset[str]
    """One of these words must be in a text for the rule to be tried."""
    says: re.Pattern[str]
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_beside: re.Pattern[str] | None

    def holds(self, marked: str) -> bool:
        """Whether a marked text says it, and nothing that forbids the reading stands beside."""
        if self.unless and self.unless.search(marked):
            return False
        return any(self._alone(marked, match) for match in self.says.finditer(marked))

    def _alone(self, marked: str, match: re.Match[str]) -> bool:
        before = marked[max(0, match.start() - _BEFORE) : match.start()]
        if self.not_before and self.not_before.search(before):
            return False
        if self.not_after and self.not_after.match(marked, match.end()):
            return False
        return not (self.unless_beside and self.unless_beside.search(_sentences_of(marked, match)))


def _sentences_of(marked: str, match: re.Match[str]) -> str:
    """The sentence or sentences of which a match is a part."""
    start = max(marked.rfind(mark, 0, match.start()) for mark in (".", "?"))
    ends = (marked.find(mark, max(match.start(), match.end() - 1)) for mark in (".", "?"))
    end = min((end for end in ends if end >= 0), default=len(marked))
    return marked[start + 1 : end + 1]


class Table:
    """The rules of one file, ready for use; `find` tries them in its order."""

    def __init__(self, name: str) -> None:
        """Read `shared_schemas/intents/{name}.json`; KeyError and re.error for a broken one."""
        found = load_json(f"intents/{name}.json")
        classes = {key: "|".join(words) for key, words in found["classes"].items()}
        self._unless = _compiled(" (?:%s) ", found.get("unless"), classes)
        self._ready = tuple(_ready(rule, classes) for rule in found["rules"])
        self.rules = tuple(ready.rule for ready in self._ready)

    def find(self, marked: str) -> Iterator[Rule]:
        """Every rule that holds in a marked text."""
        present = frozenset(marked.split())
        if self._unless and self._unless.search(marked):
            return
        for ready in self._ready:
            if not ready.cues.isdisjoint(present) and ready.holds(marked):
                yield ready.rule


def _ready(rule: Mapping[str, Any], classes: Mapping[str, str]) -> _Ready:
    cues = _filled("|".join(rule["cues"]), classes)
    return _Ready(
        Rule(rule["name"], rule["weight"], rule.get("scope", "all")),
        frozenset(re.findall(r"\w+", cues)),
        re.compile(rf"(?<= )(?:{_written(rule['says'], classes)})(?:(?<= )|(?= ))"),
        _compiled("(?:^| )(?:%s) $", rule.get("not_before"), classes),
        _compiled(" ?(?:%s)(?= )", rule.get("not_after"), classes),
        _compiled(" (?:%s) ", rule.get("unless"), classes),
        _compiled(" (?:%s) ", rule.get("unless_beside"), classes),
    )


def _compiled(
    frame: str, ways: Sequence[str] | None, classes: Mapping[str, str]
) -> re.Pattern[str] | None:
    return re.compile(frame % _written(ways, classes)) if ways else None


def _written(ways: Sequence[str], classes: Mapping[str, str]) -> str:
    # A gap at the end of a way is closed by what the frame has there.
    closed = (re.sub(r" ?<(\d)>\Z", lambda gap: rf"(?: \w+){{0,{gap[1]}}}", way) for way in ways)
    written = _filled("|".join(closed), classes)
    written = re.sub(r"<(\d)>", lambda gap: _ANY % gap[1], written)
    return written.replace("#", _END)


def _filled(pattern: str, classes: Mapping[str, str]) -> str:
    for _ in range(_DEEPEST):
        for name, words in classes.items():
            pattern = pattern.replace("{" + name + "}", f"(?:{words})")
    return pattern
