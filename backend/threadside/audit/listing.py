"""The audit log as a list to read: entries in their order, who acted, and the anchors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.store.tables import (
    AuditAnchor,
    AuditEntry,
    AuditHead,
    AuditPayload,
    Member,
    Person,
    User,
)

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of one family of kinds (`consent`), of one phone, of some days."""

    family: str = ""
    phone: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry with its payload; None when it was erased. `actor` is a name where there is one,
    `member` that of the colleague whom the payload names."""

    entry: AuditEntry
    payload: Mapping[str, Any] | None
    actor: str
    phone: str | None
    person: str | None
    member: str | None


def entries(
    session: Session, workspace_id: str, wanted: Wanted, *, before: int = 0, most: int = PAGE
) -> list[Listed]:
    """The newest first; keyset by number."""
    query = (
        select(AuditEntry, AuditPayload)
        .outerjoin(
            AuditPayload,
            (AuditPayload.workspace_id == AuditEntry.workspace_id)
            & (AuditPayload.number == AuditEntry.number),
        )
        .where(AuditEntry.workspace_id == workspace_id)
        .order_by(AuditEntry.number.desc())
        .limit(most)
    )
    if before:
        query = query.where(AuditEntry.number < before)
    if wanted.family:
        of_family = AuditEntry.kind.startswith(f"{wanted.family}.", autoescape=True)
        query = query.where((AuditEntry.kind == wanted.family) | of_family)
    if wanted.phone:
        query = query.where(AuditPayload.phone == wanted.phone)
    if wanted.since:
        query = query.where(AuditEntry.at >= wanted.since)
    if wanted.until:
        query = query.where(AuditEntry.at < wanted.until)
    rows = session.execute(query).all()
    named = {f"member:{each.payload.get('member')}" for _, each in rows if each}
    names = _actors(session, workspace_id, named | {entry.actor for entry, _ in rows})
    people = _people(session, workspace_id, {each.person_id for _, each in rows if each})
    return [
        Listed(
            entry,
            each.payload if each else None,
            names.get(entry.actor, entry.actor.partition(":")[0]),
            each.phone if each else None,
            people.get(each.person_id or "") if each else None,
            names.get(f"member:{each.payload.get('member')}") if each else None,
        )
        for entry, each in rows
    ]


def anchors(session: Session, workspace_id: str, most: int = 14) -> Sequence[AuditAnchor]:
    """Heads that were written down elsewhere, the newest first."""
    return session.scalars(
        select(AuditAnchor)
        .where(AuditAnchor.workspace_id == workspace_id)
        .order_by(AuditAnchor.at.desc(), AuditAnchor.id.desc())
        .limit(most)
    ).all()


def newest(session: Session, workspace_id: str) -> AuditHead | None:
    """The end of the chain; None before its first entry."""
    return session.get(AuditHead, workspace_id)


def _actors(session: Session, workspace_id: str, actors: set[str]) -> dict[str, str]:
    ids = {actor.partition(":")[2]: actor for actor in actors if ":" in actor}
    if not ids:
        return {}
    rows = session.execute(
        select(Member.id, User.id.label("user"), User.name)
        .join(User, User.id == Member.user_id)
        .where(
            Member.workspace_id == workspace_id,
            Member.id.in_(ids) | User.id.in_(ids),
        )
    ).all()
    known = {row.id: row.name for row in rows} | {row.user: row.name for row in rows}
    return {actor: known[id_] for id_, actor in ids.items() if id_ in known}


def _people(session: Session, workspace_id: str, ids: set[str | None]) -> dict[str, str]:
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    rows = session.execute(
        select(Person.id, Person.name).where(
            Person.workspace_id == workspace_id, Person.id.in_(wanted)
        )
    )
    return {row.id: row.name for row in rows}
