"""Linked CRMs: connections and their secrets, what was looked up, what is written back."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words, one_of

CONNECTION_STATES = ("live", "needs_sign_in", "unavailable", "disconnected")
LOG_MODES = ("message", "daily", "off")
DOWN_POLICIES = ("cached", "hold")
_UNREAD = text("problem IS NOT NULL")
ENTRY_STATES = ("pending", "writing", "written", "failed", "gone", "dropped")


class CrmApp(Base):
    """The application that a workspace registered with a CRM, by which people sign in to it."""

    __tablename__ = "crm_app"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    crm: Mapped[Code] = mapped_column(primary_key=True)
    client_id: Mapped[Words]
    client_secret_sealed: Mapped[Words]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class CrmConnection(Base):
    """A CRM account that is linked. `account` is the portal, org or host, as in `record`.

    `base_url` is where its API answers, `region` and `host` where its people sign in. While `state`
    is `unavailable` lookups are answered from what is known, until `retry_at`; `reason` is a code
    that has words. `mapping` is which of the CRM's fields mean what, `known_fields` which there
    were when it was last asked, as name, label and kind. `log_mode` is one entry a message or one
    a day, `when_down` whether a text with merge values goes with the cached ones. `hook_sealed` is
    what its webhooks are verified with, `poll_cursor` how far changes were asked for. The crawl
    fills `crm_number` in the background: `crawl_state` is off, running, paused or done, `crawl_at`
    when it goes on. `users_at` is when the CRM's users were last asked for, `users_known` whether
    it named any.
    """

    __tablename__ = "crm_connection"
    __table_args__ = (
        UniqueConstraint("workspace_id", "crm", "account"),
        CheckConstraint(one_of("state", *CONNECTION_STATES), name="state"),
        CheckConstraint(one_of("log_mode", *LOG_MODES), name="log_mode"),
        CheckConstraint(one_of("when_down", *DOWN_POLICIES), name="when_down"),
        CheckConstraint(
            one_of("crawl_state", "off", "running", "paused", "done"), name="crawl_state"
        ),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    crm: Mapped[Code]
    account: Mapped[Words]
    name: Mapped[Words]
    base_url: Mapped[Words]
    region: Mapped[Code] = mapped_column(default="")
    host: Mapped[Words] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default="live")
    reason: Mapped[Words | None]
    failed_at: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    scopes: Mapped[Words] = mapped_column(default="")
    mapping: Mapped[Json] = mapped_column(default=dict)
    known_fields: Mapped[Json] = mapped_column(default=list)
    log_mode: Mapped[Code] = mapped_column(default="message")
    when_down: Mapped[Code] = mapped_column(default="cached")
    hook_sealed: Mapped[Words | None]
    hook_expires_at: Mapped[datetime | None]
    poll_cursor: Mapped[Words | None]
    polled_at: Mapped[datetime | None]
    crawl_state: Mapped[Code] = mapped_column(default="off")
    crawl_cursor: Mapped[Words | None]
    crawl_done: Mapped[int] = mapped_column(default=0)
    crawl_total: Mapped[int | None]
    crawl_at: Mapped[datetime | None]
    users_at: Mapped[datetime | None]
    users_known: Mapped[bool] = mapped_column(default=False)
    linked_by: Mapped[Ref] = mapped_column(ForeignKey("member.id"))
    linked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class CrmToken(Base):
    """What a connection's requests are signed with; gone once it is disconnected.

    `access_sealed` is an access token or a key. One process at a time refreshes: whoever holds the
    lease. `generation` counts the refreshes, so that a loser sees that somebody else has won.
    """

    __tablename__ = "crm_token"

    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"), primary_key=True)
    access_sealed: Mapped[Words]
    refresh_sealed: Mapped[Words | None]
    obtained_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    generation: Mapped[int] = mapped_column(default=1)
    lease_by: Mapped[Code | None]
    lease_until: Mapped[datetime | None]


class CrmLinking(Base):
    """An admin is on the way through a CRM's sign-in: what the callback has to match."""

    __tablename__ = "crm_linking"

    state_hash: Mapped[Code] = mapped_column(primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"))
    crm: Mapped[Code]
    region: Mapped[Code] = mapped_column(default="")
    host: Mapped[Words] = mapped_column(default="")
    verifier_sealed: Mapped[Words]
    expires_at: Mapped[datetime]


class CrmPace(Base):
    """How many requests a connection may still make, for all processes (GCRA a window)."""

    __tablename__ = "crm_pace"

    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"), primary_key=True)
    window: Mapped[Code] = mapped_column(primary_key=True)
    next_free_at: Mapped[datetime | None]
    closed_until: Mapped[datetime | None]


class CrmRecord(Base):
    """What the CRM said of a record, and when. `facts` is a `linking.port.RemoteRecord` as JSON,
    `related` what goes on with a person (`linking.values.Related`), read apart at `related_at`.

    `asked_at` is the newest request on the way, so that a burst of openings asks once. After
    `gone_at` the CRM had it no more; `merged_into` is the record that took its place.
    """

    __tablename__ = "crm_record"

    record_id: Mapped[Ref] = mapped_column(ForeignKey("record.id"), primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"), index=True)
    facts: Mapped[Json]
    fetched_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    stale: Mapped[bool] = mapped_column(default=False)
    gone_at: Mapped[datetime | None]
    merged_into: Mapped[Words | None]
    problem: Mapped[Code | None]
    related: Mapped[Json] = mapped_column(default=list)
    related_at: Mapped[datetime | None]


class CrmRelated(Base):
    """Whose card shows a deal, ticket or order, so that its change reads theirs again."""

    __tablename__ = "crm_related"
    __table_args__ = (
        Index("ix_crm_related_connection_id_type_remote_id", "connection_id", "type", "remote_id"),
    )

    record_id: Mapped[Ref] = mapped_column(ForeignKey("record.id"), primary_key=True)
    type: Mapped[Code] = mapped_column(primary_key=True)
    remote_id: Mapped[Words] = mapped_column(primary_key=True)
    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"))


class CrmUser(Base):
    """A user of the CRM itself, who may own what is written there. `email` is lower case."""

    __tablename__ = "crm_user"
    __table_args__ = (Index("ix_crm_user_connection_id_email", "connection_id", "email"),)

    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"), primary_key=True)
    remote_id: Mapped[Words] = mapped_column(primary_key=True)
    email: Mapped[Words]
    name: Mapped[Words] = mapped_column(default="")


class CrmReading(Base):
    """A record that is to be read again once it is due: it changed there, or its number wrote to
    us. Whoever reads it holds the lease."""

    __tablename__ = "crm_reading"
    __table_args__ = (Index("ix_crm_reading_due_at", "due_at"),)

    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"), primary_key=True)
    type: Mapped[Code] = mapped_column(primary_key=True)
    remote_id: Mapped[Words] = mapped_column(primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)


class CrmStranger(Base):
    """A number that wrote and that nobody here knows: looked for in the linked CRMs.

    `found` are the records that have it, as references with names: one is taken, several are
    offered. `not_customer_at`: a colleague said that it is nobody's.
    """

    __tablename__ = "crm_stranger"
    __table_args__ = (Index("ix_crm_stranger_due_at", "due_at"),)

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    e164: Mapped[Code] = mapped_column(primary_key=True)
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    searched_at: Mapped[datetime | None]
    found: Mapped[Json] = mapped_column(default=list)
    not_customer_at: Mapped[datetime | None]


class CrmNumber(Base):
    """The index of numbers: which record of the CRM has which. Never needed for correctness."""

    __tablename__ = "crm_number"
    __table_args__ = (
        Index("ix_crm_number_workspace_id_e164", "workspace_id", "e164"),
        Index("ix_crm_number_connection_id_type_remote_id", "connection_id", "type", "remote_id"),
        UniqueConstraint("connection_id", "type", "remote_id", "raw"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"))
    type: Mapped[Code]
    remote_id: Mapped[Words]
    name: Mapped[Words] = mapped_column(default="")
    raw: Mapped[Words]
    e164: Mapped[Code | None]
    label: Mapped[Words] = mapped_column(default="")
    seen_at: Mapped[datetime]


class CrmEntry(Base):
    """One object in the CRM that tells what was texted: a message's, or a person's day's.

    `key` is made of the message's id, or of the person's and the day, and makes it one. `wanted`
    counts changes that it has to show (0: its text has not left yet), `written` those it does.
    After `doubted_at` an object may exist of which nobody has the id: it is looked for by its key
    before it is written again. The record is kept as the CRM names it, `who` a contact or lead and
    `about` a deal, company or ticket, since it may be forgotten here before its entry is erased.
    `gone`: the record or the entry is no longer there; `dropped`: there is nothing to tell, it was
    erased, or the connection was removed.
    """

    __tablename__ = "crm_entry"
    __table_args__ = (
        UniqueConstraint("connection_id", "key"),
        CheckConstraint(one_of("state", *ENTRY_STATES), name="state"),
        Index("ix_crm_entry_connection_id_state_next_at", "connection_id", "state", "next_at"),
        Index("ix_crm_entry_person_id", "person_id"),
        Index("ix_crm_entry_record_id", "record_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"))
    record_id: Mapped[Ref | None] = mapped_column(ForeignKey("record.id"))
    who_type: Mapped[Code]
    who_id: Mapped[Words]
    about_type: Mapped[Code | None]
    about_id: Mapped[Words | None]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    key: Mapped[Words]
    day: Mapped[date | None]
    remote_id: Mapped[Words | None]
    state: Mapped[Code] = mapped_column(default="pending")
    wanted: Mapped[int] = mapped_column(default=1)
    written: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    doubted_at: Mapped[datetime | None]
    problem: Mapped[Code | None]
    erase: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    written_at: Mapped[datetime | None]


class CrmEntryMessage(Base):
    """Which entry tells of which message: one a connection."""

    __tablename__ = "crm_entry_message"
    __table_args__ = (Index("ix_crm_entry_message_entry_id", "entry_id"),)

    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"), primary_key=True)
    message_id: Mapped[Ref] = mapped_column(ForeignKey("message.id"), primary_key=True)
    entry_id: Mapped[Ref] = mapped_column(ForeignKey("crm_entry.id"))


class CrmOptOut(Base):
    """Whether a record of the CRM may be texted at a number, as we know it: the newest value wins.

    `ours` is whether the opt-out that stands there was written by us; only then is it taken back.
    `wanted`, `written` and the states are those of an entry.
    """

    __tablename__ = "crm_opt_out"
    __table_args__ = (
        UniqueConstraint("connection_id", "who_type", "who_id", "phone"),
        CheckConstraint(one_of("state", *ENTRY_STATES), name="state"),
        Index("ix_crm_opt_out_connection_id_state_next_at", "connection_id", "state", "next_at"),
        Index("ix_crm_opt_out_workspace_id_phone", "workspace_id", "phone"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"))
    who_type: Mapped[Code]
    who_id: Mapped[Words]
    phone: Mapped[Code]
    raw: Mapped[Words]
    opted_out: Mapped[bool]
    ours: Mapped[bool] = mapped_column(default=False)
    state: Mapped[Code] = mapped_column(default="pending")
    wanted: Mapped[int] = mapped_column(default=1)
    written: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    problem: Mapped[Code | None]
    created_at: Mapped[datetime]


class CrmEvent(Base):
    """A CRM's webhook, or a line of a poll, as it came: folded in by a job, once. With a `problem`
    it was not understood and waits for a person."""

    __tablename__ = "crm_event"
    __table_args__ = (
        UniqueConstraint("connection_id", "key"),
        Index("ix_crm_event_connection_id_folded_at", "connection_id", "folded_at"),
        Index(
            "ix_crm_event_unread",
            "workspace_id",
            "id",
            sqlite_where=_UNREAD,
            postgresql_where=_UNREAD,
        ),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    connection_id: Mapped[Ref] = mapped_column(ForeignKey("crm_connection.id"))
    key: Mapped[Words]
    body: Mapped[Json]
    received_at: Mapped[datetime]
    folded_at: Mapped[datetime | None]
    problem: Mapped[Code | None]


class PageAdapter(Base):
    """How an admin says that the pages of a CRM of their own name a record."""

    __tablename__ = "page_adapter"
    __table_args__ = (UniqueConstraint("workspace_id", "crm"),)

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    crm: Mapped[Code]
    data: Mapped[Json]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class PageReport(Base):
    """A CRM's page looked other than its adapter knows: its structure, without a word of it."""

    __tablename__ = "page_report"
    __table_args__ = (UniqueConstraint("workspace_id", "crm", "day"),)

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    crm: Mapped[Code]
    day: Mapped[date]
    structure: Mapped[Json]
    times: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
