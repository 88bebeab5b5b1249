"""Consent: its ledger, its evidence, what stands against texting, and forms that ask for it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words, one_of

KINDS = (
    "granted", "confirmed", "scope_changed", "revoked", "restored", "expired", "disputed",
    "superseded", "asked", "help", "held", "dismissed",
)  # fmt: skip
SCOPES = ("all", "conversational", "informational", "marketing")
STRENGTHS = ("implied", "express", "written")
METHODS = (
    "inbound_text", "keyword", "web_form", "paper", "verbal", "import", "crm_field", "carrier",
    "told_us", "system",
)  # fmt: skip
REASONS = ("opt_out", "wrong_number", "dead_number")


class ConsentEvent(Base):
    """One immutable line of the consent ledger, by phone: never changed, never deleted.

    `words` are the person's own, or what somebody attests they said; `wording` is what they were
    shown. `settles` names the line that this one answers: the opt-out that START undid.
    """

    __tablename__ = "consent_event"
    __table_args__ = (
        CheckConstraint(one_of("kind", *KINDS), name="kind"),
        CheckConstraint(one_of("scope", *SCOPES), name="scope"),
        CheckConstraint(one_of("strength", *STRENGTHS), name="strength"),
        CheckConstraint(one_of("method", *METHODS), name="method"),
        UniqueConstraint("workspace_id", "client_key"),
        Index("ix_consent_event_workspace_id_phone_at", "workspace_id", "phone", "at"),
        Index("ix_consent_event_workspace_id_at", "workspace_id", "at"),
        Index("ix_consent_event_expires_at", "expires_at"),
        Index("ix_consent_event_settles", "settles"),
        Index("ix_consent_event_message_id", "message_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    phone: Mapped[Code]
    person_id: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[Code]
    scope: Mapped[Code] = mapped_column(default="all")
    strength: Mapped[Code | None]
    method: Mapped[Code]
    channel: Mapped[Code | None]
    keyword: Mapped[Code] = mapped_column(default="")
    words: Mapped[Words] = mapped_column(default="")
    wording: Mapped[Words | None]
    wording_sha256: Mapped[Code | None]
    wording_version: Mapped[Code | None]
    locale: Mapped[Code | None]
    source_url: Mapped[Words | None]
    ip: Mapped[Code | None]
    user_agent: Mapped[Words | None]
    signature: Mapped[Words | None]
    seller: Mapped[Words | None]
    disclosures: Mapped[Json | None]
    basis: Mapped[Code | None]
    basis_at: Mapped[datetime | None]
    obtained_at: Mapped[datetime]
    obtained_zone: Mapped[Code | None]
    expires_at: Mapped[datetime | None]
    verified: Mapped[bool] = mapped_column(default=True)
    double_opt_in: Mapped[bool] = mapped_column(default=False)
    rule: Mapped[Code | None]
    rules_version: Mapped[Code | None]
    note: Mapped[Words] = mapped_column(default="")
    client_key: Mapped[Code | None]
    settles: Mapped[Ref | None] = mapped_column(ForeignKey("consent_event.id"))
    line_id: Mapped[Ref | None] = mapped_column(ForeignKey("line.id"))
    message_id: Mapped[Ref | None] = mapped_column(ForeignKey("message.id"))
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]


class ConsentEvidence(Base):
    """A file that proves a line of the ledger. Its bytes are in the media store."""

    __tablename__ = "consent_evidence"
    __table_args__ = (
        Index("ix_consent_evidence_event_id", "event_id"),
        Index("ix_consent_evidence_workspace_id_at", "workspace_id", "at"),
        Index("ix_consent_evidence_workspace_id_sha256", "workspace_id", "sha256"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    event_id: Mapped[Ref | None] = mapped_column(ForeignKey("consent_event.id"))
    name: Mapped[Words]
    content_type: Mapped[Code]
    bytes: Mapped[int]
    sha256: Mapped[Code]
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]


class Suppression(Base):
    """A standing `do not text` of a phone, for all lines and colleagues, with what caused it.

    With `reach` person it holds for every number of whoever has this one, and for duplicates of
    them; with `number` for this number alone.
    """

    __tablename__ = "suppression"
    __table_args__ = (
        CheckConstraint(one_of("reason", *REASONS), name="reason"),
        CheckConstraint(one_of("reach", "person", "number"), name="reach"),
        Index("ix_suppression_workspace_id_since", "workspace_id", "since"),
    )

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    phone: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[Code] = mapped_column(primary_key=True, default="opt_out")
    reach: Mapped[Code] = mapped_column(default="person")
    since: Mapped[datetime]
    keyword: Mapped[Code] = mapped_column(default="")
    words: Mapped[Words] = mapped_column(default="")
    line_id: Mapped[Ref | None] = mapped_column(ForeignKey("line.id"))
    event_id: Mapped[Ref | None] = mapped_column(ForeignKey("consent_event.id"))
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))


class Revocation(Base):
    """A text that probably asks us to stop, or tells of a wrong number: a person has to decide.

    Until then nothing may be sent to whoever wrote it. `due_at` is ten business days later
    (47 CFR 64.1200(a)(10)). `scope` is narrower than everything only where they said so in words.
    """

    __tablename__ = "revocation"
    __table_args__ = (
        CheckConstraint(one_of("kind", "opt_out", "wrong_number"), name="kind"),
        CheckConstraint(one_of("scope", "all", "marketing"), name="scope"),
        CheckConstraint(one_of("state", "open", "upheld", "dismissed"), name="state"),
        UniqueConstraint("message_id", "kind"),
        Index("ix_revocation_workspace_id_phone_state", "workspace_id", "phone", "state"),
        Index("ix_revocation_workspace_id_state_due_at", "workspace_id", "state", "due_at"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    phone: Mapped[Code]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    message_id: Mapped[Ref] = mapped_column(ForeignKey("message.id"))
    kind: Mapped[Code]
    scope: Mapped[Code] = mapped_column(default="all")
    rule: Mapped[Code]
    words: Mapped[Words]
    state: Mapped[Code] = mapped_column(default="open")
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    note: Mapped[Words] = mapped_column(default="")


class AutoReply(Base):
    """A text that a machine sent in answer, so that it is sent once and no two machines talk."""

    __tablename__ = "auto_reply"
    __table_args__ = (Index("ix_auto_reply_workspace_id_phone_at", "workspace_id", "phone", "at"),)

    cause_id: Mapped[Ref] = mapped_column(ForeignKey("message.id"), primary_key=True)
    purpose: Mapped[Code] = mapped_column(primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    phone: Mapped[Code]
    message_id: Mapped[Ref | None] = mapped_column(ForeignKey("message.id"))
    left_out: Mapped[Code | None]
    at: Mapped[datetime]


class ConsentForm(Base):
    """A form for a customer's web site. Each `version` of its wording stays as it was shown."""

    __tablename__ = "consent_form"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint(one_of("scope", *SCOPES), name="scope"),
        Index("ix_consent_form_workspace_id", "workspace_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    key: Mapped[Code]
    name: Mapped[Words]
    scope: Mapped[Code]
    locale: Mapped[Code] = mapped_column(default="en")
    double_opt_in: Mapped[bool] = mapped_column(default=True)
    origins: Mapped[Json]
    line_id: Mapped[Ref | None] = mapped_column(ForeignKey("line.id"))
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class ConsentFormVersion(Base):
    """One immutable wording of a form."""

    __tablename__ = "consent_form_version"

    form_id: Mapped[Ref] = mapped_column(ForeignKey("consent_form.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    wording: Mapped[Words]
    sha256: Mapped[Code]
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]
