"""Signing in by a passkey, on a page of its own: the one page here that runs a script."""

from typing import Final, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.errors import Refusal
from threadside.http import browser
from threadside.http.guards import open_to_anyone
from threadside.http.sign_in_steps import go_on
from threadside.http.throttle import THROTTLE, SignInThrottle
from threadside.runtime import runtime
from threadside.words import say
from threadside.workspace import passkeys, second_factor, steps
from threadside.workspace.passkeys import Asked, Site
from threadside.workspace.sign_in import let_in

bp = Blueprint("sign_in_passkey", __name__, url_prefix="/sign-in/passkey")

COOKIE: Final = "threadside_passkey"
SCRIPT: Final = "script-src 'self'; connect-src 'self'"


def site() -> Site:
    """Whom passkeys are for here."""
    return passkeys.site_of(runtime().settings.public_url)


def with_script(response: Response) -> Response:
    """Let a page run our own script, and nothing else."""
    policy = response.headers["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; {SCRIPT}"
    return response


def asked(found: Asked) -> Response:
    """What the browser is to be asked, with the step's cookie."""
    response = Response(found.options, mimetype="application/json")
    browser.write_cookie(response, COOKIE, found.secret, int(steps.VALID.total_seconds()))
    return response


def cannot(refusal: Refusal) -> AnyResponse:
    """Why the browser is asked nothing, for the script to show."""
    sentence = say(f"error.{refusal.code}.detail", **refusal.params)
    return current_app.make_response((jsonify(problem=sentence), refusal.status))


@bp.get("")
@open_to_anyone("Who comes here has nothing to show yet.")
def page() -> AnyResponse:
    """The button; where the server can have none, the way back."""
    if not site().able:
        return redirect(_back(), 303)
    return _page()


@bp.post("/ask")
@open_to_anyone("Gives a random challenge; tries are counted, the form carries a mark.")
def ask() -> AnyResponse:
    """A challenge for whichever passkey the browser offers."""
    try:
        browser.check_form()
        _throttle().count_place(request.remote_addr or "")
        with runtime().uow.write() as tx:
            return asked(passkeys.ask(tx, site()))
    except Refusal as refusal:
        return cannot(refusal)


@bp.post("")
@open_to_anyone("The passkey's signature is the proof; the form carries a mark.")
def submit() -> AnyResponse:
    """Let in whoever's passkey has answered."""
    former, device = browser.session_secret(), browser.device()
    try:
        browser.check_form()
        _throttle().count_place(request.remote_addr or "")
        with runtime().uow.write() as tx:
            answer = request.form.get("credential", "")
            user_id = passkeys.proven(tx, site(), browser.read_cookie(COOKIE), answer)
            unread = second_factor.standing(tx.session, user_id).reset_at is not None
            begun = let_in(tx, user_id, former, device, by="passkey", unread=unread)
    except Refusal as refusal:
        return _page(refusal)
    response = go_on(begun, _target())
    browser.write_cookie(response, COOKIE, "", 0)
    return response


def _page(refusal: Refusal | None = None) -> Response:
    sentence = say(f"error.{refusal.code}.detail", **refusal.params) if refusal else ""
    return with_script(
        browser.page("sign_in_passkey.html", target=_target(), refusal=sentence, back=_back())
    )


def _throttle() -> SignInThrottle:
    return cast(SignInThrottle, current_app.extensions[THROTTLE])


def _target() -> str:
    return browser.local_path(request.values.get("next", ""), "")


def _back() -> str:
    return f"/sign-in?{urlencode({'next': _target()})}" if _target() else "/sign-in"
