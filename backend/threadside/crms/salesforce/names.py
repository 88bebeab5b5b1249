"""What Salesforce calls things: its objects and their fields, ids, the scopes to ask for.

Sources: Object Reference (Contact, Lead, Account, Opportunity, Case); Help, "Convert 15-character
ids"; "OAuth Tokens and Scopes".
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import OAuth, Region, Scope
from threadside.linking.reading import text
from threadside.linking.values import RecordType

ENTITIES: Final[Mapping[RecordType, str]] = {
    "contact": "Contact", "lead": "Lead", "company": "Account", "deal": "Opportunity",
    "ticket": "Case",
}  # fmt: skip
_OWNER: Final[Mapping[str, Any]] = {
    "owner": "OwnerId",
    "owner_name": "Owner.Name",
    "changed": "SystemModstamp",
}
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(
        phones={"MobilePhone": "Mobile", "Phone": "Phone", "HomePhone": "Home",
                "OtherPhone": "Other"},
        name=("Name",), first_name="FirstName", owner_email="Owner.Email", title="Title",
        company="Account.Name", country="MailingCountry", state="MailingState", city="MailingCity",
        facts={"LeadSource": "Lead source"}, **_OWNER,
    ),
    "lead": Names(
        phones={"MobilePhone": "Mobile", "Phone": "Phone"}, name=("Name",),
        first_name="FirstName", title="Title", company="Company", country="Country", state="State",
        city="City", facts={"Status": "Status", "Rating": "Rating"}, **_OWNER,
    ),
    "company": Names(phones={"Phone": "Phone"}, name=("Name",), city="BillingCity", **_OWNER),
    "deal": Names(
        name=("Name",), company="Account.Name",
        facts={"StageName": "Stage", "Amount": "Amount", "CloseDate": "Close date"}, **_OWNER,
    ),
    "ticket": Names(
        name=("CaseNumber", "Subject"), facts={"Status": "Status", "Priority": "Priority"}, **_OWNER
    ),
}  # fmt: skip
LINK: Final = OAuth(
    regions=tuple(
        Region(code, label, f"https://{host}/services/oauth2/authorize",
               f"https://{host}/services/oauth2/token", f"https://{host}/services/oauth2/revoke")
        for code, label, host in (
            ("production", "Production", "login.salesforce.com"),
            ("sandbox", "Sandbox", "test.salesforce.com"),
            ("domain", "My Domain (acme.my.salesforce.com)", "{host}"))
    ),
    scopes=(
        Scope("api", "Read people, accounts, opportunities and cases; log texts as tasks."),
        Scope("refresh_token", "Stay linked without signing in every few hours."),
    ),
    lives_s=7200,
    rotates=True,
)  # fmt: skip
_KINDS: Final[Mapping[str, Any]] = {
    "phone": "phone", "boolean": "boolean", "date": "date", "datetime": "date", "int": "number",
    "double": "number", "currency": "number", "percent": "number", "picklist": "choice",
    "multipicklist": "choice",
}  # fmt: skip
_SUFFIX: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def canonical(number: str) -> str:
    """An id with 18 characters: the three added ones say which of the others are capitals."""
    if len(number) != 15:
        return number
    groups = (number[start : start + 5] for start in (0, 5, 10))
    bits = (sum(char.isupper() << place for place, char in enumerate(group)) for group in groups)
    return number + "".join(_SUFFIX[each] for each in bits)


def kind_of(field: Mapping[str, Any]) -> Any:
    """What a field holds, in our words (`Field.kind`)."""
    if text(field.get("name")) == "OwnerId":
        return "owner"
    return _KINDS.get(text(field.get("type")), "text")
