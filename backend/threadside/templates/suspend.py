"""Taking a wording out of the list for a while, and putting it back."""

from sqlalchemy import select, update

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import NotFound
from threadside.events import log
from threadside.store.tables import Template, Workspace
from threadside.store.uow import Tx


def suspend(tx: Tx, workspace_id: str, template_id: str) -> bool:
    """Back to review: reps can't choose it any more. False when they could not before.

    Raises:
        NotFound: for a template that is not of this workspace.
    """
    return _turn(tx, workspace_id, template_id, "approved", "in_review")


def restore(tx: Tx, workspace_id: str, template_id: str) -> bool:
    """Into the list again, with the wording that was approved. Raises as `suspend` does."""
    return _turn(tx, workspace_id, template_id, "in_review", "approved")


def _turn(tx: Tx, workspace_id: str, template_id: str, before: str, after: str) -> bool:
    template = tx.session.scalar(
        select(Template)
        .where(Template.workspace_id == workspace_id, Template.id == template_id)
        .with_for_update(key_share=True)
    )
    if template is None:
        raise NotFound("template")
    if template.state != before:
        return False
    template.state = after
    tx.session.execute(
        update(Workspace)
        .where(Workspace.id == workspace_id)
        .values(templates_version=Workspace.templates_version + 1)
    )
    tx.session.flush()
    kind = "template.suspended" if after == "in_review" else "template.restored"
    audit.record(tx, workspace_id, kind, {"template": template_id, "version": template.version})
    log.emit(tx, workspace_id, WorkspaceChanged(what="templates"))
    return True
