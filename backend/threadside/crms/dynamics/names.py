"""What Dynamics 365 calls things: its tables and their columns, the sign-in.

Sources: learn.microsoft.com: "Microsoft Dataverse table/entity reference" (Contact, Lead, Account,
Opportunity, Incident), "Use OAuth authentication with Microsoft Dataverse".
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import OAuth, Region, Scope
from threadside.linking.values import RecordType

TABLES: Final[Mapping[RecordType, str]] = {
    "contact": "contact", "lead": "lead", "company": "account", "deal": "opportunity",
    "ticket": "incident",
}  # fmt: skip
SETS: Final[Mapping[RecordType, str]] = {
    "contact": "contacts", "lead": "leads", "company": "accounts", "deal": "opportunities",
    "ticket": "incidents",
}  # fmt: skip
FORMATTED: Final = "@OData.Community.Display.V1.FormattedValue"
"""What a lookup or a choice is called on the page, beside its own value."""
_OWNER: Final[Mapping[str, Any]] = {
    "owner": "_ownerid_value", "owner_name": f"_ownerid_value{FORMATTED}", "changed": "modifiedon",
}  # fmt: skip
_PEOPLE: Final[Mapping[str, Any]] = {
    "phones": {"mobilephone": "Mobile", "telephone1": "Business", "telephone2": "Home",
               "telephone3": "Other"},
    "name": ("fullname",), "first_name": "firstname", "title": "jobtitle",
    "country": "address1_country", "state": "address1_stateorprovince", "city": "address1_city",
}  # fmt: skip
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(company=f"_parentcustomerid_value{FORMATTED}", **_PEOPLE, **_OWNER),
    "lead": Names(
        company="companyname", facts={f"statuscode{FORMATTED}": "Status"}, **_PEOPLE, **_OWNER
    ),
    "company": Names(phones={"telephone1": "Phone"}, city="address1_city", **_OWNER),
    "deal": Names(
        company=f"_customerid_value{FORMATTED}",
        facts={"stepname": "Stage", f"estimatedvalue{FORMATTED}": "Estimated value",
               "estimatedclosedate": "Estimated closing"}, **_OWNER,
    ),
    "ticket": Names(
        name=("ticketnumber", "title"), facts={f"statuscode{FORMATTED}": "Status"}, **_OWNER
    ),
}  # fmt: skip
LINK: Final = OAuth(
    regions=(
        Region("global", "Dynamics 365",
               "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize",
               "https://login.microsoftonline.com/organizations/oauth2/v2.0/token"),
        Region("usgov", "Dynamics 365, US Government (GCC High, DoD)",
               "https://login.microsoftonline.us/organizations/oauth2/v2.0/authorize",
               "https://login.microsoftonline.us/organizations/oauth2/v2.0/token"),
        Region("china", "Dynamics 365, China (21Vianet)",
               "https://login.partner.microsoftonline.cn/organizations/oauth2/v2.0/authorize",
               "https://login.partner.microsoftonline.cn/organizations/oauth2/v2.0/token"),
    ),
    scopes=(
        Scope("https://{host}/user_impersonation",
              "Read people and what they belong to, log texts as notes: what you may, no more."),
        Scope("offline_access", "Stay linked without signing in every hour."),
    ),
    needs_host=True, lives_s=3600, rotates=True,
)  # fmt: skip
KINDS: Final[Mapping[str, Any]] = {
    "Boolean": "boolean", "DateTime": "date", "Integer": "number", "Decimal": "number",
    "Money": "number", "Picklist": "choice", "Owner": "owner",
}  # fmt: skip
