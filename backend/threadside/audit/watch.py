"""Settings that an admin changes are recorded where they are written, whoever writes them.

Pages, commands and later programs all change these rows through a session; one look before each
flush sees what is about to change, so that no path to a change can forget to record it. Columns
that machines move (counters, clocks) are left out; of secrets it is only said that they changed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, UOWTransaction

from threadside.audit import log
from threadside.store.base import Base
from threadside.store.tables import (
    Brand,
    Campaign,
    CarrierAccount,
    Line,
    Location,
    Member,
    Team,
    Workspace,
)
from threadside.store.uow import TX, Tx

_MACHINES: Final = frozenset(
    {
        "id", "workspace_id", "version", "created_at", "next_free_at", "served_at", "spent",
        "spent_on", "closed_until", "templates_version", "policy_version", "user_id",
    }
)  # fmt: skip
_WATCHED: Final[Mapping[type[Base], str]] = {
    Workspace: "workspace",
    Member: "member",
    Line: "line",
    CarrierAccount: "account",
    Brand: "brand",
    Campaign: "campaign",
    Location: "location",
    Team: "team",
}


def install() -> None:
    """Watch every session of this process; twice is once."""
    if not event.contains(Session, "before_flush", _look):
        event.listen(Session, "before_flush", _look)


def _look(session: Session, _flush: UOWTransaction, _objects: object) -> None:
    tx = cast("Tx | None", session.info.get(TX))
    if tx is None:
        return
    for row in session.new:
        if type(row) in _WATCHED:
            _note(tx, row, "added")
    for row in session.dirty:
        if type(row) in _WATCHED:
            _note(tx, row, "changed")


def _note(tx: Tx, row: Any, how: str) -> None:
    kind = _WATCHED[type(row)]
    changed = _changes(row)
    if not changed:
        return
    workspace_id = row.id if kind == "workspace" else row.workspace_id
    log.record(tx, workspace_id, f"{kind}.{how}", {"id": row.id, "changed": changed})


def _changes(row: Any) -> dict[str, Any]:
    """What each column was and will be."""
    found: dict[str, Any] = {}
    state = inspect(row)
    for column in state.mapper.column_attrs:
        if column.key in _MACHINES:
            continue
        history = state.attrs[column.key].history
        if not history.has_changes():
            continue
        was = history.deleted[0] if history.deleted else None
        now = history.added[0] if history.added else None
        if was != now:
            sealed = column.key.endswith("_sealed")
            found[column.key] = "changed" if sealed else [_plain(was), _plain(now)]
    return found


def _plain(value: Any) -> Any:
    """A value as a payload holds it; fractions as text."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, float) else value
