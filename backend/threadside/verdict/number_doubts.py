"""Open doubts whether a number is still whose it was, read off the ledger of consent.

A doubt is a line of the ledger that is `held` by a field of the CRM: `rule` says why, `basis` which
record said so, `words` whose number it was, `note` what the CRM says instead. The line that settles
it names it, so nothing is ever changed.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, String, bindparam, exists, literal, null, select, true
from sqlalchemy.orm import Session, aliased

from threadside.rules.verdict import NumberDoubt
from threadside.store.tables import ConsentEvent, Record
from threadside.store.types import UtcTime

DOUBT: Final = "doubt"
SOME_CRM: Final = "crm"
"""Where the record that said so is gone; it reads as `the CRM`."""

LEFT: Final = "number_left"
"""The CRM took the number off them."""
RENAMED: Final = "name_changed"
"""The record with the number has wholly another name."""
OTHER: Final = "other_record"
"""A record of somebody else has the number as well."""
CAUSES: Final = frozenset({LEFT, RENAMED, OTHER})


def is_open() -> ColumnElement[bool]:
    """Whether a line is a doubt that nobody has settled."""
    later = aliased(ConsentEvent)
    return (
        (ConsentEvent.kind == "held")
        & (ConsentEvent.method == "crm_field")
        & ~exists().where(later.settles == ConsentEvent.id)
    )


def found(session: Session, workspace_id: str, *where: Any) -> list[ConsentEvent]:
    """Open doubts of a workspace, the oldest first."""
    return list(
        session.scalars(
            select(ConsentEvent)
            .where(ConsentEvent.workspace_id == workspace_id, is_open(), *where)
            .order_by(ConsentEvent.at, ConsentEvent.id)
        )
    )


def last_agreed(
    session: Session, workspace_id: str, phone: str, by: ColumnElement[bool]
) -> str | None:
    """Whose number it was by the newest question after a new name, if it is still theirs for all
    that was said."""
    later = aliased(ConsentEvent)
    row = session.execute(
        select(ConsentEvent.words, later.kind)
        .outerjoin(later, later.settles == ConsentEvent.id)
        .where(
            ConsentEvent.workspace_id == workspace_id,
            ConsentEvent.phone == phone,
            ConsentEvent.rule == RENAMED,
            ConsentEvent.kind == "held",
            by,
        )
        .order_by(ConsentEvent.at.desc(), ConsentEvent.id.desc())
        .limit(1)
    ).first()
    return None if row is None or row.kind == "disputed" else row.words


def of_number(session: Session, workspace_id: str, phone: str) -> list[ConsentEvent]:
    """Open doubts about one number."""
    return found(session, workspace_id, ConsentEvent.phone == phone)


def rows() -> Any:
    """As a part of a verdict's one statement, their columns as in `loading`."""
    return (
        select(
            literal(DOUBT),
            ConsentEvent.id,
            ConsentEvent.phone,
            ConsentEvent.rule,
            ConsentEvent.at,
            null().cast(UtcTime),
            ConsentEvent.words,
            ConsentEvent.note,
            Record.crm,
            literal(""),
            true(),
        )
        .outerjoin(Record, Record.id == ConsentEvent.basis)
        .where(
            ConsentEvent.workspace_id == bindparam("workspace"),
            ConsentEvent.phone == bindparam("phone", type_=String),
            is_open(),
        )
    )


def doubt(row: Any) -> NumberDoubt:
    """One of `rows`."""
    return NumberDoubt(
        id=row.joined_id,
        why=row.code,
        at=row.since,
        was=row.words,
        now=row.method,
        crm=row.told or SOME_CRM,
    )
