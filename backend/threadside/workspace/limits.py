"""How fast a workspace may send, as its carrier has told it: of the account, a line, a campaign, a
brand. Texts that wait are paced anew at once."""

from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select

from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid, NotFound
from threadside.events import log
from threadside.store.tables import Brand, Campaign, CarrierAccount, Line
from threadside.store.uow import Tx

Limited = TypeVar("Limited", CarrierAccount, Line, Campaign, Brand)

MOST_PER_SECOND = 1_000.0
MOST_BURST_S = 60.0
MOST_PER_MINUTE = 100_000.0
MOST_PER_DAY = 10_000_000


def set_account(tx: Tx, workspace_id: str, account_id: str, per_second: float) -> None:
    """Requests a second that the carrier takes of an account; Vonage's own figure is 30.

    Raises:
        NotFound: when the workspace has no such account.
        Invalid: `bad_request_rate` unless more than 0 and at most 1,000.
    """
    if not 0 < per_second <= MOST_PER_SECOND:
        raise Invalid("bad_request_rate")
    _mine(tx, CarrierAccount, workspace_id, account_id).per_second = per_second
    _changed(tx, workspace_id)


def set_line(
    tx: Tx, workspace_id: str, line_id: str, per_second: float, burst_seconds: float
) -> None:
    """Segments a second that the carrier takes of a line, and for how many seconds' worth of it it
    takes them at once.

    Raises:
        NotFound: when the workspace has no such line.
        Invalid: `bad_throughput` unless more than 0 and at most 1,000, `bad_burst` unless 0 to 60.
    """
    if not 0 < per_second <= MOST_PER_SECOND:
        raise Invalid("bad_throughput")
    if not 0 <= burst_seconds <= MOST_BURST_S:
        raise Invalid("bad_burst")
    line = _mine(tx, Line, workspace_id, line_id)
    line.per_second, line.burst_seconds = per_second, burst_seconds
    _changed(tx, workspace_id)


def set_campaign(tx: Tx, workspace_id: str, campaign_id: str, per_minute: float | None) -> None:
    """Segments a minute that all lines of a campaign share; None when nobody limits them.

    Raises:
        NotFound: when the workspace has no such campaign.
        Invalid: `bad_minute_rate` unless more than 0 and at most 100,000.
    """
    if per_minute is not None and not 0 < per_minute <= MOST_PER_MINUTE:
        raise Invalid("bad_minute_rate")
    _mine(tx, Campaign, workspace_id, campaign_id).per_minute = per_minute
    _changed(tx, workspace_id)


def set_brand(
    tx: Tx, workspace_id: str, brand_id: str, daily_cap: int | None, reset_zone: str
) -> None:
    """Segments a day that all campaigns of a brand share, counted anew at midnight in
    `reset_zone`, an IANA name; None when nobody limits them. A day that the carrier has closed is
    open again. Segments are counted from the moment on at which there is a cap.

    Raises:
        NotFound: when the workspace has no such brand.
        Invalid: `bad_daily_cap` unless 1 to 10,000,000, `bad_zone`.
    """
    if daily_cap is not None and not 1 <= daily_cap <= MOST_PER_DAY:
        raise Invalid("bad_daily_cap")
    try:
        ZoneInfo(reset_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid("bad_zone") from error
    brand = _mine(tx, Brand, workspace_id, brand_id)
    brand.daily_cap, brand.reset_zone, brand.closed_until = daily_cap, reset_zone, None
    _changed(tx, workspace_id)


def _mine(tx: Tx, kind: type[Limited], workspace_id: str, row_id: str) -> Limited:
    row = tx.session.scalar(
        select(kind)
        .where(kind.workspace_id == workspace_id, kind.id == row_id)
        .with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound(kind.__tablename__)
    return row


def _changed(tx: Tx, workspace_id: str) -> None:
    tx.session.flush()
    log.emit(tx, workspace_id, WorkspaceChanged(what="lines"))
    tx.wake("outbox")
