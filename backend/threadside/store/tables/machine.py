"""What machines do: events, the outbox, receipts, webhooks, jobs."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words, one_of


def some(name: str, *columns: str, where: str) -> Index:
    """An index of the rows that `where` names; the others cost it nothing."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class EventHead(Base):
    """The newest event of a workspace. Taken last in each transaction, so numbers have no gaps."""

    __tablename__ = "event_head"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, default=0)


class LoggedEvent(Base):
    """A committed fact, kept seven days for clients that resume."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_at", "at"),)

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    type: Mapped[Code]
    payload: Mapped[Json]
    at: Mapped[datetime]


class Outbox(Base):
    """A text on its way out: when it may go, who has claimed it, until when.

    state: held (its time has not come), waiting (not claimed), claimed (a POST may be under way),
    uncertain (its answer was lost), done. A claimed row is never claimed again; when its lease
    ends it becomes uncertain. `doubted_at` is when that was, `check_at` when the carrier's records
    are asked next, if ever. Lower `priority` leaves first. A machine's text has no member.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(
            one_of("state", "held", "waiting", "claimed", "uncertain", "done"), name="state"
        ),
        some("ix_outbox_due", "state", "available_at", where="state IN ('held', 'waiting')"),
        some(
            "ix_outbox_turn",
            "line_id",
            "priority",
            "available_at",
            "message_id",
            where="state = 'waiting'",
        ),
        some("ix_outbox_late", "send_before", where="state <> 'done'"),
        some("ix_outbox_pair", "line_id", "phone", "message_id", where="state <> 'done'"),
        some("ix_outbox_claimed", "lease_until", where="state = 'claimed'"),
        some("ix_outbox_check_at", "check_at", where="state = 'uncertain'"),
    )

    message_id: Mapped[Ref] = mapped_column(ForeignKey("message.id"), primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"))
    phone: Mapped[Code]
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    state: Mapped[Code] = mapped_column(default="waiting")
    priority: Mapped[int] = mapped_column(default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    available_at: Mapped[datetime]
    send_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    lease_owner: Mapped[Code | None]
    claimed_at: Mapped[datetime | None]
    doubted_at: Mapped[datetime | None]
    check_at: Mapped[datetime | None]


class Receipt(Base):
    """The carrier's word on a message; rows are folded by rank, never edited.

    It came as a webhook, or was found in the carrier's records.
    """

    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_message_id", "message_id"),)

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    message_id: Mapped[Ref] = mapped_column(ForeignKey("message.id"))
    carrier_uuid: Mapped[Code]
    status: Mapped[Code]
    error_code: Mapped[Code | None]
    carrier_at: Mapped[datetime | None]
    webhook_receipt_id: Mapped[Ref | None] = mapped_column(ForeignKey("webhook_receipt.id"))


class SentPart(Base):
    """A part of a text of ours, where the carrier takes and reports each part for itself.

    `state` is as high as its own receipts say, `error_code` why, for one that failed. A part that
    was refused at once has no id of the carrier's and gets its place in the answer for one.
    """

    __tablename__ = "sent_part"
    __table_args__ = (Index("ix_sent_part_carrier_uuid", "carrier_uuid"),)

    message_id: Mapped[Ref] = mapped_column(ForeignKey("message.id"), primary_key=True)
    carrier_uuid: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[Code]
    error_code: Mapped[Code | None]


class WebhookReceipt(Base):
    """A webhook as it came, stored before it is answered.

    state: pending (to be folded in), done, unmatched (for a line or text that is not ours),
    unreadable. `line_phone` and `peer` are filled for inbound texts, so that a claim can wait.
    """

    __tablename__ = "webhook_receipt"
    __table_args__ = (
        UniqueConstraint("dedupe_key"),
        CheckConstraint(
            one_of("state", "pending", "done", "unmatched", "unreadable"), name="state"
        ),
        some(
            "ix_webhook_receipt_pending",
            "peer",
            "carrier_account_id",
            where="state = 'pending'",
        ),
        some(
            "ix_webhook_receipt_kept",
            "received_at",
            where="state IN ('unmatched', 'unreadable')",
        ),
        Index(
            "ix_webhook_receipt_arrived", "carrier_account_id", "kind", "line_phone", "received_at"
        ),
    )

    id: Mapped[Key]
    carrier_account_id: Mapped[Ref | None] = mapped_column(ForeignKey("carrier_account.id"))
    kind: Mapped[Code]
    dedupe_key: Mapped[Words]
    body: Mapped[Words]
    line_phone: Mapped[Code | None]
    peer: Mapped[Code | None]
    state: Mapped[Code]
    note: Mapped[Words | None]
    received_at: Mapped[datetime]


class RefusedWebhook(Base):
    """One of the last hundred requests whose signature did not hold, cut short."""

    __tablename__ = "refused_webhook"

    id: Mapped[Key]
    path: Mapped[Words]
    reason: Mapped[Code]
    body: Mapped[Words]
    at: Mapped[datetime]


class RefusedWebhookCount(Base):
    """How many requests were ever refused for this reason, those no longer kept included."""

    __tablename__ = "refused_webhook_count"

    reason: Mapped[Code] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)


class InboundPart(Base):
    """A part of a long text, as the SMS API hands it over: one webhook for each.

    `text_id` is the id of the first part of that text to arrive; `message_id` is set once the
    text stands in its thread. `at` is the sender's carrier's time where it tells one.
    """

    __tablename__ = "inbound_part"
    __table_args__ = (
        UniqueConstraint("text_id", "number"),
        Index("ix_inbound_part_line_id_phone_reference", "line_id", "phone", "reference"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"))
    phone: Mapped[Code]
    reference: Mapped[int]
    total: Mapped[int]
    number: Mapped[int]
    text_id: Mapped[Ref]
    text: Mapped[Words]
    carrier_uuid: Mapped[Code]
    at: Mapped[datetime]
    webhook_receipt_id: Mapped[Ref] = mapped_column(ForeignKey("webhook_receipt.id"))
    message_id: Mapped[Ref | None] = mapped_column(ForeignKey("message.id"))


class Job(Base):
    """Side work that must not be lost; exists exactly if its transaction committed."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("dedupe"),
        CheckConstraint(one_of("state", "waiting", "dead"), name="state"),
        Index("ix_job_state_run_at", "state", "run_at"),
        Index("ix_job_key", "key"),
    )

    id: Mapped[Key]
    name: Mapped[Code]
    payload: Mapped[Json]
    key: Mapped[Words | None]
    dedupe: Mapped[Words | None]
    state: Mapped[Code] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    run_at: Mapped[datetime]
    last_error: Mapped[Words | None]
