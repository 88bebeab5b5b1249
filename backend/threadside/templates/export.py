"""All templates as a file for a spreadsheet, which can be taken in again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.orm import Session

from threadside.rules import cells
from threadside.templates import listing
from threadside.templates.content import TAGS_APART
from threadside.templates.listing import Row, Wanted
from threadside.templates.sheet import COLUMNS

AT_ONCE: Final = 200


def lines(session: Session, workspace_id: str) -> Iterator[str]:
    """The lines of a CSV file by name: what is in force of each template, else its draft. Before
    them the mark by which spreadsheets know UTF-8."""
    yield "\ufeff" + cells.row((*COLUMNS, "state", "version"))
    after: str | None = ""
    while after is not None:
        found = listing.find(session, workspace_id, Wanted(), after=after, most=AT_ONCE)
        for row in found.rows:
            yield cells.row(cells.safe(cell) for cell in _cells(row))
        after = found.next


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name, row.body, row.folder, TAGS_APART.join(row.tags), row.purpose, row.language,
        _moment(row.effective_from), _moment(row.effective_until), row.state, str(row.version),
    )  # fmt: skip


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""
