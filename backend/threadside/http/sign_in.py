"""The sign-in page, signing out, and the files these pages are dressed with."""

from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, redirect, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from threadside.errors import Refusal
from threadside.http import browser
from threadside.http.guards import open_to_anyone
from threadside.http.sign_in_passkey import site
from threadside.http.sign_in_steps import go_on
from threadside.http.throttle import THROTTLE, SignInThrottle
from threadside.runtime import runtime
from threadside.words import say
from threadside.workspace import sessions
from threadside.workspace.members import CONSOLE_ROLES, LONGEST_EMAIL
from threadside.workspace.passwords import passwords
from threadside.workspace.sign_in import Begun, sign_in

bp = Blueprint("pages", __name__)

ASSETS = Path(__file__).parent / "pages" / "assets"
ASSETS_KEPT_S = 3600


@bp.get("/assets/<name>")
@open_to_anyone("The look of the pages, the same for everybody.")
def asset(name: str) -> Response:
    """A style sheet or a picture of our own pages."""
    response = send_from_directory(ASSETS, name, max_age=ASSETS_KEPT_S)
    response.headers["Cache-Control"] = f"public, max-age={ASSETS_KEPT_S}"
    return response


@bp.get("/sign-in")
@open_to_anyone("Who comes here has nothing to show yet.")
def sign_in_page() -> AnyResponse:
    """The form, or who is signed in."""
    who = browser.signed_in()
    target = browser.local_path(request.args.get("next", ""), "")
    if who is None:
        return browser.page(
            "sign_in.html",
            target=target,
            email="",
            refusal=None,
            new=request.args.get("password") == "new",
            passkeys=site().able,
        )
    if target:
        return redirect(target, 303)
    with runtime().uow.read() as session:
        found = sessions.open_to(session, who)
    console = any(each.role in CONSOLE_ROLES for each in found)
    return browser.page("signed_in.html", who=who, console=console, member=bool(found))


@bp.post("/sign-in")
@open_to_anyone("The password is checked, tries are counted, the form carries a mark.")
def sign_in_submit() -> AnyResponse:
    """Check e-mail and password."""
    target = browser.local_path(request.form.get("next", ""), "")
    email = request.form.get("email", "").strip()[:LONGEST_EMAIL]
    try:
        begun = _checked(email, request.form.get("password", ""))
    except Refusal as refusal:
        return _again(refusal, email, target)
    return go_on(begun, target)


@bp.post("/sign-out")
@open_to_anyone("The form carries a mark; without a session nothing happens.")
def sign_out() -> AnyResponse:
    """End this browser's session."""
    browser.check_form()
    secret = browser.session_secret()
    if secret is not None:
        with runtime().uow.write() as tx:
            sessions.end(tx, secret)
    target = browser.local_path(request.form.get("next", ""), "")
    back = f"/sign-in?{urlencode({'next': target})}" if target else "/sign-in"
    return browser.end_session(current_app.make_response(redirect(back, 303)))


def _checked(email: str, password: str) -> Begun:
    browser.check_form()
    throttle: SignInThrottle = current_app.extensions[THROTTLE]
    address, account = request.remote_addr or "", email.lower()
    throttle.count(address, account)
    try:
        begun = sign_in(
            runtime().uow,
            passwords,
            email,
            password,
            browser.session_secret(),
            device=browser.device(),
        )
    except Refusal as refusal:
        if refusal.code == "wrong_password":
            runtime().notebook.failed_sign_in(email)
        raise
    if begun.then != "code":
        throttle.forget(address, account)
    return begun


def _again(refusal: Refusal, email: str, target: str) -> Response:
    """The form once more, with the reason. It is a page for a person, so it is a 200: the window
    in which the extension opens it closes itself on an answer of 400 or more."""
    sentence = say(f"error.{refusal.code}.detail", **refusal.params)
    response = browser.page(
        "sign_in.html", target=target, email=email, refusal=sentence, passkeys=site().able
    )
    if "retry_after" in refusal.extra:
        response.headers["Retry-After"] = str(refusal.extra["retry_after"])
    return response
