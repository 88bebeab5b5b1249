"""Lists for whoever looks after consent: who has a number, what is closed, what is in doubt."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from threadside.consent import closing
from threadside.errors import Invalid, NotFound
from threadside.store.tables import (
    ConsentForm,
    ConsentFormVersion,
    Line,
    Member,
    Person,
    PersonPhone,
    Revocation,
    Suppression,
    User,
)

PAGE: Final = 50
MOST_OWNERS: Final = 20


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who has a number."""

    id: str
    name: str
    company: str


@dataclass(frozen=True, slots=True)
class Closed:
    """One number that must not be texted: why, since when, in which words, by whose hand."""

    row: Suppression
    people: tuple[str, ...]
    line: str | None
    member: str | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """One text that somebody has to read."""

    row: Revocation
    person: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a form's wording, and who wrote it."""

    row: ConsentFormVersion
    member: str | None


def owners(session: Session, workspace_id: str, phone: str) -> list[Owner]:
    """Everybody who has a number, by name; at most twenty."""
    rows = session.execute(
        select(Person.id, Person.name, Person.company)
        .distinct()
        .join(PersonPhone, PersonPhone.person_id == Person.id)
        .where(PersonPhone.workspace_id == workspace_id, PersonPhone.e164 == phone)
        .order_by(Person.name, Person.id)
        .limit(MOST_OWNERS)
    )
    return [Owner(*row) for row in rows]


def against(session: Session, workspace_id: str, phone: str) -> list[Closed]:
    """What closes one number: by itself, or by another number of whoever has it."""
    return _told(session, workspace_id, closing.against(session, workspace_id, phone))


def suppressions(
    session: Session,
    workspace_id: str,
    *,
    reason: str = "",
    digits: str = "",
    before: str = "",
    most: int = PAGE,
) -> tuple[list[Closed], str | None]:
    """One page, the newest first, and the cursor of the next.

    `reason` and `digits`, a part of the number, narrow it.

    Raises:
        Invalid: `bad_cursor`.
    """
    query = select(Suppression).where(*_wanted(workspace_id, reason, digits))
    if before:
        query = query.where(_older(*_read(before)))
    rows = session.scalars(
        query.order_by(
            Suppression.since.desc(), Suppression.phone.desc(), Suppression.reason.desc()
        ).limit(most + 1)
    ).all()
    shown = rows[:most]
    more = _write(shown[-1]) if len(rows) > most else None
    return _told(session, workspace_id, shown), more


def suppressed(session: Session, workspace_id: str) -> dict[str, int]:
    """How many numbers are closed, by reason."""
    rows = session.execute(
        select(Suppression.reason, func.count())
        .where(Suppression.workspace_id == workspace_id)
        .group_by(Suppression.reason)
        .order_by(Suppression.reason)
    )
    return {reason: count for reason, count in rows}  # noqa: C416 - a result is no mapping


def doubts(
    session: Session, workspace_id: str, *, phone: str | None = None, after: str = "",
    most: int = PAGE,
) -> list[Doubt]:  # fmt: skip
    """Texts in doubt, what is due first before what is due later; keyset by the id of the last
    one shown."""
    query = (
        select(Revocation, Person.name)
        .join(Person, Person.id == Revocation.person_id)
        .where(Revocation.workspace_id == workspace_id, Revocation.state == "open")
        .order_by(Revocation.due_at, Revocation.id)
        .limit(most)
    )
    if phone is not None:
        query = query.where(Revocation.phone == phone)
    if after:
        last = select(Revocation.due_at).where(
            Revocation.workspace_id == workspace_id, Revocation.id == after
        )
        due = last.scalar_subquery()
        query = query.where(
            or_(Revocation.due_at > due, and_(Revocation.due_at == due, Revocation.id > after))
        )
    return [Doubt(*row) for row in session.execute(query)]


def form(session: Session, workspace_id: str, form_id: str) -> ConsentForm:
    """One form of a workspace.

    Raises:
        NotFound: when it has no such form.
    """
    found = session.scalar(
        select(ConsentForm).where(
            ConsentForm.workspace_id == workspace_id, ConsentForm.id == form_id
        )
    )
    if found is None:
        raise NotFound("form")
    return found


def wordings(session: Session, form_id: str) -> list[Wording]:
    """Every wording of a form, the newest first."""
    rows = session.execute(
        select(ConsentFormVersion, User.name)
        .outerjoin(Member, Member.id == ConsentFormVersion.member_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(ConsentFormVersion.form_id == form_id)
        .order_by(ConsentFormVersion.version.desc())
    )
    return [Wording(*row) for row in rows]


def _wanted(workspace_id: str, reason: str, digits: str) -> list[ColumnElement[bool]]:
    wanted = [Suppression.workspace_id == workspace_id]
    if reason:
        wanted.append(Suppression.reason == reason)
    if digits:
        wanted.append(Suppression.phone.contains(digits, autoescape=True))
    return wanted


def _told(session: Session, workspace_id: str, rows: Sequence[Suppression]) -> list[Closed]:
    people = _names(session, workspace_id, {row.phone for row in rows})
    lines = _by_id(session, select(Line.id, Line.name), Line.id, {row.line_id for row in rows})
    members = _by_id(
        session,
        select(Member.id, User.name).join(User, User.id == Member.user_id),
        Member.id,
        {row.member_id for row in rows},
    )
    return [
        Closed(
            row,
            people.get(row.phone, ()),
            lines.get(row.line_id or ""),
            members.get(row.member_id or ""),
        )
        for row in rows
    ]


def _names(session: Session, workspace_id: str, phones: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    if phones:
        rows = session.execute(
            select(PersonPhone.e164, Person.name)
            .distinct()
            .join(Person, Person.id == PersonPhone.person_id)
            .where(PersonPhone.workspace_id == workspace_id, PersonPhone.e164.in_(phones))
            .order_by(Person.name)
        )
        for phone, name in rows:
            found.setdefault(str(phone), []).append(name)
    return {phone: tuple(names) for phone, names in found.items()}


def _by_id(session: Session, query: Any, column: Any, ids: set[str | None]) -> Mapping[str, str]:
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    return {row[0]: row[1] for row in session.execute(query.where(column.in_(wanted)))}


def _older(since: datetime, phone: str, reason: str) -> ColumnElement[bool]:
    at = literal(since, Suppression.since.type)
    return or_(
        Suppression.since < at,
        and_(Suppression.since == at, Suppression.phone < phone),
        and_(Suppression.since == at, Suppression.phone == phone, Suppression.reason < reason),
    )


def _write(row: Suppression) -> str:
    raw = f"{row.since.isoformat()}|{row.phone}|{row.reason}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, str, str]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        since, phone, reason = raw.split("|")
        at = datetime.fromisoformat(since)
    except (ValueError, binascii.Error) as error:
        raise Invalid("bad_cursor") from error
    if at.tzinfo is None or "\x00" in raw:
        raise Invalid("bad_cursor")
    return at, phone, reason
