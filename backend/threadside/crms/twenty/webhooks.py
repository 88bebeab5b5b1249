"""Twenty's webhooks: signed with a secret that we give, told for each change of a person.

Source: docs.twenty.com, "APIs & Webhooks"; github.com/twentyhq/twenty, call-webhook.job.ts: what is
signed is `<timestamp>:<body>`, the body being without the secret.
"""

import hashlib
import hmac
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

from threadside.clock import utc_now
from threadside.linking.defaults import same
from threadside.linking.port import Api, Hook, Request
from threadside.linking.problems import Forged, Garbled, Refused
from threadside.linking.reading import dig, key, moment, must, parsed, text
from threadside.linking.values import Change, Ref

_OLDEST: Final = timedelta(minutes=5)


def subscribe(api: Api, url: str, secret: str) -> Hook:
    """One webhook for people, where the version has them: first the newer address."""
    body: dict[str, Any] = {"targetUrl": url, "operations": ["person.*"], "secret": secret}
    with suppress(Refused):
        must(api.call("POST", "/rest/metadata/webhooks", json=body).json)
        return Hook(secret)
    must(api.call("POST", "/rest/webhooks", json=body).json)
    return Hook(secret)


def verify(request: Request, secret: str) -> None:
    """Raises Forged when the signature does not hold, or is older than five minutes."""
    stamp = request.headers.get("x-twenty-webhook-timestamp", "")
    sent = moment(stamp)
    if not secret or sent is None:
        raise Forged("not_signed")
    if abs((request.at or utc_now()) - sent) > _OLDEST:
        raise Forged("stale")
    signed = f"{stamp}:".encode() + request.body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    same(request.headers.get("x-twenty-webhook-signature", ""), digest)


def changes(body: bytes) -> Sequence[Change]:
    """What a verified body tells; nothing of other objects than people."""
    told = parsed(body)
    entity, _, what = text(told.get("eventName")).partition(".")
    if entity != "person":
        return ()
    number = key(dig(told, "record.id"))
    if not number:
        raise Garbled("other_fields", "a webhook about no record")
    at = text(told.get("eventDate")) or text(dig(told, "record.updatedAt"))
    gone = what in ("deleted", "destroyed")
    ref = Ref("contact", number)
    return (Change(f"{what}:{number}:{at}", "deleted" if gone else "changed", ref, at=moment(at)),)
