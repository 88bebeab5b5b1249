"""Open opportunities and the latest cases of a Dynamics contact, and the users that may own notes.

Source: learn.microsoft.com: table reference (Opportunity, Incident, SystemUser); "Query data using
the Web API" (`$expand` of the currency, `$orderby`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from threadside.crms.dynamics.names import FORMATTED
from threadside.crms.dynamics.queries import DATA, page
from threadside.linking import related
from threadside.linking.defaults import unless_hidden
from threadside.linking.port import Api
from threadside.linking.related import Told
from threadside.linking.values import MOST_RELATED, MOST_USERS, Owner, Ref, Related

_DEAL: Final = Told(
    ("name",), "stepname", "estimatedvalue", "transactioncurrencyid.isocurrencycode",
    "estimatedclosedate", "modifiedon", id="opportunityid",
)  # fmt: skip
_CASE: Final = Told(
    ("ticketnumber", "title"), f"statuscode{FORMATTED}", changed_at="modifiedon", id="incidentid"
)


def of_contact(api: Api, number: str, url: Callable[[Ref], str]) -> list[Related]:
    """`number` has been checked by its pattern."""
    theirs = f"_customerid_value eq {number}"
    deals = unless_hidden("deal", lambda: _list(
        api, "opportunities", _DEAL, MOST_RELATED["deal"],
        f"statecode eq 0 and (_parentcontactid_value eq {number} or {theirs})",
        expand="transactioncurrencyid($select=isocurrencycode)",
    ))  # fmt: skip
    cases = unless_hidden("deal", lambda: _list(
        api, "incidents", _CASE, MOST_RELATED["ticket"],
        f"_primarycontactid_value eq {number} or {theirs}",
    ))  # fmt: skip
    return [
        *related.read("deal", _DEAL, deals, lambda number: url(Ref("deal", number))),
        *related.read("ticket", _CASE, cases, lambda number: url(Ref("ticket", number))),
    ]


def _list(
    api: Api, path: str, told: Told, most: int, which: str, **more: str
) -> Sequence[Mapping[str, Any]]:
    named = (each.removesuffix(FORMATTED) for each in told.asked if "." not in each.split("@")[0])
    params: dict[str, str | int] = {
        "$select": ",".join(named), "$filter": which, "$orderby": "modifiedon desc",
        "$top": str(most),
    }  # fmt: skip
    params |= {f"${name}": said for name, said in more.items()}
    return page(api, f"{DATA}/{path}", params, 0)[0]


def users(api: Api) -> list[Owner]:
    """Those who may sign in; applications have no address."""
    params: dict[str, str | int] = {
        "$select": "systemuserid,fullname,internalemailaddress",
        "$filter": "isdisabled eq false", "$top": str(MOST_USERS),
    }  # fmt: skip
    found, _ = page(api, f"{DATA}/systemusers", params, 0)
    return related.users(found, "internalemailaddress", "fullname", id_="systemuserid")
