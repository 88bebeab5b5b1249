"""When implied consent ends, and when a revocation is due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.consent.terms import COUNTED_IN, due, implied_until

TORONTO, DENVER = "+14165550123", "+17205550142"


@pytest.mark.parametrize(
    ("opened", "due_on"),
    [
        ("2026-03-02T15:30:00+00:00", "2026-03-16T14:30:00+00:00"),  # the clocks went forward
        ("2026-05-20T15:30:00+00:00", "2026-06-04T15:30:00+00:00"),  # Memorial Day
        ("2026-12-18T20:00:00+00:00", "2027-01-05T20:00:00+00:00"),  # Christmas, New Year's Day
        ("2026-06-27T12:00:00+00:00", "2026-07-13T12:00:00+00:00"),  # a Saturday; July 3 observed
        ("2026-03-03T03:00:00+00:00", "2026-03-17T02:00:00+00:00"),  # still Monday in Washington
    ],
)
def test_ten_business_days(opened: str, due_on: str) -> None:
    """47 CFR 64.1200(a)(10)."""
    assert due(datetime.fromisoformat(opened)) == datetime.fromisoformat(due_on)


@given(st.integers(0, 90 * 365 * 24))
def test_it_is_two_to_three_weeks_later_on_a_working_day(hours: int) -> None:
    opened = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    found = due(opened)
    assert timedelta(days=11, hours=22) <= found - opened <= timedelta(days=21)
    assert found.astimezone(COUNTED_IN).weekday() < 5


@pytest.mark.parametrize(
    ("basis", "on", "until"),
    [
        ("purchase", "2026-03-02", "2028-03-02"),
        ("purchase", "2024-02-29", "2026-02-28"),
        ("inquiry", "2026-08-31", "2027-02-28"),
        ("inquiry", "2026-03-02", "2026-09-02"),
    ],
)
def test_what_the_law_of_canada_implies(basis: str, on: str, until: str) -> None:
    """C-5: CASL, 24 months after a purchase, 6 after an inquiry."""
    at = datetime.fromisoformat(on).replace(tzinfo=UTC)
    assert implied_until(TORONTO, basis, at) == datetime.fromisoformat(until).replace(tzinfo=UTC)


def test_nothing_is_implied_elsewhere_or_by_anything_else() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    assert implied_until(DENVER, "purchase", at) is None
    assert implied_until("+18005550123", "purchase", at) is None
    assert implied_until(TORONTO, "friendship", at) is None
    assert implied_until("nonsense", "purchase", at) is None
