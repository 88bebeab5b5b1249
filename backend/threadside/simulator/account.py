"""The one Vonage account the simulator plays: credentials, webhook addresses, numbers, speed."""

import json
import re
import secrets
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


def bare_number(number: str) -> str:
    """A number as Vonage writes it: digits without plus sign and punctuation.

    Anything else (a short name, say) only loses the space around it.
    """
    digits = re.sub(r"[\s().+-]", "", number)
    return digits if digits.isdigit() else number.strip()


def _web_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("an http:// or https:// address is needed")
    return url


def _rsa_public_key(pem: str) -> str:
    if not isinstance(serialization.load_pem_public_key(pem.encode()), rsa.RSAPublicKey):
        raise ValueError("the public key of an application is an RSA key")  # noqa: TRY004
    return pem


WebAddress = Annotated[str, AfterValidator(_web_address)]
Number = Annotated[str, BeforeValidator(lambda value: bare_number(str(value)))]


class Account(BaseModel):
    """Everything that can be set through `/_sim/config`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_key: str = Field(min_length=1)
    api_secret: str = Field(min_length=1)
    application_id: str = Field(min_length=1)
    application_public_key: Annotated[str, AfterValidator(_rsa_public_key)]
    signature_secret: str = Field(min_length=1)
    inbound_url: WebAddress | None = None
    status_url: WebAddress | None = None
    lines: tuple[Number, ...] = ()
    """Numbers that may send; any number may while the list is empty."""
    submitted_after_s: float = Field(default=0.15, ge=0)
    delivered_after_s: float = Field(default=0.4, ge=0)
    text_limit: int = Field(default=1000, ge=1, le=3200)
    """The API documents 1,000 characters; Vonage's own SDK lets 3,200 through."""
    reports_after_s: float = Field(default=300.0, ge=0)
    """Virtual seconds until a message stands in the records."""
    reports_page: int = Field(default=1000, ge=1, le=1000)
    currency: str = "USD"
    price: str = "0.0083"
    network_code: str = "310260"

    def changed(self, changes: Mapping[str, Any]) -> "Account":
        """This account with some fields replaced. Raises pydantic.ValidationError."""
        return Account.model_validate({**self.model_dump(), **changes})


ACCOUNT_FILE = "account.json"
PRIVATE_KEY_FILE = "private.key"


def open_account(folder: Path) -> Account:
    """The account kept in `folder`; on first use one is opened with fresh credentials.

    `account.json` holds what a client needs (the credentials and the webhook signature secret),
    `private.key` the application's RSA key, as Vonage's dashboard hands it out.
    """
    account_file, key_file = folder / ACCOUNT_FILE, folder / PRIVATE_KEY_FILE
    if not (account_file.exists() and key_file.exists()):
        _open_new(account_file, key_file)
    known: dict[str, Any] = json.loads(account_file.read_text("utf-8"))
    known.pop("private_key_file", None)
    return Account.model_validate(known)


def _open_new(account_file: Path, key_file: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    key_file.touch(mode=0o600)
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    account_file.touch(mode=0o600)
    account_file.write_text(
        json.dumps(
            {
                "api_key": secrets.token_hex(4),
                "api_secret": secrets.token_urlsafe(12),
                "application_id": str(uuid.uuid4()),
                "application_public_key": public.decode(),
                "signature_secret": secrets.token_hex(32),
                "private_key_file": str(key_file.absolute()),
            },
            indent=2,
        )
        + "\n",
        "utf-8",
    )
