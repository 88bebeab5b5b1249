"""The index of numbers: which record of which CRM has which. It makes searching quick, and nothing
is wrong without it: whoever it names is read again by id before they are offered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from threadside.crm import facts
from threadside.crm.linked import READABLE, Link
from threadside.ids import new_id
from threadside.linking.values import PEOPLE, Ref, RemoteRecord
from threadside.store.dialect import insert_for
from threadside.store.tables import CrmConnection, CrmNumber
from threadside.store.uow import Tx

MOST_HITS = 20


@dataclass(frozen=True)
class Hit:
    """A record that had the number when it was last read."""

    connection_id: str
    ref: Ref


def who_has(session: Session, workspace_id: str, e164: str) -> list[Hit]:
    """Records that may have the number, the last seen first. One statement, by the index."""
    rows = session.execute(
        select(CrmNumber.connection_id, CrmNumber.type, CrmNumber.remote_id)
        .join(CrmConnection, CrmConnection.id == CrmNumber.connection_id)
        .where(
            CrmNumber.workspace_id == workspace_id,
            CrmNumber.e164 == e164,
            CrmConnection.state.in_(READABLE),
        )
        .order_by(CrmNumber.seen_at.desc())
        .limit(MOST_HITS)
    )
    hits = [Hit(row.connection_id, Ref(row.type, row.remote_id)) for row in rows]
    return list(dict.fromkeys(hits))


def had(session: Session, link: Link, ref: Ref) -> set[str]:
    """The numbers that a record had when it was last read."""
    rows = session.scalars(
        select(CrmNumber.e164).where(*_of(link, ref), CrmNumber.e164.is_not(None))
    )
    return {e164 for e164 in rows if e164}


def learn(tx: Tx, link: Link, records: Iterable[RemoteRecord]) -> None:
    """Know these records' numbers, and no longer those that they had before."""
    for record in records:
        if record.ref.type not in PEOPLE:
            continue
        found = facts.numbers(record, link.mapping, link.region)
        forget(tx, link, record.ref, but=[number.raw for number in found])
        if found:
            _put(tx, link, record, found)


def _put(tx: Tx, link: Link, record: RemoteRecord, found: Sequence[facts.Number]) -> None:
    insert = insert_for(tx.session, CrmNumber).values(
        [
            {
                "id": new_id(), "workspace_id": link.workspace_id, "connection_id": link.id,
                "type": record.ref.type, "remote_id": record.ref.id, "name": record.name,
                "raw": number.raw, "e164": number.e164, "label": number.label, "seen_at": tx.now,
            }
            for number in found
        ]
    )  # fmt: skip
    new = insert.excluded
    tx.session.execute(
        insert.on_conflict_do_update(
            index_elements=["connection_id", "type", "remote_id", "raw"],
            set_={name: new[name] for name in ("name", "e164", "label", "seen_at")},
        )
    )


def forget(tx: Tx, link: Link, ref: Ref, *, but: Sequence[str] = ()) -> None:
    """The record has none of its numbers any more, except those named as the CRM writes them."""
    gone: list[Any] = [*_of(link, ref)]
    if but:
        gone.append(CrmNumber.raw.not_in(but))
    tx.session.execute(delete(CrmNumber).where(*gone))


def _of(link: Link, ref: Ref) -> tuple[Any, ...]:
    return (
        CrmNumber.connection_id == link.id,
        CrmNumber.type == ref.type,
        CrmNumber.remote_id == ref.id,
    )
