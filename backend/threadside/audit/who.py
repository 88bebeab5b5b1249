"""Who acts, for as long as a request or a command lasts.

The top floor says it once, so that a change deep in a feature is recorded with the right name
without every verb carrying it. What acts without being asked is the system.
"""

import re
from contextvars import ContextVar
from typing import Final

SYSTEM: Final = "system"
CARRIER: Final = "carrier"
CLI: Final = "cli"

_acting: ContextVar[str] = ContextVar("threadside_acting", default=SYSTEM)
_ACTOR: Final = re.compile(r"system|carrier|cli|contact|(member|user):[0-9a-f-]{36}")


def act_as(actor: str) -> None:
    """From now on this request or command is `actor`'s.

    Raises:
        ValueError: for anything but `system`, `carrier`, `cli`, `contact` or a member's or user's
            id: the header of an entry can't be erased, so no name, number or address is put there.
    """
    _acting.set(require(actor))


def acting() -> str:
    """Who acts now."""
    return _acting.get()


def member(member_id: str) -> str:
    """A member as an actor."""
    return f"member:{member_id}"


def user(user_id: str) -> str:
    """A user who acts in no particular workspace, as an actor."""
    return f"user:{user_id}"


def require(actor: str) -> str:
    """The same actor.

    Raises:
        ValueError: see `act_as`.
    """
    if not _ACTOR.fullmatch(actor):
        raise ValueError(f"{actor!r} can't stand in the header of an entry")
    return actor
