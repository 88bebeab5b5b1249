"""Threads and what stands in them."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words, one_of

STATES = (
    "received", "held", "queued", "submitting", "uncertain", "submitted",
    "delivered", "undelivered", "rejected", "failed", "canceled", "lapsed",
)  # fmt: skip
_MISCOUNTED = text("carrier_segments <> segments")
_FROM_TEMPLATE = text("template_id IS NOT NULL")
_OF_MEMBER = text("author_id IS NOT NULL")

PURPOSES = (
    "opt_out_confirmation", "help", "consent_request", "opt_in_confirmation", "line_check",
)  # fmt: skip


class Thread(Base):
    """The lasting conversation between one line and one phone, bound to the person last meant."""

    __tablename__ = "thread"
    __table_args__ = (
        UniqueConstraint("line_id", "phone"),
        Index("ix_thread_workspace_id_last_inbound_at", "workspace_id", "last_inbound_at"),
        Index("ix_thread_workspace_id_phone", "workspace_id", "phone"),
        Index("ix_thread_person_id", "person_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"))
    phone: Mapped[Code]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    last_inbound_at: Mapped[datetime | None]
    last_inbound_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    last_outbound_at: Mapped[datetime | None]
    last_at: Mapped[datetime]
    created_at: Mapped[datetime]


class TimelineItem(Base):
    """What people read: a message, a note or an event. Keyset (at, id) per person.

    `seq` is the event that made it. For a note `text` is the note; for an event `type` names it
    and `params` fill its sentence.
    """

    __tablename__ = "timeline_item"
    __table_args__ = (
        UniqueConstraint("workspace_id", "client_key"),
        CheckConstraint(one_of("kind", "message", "note", "event"), name="kind"),
        Index("ix_timeline_item_person_id_at_id", "person_id", "at", "id"),
        Index("ix_timeline_item_person_id_seq", "person_id", "seq"),
        Index("ix_timeline_item_workspace_id_at", "workspace_id", "at"),
        Index("ix_timeline_item_thread_id_at", "thread_id", "at"),
        Index(
            "ix_timeline_item_author_id_at",
            "author_id",
            "at",
            sqlite_where=_OF_MEMBER,
            postgresql_where=_OF_MEMBER,
        ),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    thread_id: Mapped[Ref | None] = mapped_column(ForeignKey("thread.id"))
    kind: Mapped[Code]
    at: Mapped[datetime]
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    author_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    text: Mapped[Words] = mapped_column(default="")
    type: Mapped[Code | None]
    params: Mapped[Json | None]
    client_key: Mapped[Code | None]
    version: Mapped[int] = mapped_column(default=1)


class Message(Base):
    """A text, with its delivery state. Shares its id with its timeline item.

    `mark` says what people should know of an inbound text: parts_missing, truncated, media.
    `media_count` says how many pictures and files go with it. `parts` is how many the carrier took
    it in, where each has receipts of its own; `carrier_segments` how many segments it says it
    counted. `purpose` names what a machine's text is for; `overrides` are the refusals a person
    went past, with their reasons; `typed` is the text as it was typed, where what left was changed
    to cost less.

    `template_changed` is how many of a hundred words a rep changed of the template they began with.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("workspace_id", "direction", "carrier_uuid"),
        CheckConstraint(one_of("direction", "in", "out"), name="direction"),
        CheckConstraint(one_of("state", *STATES), name="state"),
        CheckConstraint(one_of("purpose", *PURPOSES), name="purpose"),
        ForeignKeyConstraint(
            ["template_id", "template_version"],
            ["template_version.template_id", "template_version.version"],
        ),
        Index("ix_message_thread_id", "thread_id"),
        Index(
            "ix_message_miscounted",
            "workspace_id",
            sqlite_where=_MISCOUNTED,
            postgresql_where=_MISCOUNTED,
        ),
        Index(
            "ix_message_template_id",
            "template_id",
            sqlite_where=_FROM_TEMPLATE,
            postgresql_where=_FROM_TEMPLATE,
        ),
    )

    id: Mapped[Key] = mapped_column(ForeignKey("timeline_item.id"), primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    thread_id: Mapped[Ref] = mapped_column(ForeignKey("thread.id"))
    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"))
    phone: Mapped[Code]
    direction: Mapped[Code]
    state: Mapped[Code]
    state_rank: Mapped[int] = mapped_column(default=0)
    failure_code: Mapped[Code | None]
    encoding: Mapped[Code]
    segments: Mapped[int]
    origin: Mapped[Code | None]
    template_id: Mapped[Ref | None]
    template_version: Mapped[int | None]
    template_changed: Mapped[int | None]
    carrier_uuid: Mapped[Code | None]
    mark: Mapped[Code | None]
    media_count: Mapped[int] = mapped_column(default=0)
    parts: Mapped[int | None]
    undo_until: Mapped[datetime | None]
    send_at: Mapped[datetime | None]
    carrier_segments: Mapped[int | None]
    purpose: Mapped[Code | None]
    overrides: Mapped[Json | None]
    typed: Mapped[Words | None]
    crm: Mapped[Json | None]


class ReadMark(Base):
    """How far a member has read a person's timeline."""

    __tablename__ = "read_mark"

    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"), primary_key=True)
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
