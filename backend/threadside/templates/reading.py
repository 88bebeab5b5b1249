"""One template: what is in force, what is being written, every version, and how it came about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from threadside.errors import NotFound
from threadside.store.tables import (
    Member,
    Template,
    TemplateDraft,
    TemplateRemark,
    TemplateVersion,
    User,
)
from threadside.templates.content import Content, DraftState, State, of_row
from threadside.templates.versions import state_of
from threadside.words import say_or


@dataclass(frozen=True)
class Draft:
    """What is being written, and whose the last steps were; names are empty for a command.
    `writers` are the members whose words are in it."""

    content: Content
    state: DraftState
    revision: int
    writers: tuple[str, ...]
    changed_by: str
    changed_at: datetime
    submitted_by: str
    submitted_at: datetime | None


@dataclass(frozen=True)
class Version:
    """A wording as it was approved; names are empty where a command wrote it."""

    version: int
    content: Content
    author: str
    approved_by: str
    approved_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Remark:
    """What happened, or what somebody said (`comment`); `member` is empty for machines."""

    id: str
    kind: str
    at: datetime
    member: str
    words: str
    version: int | None


@dataclass(frozen=True)
class Whole:
    """A template. `content` is what is in force, else the draft's; versions are the newest first,
    remarks the oldest first."""

    id: str
    state: State
    version: int
    suspended_because: str
    content: Content
    draft: Draft | None
    versions: tuple[Version, ...]
    remarks: tuple[Remark, ...]


def one(session: Session, workspace_id: str, template_id: str) -> Whole:
    """Everything about a template, by four statements.

    Raises:
        NotFound: when it is not of this workspace.
    """
    template = _template(session, workspace_id, template_id)
    written = session.execute(drafts().where(TemplateDraft.template_id == template_id)).first()
    draft = draft_of(*written) if written else None
    versions = _versions(session, template_id)
    current = next((each for each in versions if each.version == template.version), None)
    shown = current or draft
    if shown is None:
        raise NotFound("template")
    return Whole(
        id=template.id,
        state=state_of(template),
        version=template.version,
        suspended_because=template.suspended_because or "",
        content=shown.content,
        draft=draft,
        versions=versions,
        remarks=_remarks(session, template_id),
    )


def _template(session: Session, workspace_id: str, template_id: str) -> Template:
    found = session.scalar(
        select(Template).where(Template.workspace_id == workspace_id, Template.id == template_id)
    )
    if found is None:
        raise NotFound("template")
    return found


def drafts() -> Select[Any]:
    """Every draft with the names of who changed it last and handed it in, in rows that `draft_of`
    reads; to be narrowed."""
    query = select(TemplateDraft)
    for column in (TemplateDraft.changed_by, TemplateDraft.submitted_by):
        member, user = _named()
        query = (
            query.add_columns(user.name)
            .outerjoin(member, member.id == column)
            .outerjoin(user, user.id == member.user_id)
        )
    return query


def draft_of(row: TemplateDraft, changed: str | None, sent: str | None) -> Draft:
    """A draft with the names of its people."""
    return Draft(
        content=of_row(row),
        state=cast("DraftState", row.state),
        revision=row.revision,
        writers=tuple(row.writers),
        changed_by=changed or "",
        changed_at=row.changed_at,
        submitted_by=sent or "",
        submitted_at=row.submitted_at,
    )


def _versions(session: Session, template_id: str) -> tuple[Version, ...]:
    (wrote, author), (approved, approver) = _named(), _named()
    rows = session.execute(
        select(TemplateVersion, author.name, approver.name)
        .outerjoin(wrote, wrote.id == TemplateVersion.author_id)
        .outerjoin(author, author.id == wrote.user_id)
        .outerjoin(approved, approved.id == TemplateVersion.approved_by)
        .outerjoin(approver, approver.id == approved.user_id)
        .where(TemplateVersion.template_id == template_id)
        .order_by(TemplateVersion.version.desc())
    )
    return tuple(
        Version(row.version, of_row(row), by or "", approved_by or "", row.approved_at, row.reason)
        for row, by, approved_by in rows
    )


def _remarks(session: Session, template_id: str) -> tuple[Remark, ...]:
    rows = session.execute(
        select(TemplateRemark, User.name)
        .outerjoin(Member, Member.id == TemplateRemark.member_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(TemplateRemark.template_id == template_id)
        .order_by(TemplateRemark.at, TemplateRemark.id)
    )
    return tuple(
        Remark(row.id, row.kind, row.at, by or "", _words(row), row.version) for row, by in rows
    )


def _words(row: TemplateRemark) -> str:
    """A machine's reason is kept as its code."""
    return say_or(f"pause.{row.words}", "pause.unknown") if row.kind == "suspended" else row.words


def _named() -> tuple[Any, Any]:
    return aliased(Member), aliased(User)
