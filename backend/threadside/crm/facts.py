"""What a CRM said of a record, bounded, as JSON; and its numbers as they are understood here.

All of it is hostile: names may hold scripts or control characters, a contact a thousand phones,
an address may be no web page. What is kept is plain text of a known length and https addresses.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from threadside.linking.values import (
    MOST_PHONES,
    Fact,
    Mapped,
    Owner,
    Ref,
    RemotePhone,
    RemoteRecord,
)
from threadside.rules.phones import Phone, is_region, parse_phone

LONGEST_NAME: Final = 200
LONGEST_VALUE: Final = 500
LONGEST_URL: Final = 2000
MOST_FIELDS: Final = 60
MOST_FACTS: Final = 30
_JOINERS: Final = "\u200c\u200d"
"""Names in Persian or of emoji need them; other invisible characters turn text around."""


@dataclass(frozen=True)
class Number:
    """A number of a record, in the order in which it is tried. Without `e164`, `problem` says why
    (`rules.phones`); with one, why it can't be texted."""

    raw: str
    e164: str | None
    display: str
    label: str
    field: str
    problem: str | None
    opted_out: bool


def plain(text: Any, most: int = LONGEST_VALUE) -> str:
    """One line of visible text, at most `most` characters."""
    if not isinstance(text, str):
        return ""
    kept = "".join(c if c in _JOINERS or _visible(c) else " " for c in text[: most * 4])
    return " ".join(kept.split())[:most]


def _visible(character: str) -> bool:
    return not unicodedata.category(character).startswith("C")


def web_address(url: Any) -> str:
    """The address, where it is one of a web page; else nothing."""
    if not isinstance(url, str) or len(url) > LONGEST_URL or any(c.isspace() for c in url):
        return ""
    return url if url.lower().startswith(("https://", "http://")) else ""


def bounded(record: RemoteRecord) -> RemoteRecord:
    """The record without what nobody can read, show or store."""
    owner = record.owner
    return RemoteRecord(
        ref=record.ref,
        name=plain(record.name, LONGEST_NAME),
        url=web_address(record.url),
        phones=tuple(_phone(phone) for phone in record.phones[:MOST_PHONES]),
        first_name=plain(record.first_name, LONGEST_NAME),
        owner=Owner(plain(owner.id), plain(owner.name), plain(owner.email)) if owner else None,
        title=plain(record.title, LONGEST_NAME),
        company=plain(record.company, LONGEST_NAME),
        country=plain(record.country, 64),
        state=plain(record.state, 64),
        city=plain(record.city, LONGEST_NAME),
        zone=plain(record.zone, 64),
        language=plain(record.language, 64),
        opted_out=record.opted_out is True,
        changed_at=record.changed_at,
        fields={
            plain(name, LONGEST_NAME): plain(value)
            for name, value in list(record.fields.items())[:MOST_FIELDS]
        },
        facts=tuple(
            Fact(plain(fact.label, LONGEST_NAME), plain(fact.value), web_address(fact.url))
            for fact in record.facts[:MOST_FACTS]
        ),
    )


def _phone(phone: RemotePhone) -> RemotePhone:
    return RemotePhone(
        plain(phone.raw, LONGEST_NAME),
        plain(phone.label, 64),
        plain(phone.field, LONGEST_NAME),
        phone.opted_out is True,
    )


def to_json(record: RemoteRecord) -> dict[str, Any]:
    """A bounded record as `crm_record.facts` keeps it."""
    owner = record.owner
    return {
        "type": record.ref.type,
        "id": record.ref.id,
        "name": record.name,
        "url": record.url,
        "phones": [[p.raw, p.label, p.field, p.opted_out] for p in record.phones],
        "first_name": record.first_name,
        "owner": [owner.id, owner.name, owner.email] if owner else None,
        "title": record.title,
        "company": record.company,
        "country": record.country,
        "state": record.state,
        "city": record.city,
        "zone": record.zone,
        "language": record.language,
        "opted_out": record.opted_out,
        "changed_at": record.changed_at.isoformat() if record.changed_at else None,
        "fields": dict(record.fields),
        "facts": [[f.label, f.value, f.url] for f in record.facts],
    }


def from_json(kept: Mapping[str, Any]) -> RemoteRecord | None:
    """What `to_json` made; None where nothing is kept."""
    if not kept:
        return None
    changed = kept["changed_at"]
    return RemoteRecord(
        ref=Ref(kept["type"], kept["id"]),
        phones=tuple(RemotePhone(*phone) for phone in kept["phones"]),
        owner=Owner(*kept["owner"]) if kept["owner"] else None,
        changed_at=datetime.fromisoformat(changed) if changed else None,
        fields=kept["fields"],
        facts=tuple(Fact(*fact) for fact in kept["facts"]),
        **{
            name: kept[name]
            for name in (
                "name", "url", "first_name", "title", "company", "country", "state", "city",
                "zone", "language", "opted_out",
            )
        },
    )  # fmt: skip


def numbers(record: RemoteRecord, mapping: Mapped, region: str) -> tuple[Number, ...]:
    """The record's numbers, each once, the mapped fields first and in their order.

    A plain number is one of the record's own country, else of `region`: the same digits are a
    mobile in Italy and another in New York.
    """
    country = record.country.upper()
    where = country if is_region(country) else region
    order = {name: place for place, name in enumerate(mapping.phones)}
    ordered = sorted(record.phones, key=lambda phone: order.get(phone.field, len(order)))
    found: dict[str, Number] = {}
    for phone in ordered:
        if phone.raw:
            number = _number(phone, where)
            found.setdefault(number.e164 or number.raw, number)
    raws: dict[str, Number] = {}
    for number in found.values():
        raws.setdefault(number.raw, number)
    return tuple(raws.values())


def _number(phone: RemotePhone, region: str) -> Number:
    parsed = parse_phone(phone.raw, region)
    if isinstance(parsed, Phone):
        problem = None if parsed.textable else parsed.note
        return Number(
            phone.raw, parsed.e164, parsed.display, phone.label, phone.field, problem,
            phone.opted_out,
        )  # fmt: skip
    return Number(
        phone.raw, None, phone.raw, phone.label, phone.field, parsed.code, phone.opted_out
    )


def e164s(found: Iterable[Number]) -> tuple[str, ...]:
    """The numbers that could be read."""
    return tuple(number.e164 for number in found if number.e164)


def merge_values(record: RemoteRecord, mapping: Mapped) -> dict[str, str]:
    """What merge fields mean by this record, by the names that templates use."""
    own = {
        "name": record.name if record.ref.type in ("contact", "lead") else "",
        "first_name": first_name(record, mapping) if record.ref.type in ("contact", "lead") else "",
        "company": record.company,
    }
    mapped = {name: record.fields.get(field, "") for name, field in mapping.values.items()}
    return {name: value for name, value in {**own, **mapped}.items() if value}


def first_name(record: RemoteRecord, mapping: Mapped) -> str:
    """How they are spoken to: the name that they prefer, where a field for it is mapped and filled
    in; else the CRM's first name, else the first word of the name."""
    preferred = record.fields.get(mapping.preferred_name, "") if mapping.preferred_name else ""
    return preferred or record.first_name or record.name.split(" ", maxsplit=1)[0]
