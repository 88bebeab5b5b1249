"""One's own second factor: setting an app up, codes to recover by, doing without."""

from collections.abc import Callable
from typing import Final, cast

from flask import Blueprint, Response, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.http.qr import drawn
from threadside.http.sign_in_steps import ISSUER
from threadside.http.throttle import THROTTLE, SignInThrottle
from threadside.rules import totp
from threadside.runtime import runtime
from threadside.store.uow import Tx
from threadside.words import say
from threadside.workspace import access, second_factor
from threadside.workspace.change_password import require_password
from threadside.workspace.members import memberships
from threadside.workspace.passwords import passwords

bp = Blueprint("my_factor", __name__, url_prefix="/me/factor")

HOME: Final = "/console/me/factor"
FIELDS: Final = {
    "wrong_old_password": "password", "wrong_factor_code": "code", "used_code": "code",
    "too_many_tries": "code",
}  # fmt: skip


@bp.get("")
@console("member")
def page() -> Response:
    """How it stands, and the key of an app that is being set up."""
    return _show()


@bp.post("/begin")
@console("member")
def begin() -> AnyResponse:
    """Make a key. The password is asked for, since the browser may have been left alone."""
    form, who = Form.sent("begin"), visitor().who

    def make() -> None:
        require_password(runtime().uow, passwords, who.user_id, _typed("password"))
        with runtime().uow.write() as tx:
            second_factor.begin(tx, runtime().sealer, who.user_id)

    refused = _tried(form, make)
    return refused or done("factor_begun", HOME)


@bp.post("/leave")
@console("member")
def leave() -> AnyResponse:
    """Set no app up after all."""
    with runtime().uow.write() as tx:
        second_factor.called_off(tx, visitor().who.user_id)
    return done("factor_left", "/console/me")


@bp.post("/confirm")
@console("member")
def confirm() -> AnyResponse:
    """The app shows the right code; the answer alone shows the recovery codes."""
    return _with_codes("confirm", second_factor.confirm)


@bp.post("/codes")
@console("member")
def codes() -> AnyResponse:
    """Other recovery codes."""
    return _with_codes("codes", second_factor.replace_codes)


@bp.post("/remove")
@console("member")
def remove() -> AnyResponse:
    """The password alone from now on."""
    form, who = Form.sent("remove"), visitor().who

    def take() -> None:
        with runtime().uow.write() as tx:
            second_factor.remove(tx, runtime().sealer, who.user_id, form.required("code"))
            _changed(tx, who.user_id)

    refused = _tried(form, take)
    return refused or done("factor_removed", "/console/me")


def _with_codes(name: str, verb: Callable[..., list[str]]) -> AnyResponse:
    form, who, made = Form.sent(name), visitor().who, list[str]()

    def make() -> None:
        with runtime().uow.write() as tx:
            made[:] = verb(tx, runtime().sealer, who.user_id, form.required("code"))
            _changed(tx, who.user_id)

    return _tried(form, make) or render("console/me_codes.html", codes=made)


def _tried(form: Form, what: Callable[[], None]) -> Response | None:
    """Tries are counted with those to sign in; a refusal is shown beside its field."""
    throttle, account = cast(SignInThrottle, current_app.extensions[THROTTLE]), visitor().who.email
    address = request.remote_addr or ""
    try:
        throttle.count(address, account)
        what()
    except Refusal as refusal:
        fields = FIELDS | ({"too_many_tries": "password"} if form.name == "begin" else {})
        status = refusal.status if refusal.status in (409, 429, 503) else 422
        return _show(form.refused(refusal, fields), status)
    throttle.forget(address, account)
    return None


def _typed(field: str) -> str:
    value = request.form.get(field, "")
    if not value:
        raise FieldRefused("empty_field", field)
    return value


def _changed(tx: Tx, user_id: str) -> None:
    access.changed(tx, [each.workspace_id for each in memberships(tx.session, user_id)])


def _show(form: Form | None = None, status: int = 200) -> Response:
    held, who = runtime(), visitor().who
    with held.uow.read() as session:
        factor = second_factor.standing(session, who.user_id)
        key = second_factor.begun_key(session, held.sealer, who.user_id)
        required = second_factor.required(session, who.user_id)
    forms = {name: Form(name) for name in ("begin", "confirm", "codes", "remove")}
    return render(
        "console/me_factor.html",
        status,
        factor=factor,
        required=required,
        forms=forms | ({form.name: form} if form else {}),
        home=HOME,
        problem=form.problem if form and form.name == "confirm" and not key else "",
        key=totp.spaced(key) if key else "",
        qr=drawn(totp.address(key, who.email, ISSUER), say("factor.qr")) if key else "",
    )
