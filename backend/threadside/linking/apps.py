"""The applications that a workspace registered with CRMs, by which people sign in to them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid
from threadside.events import log
from threadside.linking import seals
from threadside.sealing import Sealer
from threadside.store.tables import CrmApp
from threadside.store.uow import Tx


@dataclass(frozen=True)
class App:
    """Who asks. The secret is in the clear here."""

    client_id: str
    client_secret: str


def keep(tx: Tx, sealer: Sealer, workspace_id: str, crm: str, app: App) -> None:
    """Keep the application of a workspace at a CRM, or another one in its place.

    Raises:
        Invalid: `bad_crm_app` without an id or a secret.
    """
    if not app.client_id.strip() or not app.client_secret.strip():
        raise Invalid("bad_crm_app")
    sealed = sealer.seal(
        app.client_secret.strip(), seals.place(seals.APP, seals.app_row(workspace_id, crm))
    )
    row = tx.session.get(CrmApp, (workspace_id, crm), with_for_update={"key_share": True})
    if row is None:
        row = CrmApp(workspace_id=workspace_id, crm=crm, version=0, created_at=tx.now)
        tx.session.add(row)
    row.client_id, row.client_secret_sealed = app.client_id.strip(), sealed
    row.version += 1
    tx.session.flush()
    audit.record(tx, workspace_id, "crm.app_changed", {"crm": crm, "client": row.client_id})
    log.emit(tx, workspace_id, WorkspaceChanged(what="settings"))


def find(session: Session, sealer: Sealer, workspace_id: str, crm: str) -> App | None:
    """The application of a workspace at a CRM, if it has one.

    Raises:
        NeedsSignIn: `key_lost`.
    """
    row = session.scalar(
        select(CrmApp).where(CrmApp.workspace_id == workspace_id, CrmApp.crm == crm)
    )
    if row is None:
        return None
    where = seals.app_row(workspace_id, crm)
    return App(row.client_id, seals.opened(sealer, row.client_secret_sealed, seals.APP, where))
