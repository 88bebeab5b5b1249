"""Pipedrive's webhooks, version 2: asking for them, and reading what they tell.

Sources: pipedrive.readme.io, "Guide for Webhooks v2", "Webhooks v2 migration guide" (merges);
POST /v1/webhooks in github.com/pipedrive/client-nodejs. There is no signature: HTTP Basic with a
password that we made.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Final

from threadside.linking.defaults import same
from threadside.linking.port import Api, Request
from threadside.linking.reading import dig, key, moment, must, parsed, row, rows, text
from threadside.linking.values import Change, RecordType, Ref

_USER: Final = "threadside"
_ENTITIES: Final[Mapping[str, RecordType]] = {
    "person": "contact", "organization": "company", "deal": "deal", "lead": "lead",
}  # fmt: skip


def subscribe(api: Api, url: str, secret: str) -> None:
    """One webhook for each kind of record, each asked for once."""
    told = list(rows(row(api.call("GET", "/api/v1/webhooks").json).get("data")))
    for entity in _ENTITIES:
        wanted = {"subscription_url": url, "event_object": entity}
        if any(all(each.get(name) == value for name, value in wanted.items()) for each in told):
            continue
        access = {"http_auth_user": _USER, "http_auth_password": secret}
        body = {**wanted, **access, "event_action": "*", "name": "Threadside", "version": "2.0"}
        api.call("POST", "/api/v1/webhooks", json=body, cost=5)


def verify(request: Request, secret: str) -> None:
    """The password that was set with the webhook (RFC 7617).

    Raises:
        Forged: when it is another.
    """
    expected = base64.b64encode(f"{_USER}:{secret}".encode()).decode() if secret else ""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    same(given.strip() if scheme.lower() == "basic" else "", expected)


def changes(body: bytes) -> Sequence[Change]:
    """The one thing that a body tells; a merge is told as a deletion that names what it became.

    Raises:
        Garbled: when it has no `meta`.
    """
    meta = must(parsed(body).get("meta"), "entity")
    kind = _ENTITIES.get(text(meta.get("entity")))
    number = key(meta.get("entity_id")) or key(meta.get("id"))
    if kind is None or not number:
        return ()
    action, ref = text(meta.get("action")), Ref(kind, number)
    # Everything of `meta` but the attempt, which alone differs when it is told again.
    parts = (number, action, *(text(meta.get(each)) for each in ("timestamp", "correlation_id")))
    name = ":".join((text(meta.get("entity")), *parts))
    account = key(text(meta.get("host")).partition(".")[0])
    at = moment(meta.get("timestamp"))
    became = key(dig(meta, "merged_to_id"))
    if action == "delete" and became:
        return (Change(name, "merged", ref, Ref(kind, became), at, account),)
    return (Change(name, "deleted" if action == "delete" else "changed", ref, None, at, account),)
