"""Zendesk's webhooks: told of users, signed with a secret that Zendesk makes.

Sources: developer.zendesk.com: "Webhooks", "Verifying webhook authenticity", "Webhook event types".
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from threadside.crms.zendesk.names import EVENTS
from threadside.linking.defaults import same
from threadside.linking.port import Api, Hook, Request
from threadside.linking.problems import Forged, Garbled
from threadside.linking.reading import dig, key, moment, parsed, text
from threadside.linking.values import Change, Ref


def subscribe(api: Api, url: str) -> Hook:
    """One webhook for all events of users, and the secret that signs it."""
    webhook = {
        "name": "Threadside", "status": "active", "endpoint": url, "http_method": "POST",
        "request_format": "json", "subscriptions": EVENTS,
    }  # fmt: skip
    made = api.call("POST", "/api/v2/webhooks", json={"webhook": webhook}).json
    number = key(dig(made, "webhook.id"))
    if not number:
        raise Garbled("other_fields", "a webhook without an id")
    answer = api.call("GET", f"/api/v2/webhooks/{number}/signing_secret").json
    secret = text(dig(answer, "signing_secret.secret"))
    if not secret:
        raise Garbled("other_fields", "a webhook without a secret")
    return Hook(secret)


def verify(request: Request, secret: str) -> None:
    """Raises Forged when the signature does not hold: of the time and the body, nothing between."""
    if not secret:
        raise Forged("not_signed")
    stamp = request.headers.get("x-zendesk-webhook-signature-timestamp", "")
    digest = hmac.new(secret.encode(), stamp.encode() + request.body, hashlib.sha256).digest()
    same(request.headers.get("x-zendesk-webhook-signature", ""), base64.b64encode(digest).decode())


def changes(body: bytes) -> Sequence[Change]:
    """What a verified body tells; nothing of others than users."""
    event = parsed(body)
    kind, name = text(event.get("type")), key(event.get("id"))
    if not kind.startswith("zen:event-type:user."):
        return ()
    number = key(dig(event, "detail.id"))
    if not number or not name:
        raise Garbled("other_fields", "an event about no user")
    what = kind.rpartition(".")[2]
    gone = what == "deleted" or (what == "active_changed" and dig(event, "event.current") is False)
    at = moment(event.get("time"))
    return (Change(name, "deleted" if gone else "changed", Ref("contact", number), at=at),)
