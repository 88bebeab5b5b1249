"""Reading the form of `POST /sms/json`: a text to carry, or the status Vonage would give.

Source: SMS API OpenAPI 1.2 and its guide to error codes; the words are those of the guide.
"""

import base64
import binascii
import hmac
import re
import time
from collections.abc import Mapping

from threadside.simulator.account import Account
from threadside.simulator.content import is_web_address
from threadside.simulator.parts import is_basic
from threadside.simulator.sms.signature import is_signed
from threadside.simulator.submission import Submission

STATUS_TEXTS: dict[int, str] = {
    1: "Throttled",
    2: "Missing {}",
    3: "Invalid value for {}",
    4: "Bad Credentials",
    5: "Internal Error",
    6: "Invalid Message",
    7: "Number barred",
    8: "Partner account barred",
    9: "Partner quota violation",
    10: "Too many existing binds",
    11: "Account not enabled for HTTP",
    12: "Message too long",
    14: "Invalid Signature",
    15: "Illegal Sender Address - rejected",
    22: "Invalid Network Code",
    23: "Invalid Callback URL",
    29: "Non White-listed Destination",
    32: "Signature And API Secret Disallowed",
    33: "Number De-activated",
}
THROTTLED, QUOTA = 1, 9

_RECIPIENT = re.compile(r"[1-9][0-9]{6,14}")
_SENDER = re.compile(r"[0-9]{3,15}|[0-9A-Za-z ]{3,11}")
_TEXT_LIMIT = 3200
_TTL_MS = (20_000, 604_800_000)
_CLOCK_SKEW_S = 300


class SmsRefusedError(Exception):
    """A request is answered with this status, inside HTTP 200."""

    def __init__(self, status: int, about: str = "", text: str | None = None) -> None:
        self.status = status
        self.text = text or describe(status, about)
        super().__init__(self.text)


def describe(status: int, about: str = "") -> str:
    """The words beside a status."""
    return STATUS_TEXTS.get(status, "Unknown").format(about)


def authenticate(account: Account, form: Mapping[str, str], authorization: str | None) -> None:
    """Key and secret by Basic or in the form, or key and signature. Raises SmsRefusedError."""
    key, secret = basic_credentials(authorization)
    key, secret = key or form.get("api_key", ""), secret or form.get("api_secret", "")
    if not key:
        raise SmsRefusedError(2, "api_key")
    if "sig" in form and secret:
        raise SmsRefusedError(32)
    if "sig" in form:
        _check_signature(account, form, key)
        return
    wanted = f"{account.api_key}:{account.api_secret}"
    if not hmac.compare_digest(f"{key}:{secret}".encode(), wanted.encode()):
        raise SmsRefusedError(4)


def read_request(form: Mapping[str, str], account: Account) -> Submission:
    """Check what is there, then what it says. Raises SmsRefusedError.

    A text outside the SMS alphabet that does not ask for `unicode` is carried with question marks,
    as it is at Vonage.
    """
    for name in ("from", "to", "text"):
        if not form.get(name):
            raise SmsRefusedError(2, name)
    sender, to = form["from"], form["to"].removeprefix("+")
    kind = form.get("type", "text")
    if not _RECIPIENT.fullmatch(to):
        raise SmsRefusedError(3, "to")
    if kind not in {"text", "unicode"}:
        raise SmsRefusedError(3, "type")
    if not _SENDER.fullmatch(sender) or not account.may_send(sender):
        raise SmsRefusedError(15)
    if len(form["text"]) > _TEXT_LIMIT:
        raise SmsRefusedError(12)
    if len(form.get("client-ref", "")) > 100:
        raise SmsRefusedError(3, "client-ref")
    _check_options(form)
    text = form["text"] if kind == "unicode" else _mangled(form["text"])
    return Submission(
        "sms",
        to,
        sender,
        text,
        form.get("client-ref"),
        form.get("callback"),
        api="sms",
        encoding=kind,
        wants_receipts=form.get("status-report-req", "1").lower() not in {"0", "false"},
    )


def _check_options(form: Mapping[str, str]) -> None:
    if "callback" in form and not is_web_address(form["callback"]):
        raise SmsRefusedError(23)
    if ttl := form.get("ttl"):
        shortest, longest = _TTL_MS
        if not (ttl.isascii() and ttl.isdigit() and shortest <= int(ttl) <= longest):
            raise SmsRefusedError(3, "ttl")


def _check_signature(account: Account, form: Mapping[str, str], key: str) -> None:
    stamp = form.get("timestamp", "")
    fresh = stamp.isdigit() and abs(time.time() - int(stamp)) <= _CLOCK_SKEW_S
    algorithm = account.sms_signature or "md5hash"
    signed = is_signed(form, account.signature_secret, algorithm)
    if key != account.api_key or not fresh or not signed:
        raise SmsRefusedError(14)


def basic_credentials(authorization: str | None) -> tuple[str, str]:
    """Key and secret of a header, empty if it has none. Raises SmsRefusedError if unreadable."""
    scheme, _, credentials = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        key, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise SmsRefusedError(4) from error
    return key, secret


def _mangled(text: str) -> str:
    return "".join(character if is_basic(character) else "?" for character in text)
