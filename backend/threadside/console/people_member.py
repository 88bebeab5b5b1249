"""One member: what they may do, where they are signed in, whether they may still come in."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.people import HOME, ROLES, among, chosen_role
from threadside.errors import NotFound, Refusal
from threadside.runtime import runtime
from threadside.store.uow import Tx
from threadside.workspace import devices, password_links, resets, roster, second_factor, standing
from threadside.workspace.standing import Standing

bp = Blueprint("people_member", __name__, url_prefix="/people/<id:member_id>")

FIELDS: Final = {"no_leaving_reason": "reason", "last_admin": "role"}

Change = Callable[[Tx], Standing]


@bp.get("")
@console("read", local=True)
def page(member_id: str) -> Response:
    """The member."""
    return _show(member_id)


@bp.post("/role")
@console("admin")
def role(member_id: str) -> AnyResponse:
    """Another role, from their next step on."""
    form = Form.sent("role")
    return _change(
        member_id,
        form,
        lambda tx: standing.change_role(
            tx, visitor().workspace_id, member_id, chosen_role(form), form.text("was_role")
        ),
        "member_role",
    )


@bp.post("/deactivate")
@console("admin")
def deactivate(member_id: str) -> AnyResponse:
    """Nothing here is open to them any more."""
    form, here = Form.sent("deactivate"), visitor()
    return _change(
        member_id,
        form,
        lambda tx: standing.deactivate(
            tx, here.workspace_id, member_id, here.member_id, form.text("reason").replace("\0", "")
        ),
        "member_deactivated",
    )


@bp.post("/reactivate")
@console("admin")
def reactivate(member_id: str) -> AnyResponse:
    """They may come back."""
    return _change(
        member_id,
        Form.sent("reactivate"),
        lambda tx: standing.reactivate(tx, visitor().workspace_id, member_id),
        "member_reactivated",
    )


@bp.post("/password-link")
@console("admin")
def password_link(member_id: str) -> Response:
    """A link for another password. It is shown by this answer and never again."""
    try:
        with runtime().uow.write() as tx:
            made = password_links.make(tx, visitor().workspace_id, member_id)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _show(member_id, 409, Form.sent("password").refused(refusal))
    return _show(member_id, made=made)


@bp.post("/factor/reset")
@console("admin")
def reset_factor(member_id: str) -> AnyResponse:
    """Their password alone signs them in again, until they set another app up."""
    here = visitor()
    return _change(
        member_id,
        Form.sent("factor"),
        lambda tx: resets.reset_factor(tx, here.workspace_id, member_id, here.who.name),
        "member_factor_reset",
    )


@bp.post("/devices/<id:device_id>/end")
@console("admin")
def end(member_id: str, device_id: str) -> AnyResponse:
    """One sign-in, or the token of a script, opens this workspace no longer."""

    def change(tx: Tx) -> Standing:
        found = standing.standing(tx.session, visitor().workspace_id, member_id)
        devices.end_of_member(tx, visitor().workspace_id, found, device_id)
        return found

    return _change(member_id, Form.sent("devices"), change, "member_device_ended")


@bp.post("/devices/end")
@console("admin")
def end_all(member_id: str) -> AnyResponse:
    """They are signed out of this workspace everywhere."""

    def change(tx: Tx) -> Standing:
        found = standing.standing(tx.session, visitor().workspace_id, member_id)
        devices.end_all_of_member(tx, visitor().workspace_id, found)
        return found

    return _change(member_id, Form.sent("devices"), change, "member_signed_out")


def _change(member_id: str, form: Form, change: Change, told: str) -> AnyResponse:
    try:
        with runtime().uow.write() as tx:
            found = change(tx)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        status = 409 if refusal.status == 409 else 422
        return _show(member_id, status, form.refused(refusal, FIELDS))
    return done(told, f"{HOME}/{member_id}", name=found.name[:60])


def _show(
    member_id: str, status: int = 200, *forms: Form, made: password_links.Made | None = None
) -> Response:
    here, now = visitor(), runtime().uow.clock()
    with runtime().uow.read() as session:
        found = roster.one(session, here.workspace_id, member_id, now, among=among(here))
        if found is None:
            raise NotFound("member")
        member = Standing(found.id, found.user_id, found.name, found.role, found.active)
        signed_in = devices.of_member(session, here.workspace_id, member, now)
        factor = second_factor.standing(session, member.user_id)
        last = member.role == "admin" and standing.is_last_admin(
            session, here.workspace_id, member_id
        )
    given = {
        "role": Form("role", {"role": found.role}),
        "deactivate": Form("deactivate"),
        "reactivate": Form("reactivate"),
        "devices": Form("devices"),
        "factor": Form("factor"),
        "password": Form("password"),
    } | {form.name: form for form in forms}
    return render(
        "console/person.html",
        status,
        member=found,
        forms=given,
        roles=ROLES,
        home=f"{HOME}/{member_id}",
        sign_ins=[each for each in signed_in if each.kind != "script"],
        scripts=[each for each in signed_in if each.kind == "script"],
        oneself=member_id == here.member_id,
        last_admin=last,
        factor=factor,
        made=made,
        link=f"{runtime().settings.public_url.rstrip('/')}/new-password?link={made.secret}"
        if made
        else "",
    )
