"""Counting presses of Send for the caps of `rules.human_pace`."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import String, bindparam, func, literal, select
from sqlalchemy.orm import Session

from threadside.contracts.policy import Policy
from threadside.rules.human_pace import (
    DAY,
    HOUR,
    MINUTE,
    WEEK,
    Counts,
    Finding,
    Limits,
    Window,
    findings,
)
from threadside.store.tables import Message, Press, TimelineItem
from threadside.store.types import UtcTime

CONVERSATION: Final = timedelta(hours=72)
"""A text begins a conversation when nobody has texted the other for this long."""
MOST_UNANSWERED: Final = 50
NEVER_LEFT: Final = ("canceled", "failed", "rejected", "lapsed")


@dataclass(frozen=True, slots=True)
class Pressing:
    """One press that is about to be counted, or not: who, from where, to whom, which words."""

    workspace_id: str
    line_id: str
    member_id: str
    phone: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Heard:
    """When each side last wrote to the other, for whoever counts the caps."""

    now: datetime
    policy: Policy
    last_inbound_at: datetime | None
    last_outbound_at: datetime | None


def limits(policy: Policy) -> Limits:
    """The caps that a workspace decided on."""
    return Limits(**{each.name: getattr(policy, each.name) for each in fields(Limits)})


def initiates(now: datetime, heard_at: datetime | None, texted_at: datetime | None) -> bool:
    """Whether a text now begins a conversation."""
    return all(at is None or now - at > CONVERSATION for at in (heard_at, texted_at))


def press_findings(session: Session, pressing: Pressing, heard: Heard) -> Sequence[Finding]:
    """What the caps say against one more press, or that they are off."""
    if heard.policy.caps == "off":
        return (Finding("caps_off", "note", {}),)
    begins = initiates(heard.now, heard.last_inbound_at, heard.last_outbound_at)
    counted = counts(
        session,
        pressing,
        heard.now,
        heard_at=heard.last_inbound_at,
        reply=timedelta(minutes=heard.policy.reply_minutes),
        begins=begins,
    )
    return findings(counted, limits(heard.policy), heard.now, initiates=begins)


def counts(
    session: Session,
    pressing: Pressing,
    now: datetime,
    *,
    heard_at: datetime | None,
    reply: timedelta,
    begins: bool,
) -> Counts:
    """What was pressed before `pressing`, in two statements; four when it begins a conversation
    on a busy line.

    `heard_at` is their last text to us; what we sent within `reply` of it was an answer.
    """
    row = session.execute(
        _windows(),
        {
            "workspace": pressing.workspace_id,
            "line": pressing.line_id,
            "member": pressing.member_id,
            "phone": pressing.phone,
            "fingerprint": pressing.fingerprint,
            "minute_ago": now - MINUTE,
            "hour_ago": now - HOUR,
            "day_ago": now - DAY,
        },
    ).one()
    since = _counted_from(now, heard_at, reply)
    out, heard = _ratio(session, pressing, now - WEEK) if begins else (0, 0)
    return Counts(
        line_minute=Window(row.line_minute, row.line_minute_oldest),
        line_day=Window(row.line_day, row.line_day_oldest),
        rep_new_hour=Window(row.rep_hour, row.rep_hour_oldest),
        rep_new_day=Window(row.rep_day, row.rep_day_oldest),
        alike_hour=row.alike_hour,
        alike_day=row.alike_day,
        line_out_week=out,
        line_in_week=heard,
        unanswered=unanswered(session, pressing.workspace_id, pressing.phone, since),
    )


def unanswered(
    session: Session, workspace_id: str, phone: str, since: datetime
) -> tuple[datetime, ...]:
    """When we pressed Send to `phone` after `since`, newest first, but for what never left."""
    return tuple(
        session.scalars(_unanswered(), {"workspace": workspace_id, "phone": phone, "since": since})
    )


def unanswered_findings(
    session: Session, workspace_id: str, phone: str, heard: Heard
) -> Sequence[Finding]:
    """What our texts that nobody answered say against one more, before it is written.

    One statement, and none where they had the last word.
    """
    theirs, ours = heard.last_inbound_at, heard.last_outbound_at
    if heard.policy.caps == "off" or ours is None or (theirs and theirs >= ours):
        return ()
    since = _counted_from(heard.now, theirs, timedelta(minutes=heard.policy.reply_minutes))
    counted = Counts(unanswered=unanswered(session, workspace_id, phone, since))
    return findings(counted, limits(heard.policy), heard.now, initiates=False)


def last_departure(session: Session, line_id: str) -> datetime | None:
    """The earliest moment at which the newest press of a line may leave."""
    return session.scalar(
        select(Press.leaves_at).where(Press.line_id == line_id).order_by(Press.at.desc()).limit(1)
    )


def _counted_from(now: datetime, heard_at: datetime | None, reply: timedelta) -> datetime:
    week_ago = now - WEEK
    return max(week_ago, heard_at + reply) if heard_at else week_ago


@cache
def _windows() -> Any:
    line = (Press.line_id == bindparam("line"),)
    rep = (Press.member_id == bindparam("member"), Press.initiates)
    alike = (
        Press.workspace_id == bindparam("workspace"),
        Press.fingerprint == bindparam("fingerprint"),
        Press.fingerprint != "",
        Press.line_id == bindparam("line"),
        Press.phone != bindparam("phone", type_=String),
    )
    minute, hour, day = (
        bindparam(name, type_=UtcTime) for name in ("minute_ago", "hour_ago", "day_ago")
    )
    columns: list[Any] = []
    for name, where, since in (
        ("line_minute", line, minute),
        ("line_day", line, day),
        ("rep_hour", rep, hour),
        ("rep_day", rep, day),
    ):
        counted = select(func.count()).select_from(Press).where(*where, Press.at > since)
        oldest = select(func.min(Press.at)).where(*where, Press.at > since)
        columns.append(counted.scalar_subquery().label(name))
        columns.append(oldest.scalar_subquery().label(f"{name}_oldest"))
    for name, since in (("alike_hour", hour), ("alike_day", day)):
        people = select(func.count(Press.phone.distinct())).where(*alike, Press.at > since)
        columns.append(people.scalar_subquery().label(name))
    return select(literal(1), *columns)


@cache
def _unanswered() -> Any:
    return (
        select(Press.at)
        .join(Message, Message.id == Press.message_id)
        .where(
            Press.workspace_id == bindparam("workspace"),
            Press.phone == bindparam("phone", type_=String),
            Press.at > bindparam("since", type_=UtcTime),
            Message.state.not_in(NEVER_LEFT),
        )
        .order_by(Press.at.desc())
        .limit(MOST_UNANSWERED)
    )


def _ratio(session: Session, pressing: Pressing, since: datetime) -> tuple[int, int]:
    out = session.scalar(
        select(func.count())
        .select_from(Press)
        .where(Press.line_id == pressing.line_id, Press.at > since)
    )
    heard = session.scalar(
        select(func.count())
        .select_from(TimelineItem)
        .join(Message, Message.id == TimelineItem.id)
        .where(
            TimelineItem.workspace_id == pressing.workspace_id,
            TimelineItem.at > since,
            Message.line_id == pressing.line_id,
            Message.direction == "in",
        )
    )
    return out or 0, heard or 0


def is_used(session: Session, workspace_id: str, nonce: str) -> bool:
    """Whether a composer's proof was used up by a text already."""
    found = session.scalar(
        select(Press.message_id).where(Press.workspace_id == workspace_id, Press.nonce == nonce)
    )
    return found is not None
