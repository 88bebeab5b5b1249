"""The token endpoint: a code for tokens, a refresh token for the next ones, revoking (RFC 6749,
RFC 7009). Authlib speaks the protocol; what CRMs answer besides is told apart here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session

from threadside.linking.answers import json_of, said
from threadside.linking.apps import App
from threadside.linking.port import OAuth, Region
from threadside.linking.problems import CrmProblem, Garbled, NeedsSignIn, Throttled, Unavailable
from threadside.linking.transport import Transport, lower

WAIT_S: Final = 60.0
"""After a 429 of a token endpoint that does not say for how long."""
LONGEST_LIFE_S: Final = 10 * 365 * 86400
_GRANT_OVER: Final = frozenset(
    {"invalid_grant", "invalid_code", "bad_refresh_token", "invalid_refresh_token"}
)
"""RFC 6749 5.2; Zoho and HubSpot have words of their own."""
_APP_REFUSED: Final = frozenset({"invalid_client", "unauthorized_client", "invalid_client_id"})
_METHODS: Final = {"body": "client_secret_post", "basic": "client_secret_basic"}


@dataclass(frozen=True)
class Grant:
    """What the token endpoint gave. `scopes` is None where it does not say: those asked for
    (RFC 6749, 5.1). `answer` is all of it, for the adapter."""

    access: str
    refresh: str | None
    lives_s: float | None
    scopes: frozenset[str] | None
    answer: Mapping[str, Any]


class Exchange:
    """One application's dealings with one CRM's place to sign in."""

    def __init__(
        self, transport: Transport, oauth: OAuth, region: Region, host: str, app: App
    ) -> None:
        self._transport = transport
        self._oauth = oauth
        self._region = region
        self._host = host
        self._app = app

    def address(self, redirect_uri: str, state: str, verifier: str) -> str:
        """Where somebody signs in and consents. An empty `verifier` is for a CRM without PKCE."""
        session = self._session(redirect_uri=redirect_uri, asking=True)
        where = self._at(self._region.authorize)
        url, _ = session.create_authorization_url(
            where, state=state, code_verifier=verifier or None, **self._oauth.extra
        )
        return str(url)

    def code(self, code: str, verifier: str, redirect_uri: str) -> Grant:
        """Tokens for the code of a callback.

        Raises:
            NeedsSignIn: `sign_in_ended` for a code that does not hold (any more), `app_refused`.
            Throttled, Unavailable, Garbled: as they say.
        """
        session = self._session(redirect_uri=redirect_uri)
        with _read_as_ours():
            answer = session.fetch_token(
                self._at(self._region.token),
                grant_type="authorization_code",
                code=code,
                allow_redirects=False,
                **({"code_verifier": verifier} if verifier else {}),
            )
        return self._grant(answer)

    def refresh(self, refresh_token: str) -> Grant:
        """The next tokens. Raises as `code` does."""
        session = self._session()
        with _read_as_ours():
            answer = session.refresh_token(
                self._at(self._region.token), refresh_token=refresh_token, allow_redirects=False
            )
        return self._grant(answer)

    def revoke(self, token: str, hint: str) -> bool:
        """Tell the CRM that a token is not used any more; whether it says it has heard."""
        if not self._region.revoke:
            return False
        session = self._session()
        try:
            with _read_as_ours():
                answer: requests.Response = session.revoke_token(
                    self._at(self._region.revoke),
                    token=token,
                    token_type_hint=hint,
                    allow_redirects=False,
                )
        except CrmProblem:
            return False
        return answer.status_code < 300

    def _session(self, *, redirect_uri: str = "", asking: bool = False) -> Any:
        method = _METHODS[self._oauth.client_auth]
        scopes = " ".join(self._at(scope.name) for scope in self._oauth.scopes)
        session = OAuth2Session(
            self._app.client_id,
            self._app.client_secret,
            token_endpoint_auth_method=method,
            revocation_endpoint_auth_method=method,
            scope=(scopes or None) if asking else None,
            redirect_uri=redirect_uri or None,
            code_challenge_method="S256" if self._oauth.pkce else None,
        )
        self._transport.prepare(session, own=False)
        for answered in ("access_token_response", "refresh_token_response"):
            session.register_compliance_hook(answered, _checked)
        return session

    def _at(self, address: str) -> str:
        return address.replace("{host}", self._host)

    def _grant(self, answer: Mapping[str, Any]) -> Grant:
        refresh = answer.get("refresh_token")
        lives = answer.get("expires_in") or self._oauth.lives_s
        return Grant(
            access=answer["access_token"],
            refresh=refresh if isinstance(refresh, str) and refresh else None,
            lives_s=min(float(lives), LONGEST_LIFE_S) if lives else None,
            scopes=_scopes(answer),
            answer=answer,
        )


@contextmanager
def _read_as_ours() -> Iterator[None]:
    try:
        yield
    except (AuthlibBaseError, requests.RequestException, ValueError, TypeError) as error:
        raise Garbled("bad_token") from error


def _checked(response: requests.Response) -> requests.Response:
    """Authlib's hook: only a token that is one is left to it.

    Raises:
        NeedsSignIn, Throttled, Unavailable, Garbled: for everything else.
    """
    status, kind = response.status_code, response.headers.get("Content-Type", "")
    if status >= 500 or status == 408:
        raise Unavailable("slow" if status in {408, 504} else "broken")
    if status == 429:
        after = lower(response.headers).get("retry-after", "")
        raise Throttled(float(after) if after.isdigit() and len(after) < 7 else WAIT_S)
    if 300 <= status < 400:
        raise Garbled("redirected")
    answer = json_of(response.content, kind)
    if not isinstance(answer, dict):
        raise Garbled("bad_token")
    if status >= 400 or "error" in answer:
        raise _refused(answer, said(response.content, kind))
    _require_token(answer)
    return response


def _refused(answer: Mapping[str, Any], sentence: str) -> CrmProblem:
    codes = {str(answer.get(name, "")).lower() for name in ("error", "status", "code")}
    if codes & _GRANT_OVER:
        return NeedsSignIn("sign_in_ended", sentence)
    if codes & _APP_REFUSED:
        return NeedsSignIn("app_refused", sentence)
    return Unavailable("broken", sentence)


def _require_token(answer: Mapping[str, Any]) -> None:
    token, lives = answer.get("access_token"), answer.get("expires_in")
    plain = isinstance(token, str) and 0 < len(token) <= 16_384 and token.isascii()
    if not plain or not str(token).isprintable() or " " in str(token):
        raise Garbled("bad_token")
    if lives is not None and not (str(lives).isascii() and str(lives).isdigit()):
        raise Garbled("bad_token")


def _scopes(answer: Mapping[str, Any]) -> frozenset[str] | None:
    """`scope` with spaces (RFC 6749, 3.3) or commas; HubSpot's `scopes` is a list."""
    given = answer.get("scope", answer.get("scopes"))
    if isinstance(given, str):
        return frozenset(given.replace(",", " ").split())
    if isinstance(given, list):
        return frozenset(each for each in given if isinstance(each, str))
    return None
