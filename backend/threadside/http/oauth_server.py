"""Our OAuth server (Authlib): authorization code with PKCE S256, refresh, revocation.

One public client, the extension. What is stored and for how long stands in `workspace.codes`
and `workspace.tokens`; here Authlib's grants are tied to them.
"""

from dataclasses import dataclass
from typing import Any, cast

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, OAuth2Error, OAuth2Request, grants
from authlib.oauth2.rfc6749.errors import InvalidRequestError
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import Flask, g

from threadside.http import browser
from threadside.http.origins import redirect_uris
from threadside.settings import Settings
from threadside.store.uow import Tx
from threadside.workspace import codes, tokens
from threadside.workspace.secrets import new_secret

CLIENT_ID = "threadside-extension"
SERVER = "threadside.oauth"
SINGLE = ("client_id", "redirect_uri", "response_type", "grant_type", "state")

__all__ = ["CLIENT_ID", "SERVER", "OAuth2Error", "Server", "build", "working_in"]


def working_in(tx: Tx) -> None:
    """Let the grants of this request work in `tx`."""
    g.oauth_tx = tx


def _tx() -> Tx:
    return cast(Tx, g.oauth_tx)


@dataclass(frozen=True)
class Extension(ClientMixin):  # type: ignore[misc]
    """The one client: public, so it proves itself by PKCE and by where it can be redirected to."""

    redirects: frozenset[str]
    client_id: str = CLIENT_ID

    def get_client_id(self) -> str:
        """Its id."""
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """None: the redirect is always named."""

    def get_allowed_scope(self, _scope: str | None) -> str:
        """There are no scopes: a token may do what its member may do."""
        return ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Exact comparison, as RFC 9700, section 2.1 wants it."""
        return redirect_uri in self.redirects

    def check_client_secret(self, _secret: str) -> bool:
        """It has none."""
        return False

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        """A public client authenticates by nothing."""
        return method == "none"

    def check_response_type(self, response_type: str) -> bool:
        """Codes only."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Codes and refresh tokens."""
        return grant_type in {"authorization_code", "refresh_token"}


@dataclass(frozen=True)
class _Code:
    redeemed: codes.Redeemed
    code_challenge_method: str = "S256"

    @property
    def code_challenge(self) -> str:
        return self.redeemed.code_challenge

    def get_redirect_uri(self) -> str:
        return self.redeemed.redirect_uri

    def get_scope(self) -> str:
        return ""


@dataclass(frozen=True)
class _Token:
    family: str
    client_id: str
    renewed: tokens.Family | None = None

    def check_client(self, client: Extension) -> bool:
        return self.client_id == client.client_id

    def get_scope(self) -> str:
        return ""


class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    """Authorization code, exchanged by a public client."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("none",)

    def generate_authorization_code(self) -> str:
        """256 random bits."""
        return new_secret()

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        """Keep what was agreed, for the exchange."""
        codes.give(
            _tx(),
            code,
            client_id=request.client.client_id,
            member_id=request.user,
            redirect_uri=request.payload.redirect_uri,
            code_challenge=request.payload.data["code_challenge"],
        )

    def query_authorization_code(self, code: str, client: Extension) -> _Code | None:
        """Use the code up."""
        redeemed = codes.redeem(_tx(), code, client.client_id)
        return None if redeemed is None else _Code(redeemed)

    def delete_authorization_code(self, authorization_code: _Code) -> None:
        """It went when it was read."""

    def authenticate_user(self, authorization_code: _Code) -> str | None:
        """The member, unless they were made inactive meanwhile."""
        member_id = authorization_code.redeemed.member_id
        return member_id if tokens.is_active(_tx(), member_id) else None


class RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]
    """Refresh with rotation; see `workspace.tokens` for reuse."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("none",)
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> _Token | None:
        """Use the token up."""
        client_id = self.request.client.client_id
        family = tokens.rotate(_tx(), refresh_token, client_id)
        return None if family is None else _Token(family.id, client_id, family)

    def authenticate_user(self, refresh_token: _Token) -> str | None:
        """The member, unless they were made inactive."""
        family = refresh_token.renewed
        if family is None or not tokens.is_active(_tx(), family.member_id):
            return None
        return family.member_id

    def revoke_old_credential(self, refresh_token: _Token) -> None:
        """It was used up when it was read."""


class S256(CodeChallenge):  # type: ignore[misc]
    """PKCE, S256 and nothing weaker, never left out (RFC 9700, section 2.1.1)."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

    def validate_code_challenge(self, grant: CodeGrant, redirect_uri: str) -> None:
        """Refuse a request without a challenge, or with one that is its own verifier."""
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE with code_challenge_method S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    """RFC 7009: either token ends the whole sign-in."""

    CLIENT_AUTH_METHODS = ("none",)

    def query_token(self, token_string: str, _hint: str | None) -> _Token | None:
        """The token, whichever kind it is."""
        found = tokens.find_family(_tx(), token_string)
        return None if found is None else _Token(*found)

    def revoke_token(self, token: _Token, _request: OAuth2Request) -> None:
        """End its family."""
        tokens.end_family(_tx(), token.family)


class Server(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server, which must not be handed characters that its own errors can't carry."""

    def create_oauth2_request(self, request: Any) -> OAuth2Request:
        """The request, if each parameter is printable ASCII (RFC 6749, appendix A).

        Raises:
            OAuth2Error: `invalid_request`.
        """
        made = super().create_oauth2_request(request)
        for name in SINGLE:
            value = made.payload.data.get(name, "")
            if not (value.isascii() and (value.isprintable() or not value)):
                raise InvalidRequestError(f"The parameter {name} is not printable ASCII.")
            if name != "state" and any(c in value for c in '"\\'):
                raise InvalidRequestError(f"The parameter {name} holds a quote or a backslash.")
        return made


def build(app: Flask, settings: Settings) -> Server:
    """The OAuth server of `app`, ready to answer."""
    client = Extension(redirect_uris(settings))
    server = Server(
        app,
        query_client=lambda client_id: client if client_id == CLIENT_ID else None,
        save_token=_save,
    )
    server.register_token_generator(
        "default",
        BearerTokenGenerator(_secret, _secret, int(tokens.ACCESS.total_seconds())),
    )
    server.register_grant(CodeGrant, [S256(required=True)])
    server.register_grant(RefreshGrant)
    server.register_endpoint(Revocation)
    app.extensions[SERVER] = server
    return server


def _secret(**_context: Any) -> str:
    return new_secret()


def _save(token: dict[str, Any], request: OAuth2Request) -> None:
    tx = _tx()
    if request.refresh_token is not None:
        family = request.refresh_token.renewed
    else:
        redeemed = request.authorization_code.redeemed
        family = tokens.Family(redeemed.family, redeemed.member_id, tx.now, browser.device())
    tokens.issue(tx, family, CLIENT_ID, token["access_token"], token["refresh_token"])
