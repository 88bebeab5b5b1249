"""What Close calls things: its objects and their fields, the sign-in, the events of a webhook.

Sources: developer.close.com: "Contacts", "Leads", "Opportunities", "Authentication with OAuth".
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import OAuth, Region, Scope
from threadside.linking.values import RecordType

OBJECTS: Final[Mapping[RecordType, str]] = {
    "contact": "contact", "company": "lead", "deal": "opportunity",
}  # fmt: skip
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(
        phones={"phones": "Phone"}, title="title", company="lead.display_name",
        country="lead.addresses.country", changed="date_updated",
        facts={"lead.status_label": "Lead status"},
    ),
    "company": Names(
        name=("display_name",), changed="date_updated", facts={"status_label": "Status"}
    ),
    "deal": Names(
        name=("lead_name", "note"), owner="user_id", owner_name="user_name",
        company="lead_name", changed="date_updated",
        facts={"status_label": "Status", "value_formatted": "Value", "date_won": "Won"},
    ),
}  # fmt: skip
LINK: Final = OAuth(
    regions=(
        Region("global", "Close", "https://app.close.com/oauth2/authorize/",
               "https://api.close.com/oauth2/token/", "https://api.close.com/oauth2/revoke/",
               "https://api.close.com"),
    ),
    scopes=(
        Scope("all.full_access", "Close has one scope for everything; read people, log texts."),
        Scope("offline_access", "Stay linked without signing in every hour."),
    ),
    pkce=False, lives_s=3600, rotates=True,
)  # fmt: skip
EVENTS: Final = tuple(
    {"object_type": "contact", "action": action} for action in ("created", "updated", "deleted")
)


def with_number(e164: str, most: int) -> Mapping[str, Any]:
    """The query for contacts that have a number ("Advanced Filtering")."""
    phone = {"type": "regular_field", "object_type": "contact_phone", "field_name": "phone"}
    condition = {"type": "text", "mode": "full_words", "value": e164}
    has = {
        "type": "has_related",
        "this_object_type": "contact",
        "related_object_type": "contact_phone",
        "related_query": {"type": "field_condition", "field": phone, "condition": condition},
    }
    only = {"type": "object_type", "object_type": "contact"}
    named = ["id", "name", "title", "phones", "lead_id", "date_updated", "custom"]
    return {
        "query": {"type": "and", "queries": [only, has]},
        "_fields": {"contact": named},
        "_limit": most,
    }
