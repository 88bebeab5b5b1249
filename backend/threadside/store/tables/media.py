"""Pictures and files of texts: where their bytes are, what they are, who may fetch them."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Key, Ref, Words, one_of

KINDS = ("image", "video", "audio", "pdf", "vcard", "file")
_PENDING = text("state = 'pending'")
_TRANSIENT = text("keep_until IS NOT NULL")


class MediaObject(Base):
    """Bytes in the media store, once for each workspace that has them, named by their SHA-256.

    `touched_at` is when they were last wanted. With `deleting` set they may be gone already.
    """

    __tablename__ = "media_object"
    __table_args__ = (Index("ix_media_object_touched_at", "touched_at"),)

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    sha256: Mapped[Code] = mapped_column(primary_key=True)
    bytes: Mapped[int]
    touched_at: Mapped[datetime]
    deleting: Mapped[bool] = mapped_column(default=False)


class Media(Base):
    """A picture or file: uploaded by a member, or on its way from a carrier.

    While it is `pending` it is fetched from `source_url` at `fetch_at`, until `give_up_at`, with
    the access of `carrier_account_id`. `reason` says why it failed (`media.failed.<reason>`). What
    no text holds is forgotten at `keep_until`.
    """

    __tablename__ = "media"
    __table_args__ = (
        CheckConstraint(one_of("state", "pending", "ready", "failed", "blocked"), name="state"),
        CheckConstraint(one_of("kind", *KINDS), name="kind"),
        ForeignKeyConstraint(
            ["workspace_id", "sha256"], ["media_object.workspace_id", "media_object.sha256"]
        ),
        ForeignKeyConstraint(
            ["workspace_id", "thumbnail_sha256"],
            ["media_object.workspace_id", "media_object.sha256"],
        ),
        Index("ix_media_workspace_id_sha256", "workspace_id", "sha256"),
        Index("ix_media_workspace_id_state", "workspace_id", "state"),
        Index("ix_media_workspace_id_thumbnail_sha256", "workspace_id", "thumbnail_sha256"),
        Index("ix_media_pending", "fetch_at", sqlite_where=_PENDING, postgresql_where=_PENDING),
        Index(
            "ix_media_transient",
            "keep_until",
            sqlite_where=_TRANSIENT,
            postgresql_where=_TRANSIENT,
        ),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    kind: Mapped[Code]
    content_type: Mapped[Words]
    name: Mapped[Words]
    state: Mapped[Code]
    reason: Mapped[Code | None]
    bytes: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    sha256: Mapped[Code | None]
    thumbnail_sha256: Mapped[Code | None]
    uploaded_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    keep_until: Mapped[datetime | None]
    carrier_account_id: Mapped[Ref | None] = mapped_column(ForeignKey("carrier_account.id"))
    source_url: Mapped[Words | None]
    fetch_at: Mapped[datetime | None]
    give_up_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class MessageMedia(Base):
    """Which media go with a text, in their order. One may go with several texts."""

    __tablename__ = "message_media"
    __table_args__ = (
        UniqueConstraint("message_id", "media_id"),
        Index("ix_message_media_media_id", "media_id"),
    )

    message_id: Mapped[Ref] = mapped_column(ForeignKey("message.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    media_id: Mapped[Ref] = mapped_column(ForeignKey("media.id"))


class MediaLink(Base):
    """An address under which anyone can fetch one media until it ends; its token only as digest."""

    __tablename__ = "media_link"
    __table_args__ = (
        Index("ix_media_link_media_id", "media_id"),
        Index("ix_media_link_expires_at", "expires_at"),
    )

    token_hash: Mapped[Code] = mapped_column(primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    media_id: Mapped[Ref] = mapped_column(ForeignKey("media.id"))
    expires_at: Mapped[datetime]
