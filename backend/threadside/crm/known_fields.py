"""The fields of a CRM that an admin may map: as it says now, or as it said last."""

from dataclasses import dataclass
from typing import Any, Final

from threadside.crm import linked
from threadside.crm.asking import Crms, code_of
from threadside.errors import NotFound
from threadside.linking.problems import CrmProblem
from threadside.linking.values import Field
from threadside.store.tables import CrmConnection
from threadside.store.uow import UnitOfWork

MOST: Final = 2_000
LONGEST: Final = 200


@dataclass(frozen=True)
class Known:
    """`problem` is why they are those of before (`crm.problem.<problem>`); None: of this
    moment."""

    fields: tuple[Field, ...]
    problem: str | None = None


def read(uow: UnitOfWork, crms: Crms, workspace_id: str, connection_id: str) -> Known:
    """Ask a linked CRM for its fields; not to be called in a transaction.

    Raises:
        NotFound: for a connection that is not of this workspace, or is disconnected.
    """
    with uow.read() as session:
        row = session.get(CrmConnection, connection_id)
        link = linked.by_id(session, connection_id)
    if row is None or link is None or row.workspace_id != workspace_id:
        raise NotFound("connection")
    try:
        found = crms.ask(link, lambda crm, api: crm.fields(api))
        fields = tuple(_bounded(each) for each in found[:MOST] if each.name)
    except CrmProblem as problem:
        return Known(last(row), code_of(problem))
    kept = [[each.name, each.label, each.kind] for each in fields]
    if kept != row.known_fields:
        with uow.write() as tx:
            tx.session.get_one(CrmConnection, connection_id).known_fields = kept
    return Known(fields)


def last(row: CrmConnection) -> tuple[Field, ...]:
    """Those that the CRM said last."""
    return tuple(_known(each) for each in row.known_fields)


def _bounded(field: Field) -> Field:
    name = str(field.name)[:LONGEST]
    return Field(name, str(field.label or name)[:LONGEST], field.kind)


def _known(kept: Any) -> Field:
    name, label, kind = kept
    return Field(name, label, kind)
