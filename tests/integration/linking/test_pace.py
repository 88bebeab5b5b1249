"""A CRM's limits are rows: however many processes ask, no window ever holds more than it allows."""

from datetime import datetime, timedelta

import pytest

from tests.integration.linking.conftest import Office
from threadside.linking import pace
from threadside.linking.port import Window
from threadside.linking.problems import Throttled
from threadside.store.tables import CrmPace

TEN_A_SECOND = (Window(10, 1.0),)


@pytest.fixture
def linked(office: Office) -> str:
    """A connection that nobody has asked through yet."""
    return office.link()


def take(office: Office, linked: str, *windows: Window, cost: int = 1) -> timedelta:
    """Ask for a request; how long to wait for it."""
    with office.means.uow.write() as tx:
        return pace.take(tx, linked, windows, cost)


def test_no_window_ever_holds_more_than_it_allows(office: Office, linked: str) -> None:
    windows = (Window(10, 1.0), Window(30, 10.0))
    at: list[datetime] = []
    for _ in range(60):
        while wait := take(office, linked, *windows):
            office.clock.now += wait
        at.append(office.clock.now)
    for window in windows:
        length = timedelta(seconds=window.seconds)
        for first in at:
            assert sum(first <= each < first + length for each in at) <= window.requests
    assert at[-1] - at[0] < timedelta(seconds=60 / 3 * 1.7), "and is used well"


def test_after_a_pause_some_leave_at_once(office: Office, linked: str) -> None:
    leaving = 0
    while not take(office, linked, Window(100, 10.0)):
        leaving += 1
    assert 25 < leaving <= 30


def test_a_request_may_cost_more_than_one(office: Office, linked: str) -> None:
    assert not take(office, linked, Window(100, 10.0), cost=30)
    assert take(office, linked, Window(100, 10.0)) > timedelta()


def test_what_one_window_refuses_uses_up_no_other(office: Office, linked: str) -> None:
    small, large = Window(2, 60.0), Window(1000, 60.0)
    while not take(office, linked, small, large):
        pass
    with office.means.uow.read() as session:
        before = session.get_one(CrmPace, (linked, "1000/60s")).next_free_at
    assert take(office, linked, small, large)
    with office.means.uow.read() as session:
        assert session.get_one(CrmPace, (linked, "1000/60s")).next_free_at == before


def test_a_job_does_not_wait_and_a_person_does_for_a_while(office: Office, linked: str) -> None:
    slow = (Window(1, 1.0),)
    pace.enter(office.means, linked, slow, 1, 0.0)
    with pytest.raises(Throttled) as throttled:
        pace.enter(office.means, linked, slow, 1, 0.0)
    assert 0 < throttled.value.retry_after_s < 2
    before = office.clock.now
    pace.enter(office.means, linked, slow, 1, 2.0)
    assert timedelta() < office.clock.now - before <= timedelta(seconds=2)


def test_what_the_crm_says_closes_every_window_for_everybody(office: Office, linked: str) -> None:
    with office.means.uow.write() as tx:
        pace.close(tx, linked, 30)
    assert take(office, linked, *TEN_A_SECOND) == timedelta(seconds=30)
    assert take(office, linked) == timedelta(seconds=30), "also for a CRM without windows"
    office.clock.advance(seconds=30)
    assert not take(office, linked, *TEN_A_SECOND)


@pytest.mark.parametrize("seconds", [1e12, float("inf")])
def test_a_crm_that_asks_for_ever_is_asked_again_after_a_day(
    office: Office, linked: str, seconds: float
) -> None:
    with office.means.uow.write() as tx:
        pace.close(tx, linked, seconds)
    assert take(office, linked) == timedelta(days=1)
