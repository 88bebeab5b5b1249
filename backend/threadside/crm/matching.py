"""Which of the people known here a contact of a CRM is, by rules that say their reason.

    linked           the record was linked to them before
    number_and_name  they have one of its numbers and its name
    number           they have one of its numbers and no name yet
    several          more than one is possible: a person chooses
    new              nobody: one of the numbers may be theirs too, under another name

Two names are never made one person silently: a number is often a family's or a front desk's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from threadside.rules.names import every_word

Reason = Literal["linked", "number_and_name", "number", "several", "new"]


@dataclass(frozen=True)
class Candidate:
    """Somebody known here. `linked`: to this very record."""

    person_id: str
    name: str
    e164s: frozenset[str]
    linked: bool = False


@dataclass(frozen=True)
class Match:
    """Who a record is. Nobody: a new person is made of it."""

    person_ids: tuple[str, ...]
    reason: Reason


def match(name: str, e164s: Collection[str], candidates: Sequence[Candidate]) -> Match:
    """Who a contact with this name and these numbers is; the candidates' order is kept."""
    linked = tuple(one.person_id for one in candidates if one.linked)
    if linked:
        return Match(linked, "linked")
    near = [one for one in candidates if one.e164s & set(e164s)]
    same = [one for one in near if one.name and folded(one.name) == folded(name)]
    if same:
        return _of(same, "number_and_name")
    nameless = [one for one in near if not one.name or not name]
    if nameless:
        return _of(nameless, "number")
    return Match((), "new")


def another(was: str, now: str) -> bool:
    """Whether two names are surely two people's: no word of one is in the other, or begins it.

    Not for a name that is missing: it says nothing.
    """
    before, after = folded(was).split(), folded(now).split()
    return bool(before and after) and not any(
        one.startswith(other) or other.startswith(one) for one in before for other in after
    )


def _of(found: Sequence[Candidate], reason: Reason) -> Match:
    ids = tuple(one.person_id for one in found)
    return Match(ids, reason if len(ids) == 1 else "several")


def folded(name: str) -> str:
    """A name as it is compared: without case, accents, punctuation or the order of its words
    ("Fernández, Ana" is "Ana Fernandez")."""
    return " ".join(sorted(every_word(name)))
