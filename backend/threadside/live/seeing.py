"""Which events a member may be told who doesn't see the whole workspace.

An event is theirs when what it tells of is: asked of the database under their reach, once for all
sockets that see alike, since a text goes to every one of them. Members of the whole workspace are
told everything without a question.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from threadside.live.hub import Listener
from threadside.store import narrowing
from threadside.store.narrowing import Reach
from threadside.store.tables import Person, Record, TimelineItem
from threadside.store.uow import UnitOfWork

Payload = Mapping[str, Any]
Ask = Callable[[Session, Listener, Payload], bool]


def sees(uow: UnitOfWork, listener: Listener, payload: Payload) -> bool:
    """Whether this member may be told; a kind of event that nobody decided about is not told."""
    reach = listener.reach
    if reach is None:
        return True
    kind = str(payload["type"])
    if kind == "message":
        return payload["item"]["line_id"] in reach.lines
    if kind == "workspace":
        return True
    ask = KINDS.get(kind)
    if ask is None:
        return False
    with uow.read_as(reach) as session:
        return ask(session, listener, payload)


def _item(session: Session, _listener: Listener, payload: Payload) -> bool:
    wanted = select(TimelineItem.id).where(TimelineItem.id == payload["item"]["id"])
    return session.scalar(wanted) is not None


def _person(session: Session, person_id: str) -> bool:
    return session.scalar(select(Person.id).where(Person.id == person_id)) is not None


def _of_person(session: Session, _listener: Listener, payload: Payload) -> bool:
    return _person(session, payload["person"]["id"])


def _read(session: Session, listener: Listener, payload: Payload) -> bool:
    return payload["member_id"] == listener.member_id and _person(session, payload["person_id"])


def _consent(session: Session, listener: Listener, payload: Payload) -> bool:
    reach = listener.reach
    assert isinstance(reach, Reach)  # noqa: S101 - `sees` asks for nobody else
    reached = narrowing.number_reached(reach, listener.workspace_id, payload["phone"])
    return bool(session.scalar(select(literal(1)).where(reached)))


def _record(session: Session, listener: Listener, payload: Payload) -> bool:
    key = payload["record"]
    known = select(Record.id).where(
        Record.workspace_id == listener.workspace_id,
        Record.crm == key["crm"],
        Record.account == key["account"],
        Record.type == key["type"],
        Record.remote_id == key["id"],
    )
    return session.scalar(known) is not None


KINDS: Final[Mapping[str, Ask]] = {
    "note": _item,
    "timeline": _item,
    "person": _of_person,
    "read": _read,
    "consent": _consent,
    "record": _record,
}
"""The kinds of events about somebody. A new one is told to nobody who is narrowed until it stands
here."""
