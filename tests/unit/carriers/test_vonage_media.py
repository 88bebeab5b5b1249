"""The application's token is for Vonage's own hosts: whoever has it can send texts."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwt
from joserfc.jwk import RSAKey

from threadside.carriers.vonage_media import headers
from threadside.sending.port import AccountAccess

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = KEY.private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
)


def access(**changed: str) -> AccountAccess:
    values = {
        "id": "account", "api_host": "api.nexmo.com", "api_key": "abcd1234",
        "application_id": "7c5a", "private_key": PEM.decode(), "signature_secret": "secret",
    }  # fmt: skip
    return AccountAccess(**values | changed)


@pytest.mark.parametrize("host", ["api.nexmo.com", "api-us.nexmo.com", "MEDIA.VONAGE.COM"])
def test_vonages_own_hosts_get_the_applications_token(host: str) -> None:
    token = headers(access(), host)["Authorization"].removeprefix("Bearer ")
    public = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    claims = jwt.decode(token, RSAKey.import_key(public), algorithms=["RS256"]).claims
    assert claims["application_id"] == "7c5a"
    assert claims["exp"] - claims["iat"] <= 900


@pytest.mark.parametrize(
    "host",
    ["evil.example", "nexmo.com.evil.example", "evilnexmo.com", "127.0.0.1", "", "nexmo.com"],
)
def test_nobody_else_does(host: str) -> None:
    assert headers(access(), host) == {}


def test_the_host_that_an_account_names_is_its_own() -> None:
    assert headers(access(api_host="127.0.0.1:8443"), "127.0.0.1")
    assert headers(access(private_key=""), "api.nexmo.com") == {}
    assert headers(access(application_id=""), "api.nexmo.com") == {}
