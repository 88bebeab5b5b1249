"""Whether now is the time: quiet hours where they are, and what is left of every cap."""

from collections.abc import Iterator
from typing import Final

from threadside.rules.hours.quiet import QuietHours
from threadside.rules.verdict.facts import Facts
from threadside.rules.verdict.reason import Evidence, Reason, Remedy, RemedyCode, rfc3339

_UNKNOWN_PLACE: Final = {
    "blocked_unknown_location": "",
    "unknown_zone": "zone",
    "unknown_state": "state",
}
_CLOSED: Final = {"closed_day": "day", "holiday": "holiday"}
UNANSWERED: Final = ("unanswered_day", "unanswered_week")
"""The caps that depend on the person; the others on our line and on who presses."""
MAY_OVERRIDE: Final = frozenset({"unanswered_week"})
_REMEDIES: Final[dict[str, tuple[RemedyCode, ...]]] = {
    "unanswered_day": ("wait", "call"),
    "unanswered_week": ("override", "call"),
    "line_too_fast": ("wait",),
    "line_minute": ("wait", "choose_line"),
    "line_day": ("wait", "choose_line"),
    "rep_new_hour": ("wait",),
    "rep_new_day": ("wait",),
    "alike_warn": ("edit_text",),
    "alike_stop": ("edit_text", "call"),
    "ratio_warn": ("nothing",),
    "ratio_stop": ("tell_admin", "call"),
    "caps_off": (),
}
PACE_CODES: Final = frozenset(_REMEDIES)
_LEVELS: Final = ("stop", "wait", "note")


def hours(facts: Facts) -> Iterator[Reason]:
    """No text outside of the hours at the contact's location (47 CFR 64.1200(c)(1), and states).

    Answers to STOP and HELP go at any hour. Where nobody worked the hours out, it is a refusal.
    """
    if facts.kind == "confirmation" or facts.purpose == "line_check":
        return
    if facts.hours_off is not None:
        off = facts.hours_off
        params = {"by": off.by, "why": off.why, "at": rfc3339(off.at) if off.at else ""}
        evidence = (Evidence("policy", "hours_off", params, off.at),)
        yield Reason("quiet_hours_off", "note", params, evidence)
        return
    found = facts.hours
    if found is None:
        if facts.number_problem is None and "hours" not in facts.failed:
            yield cannot_tell("hours")
        return
    if found.allowed:
        return
    if found.reason in _UNKNOWN_PLACE:
        yield Reason(
            "hours_unknown_place",
            evidence=hours_evidence(found),
            remedies=(Remedy("say_where"), Remedy("call")),
            variant=_UNKNOWN_PLACE[found.reason],
        )
    elif found.reason == "unusable_time":
        yield Reason("hours_bad_clock", remedies=(Remedy("tell_admin"),))
    elif found.opens_at is None:
        yield Reason(
            "hours_never",
            evidence=hours_evidence(found),
            remedies=(Remedy("call"), Remedy("tell_admin")),
        )
    else:
        yield _quiet(facts, found)


def _quiet(facts: Facts, found: QuietHours) -> Reason:
    may = facts.may(facts.limits.hours_override)
    helps = [Remedy("send_later", found.opens_at), Remedy("call")]
    return Reason(
        "quiet_hours",
        "wait",
        {
            "zone": found.opens_zone or "",
            "place": found.opens_place or "",
            "holiday": found.holiday or "",
            "local": found.local_times.get(found.opens_zone or "", ""),
        },
        hours_evidence(found),
        (*helps, Remedy("override")) if may else tuple(helps),
        may_override=may,
        variant=_CLOSED.get(found.reason, ""),
        until=found.opens_at,
        zone=found.opens_zone,
        place=found.opens_place,
    )


def hours_evidence(found: QuietHours) -> tuple[Evidence, ...]:
    """The clocks that count, what they rest on, and the rows of the table that hold."""
    told_by = {"crm": found.told_by} if found.told_by else {}
    about = f"basis_{found.basis}{'_told' if told_by else ''}"
    clocks = [
        Evidence("local_time", about, {"zone": zone, "local": local, **told_by})
        for zone, local in found.local_times.items()
    ]
    rows = [
        Evidence(
            "rule",
            "hours_row",
            {"state": row.state, "window": row.window},
            source=row.source,
            version=row.table,
        )
        for row in found.rule
    ]
    return (*clocks, *rows)


def frequency(facts: Facts) -> Iterator[Reason]:
    """Texts that were not answered (FL, OK, MD, OR: three in 24 hours). No cap on STOP and HELP."""
    yield from _caps(facts, of_person=True)


def pace(facts: Facts) -> Iterator[Reason]:
    """Caps of the line and the colleague, repetition, and the ratio of out to in."""
    yield from _caps(facts, of_person=False)


def _caps(facts: Facts, *, of_person: bool) -> Iterator[Reason]:
    if facts.kind == "confirmation":
        return
    for found in facts.pace:
        if (found.code in UNANSWERED) != of_person:
            continue
        known = found.code in PACE_CODES
        level = found.level if found.level in _LEVELS else "stop"
        count = Evidence("count", found.code if known else "cap", dict(found.params))
        may = found.code in MAY_OVERRIDE and level == "stop"
        yield Reason(
            found.code if known else "pace_limit",
            level,  # type: ignore[arg-type] # one of the three, as above
            dict(found.params),
            (count,),
            tuple(Remedy(code) for code in _REMEDIES.get(found.code, ("wait",))),
            may_override=may,
            until=found.until if level == "wait" else None,
        )


def cannot_tell(what: str) -> Reason:
    """A part that could not be worked out. What nobody could check is not sent."""
    return Reason("cannot_tell", params={"what": what}, remedies=(Remedy("tell_admin"),))
