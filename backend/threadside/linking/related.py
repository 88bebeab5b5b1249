"""Reading deals, tickets and orders out of a CRM's answer, bounded and as text."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from threadside.linking.reading import dig, key, moment, text
from threadside.linking.values import MOST_RELATED, MOST_USERS, Owner, Related, RelatedKind

_AMOUNT: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Told:
    """Where a CRM keeps what is shown, by its own names; of `title` all that are set are joined."""

    title: tuple[str, ...] = ("name",)
    stage: str = ""
    amount: str = ""
    currency: str = ""
    closes_on: str = ""
    changed_at: str = ""
    id: str = "id"

    @property
    def asked(self) -> tuple[str, ...]:
        """Every field to ask for."""
        named = (*self.title, self.stage, self.amount, self.currency, self.closes_on)
        return tuple(name for name in dict.fromkeys((*named, self.changed_at)) if name)


def read(
    kind: RelatedKind,
    told: Told,
    found: Iterable[Mapping[str, Any]],
    url: Callable[[str], str],
    words: Mapping[str, str] | None = None,
) -> list[Related]:
    """What an answer says, in its order, as much as is shown. `url` gives the page of an id,
    `words` what a stage is called that the CRM names by a code."""
    made: dict[str, Related] = {}
    for each in found:
        number = key(each.get(told.id))
        if number and number not in made and len(made) < MOST_RELATED[kind]:
            stage = text(dig(each, told.stage))
            made[number] = Related(
                kind,
                number,
                " ".join(part for name in told.title if (part := text(dig(each, name)))),
                stage if words is None else words.get(stage, ""),
                amount(dig(each, told.amount)) if told.amount else "",
                currency(dig(each, told.currency)) if told.currency else "",
                _day(dig(each, told.closes_on)) if told.closes_on else None,
                moment(dig(each, told.changed_at)) if told.changed_at else None,
                url(number),
            )
    return list(made.values())


def amount(value: Any) -> str:
    """A sum as a plain decimal number; nothing where it is none."""
    said = text(value)
    return said if _AMOUNT.fullmatch(said) else ""


def currency(value: Any) -> str:
    """A currency's code; nothing where it is none."""
    said = text(value).upper()
    return said if _CURRENCY.fullmatch(said) else ""


def users(
    found: Iterable[Mapping[str, Any]], email: str, *names: str, id_: str = "id"
) -> list[Owner]:
    """The users of an answer that have an id and an address."""
    return [
        Owner(number, " ".join(part for name in names if (part := text(dig(each, name)))), address)
        for each in found
        if (number := key(each.get(id_))) and "@" in (address := text(dig(each, email)))
    ][:MOST_USERS]


def _day(value: Any) -> date | None:
    at = moment(value)
    return None if at is None else at.date()
