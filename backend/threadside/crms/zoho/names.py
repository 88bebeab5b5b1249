"""What Zoho CRM calls things: its modules and their fields, its data centers, the scopes.

Sources: github.com/zoho/crm-oas, v8.0; zoho.com/crm/developer/docs/api/v8, "Multi-DC", "Scopes".
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import OAuth, Region, Scope
from threadside.linking.values import RecordType

MODULES: Final[Mapping[RecordType, str]] = {
    "contact": "Contacts", "lead": "Leads", "company": "Accounts", "deal": "Deals",
    "ticket": "Cases",
}  # fmt: skip
TABS: Final[Mapping[RecordType, str]] = {**MODULES, "deal": "Potentials"}
"""What the addresses of pages still call them."""
DOMAINS: Final[Mapping[str, tuple[str, str, str]]] = {
    "us": ("United States", "zoho.com", "zohoapis.com"), "eu": ("Europe", "zoho.eu", "zohoapis.eu"),
    "in": ("India", "zoho.in", "zohoapis.in"),
    "au": ("Australia", "zoho.com.au", "zohoapis.com.au"),
    "jp": ("Japan", "zoho.jp", "zohoapis.jp"), "ca": ("Canada", "zohocloud.ca", "zohoapis.ca"),
    "sa": ("Saudi Arabia", "zoho.sa", "zohoapis.sa"),
    "cn": ("China", "zoho.com.cn", "zohoapis.com.cn"),
}  # fmt: skip
_OWNER: Final[Mapping[str, Any]] = {
    "owner": "Owner.id", "owner_name": "Owner.name", "owner_email": "Owner.email",
    "changed": "Modified_Time",
}  # fmt: skip
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(
        phones={"Mobile": "Mobile", "Phone": "Phone", "Home_Phone": "Home phone",
                "Other_Phone": "Other phone"},
        name=("Full_Name",), first_name="First_Name", title="Title", company="Account_Name.name",
        country="Mailing_Country", state="Mailing_State", city="Mailing_City",
        facts={"Lead_Source": "Lead source"}, **_OWNER,
    ),
    "lead": Names(
        phones={"Mobile": "Mobile", "Phone": "Phone"}, name=("Full_Name",),
        first_name="First_Name", title="Designation", company="Company", country="Country",
        state="State", city="City", facts={"Lead_Status": "Lead status"}, **_OWNER,
    ),
    "company": Names(phones={"Phone": "Phone"}, name=("Account_Name",), city="Billing_City",
                     **_OWNER),
    "deal": Names(
        name=("Deal_Name",), company="Account_Name.name",
        facts={"Stage": "Stage", "Amount": "Amount", "Closing_Date": "Close date"}, **_OWNER,
    ),
    "ticket": Names(name=("Case_Number", "Subject"), facts={"Status": "Status"}, **_OWNER),
}  # fmt: skip
LINK: Final = OAuth(
    regions=tuple(
        Region(code, f"{label} ({pages})", f"https://accounts.{pages}/oauth/v2/auth",
               f"https://accounts.{pages}/oauth/v2/token",
               f"https://accounts.{pages}/oauth/v2/token/revoke", f"https://www.{api}")
        for code, (label, pages, api) in DOMAINS.items()
    ),
    scopes=(
        Scope("ZohoCRM.modules.contacts.ALL", "Show who a number belongs to; write opt-outs."),
        Scope("ZohoCRM.modules.leads.ALL", "The same for leads."),
        Scope("ZohoCRM.modules.accounts.READ", "Offer the people of an account."),
        Scope("ZohoCRM.modules.deals.READ", "Offer the people of a deal."),
        Scope("ZohoCRM.modules.cases.READ", "Offer the person of a case."),
        Scope("ZohoCRM.modules.notes.ALL", "Log texts as notes."),
        Scope("ZohoSearch.securesearch.READ", "Find a number."),
        Scope("ZohoCRM.settings.fields.READ", "List the fields that can be mapped."),
        Scope("ZohoCRM.org.READ", "Know which organization was linked."),
        Scope("ZohoCRM.notifications.ALL", "Be told when a person changes."),
    ),
    pkce=False, extra={"access_type": "offline", "prompt": "consent"}, lives_s=3600,
)  # fmt: skip
KINDS: Final[Mapping[str, Any]] = {
    "phone": "phone", "boolean": "boolean", "date": "date", "datetime": "date",
    "integer": "number", "double": "number", "currency": "number", "picklist": "choice",
    "multiselectpicklist": "choice", "ownerlookup": "owner",
}  # fmt: skip
