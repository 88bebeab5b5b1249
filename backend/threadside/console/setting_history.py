"""What one setting was over time, by whom and why; and setting it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, request
from pydantic import ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from threadside.console import policy_fields, settings_catalog
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.contracts.policy import Policy
from threadside.errors import Invalid, NotFound, Refusal
from threadside.runtime import runtime
from threadside.store.tables import Workspace
from threadside.store.uow import Tx
from threadside.workspace import members, setting_changes
from threadside.workspace import policy as policies

bp = Blueprint("setting_history", __name__, url_prefix="/settings/of/<name>")

HOME: Final = "/console/settings"


@dataclass(frozen=True, slots=True)
class Row:
    """A change; `id` is the version of a policy, or that of the change."""

    id: str
    before: str
    after: str
    by: str | None
    at: datetime
    reason: str


@bp.get("")
@console("read")
def page(name: str) -> Response:
    """Every change of it, the newest first."""
    return _show(name)


@bp.post("")
@console("admin")
def back(name: str) -> AnyResponse:
    """Set it back to what it was before a change."""
    form = Form.sent(f"back-{request.form.get('change', '')[:40]}")
    mine = visitor()
    try:
        reason = form.required("reason")
        with runtime().uow.write() as tx:
            if name in settings_catalog.WORKSPACE:
                _workspace_back(tx, name, form, reason)
            else:
                _rule_back(tx, mine.workspace_id, _rule(name), form, reason)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        again = form.refused(refusal, {"reason_needed": "reason"})
        return _show(name, again, 409 if refusal.status == 409 else 422)
    return done("setting_back", f"{HOME}/of/{name}", setting=settings_catalog.label(name)[:60])


def _rule(name: str) -> str:
    if name not in {each for names in policy_fields.GROUPS.values() for each in names}:
        raise NotFound("page")
    return name


def _workspace_back(tx: Tx, name: str, form: Form, reason: str) -> None:
    mine = visitor()
    workspace = tx.session.get_one(
        Workspace, mine.workspace_id, with_for_update={"key_share": True}
    )
    if form.values.get("now") != str(getattr(workspace, name)):
        raise Refusal("changed_meanwhile")
    value = setting_changes.before(tx.session, workspace.id, name, form.text("change"))
    if name == "hold_seconds":
        members.set_hold(tx, workspace, int(value), by=mine.member_id, reason=reason)
        return
    said = {"name": workspace.name, "region": workspace.region, name: str(value)}
    members.describe_workspace(tx, workspace, **said, by=mine.member_id, reason=reason)


def _rule_back(tx: Tx, workspace_id: str, name: str, form: Form, reason: str) -> None:
    change = form.text("change")
    version = int(change) if change.isascii() and change.isdigit() and len(change) < 10 else 0
    was = policies.at_version(tx.session, workspace_id, version - 1)
    rules, _ = policies.current(tx.session, workspace_id)
    try:
        wanted = Policy.model_validate(rules.model_dump() | {name: getattr(was, name)})
    except ValidationError as error:
        raise Invalid("back_alone") from error
    policies.change(
        tx, workspace_id, visitor().member_id, wanted, reason, seen=form.version
    )  # fmt: skip


def _show(name: str, form: Form | None = None, status: int = 200) -> Response:
    workspace_id = visitor().workspace_id
    with runtime().uow.read() as session:
        if name in settings_catalog.WORKSPACE:
            rows, version = _of_workspace(session, workspace_id, name), 0
            now: Any = getattr(session.get_one(Workspace, workspace_id), name)
        else:
            rows = _of_policy(session, workspace_id, _rule(name))
            rules, version = policies.current(session, workspace_id)
            now = getattr(rules, name)
    known = name in settings_catalog.WORKSPACE
    return render(
        "console/setting.html", status, name=name, rows=rows, version=version, raw=str(now),
        label=settings_catalog.label(name), now_is=settings_catalog.worded(name, now),
        effect=("settings." if known else "policy.") + f"{name}.effect",
        form=form or Form("back"), most=policies.MOST_SHOWN,
    )  # fmt: skip


def _of_workspace(session: Session, workspace_id: str, name: str) -> list[Row]:
    return [
        Row(each.id, settings_catalog.worded(name, each.before),
            settings_catalog.worded(name, each.after), each.member_name, each.at, each.reason)
        for each in setting_changes.history(session, workspace_id, name)
    ]  # fmt: skip


def _of_policy(session: Session, workspace_id: str, name: str) -> list[Row]:
    found = policies.history(session, workspace_id)
    rows = []
    for number, change in enumerate(found):
        if name not in change.changed or (number + 1 == len(found) and change.version > 1):
            continue
        before = found[number + 1].policy if number + 1 < len(found) else Policy()
        was, became = (
            settings_catalog.worded(name, getattr(each, name)) for each in (before, change.policy)
        )
        rows.append(
            Row(str(change.version), was, became, change.member_name, change.at, change.reason)
        )
    return rows
