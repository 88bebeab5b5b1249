"""Webhooks of linked CRMs that were surely theirs and could not be understood: kept until somebody
has looked at them. What they told of is read again when it is opened, as everything is."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.errors import NotFound
from threadside.store.tables import CrmConnection, CrmEvent
from threadside.store.uow import Tx

PAGE: Final = 25


@dataclass(frozen=True)
class Unread:
    """One of them. `why` is a problem's code or the name of an error, `body` the beginning of what
    came, as text that nobody has checked."""

    event: CrmEvent
    connection: CrmConnection
    why: str
    body: str


def listed(
    session: Session, workspace_id: str, *, before: str = "", most: int = PAGE
) -> list[Unread]:
    """The newest first; keyset by id."""
    query = _unread(workspace_id).order_by(CrmEvent.id.desc()).limit(most)
    if before:
        query = query.where(CrmEvent.id < before)
    return [_as_it_came(*row) for row in session.execute(query)]


def one(session: Session, workspace_id: str, event_id: str) -> Unread:
    """Raises:
    NotFound: for one that is not, or no longer, there.
    """
    row = session.execute(_unread(workspace_id).where(CrmEvent.id == event_id)).one_or_none()
    if row is None:
        raise NotFound("webhook")
    return _as_it_came(*row)


def forget(tx: Tx, workspace_id: str, event_id: str) -> None:
    """Delete one.

    Raises:
        NotFound: as `one`.
    """
    found = one(tx.session, workspace_id, event_id)
    tx.session.execute(delete(CrmEvent).where(CrmEvent.id == found.event.id))
    about = {"crm": found.connection.crm, "account": found.connection.account}
    audit.record(tx, workspace_id, "crm.webhook_forgotten", {**about, "why": found.why})


def _unread(workspace_id: str) -> Select[CrmEvent, CrmConnection]:
    return (
        select(CrmEvent, CrmConnection)
        .join(CrmConnection, CrmConnection.id == CrmEvent.connection_id)
        .where(CrmEvent.workspace_id == workspace_id, CrmEvent.problem.is_not(None))
    )


def _as_it_came(event: CrmEvent, connection: CrmConnection) -> Unread:
    why, _, body = str(event.body.get("unreadable", "")).partition(": ")
    return Unread(event, connection, why, body)
