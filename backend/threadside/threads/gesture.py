"""Proof that a person had the composer open: given with a verdict, used up by one press of Send.

It is sealed, so nobody can make one, and names who may use it for which phone until when. A press
stores its nonce under a unique key beside the digest of the final text: one gesture is one text.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from threadside.sealing import SealBroken, Sealer

GOOD_FOR: Final = timedelta(minutes=10)
NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Composer:
    """Whose composer it is, and to which phone it writes."""

    workspace_id: str
    member_id: str
    phone: str


def issue(sealer: Sealer, composer: Composer, now: datetime) -> str:
    """A fresh proof for one text from this composer."""
    nonce = secrets.token_urlsafe(NONCE_BYTES)
    told = [nonce, composer.member_id, composer.phone, now.timestamp()]
    return sealer.seal(json.dumps(told), _place(composer))


def nonce_of(sealer: Sealer, given: str | None, composer: Composer, now: datetime) -> str | None:
    """The nonce of a proof that is good for this composer now, else None."""
    if given is None:
        return None
    try:
        nonce, member, phone, at = json.loads(sealer.open(given, _place(composer)))
    except (SealBroken, ValueError):
        return None
    if (member, phone) != (composer.member_id, composer.phone):
        return None
    return str(nonce) if abs(now.timestamp() - at) <= GOOD_FOR.total_seconds() else None


def _place(composer: Composer) -> str:
    return f"press:{composer.workspace_id}"
