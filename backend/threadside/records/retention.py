"""What time deletes, in small batches at night: texts, raw webhooks, proof that nobody relies on.

How long texts are kept a workspace decides (`Policy.retention_days`). Consent evidence is kept for
five years after the last text that relied on it (16 CFR 310.5(a)(8); 28 U.S.C. 1658 gives four to
sue), raw webhooks for thirty days. What stands against texting somebody never ends by itself, and
what is under a legal hold is not touched.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, tuple_, update

from threadside.audit import log as audit
from threadside.audit import who
from threadside.contracts.policy import Policy
from threadside.crm import log as crm_log
from threadside.jobs import queue
from threadside.records import exports, holds, traces
from threadside.rules.chain import ERASURE, ranges
from threadside.store.tables import (
    AuditEntry,
    AuditPayload,
    CarrierAccount,
    ConsentEvent,
    ConsentEvidence,
    InboundPart,
    LegalHold,
    Message,
    PolicyVersion,
    Receipt,
    Thread,
    TimelineItem,
    WebhookReceipt,
    Workspace,
)
from threadside.store.uow import Tx

ROUND, SWEEP = "retention_round", "retention_sweep"
EVERY: Final = timedelta(days=1)
AT_ONCE: Final = 300
EVIDENCE: Final = timedelta(days=5 * 365 + 2)
WEBHOOKS: Final = timedelta(days=30)
MARK: Final = "expired"
FADING: Final = ("text.pressed", "text.accepted", "text.receipt", "text.received", "text.refused",
                 "read.thread")  # fmt: skip
"""Kinds of entries whose payloads go with the texts they tell of. Those of consent stay."""


@dataclass(frozen=True)
class _Batch:
    """How far one batch came; `after` is None when nothing is left."""

    after: list[str] | None


def plan(tx: Tx, wait: timedelta = timedelta()) -> None:
    """See to it that there is a next round, one a day."""
    due = tx.now + wait
    queue.defer(tx, ROUND, {}, run_at=due, dedupe=f"{ROUND} {due:%Y-%m-%d}")


def begin_round(tx: Tx, _payload: Mapping[str, Any]) -> None:
    """A sweep for every workspace and every kind of thing, and the next round."""
    for workspace_id in tx.session.scalars(select(Workspace.id)).all():
        for what in STAGES:
            _again(tx, workspace_id, what, None)
    _again(tx, "", "webhooks", None)
    queue.defer(tx, exports.FORGET, {}, dedupe=exports.FORGET)
    plan(tx, EVERY)


def sweep(tx: Tx, payload: Mapping[str, Any]) -> None:
    """One batch; what is left is for the next job."""
    workspace_id, what, after = payload["workspace"], payload["what"], payload.get("after")
    if what == "webhooks":
        done = _webhooks(tx, after)
    else:
        held = _held(tx, workspace_id)
        if held is None:
            return
        done = STAGES[what](tx, workspace_id, held, after)
    if done.after is not None:
        _again(tx, workspace_id, what, done.after)


def _again(tx: Tx, workspace_id: str, what: str, after: list[str] | None) -> None:
    key = f"{SWEEP} {workspace_id} {what}"
    dedupe = f"{key} {after[-1] if after else ''}"
    payload = {"workspace": workspace_id, "what": what, "after": after}
    queue.defer(tx, SWEEP, payload, key=key, dedupe=dedupe)


def _held(tx: Tx, workspace_id: str) -> list[str] | None:
    """The phones under a hold; None when the whole workspace is."""
    phones = [hold.phone for hold in holds.standing(tx.session, workspace_id)]
    return None if None in phones else [phone for phone in phones if phone is not None]


def _days(tx: Tx, workspace_id: str) -> timedelta:
    body = tx.session.scalar(
        select(PolicyVersion.body)
        .join(
            Workspace,
            and_(
                Workspace.id == PolicyVersion.workspace_id,
                Workspace.policy_version == PolicyVersion.version,
            ),
        )
        .where(Workspace.id == workspace_id)
    )
    default = Policy().retention_days
    return timedelta(days=int((body or {}).get("retention_days", default)))


def _texts(tx: Tx, workspace_id: str, held: list[str], after: list[str] | None) -> _Batch:
    """Texts are emptied, notes and events of that time deleted with what they tell."""
    query = (
        select(TimelineItem.id, TimelineItem.at, TimelineItem.kind, TimelineItem.text)
        .outerjoin(Thread, Thread.id == TimelineItem.thread_id)
        .where(
            TimelineItem.workspace_id == workspace_id,
            TimelineItem.at < tx.now - _days(tx, workspace_id),
            or_(Thread.phone.is_(None), Thread.phone.not_in(held)),
        )
        .order_by(TimelineItem.at, TimelineItem.id)
        .limit(AT_ONCE)
    )
    if after is not None:
        before = tuple_(datetime.fromisoformat(after[0]), after[1])
        query = query.where(tuple_(TimelineItem.at, TimelineItem.id) > before)
    rows = tx.session.execute(query).all()
    texts = [row.id for row in rows if row.kind == "message"]
    these = select(Message.id).where(Message.id.in_(texts))
    crm_log.erased(tx, workspace_id, these)
    traces.media(tx, these)
    full = [row.id for row in rows if row.kind == "message" and row.text]
    tx.session.execute(update(TimelineItem).where(TimelineItem.id.in_(full)).values(text=""))
    tx.session.execute(
        update(Message)
        .where(Message.id.in_(texts), or_(Message.mark.is_(None), Message.mark != "erased"))
        .values(mark=MARK, media_count=0, typed=None)
    )
    others = [row.id for row in rows if row.kind != "message"]
    tx.session.execute(delete(TimelineItem).where(TimelineItem.id.in_(others)))
    return _Batch(None if len(rows) < AT_ONCE else [rows[-1].at.isoformat(), rows[-1].id])


def _payloads(tx: Tx, workspace_id: str, held: list[str], after: list[str] | None) -> _Batch:
    """What the chain tells of texts, accounted for by an entry of its own."""
    start = int(after[0]) if after else 0
    numbers = sorted(
        tx.session.scalars(
            select(AuditPayload.number)
            .join(
                AuditEntry,
                and_(
                    AuditEntry.workspace_id == AuditPayload.workspace_id,
                    AuditEntry.number == AuditPayload.number,
                ),
            )
            .where(
                AuditPayload.workspace_id == workspace_id,
                AuditPayload.number > start,
                AuditEntry.kind.in_(FADING),
                AuditEntry.at < tx.now - _days(tx, workspace_id),
                or_(AuditPayload.phone.is_(None), AuditPayload.phone.not_in(held)),
            )
            .order_by(AuditPayload.number)
            .limit(AT_ONCE)
        )
    )
    if not numbers:
        return _Batch(None)
    tx.session.execute(
        delete(AuditPayload).where(
            AuditPayload.workspace_id == workspace_id, AuditPayload.number.in_(numbers)
        )
    )
    about = {"numbers": ranges(numbers), "reason": "retention"}
    audit.record(tx, workspace_id, ERASURE, about, actor=who.SYSTEM)
    return _Batch(None if len(numbers) < AT_ONCE else [str(numbers[-1])])


def _evidence(tx: Tx, workspace_id: str, held: list[str], _after: list[str] | None) -> _Batch:
    """Evidence of consent on which no text has relied for five years."""
    long_ago = tx.now - EVIDENCE
    relied = exists().where(
        Thread.workspace_id == ConsentEvent.workspace_id,
        Thread.phone == ConsentEvent.phone,
        Thread.last_outbound_at > long_ago,
    )
    ids = tx.session.scalars(
        select(ConsentEvidence.id)
        .join(ConsentEvent, ConsentEvent.id == ConsentEvidence.event_id)
        .where(
            ConsentEvidence.workspace_id == workspace_id,
            ConsentEvidence.at < long_ago,
            ConsentEvent.phone.not_in(held),
            ~relied,
        )
        .limit(AT_ONCE)
    ).all()
    tx.session.execute(delete(ConsentEvidence).where(ConsentEvidence.id.in_(ids)))
    return _Batch(None if len(ids) < AT_ONCE else [ids[-1]])


def _webhooks(tx: Tx, after: list[str] | None) -> _Batch:
    """Raw webhooks that were folded in; what could not be is kept until a person has seen it."""
    query = (
        select(WebhookReceipt.id)
        .where(
            WebhookReceipt.state == "done",
            WebhookReceipt.received_at < tx.now - WEBHOOKS,
            ~_held_webhook(),
        )
        .order_by(WebhookReceipt.id)
        .limit(AT_ONCE)
    )
    if after is not None:
        query = query.where(WebhookReceipt.id > after[0])
    ids = tx.session.scalars(query).all()
    tx.session.execute(
        update(Receipt).where(Receipt.webhook_receipt_id.in_(ids)).values(webhook_receipt_id=None)
    )
    tx.session.execute(delete(InboundPart).where(InboundPart.webhook_receipt_id.in_(ids)))
    tx.session.execute(delete(WebhookReceipt).where(WebhookReceipt.id.in_(ids)))
    return _Batch(None if len(ids) < AT_ONCE else [ids[-1]])


def _held_webhook() -> ColumnElement[bool]:
    return exists().where(
        LegalHold.ended_at.is_(None),
        CarrierAccount.workspace_id == LegalHold.workspace_id,
        CarrierAccount.id == WebhookReceipt.carrier_account_id,
        or_(
            LegalHold.phone.is_(None),
            LegalHold.phone == WebhookReceipt.peer,
            LegalHold.phone == "+" + WebhookReceipt.peer,
        ),
    )


STAGES: Final[Mapping[str, Callable[[Tx, str, list[str], list[str] | None], _Batch]]] = {
    "texts": _texts,
    "payloads": _payloads,
    "evidence": _evidence,
}
