"""Opportunities and cases of a Salesforce contact, and the users that tasks may have.

Sources: Object Reference (OpportunityContactRole, Opportunity, Case, User); SOQL Reference,
"Relationship queries". Amounts are of the org's currency, which only an org with several names
(`CurrencyIsoCode`, else refused): they are shown without one.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from threadside.crms.salesforce.names import canonical
from threadside.crms.salesforce.queries import query
from threadside.linking import related
from threadside.linking.defaults import unless_hidden
from threadside.linking.definitions import spelled
from threadside.linking.port import Api
from threadside.linking.reading import key, row
from threadside.linking.related import Told
from threadside.linking.values import MOST_RELATED, MOST_USERS, Owner, RecordType, Ref, Related

_DEAL: Final = Told(
    ("Name",), "StageName", "Amount", closes_on="CloseDate", changed_at="LastModifiedDate", id="Id"
)
_CASE: Final = Told(("CaseNumber", "Subject"), "Status", changed_at="LastModifiedDate", id="Id")
_MANY_ROLES: Final = 4
"""One contact may have several roles in an opportunity: so many rows are asked for each."""


def of_contact(
    api: Api,
    number: str,
    url: Callable[[Ref], str],
    words: Callable[[RecordType, str], Mapping[str, str]],
) -> list[Related]:
    """`number` has been checked by its pattern; `words` are the labels of a picklist."""
    deals = unless_hidden("deal", lambda: _deals(api, number))
    cases = unless_hidden("deal", lambda: _cases(api, number))
    if deals:
        deals = _labelled(deals, "StageName", words("deal", "StageName"))
    if cases:
        cases = _labelled(cases, "Status", words("ticket", "Status"))
    return [
        *related.read("deal", _DEAL, deals, lambda number: url(Ref("deal", number))),
        *related.read("ticket", _CASE, cases, lambda number: url(Ref("ticket", number))),
    ]


def _deals(api: Api, number: str) -> list[Mapping[str, Any]]:
    fields = [f"Opportunity.{name}" for name in ("Id", *_DEAL.asked)]
    tail = f"WHERE ContactId = '{number}' AND Opportunity.IsClosed = false "
    tail += "ORDER BY Opportunity.LastModifiedDate DESC "
    tail += f"LIMIT {MOST_RELATED['deal'] * _MANY_ROLES}"
    found = query(api, fields, "OpportunityContactRole", tail)
    return _named(row(each.get("Opportunity")) for each in found)


def _cases(api: Api, number: str) -> list[Mapping[str, Any]]:
    tail = f"WHERE ContactId = '{number}' ORDER BY LastModifiedDate DESC "
    tail += f"LIMIT {MOST_RELATED['ticket']}"
    return _named(query(api, ("Id", *_CASE.asked), "Case", tail))


def _named(found: Any) -> list[Mapping[str, Any]]:
    return [{**each, "Id": canonical(key(each.get("Id")))} for each in found]


def _labelled(
    found: Sequence[Mapping[str, Any]], name: str, words: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    return [{**each, name: spelled(each.get(name), words)} for each in found]


def users(api: Api) -> list[Owner]:
    """Active ones who sign in, not those of sites and automations."""
    tail = f"WHERE IsActive = true AND UserType = 'Standard' ORDER BY Id LIMIT {MOST_USERS}"
    return related.users(
        query(api, ("Id", "Name", "Email"), "User", tail), "Email", "Name", id_="Id"
    )
