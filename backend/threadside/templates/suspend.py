"""Taking a wording out of the list for a while, and putting it back."""

from threadside.audit import log as audit
from threadside.store.tables import Template
from threadside.store.uow import Tx
from threadside.templates import rows


def suspend(tx: Tx, workspace_id: str, template_id: str, because: str) -> bool:
    """Reps can't choose it any more until somebody has looked at it; `because` is what people
    answered to it (`opt_outs`, `complaints`). False when they could not before.

    Raises:
        NotFound: for a template that is not of this workspace.
    """
    template = rows.held(tx, workspace_id, template_id)
    if template.state != "approved":
        return False
    template.state = "in_review"
    template.suspended_because = because
    rows.remark(tx, template, "suspended", None, because)
    _told(tx, template, "template.suspended", because)
    return True


def restore(tx: Tx, workspace_id: str, template_id: str, member_id: str | None = None) -> bool:
    """Into the list again, with the wording that was approved; False when it was not taken out.
    Raises as `suspend` does."""
    template = rows.held(tx, workspace_id, template_id)
    if template.state != "in_review":
        return False
    because = template.suspended_because or ""
    template.state = "approved"
    template.suspended_because = None
    rows.remark(tx, template, "brought_back", member_id)
    _told(tx, template, "template.restored", because)
    return True


def _told(tx: Tx, template: Template, kind: str, because: str) -> None:
    tx.session.flush()
    about = {"template": template.id, "version": template.version, "because": because}
    audit.record(tx, template.workspace_id, kind, about)
    rows.tell(tx, template.workspace_id)
