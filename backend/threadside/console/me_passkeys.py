"""One's own passkeys: adding, naming, removing them."""

from typing import Final, cast

from flask import Blueprint, Response, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.http import browser
from threadside.http.sign_in_passkey import COOKIE, asked, cannot, site, with_script
from threadside.http.throttle import THROTTLE, SignInThrottle
from threadside.runtime import runtime
from threadside.store.uow import Tx
from threadside.workspace import access, passkeys
from threadside.workspace.change_password import require_password
from threadside.workspace.members import memberships
from threadside.workspace.passwords import passwords

bp = Blueprint("my_passkeys", __name__, url_prefix="/me/passkeys")

HOME: Final = "/console/me/passkeys"


@bp.get("")
@console("member")
def page() -> Response:
    """Those there are, and adding one."""
    return _show()


@bp.post("/ask")
@console("member")
def ask() -> AnyResponse:
    """What the browser is to be asked. It may have been left alone, so the password is needed."""
    who = visitor().who
    throttle = cast(SignInThrottle, current_app.extensions[THROTTLE])
    try:
        throttle.count(request.remote_addr or "", who.email)
        given = request.form.get("password", "")
        require_password(runtime().uow, passwords, who.user_id, given)
        with runtime().uow.write() as tx:
            found = passkeys.ask_for_new(tx, site(), who.user_id, who.email, who.name)
    except Refusal as refusal:
        return cannot(refusal)
    throttle.forget(request.remote_addr or "", who.email)
    return asked(found)


@bp.post("")
@console("member")
def add() -> AnyResponse:
    """Keep what the browser answered."""
    form, who = Form.sent("new"), visitor().who
    answer = request.form.get("credential", "")
    name = form.text("name") or browser.device()
    try:
        with runtime().uow.write() as tx:
            secret = browser.read_cookie(COOKIE)
            passkeys.add(tx, site(), who.user_id, secret=secret, answer=answer, name=name)
            _changed(tx, who.user_id)
    except Refusal as refusal:
        kept = Form("new", {"name": form.text("name")})
        again = kept.refused(refusal, {"no_passkey_name": "name"})
        return _show(again, 409 if refusal.status == 409 else 422)
    return done("passkey_added", HOME)


@bp.post("/<id:passkey_id>/name")
@console("member")
def rename(passkey_id: str) -> AnyResponse:
    """Call one otherwise."""
    form, who = Form.sent("rename"), visitor().who
    try:
        with runtime().uow.write() as tx:
            passkeys.rename(tx, who.user_id, passkey_id, form.text("name"))
            _changed(tx, who.user_id)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _show(Form("new").refused(refusal), 422)
    return done("passkey_named", HOME)


@bp.post("/<id:passkey_id>/remove")
@console("member")
def remove(passkey_id: str) -> AnyResponse:
    """One signs nobody in any more."""
    who = visitor().who
    with runtime().uow.write() as tx:
        passkeys.remove(tx, who.user_id, passkey_id)
        _changed(tx, who.user_id)
    return done("passkey_removed", HOME)


def _changed(tx: Tx, user_id: str) -> None:
    access.changed(tx, [each.workspace_id for each in memberships(tx.session, user_id)])


def _show(form: Form | None = None, status: int = 200) -> Response:
    with runtime().uow.read() as session:
        kept = passkeys.of_user(session, visitor().who.user_id)
    return with_script(
        render(
            "console/me_passkeys.html",
            status,
            kept=kept,
            form=form or Form("new", {"name": browser.device()}),
            able=site().able,
            home=HOME,
            longest=passkeys.LONGEST_NAME,
        )
    )
