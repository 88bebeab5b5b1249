"""Open opportunities and the latest cases of an EspoCRM contact.

Sources: docs.espocrm.com, "API: Relationships", "Search params" (`primaryFilter`);
github.com/espocrm/espocrm, the primary filter `open` of Opportunity.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from threadside.linking import related
from threadside.linking.defaults import unless_hidden
from threadside.linking.port import Api
from threadside.linking.reading import listed
from threadside.linking.related import Told
from threadside.linking.values import MOST_RELATED, Ref, Related

_DEAL: Final = Told(("name",), "stage", "amount", "amountCurrency", "closeDate", "modifiedAt")
_CASE: Final = Told(("number", "name"), "status", changed_at="modifiedAt")


def of_contact(api: Api, path: str, url: Callable[[Ref], str]) -> list[Related]:
    """`path` is the contact's."""
    most = MOST_RELATED["deal"]
    deals = unless_hidden(
        "deal", lambda: _list(api, f"{path}/opportunities", most, primaryFilter="open")
    )
    cases = unless_hidden("deal", lambda: _list(api, f"{path}/cases", MOST_RELATED["ticket"]))
    return [
        *related.read("deal", _DEAL, deals, lambda number: url(Ref("deal", number))),
        *related.read("ticket", _CASE, cases, lambda number: url(Ref("ticket", number))),
    ]


def _list(api: Api, path: str, most: int, **more: str) -> list[Mapping[str, Any]]:
    newest = {"orderBy": "modifiedAt", "order": "desc"}
    answer = api.call("GET", path, params={"maxSize": most, **newest, **more}).json
    return list(listed(answer, "list"))
