"""Close's webhooks: signed with a key that Close makes, in hexadecimal.

Source: developer.close.com, "Webhooks" and "Events".
"""

import hashlib
import hmac
from collections.abc import Sequence

from threadside.crms.close.names import EVENTS
from threadside.linking.defaults import same
from threadside.linking.port import Api, Hook, Request
from threadside.linking.problems import Forged, Garbled
from threadside.linking.reading import key, moment, must, parsed, row, text
from threadside.linking.values import Change, Ref


def subscribe(api: Api, url: str) -> Hook:
    """One webhook for contacts; it does not lapse."""
    body = {"url": url, "events": EVENTS}
    made = must(api.call("POST", "/api/v1/webhook/", json=body).json, "signature_key")
    return Hook(text(made["signature_key"]))


def verify(request: Request, hook_secret: str) -> None:
    """Of the time and the body, nothing between. An event is sent for up to three days, so that its
    age says nothing.

    Raises:
        Forged: when it does not hold.
    """
    try:
        secret = bytes.fromhex(hook_secret)
    except ValueError:
        raise Forged("not_signed") from None
    signed = request.headers.get("close-sig-timestamp", "").encode() + request.body
    digest = hmac.new(secret, signed, hashlib.sha256).hexdigest() if secret else ""
    same(request.headers.get("close-sig-hash", ""), digest)


def changes(body: bytes) -> Sequence[Change]:
    """What a verified body tells; nothing of others than contacts.

    Raises:
        Garbled: when it is no event.
    """
    event = must(row(parsed(body).get("event")), "object_type")
    if event["object_type"] != "contact":
        return ()
    number, name = key(event.get("object_id")), key(event.get("id"))
    if not number or not name:
        raise Garbled("other_fields", "an event about no contact")
    gone = event.get("action") == "deleted"
    at = moment(event.get("date_created"))
    return (Change(name, "deleted" if gone else "changed", Ref("contact", number), at=at),)
