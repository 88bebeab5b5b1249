"""Working hours are read as people write them, and written as they are read."""

from datetime import datetime

import pytest

from threadside.rules.working_hours import NotHoursError, is_open, parse, written


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Mon-Fri 9:00-17:00", "Mon-Fri 09:00-17:00"),
        ("monday – friday: 9:00 – 17:00\nSat 10:00-24:00", "Mon-Fri 09:00-17:00\nSat 10:00-24:00"),
        ("Mon 9:00-12:00\nMon 13:00-17:00", "Mon 09:00-12:00\nMon 13:00-17:00"),
    ],
)
def test_what_people_write_is_read_and_reads_the_same_again(said: str, kept: str) -> None:
    assert written(parse(said)) == kept
    assert parse(kept) == parse(said)


@pytest.mark.parametrize(
    "said",
    ["weekdays", "Fri-Mon 9:00-17:00", "Mon 17:00-9:00", "Mon 9:00-25:00", "Mon 9:61-10:00"],
)
def test_what_is_no_hours_is_named(said: str) -> None:
    with pytest.raises(NotHoursError, match=said.split(maxsplit=1)[0]):
        parse(said)


def test_open_until_the_minute_it_closes() -> None:
    hours = parse("Mon 9:00-17:00")
    assert is_open(hours, datetime(2026, 3, 2, 16, 59)) is True  # noqa: DTZ001 - a local clock
    assert is_open(hours, datetime(2026, 3, 2, 17, 0)) is False  # noqa: DTZ001
    assert is_open(parse(""), datetime(2026, 3, 2, 10, 0)) is None  # noqa: DTZ001
