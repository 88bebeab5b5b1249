"""What Zendesk calls things: its resources and their properties, the sign-in, its events.

Sources: developer.zendesk.com: API reference "Users", "Organizations", "Tickets", "OAuth tokens for
grant types", "Webhook event types".
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import OAuth, Region, Scope
from threadside.linking.values import RecordType

PLURAL: Final[Mapping[RecordType, str]] = {
    "contact": "users", "company": "organizations", "ticket": "tickets",
}  # fmt: skip
SINGULAR: Final[Mapping[RecordType, str]] = {
    "contact": "user", "company": "organization", "ticket": "ticket",
}  # fmt: skip
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(
        phones={"phone": "Phone"}, zone="iana_time_zone", language="locale", changed="updated_at",
        facts={"notes": "Notes"},
    ),
    "company": Names(changed="updated_at", facts={"details": "Details"}),
    "ticket": Names(
        name=("subject",), owner="assignee_id", changed="updated_at",
        facts={"status": "Status", "priority": "Priority"},
    ),
}  # fmt: skip
LINK: Final = OAuth(
    regions=(
        Region("global", "Zendesk (acme.zendesk.com)", "https://{host}/oauth/authorizations/new",
               "https://{host}/oauth/tokens"),
    ),
    scopes=(
        Scope("read", "Show who a number belongs to and what they asked for."),
        Scope("write", "Log texts as internal notes; write opt-outs; be told of changes."),
    ),
    needs_host=True,
)  # fmt: skip
KINDS: Final[Mapping[str, Any]] = {
    "checkbox": "boolean", "date": "date", "integer": "number", "decimal": "number",
    "dropdown": "choice",
}  # fmt: skip
EVENTS: Final = tuple(
    f"zen:event-type:user.{what}"
    for what in (
        "created", "deleted", "merged", "active_changed", "name_changed", "identity_created",
        "identity_changed", "identity_deleted", "custom_field_changed", "time_zone_changed",
    )
)  # fmt: skip
