"""Workspaces, their members, carrier accounts and lines."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Key, Ref, Words, one_of

SMS_SIGNATURES = ("any", "md5hash", "md5", "sha1", "sha256", "sha512", "unsigned")


class Workspace(Base):
    """One customer of the installation; nothing crosses its border."""

    __tablename__ = "workspace"
    __table_args__ = (CheckConstraint("hold_seconds BETWEEN 0 AND 30", name="hold_seconds"),)

    id: Mapped[Key]
    name: Mapped[Words]
    region: Mapped[str] = mapped_column(default="US")
    hold_seconds: Mapped[int] = mapped_column(default=5)
    templates_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class User(Base):
    """Somebody who can sign in. `email` is kept in lower case."""

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[Key]
    email: Mapped[Words]
    name: Mapped[Words]
    password_hash: Mapped[Words]
    created_at: Mapped[datetime]


class Member(Base):
    """A user in a workspace, with a role."""

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("workspace_id", "user_id"),
        CheckConstraint(one_of("role", "rep", "lead", "admin", "auditor"), name="role"),
        Index("ix_member_user_id", "user_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    user_id: Mapped[Ref] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Code]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class CarrierAccount(Base):
    """How we speak to a carrier. Columns ending in `_sealed` are encrypted at rest.

    While the secret of webhooks is being changed, the old one holds as well. `sms_signature` is
    how webhooks of the SMS API must be signed: by one algorithm, by any of them, or not at all.
    """

    __tablename__ = "carrier_account"
    __table_args__ = (
        UniqueConstraint("carrier", "api_key"),
        CheckConstraint(one_of("sms_signature", *SMS_SIGNATURES), name="sms_signature"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    carrier: Mapped[Code]
    api_host: Mapped[Words]
    api_key: Mapped[Words]
    application_id: Mapped[Words]
    private_key_sealed: Mapped[Words]
    signature_secret_sealed: Mapped[Words]
    old_signature_secret_sealed: Mapped[Words | None]
    sms_signature: Mapped[Code] = mapped_column(default="any")
    api_secret_sealed: Mapped[Words | None]
    created_at: Mapped[datetime]


class Line(Base):
    """A number we text from. `per_second` is its throughput in segments, `next_free_at` GCRA's."""

    __tablename__ = "line"
    __table_args__ = (
        UniqueConstraint("workspace_id", "phone"),
        UniqueConstraint("carrier_account_id", "phone"),
        CheckConstraint(one_of("state", "requested", "verifying", "live", "paused"), name="state"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    carrier_account_id: Mapped[Ref] = mapped_column(ForeignKey("carrier_account.id"))
    phone: Mapped[Code]
    name: Mapped[Words]
    state: Mapped[Code]
    pause_reason: Mapped[Words | None]
    per_second: Mapped[float] = mapped_column(default=1.0)
    burst_seconds: Mapped[float] = mapped_column(default=3.0)
    next_free_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
