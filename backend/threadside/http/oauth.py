"""Where the extension gets, renews and gives back its tokens (RFC 6749, 7009, 8414)."""

from datetime import timedelta
from typing import cast
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.errors import Refusal
from threadside.http import browser
from threadside.http.guards import open_to_anyone
from threadside.http.oauth_server import SERVER, OAuth2Error, Server, working_in
from threadside.runtime import runtime
from threadside.words import say
from threadside.workspace import sessions, tokens
from threadside.workspace.members import Membership
from threadside.workspace.sessions import SignedIn

bp = Blueprint("oauth", __name__)

JUST_NOW = timedelta(minutes=1)
"""Who typed the password this recently has agreed by doing so, once: a sidebar that was signed out
meanwhile doesn't come back by itself."""


def _server() -> Server:
    return cast(Server, current_app.extensions[SERVER])


@bp.get("/.well-known/oauth-authorization-server")
@open_to_anyone("Public facts about this server.")
def metadata() -> Response:
    """What this server can do (RFC 8414)."""
    base = runtime().settings.public_url
    return jsonify(
        issuer=base,
        authorization_endpoint=f"{base}/oauth/authorize",
        token_endpoint=f"{base}/oauth/token",
        revocation_endpoint=f"{base}/oauth/revoke",
        response_types_supported=["code"],
        grant_types_supported=["authorization_code", "refresh_token"],
        code_challenge_methods_supported=["S256"],
        token_endpoint_auth_methods_supported=["none"],
        revocation_endpoint_auth_methods_supported=["none"],
    )


@bp.get("/oauth/authorize")
@open_to_anyone("Leads to the sign-in page without a session; gives codes to the extension alone.")
def authorize() -> AnyResponse:
    """Ask who signs in and for which workspace, unless that is already clear."""
    try:
        _server().get_consent_grant()
    except OAuth2Error as error:
        return _refused(error)
    who = browser.signed_in()
    if who is None:
        return redirect(f"/sign-in?{urlencode({'next': request.full_path})}", 303)
    choices = _choices(who)
    if not choices:
        return browser.page("nowhere.html", 403, who=who, here=request.full_path)
    if len(choices) == 1 and _agreed(who, choices[0].member_id):
        return _grant(choices[0].member_id)
    return browser.page("authorize.html", who=who, choices=choices, here=request.full_path)


@bp.post("/oauth/authorize")
@open_to_anyone("Needs a session and a form that carries this browser's mark.")
def authorize_chosen() -> AnyResponse:
    """The workspace was chosen, or the sign-in called off."""
    who = browser.signed_in()
    try:
        browser.check_form()
    except Refusal:
        return redirect(request.full_path, 303)
    if request.form.get("decision") == "cancel":
        return _grant(None)
    chosen = request.form.get("member", "")
    if who is None or chosen not in {each.member_id for each in _choices(who)}:
        return redirect(request.full_path, 303)
    return _grant(chosen)


@bp.post("/oauth/token")
@open_to_anyone("A code with its verifier, or a refresh token, is the proof.")
def token() -> Response:
    """Exchange a code or a refresh token for a new pair."""
    with runtime().uow.write() as tx:
        working_in(tx)
        return _answered(_server().create_token_response())


@bp.post("/oauth/revoke")
@open_to_anyone("The token itself is the proof.")
def revoke() -> Response:
    """End the sign-in that a token belongs to."""
    with runtime().uow.write() as tx:
        working_in(tx)
        return _answered(_server().create_endpoint_response("revocation"))


@bp.errorhandler(OAuth2Error)
def on_oauth_error(error: OAuth2Error) -> Response:
    """An error in the form that RFC 6749, section 5.2 gives it."""
    return cast(Response, _server().handle_error_response(None, error))


def _choices(who: SignedIn) -> list[Membership]:
    with runtime().uow.read() as session:
        return sessions.open_to(session, who)


def _agreed(who: SignedIn, member_id: str) -> bool:
    if runtime().uow.clock() - who.since >= JUST_NOW:
        return False
    with runtime().uow.read() as session:
        return not tokens.begun_since(session, member_id, who.since)


def _grant(member_id: str | None) -> AnyResponse:
    server = _server()
    try:
        grant = server.get_consent_grant()
    except OAuth2Error as error:
        return _refused(error)
    secret = browser.session_secret() or ""
    with runtime().uow.write() as tx:
        working_in(tx)
        if member_id is None or sessions.still_opens(tx, secret, member_id):
            return cast(
                Response,
                server.create_authorization_response(
                    grant.request, grant_user=member_id, grant=grant
                ),
            )
    return redirect(request.full_path, 303)


def _refused(error: OAuth2Error) -> AnyResponse:
    """To the client where it is known to be the client's address, else a page for the person."""
    if error.redirect_uri:
        return cast(Response, _server().handle_error_response(None, error))
    return browser.page("refused.html", 400, sentence=say("sign_in.refused"), code=error.error)


def _answered(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Pragma"] = "no-cache"
    return response
