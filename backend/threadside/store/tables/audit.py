"""The record that can prove itself: a hash chain per workspace, its payloads, its anchors."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words, one_of


class AuditHead(Base):
    """The newest link of a workspace's chain; locked by whoever appends."""

    __tablename__ = "audit_head"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    hash: Mapped[Code]


class AuditEntry(Base):
    """One link. Its hash covers the header and a commitment to the payload, never the payload.

    The database refuses to change or delete one, as it does for anchors and consent events.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_workspace_id_kind_at", "workspace_id", "kind", "at"),)

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[Code]
    actor: Mapped[Code]
    at: Mapped[datetime]
    commitment: Mapped[Code]
    previous: Mapped[Code]
    hash: Mapped[Code]


class AuditPayload(Base):
    """What a link is about, with the salt of its commitment. Erasing deletes the row.

    `phone` and `person_id` are here, and nowhere in the link, so that they can be erased.
    """

    __tablename__ = "audit_payload"
    __table_args__ = (
        Index("ix_audit_payload_workspace_id_phone_number", "workspace_id", "phone", "number"),
    )

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    phone: Mapped[Code | None]
    person_id: Mapped[Ref | None]
    salt: Mapped[Code]
    payload: Mapped[Json]


class AuditAnchor(Base):
    """A head that was written down outside the database."""

    __tablename__ = "audit_anchor"
    __table_args__ = (Index("ix_audit_anchor_workspace_id_at", "workspace_id", "at"),)

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[Code]
    place: Mapped[Words]
    at: Mapped[datetime]


class LegalHold(Base):
    """Nothing of this phone (or, without one, of the workspace) is deleted until it ends."""

    __tablename__ = "legal_hold"
    __table_args__ = (Index("ix_legal_hold_workspace_id_phone", "workspace_id", "phone"),)

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    phone: Mapped[Code | None]
    reason: Mapped[Words]
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))


class ErasedNumber(Base):
    """A number whose content was erased, known only by a keyed hash, with its opt-out if any."""

    __tablename__ = "erased_number"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    phone_hash: Mapped[Code] = mapped_column(primary_key=True)
    opted_out_at: Mapped[datetime | None]
    erased_at: Mapped[datetime]


class Erasing(Base):
    """A number that is being erased. The row is there only inside the transaction that does it:
    while it is, and not otherwise, the database lets go of that number's consent events."""

    __tablename__ = "erasing"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    phone: Mapped[Code] = mapped_column(primary_key=True)


class Export(Base):
    """An export of everything about one phone: made by a job, downloaded once it is ready."""

    __tablename__ = "export"
    __table_args__ = (
        CheckConstraint(one_of("state", "asked", "ready", "failed"), name="state"),
        Index("ix_export_workspace_id_at", "workspace_id", "at"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    phone: Mapped[Code]
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    state: Mapped[Code] = mapped_column(default="asked")
    reason: Mapped[Words] = mapped_column(default="")
    sha256: Mapped[Code | None]
    bytes: Mapped[int | None]
    at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
