"""What could leave now: of every line the text whose turn it is, in the order of their turns.

People come before automations, a reply to somebody who has just written before other texts, and
before all of them what is owed: the confirmation of an opt-out is good for five minutes.
Among lines whose next texts are alike the one that was served longest ago is next, so lines that
share an account leave as many texts each, however many wait behind. Within a line it is first
come, first served, but nobody overtakes an earlier text to the same person (what is owed does: that
text may have to wait longer than an answer is worth anything), and nothing but the confirmation of
an opt-out leaves to somebody of whom an acknowledged text is not folded in yet. Of a workspace
whose sending is paused (`pausing.py`) nothing leaves at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Exists,
    ScalarSelect,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from threadside.sending.pace import COLUMNS, Limits, Sender, limits_of
from threadside.store.tables import (
    Brand,
    Campaign,
    CarrierAccount,
    Line,
    Message,
    Outbox,
    WebhookReceipt,
)
from threadside.store.types import UtcTime
from threadside.verdict.pauses import is_paused

CONFIRMATION: Final = -3
"""The priority of the confirmation of an opt-out, which may be sent within five minutes (47 CFR
64.1200(a)(12)): it waits for nobody, not even for what its person wrote since."""
OWED: Final = -2
"""The priority of what other keywords are answered with: few and short, and worth nothing once
their minutes are over."""
REPLY: Final = -1
"""The priority of an answer to somebody who wrote within `REPLY_WITHIN`."""
PERSON: Final = 0
AUTOMATION: Final = 10
ARRIVES_WITHIN: Final = timedelta(seconds=2)
"""A request that was claimed longer ago has arrived, though its answer may be long in coming."""
ANSWERED: Final = timedelta(milliseconds=50)
"""Until the line is looked at again when it waits for the answer to a text before."""
REPLY_WITHIN: Final = timedelta(minutes=10)
BLOCKED: Final = timedelta(milliseconds=200)
"""A text is due and waits for what no time is known of, as for an answer to be folded in."""


# Written out, since SQLite uses an index of some rows only where it reads their condition.
HELD: Final[ColumnElement[str]] = literal_column("'held'")
WAITING: Final[ColumnElement[str]] = literal_column("'waiting'")
DONE: Final[ColumnElement[str]] = literal_column("'done'")
NOW: Final = bindparam("now", type_=UtcTime)
TURN: Final = (Outbox.priority, Outbox.available_at, Outbox.message_id)
"""The order of a line's texts."""
_heard = aliased(CarrierAccount)


@dataclass(frozen=True, slots=True)
class Head:
    """A line with due texts, and the one whose turn it is; None while all of them wait."""

    account_id: str
    sender: Sender
    message_id: str | None
    segments: int
    under_way: int
    """Segments of the line that were claimed just now, and of which no answer has come yet."""
    limits: Limits

    @property
    def limited(self) -> Sender:
        """The sender with only what sets it a limit; the rest is neither counted nor locked."""
        day = self.limits.day
        counts = day is not None and (day.cap is not None or day.closed_until is not None)
        return Sender(
            self.sender.line_id,
            self.sender.campaign_id if self.limits.campaign else None,
            self.sender.brand_id if counts else None,
        )

    def free_at(self, now: datetime) -> datetime:
        """When it may leave by every limit; a little later than now while nobody knows."""
        if self.message_id is None:
            return now + BLOCKED
        if not self.limits.line.holds(self.under_way, self.segments):
            return now + ANSWERED
        return self.limits.free_at(now, self.segments)


def heads(session: Session, now: datetime, account_id: str | None = None) -> list[Head]:
    """Lines with due texts in the order of their turns, of one account or of all."""
    values = {"now": now, "lately": now - ARRIVES_WITHIN, "account": account_id}
    rows = session.execute(_heads(account_id is not None), values)
    return [
        Head(
            account_id=row.account_id,
            sender=Sender(row.line_id, row.campaign_id, row.brand_id),
            message_id=row.message_id,
            segments=row.segments or 0,
            under_way=row.under_way,
            limits=limits_of(row),
        )
        for row in rows
    ]


def free(found: Iterable[Head], now: datetime) -> Iterator[Head]:
    """Those that may leave now. Where a campaign has no room for the one whose turn it is, its
    other lines wait too: their smaller texts would keep it from ever having enough."""
    full: set[str] = set()
    for head in found:
        campaign_id = head.sender.campaign_id
        if head.message_id is None or campaign_id in full:
            continue
        if campaign_id and head.limits.campaign_wait(now, head.segments):
            full.add(campaign_id)
        elif head.free_at(now) <= now:
            yield head


def next_due(session: Session, now: datetime) -> datetime | None:
    """When the outbox should be looked at next; None when nothing waits."""
    later = session.execute(_later(), {"now": now}).one()
    moments = [head.free_at(now) for head in heads(session, now)]
    return min([*moments, *(at for at in later if at is not None)], default=None)


def due(outbox: Any = Outbox) -> ColumnElement[bool]:
    """Whether a text has not been claimed yet, in the words of the indexes of those."""
    return outbox.state.in_((HELD, WAITING))  # type: ignore[no-any-return]


def claimable(outbox: Any = Outbox) -> ColumnElement[bool]:
    """Whether a text may be claimed at the moment `now` (a parameter), limits aside."""
    return and_(
        outbox.state == WAITING,
        outbox.available_at <= NOW,
        ~is_paused(outbox.workspace_id),
        ~unfolded(outbox),
        ~_overtaking(outbox),
    )


def unfolded(outbox: Any = Outbox) -> ColumnElement[bool]:
    """Whether a text waits since one of its person is acknowledged and not folded in, whichever of
    our lines they wrote to: an opt-out holds for all of them."""
    arrived = exists().where(
        WebhookReceipt.state == literal_column("'pending'"),
        WebhookReceipt.peer == outbox.phone,
        WebhookReceipt.carrier_account_id == _heard.id,
        _heard.workspace_id == outbox.workspace_id,
    )
    return and_(outbox.priority > CONFIRMATION, arrived)


def _overtaking(outbox: Any) -> Exists:
    # One that is held for later stands in nobody's way. One whose hold has ended does: another
    # process may be about to release it.
    earlier = aliased(Outbox)
    return exists().where(
        earlier.line_id == outbox.line_id,
        earlier.phone == outbox.phone,
        earlier.message_id < outbox.message_id,
        earlier.state != DONE,
        or_(outbox.priority > OWED, earlier.priority <= outbox.priority),
        or_(
            earlier.state.in_(("waiting", "claimed")),
            and_(earlier.state == "held", earlier.available_at <= NOW),
        ),
    )


@cache
def _heads(of_one: bool) -> Any:
    first, candidate = aliased(Outbox), aliased(Outbox)
    whose_turn: ScalarSelect[str] = (
        select(candidate.message_id)
        .where(candidate.line_id == Line.id, claimable(candidate))
        .order_by(candidate.priority, candidate.available_at, candidate.message_id)
        .limit(1)
        .correlate(Line)
        .scalar_subquery()
    )
    due = exists().where(
        Outbox.line_id == Line.id, Outbox.state == WAITING, Outbox.available_at <= NOW
    )
    posting = (
        select(Outbox.line_id, func.sum(Message.segments).label("segments"))
        .join(Message, Message.id == Outbox.message_id)
        .where(Outbox.state == literal_column("'claimed'"), Outbox.claimed_at > bindparam("lately"))
        .group_by(Outbox.line_id)
        .subquery()
    )
    statement = (
        select(
            Line.id.label("line_id"),
            Line.carrier_account_id.label("account_id"),
            Line.campaign_id,
            Campaign.brand_id,
            first.message_id,
            Message.segments,
            func.coalesce(posting.c.segments, 0).label("under_way"),
            *COLUMNS,
        )
        .join(CarrierAccount, CarrierAccount.id == Line.carrier_account_id)
        .outerjoin(Campaign, Campaign.id == Line.campaign_id)
        .outerjoin(Brand, Brand.id == Campaign.brand_id)
        .outerjoin(first, first.message_id == whose_turn)
        .outerjoin(Message, Message.id == first.message_id)
        .outerjoin(posting, posting.c.line_id == Line.id)
        .where(Line.state == "live", ~is_paused(Line.workspace_id), due)
        .order_by(first.priority, Line.served_at.asc().nulls_first(), Line.id)
    )
    if of_one:
        statement = statement.where(Line.carrier_account_id == bindparam("account"))
    return statement


@cache
def _later() -> Any:
    """When the soonest held text is due, and the soonest after `now` of those that wait."""
    held, waiting = aliased(Outbox), aliased(Outbox)
    return select(
        select(func.min(held.available_at)).where(held.state == HELD, due(held)).scalar_subquery(),
        select(func.min(waiting.available_at))
        .where(waiting.state == WAITING, due(waiting), waiting.available_at > NOW)
        .scalar_subquery(),
    )
