"""What Attio calls things: its objects and their attributes, the sign-in; its values made flat.

Sources: docs.attio.com: "Attribute types", "Standard objects", "Authenticating requests".
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import OAuth, Region, Scope
from threadside.linking.reading import dig, row
from threadside.linking.values import RecordType

OBJECTS: Final[Mapping[RecordType, str]] = {
    "contact": "people", "company": "companies", "deal": "deals",
}  # fmt: skip
PAGES: Final[Mapping[RecordType, str]] = {
    "contact": "person", "company": "company", "deal": "deals/record",
}  # fmt: skip
TEAMS: Final[Mapping[RecordType, str]] = {"company": "team", "deal": "associated_people"}
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(
        phones={"phone_numbers": "Phone"}, first_name="first_name", title="job_title",
        country="country", state="state", city="city",
    ),
    "company": Names(city="city"),
    "deal": Names(owner="owner", facts={"stage": "Stage", "value": "Value"}),
}  # fmt: skip
LINK: Final = OAuth(
    regions=(
        Region("global", "Attio", "https://app.attio.com/authorize",
               "https://app.attio.com/oauth/token", api="https://api.attio.com"),
    ),
    scopes=(
        Scope("record_permission:read-write", "Show who a number belongs to; write opt-outs."),
        Scope("object_configuration:read", "List the attributes that can be mapped."),
        Scope("note:read-write", "Log texts as notes."),
        Scope("user_management:read", "Show who owns a deal."),
        Scope("webhook:read-write", "Be told when a person changes."),
    ),
    pkce=False,
)  # fmt: skip
KINDS: Final[Mapping[str, Any]] = {
    "phone-number": "phone", "checkbox": "boolean", "date": "date", "timestamp": "date",
    "number": "number", "currency": "number", "select": "choice", "status": "choice",
    "actor-reference": "owner",
}  # fmt: skip
_PARTS: Final = (
    "value", "full_name", "phone_number", "email_address", "domain", "currency_value",
    "option.title", "status.title", "referenced_actor_id", "target_record_id",
)  # fmt: skip


def flat(found: Mapping[str, Any]) -> dict[str, Any]:
    """A record by its attributes' names, the first value of each in whatever type it is."""
    values = row(found.get("values"))
    firsts = {
        name: row(each[0]) for name, each in values.items() if isinstance(each, list) and each
    }
    said = {
        name: next((part for path in _PARTS if (part := dig(first, path)) is not None), None)
        for name, first in firsts.items()
    }
    place = firsts.get("primary_location", {})
    return said | {
        "id": dig(found, "id.record_id"),
        "first_name": dig(firsts.get("name"), "first_name"),
        "country": place.get("country_code"),
        "state": place.get("region"),
        "city": place.get("locality"),
    }
