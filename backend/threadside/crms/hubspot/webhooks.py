"""HubSpot's webhooks: whether they are HubSpot's, and what they tell.

Sources: developers.hubspot.com/docs, "Validating requests" (versions 1, 2 and 3, with examples)
and "Webhooks" (events). All accounts that installed the app are told of at one address.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, Literal

from threadside.clock import utc_now
from threadside.linking.defaults import same
from threadside.linking.port import Request
from threadside.linking.problems import Forged, Garbled
from threadside.linking.reading import key, listed, moment, text
from threadside.linking.values import Change, RecordType, Ref

_OLDEST: Final = timedelta(minutes=5)
_DECODED: Final = re.compile(r"%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", re.IGNORECASE)
"""What version 3 signs decoded; everything else of the address stays as it was sent."""
_TYPES: Final[Mapping[str, RecordType]] = {
    "contact": "contact", "company": "company", "deal": "deal", "ticket": "ticket",
    "0-1": "contact", "0-2": "company", "0-3": "deal", "0-5": "ticket",
}  # fmt: skip
_DELETED: Final = frozenset({"deletion", "privacyDeletion"})


def verify(request: Request, secret: str) -> None:
    """Versions 3, 2 and 1 of the signature, the best that came.

    Raises:
        Forged: when it does not hold, or is older than five minutes (version 3).
    """
    if not secret:
        raise Forged("not_signed")
    plain, headers = secret.encode(), request.headers
    if "x-hubspot-signature-v3" in headers:
        stamp = headers.get("x-hubspot-request-timestamp", "")
        sent = moment(stamp) if stamp.isdigit() else None
        if sent is None or abs((request.at or utc_now()) - sent) > _OLDEST:
            raise Forged("stale")
        url = _DECODED.sub(lambda found: chr(int(found[1], 16)), request.url)
        signed = f"{request.method}{url}".encode() + request.body + stamp.encode()
        digest = hmac.new(plain, signed, hashlib.sha256).digest()
        same(headers["x-hubspot-signature-v3"], base64.b64encode(digest).decode())
        return
    signed = plain + request.body
    if headers.get("x-hubspot-signature-version", "v1") == "v2":
        signed = plain + f"{request.method}{request.url}".encode() + request.body
    same(headers.get("x-hubspot-signature", ""), hashlib.sha256(signed).hexdigest())


def changes(body: bytes) -> Sequence[Change]:
    """What a verified body tells, each record once: an import tells of every property of each.

    Raises:
        Garbled: when it is no list of events.
    """
    try:
        events = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Garbled("other_fields", "a webhook that is not JSON") from error
    told = [each for event in listed({"events": events}, "events") for each in _of_event(event)]
    return tuple({(each.kind, each.account, each.ref): each for each in told}.values())


def _of_event(event: Mapping[str, Any]) -> Iterator[Change]:
    word, _, what = text(event.get("subscriptionType")).partition(".")
    kind = _TYPES.get(text(event.get("objectTypeId")) if word == "object" else word)
    number = key(event.get("objectId"))
    if kind is None or not number:
        return
    ref, at = Ref(kind, number), moment(event.get("occurredAt"))
    # An eventId alone is not promised to be unique.
    name = ":".join(text(event.get(part)) for part in ("portalId", "eventId", "occurredAt"))
    account = key(event.get("portalId"))
    if what == "merge":
        became = key(event.get("newObjectId")) or key(event.get("primaryObjectId")) or number
        merged = event.get("mergedObjectIds")
        lost = [key(each) for each in merged[:100]] if isinstance(merged, list) else []
        for each in dict.fromkeys([*lost, key(event.get("primaryObjectId"))]):
            if each and each != became:
                into = Ref(kind, became)
                yield Change(f"{name}:{each}", "merged", Ref(kind, each), into, at, account)
        ref = Ref(kind, became)
    done: Literal["changed", "deleted"] = "deleted" if what in _DELETED else "changed"
    yield Change(f"{name}:{ref.id}:{what}", done, ref, None, at, account)
