"""What a request names must be within its member's reach: asked once, before its handler runs.

Handlers read under the member's reach already (`store.narrowing`); those that change something see
the whole workspace, because what keeps the rules must. So whatever a path, a query or a body names
by an id is looked up here first, and what the member doesn't see is as unknown as what is not
there. A test holds that every id any route takes stands in `NAMED`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from threadside.contracts.common import RecordRef
from threadside.errors import NotFound
from threadside.runtime import runtime
from threadside.store import narrowing
from threadside.store.base import Base
from threadside.store.tables import (
    ConsentEvent,
    ConsentEvidence,
    Line,
    Media,
    Message,
    Person,
    Record,
    RecordPerson,
    Revocation,
)
from threadside.workspace.actor import Actor

NAMED: Final[Mapping[str, tuple[type[Base], str]]] = {
    "message_id": (Message, "message"),
    "message": (Message, "message"),
    "person_id": (Person, "person"),
    "person": (Person, "person"),
    "not_person": (Person, "person"),
    "line": (Line, "line"),
    "media_id": (Media, "media"),
    "media": (Media, "media"),
    "evidence_id": (ConsentEvidence, "evidence"),
    "evidence": (ConsentEvidence, "evidence"),
    "revocation_id": (Revocation, "revocation"),
    "doubt_id": (ConsentEvent, "doubt"),
}
"""Names of path variables and fields, with the table whose ids they are and what it is called."""


def require(actor: Actor, named: Mapping[str, Any], whose: Iterable[str]) -> None:
    """Look up what a request names, for a member who doesn't see everything; for one who does, ask
    nothing. `whose` are names of numbers and records that have to be theirs as well.

    Raises:
        NotFound: for what the member doesn't see.
    """
    reach = actor.reach
    if reach is None:
        return
    with runtime().uow.read_as(reach) as session:
        for name, (table, what) in NAMED.items():
            _require(session, actor, table, what, _ids(named.get(name)))
        for name in whose:
            value = named.get(name)
            if isinstance(value, str):
                _number(session, actor, reach, value)
            elif isinstance(value, RecordRef):
                _record(session, actor, value)


def fields(model: BaseModel | None) -> dict[str, Any]:
    """The fields of a query or a body, as they are."""
    return {} if model is None else dict(model)


def _ids(value: Any) -> set[str]:
    if value is None:
        return set()
    return {value} if isinstance(value, str) else set(value)


def _require(session: Session, actor: Actor, table: Any, what: str, ids: set[str]) -> None:
    if not ids:
        return
    wanted = select(table.id).where(
        table.workspace_id == actor.workspace_id, table.id.in_(sorted(ids))
    )
    if set(session.scalars(wanted)) != ids:
        raise NotFound(what)


def _number(session: Session, actor: Actor, reach: narrowing.Reach, phone: str) -> None:
    reached = narrowing.number_reached(reach, actor.workspace_id, phone)
    if not session.scalar(select(literal(1)).where(reached)):
        raise NotFound("number")


def _record(session: Session, actor: Actor, ref: RecordRef) -> None:
    with narrowing.whole(session):
        record_id = session.scalar(
            select(Record.id).where(
                Record.workspace_id == actor.workspace_id,
                Record.crm == ref.crm,
                Record.account == ref.account,
                Record.type == ref.type,
                Record.remote_id == ref.id,
            )
        )
        means = select(RecordPerson.person_id).where(RecordPerson.record_id == record_id)
        people = set(session.scalars(means)) if record_id else set()
    _require(session, actor, Person, "record", people)
