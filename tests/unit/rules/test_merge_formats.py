"""A value is written as its reader writes it, or not at all."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.languages import tag_of
from threadside.rules.merge_formats import Reader, expand
from threadside.rules.templates import FORMATS

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def written(value: str, format_: str, language: str = "en", zone: str = "America/Denver") -> str:
    found = expand({"it": value}, Reader(language, zone, "US", NOW))
    return found.get(f"it|{format_}", "")


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        ("2026-03-05", "en", "Thu, Mar 5"),
        ("2026-03-05", "es", "jue, 5 de marzo"),
        ("2026-03-05", "de", "Do., 5. März"),
        ("2026-03-05", "", "Thu, Mar 5"),
        ("2027-03-05", "en", "Mar 5, 2027"),
        ("1772668800000", "en", "Thu, Mar 5"),
        ("2026-03-06T02:30:00Z", "en", "Thu, Mar 5"),
        ("next week", "en", ""),
        ("2026-02-30", "en", ""),
    ],
)
def test_a_day_in_their_language(value: str, language: str, said: str) -> None:
    assert written(value, "date", language) == said


@pytest.mark.parametrize(
    ("value", "zone", "said"),
    [
        ("2026-03-05T20:30:00Z", "America/Denver", "1:30 PM"),
        ("2026-03-05T20:30:00+01:00", "America/New_York", "2:30 PM"),
        ("2026-03-05T20:30", "America/New_York", "8:30 PM"),
        ("2026-03-05T20:30:00Z", "", ""),
        ("2026-03-05T20:30:00Z", "Mars/Olympus", ""),
        ("2026-03-05", "America/Denver", ""),
    ],
)
def test_a_time_by_their_clock_and_never_by_a_guessed_one(value: str, zone: str, said: str) -> None:
    assert written(value, "time", zone=zone) == said


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        ("1234.5", "en", "$1,234.50"),
        ("1,234.50", "en", "$1,234.50"),
        ("EUR 12", "en", "€12.00"),
        ("1234.5", "fr", "1 234,50 $US"),
        ("$12", "en", "$12"),
        ("twelve", "en", ""),
        ("12 gone", "en", ""),
        ("99999999999999999999", "en", ""),
        ("ABQ 5", "en", ""),
    ],
)
def test_an_amount_with_its_currency(value: str, language: str, said: str) -> None:
    assert written(value, "money", language) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [("Anna Maria Lee", "Anna"), ("Lee", "Lee"), ("12 Main St", ""), ("4711", ""), ("A1 Ltd", "")],
)
def test_the_first_word_of_a_name(value: str, said: str) -> None:
    assert written(value, "first_name") == said


@given(st.text(max_size=40), st.text(max_size=8), st.text(max_size=20))
def test_whatever_a_crm_says_is_written_or_left_out(value: str, language: str, zone: str) -> None:
    found = expand({"it": value}, Reader(language, zone, "US", NOW))
    assert found["it"] == value
    assert set(found) <= {"it", *(f"it|{each}" for each in FORMATS)}
    assert all("\u202f" not in each for key, each in found.items() if key != "it")


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("Spanish", "es"), ("Español (México)", "es"), ("es_MX", "es"), ("EN-us", "en"),
        ("中文", "zh"), ("Klingon", ""), ("", ""), ("xx", ""), ("no", "nb"),
    ],
)  # fmt: skip
def test_a_language_by_its_name_or_its_tag(said: str, tag: str) -> None:
    assert tag_of(said) == tag


@given(st.text())
def test_any_language_is_told_or_not(said: str) -> None:
    assert tag_of(said) == "" or tag_of(said).islower()
