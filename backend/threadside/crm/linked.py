"""The CRM accounts that a workspace linked, as lookups need them."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.contracts.common import RecordRef
from threadside.linking.connections import mapped
from threadside.linking.values import Mapped, Ref
from threadside.store.tables import CrmConnection, Workspace

READABLE: Final = ("live", "unavailable", "needs_sign_in")
"""States of a connection whose records are still shown; a disconnected one's are not."""
ASKED: Final = ("live", "unavailable")


@dataclass(frozen=True)
class Link:
    """A linked account. `region` is where its plain numbers are read."""

    id: str
    workspace_id: str
    crm: str
    account: str
    base_url: str
    state: str
    when_down: str
    mapping: Mapped
    region: str
    crawls: bool

    def key(self, ref: Ref) -> RecordRef:
        """A record of this account as the rest of Threadside names it."""
        return RecordRef(crm=self.crm, account=self.account, type=ref.type, id=ref.id)


def of_record(session: Session, workspace_id: str, ref: RecordRef) -> Link | None:
    """The linked account that a record is of."""
    query = _links().where(
        CrmConnection.workspace_id == workspace_id,
        CrmConnection.crm == ref.crm,
        CrmConnection.account == ref.account,
    )
    row = session.execute(query).first()
    return None if row is None else _link(*row)


def by_id(session: Session, connection_id: str) -> Link | None:
    """A linked account by its id."""
    row = session.execute(_links().where(CrmConnection.id == connection_id)).first()
    return None if row is None else _link(*row)


def of_workspace(session: Session, workspace_id: str) -> list[Link]:
    """Every account that may be asked."""
    query = _links().where(
        CrmConnection.workspace_id == workspace_id, CrmConnection.state.in_(ASKED)
    )
    return [_link(*row) for row in session.execute(query.order_by(CrmConnection.linked_at))]


def remote(ref: RecordRef) -> Ref:
    """A record as its CRM names it."""
    return Ref(ref.type, ref.id)


def _links() -> Any:
    return (
        select(CrmConnection, Workspace.region)
        .join(Workspace, Workspace.id == CrmConnection.workspace_id)
        .where(CrmConnection.state.in_(READABLE))
    )


def _link(row: CrmConnection, region: str) -> Link:
    return Link(
        id=row.id,
        workspace_id=row.workspace_id,
        crm=row.crm,
        account=row.account,
        base_url=row.base_url,
        state=row.state,
        when_down=row.when_down,
        mapping=mapped(row.mapping),
        region=region,
        crawls=row.crawl_state != "off",
    )
