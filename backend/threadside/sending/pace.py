"""The limits a text is under, as rows: reading them, using them up, closing them for a while.

A request counts against its carrier account, its segments against the brand, the campaign and the
line. Whoever uses them up or closes them locks their rows in that order, account, brand, campaign,
line, so that nobody waits crosswise; every process keeps to the same rows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import func, literal_column, select

from threadside.contracts.events import WorkspaceChanged
from threadside.events import log
from threadside.rules.daily_cap import DailyCap, reset_after
from threadside.rules.pacing import Admission, Throughput
from threadside.store.tables import Brand, Campaign, CarrierAccount, Line, Message, Outbox
from threadside.store.uow import Tx

US_RESET_ZONE: Final = "America/Los_Angeles"
"""Where the day of US networks ends, for lines whose registration is not known here."""
LONGEST_PAUSE: Final = timedelta(minutes=15)
"""A carrier that asks for more is asked again all the same: others wait behind that text."""

COLUMNS: Final = (
    CarrierAccount.per_second.label("account_per_second"),
    CarrierAccount.next_free_at.label("account_free_at"),
    Line.per_second.label("line_per_second"),
    Line.burst_seconds.label("line_burst_s"),
    Line.next_free_at.label("line_free_at"),
    Campaign.per_minute,
    Campaign.next_free_at.label("campaign_free_at"),
    Brand.daily_cap,
    Brand.reset_zone,
    Brand.spent_on,
    Brand.spent,
    Brand.closed_until,
)
"""What `limits_of` reads from a row."""


Row = TypeVar("Row", CarrierAccount, Brand, Campaign, Line)


@dataclass(frozen=True, slots=True)
class Sender:
    """A line, its campaign and the brand of that, as far as they are known here."""

    line_id: str
    campaign_id: str | None
    brand_id: str | None


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit of one line, as last read. None is a limit that nobody has told us."""

    account: Throughput
    line: Throughput
    campaign: Throughput | None
    day: DailyCap | None

    def campaign_wait(self, now: datetime, segments: int) -> timedelta:
        """How long the campaign has no room for so many segments."""
        at = self.account.slot(now)
        return self.campaign.ask(at, segments).wait if self.campaign else timedelta()

    def free_at(self, now: datetime, segments: int) -> datetime:
        """When so many segments, in one request, may leave; `now` when they may at once."""
        at = self.account.slot(now)
        waits = [self.account.ask(now, 1).wait, self.line.ask(at, segments).wait]
        waits.append(self.campaign_wait(now, segments))
        day_at = self.day.ask(at, segments).again_at if self.day else at
        waits.append(max(timedelta(), day_at - at))
        return now + max(waits)


def limits_of(row: Any) -> Limits:
    """The limits in a row that has `COLUMNS`."""
    return Limits(
        account=Throughput.of_account(row.account_per_second, row.account_free_at),
        line=Throughput.of_line(row.line_per_second, row.line_burst_s, row.line_free_at),
        campaign=Throughput.of_campaign(row.per_minute, row.campaign_free_at)
        if row.per_minute
        else None,
        day=DailyCap(row.daily_cap, row.reset_zone, row.spent_on, row.spent, row.closed_until)
        if row.reset_zone
        else None,
    )


def lock_account(tx: Tx, account_id: str) -> CarrierAccount:
    """The account as it stands now; nobody else uses up any of it until `tx` ends."""
    return _locked(tx, CarrierAccount, account_id)


def use_up(tx: Tx, account: CarrierAccount, who: Sender, segments: int) -> datetime | None:
    """Take one request of `account`, which is locked, and `segments` of everything above a line.

    All or nothing: None, with nothing used up, when one limit has no room for it. Else the moment
    at which the request is to be made, a little ahead at most.
    """
    brand, campaign, line = _above(tx, who)
    requests = Throughput.of_account(account.per_second, account.next_free_at)
    at = requests.slot(tx.now)
    asked: list[tuple[CarrierAccount | Campaign | Line, Admission]] = [
        (account, requests.ask(tx.now, 1)),
        (line, _of_line(line).ask(at, segments)),
    ]
    if campaign is not None and campaign.per_minute:
        shared = Throughput.of_campaign(campaign.per_minute, campaign.next_free_at)
        asked.append((campaign, shared.ask(at, segments)))
    spending = _day(brand).ask(at, segments) if brand is not None else None
    if any(not one.admitted for _, one in asked) or (spending and not spending.admitted):
        return None
    for limited, admission in asked:
        limited.next_free_at = admission.next_free_at
    if brand is not None and spending is not None:
        brand.spent_on, brand.spent = spending.day, spending.spent
    line.served_at = at
    return at


def came_late(tx: Tx, line_id: str, posted_at: datetime, segments: int) -> None:
    """A text left its line later than it was given: what follows keeps its distance to it, and to
    those that may arrive right behind it."""
    line = _locked(tx, Line, line_id)
    behind = tx.session.scalar(
        select(func.sum(Message.segments))
        .join(Outbox, Outbox.message_id == Message.id)
        .where(Outbox.state == literal_column("'claimed'"), Outbox.line_id == line_id)
    )
    keeps = posted_at + timedelta(seconds=(segments + (behind or 0)) / line.per_second)
    line.next_free_at = max(line.next_free_at or keeps, keeps)


def slow_account(tx: Tx, line_id: str, wait: timedelta) -> None:
    """The carrier refuses requests as too many: none of the line's account before `wait` ends."""
    account_id = select(Line.carrier_account_id).where(Line.id == line_id)
    account = lock_account(tx, tx.session.scalars(account_id).one())
    limit = Throughput.of_account(account.per_second, account.next_free_at)
    account.next_free_at = limit.closed(tx.now + min(wait, LONGEST_PAUSE))


def slow_line(tx: Tx, line_id: str, wait: timedelta) -> None:
    """The carrier took a text and then found it one too many of its sender."""
    line = _locked(tx, Line, line_id)
    line.next_free_at = _of_line(line).closed(tx.now + min(wait, LONGEST_PAUSE))


def close_day(tx: Tx, line_id: str) -> None:
    """The carrier says that the day's limit is reached: nothing of the brand before its midnight.

    Of a line whose brand is not known here nothing leaves before midnight on the US west coast.
    """
    brand, _, line = _above(tx, _sender(tx, line_id))
    if brand is None:
        line.next_free_at = _of_line(line).closed(reset_after(tx.now, US_RESET_ZONE))
    else:
        brand.closed_until = reset_after(tx.now, brand.reset_zone)
    tx.session.flush()
    log.emit(tx, line.workspace_id, WorkspaceChanged(what="lines"))


def day_is_over(tx: Tx, line_id: str) -> bool:
    """Whether a line's texts wait for the next day of their brand."""
    brand = tx.session.scalar(
        select(Brand)
        .join(Campaign, Campaign.brand_id == Brand.id)
        .join(Line, Line.campaign_id == Campaign.id)
        .where(Line.id == line_id)
    )
    return brand is not None and not _day(brand).ask(tx.now, 1).admitted


def _sender(tx: Tx, line_id: str) -> Sender:
    row = tx.session.execute(
        select(Line.campaign_id, Campaign.brand_id)
        .outerjoin(Campaign, Campaign.id == Line.campaign_id)
        .where(Line.id == line_id)
    ).one()
    return Sender(line_id, row.campaign_id, row.brand_id)


def _above(tx: Tx, who: Sender) -> tuple[Brand | None, Campaign | None, Line]:
    """A line and what is above it, locked in the order that everybody keeps to."""
    brand = _locked(tx, Brand, who.brand_id) if who.brand_id else None
    campaign = _locked(tx, Campaign, who.campaign_id) if who.campaign_id else None
    return brand, campaign, _locked(tx, Line, who.line_id)


def _locked(tx: Tx, table: type[Row], id_: str) -> Row:
    tx.session.flush()  # reading anew what we have changed would undo that
    return tx.session.get_one(
        table, id_, populate_existing=True, with_for_update={"key_share": True}
    )


def _of_line(line: Line) -> Throughput:
    return Throughput.of_line(line.per_second, line.burst_seconds, line.next_free_at)


def _day(brand: Brand) -> DailyCap:
    return DailyCap(
        brand.daily_cap, brand.reset_zone, brand.spent_on, brand.spent, brand.closed_until
    )
