"""What an admin decides of a linked CRM: how texts are logged there, and what a text with its
values does while it is down."""

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid
from threadside.events import log
from threadside.store.tables import CrmConnection
from threadside.store.tables.crm import DOWN_POLICIES, LOG_MODES
from threadside.store.uow import Tx
from threadside.timeline import crm_log


def decide(tx: Tx, row: CrmConnection, log_mode: str, when_down: str) -> None:
    """Put both in force for what is texted from now on.

    Raises:
        Invalid: `bad_choice`.
    """
    if log_mode not in LOG_MODES or when_down not in DOWN_POLICIES:
        raise Invalid("bad_choice")
    wanted = {"log_mode": log_mode, "when_down": when_down}
    changed = {
        name: [getattr(row, name), value]
        for name, value in wanted.items()
        if getattr(row, name) != value
    }
    row.log_mode, row.when_down = log_mode, when_down
    tx.session.flush()
    crm_log.forget_connections(tx)
    if changed:
        about = {"crm": row.crm, "account": row.account, "changed": changed}
        audit.record(tx, row.workspace_id, "crm.decided", about)
        log.emit(tx, row.workspace_id, WorkspaceChanged(what="settings"))
