import base64
import hashlib
import json
import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import OctKey, RSAKey

from threadside.simulator.account import Account, open_account
from threadside.simulator.auth import authenticate
from threadside.simulator.faults import Fault, FaultBook
from threadside.simulator.problems import UNPROVISIONED, WRONG_CREDENTIALS, Problem, RefusedError
from threadside.simulator.signing import sign

BODY = '{"text":"Grüße 👋"}'.encode()
CONTACT = "17205550142"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Account, RSAKey]:
    folder = tmp_path_factory.mktemp("account")
    account = open_account(folder)
    assert open_account(folder) == account
    return account, RSAKey.import_key((folder / "private.key").read_bytes())


def bearer(key: RSAKey | OctKey, algorithm: str = "RS256", **claims: Any) -> str:
    return "Bearer " + jwt.encode(
        {"alg": algorithm, "typ": "JWT"},
        {key: value for key, value in claims.items() if value is not None},
        key,
    )


def refusal(account: Account, authorization: str | None) -> Problem | None:
    try:
        authenticate(account, authorization)
    except RefusedError as refused:
        return refused.problem
    return None


def test_an_applications_token_and_the_accounts_secret_pass(
    opened: tuple[Account, RSAKey],
) -> None:
    account, key = opened
    now = int(time.time())
    claims = {"application_id": account.application_id, "iat": now, "jti": "1"}
    assert refusal(account, bearer(key, **claims, exp=now + 900)) is None
    assert refusal(account, bearer(key, **claims)) is None
    secret = base64.b64encode(f"{account.api_key}:{account.api_secret}".encode()).decode()
    assert refusal(account, f"Basic {secret}") is None


@pytest.mark.parametrize(
    "shift",
    [
        {"iat": 3600, "exp": 7200},
        {"iat": -3600, "exp": -1},
        {"iat": -1000},
        {"iat": 0, "exp": 25 * 3600},
        {"exp": 900},
    ],
)
def test_a_token_outside_its_time_is_refused(
    opened: tuple[Account, RSAKey], shift: dict[str, int]
) -> None:
    account, key = opened
    times = {claim: int(time.time()) + seconds for claim, seconds in shift.items()}
    token = bearer(key, application_id=account.application_id, **times)
    assert refusal(account, token) == WRONG_CREDENTIALS


def test_a_token_of_another_application_or_key_is_refused(
    opened: tuple[Account, RSAKey],
) -> None:
    account, key = opened
    now = int(time.time())
    assert refusal(account, bearer(key, application_id="other", iat=now)) == UNPROVISIONED
    stranger = RSAKey.generate_key(2048)
    mine = {"application_id": account.application_id, "iat": now}
    assert refusal(account, bearer(stranger, **mine)) == WRONG_CREDENTIALS


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(
    opened: tuple[Account, RSAKey],
) -> None:
    account, _ = opened
    header = base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode().rstrip("=")
    claims = json.dumps({"application_id": account.application_id, "iat": int(time.time())})
    payload = base64.urlsafe_b64encode(claims.encode()).decode().rstrip("=")
    assert refusal(account, f"Bearer {header}.{payload}.x") == WRONG_CREDENTIALS


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x", "Basic !", "Basic eDp5", "X y"])
def test_anything_else_is_refused(opened: tuple[Account, RSAKey], header: str | None) -> None:
    assert refusal(opened[0], header) == WRONG_CREDENTIALS


def verify(authorization: str | None, secret: str) -> dict[str, Any]:
    assert authorization is not None
    scheme, _, token = authorization.partition(" ")
    assert scheme == "Bearer"
    return jwt.decode(token, OctKey.import_key(secret), algorithms=["HS256"]).claims


def test_a_webhooks_signature_names_the_exact_bytes(opened: tuple[Account, RSAKey]) -> None:
    account, _ = opened
    authorization, _ = sign(account, BODY, FaultBook(0), CONTACT, application_id="mine")
    claims = verify(authorization, account.signature_secret)
    assert claims["payload_hash"] == hashlib.sha256(BODY).hexdigest()
    assert (claims["iss"], claims["api_key"]) == ("Vonage", account.api_key)
    assert claims["application_id"] == "mine"
    assert abs(claims["iat"] - time.time()) < 5
    again = verify(sign(account, BODY, FaultBook(0), CONTACT)[0], account.signature_secret)
    assert again["jti"] != claims["jti"]
    assert "application_id" not in again


def struck_by(kind: str, **fields: object) -> FaultBook:
    book = FaultBook(0)
    book.add(Fault.model_validate({"kind": kind, **fields}))
    return book


def test_signature_faults_break_exactly_what_they_say(opened: tuple[Account, RSAKey]) -> None:
    account, _ = opened
    secret = account.signature_secret
    assert sign(account, BODY, struck_by("unsigned"), CONTACT) == (None, "unsigned")
    with pytest.raises(BadSignatureError):
        verify(sign(account, BODY, struck_by("bad_signature"), CONTACT)[0], secret)
    wrong = verify(sign(account, BODY, struck_by("wrong_hash"), CONTACT)[0], secret)
    assert wrong["payload_hash"] != hashlib.sha256(BODY).hexdigest()
    old = verify(sign(account, BODY, struck_by("skewed_iat", seconds=3600), CONTACT)[0], secret)
    assert abs(time.time() - 3600 - old["iat"]) < 5
    other = verify(sign(account, BODY, struck_by("other_api_key"), CONTACT)[0], secret)
    assert other["api_key"] != account.api_key
