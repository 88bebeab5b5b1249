"""Whose turn it is to be written, and the claim that is committed before the network is touched.

    pending ─claim─▶ writing ─settle─▶ written | pending (later) | failed | gone | dropped
                        └─ its lease ends ─▶ claimed again

A claim does one thing. `write` is only claimed while surely no object exists: from its claim until
a clear answer the entry is in doubt (`doubted_at`), and what is in doubt is looked for (`find`).
Only a search that came late enough to see it, and did not, lets it be written again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, and_, case, exists, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from threadside.contracts.timeline import MessageItem
from threadside.crm import shown, users
from threadside.crm.digest import of_day
from threadside.crm.entries import Links, of_text
from threadside.linking.values import Entry, RecordType, Ref
from threadside.media import links
from threadside.rules.hours.zones import zone_or_utc
from threadside.store.tables import (
    CrmConnection,
    CrmEntry,
    CrmEntryMessage,
    CrmOptOut,
    Media,
    Message,
    MessageMedia,
    Person,
    TimelineItem,
)
from threadside.store.uow import Tx
from threadside.timeline.crm_log import EMPTIED, TOLD, zone_for
from threadside.timeline.items import select_items, to_items

LEASE: Final = timedelta(minutes=3)
"""Longer than a request to a CRM and its waiting for a turn can take."""
Action = Literal["write", "find", "rewrite", "erase"]
Rows = type[CrmEntry] | type[CrmOptOut]
Address = Callable[[Tx, Media], str]
"""Makes an address of a picture or file that whoever reads the CRM can open."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A connection that may be written to now."""

    id: str
    crm: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing to do in a CRM, which this thread alone does until `lease_until`.

    `version` is how much of what happened `entry` shows, `doubted_at` since when nobody has known
    whether it exists.
    """

    id: str
    linked: Linked
    action: Action
    entry: Entry
    remote_id: str | None
    version: int
    lease_until: datetime
    doubted_at: datetime | None


def abandon(tx: Tx) -> None:
    """At the start of the only process: every claim of the one before has lost its owner."""
    ended = {"lease_until": tx.now, "next_at": tx.now}
    doubted = case(
        (CrmEntry.doubted_at > tx.now, literal(tx.now, CrmEntry.doubted_at.type)),
        else_=CrmEntry.doubted_at,
    )
    for its in (
        update(CrmEntry).where(CrmEntry.state == "writing").values(**ended, doubted_at=doubted),
        update(CrmOptOut).where(CrmOptOut.state == "writing").values(**ended),
    ):
        tx.session.execute(its.execution_options(synchronize_session=False))


def linked(session: Session, now: datetime) -> list[Linked]:
    """The connections that answer, as far as anybody knows."""
    again = and_(
        CrmConnection.state == "unavailable",
        or_(CrmConnection.retry_at.is_(None), CrmConnection.retry_at <= now),
    )
    rows = session.execute(
        select(CrmConnection.id, CrmConnection.crm)
        .where(or_(CrmConnection.state == "live", again))
        .order_by(CrmConnection.id)
    )
    return [Linked(*row) for row in rows]


def due(session: Session, table: Rows, connection_id: str, now: datetime) -> bool:
    """Whether anything of a connection may have its turn now; asked without a write."""
    found = select(table.id).where(table.connection_id == connection_id, due_rows(table, now))
    return session.scalar(found.limit(1)) is not None


def claim(tx: Tx, connection: Linked, address: Address) -> Claim | None:
    """The entry that has waited longest on a connection, or None when none may be written now.

    People's texts are written in their order: none before an earlier one of the same person.
    """
    while (row := _next(tx, connection)) is not None:
        claimed = _claimed(tx, connection, row, address)
        tx.session.flush()
        if claimed is not None:
            return claimed
    return None


def due_rows(table: Rows, now: datetime) -> ColumnElement[bool]:
    """What is to be written and may be now, or was claimed by somebody who is gone."""
    # While it is written, `next_at` is when the lease ends.
    return and_(
        table.state.in_(("pending", "writing")),
        table.next_at <= now,
        table.wanted > table.written,
    )


def _next(tx: Tx, connection: Linked) -> CrmEntry | None:
    earlier = aliased(CrmEntry)
    before = exists().where(
        earlier.person_id == CrmEntry.person_id,
        earlier.connection_id == CrmEntry.connection_id,
        earlier.id < CrmEntry.id,
        earlier.state.in_(("pending", "writing")),
        earlier.wanted > earlier.written,
        earlier.remote_id.is_(None),
        earlier.erase.is_(False),
    )
    first = and_(CrmEntry.remote_id.is_(None), CrmEntry.erase.is_(False))
    return tx.session.scalar(
        select(CrmEntry)
        .where(
            CrmEntry.connection_id == connection.id, due_rows(CrmEntry, tx.now), ~(first & before)
        )
        .order_by(CrmEntry.next_at, CrmEntry.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _claimed(tx: Tx, connection: Linked, row: CrmEntry, address: Address) -> Claim | None:
    items = [] if row.erase else _items(tx, row)
    if not items and not row.erase:
        row.erase = True  # nothing is left to tell
    action = _action(row)
    if action is None:
        row.state, row.written = "dropped", row.wanted
        shown.tell(tx, row)
        return None
    row.state = "writing"
    row.attempts += 1
    row.lease_until = row.next_at = tx.now + LEASE
    doubted_at = row.doubted_at
    if action == "write":
        row.doubted_at = row.lease_until  # until then this process may send it
    return Claim(
        id=row.id,
        linked=connection,
        action=action,
        entry=_entry(tx, row, items, address),
        remote_id=row.remote_id,
        version=row.wanted,
        lease_until=row.lease_until,
        doubted_at=doubted_at,
    )


def _action(row: CrmEntry) -> Action | None:
    if row.remote_id is None and row.doubted_at is not None:
        return "find"
    if row.erase:
        return None if row.remote_id is None else "erase"
    return "write" if row.remote_id is None else "rewrite"


def _items(tx: Tx, row: CrmEntry) -> list[MessageItem]:
    its = select(CrmEntryMessage.message_id).where(CrmEntryMessage.entry_id == row.id)
    rows = tx.session.execute(
        select_items()
        .where(
            TimelineItem.id.in_(its),
            Message.state.in_(TOLD),
            or_(Message.mark.is_(None), Message.mark.not_in(EMPTIED)),
        )
        .order_by(TimelineItem.at, TimelineItem.id),
        {"workspace": row.workspace_id},
    ).all()
    items = to_items(tx.session, row.workspace_id, rows)
    return [each for each in items if isinstance(each, MessageItem)]


def _entry(tx: Tx, row: CrmEntry, items: Sequence[MessageItem], address: Address) -> Entry:
    who, about = whom(row), what_about(row)
    if not items:
        return Entry(row.key, who, "", row.key, row.created_at, "both", about)
    zone = tx.session.get_one(Person, row.person_id).zone
    clock = zone_or_utc(zone_for(zone, items[0].phone))
    named = _addresses(tx, items, address)
    if row.day is not None:
        entry = of_day(items, key=row.key, who=who, clock=clock, links=named)
    else:
        entry = of_text(items[0], key=row.key, who=who, about=about, clock=clock, links=named)
    return replace(entry, owner=_owner(tx, row.connection_id, items))


def _owner(tx: Tx, connection_id: str, items: Sequence[MessageItem]) -> str:
    """The rep's own user in the CRM: who wrote the text, of a day's the last of them."""
    wrote = [each.author.id for each in items if each.direction == "out" and each.author]
    return users.owner(tx.session, connection_id, wrote[-1]) if wrote else ""


def whom(row: Any) -> Ref:
    """The contact or lead of an entry."""
    kind: RecordType = "lead" if row.who_type == "lead" else "contact"
    return Ref(kind, row.who_id)


def what_about(row: CrmEntry) -> Ref | None:
    """The deal, company or ticket of an entry, if any."""
    kinds: tuple[RecordType, ...] = ("deal", "company", "ticket")
    return next((Ref(each, row.about_id or "") for each in kinds if each == row.about_type), None)


def _addresses(tx: Tx, items: Sequence[MessageItem], address: Address) -> Links:
    having = [each.id for each in items if each.media]
    if not having:
        return {}
    rows = tx.session.scalars(
        select(Media)
        .join(MessageMedia, MessageMedia.media_id == Media.id)
        .where(MessageMedia.message_id.in_(having), Media.state == "ready")
    ).unique()
    return {each.id: address(tx, each) for each in rows}


def public_address(public_url: str) -> Address:
    """Addresses that anybody who has them can open for thirty days, as in a text to a line without
    MMS: whoever reads the CRM need not be a member here."""
    return lambda tx, media: public_url + links.make(tx, media, links.FOR_PEOPLE)
