"""Codes of authenticator apps: the RFC's vectors, drift, and what is no code."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules import totp

SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""`12345678901234567890`, the key of RFC 6238's vectors."""
MOMENTS = st.datetimes(
    datetime(2026, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001
)  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
        (2000000000, "279037"), (20000000000, "353130"),
    ],
)  # fmt: skip
def test_the_vectors_of_the_rfc(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, whose eight digits end in our six."""
    now = datetime.fromtimestamp(seconds, UTC)
    assert totp.code_of(SEED, totp.step_at(now)) == code
    assert totp.step_at(now) in totp.steps_of(SEED, code, now)


@given(now=MOMENTS, late=st.integers(-300, 300))
def test_a_code_holds_for_its_step_and_the_ones_beside_it(now: datetime, late: int) -> None:
    typed = now + timedelta(seconds=late)
    step = totp.step_at(now)
    found = totp.steps_of(SEED, totp.code_of(SEED, step), typed)
    assert (step in found) == (abs(totp.step_at(typed) - step) <= totp.DRIFT)


@given(now=MOMENTS, typed=st.text(max_size=12))
def test_whatever_is_typed_is_a_code_or_none(now: datetime, typed: str) -> None:
    right = {totp.code_of(SEED, totp.step_at(now) + off) for off in (-1, 0, 1)}
    assert bool(totp.steps_of(SEED, typed, now)) == ("".join(typed.split()) in right)


def test_spaces_are_how_apps_show_it() -> None:
    now = datetime.fromtimestamp(59, UTC)
    assert totp.steps_of(SEED, " 287 082 ", now)


def test_an_app_learns_whose_key_it_is() -> None:
    parts = urlsplit(totp.address(SEED, "kim+a@example.com", "Threadside"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parse_qs(parts.query) == {"secret": [SEED], "issuer": ["Threadside"]}


def test_keys_are_random_and_long_enough() -> None:
    assert len({totp.new_key() for _ in range(50)}) == 50
    assert len(totp.new_key()) * 5 >= 160
