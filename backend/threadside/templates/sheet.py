"""Templates from a spreadsheet: of every row it is told what becomes of it, all are taken or none.

What is taken is a draft, reviewed as every other. The same file again changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, Literal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from threadside.errors import Invalid, Refusal
from threadside.rules import cells
from threadside.store.tables import Template, TemplateDraft, TemplateVersion
from threadside.store.uow import Tx
from threadside.templates import draft, rows
from threadside.templates.content import LONGEST_BODY, Content, cleaned, of_row, sort_key
from threadside.words import say

Outcome = Literal["new", "changed", "known", "refused"]

COLUMNS: Final = (
    "name", "body", "folder", "tags", "purpose", "language", "effective_from", "effective_until",
)  # fmt: skip
NEEDED: Final = ("name", "body")
ALSO: Final[Mapping[str, str]] = {"text": "body", "message": "body", "group": "folder"}
"""What other systems call a column."""
UNREAD: Final = frozenset({"state", "version"})
"""Columns that an export has, and an import leaves alone."""
LARGEST: Final = 2_000_000
MOST_ROWS: Final = 500
"""Of one transaction, in which nobody else writes on SQLite."""


@dataclass(frozen=True)
class SheetRow:
    """A row by the names of its columns; `extra`: it has more cells than there are names."""

    line: int
    given: Mapping[str, str]
    extra: bool = False


@dataclass(frozen=True)
class Sheet:
    """The rows of a file whose first row was understood."""

    rows: tuple[SheetRow, ...]


@dataclass(frozen=True)
class RowReport:
    """What becomes of a row: a new draft, a draft that changes a template, nothing since it is
    here word for word, or a refusal with its code and a sentence."""

    line: int
    name: str
    outcome: Outcome
    code: str = ""
    detail: str = ""
    template_id: str | None = None


@dataclass(frozen=True)
class Report:
    """Every row in order; `applied`: what they say was done."""

    rows: tuple[RowReport, ...]
    applied: bool = False

    @property
    def refused(self) -> bool:
        """Whether a row keeps the others from being taken."""
        return any(row.outcome == "refused" for row in self.rows)


@dataclass(frozen=True)
class _Here:
    """A template that is here: what is in force of it, and what is being written."""

    template: Template
    version: Content | None
    draft: Content | None


@dataclass(frozen=True)
class _Meant:
    report: RowReport
    content: Content | None = None


def read(data: bytes) -> Sheet:
    """The rows of a CSV file in any usual encoding and with any usual separator.

    Raises:
        Invalid: `bad_sheet`, with the sentence `why`.
    """
    if len(data) > LARGEST:
        raise _bad("too_large", most=LARGEST // 1_000_000)
    try:
        found = list(cells.rows(cells.decoded(data)))
    except cells.NotText:
        raise _bad("encoding") from None
    except cells.Broken as error:
        raise _bad("broken", line=error.line) from None
    if not found:
        raise _bad("empty")
    if len(found) - 1 > MOST_ROWS:
        raise _bad("too_many_rows", most=MOST_ROWS)
    named = found[0][1]
    places = _places(named)
    return Sheet(tuple(_row(line, values, places, len(named)) for line, values in found[1:]))


def plan(session: Session, workspace_id: str, sheet: Sheet) -> Report:
    """What would become of every row; writes nothing."""
    return Report(tuple(each.report for each in _plan(session, workspace_id, sheet)))


def take(tx: Tx, workspace_id: str, member_id: str | None, sheet: Sheet) -> Report:
    """Make the drafts that the rows ask for; none of them while any row is refused."""
    rows.alone(tx, workspace_id)
    meant = _plan(tx.session, workspace_id, sheet)
    report = Report(tuple(each.report for each in meant))
    if report.refused:
        return report
    done = tuple(_take(tx, workspace_id, member_id, each) for each in meant)
    return Report(done, applied=True)


def _take(tx: Tx, workspace_id: str, member_id: str | None, meant: _Meant) -> RowReport:
    report, content = meant.report, meant.content
    if content is None or report.outcome == "known":
        return report
    if report.template_id is None:
        made = draft.begin(tx, workspace_id, member_id, content)
        return replace(report, template_id=made)
    draft.revise(tx, workspace_id, member_id, report.template_id)
    draft.edit(tx, workspace_id, member_id, report.template_id, content, seen=1)
    return report


def _plan(session: Session, workspace_id: str, sheet: Sheet) -> list[_Meant]:
    here = _all_here(session, workspace_id)
    first_lines: dict[str, int] = {}
    found = []
    for row in sheet.rows:
        key = sort_key(row.given["name"])
        if key in first_lines:
            found.append(_refused(row, "twice", line=first_lines[key]))
        else:
            first_lines[key] = row.line
            found.append(_meant(row, here.get(key)))
    return found


def _meant(row: SheetRow, here: _Here | None) -> _Meant:
    if row.extra:
        return _refused(row, "cells")
    base = (here.draft or here.version) if here else None
    try:
        wanted = cleaned(replace(base or Content("", ""), **_values(row.given)))
        if not wanted.body:
            raise Invalid("bad_template_body", longest=LONGEST_BODY)
    except Refusal as refusal:
        detail = say(f"error.{refusal.code}.detail", **refusal.params)
        return _Meant(RowReport(row.line, row.given["name"], "refused", refusal.code, detail))
    except _BadDay as error:
        return _refused(row, "date", what=str(error))
    if here is None:
        return _Meant(RowReport(row.line, wanted.name, "new"), wanted)
    return _of_here(row, here, wanted)


def _of_here(row: SheetRow, here: _Here, wanted: Content) -> _Meant:
    known = RowReport(row.line, wanted.name, "known", template_id=here.template.id)
    if wanted in (here.draft, here.version):
        return _Meant(known, wanted)
    if here.draft is not None:
        return _refused(row, "draft_exists", here)
    if here.template.state == "retired":
        return _refused(row, "retired", here)
    return _Meant(replace(known, outcome="changed"), wanted)


def _refused(row: SheetRow, code: str, here: _Here | None = None, **params: object) -> _Meant:
    detail = say(f"template.row.{code}", **params)
    whose = here.template.id if here else None
    return _Meant(RowReport(row.line, row.given["name"], "refused", code, detail, whose))


def _all_here(session: Session, workspace_id: str) -> dict[str, _Here]:
    """Every template of a workspace under each of its names."""
    current = and_(
        TemplateVersion.template_id == Template.id, TemplateVersion.version == Template.version
    )
    found: dict[str, _Here] = {}
    for template, version, written in session.execute(
        select(Template, TemplateVersion, TemplateDraft)
        .outerjoin(TemplateVersion, current)
        .outerjoin(TemplateDraft, TemplateDraft.template_id == Template.id)
        .where(Template.workspace_id == workspace_id)
    ):
        here = _Here(
            template, of_row(version) if version else None, of_row(written) if written else None
        )
        found[template.sort_name] = here
        if written is not None:
            found[written.sort_name] = here
    return found


def _places(heading: Sequence[str]) -> dict[str, int]:
    """Where each column stands; one without a name is left alone."""
    columns = ", ".join(COLUMNS)
    places: dict[str, int] = {}
    for place, cell in enumerate(heading):
        name = "_".join(cells.plain(cell).lower().split())
        name = ALSO.get(name, name)
        if not name:
            continue
        if name not in COLUMNS and name not in UNREAD:
            raise _bad("unknown_column", column=name[:60], columns=columns)
        if name in places:
            raise _bad("twice", column=name)
        places[name] = place
    for name in NEEDED:
        if name not in places:
            raise _bad("no_column", column=name, columns=columns)
    return places


def _row(line: int, values: Sequence[str], places: Mapping[str, int], width: int) -> SheetRow:
    given = {
        name: cells.plain(values[place].strip()) if place < len(values) else ""
        for name, place in places.items()
    }
    return SheetRow(line, given, any(value.strip() for value in values[width:]))


def _values(given: Mapping[str, str]) -> dict[str, Any]:
    """What a row says; a purpose or language that it leaves empty stays as it is."""
    read_as: dict[str, Callable[[str], Any]] = {
        "tags": lambda text: (text,),
        "purpose": str.lower,
        "effective_from": lambda text: _moment(text, timedelta()),
        "effective_until": lambda text: _moment(text, timedelta(days=1)),
    }
    return {
        name: read_as.get(name, str)(text)
        for name, text in given.items()
        if name in COLUMNS and (text or name not in ("purpose", "language"))
    }


class _BadDay(ValueError):  # noqa: N818 - a row is no error of ours
    """What stands where a day should."""


def _moment(text: str, whole_day: timedelta) -> datetime | None:
    """A day (UTC), or a moment as ISO 8601 has it; a last day is one of those it is used on."""
    if not text:
        return None
    try:
        if len(text) == len("2026-03-31"):
            return datetime.combine(date.fromisoformat(text), time(), UTC) + whole_day
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _BadDay(text[:40]) from None


def _bad(code: str, **params: object) -> Invalid:
    return Invalid("bad_sheet", why=say(f"template.sheet.{code}", **params))
