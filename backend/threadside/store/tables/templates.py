"""Wordings that a workspace has: what is in force, what is being written, and how it came about."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words, one_of

PURPOSES = ("conversational", "informational", "marketing")
REMARKS = (
    "comment", "begun", "submitted", "taken_back", "sent_back", "approved", "retired",
    "brought_back", "suspended", "discarded",
)  # fmt: skip
_SORTED = String(200).with_variant(String(200, collation="C"), "postgresql")
Sorted = Annotated[str, mapped_column(_SORTED)]
"""Folded words, which both databases put into the same order."""


class Template(Base):
    """Wording that a workspace has. Its text is in the version that `version` names.

    draft: never approved; the text is in its draft alone · approved · in_review: taken out of the
    list for what people answered to it, as `suspended_because` says, until somebody has looked at
    it · retired. What a list shows, sorts and searches by is kept here: that of the version in
    force, of the draft where there is none. `search` holds the folded words of it all, a draft's
    too.
    """

    __tablename__ = "template"
    __table_args__ = (
        CheckConstraint(one_of("state", "draft", "in_review", "approved", "retired"), name="state"),
        CheckConstraint(one_of("purpose", *PURPOSES), name="purpose"),
        Index("ix_template_workspace_id", "workspace_id"),
        Index("ix_template_workspace_id_sort_name_id", "workspace_id", "sort_name", "id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    name: Mapped[Words]
    group_name: Mapped[Words]
    state: Mapped[Code]
    version: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    purpose: Mapped[Code] = mapped_column(default="conversational")
    language: Mapped[Code] = mapped_column(default="und")
    sort_name: Mapped[Sorted] = mapped_column(default="")
    search: Mapped[Words] = mapped_column(default="")
    suspended_because: Mapped[Code | None]


class TemplateVersion(Base):
    """One wording as it was approved. The database refuses to change or delete it.

    It is in force while `effective_from` <= now < `effective_until`; None is without end.
    """

    __tablename__ = "template_version"
    __table_args__ = (CheckConstraint(one_of("purpose", *PURPOSES), name="purpose"),)

    template_id: Mapped[Ref] = mapped_column(ForeignKey("template.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[Words]
    approved_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    approved_at: Mapped[datetime | None]
    name: Mapped[Words] = mapped_column(default="")
    group_name: Mapped[Words] = mapped_column(default="")
    tags: Mapped[Json] = mapped_column(default=list)
    purpose: Mapped[Code] = mapped_column(default="conversational")
    language: Mapped[Code] = mapped_column(default="und")
    effective_from: Mapped[datetime | None]
    effective_until: Mapped[datetime | None]
    author_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    reason: Mapped[Words] = mapped_column(default="")


class TemplateDraft(Base):
    """What is being written of a template, beside the version in force; one at a time.

    `revision` rises with every change. `writers` are the members whose words are in it, of whom
    `author_id` began it; None where a command did.
    """

    __tablename__ = "template_draft"
    __table_args__ = (
        CheckConstraint(one_of("state", "draft", "in_review"), name="state"),
        CheckConstraint(one_of("purpose", *PURPOSES), name="purpose"),
        Index("ix_template_draft_workspace_id_state", "workspace_id", "state"),
        Index("ix_template_draft_workspace_id_sort_name", "workspace_id", "sort_name"),
    )

    template_id: Mapped[Ref] = mapped_column(ForeignKey("template.id"), primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    state: Mapped[Code]
    revision: Mapped[int]
    name: Mapped[Words]
    sort_name: Mapped[Sorted]
    body: Mapped[Words]
    group_name: Mapped[Words]
    tags: Mapped[Json]
    purpose: Mapped[Code]
    language: Mapped[Code]
    effective_from: Mapped[datetime | None]
    effective_until: Mapped[datetime | None]
    author_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    writers: Mapped[Json]
    changed_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    changed_at: Mapped[datetime]
    submitted_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    submitted_at: Mapped[datetime | None]


class TemplateRemark(Base):
    """What happened to a template, and what was said of it, in order.

    `kind` is comment, or a step with its reason in `words`; `version` the one that an approval
    made. `member_id` is None for what a machine or a command did.
    """

    __tablename__ = "template_remark"
    __table_args__ = (
        CheckConstraint(one_of("kind", *REMARKS), name="kind"),
        Index("ix_template_remark_template_id_at", "template_id", "at", "id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    template_id: Mapped[Ref] = mapped_column(ForeignKey("template.id"))
    kind: Mapped[Code]
    at: Mapped[datetime]
    member_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    words: Mapped[Words] = mapped_column(default="")
    version: Mapped[int | None]
