"""Workspaces and their members."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Key, Ref, Words, one_of


class Workspace(Base):
    """One customer of the installation; nothing crosses its border."""

    __tablename__ = "workspace"
    __table_args__ = (CheckConstraint("hold_seconds BETWEEN 0 AND 30", name="hold_seconds"),)

    id: Mapped[Key]
    name: Mapped[Words]
    region: Mapped[str] = mapped_column(default="US")
    hold_seconds: Mapped[int] = mapped_column(default=5)
    templates_version: Mapped[int] = mapped_column(default=1)
    library_version: Mapped[int] = mapped_column(default=1)
    policy_version: Mapped[int] = mapped_column(default=0)
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
    """A user in a workspace, with a role. `left_at` and `left_reason` are of their deactivation;
    `seen_at` is when they last used it, to within minutes."""

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
    seen_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    left_reason: Mapped[Words] = mapped_column(default="")


class SendingPause(Base):
    """All sending of a workspace is stopped while its row is here: since when, by whom (None: the
    operator, from the command line), and why."""

    __tablename__ = "sending_pause"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    at: Mapped[datetime]
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    reason: Mapped[Words] = mapped_column(default="")
