"""Where a record stands, in its CRM's words, as far as the card has them."""

from typing import Final

from threadside.contracts.records import ContextCard
from threadside.rules.names import words

MOST: Final = 4
_SAY_STAGE: Final = frozenset(
    {"stage", "status", "pipeline", "lifecycle", "etapa", "estado", "fase"}
)
"""Words in the name of a field that says it, in whatever language the CRM is set to."""


def stages(card: ContextCard) -> tuple[str, ...]:
    """The record's own stage first, then those of the deals and tickets that go on."""
    own = [each.value for each in card.fields if _SAY_STAGE.intersection(words(each.label))]
    going_on = [each.stage for each in card.related]
    return tuple(dict.fromkeys(filter(None, (*own, *going_on))))[:MOST]
