"""Open deals and the latest cases of a Zoho contact.

Source: zoho.com/crm/developer/docs/api/v8, "Get Related Records". No field of a deal says that it
is closed: Zoho's own closed stages are named so and have a probability of 0 or 100.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from threadside.crms.zoho.answers import asked
from threadside.linking import related
from threadside.linking.defaults import unless_hidden
from threadside.linking.port import Api
from threadside.linking.reading import text
from threadside.linking.related import Told
from threadside.linking.values import Ref, Related

_CLOSED: Final = re.compile(r"\b(closed|won|lost)\b", re.IGNORECASE)
_DEAL: Final = Told(("Deal_Name",), "Stage", "Amount", "Currency", "Closing_Date", "Modified_Time")
_CASE: Final = Told(("Case_Number", "Subject"), "Status", changed_at="Modified_Time")
_PAGE: Final = 50


def of_contact(api: Api, path: str, url: Callable[[Ref], str]) -> list[Related]:
    """`path` is the contact's."""
    deals = unless_hidden("deal", lambda: _list(api, f"{path}/Deals", _DEAL, "Probability"))
    cases = unless_hidden("deal", lambda: _list(api, f"{path}/Cases", _CASE))
    return [
        *related.read("deal", _DEAL, filter(_open, deals), lambda id_: url(Ref("deal", id_))),
        *related.read("ticket", _CASE, cases, lambda id_: url(Ref("ticket", id_))),
    ]


def _list(api: Api, path: str, told: Told, *more: str) -> list[Mapping[str, Any]]:
    params: dict[str, str | int] = {
        "fields": ",".join((*told.asked, *more)), "per_page": _PAGE,
        "sort_by": "Modified_Time", "sort_order": "desc",
    }  # fmt: skip
    return list(asked(api, path, params))


def _open(deal: Mapping[str, Any]) -> bool:
    sure = text(deal.get("Probability")) in ("0", "100", "0.0", "100.0")
    return not sure and not _CLOSED.search(text(deal.get("Stage")))
