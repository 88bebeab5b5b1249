"""Pictures and files that a workspace keeps for its texts: versions, and how they came about."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words, one_of
from threadside.store.tables.media import KINDS
from threadside.store.tables.templates import Sorted

STEPS = (
    "comment", "begun", "submitted", "taken_back", "sent_back", "approved", "retired",
    "brought_back", "discarded",
)  # fmt: skip


class LibraryItem(Base):
    """A picture or file of the library. `version` is the one in force, 0 before there is one.

    draft: never approved · approved · retired. What a list shows and sorts by is kept
    here: that of the version in force, else of the open one.
    """

    __tablename__ = "library_item"
    __table_args__ = (
        CheckConstraint(one_of("state", "draft", "approved", "retired"), name="state"),
        CheckConstraint(one_of("kind", *KINDS), name="kind"),
        Index("ix_library_item_workspace_id_sort_name_id", "workspace_id", "sort_name", "id"),
        Index("ix_library_item_workspace_id_group_name", "workspace_id", "group_name"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    name: Mapped[Words]
    group_name: Mapped[Words]
    kind: Mapped[Code]
    state: Mapped[Code]
    version: Mapped[int] = mapped_column(default=0)
    sort_name: Mapped[Sorted]
    created_at: Mapped[datetime]


class LibraryVersion(Base):
    """What an item is, or is to become: its file and what is said of it.

    One version may be open (draft, in_review), that after the one in force; `revision` rises with
    every change of it, and `writers` are the members whose work is in it. `search` holds the folded
    words that it can be found by. One that is approved is never changed or deleted; the database
    refuses it.
    """

    __tablename__ = "library_version"
    __table_args__ = (
        CheckConstraint(one_of("state", "draft", "in_review", "approved"), name="state"),
        Index("ix_library_version_workspace_id_state", "workspace_id", "state"),
        Index("ix_library_version_media_id", "media_id"),
    )

    item_id: Mapped[Ref] = mapped_column(ForeignKey("library_item.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    state: Mapped[Code]
    revision: Mapped[int]
    media_id: Mapped[Ref] = mapped_column(ForeignKey("media.id"))
    name: Mapped[Words]
    alt: Mapped[Words]
    group_name: Mapped[Words]
    tags: Mapped[Json]
    search: Mapped[Words]
    author_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    writers: Mapped[Json]
    changed_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    changed_at: Mapped[datetime]
    submitted_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    submitted_at: Mapped[datetime | None]
    approved_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    approved_at: Mapped[datetime | None]
    reason: Mapped[Words] = mapped_column(default="")


class LibraryRemark(Base):
    """What happened to an item, and what was said of it, in order.

    `kind` is comment, or a step with its reason in `words`; `version` the one that an approval
    made. `member_id` is None for what a command did.
    """

    __tablename__ = "library_remark"
    __table_args__ = (
        CheckConstraint(one_of("kind", *STEPS), name="kind"),
        Index("ix_library_remark_item_id_at", "item_id", "at", "id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    item_id: Mapped[Ref] = mapped_column(ForeignKey("library_item.id"))
    kind: Mapped[Code]
    at: Mapped[datetime]
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    words: Mapped[Words] = mapped_column(default="")
    version: Mapped[int | None]
