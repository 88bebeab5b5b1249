"""Putting a wording in force: the only place where a version is made."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from threadside.audit import log as audit
from threadside.audit import who
from threadside.jobs import queue
from threadside.rules.chain import text_digest
from threadside.store.tables import Template, TemplateVersion
from threadside.store.uow import Tx
from threadside.templates import rows
from threadside.templates.content import Content, State, columns

TURN: Final = "template_turn"
"""The job of the moment at which a wording begins or ends to be in force."""
_STATES: Final[Mapping[str, State]] = {
    "draft": "draft", "approved": "approved", "in_review": "suspended", "retired": "retired",
}  # fmt: skip


def state_of(template: Template) -> State:
    """Where a template stands, as people are told it."""
    return _STATES[template.state]


def put_in_force(
    tx: Tx,
    template: Template,
    content: Content,
    *,
    author_id: str | None,
    approved_by: str,
    reason: str,
) -> int:
    """Make `content`, which was checked, the next version of a template that is held; gives its
    number. Whoever calls it tells those who see the list (`rows.tell`)."""
    version = add_version(
        tx, template, content, author_id=author_id, approved_by=approved_by, reason=reason
    )
    rows.remark(tx, template, "approved", approved_by, reason, version=version)
    about = {
        "template": template.id,
        "version": version,
        "text_sha256": text_digest(content.body),
        "reason": reason,
    }
    audit.record(
        tx, template.workspace_id, "template.approved", about, actor=who.member(approved_by)
    )
    for moment in (content.effective_from, content.effective_until):
        _wake(tx, template.workspace_id, moment)
    return version


def add_version(
    tx: Tx,
    template: Template,
    content: Content,
    *,
    author_id: str | None,
    approved_by: str,
    reason: str = "",
) -> int:
    """The rows alone, told to nobody; gives the version's number."""
    template.version += 1
    template.state = "approved"
    template.suspended_because = None
    tx.session.flush()
    tx.session.add(
        TemplateVersion(
            template_id=template.id,
            version=template.version,
            author_id=author_id,
            approved_by=approved_by,
            approved_at=tx.now,
            reason=reason,
            **columns(content),
        )
    )
    tx.session.flush()
    rows.show(tx, template)
    return template.version


def turn(tx: Tx, payload: Mapping[str, Any]) -> None:
    """The job `TURN`: the list is another one from now on."""
    rows.tell(tx, payload["workspace"])


def _wake(tx: Tx, workspace_id: str, moment: datetime | None) -> None:
    if moment is not None and moment > tx.now:
        queue.defer(
            tx, TURN, {"workspace": workspace_id}, run_at=moment,
            dedupe=f"{TURN} {workspace_id} {moment.isoformat()}",
        )  # fmt: skip
