"""The templates of a workspace as those see them who look after them: all of them, page by page."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from threadside.errors import Invalid
from threadside.rules.names import every_word
from threadside.store.tables import Template, TemplateDraft, TemplateVersion
from threadside.templates import reading, usage
from threadside.templates.content import Content, DraftState, State, of_row
from threadside.templates.reading import Draft
from threadside.templates.usage import Usage
from threadside.templates.versions import state_of

PAGE: Final = 50
QUEUE_PAGE: Final = 20
MOST_WORDS: Final = 8
"""Of a search; what stands behind is not looked for."""
SHOWS: Final = ("draft", "in_review", "approved", "suspended", "retired")


@dataclass(frozen=True)
class Wanted:
    """What to show. `show` is one of `SHOWS`, or empty for all: draft and in_review are those of
    which something is being written or waits for review, also beside a wording in force; the others
    say where the template itself stands. `folder` None is every one, empty is none."""

    search: str = ""
    show: str = ""
    folder: str | None = None
    purpose: str = ""
    language: str = ""


@dataclass(frozen=True)
class Row:
    """A template with what is in force of it, else with its draft's values. `version` 0: it was
    never approved. `draft` is where its draft stands, if there is one."""

    id: str
    name: str
    folder: str
    tags: tuple[str, ...]
    purpose: str
    language: str
    body: str
    state: State
    version: int
    draft: DraftState | None
    effective_from: datetime | None
    effective_until: datetime | None
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True)
class Found:
    """A page, and the cursor of the next."""

    rows: tuple[Row, ...]
    next: str | None


@dataclass(frozen=True)
class Waiting:
    """A draft in review, and what is in force of the same template, if anything is."""

    id: str
    draft: Draft
    in_force: Content | None


@dataclass(frozen=True)
class Queue:
    """A page of what is in review, and the cursor of the next."""

    rows: tuple[Waiting, ...]
    next: str | None


@dataclass(frozen=True)
class Choices:
    """What there is to filter by: folders with how many templates each has, languages, tags."""

    folders: tuple[tuple[str, int], ...]
    languages: tuple[str, ...]
    tags: tuple[str, ...]


def find(
    session: Session,
    workspace_id: str,
    wanted: Wanted,
    *,
    after: str = "",
    most: int = PAGE,
    now: datetime | None = None,
) -> Found:
    """One page in the order of names by one statement, and with `now` the usage of its templates
    by one more.

    Every word of the search has to stand in name, folder, tags or text, in whole or in part,
    whatever its case and accents.

    Raises:
        Invalid: `bad_cursor`.
    """
    query = _rows(workspace_id).where(*_where(wanted)).order_by(Template.sort_name, Template.id)
    if after:
        name, id_ = _read(after)
        same = and_(Template.sort_name == name, Template.id > id_)
        query = query.where(or_(Template.sort_name > name, same))
    rows = session.execute(query.limit(most + 1)).all()
    shown = rows[:most]
    last = shown[-1][0] if len(rows) > most else None
    cursor = _write(last.id, last.sort_name) if last else None
    found = [_row(*row) for row in shown]
    if now is not None:
        used = usage.of(session, workspace_id, [row.id for row in found], now)
        found = [replace(row, usage=used.get(row.id, Usage())) for row in found]
    return Found(tuple(found), cursor)


def waiting(
    session: Session, workspace_id: str, *, after: str = "", most: int = QUEUE_PAGE
) -> Queue:
    """What is in review, what was handed in first before what came later, by one statement.

    Raises:
        Invalid: `bad_cursor`.
    """
    query = (
        reading.drafts()
        .add_columns(TemplateVersion)
        .join(Template, Template.id == TemplateDraft.template_id)
        .outerjoin(TemplateVersion, _current())
        .where(TemplateDraft.workspace_id == workspace_id, TemplateDraft.state == "in_review")
        .order_by(TemplateDraft.submitted_at, TemplateDraft.template_id)
    )
    if after:
        mark, id_ = _read(after)
        at = literal(_moment(mark), TemplateDraft.submitted_at.type)
        same = and_(TemplateDraft.submitted_at == at, TemplateDraft.template_id > id_)
        query = query.where(or_(TemplateDraft.submitted_at > at, same))
    rows = session.execute(query.limit(most + 1)).all()
    shown = rows[:most]
    found = tuple(
        Waiting(row.template_id, reading.draft_of(row, *names), of_row(now) if now else None)
        for row, *names, now in shown
    )
    last = shown[-1][0] if len(rows) > most else None
    return Queue(found, _write(last.template_id, last.submitted_at.isoformat()) if last else None)


def waiting_count(workspace_id: str) -> Select[int]:
    """How many are in review."""
    return select(func.count(TemplateDraft.template_id)).where(
        TemplateDraft.workspace_id == workspace_id, TemplateDraft.state == "in_review"
    )


def counts(session: Session, workspace_id: str) -> dict[str, int]:
    """How many templates each of `SHOWS` has, and "" for all of them, by one statement."""
    columns = [
        func.sum(case((_showing(name), 1), else_=0)).label(name) for name in SHOWS
    ]  # fmt: skip
    row = session.execute(
        select(func.count(Template.id).label("all"), *columns)
        .outerjoin(TemplateDraft, TemplateDraft.template_id == Template.id)
        .where(Template.workspace_id == workspace_id)
    ).one()
    return {"": row.all, **{name: int(getattr(row, name) or 0) for name in SHOWS}}


def choices(session: Session, workspace_id: str) -> Choices:
    """What there is to filter by, by two statements."""
    rows = session.execute(
        select(Template.group_name, Template.language, func.count(Template.id))
        .where(Template.workspace_id == workspace_id)
        .group_by(Template.group_name, Template.language)
    ).all()
    folders: dict[str, int] = {}
    for folder, _, count in rows:
        folders[folder] = folders.get(folder, 0) + count
    tags = session.scalars(
        select(TemplateVersion.tags)
        .join(Template, _current())
        .where(Template.workspace_id == workspace_id, TemplateVersion.tags != [])
        .union_all(
            select(TemplateDraft.tags).where(
                TemplateDraft.workspace_id == workspace_id, TemplateDraft.tags != []
            )
        )
    )
    return Choices(
        tuple(sorted(folders.items(), key=lambda each: each[0].casefold())),
        tuple(sorted({language for _, language, _ in rows})),
        tuple(sorted({tag for each in tags for tag in each}, key=str.casefold)),
    )


def _rows(workspace_id: str) -> Select[Any]:
    return (
        select(Template)
        .add_columns(TemplateVersion, TemplateDraft)
        .outerjoin(TemplateVersion, _current())
        .outerjoin(TemplateDraft, TemplateDraft.template_id == Template.id)
        .where(Template.workspace_id == workspace_id)
    )


def _current() -> ColumnElement[bool]:
    return and_(
        TemplateVersion.template_id == Template.id, TemplateVersion.version == Template.version
    )


def _where(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    where = [
        Template.search.contains(word, autoescape=True)
        for word in every_word(wanted.search)[:MOST_WORDS]
    ]
    if wanted.search.strip() and not where:
        where.append(Template.name.contains(wanted.search.strip(), autoescape=True))
    if wanted.show in SHOWS:
        where.append(_showing(wanted.show))
    if wanted.folder is not None:
        where.append(Template.group_name == wanted.folder)
    if wanted.purpose:
        where.append(Template.purpose == wanted.purpose)
    if wanted.language:
        where.append(Template.language == wanted.language)
    return where


def _showing(show: str) -> ColumnElement[bool]:
    if show in ("draft", "in_review"):
        return TemplateDraft.state == show
    return Template.state == ("in_review" if show == "suspended" else show)


def _row(template: Template, version: TemplateVersion | None, written: TemplateDraft | None) -> Row:
    shown = version or written
    content = of_row(shown) if shown else Content(template.name, "")
    return Row(
        id=template.id,
        name=template.name,
        folder=template.group_name,
        tags=content.tags,
        purpose=template.purpose,
        language=template.language,
        body=content.body,
        state=state_of(template),
        version=template.version,
        draft=cast("DraftState", written.state) if written else None,
        effective_from=content.effective_from,
        effective_until=content.effective_until,
    )


def _moment(mark: str) -> datetime:
    try:
        at = datetime.fromisoformat(mark)
    except ValueError as error:
        raise Invalid("bad_cursor") from error
    if at.tzinfo is None:
        raise Invalid("bad_cursor")
    return at


def _write(id_: str, mark: str) -> str:
    return base64.urlsafe_b64encode(f"{id_}|{mark}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[str, str]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error) as error:
        raise Invalid("bad_cursor") from error
    id_, bar, mark = raw.partition("|")
    if not bar or "\x00" in raw:
        raise Invalid("bad_cursor")
    return mark, id_
