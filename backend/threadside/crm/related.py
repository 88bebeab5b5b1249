"""What goes on with a person in the CRM: open deals, the latest tickets, the last order.

Read after the record itself, and kept apart from it: what fails here leaves the card as it was.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import delete, insert, select

from threadside.contracts.common import RecordRef
from threadside.contracts.events import RecordChanged
from threadside.contracts.records import RelatedItem
from threadside.crm import cache, facts
from threadside.crm.linked import Link
from threadside.events import log
from threadside.linking.related import amount, currency
from threadside.linking.values import MOST_RELATED, Ref, Related
from threadside.store.tables import CrmRecord, CrmRelated, Record
from threadside.store.uow import Tx

FRESH: Final = timedelta(seconds=30)
"""Read so short a while ago it is not read again because a record is."""
MOST: Final = sum(MOST_RELATED.values())


def bounded(found: Iterable[Related]) -> list[Related]:
    """Each once, as many of a kind as are shown, without what nobody can read or store."""
    kept: dict[tuple[str, str], Related] = {}
    room = dict(MOST_RELATED)
    for one in found:
        name = (one.kind, one.id)
        if name in kept or room.get(one.kind, 0) == 0:
            continue
        room[one.kind] -= 1
        kept[name] = Related(
            one.kind,
            facts.plain(one.id, 64),
            facts.plain(one.title, facts.LONGEST_NAME),
            facts.plain(one.stage, 64),
            amount(one.amount),
            currency(one.currency),
            one.closes_on,
            one.changed_at,
            facts.web_address(one.url),
        )
    return list(kept.values())


def to_json(found: Sequence[Related]) -> list[list[Any]]:
    """As `crm_record.related` keeps them."""
    return [
        [
            one.kind, one.id, one.title, one.stage, one.amount, one.currency,
            one.closes_on.isoformat() if one.closes_on else None,
            one.changed_at.isoformat() if one.changed_at else None,
            one.url,
        ]
        for one in found
    ]  # fmt: skip


def from_json(kept: Sequence[Sequence[Any]]) -> list[Related]:
    """What `to_json` made."""
    return [
        Related(
            kind, id_, title, stage, sum_, code,
            date.fromisoformat(closes_on) if closes_on else None,
            datetime.fromisoformat(changed_at) if changed_at else None,
            url,
        )
        for kind, id_, title, stage, sum_, code, closes_on, changed_at, url in kept
    ]  # fmt: skip


def is_due(row: CrmRecord | None, now: datetime) -> bool:
    """Whether it is worth asking for, after the record was read."""
    return row is not None and (row.related_at is None or row.related_at <= now - FRESH)


def keep(tx: Tx, link: Link, ref: RecordRef, found: Iterable[Related]) -> None:
    """Keep what a CRM answered of a contact or lead, and tell who looks at it where it is news."""
    known = cache.row(tx.session, link.workspace_id, ref)
    if known is None:
        return
    row = tx.session.get_one(
        CrmRecord, known.record_id, with_for_update={"key_share": True}, populate_existing=True
    )
    some = bounded(found)
    told = to_json(some)
    news = row.related != told
    row.related, row.related_at = told, tx.now
    tx.session.flush()
    if news:
        _index(tx, link, row.record_id, some)
        log.emit(tx, link.workspace_id, RecordChanged.of(ref))


def _index(tx: Tx, link: Link, record_id: str, found: Sequence[Related]) -> None:
    tx.session.execute(delete(CrmRelated).where(CrmRelated.record_id == record_id))
    rows = [
        {"record_id": record_id, "type": one.kind, "remote_id": one.id, "connection_id": link.id}
        for one in found
    ]
    if rows:
        tx.session.execute(insert(CrmRelated), rows)


def showing(tx: Tx, link: Link, ref: Ref) -> list[tuple[CrmRecord, RecordRef]]:
    """The records of people on whose card a deal or ticket is."""
    rows = tx.session.execute(
        select(CrmRecord, Record)
        .join(CrmRelated, CrmRelated.record_id == CrmRecord.record_id)
        .join(Record, Record.id == CrmRecord.record_id)
        .where(
            CrmRelated.connection_id == link.id,
            CrmRelated.type == ref.type,
            CrmRelated.remote_id == ref.id,
        )
        .order_by(Record.id)
        .limit(MOST)
    ).all()
    return [
        (row, RecordRef(crm=own.crm, account=own.account, type=own.type, id=own.remote_id))
        for row, own in rows
    ]


def shown(
    parts: Sequence[tuple[CrmRecord, str]], open_record: RecordRef
) -> list[RelatedItem]:  # fmt: skip
    """The lines of the card, of records with their own addresses; the open one is not among them.

    A line leads to the CRM only where its address is on the host that the record is on.
    """
    found: dict[tuple[str, str, str], RelatedItem] = {}
    room = dict(MOST_RELATED)
    for row, page in parts:
        for one in from_json(row.related or ()):
            name = (row.connection_id, one.kind, one.id)
            its_own = (one.kind, one.id) == (open_record.type, open_record.id)
            if its_own or name in found or room[one.kind] == 0 or row.related_at is None:
                continue
            room[one.kind] -= 1
            found[name] = RelatedItem(
                kind=one.kind, title=one.title, stage=one.stage, amount=one.amount,
                currency=one.currency, closes_on=one.closes_on, changed_at=one.changed_at,
                url=same_host(one.url, page), at=row.related_at,
            )  # fmt: skip
    return list(found.values())


def same_host(url: str, page: str) -> str | None:
    """The address, where it is one of the CRM's own secure pages."""
    try:
        here, there = urlsplit(url), urlsplit(page)
        own = here.scheme == "https" and here.netloc == there.netloc and "@" not in here.netloc
    except ValueError:
        return None
    return url if own and here.hostname else None
