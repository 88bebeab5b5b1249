"""Where the link for another password leads. Its secret stands in the query, which is not written
into any log of ours, and goes on as a hidden field."""

from typing import Final, cast

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.errors import Refusal
from threadside.http import browser
from threadside.http.guards import open_to_anyone
from threadside.http.throttle import THROTTLE, SignInThrottle
from threadside.runtime import runtime
from threadside.words import say
from threadside.workspace import password_links
from threadside.workspace.password_links import Opened
from threadside.workspace.passwords import LONGEST, SHORTEST, passwords

bp = Blueprint("new_password", __name__, url_prefix="/new-password")

LONGEST_SECRET: Final = 100


@bp.get("")
@open_to_anyone("A secret of 256 random bits, good once and for a day.")
def page() -> Response:
    """The form; or that the link does not work."""
    secret = request.args.get("link", "")
    return _page(secret, _opened(secret))


@bp.post("")
@open_to_anyone("The link's secret is the proof; the form carries a mark, tries are counted.")
def change() -> AnyResponse:
    """Use the link up, then sign in with what was chosen."""
    secret = request.form.get("link", "")
    found = _opened(secret)
    if found is None:
        return _page(secret, None)
    throttle, address = cast(SignInThrottle, current_app.extensions[THROTTLE]), request.remote_addr
    try:
        browser.check_form()
        throttle.count(address or "", found.email)
        chosen = request.form.get("password", "")
        hashed = passwords.hash(chosen, (found.email, found.name))
        with runtime().uow.write() as tx:
            password_links.use(tx, secret, hashed)
    except Refusal as refusal:
        return _page(secret, _opened(secret), refusal)
    throttle.forget(address or "", found.email)
    return redirect("/sign-in?password=new", 303)


def _opened(secret: str) -> Opened | None:
    if not 0 < len(secret) <= LONGEST_SECRET:
        return None
    held = runtime()
    with held.uow.read() as session:
        return password_links.opened(session, secret, held.uow.clock())


def _page(secret: str, found: Opened | None, refusal: Refusal | None = None) -> Response:
    if found is None:
        return browser.page("new_password_over.html", 410)
    status = 200 if refusal is None else 422
    if refusal is not None and refusal.status in (429, 503):
        status = refusal.status
    return browser.page(
        "new_password.html",
        status,
        secret=secret,
        found=found,
        refusal=say(f"error.{refusal.code}.detail", **refusal.params) if refusal else None,
        shortest=SHORTEST,
        longest=LONGEST,
    )
