"""Questions to Salesforce in SOQL and SOSL, and what changed since one was asked.

Sources: SOQL and SOSL Reference; REST API, "Query", "QueryAll", "Search for a String". A query
that names a field which the user may not see is refused whole (`INVALID_FIELD`): it is asked again
with the few that everybody sees.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from threadside.crms.salesforce.names import ENTITIES, NAMES, canonical
from threadside.linking.defaults import unless_hidden
from threadside.linking.port import Api
from threadside.linking.problems import Refused
from threadside.linking.reading import key, listed, moment, row
from threadside.linking.values import (
    MOST_FOUND,
    MOST_PEOPLE,
    PEOPLE,
    Change,
    Mapped,
    RecordType,
    Ref,
)

DATA: Final = "/services/data/v64.0"
PAGE: Final = 200
FIELD: Final = re.compile(r"[A-Za-z]\w{0,79}(?:\.[A-Za-z]\w{0,79}){0,3}")
_MERGED: Final = frozenset({"contact", "lead", "company"})
"""Objects that keep what a deleted record was merged into (`MasterRecordId`)."""
_OPERATORS: Final = frozenset({"and", "or", "not"})
_Found = TypeVar("_Found")


def query(
    api: Api, fields: Sequence[str], source: str, tail: str, *, deleted: bool = False
) -> Sequence[Mapping[str, Any]]:
    """The records of one page; with the deleted ones by `queryAll`. Ids and names in it have been
    checked by their patterns: nothing else that was said reaches a query."""
    soql = f"SELECT {', '.join(fields)} FROM {source} {tail}"  # noqa: S608 - see above
    resource = "queryAll" if deleted else "query"
    return listed(api.call("GET", f"{DATA}/{resource}", params={"q": soql}).json, "records")


def select(
    api: Api, kind: RecordType, tail: str, *, source: str = "", prefix: str = "",
    own: Sequence[str] = (), deleted: bool = False,
) -> Sequence[Mapping[str, Any]]:  # fmt: skip
    """Records of a kind with all that is read of them; or of another `source`, which has them
    under `prefix`, with fields of its `own`."""

    def ask(least: bool) -> Sequence[Mapping[str, Any]]:
        fields = (*own, *(f"{prefix}{name}" for name in _fields(api, kind, least, deleted)))
        return query(api, fields, source or ENTITIES[kind], tail, deleted=deleted)

    return _widest(ask)


def with_number(
    api: Api, kind: RecordType, e164: str, national: str
) -> Sequence[Mapping[str, Any]]:
    """Who has a number: by the search index, which takes digits; else in any spelling, digit by
    digit, which no index helps."""
    digits = re.sub(r"\D", "", national)
    find = f"FIND {{{digits} OR {re.sub(r'[^0-9]', '', e164)}}} IN PHONE FIELDS "
    find += f"RETURNING {ENTITIES[kind]}(Id LIMIT {MOST_PEOPLE})"
    answer = api.call("GET", f"{DATA}/search", params={"q": find}).json
    ids = [key(each.get("Id")) for each in listed(answer, "searchRecords")]
    quoted = ", ".join(f"'{each}'" for each in ids if re.fullmatch(r"\w{15,18}", each))
    open_ = " AND IsConverted = false" if kind == "lead" else ""
    if quoted:
        return select(api, kind, f"WHERE Id IN ({quoted}){open_}")

    def ask(least: bool) -> Sequence[Mapping[str, Any]]:
        names = ["Phone"] if least else _phones(api.mapping, kind)
        like = " OR ".join(f"{name} LIKE '%{'%'.join(digits)}'" for name in names)
        return select(api, kind, f"WHERE ({like}){open_} LIMIT {MOST_PEOPLE}")

    return _widest(ask)


def with_words(api: Api, kind: RecordType, said: str) -> Sequence[Mapping[str, Any]]:
    """Who has every one of these words, or words that begin so, in any field; of contacts those of
    an account of this name as well. Only letters, digits and the marks of an e-mail address reach
    the query: SOSL's own marks and operators do not."""
    found = re.findall(r"\w[\w@.]*", said.replace("_", " "))
    terms = [f"{word.rstrip('.')}*" for word in found if word.casefold() not in _OPERATORS]
    if not terms:
        return ()
    find = f"FIND {{{' AND '.join(terms[:6])}}} IN ALL FIELDS RETURNING "
    find += f"{ENTITIES[kind]}(Id LIMIT {MOST_FOUND})"
    find += f", {ENTITIES['company']}(Id LIMIT {MOST_FOUND})" if kind == "contact" else ""
    answer = api.call("GET", f"{DATA}/search", params={"q": find}).json
    ids = [key(each.get("Id")) for each in listed(answer, "searchRecords")]
    quoted = ", ".join(f"'{each}'" for each in ids if re.fullmatch(r"\w{15,18}", each))
    if not quoted:
        return ()
    whose = f"Id IN ({quoted}) OR AccountId IN ({quoted})"
    if kind == "lead":
        whose = f"Id IN ({quoted}) AND IsConverted = false"
    return select(api, kind, f"WHERE {whose} LIMIT {MOST_FOUND}")


def changed(api: Api, kind: RecordType, since: Any) -> tuple[Sequence[Change], list[str]]:
    """What was touched after (`SystemModstamp`, id), and the next such pair; the first time only
    the pair, by the org's own clock."""
    pair = since if isinstance(since, list) and len(since) == 2 else ("", "")
    at, last = moment(pair[0]), key(pair[1])
    resumed = at is not None and re.fullmatch(r"\w{15,18}", last) is not None
    tail = "ORDER BY SystemModstamp DESC, Id DESC LIMIT 1"
    if at is not None and resumed:
        said = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        tail = (
            f"WHERE SystemModstamp > {said} OR (SystemModstamp = {said} AND Id > '{last}') "
            f"ORDER BY SystemModstamp, Id LIMIT {PAGE}"
        )
    fields = ["Id", "SystemModstamp", "IsDeleted", *(["MasterRecordId"] if kind in _MERGED else [])]
    told = [
        change
        for each in unless_hidden(
            kind, lambda: query(api, fields, ENTITIES[kind], tail, deleted=True)
        )
        if (change := _change(kind, each)) is not None
    ]
    begun = list(pair) if resumed else ["1970-01-01T00:00:00.000Z", "0" * 15]
    cursor = [told[-1].at.isoformat(), told[-1].ref.id] if told and told[-1].at else begun
    return (told if resumed else ()), cursor


def cursors(said: str | None) -> Mapping[str, Any]:
    """A cursor of ours, read back."""
    try:
        return row(json.loads(said or "{}"))
    except (ValueError, RecursionError):
        return {}


def _change(kind: RecordType, told: Mapping[str, Any]) -> Change | None:
    number, at = canonical(key(told.get("Id"))), moment(told.get("SystemModstamp"))
    if not number or at is None:
        return None
    name, ref = f"{number}:{at.isoformat()}", Ref(kind, number)
    if told.get("IsDeleted") is not True:
        return Change(name, "changed", ref, at=at)
    master = canonical(key(told.get("MasterRecordId")))
    if not master:
        return Change(name, "deleted", ref, at=at)
    return Change(name, "merged", ref, Ref(kind, master), at)


def _fields(api: Api, kind: RecordType, least: bool, deleted: bool) -> Sequence[str]:
    names, fate = NAMES[kind], ["IsDeleted"] if deleted else []
    if deleted and kind in _MERGED:
        fate.append("MasterRecordId")
    if kind == "lead":
        fate += ["IsConverted", "ConvertedContactId"]
    mapping = Mapped() if least or kind not in PEOPLE else api.mapping
    wide = names.asked(mapping)
    few = (*names.name, "OwnerId", *(["Phone"] if "Phone" in names.phones else []))
    asked = ("Id", *(few if least else wide), *fate)
    return tuple(dict.fromkeys(name for name in asked if FIELD.fullmatch(name)))


def _phones(mapping: Mapped, kind: RecordType) -> Sequence[str]:
    named = dict.fromkeys((*mapping.phones, *NAMES[kind].phones))
    return [name for name in named if FIELD.fullmatch(name)]


def _widest(ask: Callable[[bool], _Found]) -> _Found:
    try:
        return ask(False)
    except Refused as no:
        if no.code != "invalid":
            raise
    return ask(True)
