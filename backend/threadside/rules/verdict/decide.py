"""The decision: every rule in order, what the policy lets a person go past, and what is left."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from threadside.rules.consent.standing import covers
from threadside.rules.verdict import consent, moment, sender, wording
from threadside.rules.verdict.facts import Facts
from threadside.rules.verdict.reason import Evidence, Reason, rfc3339

VerdictState = Literal["go", "wait", "stop"]
Rule = Callable[[Facts], Iterator[Reason]]

VERSION: Final = "1"
"""Rises when a rule here changes; tables and policies have versions of their own."""
RECENT_ANSWER: Final = timedelta(hours=72)
"""A conversation that the contact began counts as going on for three days."""
_WEIGHTS: Final = ("stop", "wait", "note")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`stop`, `wait` or `go`; `code` is that of the first of `reasons`, which lists them all.

    For `wait`, `until` is when all of them are over, None where nobody knows; `zone` and `place`
    are those of the reason that lasts longest. `passed` are the refusals that a person went past.
    """

    state: VerdictState
    code: str
    reasons: tuple[Reason, ...]
    until: datetime | None = None
    zone: str | None = None
    place: str | None = None
    passed: tuple[str, ...] = ()


def _failed(facts: Facts) -> Iterator[Reason]:
    for what in dict.fromkeys(facts.failed):
        yield moment.cannot_tell(what)


RULES: Final[tuple[Rule, ...]] = (
    sender.role,
    sender.pause,
    sender.line,
    sender.number,
    sender.held,
    consent.opt_out,
    consent.revocation,
    consent.changed_hands,
    consent.scope,
    wording.identity,
    moment.hours,
    moment.frequency,
    moment.pace,
    wording.sensitive,
    wording.content,
    wording.length,
    _failed,
)
"""In the order of weight: whoever reads one reason reads the one that is hardest to change."""


def verdict(facts: Facts) -> Verdict:
    """Decide; what stops comes first, then what waits, then what is worth knowing.

    Within each the order is that of `RULES`, and the first names the verdict. Where nothing stops
    or waits, what was texted before names it.
    """
    found = [reason for rule in RULES for reason in rule(facts)]
    passed = tuple(one.code for one in found if _goes_past(one, facts))
    reasons = sorted((_or_note(one, facts) for one in found), key=_weight)
    stops = [one for one in reasons if one.weight == "stop"]
    waits = [one for one in reasons if one.weight == "wait"]
    if stops:
        return Verdict("stop", stops[0].code, tuple(reasons), passed=passed)
    if waits:
        return _waits(waits, reasons, passed)
    reasons.insert(0, _history(facts))
    return Verdict("go", reasons[0].code, tuple(reasons), passed=passed)


def failed(what: str) -> Verdict:
    """The verdict where the decision itself could not be made."""
    reason = moment.cannot_tell(what)
    return Verdict("stop", reason.code, (reason,))


def _weight(reason: Reason) -> int:
    return _WEIGHTS.index(reason.weight)


def _waits(waits: list[Reason], reasons: Iterable[Reason], passed: tuple[str, ...]) -> Verdict:
    ends = [one for one in waits if one.until is not None]
    last = max(ends, key=_until, default=None)
    if last is None or len(ends) < len(waits):
        return Verdict("wait", waits[0].code, tuple(reasons), passed=passed)
    return Verdict("wait", waits[0].code, tuple(reasons), last.until, last.zone, last.place, passed)


def _until(reason: Reason) -> float:
    return reason.until.timestamp() if reason.until else 0.0


def _goes_past(reason: Reason, facts: Facts) -> bool:
    return reason.may_override and any(
        one.code == reason.code and one.reason.strip() for one in facts.overrides
    )


def _or_note(reason: Reason, facts: Facts) -> Reason:
    """The reason, as a note where a person went past it and says why."""
    if not _goes_past(reason, facts):
        return reason
    why = next(one.reason.strip() for one in facts.overrides if one.code == reason.code)
    return replace(
        reason,
        weight="note",
        params={**reason.params, "why": why},
        remedies=(),
        may_override=False,
        variant="overridden",
        until=None,
    )


def _history(facts: Facts) -> Reason:
    heard, texted = facts.last_inbound_at, facts.last_outbound_at
    if heard and facts.now - heard <= RECENT_ANSWER:
        return _ago("answered_recently", heard, facts, "wrote")
    if texted:
        return _ago("texted_before", texted, facts, "texted")
    if heard:
        return _ago("wrote_before", heard, facts, "wrote")
    return Reason("never_texted", "note", evidence=_rests_on(facts))


def _ago(code: str, then: datetime, facts: Facts, about: str) -> Reason:
    params: dict[str, str | int] = {"at": rfc3339(then), "days": max((facts.now - then).days, 0)}
    evidence = (Evidence("message", about, at=then), *_rests_on(facts))
    return Reason(code, "note", params, evidence)


def _rests_on(facts: Facts) -> tuple[Evidence, ...]:
    """The consent that lets it go, and the clock by which it may."""
    grant = covers(facts.consent, "informational") or covers(facts.consent, "conversational")
    clocks = moment.hours_evidence(facts.hours) if facts.hours else ()
    return (*((consent.granted(grant),) if grant else ()), *clocks)
