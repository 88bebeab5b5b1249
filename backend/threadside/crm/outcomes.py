"""What came of a claim: settled in one transaction, whatever the CRM said or did not say.

A CRM that is away or too busy is no failure: its entries wait, for days if need be. An answer that
is lost leaves a `write` in doubt. What a CRM clearly refuses a person has to look at.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from threadside.crm import changes, linked, shown
from threadside.crm.turns import Claim, what_about, whom
from threadside.ids import new_id
from threadside.linking.port import Api, Crm
from threadside.linking.problems import (
    CrmProblem,
    Garbled,
    Gone,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.linking.values import Entry, Ref
from threadside.store.tables import CrmEntry
from threadside.store.uow import Tx
from threadside.timeline.crm_log import SOON

BACKOFF_BASE_S: Final = 4.0
BACKOFF_CAP_S: Final = 900.0
STILL_AT_WORK: Final = timedelta(seconds=45)
"""A request whose answer was lost may still be at work in the CRM for so long."""
LOOK_AFTER: Final = timedelta(seconds=5)
UNTIL_SIGNED_IN: Final = timedelta(minutes=5)
LONGEST_WAIT_S: Final = 3600.0
AWAY: Final = ("slow", "unreachable", "broken")
MOST_GARBLED: Final = 12
"""With the waits between them about two hours of answers that can't be read."""
MOST_MERGES: Final = 5
"""Records that were merged into one another in a circle lead nowhere."""


@dataclass(frozen=True, slots=True)
class Done:
    """The CRM did what was asked. `remote_id` is the entry's there: None where `find` saw none, or
    where it was erased."""

    remote_id: str | None


Outcome = Done | CrmProblem


def act(crm: Crm, api: Api, claimed: Claim) -> Outcome:
    """Do in the CRM what was claimed; never raises what a CRM answered."""
    entry, remote_id = claimed.entry, claimed.remote_id or ""
    try:
        match claimed.action:
            case "write":
                return Done(_written(crm, api, entry))
            case "find":
                return Done(crm.find(api, entry))
            case "rewrite":
                crm.rewrite(api, remote_id, entry)
                return Done(remote_id)
            case "erase":
                crm.erase(api, remote_id, entry)
                return Done(None)
    except CrmProblem as problem:
        return problem


def _written(crm: Crm, api: Api, entry: Entry) -> str:
    """Its id. An owner who left, or whom the CRM lets own nothing, is no reason to lose a text: a
    clear no wrote nothing, so it is written once more as nobody's."""
    try:
        return crm.write(api, entry)
    except Refused as no:
        if not entry.owner or no.code not in {"invalid", "forbidden"}:
            raise
    return crm.write(api, replace(entry, owner=""))


def settle(
    tx: Tx, claimed: Claim, outcome: Outcome, *, asked_at: datetime, search_lag_s: float
) -> None:
    """Record what came of a claim; twice is once. `asked_at` is when the request began.

    Where the lease ended meanwhile and somebody else took over, an object that we made and they
    did not find is erased.
    """
    row = tx.session.scalar(
        select(CrmEntry)
        .where(CrmEntry.id == claimed.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        return
    if row.state != "writing" or row.lease_until != claimed.lease_until:
        _late(tx, row, claimed, outcome)
        return
    before, troubled = shown.of(row), row.problem is not None
    row.lease_until = None
    if isinstance(outcome, Done):
        proved_at = asked_at - STILL_AT_WORK - timedelta(seconds=search_lag_s)
        _done(tx, row, claimed, outcome, proved_at)
    else:
        _problem(tx, row, claimed, outcome)
    tx.session.flush()
    if shown.of(row) != before or troubled or row.day is not None:
        shown.tell(tx, row)  # of a day's texts some may be new to an entry that stands there


def hasten(tx: Tx, connection_id: str) -> None:
    """A CRM that was away answers again: what waited only for that waits no longer."""
    tx.session.execute(
        update(CrmEntry)
        .where(
            CrmEntry.connection_id == connection_id,
            CrmEntry.state == "pending",
            CrmEntry.problem.in_((*AWAY, "throttled", "needs_sign_in")),
        )
        .values(next_at=tx.now)
        .execution_options(synchronize_session=False)
    )


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many tries: doubling, half of it by chance."""
    ceiling = min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2 ** min(attempts - 1, 12))
    return timedelta(seconds=random.uniform(ceiling / 2, ceiling))  # noqa: S311 - jitter


def _done(tx: Tx, row: CrmEntry, claimed: Claim, done: Done, proved_at: datetime) -> None:
    if claimed.action == "find":
        _looked(tx, row, done, proved_at)
        return
    row.problem, row.attempts, row.doubted_at = None, 0, None
    if claimed.action == "erase":
        row.remote_id, row.state, row.written = None, "dropped", row.wanted
        return
    row.remote_id = done.remote_id
    row.written, row.written_at = claimed.version, tx.now
    row.state = "written" if row.wanted == row.written else "pending"
    row.next_at = tx.now if row.erase else tx.now + SOON


def _looked(tx: Tx, row: CrmEntry, done: Done, proved_at: datetime) -> None:
    """`proved_at`: what was written before would have been seen."""
    row.state, row.next_at = "pending", tx.now
    if done.remote_id is not None:
        row.remote_id, row.doubted_at = done.remote_id, None
    elif row.doubted_at is None or row.doubted_at <= proved_at:
        row.doubted_at = None
    else:
        row.next_at = tx.now + (row.doubted_at - proved_at)


def _late(tx: Tx, row: CrmEntry, claimed: Claim, outcome: Outcome) -> None:
    """We were slower than our lease. Only what we made matters."""
    made = outcome.remote_id if isinstance(outcome, Done) else None
    if claimed.action != "write" or made is None or made == row.remote_id:
        return
    if row.remote_id is None:
        row.remote_id, row.doubted_at = made, None
        tx.session.flush()
        shown.tell(tx, row)
        return
    values = {name: getattr(row, name) for name in _SAME}
    stray = CrmEntry(
        **values, id=new_id(), key=f"{row.key}.{made}"[:400], remote_id=made, erase=True,
        state="pending", wanted=1, written=0, attempts=0, next_at=tx.now, created_at=tx.now,
    )  # fmt: skip
    tx.session.add(stray)
    tx.wake("crm")


_SAME: Final = (
    "workspace_id", "connection_id", "record_id", "who_type", "who_id", "about_type", "about_id",
    "person_id", "day",
)  # fmt: skip


def _problem(tx: Tx, row: CrmEntry, claimed: Claim, problem: CrmProblem) -> None:
    if not _same(row.problem, problem.code):
        row.attempts = 1
    row.state, row.problem = "pending", problem.code[:64]
    # Only these two leave open whether it was written.
    unclear = isinstance(problem, Unavailable | Garbled)
    if claimed.action == "write":
        row.doubted_at = tx.now if unclear else None
    for kind, what in _ANSWERS:
        if isinstance(problem, kind):
            what(tx, row, problem)
            return
    _garbled(tx, row, problem)


def _same(before: str | None, code: str) -> bool:
    return before == code or (before in AWAY and code in AWAY)


def _unavailable(tx: Tx, row: CrmEntry, _problem: CrmProblem) -> None:
    row.next_at = tx.now + (LOOK_AFTER if _just_doubted(tx, row) else backoff(row.attempts))


def _throttled(tx: Tx, row: CrmEntry, problem: CrmProblem) -> None:
    wait = problem.retry_after_s if isinstance(problem, Throttled) else 0.0
    row.next_at = tx.now + timedelta(seconds=min(max(wait, 1.0), LONGEST_WAIT_S))


def _signed_out(tx: Tx, row: CrmEntry, _problem: CrmProblem) -> None:
    row.problem = "needs_sign_in"
    row.next_at = tx.now + UNTIL_SIGNED_IN


def _garbled(tx: Tx, row: CrmEntry, problem: CrmProblem) -> None:
    if row.attempts >= MOST_GARBLED:
        row.state, row.problem = "failed", "garbled"
    else:
        _unavailable(tx, row, problem)


def _refused(_tx: Tx, row: CrmEntry, problem: CrmProblem) -> None:
    if problem.code == "not_found":
        row.state = "dropped" if row.erase else "gone"
    else:
        row.state = "failed"


def _gone(tx: Tx, row: CrmEntry, problem: CrmProblem) -> None:
    """The record is gone, or somebody deleted the entry: it is not put back where people did not
    want it. Where a record was merged, it goes on with the one that took its place."""
    assert isinstance(problem, Gone)  # noqa: S101 - `_ANSWERS` says so
    if row.erase:
        row.state, row.remote_id, row.doubted_at = "dropped", None, None
    elif what_about(row) is not None and problem.ref == what_about(row):
        into = problem.into
        row.about_type, row.about_id = (into.type, into.id) if into else (None, None)
        row.next_at = tx.now
    elif problem.into is not None and problem.ref == whom(row) and row.attempts <= MOST_MERGES:
        row.who_type, row.who_id = problem.into.type, problem.into.id
        row.next_at = tx.now
        _tell_reader(tx, row, problem.ref)
    else:
        row.state = "gone"


def _tell_reader(tx: Tx, row: CrmEntry, merged: Ref) -> None:
    """Nobody may have opened the record since: reading it hands its people, and the link of their
    texts, to the one that took its place."""
    link = linked.by_id(tx.session, row.connection_id)
    if link is not None:
        changes.read_again(tx, link, merged)


def _just_doubted(tx: Tx, row: CrmEntry) -> bool:
    return row.doubted_at == tx.now


_Answer = Callable[[Tx, CrmEntry, CrmProblem], None]
_ANSWERS: Final[tuple[tuple[type[CrmProblem], _Answer], ...]] = (
    (Gone, _gone),
    (Throttled, _throttled),
    (Unavailable, _unavailable),
    (NeedsSignIn, _signed_out),
    (Refused, _refused),
    (Garbled, _garbled),
)
