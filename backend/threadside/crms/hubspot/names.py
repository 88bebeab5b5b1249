"""What HubSpot calls things: its objects, the contact's properties, the scopes to ask for.

Sources: as `adapter.py`; "Association type ID values"; "Scopes".
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import OAuth, Region, Scope
from threadside.linking.reading import text
from threadside.linking.values import RecordType

RELEASE: Final = "2026-03"
_AUTH: Final = f"https://api.hubapi.com/oauth/{RELEASE}/token"
PLURAL: Final[Mapping[RecordType, str]] = {
    "contact": "contacts", "company": "companies", "deal": "deals", "ticket": "tickets",
}  # fmt: skip
TYPE_IDS: Final[Mapping[RecordType, str]] = {
    "contact": "0-1", "company": "0-2", "deal": "0-3", "ticket": "0-5",
}  # fmt: skip
# "Association type ID values", communication to object.
LOGGED_ON: Final[Mapping[RecordType, int]] = {
    "contact": 81, "company": 87, "deal": 85, "ticket": 83,
}  # fmt: skip
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(
        phones={"mobilephone": "Mobile phone", "phone": "Phone"},
        name=("firstname", "lastname"), first_name="firstname", owner="hubspot_owner_id",
        title="jobtitle", company="company", country="hs_country_region_code", state="state",
        city="city", zone="hs_timezone", language="hs_language", changed="lastmodifieddate",
        facts={"lifecyclestage": "Lifecycle stage", "hs_lead_status": "Lead status"},
    ),
    "company": Names(phones={"phone": "Phone"}, owner="hubspot_owner_id", city="city"),
    "deal": Names(
        name=("dealname",), owner="hubspot_owner_id",
        facts={"dealstage": "Stage", "amount": "Amount", "closedate": "Close date"},
    ),
    "ticket": Names(
        name=("subject",), owner="hubspot_owner_id", facts={"hs_pipeline_stage": "Stage"}
    ),
}  # fmt: skip
_KINDS: Final[Mapping[str, Any]] = {
    "bool": "boolean", "date": "date", "datetime": "date", "number": "number",
    "enumeration": "choice", "phone_number": "phone",
}  # fmt: skip
LINK: Final = OAuth(
    regions=tuple(
        Region(code, label, f"https://{host}.hubspot.com/oauth/authorize", _AUTH,
               f"{_AUTH}/revoke", "https://api.hubapi.com")
        for code, label, host in (
            ("global", "HubSpot", "app"), ("eu1", "HubSpot, data in the EU", "app-eu1"),
            ("na2", "HubSpot, North America 2", "app-na2"))
    ),
    scopes=(
        Scope("oauth", "Sign in."),
        Scope("crm.objects.contacts.read", "Show who a number belongs to."),
        Scope("crm.objects.contacts.write", "Log texts on the contact; write opt-outs."),
        Scope("crm.objects.companies.read", "Offer the people of a company."),
        Scope("crm.objects.deals.read", "Offer the people of a deal."),
        Scope("tickets", "Offer the people of a ticket."),
        Scope("crm.objects.owners.read", "Show who owns a record."),
        Scope("crm.schemas.contacts.read", "List the properties that can be mapped."),
    ),
    lives_s=1800,
)  # fmt: skip


def kind_of(prop: Mapping[str, Any]) -> Any:
    """What a property holds, in our words (`Field.kind`)."""
    if prop.get("fieldType") == "phonenumber":
        return "phone"
    if prop.get("fieldType") == "booleancheckbox":
        return "boolean"
    if prop.get("referencedObjectType") == "OWNER":
        return "owner"
    return _KINDS.get(text(prop.get("type")), "text")
