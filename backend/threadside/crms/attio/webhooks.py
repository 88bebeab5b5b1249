"""Attio's webhooks: signed with a secret that Attio makes, about objects by their ids.

Sources: docs.attio.com: "Webhooks", "Record events". A merge makes a new record and tells of
each of the two that it took in.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from threadside.linking.defaults import same
from threadside.linking.port import Api, Hook, Request
from threadside.linking.problems import Forged, Garbled
from threadside.linking.reading import dig, key, listed, parsed, row, text
from threadside.linking.values import Change, Ref

_EVENTS: Final = ("record.created", "record.updated", "record.deleted", "record.merged")


def subscribe(api: Api, url: str) -> Hook:
    """One webhook for all records. Its secret is Attio's, with the id that people have in this
    workspace."""
    people = key(dig(api.call("GET", "/v2/objects/people").json, "data.id.object_id"))
    kinds = [{"event_type": name, "filter": None} for name in _EVENTS]
    body = {"data": {"target_url": url, "subscriptions": kinds}}
    made = text(dig(api.call("POST", "/v2/webhooks", json=body).json, "data.secret"))
    if not people or not made:
        raise Garbled("other_fields", "a webhook without a secret")
    return Hook(json.dumps({"secret": made, "people": people}))


def verify(request: Request, hook_secret: str) -> str:
    """The id of people, once the signature holds.

    Raises:
        Forged: when it does not.
    """
    try:
        known = row(json.loads(hook_secret))
    except ValueError:
        raise Forged("not_signed") from None
    secret = text(known.get("secret"))
    if not secret:
        raise Forged("not_signed")
    headers = request.headers
    said = headers.get("attio-signature", "") or headers.get("x-attio-signature", "")
    same(said, hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest())
    return text(known.get("people"))


def changes(request: Request, people: str) -> Sequence[Change]:
    """What a verified request tells, by the key that a repeated one has again."""
    name = key(request.headers.get("idempotency-key"))
    name = name or hashlib.sha256(request.body).hexdigest()[:32]
    events = listed(parsed(request.body), "events")
    told = (_told(f"{name}:{place}", each, people) for place, each in enumerate(events))
    return tuple(each for each in told if each is not None)


def _told(name: str, event: Mapping[str, Any], people: str) -> Change | None:
    number, lost = key(dig(event, "id.record_id")), key(event.get("duplicate_record_id"))
    word = text(event.get("event_type"))
    if word not in _EVENTS or dig(event, "id.object_id") != people or not number:
        return None
    if word == "record.merged" and lost:
        return Change(name, "merged", Ref("contact", lost), Ref("contact", number))
    gone = word == "record.deleted"
    return Change(name, "deleted" if gone else "changed", Ref("contact", number))
