"""Open opportunities, the last order and the latest tickets of an Odoo partner.

Sources: github.com/odoo/odoo 18.0: addons `crm` (crm.lead: lost ones are archived, won ones stand
in a stage with `is_won`), `sale` (sale.order); `helpdesk.ticket` is Enterprise's. A database
without one of them refuses the question, which says nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from threadside.crms.odoo.rpc import Caller
from threadside.linking import related
from threadside.linking.defaults import unless_hidden
from threadside.linking.related import Told
from threadside.linking.values import MOST_RELATED, Related, RelatedKind

_TOLD: Final[Mapping[RelatedKind, Told]] = {
    "deal": Told(("name",), "stage_id.name", "expected_revenue", "company_currency.name",
                 "date_deadline", "write_date"),
    "order": Told(("name",), "state", "amount_total", "currency_id.name", changed_at="date_order"),
    "ticket": Told(("name",), "stage_id.name", changed_at="write_date"),
}  # fmt: skip
_MODELS: Final[Mapping[RelatedKind, str]] = {
    "deal": "crm.lead", "order": "sale.order", "ticket": "helpdesk.ticket",
}  # fmt: skip
_ONLY: Final[Mapping[RelatedKind, Sequence[Any]]] = {
    "deal": (["type", "=", "opportunity"], ["active", "=", True], ["stage_id.is_won", "=", False]),
    "order": (["state", "in", ["sale", "done"]],),
    "ticket": (),
}
_ORDERED: Final = {"sale": "Sales Order", "done": "Locked"}
"""What the states of an order are called."""


def of_partner(
    odoo: Caller, number: str, url: Callable[[str, str], str]
) -> list[Related]:  # fmt: skip
    """`url` gives the page of a model's record."""
    return [
        each
        for kind in _TOLD
        for each in unless_hidden("deal", partial(_of_kind, odoo, kind, number, url))
    ]


def _of_kind(
    odoo: Caller, kind: RelatedKind, number: str, url: Callable[[str, str], str]
) -> list[Related]:
    told, model = _TOLD[kind], _MODELS[kind]
    fields = list(dict.fromkeys(name.partition(".")[0] for name in told.asked))
    domain = [["partner_id", "=", int(number)], *_ONLY[kind]]
    newest = f"{told.changed_at} desc"
    found = odoo.search(model, domain, fields, newest, limit=MOST_RELATED[kind])
    words = _ORDERED if kind == "order" else None
    return related.read(kind, told, found, partial(url, model), words)
