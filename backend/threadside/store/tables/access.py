"""Joining and signing in: invitations, web sessions, authorization codes, tokens.

Only hashes of secrets are kept.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Key, Ref, Words, one_of

_LEFT = text("rotated_at IS NULL AND revoked_at IS NULL")
"""The newest tokens of every family that has not ended."""


class WebSession(Base):
    """A signed-in browser. `id` is the SHA-256 of what the cookie holds.

    `device` is what it was at sign-in, in words. `closed_to` are the ids of workspaces, with spaces
    between them, that it opens no longer although its user may be a member of them.
    """

    __tablename__ = "web_session"
    __table_args__ = (Index("ix_web_session_user_id", "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[Ref] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    device: Mapped[Words] = mapped_column(default="")
    closed_to: Mapped[Words] = mapped_column(default="")


class OAuthCode(Base):
    """An authorization code, valid once and for a minute (RFC 6749, section 4.1.2)."""

    __tablename__ = "oauth_code"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[Words]
    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"))
    redirect_uri: Mapped[Words]
    code_challenge: Mapped[Words]
    expires_at: Mapped[datetime]


class OAuthToken(Base):
    """An access token, with the refresh token that renews it where there is one.

    `family` joins all tokens of one sign-in, which happened at `started_at`: when a refresh token
    is used twice, the family ends (RFC 9700, section 4.14.2). `kind` script is made on the
    command line or by an admin and has no refresh; `used_at` is kept of those alone, since the
    others are renewed while they are used. `scopes`, with spaces between them, is what a script
    may; empty: all that its member may.
    """

    __tablename__ = "oauth_token"
    __table_args__ = (
        UniqueConstraint("access_hash"),
        UniqueConstraint("refresh_hash"),
        CheckConstraint(one_of("kind", "oauth", "script"), name="kind"),
        Index("ix_oauth_token_family", "family"),
        Index("ix_oauth_token_member_id", "member_id"),
        Index("ix_oauth_token_current", "member_id", sqlite_where=_LEFT, postgresql_where=_LEFT),
    )

    id: Mapped[Key]
    kind: Mapped[Code]
    name: Mapped[Words] = mapped_column(default="")
    family: Mapped[Ref]
    started_at: Mapped[datetime]
    client_id: Mapped[Words]
    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"))
    access_hash: Mapped[Words]
    access_expires_at: Mapped[datetime]
    refresh_hash: Mapped[Words | None]
    refresh_expires_at: Mapped[datetime | None]
    rotated_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    device: Mapped[Words] = mapped_column(default="")
    used_at: Mapped[datetime | None]
    scopes: Mapped[Words] = mapped_column(default="")


class Invitation(Base):
    """Somebody was asked to join with a role. Open until it is used, revoked or expired."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("secret_hash"),
        CheckConstraint(one_of("role", "rep", "lead", "admin", "auditor"), name="role"),
        Index("ix_invitation_workspace_id", "workspace_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    email: Mapped[Words]
    role: Mapped[Code]
    secret_hash: Mapped[Words]
    invited_by: Mapped[Ref] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class KeptForm(Base):
    """What a user typed into a form of the console when their sign-in had ended, sealed. Found by
    the secret in their browser's cookie, of which the digest is kept."""

    __tablename__ = "kept_form"

    user_id: Mapped[Ref] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    secret_hash: Mapped[Words]
    sealed: Mapped[Words]
    expires_at: Mapped[datetime]
