"""What a connection's requests came to: the state that people see. Written when it changes, and
once a minute at most while it does not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from threadside.contracts.events import WorkspaceChanged
from threadside.events import log
from threadside.linking.means import Means
from threadside.linking.pace import Paced
from threadside.linking.problems import (
    CrmProblem,
    Garbled,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.store.tables import CrmConnection

SELDOM: Final = timedelta(minutes=1)
RETRY: Final = timedelta(seconds=15)
"""So long what is known is shown, and the CRM not asked, once it has failed twice in a row."""
_TOLD: Final = frozenset({"scope_missing", "forbidden"})
"""Refusals that an admin can mend; other ones are an answer like any other."""


@dataclass(frozen=True)
class Seen:
    """A connection as it stood when a request was made."""

    state: str
    reason: str | None
    failed_at: datetime | None
    answered_at: datetime | None


def seen(session: Session, connection_id: str) -> Seen | None:
    """How a connection stands; None when there is none."""
    row = session.execute(
        select(
            CrmConnection.state,
            CrmConnection.reason,
            CrmConnection.failed_at,
            CrmConnection.answered_at,
        ).where(CrmConnection.id == connection_id)
    ).one_or_none()
    return None if row is None else Seen(*row)


def note(means: Means, connection_id: str, before: Seen, problem: CrmProblem | None) -> None:
    """Take down what became of a request; None for an answer."""
    if isinstance(problem, (NeedsSignIn, Paced)):
        return
    now = means.uow.clock()
    if problem is None or (isinstance(problem, Refused) and problem.code not in _TOLD):
        values = _answered(before, now)
    else:
        values = _failed(before, problem, now)
    if not values:
        return
    with means.uow.write() as tx:
        workspace_id = tx.session.scalar(
            update(CrmConnection)
            .where(
                CrmConnection.id == connection_id,
                CrmConnection.state.in_(("live", "unavailable")),
            )
            .values(**values)
            .returning(CrmConnection.workspace_id)
        )
        if workspace_id is not None and values.get("state", before.state) != before.state:
            log.emit(tx, workspace_id, WorkspaceChanged(what="settings"))


def _answered(before: Seen, now: datetime) -> dict[str, Any]:
    if before.state != "live" or before.reason is not None:
        return {"state": "live", "reason": None, "retry_at": None, "answered_at": now}
    fresh = before.answered_at is not None and now - before.answered_at < SELDOM
    return {} if fresh else {"answered_at": now}


def _failed(before: Seen, problem: CrmProblem, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if before.reason != problem.code or before.failed_at is None:
        values = {"reason": problem.code, "failed_at": now}
    elif now - before.failed_at >= SELDOM:
        values = {"failed_at": now}
    down = isinstance(problem, (Unavailable, Garbled)) and not isinstance(problem, Throttled)
    if down and before.reason is not None and before.reason not in (*_TOLD, "throttled"):
        values |= {"state": "unavailable", "retry_at": now + RETRY}
    return values
