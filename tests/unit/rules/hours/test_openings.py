"""The next opening is exact: not one second of waiting too much, not one too few."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.hours import (
    Kind,
    Mode,
    QuietHours,
    Table,
    Whereabouts,
    builtin_table,
    decide,
    with_edits,
)

TABLE = builtin_table()
SECOND = timedelta(seconds=1)
PENSACOLA = "+18505550123"

SPAN = timedelta(days=2)
moments = st.one_of(
    st.integers(1_704_067_200_000, 1_924_992_000_000)  # the years 2024 to 2030
    .map(lambda milliseconds: datetime.fromtimestamp(milliseconds / 1000, UTC)),
    # Around the days on which clocks are set, and the year's holidays.
    st.builds(
        lambda day, away: datetime(2026, *day, tzinfo=UTC) + away,
        st.sampled_from([(3, 8), (3, 29), (10, 25), (11, 1), (11, 26), (12, 25), (12, 31)]),
        st.timedeltas(-SPAN, SPAN),
    ),
)  # fmt: skip
numbers = st.sampled_from(
    [
        PENSACOLA, "+12055550142", "+14015550142", "+18015550142", "+19285550123", "+19075550142",
        "+16715550142", "+17135550142", "+16055550142", "+14165550142", "+17095550142",
        "+18675550142", "+442079460958", "+919876543210", "+18005550142", "+61412345678",
    ]
)  # fmt: skip
places = st.builds(
    Whereabouts,
    phone=st.none() | numbers,
    confirmed_zone=st.none()
    | st.sampled_from(
        ["America/New_York", "America/Denver", "Australia/Lord_Howe", "Africa/Cairo",
         "Atlantic/Azores", "America/Havana", "Asia/Kathmandu", "Pacific/Apia"]
    ),
    state=st.none() | st.sampled_from(["FL", "AL", "Texas", "AK", "PR", "BC", "RI", "SD"]),
)  # fmt: skip


def ask(
    where: Whereabouts, at: datetime, table: Table = TABLE, margin: int = 0, mode: Mode = "default"
) -> QuietHours:
    return decide(table, where, "initiate", at, margin_minutes=margin, mode=mode)


@given(places, moments, st.sampled_from([0, 2, 90]), st.sampled_from(["default", "strict_dual"]))
def test_it_opens_at_that_second_and_not_before(
    where: Whereabouts, at: datetime, margin: int, mode: Mode
) -> None:
    """Q-5: the time that is offered is the first at which the text may leave."""
    found = ask(where, at, margin=margin, mode=mode)
    if found.opens_at is None:
        # Florida's evening and India's morning are never in their hours together.
        apart = len(found.zones) > 1 and never_together(where, at, margin, mode)
        assert found.allowed or found.reason == "blocked_unknown_location" or apart
        return
    assert at < found.opens_at <= at + timedelta(days=14)
    assert found.opens_at.second == found.opens_at.microsecond == 0
    assert ask(where, found.opens_at, margin=margin, mode=mode).allowed
    assert not ask(where, found.opens_at - SECOND, margin=margin, mode=mode).allowed
    assert found.opens_zone in found.zones


def never_together(where: Whereabouts, at: datetime, margin: int, mode: Mode) -> bool:
    halves = (at + timedelta(minutes=30) * n for n in range(14 * 48))
    return not any(ask(where, half, margin=margin, mode=mode).allowed for half in halves)


@given(places, moments)
def test_it_closes_at_that_second_and_not_before(where: Whereabouts, at: datetime) -> None:
    found = ask(where, at)
    assert (found.closes_at is not None) == found.allowed
    if found.closes_at is not None:
        assert found.closes_at > at
        assert not ask(where, found.closes_at).allowed
        assert ask(where, found.closes_at - SECOND).allowed or found.closes_at - SECOND < at


@given(places, moments, st.timedeltas(timedelta(), timedelta(days=2)))
def test_nothing_opens_between_now_and_then(
    where: Whereabouts, at: datetime, later: timedelta
) -> None:
    found = ask(where, at)
    if found.opens_at is not None and at + later < found.opens_at:
        assert not ask(where, at + later).allowed


@given(places, moments)
def test_all_clocks_that_count_are_open(where: Whereabouts, at: datetime) -> None:
    """Q-3: by the widest window there is, no clock shows an hour outside it."""
    found = ask(where, at)
    for zone in found.zones if found.allowed else ():
        assert 8 * 60 <= minutes(at.astimezone(ZoneInfo(zone))) < 21 * 60 + 30
        assert found.local_times[zone] == at.astimezone(ZoneInfo(zone)).isoformat("T", "seconds")


def minutes(local: datetime) -> int:
    return local.hour * 60 + local.minute


def test_the_time_that_is_offered_has_a_town() -> None:
    """Q-5: "8:00 AM in Pensacola"."""
    found = ask(Whereabouts(PENSACOLA), datetime(2026, 12, 1, 13, 30, tzinfo=UTC))
    assert (found.opens_zone, found.opens_place) == ("America/Chicago", "Pensacola")
    assert found.opens_at == datetime(2026, 12, 1, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("where", "place"),
    [
        (Whereabouts("+12125550142"), "New York"),
        (Whereabouts("+12055550142"), "Alabama"),
        (Whereabouts("+19155550142"), "El Paso"),
        (Whereabouts("+442079460958"), "London"),
        (Whereabouts(None, crm_zone="America/Denver"), "Denver"),
        (Whereabouts("+18675550142"), "Vancouver"),
    ],
)
def test_places_are_named_as_people_name_them(where: Whereabouts, place: str) -> None:
    assert ask(where, datetime(2026, 12, 1, 7, 30, tzinfo=UTC)).opens_place == place


def test_a_margin_closes_early_and_opens_on_time() -> None:
    """Q-8: what waits in a queue at 20:58 might leave after nine."""
    where = Whereabouts("+12125550142")
    late = datetime(2026, 12, 2, 1, 58, tzinfo=UTC)
    assert ask(where, late).allowed
    assert not ask(where, late, margin=2).allowed
    assert ask(where, late - SECOND, margin=2).allowed
    assert ask(where, late, margin=2).opens_at == datetime(2026, 12, 2, 13, tzinfo=UTC)


def window(opens: str, closes: str, zone: str) -> tuple[Table, Whereabouts]:
    times = {f"{day}_{end}": at for day in ("mon_fri", "sat", "sun")
             for end, at in (("open", opens), ("close", closes))}  # fmt: skip
    table = with_edits(TABLE, [{"state": "DEFAULT", "source": "for a test", **times}])
    return table, Whereabouts(None, confirmed_zone=zone)


@pytest.mark.parametrize(
    ("opens", "closes", "zone", "at", "opens_at", "closes_at"),
    [
        # 02:30 is skipped: the clock passes it at 03:00, which is 01:00 UTC.
        ("02:30", "21:00", "Europe/Paris", (3, 29, 0), (3, 29, 1), (3, 29, 19)),
        # 02:30 comes twice: open from the first, shut while the clock shows 02:00 anew.
        ("02:30", "21:00", "Europe/Paris", (10, 25, 0), (10, 25, 0, 30), (10, 25, 1)),
        ("02:30", "21:00", "Europe/Paris", (10, 25, 1), (10, 25, 1, 30), (10, 25, 20)),
        # Shut at 02:30 and open again when it is 02:00 for the second time.
        ("00:00", "02:30", "Europe/Paris", (10, 25, 0, 45), (10, 25, 1), (10, 25, 1, 30)),
        # The day begins at one o'clock.
        ("00:00", "12:00", "Africa/Cairo", (4, 23, 18), (4, 23, 22), (4, 24, 9)),
    ],
)
def test_openings_at_the_hour_that_is_set(  # noqa: PLR0917 - one row of the table, in its order
    opens: str, closes: str, zone: str, at: tuple[int, ...], opens_at: tuple[int, ...],
    closes_at: tuple[int, ...],
) -> None:  # fmt: skip
    """Q-7, for windows nobody ships."""
    table, where = window(opens, closes, zone)
    found = ask(where, utc(at), table)
    assert found.opens_at == utc(opens_at)
    assert ask(where, utc(opens_at), table).closes_at == utc(closes_at)


def utc(parts: tuple[int, ...]) -> datetime:
    month, day, hour, minute = (*parts, 0)[:4]
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_a_place_that_never_closes() -> None:
    table, where = window("00:00", "24:00", "Europe/Paris")
    found = ask(where, datetime(2026, 12, 1, tzinfo=UTC), table)
    assert (found.allowed, found.closes_at) == (True, None)


def test_nothing_is_promised_that_is_farther_than_two_weeks() -> None:
    table, where = window("12:00", "12:01", "Europe/Paris")
    found = ask(where, datetime(2026, 12, 1, tzinfo=UTC), table, margin=5)
    assert (found.allowed, found.reason, found.opens_at) == (False, "outside_hours", None)


@given(st.text(), st.text(), st.text(), moments, st.sampled_from(["initiate", "reply"]))
def test_any_words_in_any_field_are_answered(
    phone: str, zone: str, state: str, at: datetime, kind: Kind
) -> None:
    where = Whereabouts(phone, confirmed_zone=zone, state=state, crm_zone=zone)
    found = decide(TABLE, where, kind, at)
    assert found.allowed == (found.reason == "open")
    assert bool(found.zones) == (found.reason in {"open", "outside_hours", "closed_day", "holiday"})


@pytest.mark.parametrize(
    "words", ["\0", "\ud800", "A" * 30_000, "+1" + "2" * 30_000, "\u202eFL" * 9]
)
def test_hostile_words_are_refused(words: str) -> None:
    at = datetime(2026, 12, 1, 17, tzinfo=UTC)
    assert ask(Whereabouts(words), at).reason == "blocked_unknown_location"
    assert ask(Whereabouts(PENSACOLA, confirmed_zone=words), at).reason == "unknown_zone"


@pytest.mark.parametrize("year", [1, 1999, 2100, 9999])
def test_a_clock_far_off_is_a_refusal(year: int) -> None:
    at = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert ask(Whereabouts("+12125550142"), at).reason == "unusable_time"


def test_a_naive_moment_is_an_error() -> None:
    with pytest.raises(ValueError, match="aware"):
        ask(Whereabouts(PENSACOLA), datetime(2026, 12, 1))  # noqa: DTZ001
