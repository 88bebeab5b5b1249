"""Are the merge values in a text still what the CRM says? Read again at the press of Send.

The press waits two seconds at most. When the CRM does not answer, the connection's policy decides:
the text goes with the values that were read last, marked, or it is held back with the reason.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.contracts.records import ShownValues, ValueChange
from threadside.crm import cache, card, facts, linked
from threadside.crm.linked import Link
from threadside.crm.lookup import FRESH, Lookups
from threadside.errors import Refusal
from threadside.store.tables import CrmRecord, RecordPerson
from threadside.words import say_or

WAIT_S: Final = 2.0
CACHED: Final = "cached_values"
"""The mark of a text whose values could not be read again."""
MISSING: Final = "missing"


@dataclass(frozen=True)
class Unchanged:
    """The CRM says what the rep saw, or the values are not a CRM's."""


@dataclass(frozen=True)
class Changed:
    """Values that are other than the rep saw, old and new."""

    changes: tuple[ValueChange, ...]


@dataclass(frozen=True)
class Missing:
    """The record is no longer in the CRM, or was merged into another one."""


@dataclass(frozen=True)
class Stale:
    """Nobody knows: the CRM did not answer. `read_at` is how old the values are, `problem` why
    (`crm.problem.<code>`), `hold` whether the policy keeps such a text back."""

    read_at: datetime | None
    problem: str
    hold: bool
    crm: str


Freshness = Unchanged | Changed | Missing | Stale


def check(
    lookups: Lookups,
    workspace_id: str,
    shown: ShownValues,
    *,
    person_id: str | None = None,
) -> Freshness:
    """Read a record again and compare. It must be of the person who is texted, where one is named:
    another one's values are as good as none."""
    began = lookups.uow.clock()
    with lookups.uow.read() as session:
        link = linked.of_record(session, workspace_id, shown.record)
        if link is None or not shown.values:
            return Unchanged()
        row = cache.row(session, workspace_id, shown.record)
        theirs = row is None or person_id is None or _is_theirs(session, row, person_id)
    if not theirs:
        return Missing()
    lookups.refresh(workspace_id, shown.record, WAIT_S)
    with lookups.uow.read() as session:
        row = cache.row(session, workspace_id, shown.record)
        # As the card has them: on a deal or a ticket, a name is its person's and not the record's.
        now = card.load(
            session, lookups.crms, workspace_id, shown.record, person_id=person_id, now=began
        )
    if row is not None and row.gone_at is not None:
        return Missing()
    known = None if row is None else facts.from_json(row.facts)
    found = {each.name: each.value for each in now.values}
    changed = compare(shown.values, found)
    if known is not None and changed:
        return Changed(changed)
    if row is None or not _is_new(row, began):
        problem = row.problem if row is not None and row.problem else _why(link)
        name = lookups.crms.name(link.crm)
        return Stale(row.fetched_at if row else None, problem, link.when_down == "hold", name)
    return Unchanged()


def compare(shown: Mapping[str, str], found: Mapping[str, str]) -> tuple[ValueChange, ...]:
    """What is other than the rep saw. A value that the CRM lost is new as nothing."""
    pairs = ((name, old, found.get(name, "")) for name, old in sorted(shown.items()))
    return tuple(ValueChange(name=name, old=old, new=new) for name, old, new in pairs if old != new)


def accepting(changes: Sequence[ValueChange], problem: str = "") -> str:
    """What a rep who sends all the same gives back: it stands for exactly these changes."""
    told = [[each.name, each.old, each.new] for each in changes]
    whole = json.dumps([problem, told], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def require(found: Freshness, accepted: str | None) -> str | None:
    """The mark that the text gets, if any.

    Raises:
        Refusal: `values_changed` (409) with `changes` and `accept`; `values_missing` (409) with
            `accept`; `values_held` (409) with the reason, where the policy holds.
    """
    if isinstance(found, Changed):
        accept = accepting(found.changes)
        if accepted != accept:
            told = [each.model_dump(mode="json") for each in found.changes]
            raise Refusal("values_changed", extra={"changes": told, "accept": accept})
    if isinstance(found, Missing):
        accept = accepting((), MISSING)
        if accepted != accept:
            raise Refusal("values_missing", extra={"changes": [], "accept": accept})
    if isinstance(found, Stale):
        if found.hold:
            why = say_or(f"crm.problem.{found.problem}", "crm.problem.unavailable", crm=found.crm)
            raise Refusal("values_held", params={"why": why})
        return CACHED
    return None


def _is_new(row: CrmRecord, began: datetime) -> bool:
    """Read since the press, or so short a while before that it was not read again."""
    if row.fetched_at is None or row.problem or row.stale:
        return False
    return row.fetched_at > began - FRESH


def _why(link: Link) -> str:
    return "needs_sign_in" if link.state == "needs_sign_in" else "slow"


def _is_theirs(session: Session, row: CrmRecord, person_id: str) -> bool:
    found = session.scalar(
        select(RecordPerson.person_id)
        .where(RecordPerson.record_id == row.record_id, RecordPerson.person_id == person_id)
        .limit(1)
    )
    return found is not None
