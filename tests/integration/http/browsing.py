"""A person with a browser, and the extension that sends them to sign in."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import PASSWORD
from threadside.http.origins import SHIPPED_EXTENSION

REDIRECT = f"https://{SHIPPED_EXTENSION}.chromiumapp.org/"
ORIGIN = {"Origin": f"chrome-extension://{SHIPPED_EXTENSION}"}
OWN = {"Origin": "http://127.0.0.1:8080"}
VERIFIER = "a-verifier-of-43-characters-or-more-0123456"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


def authorize_path(**changes: str | None) -> str:
    """The address the extension opens; None leaves a parameter out."""
    asked: dict[str, str | None] = {
        "response_type": "code",
        "client_id": "threadside-extension",
        "redirect_uri": REDIRECT,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "state": "opaque-1",
        **changes,
    }
    return "/oauth/authorize?" + urlencode({k: v for k, v in asked.items() if v is not None})


def form_mark(page: TestResponse) -> str:
    """The hidden mark of the page's form."""
    found = re.search(r'name="form_mark" value="([0-9a-f]+)"', page.text)
    assert found, page.text
    return found[1]


def submit_sign_in(
    client: FlaskClient, email: str, password: str = PASSWORD, target: str = "", **extra: Any
) -> TestResponse:
    """Fill the sign-in form and press the button."""
    page = client.get("/sign-in", query_string={"next": target})
    return client.post(
        "/sign-in",
        data={
            "form_mark": form_mark(page),
            "email": email,
            "password": password,
            "next": target,
            **extra,
        },
        headers=OWN,
    )


def redirected(answer: TestResponse) -> dict[str, str]:
    """The query of where the browser is sent."""
    return {k: v[0] for k, v in parse_qs(urlsplit(answer.location).query).items()}


def code_for(client: FlaskClient, email: str, **changes: str | None) -> str:
    """Sign in from the extension; gives the code that comes back."""
    asked = authorize_path(**changes)
    answer = client.get(submit_sign_in(client, email, target=asked).location)
    assert answer.location.startswith(REDIRECT), answer.text
    return redirected(answer)["code"]


def exchange(client: FlaskClient, code: str, **changes: str | None) -> TestResponse:
    """The extension's exchange of a code; None leaves a parameter out."""
    asked: dict[str, str | None] = {
        "grant_type": "authorization_code",
        "client_id": "threadside-extension",
        "redirect_uri": REDIRECT,
        "code": code,
        "code_verifier": VERIFIER,
        **changes,
    }
    data = {k: v for k, v in asked.items() if v is not None}
    return client.post("/oauth/token", data=data, headers=ORIGIN)


def renew(client: FlaskClient, refresh: str) -> TestResponse:
    """The extension's use of a refresh token."""
    data = {
        "grant_type": "refresh_token",
        "client_id": "threadside-extension",
        "refresh_token": refresh,
    }
    return client.post("/oauth/token", data=data, headers=ORIGIN)


def status_of_me(client: FlaskClient, access: str) -> int:
    """What `/v1/me` answers to an access token."""
    return client.get("/v1/me", headers={"Authorization": f"Bearer {access}"}).status_code
