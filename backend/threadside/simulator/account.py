"""The one Vonage account the simulator plays: credentials, webhook addresses, numbers, speed."""

import json
import secrets
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import BaseModel, ConfigDict, Field

from threadside.simulator.fields import Number, PublicKey, WebAddress
from threadside.simulator.limits import Limits
from threadside.simulator.sms.signature import Algorithm


class Account(BaseModel):
    """Everything that can be set through `/_sim/config`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_key: str = Field(min_length=1)
    api_secret: str = Field(min_length=1)
    application_id: str = Field(min_length=1)
    application_public_key: PublicKey
    signature_secret: str = Field(min_length=1)
    inbound_url: WebAddress | None = None
    status_url: WebAddress | None = None
    api_type: Literal["messages", "sms"] = "messages"
    """The dashboard's "Messaging API type": in which format contacts' texts are told."""
    webhook_version: Literal["v1", "v0.1"] = "v1"
    """Of the Messages API's webhooks, where application and message don't say otherwise."""
    mo_callback_url: WebAddress | None = None
    dr_callback_url: WebAddress | None = None
    """The account's own addresses for inbound messages and receipts; the SMS API has no others."""
    sms_webhook_method: Literal["GET", "POST", "POST-JSON"] = "GET"
    sms_signature: Algorithm | None = None
    """How the SMS API's webhooks are signed; None: not at all."""
    lenient_content_type: bool = False
    """Whether a form of the SMS API is read although its Content-Type says that it is JSON."""
    retry_4xx: bool = False
    """Whether webhooks answered with 4xx are tried again, as older pages of Vonage's say."""
    lines: tuple[Number, ...] = ()
    """Numbers that may send; any number may while the list is empty."""
    rented: tuple[Number, ...] = ()
    """Numbers that were bought through the Numbers API: further ones of the account."""
    submitted_after_s: float = Field(default=0.15, ge=0)
    delivered_after_s: float = Field(default=0.4, ge=0)
    text_limit: int = Field(default=1000, ge=1, le=3200)
    """The API documents 1,000 characters; Vonage's own SDK lets 3,200 through."""
    reports_after_s: float = Field(default=300.0, ge=0)
    """Virtual seconds until a message stands in the records."""
    reports_page: int = Field(default=1000, ge=1, le=1000)
    media_limit: int = Field(default=2_000_000, ge=1, le=20_000_000)
    """Bytes of one file of an MMS."""
    carrier_media_limit: int | None = Field(default=None, ge=1)
    """Bytes of all files of an MMS together; American carriers take 600,000 to 1,000,000."""
    secure_media: bool = False
    """Whether files of inbound messages are given to the application's tokens alone."""
    media_url: WebAddress | None = None
    """Where webhooks say that files are; by default the simulator's own TLS address."""
    opt_out: Literal["manual", "carrier", "assist"] = "manual"
    """Who keeps the list of opt-outs: only `/_sim/optout`; also STOP and START of contacts; or
    Opt-Out Assist, which answers them as well."""
    currency: str = "USD"
    price: str = "0.0083"
    """Of one part."""
    balance: float = 10_000.0
    """Before anything was sent; what it can't pay for is refused."""
    network_code: str = "310260"
    limits: Limits = Limits()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number that is known to be the account's."""
        return (*self.lines, *self.rented)

    def may_send(self, number: str) -> bool:
        """Whether texts may come from a number. Renting one takes nothing from the others."""
        return not self.lines or number in self.numbers

    def charge(self, parts: int) -> float:
        """What a message of so many parts costs, in `currency`."""
        return float(self.price) * parts

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
