"""What Odoo calls things: its models and their fields, what is typed to link.

Sources: as `adapter.py`; odoo.com/documentation, "API keys".
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import Key, KeyField
from threadside.linking.values import RecordType

MODELS: Final[Mapping[RecordType, str]] = {
    "contact": "res.partner", "lead": "crm.lead", "ticket": "helpdesk.ticket",
}  # fmt: skip
_PHONES: Final = {"mobile": "Mobile", "phone": "Phone"}
"""19 has no mobile any more."""
_OWNER: Final[Mapping[str, Any]] = {
    "owner": "user_id.id", "owner_name": "user_id.name", "changed": "write_date",
}  # fmt: skip
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(
        phones=_PHONES, title="function", company="commercial_company_name",
        country="country_code", state="state_id.name", city="city", zone="tz", language="lang",
        **_OWNER,
    ),
    "lead": Names(
        phones=_PHONES, title="function", company="partner_name", state="state_id.name",
        city="city", facts={"stage_id.name": "Stage", "expected_revenue": "Expected revenue",
                            "date_deadline": "Expected closing"}, **_OWNER,
    ),
    "ticket": Names(facts={"stage_id.name": "Stage"}, **_OWNER),
}  # fmt: skip
LINK: Final = Key((
    KeyField("version", "Odoo's version (Settings, at the bottom)", example="18"),
    KeyField("database", "Database", example="acme"),
    KeyField("login", "Your sign-in at Odoo", example="ada@acme.example"),
    KeyField("key", "API key (Preferences, Account security)", secret=True),
))  # fmt: skip
_KINDS: Final[Mapping[str, Any]] = {
    "boolean": "boolean", "date": "date", "datetime": "date", "integer": "number",
    "float": "number", "monetary": "number", "selection": "choice",
}  # fmt: skip


def kind_of(name: str, said: str) -> Any:
    """What a field holds, in our words (`Field.kind`)."""
    return "phone" if name in _PHONES else _KINDS.get(said, "text")
