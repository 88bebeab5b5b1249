"""EspoCRM's webhooks: one for each event, each with a secret of its own.

Source: docs.espocrm.com, "Webhooks"; github.com/espocrm/espocrm, Core/Webhook/Sender.php. The body
is a list of records and does not say what happened to them: that is known by the webhook's id,
which stands in the signature. `X-Signature` is of the versions before 11.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Final

from threadside.linking.defaults import same
from threadside.linking.port import Api, Hook, Request
from threadside.linking.problems import Forged, Garbled
from threadside.linking.reading import key, listed, moment, must, row, text
from threadside.linking.values import Change, RecordType, Ref

_WEBHOOKS: Final = "/api/v1/Webhook"
_TYPES: Final[Mapping[str, RecordType]] = {"Contact": "contact", "Lead": "lead"}
_EVENTS: Final = ("create", "update", "delete")
_MOST_OLD: Final = 50


def subscribe(api: Api, url: str) -> Hook:
    """One webhook for each event, in place of those that an earlier link left at this address. Its
    secret is all of theirs: `{id: [event, secret]}`."""
    where = {"where[0][type]": "equals", "where[0][attribute]": "url", "where[0][value]": url}
    for each in listed(api.call("GET", _WEBHOOKS, params=where).json, "list")[:_MOST_OLD]:
        if number := key(each.get("id")):
            api.call("DELETE", f"{_WEBHOOKS}/{number}")
    made: dict[str, tuple[str, str]] = {}
    for entity in _TYPES:
        for what in _EVENTS:
            event = f"{entity}.{what}"
            answer = must(api.call("POST", _WEBHOOKS, json={"event": event, "url": url}).json)
            number, secret = key(answer.get("id")), text(answer.get("secretKey"))
            if not number or not secret:
                raise Garbled("other_fields", "a webhook without a secret")
            made[number] = (event, secret)
    return Hook(json.dumps(made))


def verify(request: Request, hook_secret: str) -> str:
    """The event, of the webhook that signed.

    Raises:
        Forged: when no webhook of ours did.
    """
    plain = _decoded(request.headers.get("signature", ""))
    signed = plain or _decoded(request.headers.get("x-signature", ""))
    number, _, proof = signed.partition(b":")
    event, secret = _secret_of(hook_secret, number.decode("ascii", "replace"))
    digest = hmac.new(secret.encode(), request.body, hashlib.sha256)
    same(proof.decode("ascii", "replace") if plain else proof.hex(), digest.hexdigest())
    return event


def changes(event: str, body: bytes) -> Sequence[Change]:
    """What a verified body tells.

    Raises:
        Garbled: when it is no list of records.
    """
    try:
        found = listed({"list": json.loads(body)}, "list")
    except (ValueError, RecursionError) as error:
        raise Garbled("other_fields", "a webhook that is not JSON") from error
    entity, _, what = event.partition(".")
    kind = _TYPES.get(entity)
    return tuple(
        Change(
            f"{event}:{number}:{hashlib.sha256(repr(each).encode()).hexdigest()[:16]}",
            "deleted" if what == "delete" else "changed",
            Ref(kind, number),
            at=moment(each.get("modifiedAt")),
        )
        for each in found
        if kind is not None and (number := key(each.get("id")))
    )


def _decoded(said: str) -> bytes:
    try:
        return base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _secret_of(hook_secret: str, number: str) -> tuple[str, str]:
    try:
        pair = row(json.loads(hook_secret)).get(number)
    except ValueError:
        pair = None
    if not isinstance(pair, list) or len(pair) != 2:
        raise Forged("not_signed")
    return text(pair[0]), text(pair[1])
