"""The limits that a desk's carrier holds it to."""

from typing import Any

from tests.integration.desk import Desk
from threadside.store.tables import Brand, Campaign, CarrierAccount, Line


def limit_account(desk: Desk, per_second: float) -> None:
    """So many requests a second."""
    with desk.uow.write() as tx:
        account = tx.session.get_one(CarrierAccount, desk.account.id)
        account.per_second, account.next_free_at = per_second, None


def limit_line(desk: Desk, line: Line, per_second: float, burst_s: float = 1.0) -> None:
    """So many segments a second."""
    with desk.uow.write() as tx:
        found = tx.session.get_one(Line, line.id)
        found.per_second, found.burst_seconds, found.next_free_at = per_second, burst_s, None


def limit_campaign(desk: Desk, per_minute: float) -> None:
    """So many segments a minute for all lines of the desk."""
    with desk.uow.write() as tx:
        campaign = tx.session.get_one(Campaign, desk.campaign.id)
        campaign.per_minute, campaign.next_free_at = per_minute, None


def limit_brand(desk: Desk, daily_cap: int | None, **values: Any) -> None:
    """So many segments a day for all campaigns of the desk."""
    with desk.uow.write() as tx:
        brand = tx.session.get_one(Brand, desk.campaign.brand_id)
        brand.daily_cap = daily_cap
        for name, value in values.items():
            setattr(brand, name, value)


def brand_of(desk: Desk) -> Brand:
    """The brand as it stands."""
    with desk.uow.read() as session:
        return session.get_one(Brand, desk.campaign.brand_id)
