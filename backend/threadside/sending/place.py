"""Where a queued text stands: how many leave before it, and about when its own turn comes."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from threadside.contracts.timeline import Place
from threadside.errors import NotFound
from threadside.rules.hours import place as city
from threadside.sending import agenda
from threadside.sending.pace import COLUMNS, limits_of
from threadside.store.tables import (
    Brand,
    Campaign,
    CarrierAccount,
    Line,
    Message,
    Outbox,
    SendingPause,
)
from threadside.verdict import pauses
from threadside.verdict.judge import Draft, judge
from threadside.words import say, say_or

QUEUED: Final = ("held", "waiting")
PUT_OFF: Final = ("quiet_hours", "limit")
"""What the verdict puts a text off for."""


class Ahead(NamedTuple):
    """Texts that leave before another one, and their segments."""

    texts: int
    segments: int


@dataclass(frozen=True, slots=True)
class Turn:
    """When a text's turn comes by one limit. `name` is that of its words."""

    name: str
    at: datetime
    ahead: int


def place(session: Session, workspace_id: str, message_id: str, now: datetime) -> Place:
    """The place of a text of ours at `now`. One that has left stands nowhere, and says so.

    Two statements, however long the queue; one more for what the verdict puts off.

    Raises:
        NotFound: for a text that is not of this workspace, or came from somebody else.
    """
    row = session.execute(
        _text(), {"workspace": workspace_id, "message": message_id, "now": now}
    ).first()
    if row is None:
        raise NotFound("message")
    if row.outbox_state not in QUEUED:
        return Place(ahead=0, leaves_at=None, words=say(f"state.{row.state}"))
    if row.available_at > now and row.outbox_state == "held":
        return Place(ahead=0, leaves_at=row.available_at, words=say("place.held"))
    if (paused := _paused(row)) is not None:
        return Place(ahead=0, leaves_at=None, words=paused)
    if row.available_at > now and row.failure_code in PUT_OFF:
        return Place(ahead=0, leaves_at=row.available_at, words=_until(session, row, now))
    if row.unfolded:
        return Place(ahead=0, leaves_at=None, words=say("place.unfolded"))
    return _in_words(row, _turn(session, row, now), now)


def _paused(row: Row[Any]) -> str | None:
    """Who or what keeps everything of the workspace, or of the line, in the queue."""
    if (pause := pauses.pause(row)) is not None:
        by = pause.by or say("verdict.somebody")
        return say("place.sending_paused", by=by, why=pause.why)
    if row.line_state != "live":
        why = say_or(f"pause.{row.pause_reason}", "pause.unknown")
        return say("place.paused", why=why)
    return None


def _until(session: Session, row: Row[Any], now: datetime) -> str:
    """What it waits for, by the verdict of now and the clock of whoever gets it."""
    found = judge(
        session,
        row.workspace_id,
        member_id=row.member_id,
        phone=row.phone,
        line_id=row.line_id,
        now=now,
        draft=Draft(message_id=row.message_id, purpose=row.purpose),
    )
    if found.until_words is None:
        return say("failure.limit.detail")
    return say("place.until", until=found.until_words)


def _turn(session: Session, row: Row[Any], now: datetime) -> Turn:
    """By the limit that lets it leave last."""
    limits = limits_of(row)
    line, campaign, brand, account = _ahead(session, row, now)
    earliest = max(now, row.available_at, row.follows_at or now)
    turns = [
        Turn("pace", max(earliest, now + _wait(limits.line, now, line, row.segments)), line.texts),
        Turn("pace", now + _wait(limits.account, now, Ahead(0, account.texts), 1), account.texts),
    ]
    if limits.campaign is not None:
        at = now + _wait(limits.campaign, now, campaign, row.segments)
        turns.append(Turn("pace", at, campaign.texts))
    if limits.day is not None:
        at = limits.day.after(now, brand.segments + row.segments)
        turns.append(Turn("day", at, brand.texts))
    return max(turns, key=lambda turn: turn.at)  # of equals the first: the line's own


def _wait(limit: Any, now: datetime, ahead: Ahead, cost: int) -> timedelta:
    waited: timedelta = limit.behind(now, ahead.segments).ask(now, cost).wait
    return waited


def _in_words(row: Row[Any], turn: Turn, now: datetime) -> Place:
    ends_before = turn.at > row.send_before
    if turn.name == "day" and turn.at > now:
        words = say("place.day_lapses" if ends_before else "place.day", city=city(row.reset_zone))
    elif ends_before:
        words = say("place.lapses")
    else:
        key = {0: "place.next", 1: "place.after_one"}.get(turn.ahead, "place.after")
        words = say(key, count=turn.ahead, time=_time(turn.at - now))
    return Place(ahead=turn.ahead, leaves_at=None if ends_before else turn.at, words=words)


def _time(left: timedelta) -> str:
    seconds = max(1, math.ceil(left.total_seconds()))
    if seconds < 100:
        return say("place.seconds", count=seconds)
    if seconds < 100 * 60:
        return say("place.minutes", count=round(seconds / 60))
    return say("place.hours", count=round(seconds / 3600))


def _ahead(session: Session, row: Row[Any], now: datetime) -> tuple[Ahead, Ahead, Ahead, Ahead]:
    """What leaves before it on its line, in its campaign, of its brand, through its account.

    Lines take turns: of another one as many texts go first as of this line, and one more, besides
    those that are more urgent.
    """
    found = session.execute(
        _before(),
        {
            "account": row.account_id,
            "line": row.line_id,
            "priority": row.priority,
            "available": row.available_at,
            "message": row.message_id,
            "now": now,
        },
    ).all()
    own = _sum(one for one in found if one.line_id == row.line_id)
    others = [(one, _in_turn(one, own.texts + 1)) for one in found if one.line_id != row.line_id]
    same_campaign = [
        a for one, a in others if row.campaign_id and one.campaign_id == row.campaign_id
    ]
    same_brand = [a for one, a in others if row.brand_id and one.brand_id == row.brand_id]
    return (
        own,
        _total([own, *same_campaign]),
        _total([own, *same_brand]),
        _total([own, *(a for _, a in others)]),
    )


def _sum(rows: Iterable[Any]) -> Ahead:
    return _total(Ahead(row.urgent + row.texts, row.urgent_segments + row.segments) for row in rows)


def _in_turn(row: Any, turns: int) -> Ahead:
    texts = min(row.texts, turns)
    segments = math.ceil(row.segments * texts / row.texts) if row.texts else 0
    return Ahead(row.urgent + texts, row.urgent_segments + segments)


def _total(parts: Iterable[Ahead]) -> Ahead:
    listed = list(parts)
    return Ahead(sum(one.texts for one in listed), sum(one.segments for one in listed))


@cache
def _text() -> Any:
    earlier = aliased(Outbox)
    follows = (
        select(func.max(earlier.available_at))
        .where(
            earlier.line_id == Outbox.line_id,
            earlier.phone == Outbox.phone,
            earlier.message_id < Outbox.message_id,
            agenda.due(earlier),
            earlier.state != agenda.DONE,
        )
        .scalar_subquery()
    )
    return (
        select(
            Message.id.label("message_id"),
            Message.workspace_id,
            Message.phone,
            Message.purpose,
            Message.state,
            Message.failure_code,
            Message.segments,
            Outbox.member_id,
            Outbox.state.label("outbox_state"),
            Outbox.priority,
            Outbox.available_at,
            Outbox.send_before,
            Line.id.label("line_id"),
            Line.state.label("line_state"),
            Line.pause_reason,
            Line.carrier_account_id.label("account_id"),
            Line.campaign_id,
            Campaign.brand_id,
            agenda.unfolded().label("unfolded"),
            follows.label("follows_at"),
            *pauses.columns(),
            *COLUMNS,
        )
        .join(Outbox, Outbox.message_id == Message.id)
        .join(Line, Line.id == Message.line_id)
        .join(CarrierAccount, CarrierAccount.id == Line.carrier_account_id)
        .outerjoin(Campaign, Campaign.id == Line.campaign_id)
        .outerjoin(Brand, Brand.id == Campaign.brand_id)
        .outerjoin(SendingPause, SendingPause.workspace_id == Message.workspace_id)
        .where(
            Message.workspace_id == bindparam("workspace"),
            Message.id == bindparam("message"),
            Message.direction == "out",
        )
    )


@cache
def _before() -> Any:
    """Texts through one account that leave before another, by line: more urgent ones, and others
    of its kind: all of other lines, those before it of its own."""
    urgent = Outbox.priority < bindparam("priority")
    before = or_(
        Outbox.available_at < bindparam("available"),
        and_(
            Outbox.available_at == bindparam("available"), Outbox.message_id < bindparam("message")
        ),
    )
    like_it = and_(
        Outbox.priority == bindparam("priority"), or_(Line.id != bindparam("line"), before)
    )
    return (
        select(
            Line.id.label("line_id"),
            Line.campaign_id,
            Campaign.brand_id,
            func.count(case((urgent, 1))).label("urgent"),
            func.coalesce(func.sum(case((urgent, Message.segments))), 0).label("urgent_segments"),
            func.count(case((~urgent, 1))).label("texts"),
            func.coalesce(func.sum(case((~urgent, Message.segments))), 0).label("segments"),
        )
        .select_from(Line)
        .join(Outbox, Outbox.line_id == Line.id)
        .join(Message, Message.id == Outbox.message_id)
        .outerjoin(Campaign, Campaign.id == Line.campaign_id)
        .where(
            Line.carrier_account_id == bindparam("account"),
            Line.state == "live",
            Outbox.state == agenda.WAITING,
            Outbox.available_at <= agenda.NOW,
            or_(urgent, like_it),
        )
        .group_by(Line.id, Line.campaign_id, Campaign.brand_id)
    )
