"""Queries of the Dataverse Web API: columns, filters, pages, what changed since.

Source: learn.microsoft.com: "Query data using the Web API", "Use change tracking to synchronize
data with external systems", "Compose HTTP requests and handle errors".
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from threadside.crms.dynamics.names import FORMATTED, NAMES, SETS, TABLES
from threadside.linking.port import Api
from threadside.linking.problems import Garbled, Refused
from threadside.linking.reading import MOST_ROWS, key, listed, must, row, text
from threadside.linking.values import Change, Mapped, RecordType, Ref

DATA: Final = "/api/data/v9.2"
PREFER: Final = 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"'
_DELETED: Final = "$deletedentity"
_MOST_LINK: Final = 4000
"""Characters: of the next page's it repeats all columns, of changes it is a tenth."""
_MOST_DELTA: Final = 900
_MOST_PAGES: Final = 400
_TRACKED: Final = {"Prefer": f"odata.track-changes,odata.maxpagesize={MOST_ROWS}"}
_ALL: Final = {"Prefer": "odata.track-changes,odata.maxpagesize=5000"}
MERGED: Final[Mapping[RecordType, tuple[str, str]]] = dict.fromkeys(
    ("contact", "lead", "company"), ("merged", "_masterid_value")
)
"""Columns of a record that another one took the place of; it stays, inactive."""


def columns(kind: RecordType, mapping: Mapped) -> str:
    """For `$select`. A column's word on the page comes with it, under a name that isn't asked for;
    an account or opportunity has none of what is mapped for people."""
    named = (*NAMES[kind].asked(mapping if kind == "contact" else Mapped()), *MERGED.get(kind, ()))
    return ",".join(dict.fromkeys(name.removesuffix(FORMATTED) for name in named))


def query(
    api: Api, path: str, kind: RecordType, size: int = 0, **clauses: str
) -> tuple[Sequence[Mapping[str, Any]], str]:
    """Records of a table, and the address of the next ones; `filter`, `orderby`, `top`."""
    params: dict[str, str | int] = {"$select": columns(kind, api.mapping)}
    params |= {f"${name}": said for name, said in clauses.items()}
    return page(api, f"{DATA}/{path}", params, size)


def page(
    api: Api, path: str, params: Mapping[str, str | int] | None, size: int
) -> tuple[Sequence[Mapping[str, Any]], str]:
    """A page of at most `size`."""
    prefer = ",".join([PREFER, *([f"odata.maxpagesize={size}"] if size else [])])
    answer = api.call("GET", path, params=params, headers={"Prefer": prefer}).json
    return listed(answer, "value"), link(answer, "@odata.nextLink")


def link(answer: Any, name: str) -> str:
    """An address to go on at; asked of the same host alone, by the client."""
    return text(row(answer).get(name), _MOST_LINK)


def contains(columns: Sequence[str], national: str) -> str:
    """A filter for a number as people write it, with anything between its digits: `%` is a wildcard
    in it ("Use wildcard characters in conditions")."""
    pattern = "%".join(re.findall("[0-9]", national))
    return " or ".join(f"contains({name},'{pattern}')" for name in columns)


def begin(api: Api, kind: RecordType) -> str:
    """The link from which changes are told. It comes with the last page of all records."""
    named = ",".join((f"{TABLES[kind]}id", *MERGED.get(kind, ())))
    params: dict[str, str | int] | None = {"$select": named}
    path = f"{DATA}/{SETS[kind]}"
    for _ in range(_MOST_PAGES):
        answer = must(api.call("GET", path, params=params, headers=_ALL).json, "value")
        if delta := link(answer, "@odata.deltaLink"):
            return delta[:_MOST_DELTA]
        path, params = link(answer, "@odata.nextLink"), None
        if not path:
            break
    raise Garbled("other_fields", "no link to changes")


def changed(api: Api, kind: RecordType, since: str) -> tuple[list[Change], str]:
    """What changed since a link, and the next link; a table that isn't tracked any more, or a link
    that is older than a week, begins anew."""
    try:
        answer = api.call("GET", since, headers=_TRACKED).json
    except Refused:
        return [], begin(api, kind)
    told = [each for found in listed(answer, "value") for each in _told(kind, found)]
    following = link(answer, "@odata.deltaLink") or link(answer, "@odata.nextLink")
    if not following:
        raise Garbled("other_fields", "no link to the next changes")
    return told, following[:_MOST_DELTA]


def cursors(said: str | None) -> Mapping[str, str]:
    """The link for each table."""
    try:
        found = row(json.loads(said or ""))
    except ValueError:
        return {}
    return {text(kind): text(each, _MOST_LINK) for kind, each in found.items() if each}


def _told(kind: RecordType, found: Mapping[str, Any]) -> Iterator[Change]:
    deleted = _DELETED in text(found.get("@odata.context")).casefold()
    number = key(found.get("id") if deleted else found.get(f"{TABLES[kind]}id"))
    if not number:
        return
    master = key(found.get("_masterid_value")) if found.get("merged") is True else ""
    into = Ref(kind, master) if master else None
    stamp = text(found.get("@odata.etag")) or "deleted"
    what: Literal["changed", "deleted", "merged"] = "merged" if into else "changed"
    yield Change(
        f"{kind}:{number}:{stamp}", "deleted" if deleted else what, Ref(kind, number), into
    )
