"""Between the password and the session: a code, setting an app up where a workspace wants one, and
what somebody has to be told."""

from collections.abc import Sequence
from typing import Final, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.errors import Refusal
from threadside.http import browser
from threadside.http.guards import open_to_anyone
from threadside.http.qr import drawn
from threadside.http.throttle import THROTTLE, SignInThrottle
from threadside.rules import totp
from threadside.runtime import runtime
from threadside.words import say
from threadside.workspace import second_factor, steps
from threadside.workspace.sign_in import Begun, let_in
from threadside.workspace.steps import Kind, Step

bp = Blueprint("sign_in_steps", __name__, url_prefix="/sign-in")

STEP: Final = "threadside_step"
ISSUER: Final = "Threadside"
PATHS: Final = {"code": "/sign-in/code", "set_up": "/sign-in/set-up", "told": "/sign-in/told"}


def go_on(begun: Begun, target: str) -> Response:
    """Lead on from what a sign-in has come to; `target` is where it leads in the end."""
    path = PATHS.get(begun.then)
    where = _with_next(path, target) if path else target or "/sign-in"
    response = current_app.make_response(redirect(where, 303))
    if begun.then in ("in", "told"):
        browser.write_cookie(response, STEP, "", 0)
        return browser.begin_session(response, begun.secret)
    browser.write_cookie(response, STEP, begun.secret, int(steps.VALID.total_seconds()))
    return response


@bp.get("/code")
@open_to_anyone("Only whoever proved a password a moment ago has the cookie.")
def code_page() -> AnyResponse:
    """The form for a code."""
    if _under_way("code") is None:
        return _from_the_start()
    return browser.page("sign_in_code.html", target=_target(), refusal=None)


@bp.post("/code")
@open_to_anyone("The code is checked, tries are counted with those of passwords.")
def code_submit() -> AnyResponse:
    """A code of the app, or one to recover by."""
    step = _under_way("code")
    if step is None:
        return _from_the_start()
    held, former = runtime(), browser.session_secret()
    try:
        _count(step)
        with held.uow.write() as tx:
            used = second_factor.check(tx, held.sealer, step.user_id, _code())
            if steps.take(tx, _secret(), "code") is None:
                return _from_the_start()
            begun = let_in(tx, step.user_id, former, browser.device(), by=used)
    except Refusal as refusal:
        if refusal.code in ("wrong_factor_code", "used_code"):
            held.notebook.failed_sign_in(step.email, by="code")
        return _again("sign_in_code.html", refusal)
    _forget(step)
    return go_on(begun, _target())


@bp.get("/set-up")
@open_to_anyone("Only whoever proved a password a moment ago has the cookie.")
def set_up_page() -> AnyResponse:
    """The key of an app, to be scanned or typed."""
    step = _under_way("set_up")
    return _from_the_start() if step is None else _set_up(step)


@bp.post("/set-up")
@open_to_anyone("The code is checked, tries are counted with those of passwords.")
def set_up_submit() -> AnyResponse:
    """The app shows the right code: signed in, with the recovery codes to be kept."""
    step = _under_way("set_up")
    if step is None:
        return _from_the_start()
    held, former = runtime(), browser.session_secret()
    try:
        _count(step)
        with held.uow.write() as tx:
            codes = second_factor.confirm(tx, held.sealer, step.user_id, _code())
            if steps.take(tx, _secret(), "set_up") is None:
                return _from_the_start()
            begun = let_in(tx, step.user_id, former, browser.device(), by="app")
    except Refusal as refusal:
        return _set_up(step, refusal)
    _forget(step)
    return _codes(begun, codes)


@bp.get("/told")
@open_to_anyone("Shows a signed-in browser what its own user has to know.")
def told_page() -> AnyResponse:
    """That an admin took the second factor away."""
    who = browser.signed_in()
    if who is None:
        return _from_the_start()
    with runtime().uow.read() as session:
        factor = second_factor.standing(session, who.user_id)
    if factor.reset_at is None:
        return redirect(_target() or "/sign-in", 303)
    return browser.page("sign_in_told.html", who=who, factor=factor, target=_target())


@bp.post("/told")
@open_to_anyone("Needs a session and a form that carries this browser's mark.")
def told() -> AnyResponse:
    """It was read."""
    browser.check_form()
    who = browser.signed_in()
    if who is not None:
        with runtime().uow.write() as tx:
            second_factor.told(tx, who.user_id)
    return redirect(_target() or "/sign-in", 303)


def _set_up(step: Step, refusal: Refusal | None = None) -> Response:
    held = runtime()
    with held.uow.read() as session:
        factor = second_factor.standing(session, step.user_id)
        key = second_factor.begun_key(session, held.sealer, step.user_id)
    if key is None:
        with held.uow.write() as tx:
            second_factor.begin(tx, held.sealer, step.user_id)
        return _set_up(step, refusal)
    return _again(
        "sign_in_set_up.html",
        refusal,
        factor=factor,
        key=totp.spaced(key),
        qr=drawn(totp.address(key, step.email, ISSUER), say("factor.qr")),
    )


def _codes(begun: Begun, codes: Sequence[str]) -> Response:
    response = browser.page("sign_in_codes.html", codes=codes, target=_target() or "/sign-in")
    browser.write_cookie(response, STEP, "", 0)
    return browser.begin_session(response, begun.secret)


def _again(template: str, refusal: Refusal | None, **values: object) -> Response:
    """The page with what was wrong. A 200, as on the sign-in page: the extension's window closes
    itself on an answer of 400 or more."""
    sentence = say(f"error.{refusal.code}.detail", **refusal.params) if refusal else None
    response = browser.page(template, 200, target=_target(), refusal=sentence, **values)
    if refusal and "retry_after" in refusal.extra:
        response.headers["Retry-After"] = str(refusal.extra["retry_after"])
    return response


def _under_way(kind: Kind) -> Step | None:
    held = runtime()
    with held.uow.read() as session:
        return steps.find(session, _secret(), kind, held.uow.clock())


def _count(step: Step) -> None:
    browser.check_form()
    _throttle().count(request.remote_addr or "", step.email)


def _forget(step: Step) -> None:
    _throttle().forget(request.remote_addr or "", step.email)


def _throttle() -> SignInThrottle:
    return cast(SignInThrottle, current_app.extensions[THROTTLE])


def _secret() -> str | None:
    return browser.read_cookie(STEP)


def _code() -> str:
    return request.form.get("code", "")[:40]


def _target() -> str:
    return browser.local_path(request.values.get("next", ""), "")


def _from_the_start() -> AnyResponse:
    return redirect(_with_next("/sign-in", _target()), 303)


def _with_next(path: str, target: str) -> str:
    return f"{path}?{urlencode({'next': target})}" if target else path
