"""What people prove themselves with besides a password, and sign-ins that are half done."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Key, Ref, Words, one_of


class SecondFactor(Base):
    """The authenticator app of a user (RFC 6238).

    `key_sealed` is None until one was confirmed, `next_sealed` is one that is being set up;
    `last_step` is the newest half minute whose code was used. `reset_at` and `reset_by` say that
    somebody took it away, until its owner was told.
    """

    __tablename__ = "second_factor"

    user_id: Mapped[Ref] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    key_sealed: Mapped[Words | None]
    next_sealed: Mapped[Words | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    added_at: Mapped[datetime | None]
    reset_at: Mapped[datetime | None]
    reset_by: Mapped[Words] = mapped_column(default="")


class RecoveryCode(Base):
    """A code that stands in for the app once. `code_hash` is its SHA-256; 80 random bits need no
    salt."""

    __tablename__ = "recovery_code"

    user_id: Mapped[Ref] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(primary_key=True)
    used_at: Mapped[datetime | None]


class SignInStep(Base):
    """A step between a browser and its session, good once and for ten minutes. `id` is the SHA-256
    of what its cookie holds; `data` is what the step has to remember."""

    __tablename__ = "sign_in_step"
    __table_args__ = (
        CheckConstraint(one_of("kind", "code", "set_up", "passkey", "add_passkey"), name="kind"),
        Index("ix_sign_in_step_user_id", "user_id"),
        Index("ix_sign_in_step_created_at", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    user_id: Mapped[Ref | None] = mapped_column(ForeignKey("user_account.id"))
    data: Mapped[Words] = mapped_column(default="")
    created_at: Mapped[datetime]


class PasswordLink(Base):
    """A way for somebody to choose another password, good once. `workspace_id` is whose admin made
    it; None: the operator, from the command line."""

    __tablename__ = "password_link"
    __table_args__ = (
        UniqueConstraint("secret_hash"),
        Index("ix_password_link_user_id", "user_id"),
    )

    id: Mapped[Key]
    user_id: Mapped[Ref] = mapped_column(ForeignKey("user_account.id"))
    workspace_id: Mapped[Ref | None] = mapped_column(ForeignKey("workspace.id"))
    secret_hash: Mapped[Words]
    expires_at: Mapped[datetime]


class Passkey(Base):
    """A key that a device of a user keeps (WebAuthn). Ids and keys are in base64url; `sign_count`
    is what the device said last, 0 where it counts nothing."""

    __tablename__ = "passkey"
    __table_args__ = (UniqueConstraint("credential_id"), Index("ix_passkey_user_id", "user_id"))

    id: Mapped[Key]
    user_id: Mapped[Ref] = mapped_column(ForeignKey("user_account.id"))
    credential_id: Mapped[Words]
    public_key: Mapped[Words]
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    name: Mapped[Words]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
