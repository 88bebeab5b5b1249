"""A workspace's rules for texting, version by version, and the presses they are counted by."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words


class PolicyVersion(Base):
    """The policy from a moment on; `workspace.policy_version` names the one in force.

    `body` holds only what differs from the defaults.
    """

    __tablename__ = "policy_version"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[Json]
    reason: Mapped[Words] = mapped_column(default="")
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]


class SettingChange(Base):
    """One setting of a workspace beside its policy: what it was, what it became."""

    __tablename__ = "setting_change"
    __table_args__ = (Index("ix_setting_change_workspace_id_at", "workspace_id", "at"),)

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    name: Mapped[Code]
    before: Mapped[Json]
    after: Mapped[Json]
    reason: Mapped[Words] = mapped_column(default="")
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]


class Press(Base):
    """One press of Send as the caps count it: who, from which line, to whom, what it was like.

    `nonce` was given to the composer and is used up; `text_sha256` is the final text it is bound
    to; `fingerprint` is the text without names, numbers and dates. `initiates`: nobody had texted
    the other for three days. `leaves_at` is the earliest it may go, after those before it.
    """

    __tablename__ = "press"
    __table_args__ = (
        UniqueConstraint("workspace_id", "nonce"),
        Index("ix_press_line_id_at", "line_id", "at"),
        Index("ix_press_member_id_at", "member_id", "at"),
        Index("ix_press_workspace_id_phone_at", "workspace_id", "phone", "at"),
        Index("ix_press_workspace_id_fingerprint_at", "workspace_id", "fingerprint", "at"),
        Index("ix_press_workspace_id_at", "workspace_id", "at"),
    )

    message_id: Mapped[Key] = mapped_column(ForeignKey("message.id"))
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"))
    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"))
    phone: Mapped[Code]
    nonce: Mapped[Code | None]
    text_sha256: Mapped[Code]
    fingerprint: Mapped[Code]
    initiates: Mapped[bool]
    ai_assisted: Mapped[bool] = mapped_column(default=False)
    leaves_at: Mapped[datetime]
    at: Mapped[datetime]
