"""Where the link of an invitation leads: a name and a password, or joining as who one is already.

The link's secret stands in the query, which is not written into any log of ours, and goes on as a
hidden field. It is looked up before anything slow is done.
"""

from typing import Final, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.errors import Refusal
from threadside.http import browser
from threadside.http.guards import open_to_anyone
from threadside.http.sign_in_steps import go_on
from threadside.http.throttle import THROTTLE, SignInThrottle
from threadside.runtime import runtime
from threadside.words import say
from threadside.workspace import invitations, sessions
from threadside.workspace.invitations import Opened
from threadside.workspace.members import CONSOLE_ROLES, plain_name
from threadside.workspace.passwords import LONGEST, SHORTEST, passwords
from threadside.workspace.sign_in import enter

bp = Blueprint("join", __name__)

LONGEST_NAME: Final = 100
LONGEST_SECRET: Final = 100


@bp.get("/join")
@open_to_anyone("A secret of 256 random bits, good once and for a week.")
def join_page() -> Response:
    """What the link is for, and the form; or why it does not work."""
    secret = request.args.get("link", "")
    return _page(secret, _opened(secret))


@bp.post("/join")
@open_to_anyone("The link's secret is the proof; the form carries a mark.")
def join() -> AnyResponse:
    """Use the link up."""
    secret = request.form.get("link", "")
    asked = _opened(secret)
    if asked is None or asked.state != "open":
        return _page(secret, asked)
    try:
        browser.check_form()
        return _as_known(secret) if asked.known else _as_new(secret, asked.email)
    except Refusal as refusal:
        return _page(secret, _opened(secret), refusal)


@bp.get("/joined")
@open_to_anyone("Says what a signed-in browser may see anyway.")
def joined() -> AnyResponse:
    """What to do next."""
    who = browser.signed_in()
    if who is None:
        return redirect("/sign-in", 303)
    with runtime().uow.read() as session:
        found = sessions.open_to(session, who)
    here = next((each for each in found if each.member_id == request.args.get("member")), None)
    if here is None:
        return redirect("/sign-in", 303)
    return browser.page(
        "joined.html", who=who, here=here, console=here.role in CONSOLE_ROLES,
        server=runtime().settings.public_url,
    )  # fmt: skip


def _opened(secret: str) -> Opened | None:
    if not 0 < len(secret) <= LONGEST_SECRET:
        return None
    held = runtime()
    with held.uow.read() as session:
        return invitations.opened(session, secret, held.uow.clock())


def _as_new(secret: str, email: str) -> AnyResponse:
    """A new user with the name and the password that were typed, signed in here. Tries are counted
    with those to sign in, since hashing is slow on purpose."""
    name = plain_name(request.form.get("name", "")[:LONGEST_NAME])
    throttle, address = cast(SignInThrottle, current_app.extensions[THROTTLE]), request.remote_addr
    throttle.count(address or "", email)
    hashed = passwords.hash(request.form.get("password", ""), (email, name))
    with runtime().uow.write() as tx:
        made = invitations.join_as_new(tx, secret, name, hashed)
        tx.session.flush()
        begun = enter(tx, made.user_id, browser.session_secret(), browser.device())
        member_id = made.id
    throttle.forget(address or "", email)
    return go_on(begun, _welcome_path(member_id))


def _as_known(secret: str) -> AnyResponse:
    """Whoever is signed in here, if the invitation is theirs."""
    who = browser.signed_in()
    if who is None:
        raise Refusal("sign_in_required", status=401)
    with runtime().uow.write() as tx:
        member_id = invitations.join_as(tx, secret, who.user_id).id
    return redirect(_welcome_path(member_id), 303)


def _welcome_path(member_id: str) -> str:
    return f"/joined?{urlencode({'member': member_id})}"


def _status(refusal: Refusal | None) -> int:
    if refusal is None:
        return 200
    return refusal.status if refusal.status in (429, 503) else 422


def _page(secret: str, asked: Opened | None, refusal: Refusal | None = None) -> Response:
    if asked is None or asked.state != "open":
        state = "unknown" if asked is None else asked.state
        return browser.page("join_over.html", 404 if asked is None else 410, state=state)
    who = browser.signed_in()
    return browser.page(
        "join.html",
        _status(refusal),
        asked=asked,
        secret=secret,
        who=who,
        fits=who is not None and who.email == asked.email,
        here=f"/join?{urlencode({'link': secret})}",
        name=request.form.get("name", "")[:LONGEST_NAME],
        refusal=say(f"error.{refusal.code}.detail", **refusal.params) if refusal else None,
        wrong=refusal.code if refusal else "",
        shortest=SHORTEST,
        longest=LONGEST,
    )
