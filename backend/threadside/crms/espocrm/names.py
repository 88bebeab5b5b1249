"""What EspoCRM calls things: its entities and their fields, what is typed to link.

Sources: docs.espocrm.com, "API overview"; github.com/espocrm/espocrm, entityDefs of Contact, Lead,
Account, Opportunity, Case.
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import Key, KeyField
from threadside.linking.values import RecordType

ENTITIES: Final[Mapping[RecordType, str]] = {
    "contact": "Contact", "lead": "Lead", "company": "Account", "deal": "Opportunity",
    "ticket": "Case",
}  # fmt: skip
_PHONES: Final = {"phoneNumber": "Phone"}
_OWNER: Final[Mapping[str, Any]] = {
    "owner": "assignedUserId", "owner_name": "assignedUserName", "changed": "modifiedAt",
}  # fmt: skip
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(
        phones=_PHONES, first_name="firstName", title="title", company="accountName",
        country="addressCountry", state="addressState", city="addressCity", **_OWNER,
    ),
    "lead": Names(
        phones=_PHONES, first_name="firstName", title="title", company="accountName",
        country="addressCountry", state="addressState", city="addressCity",
        facts={"status": "Status", "source": "Source"}, **_OWNER,
    ),
    "company": Names(phones=_PHONES, city="billingAddressCity", facts={"type": "Type"}, **_OWNER),
    "deal": Names(
        company="accountName",
        facts={"stage": "Stage", "amount": "Amount", "closeDate": "Close date"}, **_OWNER,
    ),
    "ticket": Names(
        company="accountName",
        facts={"number": "Number", "status": "Status", "priority": "Priority"}, **_OWNER,
    ),
}  # fmt: skip
LINK: Final = Key((KeyField("key", "API key (Administration, API users)", secret=True),))
KINDS: Final[Mapping[str, Any]] = {
    "phone": "phone", "bool": "boolean", "date": "date", "datetime": "date", "int": "number",
    "float": "number", "currency": "number", "enum": "choice", "multiEnum": "choice",
}  # fmt: skip
