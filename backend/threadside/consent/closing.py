"""Closing texting to a phone and opening it again: suppressions, and what waits to leave."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from threadside.audit import erased
from threadside.consent import reach
from threadside.contracts.events import ConsentChanged
from threadside.events import log
from threadside.linking import owed
from threadside.sending import outbox
from threadside.store.dialect import insert_new, one_at_a_time
from threadside.store.tables import Suppression
from threadside.store.uow import Tx

FAILURES: Final = {"opt_out": "opted_out", "wrong_number": "wrong_number"}
"""What a text fails for that waited when its number was closed."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a phone is closed: the reason, what was said, on which line or by whose hand."""

    reason: str
    words: str
    keyword: str = ""
    line_id: str | None = None
    event_id: str | None = None
    member_id: str | None = None

    @property
    def reach(self) -> str:
        """An opt-out is the person's; a number that is wrong says nothing of their others."""
        return "person" if self.reason == "opt_out" else "number"


def close(tx: Tx, workspace_id: str, phone: str, stop: Stop) -> bool:
    """Let nothing go to a phone from this commit on, and take back what waits; whether it was
    open before.

    The first cause stays; a line of the ledger that is written later is added to it.
    """
    reached = reach.phones(tx.session, workspace_id, phone) if stop.reach == "person" else (phone,)
    for each in sorted(reached):  # in one order, so that two of them never wait crosswise
        one_at_a_time(tx.session, outbox.going_to(workspace_id, each))
    closed = insert_new(
        tx.session,
        Suppression,
        [Suppression.workspace_id, Suppression.phone, Suppression.reason],
        {
            "workspace_id": workspace_id,
            "phone": phone,
            "reason": stop.reason,
            "reach": stop.reach,
            "since": tx.now,
            "keyword": stop.keyword,
            "words": stop.words,
            "line_id": stop.line_id,
            "event_id": stop.event_id,
            "member_id": stop.member_id,
        },
    )
    if not closed:
        _complete(tx, workspace_id, phone, stop)
    for each in reached:
        outbox.withdraw(tx, workspace_id, each, FAILURES[stop.reason])
    if closed and stop.reason == "opt_out":
        owed.opt_out(tx, workspace_id, phone)
    tell(tx, workspace_id, phone, reached)
    return closed


def lift(tx: Tx, workspace_id: str, phone: str, *reasons: str) -> None:
    """Open a phone again, so far as it was closed for one of `reasons`.

    What closes another number of theirs stays for that number; it reaches this one no longer.
    """
    reached = reach.phones(tx.session, workspace_id, phone)
    tx.session.execute(
        delete(Suppression)
        .where(
            Suppression.workspace_id == workspace_id,
            Suppression.phone == phone,
            Suppression.reason.in_(reasons),
        )
        .execution_options(synchronize_session=False)
    )
    tx.session.execute(
        update(Suppression)
        .where(
            Suppression.workspace_id == workspace_id,
            Suppression.phone.in_(reached[1:]),
            Suppression.reason.in_(reasons),
            Suppression.reach == "person",
        )
        .values(reach="number")
        .execution_options(synchronize_session=False)
    )
    if "opt_out" in reasons:
        erased.opted_in(tx, workspace_id, phone)
        owed.opt_in(tx, workspace_id, phone)
    tell(tx, workspace_id, phone, reached)


def reasons(tx: Tx, workspace_id: str, phone: str) -> frozenset[str]:
    """What this very number is closed for."""
    found = tx.session.scalars(
        select(Suppression.reason).where(
            Suppression.workspace_id == workspace_id, Suppression.phone == phone
        )
    )
    return frozenset(found)


def against(session: Session, workspace_id: str, phone: str) -> list[Suppression]:
    """What closes a phone, the oldest first: by itself, or by another number of theirs."""
    others = reach.phones(session, workspace_id, phone)[1:]
    mine = Suppression.phone == phone
    theirs = Suppression.phone.in_(others) & (Suppression.reach == "person")
    return list(
        session.scalars(
            select(Suppression)
            .where(Suppression.workspace_id == workspace_id, or_(mine, theirs))
            .order_by(Suppression.since, Suppression.phone)
        )
    )


def is_closed(tx: Tx, workspace_id: str, phone: str) -> bool:
    """Whether anything closes a phone."""
    return bool(against(tx.session, workspace_id, phone))


def tell(tx: Tx, workspace_id: str, phone: str, reached: tuple[str, ...] | None = None) -> None:
    """Let every screen ask for the verdict of these phones again."""
    for each in reached or reach.phones(tx.session, workspace_id, phone):
        changed = ConsentChanged(phone=each, opted_out=is_closed(tx, workspace_id, each))
        log.emit(tx, workspace_id, changed)


def _complete(tx: Tx, workspace_id: str, phone: str, stop: Stop) -> None:
    if stop.event_id is None:
        return
    tx.session.execute(
        update(Suppression)
        .where(
            Suppression.workspace_id == workspace_id,
            Suppression.phone == phone,
            Suppression.reason == stop.reason,
            Suppression.event_id.is_(None),
        )
        .values(event_id=stop.event_id)
        .execution_options(synchronize_session=False)
    )
