"""Deals and tickets of a HubSpot contact, and the owners that entries may have.

Sources: developers.hubspot.com/docs: "Associations", "Batch read", "Owners";
properties of deals and tickets (`hs_is_closed`, `deal_currency_code`, `hs_lastmodifieddate`).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from threadside.crms.hubspot.names import PLURAL, RELEASE
from threadside.crms.hubspot.options import stages
from threadside.linking import related
from threadside.linking.defaults import unless_hidden
from threadside.linking.port import Api
from threadside.linking.reading import dig, key, listed, text, truth
from threadside.linking.related import Told
from threadside.linking.values import MOST_USERS, Owner, RecordType, Ref, Related, RelatedKind

_OBJECTS: Final = f"/crm/objects/{RELEASE}"
_BATCH: Final = 100
_PAGE: Final = 500
_TOLD: Final[Mapping[RelatedKind, Told]] = {
    "deal": Told(
        ("properties.dealname",), "properties.dealstage", "properties.amount",
        "properties.deal_currency_code", "properties.closedate",
        "properties.hs_lastmodifieddate",
    ),
    "ticket": Told(
        ("properties.subject",), "properties.hs_pipeline_stage",
        changed_at="properties.hs_lastmodifieddate",
    ),
}  # fmt: skip


def of_contact(api: Api, path: str, url: Callable[[Ref], str]) -> list[Related]:
    """Three requests for deals, three for tickets; one where there are none. `path` is the
    contact's."""
    kinds: tuple[RelatedKind, ...] = ("deal", "ticket")
    return [
        each
        for kind in kinds
        for each in unless_hidden("deal", partial(_of_kind, api, path, kind, url))
    ]


def _of_kind(
    api: Api, path: str, kind: RelatedKind, url: Callable[[Ref], str]
) -> Sequence[Related]:
    type_: RecordType = "deal" if kind == "deal" else "ticket"
    plural, told = PLURAL[type_], _TOLD[kind]
    answer = api.call("GET", f"{path}/associations/{plural}", params={"limit": _PAGE}).json
    found = {key(each.get("toObjectId")) for each in listed(answer, "results")} - {""}
    newest = sorted(found, key=lambda number: (len(number), number), reverse=True)[:_BATCH]
    if not newest:
        return ()
    names = [name.removeprefix("properties.") for name in told.asked]
    body = {"inputs": [{"id": each} for each in newest], "properties": [*names, "hs_is_closed"]}
    answer = api.call("POST", f"{_OBJECTS}/{plural}/batch/read", json=body).json
    some = [
        each
        for each in listed(answer, "results")
        if kind == "ticket" or not truth(dig(each, "properties.hs_is_closed"))
    ]
    some.sort(key=lambda each: text(dig(each, told.changed_at)), reverse=True)
    if not some:
        return ()

    def page(number: str) -> str:
        return url(Ref(type_, number))

    return related.read(kind, told, some, page, stages(api, type_))


def owners(api: Api) -> list[Owner]:
    """Active ones, a hundred a page."""
    found: list[Owner] = []
    params: dict[str, str | int] = {"limit": 100, "archived": "false"}
    for _ in range(MOST_USERS // 100):
        answer: Any = api.call("GET", f"/crm/owners/{RELEASE}", params=params).json
        found += related.users(listed(answer, "results"), "email", "firstName", "lastName")
        after = text(dig(answer, "paging.next.after"))
        if not after:
            break
        params["after"] = after
    return found[:MOST_USERS]
