"""Opt-outs in linked CRMs: claimed, written, settled. The rows are made by `linking.owed`.

Nothing that a CRM answers changes whether we text somebody. An opt-out that stood in the CRM before
ours is the CRM's own: it is never taken back from here, whoever texts START.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from threadside.crm.outcomes import (
    LONGEST_WAIT_S,
    MOST_GARBLED,
    UNTIL_SIGNED_IN,
    Done,
    Outcome,
    backoff,
)
from threadside.crm.turns import LEASE, Linked, due_rows, whom
from threadside.errors import NotFound, Refusal
from threadside.linking.port import Api, Crm
from threadside.linking.problems import (
    CrmProblem,
    Garbled,
    Gone,
    NeedsSignIn,
    Refused,
    Throttled,
)
from threadside.linking.values import Ref, RemotePhone, RemoteRecord
from threadside.rules.phones import Phone, parse_phone
from threadside.store.tables import CrmConnection, CrmOptOut, Person, PersonPhone, Workspace
from threadside.store.uow import Tx, UnitOfWork

PAGE: Final = 25
MOST_NAMES: Final = 3
"""Of those who share a number."""


@dataclass(frozen=True, slots=True)
class OptOutClaim:
    """One record and number to write. `ours`: what stands there was, or may have been, written by
    us."""

    id: str
    who: Ref
    phone: str
    raw: str
    region: str
    opted_out: bool
    ours: bool
    version: int
    lease_until: datetime


def claim(tx: Tx, connection: Linked) -> OptOutClaim | None:
    """The one that has waited longest on a connection."""
    row = tx.session.scalar(
        select(CrmOptOut)
        .where(CrmOptOut.connection_id == connection.id, due_rows(CrmOptOut, tx.now))
        .order_by(CrmOptOut.next_at, CrmOptOut.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        return None
    row.state = "writing"
    row.attempts += 1
    row.lease_until = row.next_at = tx.now + LEASE
    tx.session.flush()
    return OptOutClaim(
        id=row.id,
        who=whom(row),
        phone=row.phone,
        raw=row.raw,
        region=tx.session.get_one(Workspace, row.workspace_id).region,
        opted_out=row.opted_out,
        ours=row.ours,
        version=row.wanted,
        lease_until=row.lease_until,
    )


def act(uow: UnitOfWork, crm: Crm, api: Api, claimed: OptOutClaim) -> Outcome:
    """Write one, after a look at what the CRM has; never raises what a CRM answered.

    That it is ours is committed before it is written, so that a lost answer leaves no opt-out that
    nobody here would take back.
    """
    if crm.opt_out == "none" or not (claimed.opted_out or claimed.ours):
        return Done(None)
    try:
        record = crm.record(api, claimed.who)
        phone = _phone(record, claimed)
        if claimed.opted_out and not claimed.ours:
            if record.opted_out or phone.opted_out:
                return Done(None)
            if not _make_ours(uow, claimed):
                return Done(None)
        crm.set_opt_out(api, claimed.who, phone, claimed.opted_out)
    except CrmProblem as problem:
        return problem
    return Done(claimed.who.id)


def settle(tx: Tx, claimed: OptOutClaim, outcome: Outcome) -> None:
    """Record what came of it; a newer value is written next."""
    row = tx.session.scalar(
        select(CrmOptOut)
        .where(CrmOptOut.id == claimed.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None or row.state != "writing" or row.lease_until != claimed.lease_until:
        return
    row.lease_until = None
    if isinstance(outcome, Done):
        row.written, row.problem, row.attempts = claimed.version, None, 0
        row.ours = row.ours and claimed.opted_out
        row.state = "written" if row.wanted == row.written else "pending"
        row.next_at = tx.now
        return
    row.state, row.problem = "pending", outcome.code[:64]
    match outcome:
        case Gone():
            row.state = "gone"
            if outcome.into is not None and row.attempts < MOST_GARBLED:
                row.state, row.next_at = "pending", tx.now
                _follow(tx, row, outcome.into)
        case Refused():
            row.state = "failed"
        case Throttled():
            row.attempts -= 1
            wait = min(max(outcome.retry_after_s, 1.0), LONGEST_WAIT_S)
            row.next_at = tx.now + timedelta(seconds=wait)
        case NeedsSignIn():
            row.attempts -= 1
            row.next_at = tx.now + UNTIL_SIGNED_IN
        case Garbled() if row.attempts >= MOST_GARBLED:
            row.state, row.problem = "failed", "garbled"
        case _:
            row.next_at = tx.now + backoff(row.attempts)


@dataclass(frozen=True)
class FailedOptOut:
    """An opt-out that a CRM refused, with those who have the number here, and the account."""

    row: CrmOptOut
    person: str
    connection: CrmConnection


def failed(
    session: Session, workspace_id: str, *, before: str = "", most: int = PAGE
) -> list[FailedOptOut]:
    """Those that a person has to look at, the newest first; keyset by id."""
    query = (
        select(CrmOptOut, CrmConnection)
        .join(CrmConnection, CrmConnection.id == CrmOptOut.connection_id)
        .where(CrmOptOut.workspace_id == workspace_id, CrmOptOut.state == "failed")
        .order_by(CrmOptOut.id.desc())
        .limit(most)
    )
    if before:
        query = query.where(CrmOptOut.id < before)
    found = session.execute(query).all()
    names = _names(session, workspace_id, {row.phone for row, _ in found})
    return [
        FailedOptOut(row, ", ".join(names.get(row.phone, ())), connection)
        for row, connection in found
    ]


def _names(session: Session, workspace_id: str, phones: set[str]) -> dict[str, list[str]]:
    rows = session.execute(
        select(PersonPhone.e164, Person.name)
        .join(Person, Person.id == PersonPhone.person_id)
        .where(
            PersonPhone.workspace_id == workspace_id,
            PersonPhone.e164.in_(phones),
            Person.name != "",
        )
        .distinct()
        .order_by(Person.name)
    )
    names: dict[str, list[str]] = {}
    for phone, name in rows:
        if len(having := names.setdefault(str(phone), [])) < MOST_NAMES:
            having.append(name)
    return names


def try_again(tx: Tx, workspace_id: str, opt_out_id: str) -> None:
    """Write an opt-out once more that failed, as it stands now.

    Raises:
        NotFound: for one of another workspace.
        Refusal: `mended_already` (409) when it does not stand as failed any more.
    """
    row = tx.session.scalar(
        select(CrmOptOut)
        .where(CrmOptOut.workspace_id == workspace_id, CrmOptOut.id == opt_out_id)
        .with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound("opt_out")
    if row.state != "failed":
        raise Refusal("mended_already")
    row.state, row.problem, row.attempts = "pending", None, 0
    row.next_at = tx.now
    tx.session.flush()
    tx.wake("crm")


def _follow(tx: Tx, row: CrmOptOut, into: Ref) -> None:
    """The record was merged into another one, which may have its own row already."""
    same = tx.session.scalar(
        select(CrmOptOut.id).where(
            CrmOptOut.connection_id == row.connection_id,
            CrmOptOut.who_type == into.type,
            CrmOptOut.who_id == into.id,
            CrmOptOut.phone == row.phone,
        )
    )
    if same is None:
        row.who_type, row.who_id, row.ours = into.type, into.id, False
    else:
        row.state = "gone"


def _make_ours(uow: UnitOfWork, claimed: OptOutClaim) -> bool:
    """Whether this claim still stands; from now on what is written there is ours."""
    with uow.write() as tx:
        mine: Any = and_(
            CrmOptOut.id == claimed.id,
            CrmOptOut.state == "writing",
            CrmOptOut.lease_until == claimed.lease_until,
        )
        found = tx.session.scalar(
            update(CrmOptOut)
            .where(mine)
            .values(ours=True)
            .returning(CrmOptOut.id)
            .execution_options(synchronize_session=False)
        )
    return found is not None


def _phone(record: RemoteRecord, claimed: OptOutClaim) -> RemotePhone:
    """The number as the CRM stores it, which is how it is found there."""
    for each in record.phones:
        if each.raw == claimed.raw:
            return each
    for each in record.phones:
        read = parse_phone(each.raw, record.country or claimed.region)
        if isinstance(read, Phone) and read.e164 == claimed.phone:
            return each
    return RemotePhone(claimed.raw)
