"""What the token of a script may do, beside what its member's role lets it.

A scope is an area with `read` or `write`, which holds `read`; `administer` is for whatever only
admins may. What a route needs follows from its guard and its group, so no route can forget it.
"""

from collections.abc import Iterable
from typing import Final

from threadside.errors import Invalid

AREAS: Final = ("conversations", "consent", "records")
SCOPES: Final = (*(f"{area}:{verb}" for area in AREAS for verb in ("read", "write")), "administer")
ANY: Final = ""
"""What is needed where every token will do."""
_AREA_OF: Final = {
    "consent": "consent", "crm": "records", "records": "records", "strangers": "records",
    "page_adapters": "records",
}  # fmt: skip
"""The area of a group of routes; those not named are about conversations."""


def needed(group: str, need: str) -> str:
    """The scope for a route of a group whose guard asks for `need`."""
    if group == "me":
        return ANY
    if need == "admin":
        return "administer"
    verb = "read" if need == "read" else "write"
    return f"{_AREA_OF.get(group, 'conversations')}:{verb}"


def granted(kept: str, scope: str) -> bool:
    """Whether the scopes of a token, as they are kept, hold this one. None kept: all of them."""
    if not kept or scope == ANY:
        return True
    area, _, verb = scope.partition(":")
    return scope in kept.split() or (verb == "read" and f"{area}:write" in kept.split())


def chosen(scopes: Iterable[str]) -> str:
    """Scopes as a token keeps them, in their order.

    Raises:
        Invalid: `no_scope` when there is none, `bad_scope` for one that does not exist.
    """
    wanted = set(scopes)
    if not wanted:
        raise Invalid("no_scope")
    if unknown := sorted(wanted - set(SCOPES)):
        raise Invalid("bad_scope", scope=unknown[0], known=", ".join(SCOPES))
    return " ".join(scope for scope in SCOPES if scope in wanted)
