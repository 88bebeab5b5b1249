"""Active opportunities of the lead that a Close contact is within, and the organization's users.

Source: developer.close.com: "Opportunities" (`status_type`, `_order_by`; a value is in cents),
"Users". An opportunity has no title of its own: it is its lead's, with a note.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from threadside.linking import related
from threadside.linking.defaults import unless_hidden
from threadside.linking.port import Api
from threadside.linking.reading import listed
from threadside.linking.related import Told
from threadside.linking.values import MOST_RELATED, Owner, Related

_V1: Final = "/api/v1"
_DEAL: Final = Told(
    ("lead_name", "note"), "status_label", "amount", "value_currency", "date_won", "date_updated"
)


def of_lead(api: Api, lead: str, url: Callable[[str], str]) -> list[Related]:
    """`lead` has been checked by its pattern."""
    params: dict[str, str | int] = {
        "lead_id": lead, "status_type": "active", "_order_by": "-date_updated",
        "_limit": MOST_RELATED["deal"],
    }  # fmt: skip
    found = unless_hidden("deal", lambda: listed(
        api.call("GET", f"{_V1}/opportunity/", params=params).json, "data"
    ))  # fmt: skip
    there = [_whole(each) for each in found if each.get("status_type", "active") == "active"]
    return related.read("deal", _DEAL, there, url)


def _whole(found: Mapping[str, Any]) -> Mapping[str, Any]:
    cents = found.get("value")
    sure = isinstance(cents, int) and not isinstance(cents, bool) and abs(cents) < 10**15
    return {**found, "amount": f"{cents / 100:.2f}" if sure and cents is not None else None}


def users(api: Api) -> list[Owner]:
    """A hundred: more are rare."""
    answer = api.call("GET", f"{_V1}/user/", params={"_limit": 100}).json
    return related.users(listed(answer, "data"), "email", "first_name", "last_name")
