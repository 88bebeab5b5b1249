"""What linked CRMs have to be told of opt-outs: noted by the transaction that closes or opens a
phone. `crm/opt_outs.py` writes it there.

The newest value wins. A row is of one record and one number, so that each is tried again by itself.
"""

from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, case, literal, select, union_all, update

from threadside.ids import new_id
from threadside.store.dialect import insert_for
from threadside.store.tables import (
    CrmConnection,
    CrmNumber,
    CrmOptOut,
    PersonPhone,
    Record,
    RecordPerson,
)
from threadside.store.uow import Tx

PEOPLE = ("contact", "lead")


def opt_out(tx: Tx, workspace_id: str, phone: str) -> None:
    """Somebody opted out here: every record of theirs with this number is to say so."""
    rows = tx.session.execute(_records(), {"workspace": workspace_id, "phone": phone}).all()
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        if (row.connection_id, row.type, row.remote_id) in seen:
            continue
        seen.add((row.connection_id, row.type, row.remote_id))
        values = {
            "id": new_id(), "workspace_id": workspace_id, "connection_id": row.connection_id,
            "who_type": row.type, "who_id": row.remote_id, "phone": phone, "raw": row.raw,
            "opted_out": True, "ours": False, "state": "pending", "wanted": 1, "written": 0,
            "attempts": 0, "next_at": tx.now, "created_at": tx.now,
        }  # fmt: skip
        tx.session.execute(
            insert_for(tx.session, CrmOptOut)
            .values(**values)
            .on_conflict_do_update(
                index_elements=[
                    CrmOptOut.connection_id, CrmOptOut.who_type, CrmOptOut.who_id, CrmOptOut.phone,
                ],
                set_=_again(tx, opted_out=True),
                where=CrmOptOut.opted_out.is_(False),
            )
        )  # fmt: skip
        tx.wake("crm")


def opt_in(tx: Tx, workspace_id: str, phone: str) -> None:
    """They opted in again: what we wrote is taken back. What the CRM itself says stays."""
    tx.session.execute(
        update(CrmOptOut)
        .where(
            CrmOptOut.workspace_id == workspace_id,
            CrmOptOut.phone == phone,
            CrmOptOut.opted_out.is_(True),
        )
        .values(**_again(tx, opted_out=False))
        .execution_options(synchronize_session=False)
    )
    tx.wake("crm")


def _again(tx: Tx, *, opted_out: bool) -> dict[str, Any]:
    writing = CrmOptOut.state == "writing"
    return {
        "opted_out": opted_out,
        "wanted": CrmOptOut.wanted + 1,
        "attempts": 0,
        "state": case((writing, "writing"), else_="pending"),
        "next_at": case(
            (writing, CrmOptOut.next_at), else_=literal(tx.now, CrmOptOut.next_at.type)
        ),
    }


@cache
def _records() -> Any:
    """The contacts and leads with a number: by the index of what CRMs store, and by our people."""
    live = CrmConnection.state != "disconnected"
    phone = bindparam("phone", type_=String)
    indexed = (
        select(
            CrmNumber.connection_id, CrmNumber.type, CrmNumber.remote_id, CrmNumber.raw,
            literal(0).label("rank"),
        )
        .join(CrmConnection, CrmConnection.id == CrmNumber.connection_id)
        .where(
            CrmNumber.workspace_id == bindparam("workspace"), CrmNumber.e164 == phone,
            CrmNumber.type.in_(PEOPLE), live,
        )
    )  # fmt: skip
    known = (
        select(
            CrmConnection.id.label("connection_id"), Record.type, Record.remote_id, PersonPhone.raw,
            literal(1).label("rank"),
        )
        .join(RecordPerson, RecordPerson.person_id == PersonPhone.person_id)
        .join(Record, Record.id == RecordPerson.record_id)
        .join(
            CrmConnection,
            (CrmConnection.workspace_id == Record.workspace_id)
            & (CrmConnection.crm == Record.crm)
            & (CrmConnection.account == Record.account),
        )
        .where(
            PersonPhone.workspace_id == bindparam("workspace"), PersonPhone.e164 == phone,
            Record.type.in_(PEOPLE), live,
        )
    )  # fmt: skip
    both = union_all(indexed, known).subquery()
    return select(both).order_by(
        both.c.rank, both.c.connection_id, both.c.type, both.c.remote_id, both.c.raw
    )
