"""An admin tells the limits that the carrier has told them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.integration.desk import Desk, desk, open_desk
from tests.integration.paced import limit_brand
from threadside.errors import Invalid, NotFound
from threadside.store.tables import Brand, Campaign, CarrierAccount, Line
from threadside.store.uow import Tx
from threadside.workspace import limits

__all__ = ["desk", "open_desk"]

SomeLimit = Callable[[Tx, str, str], None]
ALL: dict[type, SomeLimit] = {
    CarrierAccount: lambda tx, where, id_: limits.set_account(tx, where, id_, 5.0),
    Line: lambda tx, where, id_: limits.set_line(tx, where, id_, 2.0, 1.0),
    Campaign: lambda tx, where, id_: limits.set_campaign(tx, where, id_, 75.0),
    Brand: lambda tx, where, id_: limits.set_brand(tx, where, id_, 2_000, "America/New_York"),
}


def row_of(desk: Desk, kind: type) -> str:
    """The id of the workspace's only row of a kind."""
    with desk.uow.read() as session:
        found: str = session.scalars(
            select(kind.id).where(kind.workspace_id == desk.workspace.id)  # type: ignore[attr-defined]
        ).one()
        return found


@pytest.mark.parametrize("kind", ALL)
def test_a_limit_is_kept_and_every_screen_told(desk: Desk, kind: type) -> None:
    before = desk.head()
    with desk.uow.write() as tx:
        ALL[kind](tx, desk.workspace.id, row_of(desk, kind))
    assert [event.payload for event in desk.events(before)] == [
        {"type": "workspace", "what": "lines"}
    ]
    with desk.uow.read() as session:
        account, line = (
            session.scalars(select(CarrierAccount)).one(),
            session.scalars(select(Line)).one(),
        )
        campaign, brand = (
            session.scalars(select(Campaign)).one(),
            session.scalars(select(Brand)).one(),
        )
    kept = {
        CarrierAccount: account.per_second == 5.0,
        Line: (line.per_second, line.burst_seconds) == (2.0, 1.0),
        Campaign: campaign.per_minute == 75.0,
        Brand: (brand.daily_cap, brand.reset_zone) == (2_000, "America/New_York"),
    }
    assert kept[kind]


@pytest.mark.parametrize("kind", ALL)
def test_nobody_limits_what_another_workspace_has(
    desk: Desk, open_desk: Callable[..., Desk], kind: type
) -> None:
    other = open_desk()
    with pytest.raises(NotFound), desk.uow.write() as tx:
        ALL[kind](tx, other.workspace.id, row_of(desk, kind))


@pytest.mark.parametrize(
    ("code", "wish"),
    [
        ("bad_request_rate", lambda tx: limits.set_account(tx, "", "", 0)),
        ("bad_request_rate", lambda tx: limits.set_account(tx, "", "", float("nan"))),
        ("bad_throughput", lambda tx: limits.set_line(tx, "", "", -1, 1)),
        ("bad_burst", lambda tx: limits.set_line(tx, "", "", 1, 61)),
        ("bad_minute_rate", lambda tx: limits.set_campaign(tx, "", "", 0)),
        ("bad_daily_cap", lambda tx: limits.set_brand(tx, "", "", 0, "UTC")),
        ("bad_zone", lambda tx: limits.set_brand(tx, "", "", 1, "Pacific/Nowhere")),
        ("bad_zone", lambda tx: limits.set_brand(tx, "", "", 1, "../etc/passwd")),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(
    desk: Desk, code: str, wish: Callable[[Tx], None]
) -> None:
    with pytest.raises(Invalid) as refused, desk.uow.write() as tx:
        wish(tx)
    assert refused.value.code == code


def test_texts_that_wait_are_paced_anew_at_once(desk: Desk) -> None:
    woken: list[str] = []
    desk.uow.wake = lambda topic, _key: woken.append(topic)
    limit_brand(desk, 1, closed_until=desk.clock() + timedelta(hours=9))
    desk.press(desk.person())
    assert desk.after_hold() == 0
    woken.clear()
    with desk.uow.write() as tx:
        limits.set_brand(tx, desk.workspace.id, row_of(desk, Brand), 50, "America/Los_Angeles")
    assert "outbox" in woken
    assert desk.send_due() == 1
