"""How linked accounts stand, in words."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.contracts.crm import Connection, Connections
from threadside.linking.port import Crm
from threadside.store.tables import CrmConnection
from threadside.words import say, say_or


def connections(session: Session, workspace_id: str, crms: Mapping[str, Crm]) -> Connections:
    """Every account that a workspace has linked."""
    rows = session.scalars(
        select(CrmConnection)
        .where(CrmConnection.workspace_id == workspace_id)
        .order_by(CrmConnection.linked_at, CrmConnection.id)
    )
    return Connections(items=[_line(row, crms) for row in rows])


def why(code: str, crm_name: str) -> str:
    """What a problem's code means for whoever links or has linked a CRM, as a sentence."""
    return say_or(f"crm.reason.{code}", "crm.reason.other", crm=crm_name)


def _line(row: CrmConnection, crms: Mapping[str, Crm]) -> Connection:
    name = crms[row.crm].name if row.crm in crms else row.crm
    state = say(f"crm.state.{row.state}", crm=name)
    return Connection(
        id=row.id,
        crm=row.crm,
        crm_name=name,
        account=row.account,
        name=row.name,
        state=row.state,
        reason=row.reason,
        words=f"{state} {why(row.reason, name)}" if row.reason else state,
        failed_at=row.failed_at,
        answered_at=row.answered_at,
        linked_at=row.linked_at,
    )
