"""May this member text this number from this line now, and why?

One function for what stands above the composer, for the press of Send and for the claim before
the carrier is called, so the three can't disagree. Only codes leave here; their words are
`verdict.<code>.title` and `.detail` in the word table, filled from `params`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

MemberRole = Literal["rep", "lead", "admin", "auditor"]
LineState = Literal["none", "requested", "verifying", "live", "paused"]
VerdictState = Literal["go", "wait", "stop"]

MAY_SEND: Final = frozenset({"rep", "lead", "admin"})
RECENT_ANSWER: Final = timedelta(hours=72)
"""A conversation that the contact began counts as going on for three days."""

NUMBER_PROBLEMS: Final = frozenset(
    {
        "no_number", "empty", "not_a_number", "too_short", "too_long", "short_code", "emergency",
        "ambiguous", "invalid", "alphanumeric", "landline", "premium", "shared_cost", "pager",
        "uan", "voicemail",
    }
)  # fmt: skip
"""Every `number_problem` with words of its own; another one reads as `number_not_textable`."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A standing opt-out: when, in which words, and to which of our lines (its name or number)."""

    at: datetime
    words: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a verdict depends on, as plain values; times are aware.

    `number_problem` is None for a number that can be texted, else why not: `no_number`, a
    `PhoneProblem.code`, or the `note` of a `Phone` that is not textable. `line_state` is `none`
    when there is no line; `line_reason` says in words why it is paused. `line_lacks` is what the
    line's registration lacks for this number, a `registration.Lack`.
    """

    member_role: str
    now: datetime
    number_problem: str | None = None
    line_state: LineState = "live"
    line_reason: str = ""
    suppression: Suppression | None = None
    last_inbound_at: datetime | None = None
    last_outbound_at: datetime | None = None
    line_lacks: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reason rests on: the moment, the contact's own words, the line they wrote to."""

    at: datetime | None = None
    words: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a stable code, what fills its words (RFC 3339 times as text), its evidence."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`stop`, `wait` or `go`; `code` is that of the first of `reasons`, which lists them all."""

    state: VerdictState
    code: str
    reasons: tuple[Reason, ...]


def verdict(facts: Facts) -> Verdict:
    """Decide; the first refusal names the verdict, every refusal is listed.

    Precedence: the member's role, since nothing on the page changes it; the number, without which
    nothing else has a meaning; the person's opt-out (47 CFR 64.1200(a)(10)); our line, which the
    member can change for another, and its registration, which US networks ask for. A paused line
    waits, since what is queued on it leaves when it is live again, so it comes behind everything
    that stops. An unknown role or line state stops.
    """
    stops = [*_role(facts), *_number(facts), *_opt_out(facts), *_line(facts), *_registration(facts)]
    waits = _paused(facts)
    if stops:
        return Verdict("stop", stops[0].code, (*stops, *waits))
    if waits:
        return Verdict("wait", waits[0].code, tuple(waits))
    history = _history(facts)
    return Verdict("go", history.code, (history,))


def _role(facts: Facts) -> list[Reason]:
    if facts.member_role in MAY_SEND:
        return []
    return [Reason("role_may_not_send", {"role": facts.member_role})]


def _number(facts: Facts) -> list[Reason]:
    problem = facts.number_problem
    if problem is None:
        return []
    if problem not in NUMBER_PROBLEMS:
        return [Reason("number_not_textable", {"problem": problem})]
    return [Reason("no_number" if problem in {"no_number", "empty"} else f"number_{problem}")]


def _opt_out(facts: Facts) -> list[Reason]:
    opted_out = facts.suppression
    if opted_out is None:
        return []
    params = {"at": _rfc3339(opted_out.at), "words": opted_out.words, "line": opted_out.line}
    evidence = Evidence(opted_out.at, opted_out.words, opted_out.line)
    return [Reason("opted_out", params, evidence)]


def _line(facts: Facts) -> list[Reason]:
    if facts.line_state in {"live", "paused"}:
        return []
    if facts.line_state == "none":
        return [Reason("no_line")]
    return [Reason("line_not_live", {"state": facts.line_state})]


def _registration(facts: Facts) -> list[Reason]:
    if facts.line_lacks is None or facts.line_state == "none":
        return []
    return [Reason("line_unregistered", {"lacks": facts.line_lacks})]


def _paused(facts: Facts) -> list[Reason]:
    if facts.line_state != "paused":
        return []
    return [Reason("line_paused", {"reason": facts.line_reason})]


def _history(facts: Facts) -> Reason:
    heard, texted = facts.last_inbound_at, facts.last_outbound_at
    if heard and facts.now - heard <= RECENT_ANSWER:
        return Reason("answered_recently", {"at": _rfc3339(heard)}, Evidence(heard))
    if texted:
        return _ago("texted_before", texted, facts.now)
    if heard:
        return _ago("wrote_before", heard, facts.now)
    return Reason("never_texted")


def _ago(code: str, then: datetime, now: datetime) -> Reason:
    days = max((now - then).days, 0)
    return Reason(code, {"at": _rfc3339(then), "days": days}, Evidence(then))


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
