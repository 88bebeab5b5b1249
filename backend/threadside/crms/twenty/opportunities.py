"""Open opportunities of a Twenty person.

Sources: github.com/twentyhq/twenty, packages/twenty-server, the standard object `opportunity`: its
stages are `NEW`, `SCREENING`, `MEETING`, `PROPOSAL`, `CUSTOMER`, which a workspace may change; an
amount is in millionths. No field says that one is closed: `CUSTOMER` is won, and a stage may be
named so.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from threadside.linking import related
from threadside.linking.definitions import spelled
from threadside.linking.reading import dig, text
from threadside.linking.related import Told
from threadside.linking.values import Ref, Related

NEWEST: Final = {"order_by": "updatedAt[DescNullsLast]"}
_CLOSED: Final = re.compile(r"\b(closed|won|lost|customer)\b", re.IGNORECASE)
_DEAL: Final = Told(
    stage="stage", amount="amount.value", currency="amount.currencyCode", closes_on="closeDate",
    changed_at="updatedAt",
)  # fmt: skip


def opened(
    found: Sequence[Mapping[str, Any]], stages: Mapping[str, str], url: Callable[[Ref], str]
) -> list[Related]:
    """Those that are open; `stages` are what the stages are called."""
    there = [
        {**each, "stage": stage, "amount": _amount(each)}
        for each in found
        if not _CLOSED.search(text(each.get("stage")).replace("_", " "))
        and not _CLOSED.search(stage := spelled(each.get("stage"), stages))
    ]
    return related.read("deal", _DEAL, there, lambda number: url(Ref("deal", number)))


def _amount(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """With the sum as a plain number: PostgreSQL's bigint comes as text from some versions."""
    micros = text(dig(found, "amount.amountMicros"))
    sure = re.fullmatch(r"-?\d{1,18}", micros)
    said = f"{int(micros) / 1_000_000:.2f}" if sure else ""
    return {"value": said, "currencyCode": dig(found, "amount.currencyCode")}
