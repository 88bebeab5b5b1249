"""The rules that a workspace has decided on: each with its effect and source, and every change."""

from typing import Final

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from threadside.console import meanwhile, policy_fields
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.contracts.policy import Policy
from threadside.errors import NotFound, Refusal
from threadside.runtime import runtime
from threadside.workspace import policy as policies

bp = Blueprint("policy", __name__, url_prefix="/policy")

HOME: Final = "/console/policy"
DEFAULTS: Final = Policy()
SHOWN: Final = 20


@bp.get("")
@console("read")
def index() -> Response:
    """Every rule as it stands."""
    with runtime().uow.read() as session:
        policy, version = policies.current(session, visitor().workspace_id)
        newest = policies.history(session, visitor().workspace_id, 1)
    return render(
        "console/policy.html", policy=policy, version=version, defaults=DEFAULTS,
        newest=newest[0] if newest else None,
        groups={name: policy_fields.group(name) for name in policy_fields.GROUPS},
    )  # fmt: skip


@bp.get("/history")
@console("read")
def past() -> Response:
    """Who changed what, when, and why."""
    with runtime().uow.read() as session:
        found = policies.history(session, visitor().workspace_id)
    rows = []
    for number, change in enumerate(found):
        before = found[number + 1].policy if number + 1 < len(found) else DEFAULTS
        rows.append((change, [_differs(name, before, change.policy) for name in change.changed]))
    return render("console/policy_history.html", rows=rows, most=policies.MOST_SHOWN)


@bp.get("/<group>")
@console("admin")
def edit(group: str) -> Response:
    """A group's rules to be changed."""
    _require(group)
    with runtime().uow.read() as session:
        policy, version = policies.current(session, visitor().workspace_id)
    values = policy_fields.filled(group, policy)
    return _edit(group, Form(group, values | {"version": version}))


@bp.post("/<group>")
@console("admin")
def change(group: str) -> AnyResponse:
    """Put a group's changed rules in force as a version of their own."""
    _require(group)
    form = Form.sent(group)
    with runtime().uow.read() as session:
        policy, _ = policies.current(session, visitor().workspace_id)
    wanted = policy_fields.changed(group, policy, form)
    if not isinstance(wanted, Policy):
        return _edit(group, Form(group, form.values, errors=wanted), 422)
    try:
        reason = form.required("reason")
        with runtime().uow.write() as tx:
            policies.change(
                tx, visitor().workspace_id, visitor().member_id, wanted, reason, seen=form.version
            )
    except Refusal as refusal:
        again = form.refused(refusal, {"reason_needed": "reason"})
        if refusal.code == "changed_meanwhile":
            return _merge(group, again)
        return _edit(group, again, 409 if refusal.status == 409 else 422)
    return done("policy_changed", f"{HOME}#{group}")


def _require(group: str) -> None:
    if group not in policy_fields.GROUPS:
        raise NotFound("page")


def _merge(group: str, form: Form) -> Response:
    """The form once more, made for what is in force by now, with both changes in it."""
    with runtime().uow.read() as session:
        base = policies.at_version(session, visitor().workspace_id, form.version)
        mine = policy_fields.changed(group, base, form)
        if not isinstance(mine, Policy):
            return _edit(group, Form(group, form.values, errors=mine), 409)
        together, told = meanwhile.of_policy(session, visitor().workspace_id, group, mine, form)
    return _edit(group, together, 409, told)


def _edit(
    group: str, form: Form, status: int = 200, told: meanwhile.Meanwhile | None = None
) -> Response:
    return render(
        "console/policy_edit.html", status, group=group, form=form, defaults=DEFAULTS,
        settings=policy_fields.group(group), meanwhile=told,
    )  # fmt: skip


def _differs(name: str, before: Policy, after: Policy) -> tuple[str, str | None, str | None]:
    """A setting that changed, from what to what; without values where no form has it."""
    if name in policy_fields.ELSEWHERE:
        return name, None, None
    known = policy_fields.setting(name)
    return name, known.worded(getattr(before, name)), known.worded(getattr(after, name))
