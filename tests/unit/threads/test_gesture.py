"""The proof of a gesture: sealed, for one member and phone, for ten minutes (compliance P-2)."""

from datetime import UTC, datetime, timedelta

import pytest

from threadside.sealing import Sealer
from threadside.threads import gesture

NOW = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
ANNA = "+17205550142"
SEALER = Sealer.from_key(Sealer.new_key())


HERS = gesture.Composer("w", "m", ANNA)


def nonce(given: str | None, composer: gesture.Composer = HERS, now: datetime = NOW) -> str | None:
    return gesture.nonce_of(SEALER, given, composer, now)


def test_it_is_good_for_whom_it_was_made() -> None:
    given = gesture.issue(SEALER, HERS, NOW)
    assert nonce(given)
    assert nonce(given) == nonce(given, now=NOW + timedelta(minutes=10))


def test_each_one_is_another() -> None:
    first, second = (gesture.issue(SEALER, HERS, NOW) for _ in range(2))
    assert nonce(first) != nonce(second)


@pytest.mark.parametrize(
    "other",
    [
        gesture.Composer("another", "m", ANNA),
        gesture.Composer("w", "another", ANNA),
        gesture.Composer("w", "m", "+17205550143"),
    ],
    ids=["workspace", "member", "phone"],
)
def test_it_is_good_for_nobody_else(other: gesture.Composer) -> None:
    assert nonce(gesture.issue(SEALER, HERS, NOW), other) is None


def test_it_ends_after_ten_minutes() -> None:
    given = gesture.issue(SEALER, HERS, NOW)
    assert nonce(given, now=NOW + timedelta(minutes=10, seconds=1)) is None


@pytest.mark.parametrize("given", [None, "", "1.", "1.AAAA", "9.AAAA", "x" * 300, "1.\ud800"])
def test_what_was_made_up_is_good_for_nothing(given: str | None) -> None:
    assert nonce(given) is None


def test_one_of_another_installation_is_good_for_nothing() -> None:
    stranger = Sealer.from_key(Sealer.new_key())
    assert nonce(gesture.issue(stranger, HERS, NOW)) is None
