"""Counting the texts of a stretch of time, from the texts themselves.

Counting again what was counted gives the same, so nothing is ever added up twice.
"""

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, select
from sqlalchemy.orm import Session

from threadside.insight.outcomes import COMPLAINT, OPT_OUT, Cell, hour_of, outcome
from threadside.rules import networks
from threadside.rules.complaints import objects
from threadside.store.tables import (
    ConsentEvent,
    DeliveryHour,
    Message,
    PhoneNetwork,
    Receipt,
    TimelineItem,
)
from threadside.store.uow import Tx

Key = tuple[datetime, Cell, str]
CARRIERS_DELIVERED = "delivered"
"""The word for it on receipts of both of Vonage's APIs."""


def recount(tx: Tx, workspace_id: str, since: datetime, until: datetime) -> None:
    """Count the hours from `since` to before `until`, both whole hours, and keep the result."""
    counted = count(tx.session, workspace_id, since, until)
    tx.session.execute(
        delete(DeliveryHour).where(
            DeliveryHour.workspace_id == workspace_id,
            DeliveryHour.hour >= since,
            DeliveryHour.hour < until,
        )
    )
    if counted:
        tx.session.execute(
            insert(DeliveryHour),
            [
                {
                    "workspace_id": workspace_id,
                    "hour": hour,
                    "line_id": cell.line_id,
                    "template_id": cell.template_id,
                    "network": cell.network,
                    "outcome": ended,
                    "texts": texts,
                }
                for (hour, cell, ended), texts in counted.items()
            ],
        )


def count(session: Session, workspace_id: str, since: datetime, until: datetime) -> Counter[Key]:
    """What became of the texts of these hours, by three statements and one for each objection."""
    counting = _Counting(session, workspace_id, since, until)
    counting.texts()
    counting.opt_outs()
    counting.complaints()
    return counting.counted


class _Counting:
    def __init__(
        self, session: Session, workspace_id: str, since: datetime, until: datetime
    ) -> None:
        self.counted: Counter[Key] = Counter()
        self._session = session
        self._workspace_id = workspace_id
        self._since, self._until = since, until

    def texts(self) -> None:
        delivered_at = (
            select(func.min(Receipt.carrier_at))
            .where(Receipt.message_id == Message.id, Receipt.status == CARRIERS_DELIVERED)
            .scalar_subquery()
        )
        rows = self._session.execute(
            select(
                TimelineItem.at,
                Message.line_id,
                Message.template_id,
                PhoneNetwork.network,
                Message.state,
                Message.failure_code,
                Message.carrier_uuid,
                delivered_at,
            )
            .join(Message, Message.id == TimelineItem.id)
            .outerjoin(PhoneNetwork, self._network_of_text())
            .where(*self._within(), Message.direction == "out")
        )
        for at, line_id, template_id, network, state, code, uuid, delivered in rows:
            ended = outcome(state, code, at=at, accepted=uuid is not None, delivered_at=delivered)
            if ended is not None:
                cell = Cell(line_id, template_id or "", networks.name(network or ""))
                self.counted[hour_of(at), cell, ended] += 1

    def opt_outs(self) -> None:
        rows = self._session.execute(
            select(ConsentEvent.at, Message.thread_id)
            .join(Message, Message.id == ConsentEvent.message_id)
            .where(
                ConsentEvent.workspace_id == self._workspace_id,
                ConsentEvent.kind == "revoked",
                ConsentEvent.at >= self._since,
                ConsentEvent.at < self._until,
            )
        ).all()
        for at, thread_id in rows:
            self._blame(thread_id, at, OPT_OUT)

    def complaints(self) -> None:
        rows = self._session.execute(
            select(TimelineItem.at, TimelineItem.text, Message.thread_id)
            .join(Message, Message.id == TimelineItem.id)
            .where(*self._within(), Message.direction == "in")
        ).all()
        for at, text, thread_id in rows:
            if objects(text):
                self._blame(thread_id, at, COMPLAINT)

    def _blame(self, thread_id: str, at: datetime, objection: str) -> None:
        """Count an objection under the newest text of ours that it can have been an answer to."""
        answered = self._session.execute(
            select(Message.line_id, Message.template_id, PhoneNetwork.network)
            .join(TimelineItem, TimelineItem.id == Message.id)
            .outerjoin(PhoneNetwork, self._network_of_text())
            .where(
                Message.thread_id == thread_id,
                Message.direction == "out",
                Message.carrier_uuid.is_not(None),
                TimelineItem.at <= at,
            )
            .order_by(TimelineItem.at.desc(), TimelineItem.id.desc())
            .limit(1)
        ).first()
        if answered is not None:
            line_id, template_id, network = answered
            cell = Cell(line_id, template_id or "", networks.name(network or ""))
            self.counted[hour_of(at), cell, objection] += 1

    def _within(self) -> tuple[ColumnElement[bool], ...]:
        return (
            TimelineItem.workspace_id == self._workspace_id,
            TimelineItem.kind == "message",
            TimelineItem.at >= self._since,
            TimelineItem.at < self._until,
        )

    def _network_of_text(self) -> ColumnElement[bool]:
        return and_(
            PhoneNetwork.workspace_id == self._workspace_id, PhoneNetwork.phone == Message.phone
        )
