"""How fast a connection is asked, as rows: every process keeps to the same ones.

Each of a CRM's windows is a generic cell rate (`rules.pacing`): a share of it at once after a
pause, the rest evenly, so that never more than it allows falls into any stretch of its length.
What the CRM's own headers say closes all of them for a while.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from threadside.linking.means import Means
from threadside.linking.port import Window
from threadside.linking.problems import Throttled
from threadside.rules.pacing import Admission, admit
from threadside.store.dialect import insert_new
from threadside.store.tables import CrmPace
from threadside.store.uow import Tx

SHARE: Final = 0.9
"""Of a window so much is used: the CRM counts when a request arrives, and other programs of the
customer may ask, too."""
AT_ONCE: Final = 0.5
"""The share of a window's length whose requests may leave at once."""
LONGEST: Final = timedelta(days=1)
"""A CRM that asks for more is asked again after this."""
_ANY: Final = "any"
"""The row that is there whatever windows a CRM has."""


class Paced(Throttled):
    """It is our own pace that is too fast; the CRM was not asked and said nothing."""


def enter(
    means: Means, connection_id: str, windows: Sequence[Window], cost: int, patience_s: float
) -> None:
    """Use up `cost` requests of every window, after waiting for at most `patience_s`.

    Raises:
        Paced: when it takes longer; nothing is used up.
    """
    while True:
        with means.uow.write() as tx:
            wait = take(tx, connection_id, windows, cost)
        if not wait:
            return
        if wait.total_seconds() > patience_s:
            raise Paced(wait.total_seconds())
        patience_s -= wait.total_seconds()
        means.wait(wait.total_seconds())


def take(tx: Tx, connection_id: str, windows: Sequence[Window], cost: int) -> timedelta:
    """Use up `cost` requests of every window, or none: how long to wait then."""
    rows = _locked(tx, connection_id, windows)
    closed = max((row.closed_until for row in rows.values() if row.closed_until), default=tx.now)
    if closed > tx.now:
        return closed - tx.now
    asked = {_name(each): _ask(each, rows[_name(each)].next_free_at, tx.now, cost)
             for each in windows}  # fmt: skip
    wait = max((each.wait for each in asked.values() if not each.admitted), default=timedelta())
    if not wait:
        for name, admission in asked.items():
            rows[name].next_free_at = admission.next_free_at
    return wait


def close(tx: Tx, connection_id: str, seconds: float) -> None:
    """The CRM takes nothing for so many seconds."""
    until = tx.now + min(timedelta(seconds=max(0.0, min(seconds, 1e6))), LONGEST)
    _locked(tx, connection_id, ())
    tx.session.execute(
        update(CrmPace)
        .where(CrmPace.connection_id == connection_id, CrmPace.window == _ANY)
        .values(closed_until=until)
    )


def _locked(tx: Tx, connection_id: str, windows: Sequence[Window]) -> dict[str, CrmPace]:
    names = sorted({_ANY, *(_name(each) for each in windows)})
    found = _rows(tx, connection_id, names)
    if len(found) < len(names):
        for name in names:
            row = {"connection_id": connection_id, "window": name}
            insert_new(tx.session, CrmPace, [CrmPace.connection_id, CrmPace.window], row)
        found = _rows(tx, connection_id, names)
    return found


def _rows(tx: Tx, connection_id: str, names: Sequence[str]) -> dict[str, CrmPace]:
    rows = tx.session.scalars(
        select(CrmPace)
        .where(CrmPace.connection_id == connection_id, CrmPace.window.in_(names))
        .order_by(CrmPace.window)
        .with_for_update(key_share=True)
    )
    return {row.window: row for row in rows}


def _ask(window: Window, free_at: datetime | None, now: datetime, cost: int) -> Admission:
    burst_s = window.seconds * AT_ONCE
    return admit(free_at, now, cost, window.requests * SHARE / (window.seconds + burst_s), burst_s)


def _name(window: Window) -> str:
    return f"{window.requests}/{window.seconds:g}s"
