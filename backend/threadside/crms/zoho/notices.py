"""Zoho's notifications: asking for them, and reading what they tell.

Sources: zoho.com/crm/developer/docs/api/v8/notifications/overview; github.com/zoho/crm-oas,
v8.0/notifications.json. There is no signature: a token of ours comes back in the body. They lapse
after a day at most and are asked for again under the same channel.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from threadside.clock import utc_now
from threadside.crms.zoho.names import MODULES
from threadside.linking.defaults import same
from threadside.linking.port import Api, Hook
from threadside.linking.problems import Garbled
from threadside.linking.reading import dig, key, listed, moment, parsed, text
from threadside.linking.values import Change, Ref

_WATCH: Final = "/crm/v8/actions/watch"
_LASTS: Final = timedelta(hours=23)
_LONGEST_TOKEN: Final = 50
_KINDS: Final = {module: kind for kind, module in MODULES.items()}


def subscribe(api: Api, url: str, secret: str) -> Hook:
    """A channel of this address's own for all modules.

    Raises:
        Garbled: when it is not confirmed.
    """
    until = utc_now().replace(microsecond=0) + _LASTS
    watch = {
        "channel_id": channel(url),
        "events": [f"{module}.all" for module in MODULES.values()],
        "channel_expiry": until.isoformat(),
        "token": _token(secret),
        "notify_url": url,
    }
    told = listed(api.call("POST", _WATCH, json={"watch": [watch]}).json, "watch")
    if not told or text(told[0].get("status")) != "success":
        raise Garbled("other_fields", text(told[0].get("message")) if told else "no watch")
    said = dig(next(iter(_events(told[0])), {}), "channel_expiry")
    return Hook(secret, moment(said) or until)


def channel(url: str) -> int:
    """The channel's number, the same for the same address: 1 to 2⁵³."""
    return int.from_bytes(hashlib.sha256(url.encode()).digest()[:6]) + 1


def changes(body: bytes, secret: str) -> Sequence[Change]:
    """What a body with our token tells, a change for each id.

    Raises:
        Forged: when the token is another.
        Garbled: when it is no notification.
    """
    told = parsed(body)
    same(text(told.get("token")), _token(secret) if secret else "")
    kind, ids = _KINDS.get(text(told.get("module"))), told.get("ids")
    if kind is None or not isinstance(ids, list):
        return ()
    at, operation = moment(told.get("server_time")), text(told.get("operation"))
    name = ":".join(text(told.get(part)) for part in ("channel_id", "server_time", "operation"))
    return [
        Change(
            f"{name}:{number}",
            "deleted" if operation == "delete" else "changed",
            Ref(kind, number),
            at=at,
        )
        for each in ids[:500]
        if (number := key(each))
    ]


def _token(secret: str) -> str:
    """What is sent as the token: at most 50 characters of the secret."""
    return secret[:_LONGEST_TOKEN]


def _events(told: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    events = dig(told, "details.events")
    return listed({"events": events if isinstance(events, list) else []}, "events")
