"""Workspaces and their members."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Key, Ref, Words, one_of


class Workspace(Base):
    """One customer of the installation; nothing crosses its border.

    `above_reads` is what members of the whole workspace read of lines that a location has:
    everything, or figures alone. `set_up_hidden_at` is when
    an admin put away the list of what it still lacks.
    """

    __tablename__ = "workspace"
    __table_args__ = (
        CheckConstraint("hold_seconds BETWEEN 0 AND 30", name="hold_seconds"),
        CheckConstraint(one_of("above_reads", "everything", "figures"), name="above_reads"),
    )

    id: Mapped[Key]
    name: Mapped[Words]
    region: Mapped[str] = mapped_column(default="US")
    hold_seconds: Mapped[int] = mapped_column(default=5)
    templates_version: Mapped[int] = mapped_column(default=1)
    library_version: Mapped[int] = mapped_column(default=1)
    policy_version: Mapped[int] = mapped_column(default=0)
    above_reads: Mapped[Code] = mapped_column(default="everything")
    set_up_hidden_at: Mapped[datetime | None]
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
    `seen_at` is when they last used it, to within minutes.

    `reach` is what they see: the whole workspace, or what their locations, teams and granted lines
    lead to; an external one is an agency's, who sees granted lines alone and exports nothing.
    `away_until` is when somebody who is out comes back, `stand_in_id` who answers meanwhile.
    """

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("workspace_id", "user_id"),
        CheckConstraint(one_of("role", "rep", "lead", "admin", "auditor"), name="role"),
        CheckConstraint(one_of("reach", "all", "places", "external"), name="reach"),
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
    reach: Mapped[Code] = mapped_column(default="all")
    away_until: Mapped[datetime | None]
    away_note: Mapped[Words] = mapped_column(default="")
    stand_in_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))


class SendingPause(Base):
    """All sending of a workspace is stopped while its row is here: since when, by whom (None: the
    operator, from the command line), and why."""

    __tablename__ = "sending_pause"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    at: Mapped[datetime]
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    reason: Mapped[Words] = mapped_column(default="")
