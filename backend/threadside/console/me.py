"""Everybody's own account, whatever their role: where they are signed in, their password."""

from typing import Final, cast

from flask import Blueprint, Response, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.http.throttle import THROTTLE, SignInThrottle
from threadside.runtime import runtime
from threadside.workspace import devices, second_factor
from threadside.workspace.change_password import change
from threadside.workspace.members import memberships
from threadside.workspace.passwords import LONGEST, SHORTEST, passwords

bp = Blueprint("my_account", __name__, url_prefix="/me")

HOME: Final = "/console/me"
FIELDS: Final = {
    "wrong_old_password": "old", "weak_password": "new", "common_password": "new",
    "personal_password": "new", "same_password": "new",
    "too_many_tries": "old",
}  # fmt: skip


@bp.get("")
@console("member")
def page() -> Response:
    """Who one is here, and where one is signed in."""
    return _show()


@bp.post("/devices/<id:device_id>/end")
@console("member")
def end(device_id: str) -> AnyResponse:
    """Sign out elsewhere, or end a script."""
    with runtime().uow.write() as tx:
        devices.end_own(tx, visitor().who.user_id, device_id)
    return done("my_device_ended", HOME)


@bp.post("/devices/end-others")
@console("member")
def end_others() -> AnyResponse:
    """Sign out everywhere but here."""
    who = visitor().who
    with runtime().uow.write() as tx:
        devices.end_own_others(tx, who.user_id, who.session)
    return done("my_others_ended", HOME)


@bp.post("/password")
@console("member")
def password() -> AnyResponse:
    """Another password; the old one is asked for, since the browser may have been left alone."""
    form, who = Form.sent("password"), visitor().who
    throttle = cast(SignInThrottle, current_app.extensions[THROTTLE])
    try:
        old, new = _typed("old"), _typed("new")
        throttle.count(request.remote_addr or "", who.email)
        change(runtime().uow, passwords, who.user_id, old=old, new=new, here=who.session)
    except Refusal as refusal:
        status = refusal.status if refusal.status in (409, 429, 503) else 422
        return _show(form.refused(refusal, FIELDS), status)
    throttle.forget(request.remote_addr or "", who.email)
    return done("my_password", HOME)


def _typed(field: str) -> str:
    """A password exactly as it was typed: spaces count."""
    value = request.form.get(field, "")
    if not value:
        raise FieldRefused("empty_field", field)
    return value


def _show(form: Form | None = None, status: int = 200) -> Response:
    who, now = visitor().who, runtime().uow.clock()
    with runtime().uow.read() as session:
        found = devices.of_user(session, who.user_id, now, who.session)
        mine = memberships(session, who.user_id)
        factor = second_factor.standing(session, who.user_id)
    return render(
        "console/me.html",
        status,
        mine=mine,
        factor=factor,
        sign_ins=[each for each in found if each.kind != "script"],
        scripts=[each for each in found if each.kind == "script"],
        home=HOME,
        form=form or Form("password"),
        shortest=SHORTEST,
        longest=LONGEST,
    )
