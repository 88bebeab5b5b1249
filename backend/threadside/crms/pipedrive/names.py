"""What Pipedrive calls things: its objects, the fields of persons, the scopes to ask for.

Sources: as `adapter.py`; scopes are those that each endpoint's description names.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import Api, OAuth, Region, Scope
from threadside.linking.reading import row, rows, text
from threadside.linking.values import RecordType

_TEXTING: Final = re.compile(r"\b(sms|text|texts|text message)\b", re.IGNORECASE)
PATHS: Final[Mapping[RecordType, str]] = {
    "contact": "/api/v2/persons", "company": "/api/v2/organizations", "deal": "/api/v2/deals",
    "lead": "/api/v1/leads",
}  # fmt: skip
PAGES: Final[Mapping[RecordType, str]] = {
    "contact": "person", "company": "organization", "deal": "deal", "lead": "leads/inbox",
}  # fmt: skip
KINDS: Final[Mapping[str, Any]] = {
    "phone": "phone", "date": "date", "double": "number", "int": "number", "monetary": "number",
    "enum": "choice", "set": "choice", "boolean": "boolean", "user": "owner",
}  # fmt: skip
LINK: Final = OAuth(
    regions=(
        Region("global", "Pipedrive", "https://oauth.pipedrive.com/oauth/authorize",
               "https://oauth.pipedrive.com/oauth/token",
               "https://oauth.pipedrive.com/oauth/revoke"),
    ),
    scopes=(
        Scope("base", "Sign in."),
        Scope("contacts:full", "Show who a number belongs to; write opt-outs."),
        Scope("deals:read", "Offer the people of a deal."),
        Scope("leads:read", "Offer the person of a lead."),
        Scope("activities:full", "Log texts as activities."),
        Scope("search:read", "Find a number."),
        Scope("users:read", "Show who owns a record."),
        Scope("admin", "Be told when a person changes (webhooks)."),
    ),
    client_auth="basic", pkce=False, lives_s=3600, rotates=True,
)  # fmt: skip
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(first_name="first_name", owner="owner_id", title="job_title",
                     company="org_name", country="postal_address.country",
                     state="postal_address.admin_area_level_1",
                     city="postal_address.locality", changed="update_time"),
    "lead": Names(name=("title",), owner="owner_id"),
    "deal": Names(name=("title",), owner="owner_id",
                  facts={"status": "Status", "value": "Value", "currency": "Currency"}),
    "company": Names(owner="owner_id"),
}  # fmt: skip


def activity_type(api: Api) -> str:
    """The activity type that the company has for texts, else a task."""
    found = row(api.call("GET", "/api/v1/activityTypes", cost=10).json).get("data")
    for each in rows(found):
        said = f"{text(each.get('key_string'))} {text(each.get('name'))}"
        if each.get("active_flag") is not False and _TEXTING.search(said):
            return text(each.get("key_string"))
    return "task"
