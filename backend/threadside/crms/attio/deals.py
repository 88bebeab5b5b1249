"""Open deals of an Attio person.

Sources: docs.attio.com: "Deals" (a standard object, off until an admin switches it on; its stages
are "Lead", "In Progress", "Won", "Lost" until a workspace changes them), "Record reference" (a
person's `associated_deals` are the other end of a deal's `associated_people`), "Filtering and
sorting" (`record_id` with `$in`). No attribute says that a deal is closed: its stage is named so.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from threadside.crms.attio.names import flat
from threadside.linking import related
from threadside.linking.port import Api
from threadside.linking.reading import dig, key, listed, rows, text
from threadside.linking.related import Told
from threadside.linking.values import Ref, Related

_MOST: Final = 200
_CLOSED: Final = re.compile(r"\b(closed|won|lost)\b", re.IGNORECASE)
_DEAL: Final = Told(stage="stage", amount="value", currency="currency", changed_at="staged_at")


def of_person(
    api: Api, person: Mapping[str, Any], ids: re.Pattern[str], url: Callable[[Ref], str]
) -> list[Related]:
    """The newest first: those that came to their stage last. `person` is the whole record."""
    tied = [
        number
        for each in rows(dig(person, "values.associated_deals"), _MOST)
        if ids.fullmatch(number := key(each.get("target_record_id")))
    ]
    if not tied:
        return []
    body = {"filter": {"record_id": {"$in": tied}}, "limit": len(tied)}
    answer = api.call("POST", "/v2/objects/deals/records/query", json=body).json
    found = sorted(
        map(_whole, listed(answer, "data")[:_MOST]),
        key=lambda each: text(each.get("staged_at")),
        reverse=True,
    )
    there = [each for each in found if not _CLOSED.search(text(each.get("stage")))]
    return related.read("deal", _DEAL, there, lambda number: url(Ref("deal", number)))


def _whole(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """With what a value says beside itself: a currency, and since when it stands."""
    return {
        **flat(found),
        "currency": dig(_first(found, "value"), "currency_code"),
        "staged_at": dig(_first(found, "stage"), "active_from") or dig(found, "created_at"),
    }


def _first(found: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    return next(rows(dig(found, f"values.{name}"), 1), None)
