"""Persons of Pipedrive: numbers are a list, custom fields stand apart, an option is a number.

Source: "Persons" and "PersonFields" in github.com/pipedrive/client-nodejs, docs/v2.md.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from threadside.crms.pipedrive.names import PATHS
from threadside.linking.defaults import Rest, numbers
from threadside.linking.definitions import Choices, named
from threadside.linking.definitions import options as options_of
from threadside.linking.port import Api
from threadside.linking.problems import Refused
from threadside.linking.reading import key, listed, row, rows, text, truth
from threadside.linking.values import MOST_PEOPLE, RecordType, RemotePhone, RemoteRecord


def asked(crm: Rest, api: Api, which: Mapping[str, str | int]) -> list[RemoteRecord]:
    """The persons that a filter of the list gives, at most `MOST_PEOPLE`."""
    params: dict[str, str | int] = {**which, "limit": MOST_PEOPLE}
    answer = api.call("GET", PATHS["contact"], params=params, cost=10).json
    return flat(crm, api, "contact", listed(answer, "data")[:MOST_PEOPLE])


def flat(
    crm: Rest, api: Api, kind: RecordType, found: Sequence[Mapping[str, Any]]
) -> list[RemoteRecord]:
    """Records whose custom fields, numbers and mapped options are read."""
    said_yes = options(api) if kind == "contact" and found else {}
    records = []
    for each in found:
        values = {**row(each.get("custom_fields")), **each}
        name = api.mapping.opt_out
        values[name] = said_yes.get(text(values.get(name)), values.get(name))
        read = crm.all(api, kind, [values])
        records += [replace(one, phones=_phones(api, each, one)) for one in read]
    return records


def options(api: Api) -> Mapping[str, bool]:
    """Whether an option of the mapped field, by its id, says that somebody opted out."""
    name = api.mapping.opt_out
    if not re.fullmatch(r"[\w]{1,80}", name):
        return {}
    try:
        field = row(row(api.call("GET", f"/api/v2/personFields/{name}").json).get("data"))
    except Refused:
        return {}
    return {
        number: truth(each.get("label"))
        for each in rows(field.get("options"))
        if (number := key(each.get("id")))
    }


def choices(api: Api, wanted: Collection[str]) -> Choices:
    """What the options of these fields are called; a field of several options holds a list."""
    answer = api.call("GET", "/api/v2/personFields", params={"limit": 500}, cost=10).json
    found = listed(answer, "data")
    return named(
        found, wanted, "field_code", lambda it: options_of(it.get("options"), "id", "label")
    )


def _phones(api: Api, found: Mapping[str, Any], read: RemoteRecord) -> tuple[RemotePhone, ...]:
    """The list, the primary one first, where the admin put it among the mapped fields."""
    own = sorted(rows(found.get("phones")), key=lambda each: each.get("primary") is not True)
    listed_ = [
        RemotePhone(text(each.get("value")), text(each.get("label")), "phones") for each in own
    ]
    order = api.mapping.phones or ("phones",)
    mapped = [phone for phone in read.phones if phone.field != "phones"]
    return numbers(
        phone
        for name in order
        for phone in (listed_ if name == "phones" else mapped)
        if phone.field == name
    )
