"""What Twenty calls things: its objects and their fields, what is typed to link.

Sources: as `adapter.py`.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from threadside.linking.defaults import Names
from threadside.linking.port import Key, KeyField
from threadside.linking.reading import dig, rows, text
from threadside.linking.values import MOST_PHONES, RecordType, RemotePhone

PLURAL: Final[Mapping[RecordType, str]] = {
    "contact": "people", "company": "companies", "deal": "opportunities",
}  # fmt: skip
SINGULAR: Final[Mapping[RecordType, str]] = {
    "contact": "person", "company": "company", "deal": "opportunity",
}  # fmt: skip
NAMES: Final[Mapping[RecordType, Names]] = {
    "contact": Names(
        phones={"phones": "Phone"}, name=("name.firstName", "name.lastName"),
        first_name="name.firstName", title="jobTitle", company="company.name", city="city",
        changed="updatedAt",
    ),
    "company": Names(city="address.addressCity", changed="updatedAt"),
    "deal": Names(
        company="company.name", changed="updatedAt",
        facts={"stage": "Stage", "closeDate": "Close date"},
    ),
}  # fmt: skip
LINK: Final = Key((
    KeyField("workspace", "Where people open Twenty", example="acme.twenty.com"),
    KeyField("key", "API key (Settings, APIs & Webhooks)", secret=True),
))  # fmt: skip
KINDS: Final[Mapping[str, Any]] = {
    "PHONES": "phone", "BOOLEAN": "boolean", "DATE": "date", "DATE_TIME": "date",
    "NUMBER": "number", "NUMERIC": "number", "CURRENCY": "number", "SELECT": "choice",
    "MULTI_SELECT": "choice",
}  # fmt: skip
_MOST_KEY: Final = 4000


def phones_of(name: str, value: Any) -> list[RemotePhone]:
    """The numbers of a field: the first one, then the additional ones, each with its country's code
    where Twenty knows it."""
    first = {
        "number": dig(value, "primaryPhoneNumber"),
        "callingCode": dig(value, "primaryPhoneCallingCode"),
    }
    found = [first, *rows(dig(value, "additionalPhones"), MOST_PHONES)]
    return [
        RemotePhone(
            text(each.get("callingCode")) + number, "Additional" if place else "Phone", name
        )
        for place, each in enumerate(found)
        if (number := text(each.get("number")))
    ]


def key_of(secret: str) -> str:
    """The API key, of what was typed."""
    try:
        typed = json.loads(secret)
    except ValueError:
        return secret
    return text(dig(typed, "key"), _MOST_KEY) or secret
