"""The texts to and from a number, one by one, with what a reader of an export has to know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from threadside.people import cards
from threadside.rules import cells
from threadside.rules.chain import moment
from threadside.store.tables import (
    AuditEntry,
    AuditPayload,
    Line,
    Member,
    Message,
    Person,
    Thread,
    TimelineItem,
    User,
)

AT_ONCE: Final = 1_000
COLUMNS: Final = (
    "at_utc", "at_local", "zone", "zone_basis", "direction", "from", "to", "body", "status",
    "status_reason", "provider_id", "sender", "consent_id", "rules_version", "message_id",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where the other side is: the zone of the times shown to them, and how that is known."""

    zone: str
    basis: str


def place(session: Session, workspace_id: str, phone: str, now: datetime) -> Place:
    """The zone that was confirmed or that the CRM has, else what the number tells, else UTC."""
    known = session.execute(
        select(Person.zone, Person.zone_source)
        .join(Thread, Thread.person_id == Person.id)
        .where(Thread.workspace_id == workspace_id, Thread.phone == phone, Person.zone.is_not(None))
        .order_by(Thread.last_at.desc())
        .limit(1)
    ).first()
    if known is not None:
        return Place(known.zone, known.zone_source or "record")
    told = cards.local_time(phone, None, now)
    if told is None or told.zone is None:
        return Place("UTC", "unknown")
    return Place(told.zone, "number, ambiguous" if told.ambiguous else "number")


def rows(session: Session, workspace_id: str, phone: str, where: Place) -> Iterator[dict[str, str]]:
    """Each text as a row of `COLUMNS`, in the order of the conversation."""
    zone = ZoneInfo(where.zone)
    threads = select(Thread.id).where(Thread.workspace_id == workspace_id, Thread.phone == phone)
    relied_on = _relied_on(session, workspace_id, phone)
    after: tuple[datetime, str] | None = None
    while True:
        query = (
            select(TimelineItem, Message, Line.phone, User.name)
            .join(Message, Message.id == TimelineItem.id)
            .join(Line, Line.id == Message.line_id)
            .outerjoin(Member, Member.id == TimelineItem.author_id)
            .outerjoin(User, User.id == Member.user_id)
            .where(Message.thread_id.in_(threads))
            .order_by(TimelineItem.at, TimelineItem.id)
            .limit(AT_ONCE)
        )
        if after is not None:
            query = query.where(tuple_(TimelineItem.at, TimelineItem.id) > tuple_(*after))
        found = session.execute(query).all()
        for item, message, line, author in found:
            yield _row(item, message, line, author or "", zone, where, relied_on)
        if len(found) < AT_ONCE:
            return
        after = (found[-1][0].at, found[-1][0].id)
        session.expunge_all()


def _row(  # noqa: PLR0917 - one row of the query, and what is added to it
    item: TimelineItem,
    message: Message,
    line: str,
    author: str,
    zone: ZoneInfo,
    where: Place,
    relied_on: dict[str, tuple[str, str]],
) -> dict[str, str]:
    ours = message.direction == "out"
    consent_id, rules_version = relied_on.get(message.id, ("", ""))
    return {
        "at_utc": moment(item.at),
        "at_local": item.at.astimezone(zone).isoformat(timespec="seconds"),
        "zone": where.zone,
        "zone_basis": where.basis,
        "direction": message.direction,
        "from": line if ours else message.phone,
        "to": message.phone if ours else line,
        "body": item.text,
        "status": message.state,
        "status_reason": message.failure_code or "",
        "provider_id": message.carrier_uuid or "",
        "sender": author or (message.origin or "") if ours else "",
        "consent_id": consent_id,
        "rules_version": rules_version,
        "message_id": message.id,
    }


def _relied_on(session: Session, workspace_id: str, phone: str) -> dict[str, tuple[str, str]]:
    """The line of the ledger and the rule version that each press relied on, by text."""
    payloads = session.scalars(
        select(AuditPayload.payload)
        .join(
            AuditEntry,
            (AuditEntry.workspace_id == AuditPayload.workspace_id)
            & (AuditEntry.number == AuditPayload.number),
        )
        .where(
            AuditPayload.workspace_id == workspace_id,
            AuditPayload.phone == phone,
            AuditEntry.kind == "text.pressed",
        )
    )
    return {told["message"]: (told.get("consent", ""), told.get("rules", "")) for told in payloads}


def as_csv(columns: tuple[str, ...], found: Iterator[dict[str, str]]) -> Iterator[bytes]:
    """Rows as CSV (RFC 4180) in UTF-8. A cell that a spreadsheet would calculate gets a quote
    before it (OWASP, CSV injection); no cell of the chain is shown in this form."""
    lines = [cells.row(columns)]
    for row in found:
        lines.append(cells.row(cells.safe(row[name]) for name in columns))
        if len(lines) == AT_ONCE:
            yield "".join(lines).encode("utf-8", "backslashreplace")
            lines = []
    yield "".join(lines).encode("utf-8", "backslashreplace")


def utc(at: datetime | None) -> str:
    """A moment as exports show it; empty without one."""
    return "" if at is None else moment(at.astimezone(UTC))
