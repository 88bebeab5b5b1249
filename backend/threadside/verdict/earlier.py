"""What a draft is compared with: our last texts to whoever gets it, and the wordings of the hour.

Both are read from the presses of Send, which the caps of `rules.human_pace` count as well; what
machines say is in neither. A wording of colleagues is known by its mark alone, never by its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import String, bindparam, case, func, literal, or_, select
from sqlalchemy.orm import Session

from threadside.rules.content import SHORT, comparable, mark
from threadside.rules.content.copies import AROUND_HINT
from threadside.rules.human_pace import DAY, HOUR
from threadside.store.tables import Message, Press, TimelineItem
from threadside.store.types import UtcTime

NEVER_LEFT: Final = ("canceled", "failed", "rejected", "lapsed", "undelivered")
PREVIOUS: Final = 5
"""Our last texts to a number that a draft is compared with."""
LOOKED_THROUGH: Final = 300
"""Presses of the day, the newest, that wordings are counted among."""
MOST_WORDINGS: Final = 20


@dataclass(frozen=True, slots=True)
class Earlier:
    """`previous` are texts, newest first; `copied` is as in `rules.content.Setting`."""

    previous: tuple[str, ...] = ()
    copied: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Copied:
    """How many others than who is on screen got a wording, by its short mark, from three on:
    within the `hour` from anybody here, within the `day` from the line."""

    hour: Mapping[str, int] = field(default_factory=dict)
    day: Mapping[str, int] = field(default_factory=dict)


def load(session: Session, workspace_id: str, phone: str, text: str, now: datetime) -> Earlier:
    """What `text` to `phone` is compared with: one statement, and none for words that all say."""
    if not comparable(text):
        return Earlier()
    wording = mark(text)
    rows = session.execute(
        _before(),
        {"workspace": workspace_id, "phone": phone, "mark": wording, "hour_ago": now - HOUR},
    ).all()
    texts = tuple(row.text for row in rows if row.text)
    return Earlier(texts, {wording[:SHORT]: rows[0].others} if rows[0].others else {})


@cache
def _before() -> Any:
    others = (
        select(func.count(Press.phone.distinct()))
        .where(
            Press.workspace_id == bindparam("workspace"),
            Press.fingerprint == bindparam("mark", type_=String),
            Press.fingerprint != "",
            Press.phone != bindparam("phone", type_=String),
            Press.at > bindparam("hour_ago", type_=UtcTime),
        )
        .scalar_subquery()
    )
    texts = (
        select(TimelineItem.text, Press.at)
        .join(Message, Message.id == TimelineItem.id)
        .join(Press, Press.message_id == Message.id)
        .where(
            Press.workspace_id == bindparam("workspace"),
            Press.phone == bindparam("phone", type_=String),
            Message.state.not_in(NEVER_LEFT),
        )
        .order_by(Press.at.desc())
        .limit(PREVIOUS)
        .subquery()
    )
    always = select(others.label("others")).subquery()
    return (
        select(always.c.others, texts.c.text)
        .select_from(always)
        .outerjoin(texts, literal(1) == 1)
        .order_by(texts.c.at.desc())
    )


def wordings() -> Any:
    """Wordings that at least three others than `phone` got from anybody within the hour before
    `composed_at`, or from `line` within the day, in one column: `counted` reads it."""
    lately = (
        select(Press.fingerprint, Press.phone, Press.line_id, Press.at)
        .where(
            Press.workspace_id == bindparam("workspace"),
            Press.at > bindparam("day_ago", type_=UtcTime),
        )
        .order_by(Press.at.desc())
        .limit(LOOKED_THROUGH)
        .subquery()
    )
    in_hour = case((lately.c.at > bindparam("hour_ago", type_=UtcTime), lately.c.phone))
    from_line = case((lately.c.line_id == bindparam("line"), lately.c.phone))
    hour, day = (func.count(each.distinct()) for each in (in_hour, from_line))
    alike = (
        select(lately.c.fingerprint, hour.label("hour"), day.label("day"))
        .where(lately.c.fingerprint != "", lately.c.phone != bindparam("phone", type_=String))
        .group_by(lately.c.fingerprint)
        .having(or_(hour >= AROUND_HINT, day >= AROUND_HINT))
        .order_by(day.desc(), hour.desc(), lately.c.fingerprint)
        .limit(MOST_WORDINGS)
        .subquery()
    )
    told = (
        func.substr(alike.c.fingerprint, 1, SHORT)
        .concat(":")
        .concat(alike.c.hour.cast(String))
        .concat(":")
        .concat(alike.c.day.cast(String))
    )
    return select(func.aggregate_strings(told, ",")).scalar_subquery()


def since(composed_at: datetime | None) -> dict[str, datetime | None]:
    """The moments that `wordings` counts from, as its parameters."""
    if composed_at is None:
        return {"hour_ago": None, "day_ago": None}
    return {"hour_ago": composed_at - HOUR, "day_ago": composed_at - DAY}


def counted(told: str | None) -> Copied:
    """What `wordings` found."""
    found = [each.split(":") for each in told.split(",")] if told else []
    return Copied(
        hour={mark: int(hour) for mark, hour, _ in found if int(hour) >= AROUND_HINT},
        day={mark: int(day) for mark, _, day in found if int(day) >= AROUND_HINT},
    )
