"""The local time of a number, which is a set of times where the number does not tell one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.hours import LocalTime, local_time, place, zones
from threadside.rules.tables import load_json

AREA_CODES = load_json("npa_zones.json")["area_codes"]
ABROAD = load_json("npa_zones.json")["prefixes_abroad"]
WINTER = datetime(2026, 1, 15, 18, 30, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("e164", "expected"),
    [
        ("+17205550142", ("America/Denver",)),
        ("+12125550142", ("America/New_York",)),
        ("+18505550123", ("America/Chicago", "America/New_York")),  # Pensacola, Tallahassee
        ("+14235550123", ("America/Chicago", "America/New_York")),  # Chattanooga
        ("+19285550123", ("America/Denver", "America/Phoenix")),  # the Navajo Nation
        ("+14485550123", ("America/Chicago", "America/New_York")),  # overlay of 850
        ("+442079460958", ("Europe/London",)),
        ("+4915123456789", ("Europe/Berlin",)),
        ("+18085550123", ("Pacific/Honolulu",)),
        ("+18764123456", ("America/Jamaica",)),  # a mobile, where the area code is a country's
        ("+16895550123", ("America/New_York",)),  # overlay of Orlando's 407
        ("+17295550123", ("America/Chicago", "America/New_York")),  # newer than the library's data
        ("+447700900123", ("Europe/Guernsey", "Europe/Isle_of_Man", "Europe/London")),  # in no plan
        ("+213551234567", ("Africa/Algiers",)),  # which the library takes for Paris
        ("+212650123456", ("Africa/Casablanca",)),  # for the Canaries
        ("+50581234567", ("America/Managua",)),  # for Chicago, whose clock moves in spring
        ("+74012123456", ("Europe/Kaliningrad",)),  # for Bucharest
        ("+62812345678", ("Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar")),  # a mobile
        ("+62218350123", ("Asia/Jakarta",)),  # a landline of the capital
        ("+56961234567", ("America/Punta_Arenas", "America/Santiago", "Pacific/Easter")),
        ("+56221234567", ("America/Santiago",)),
    ],
)
def test_zones_of_a_number(e164: str, expected: tuple[str, ...]) -> None:
    assert zones(e164) == expected


@pytest.mark.parametrize(
    "e164",
    ["+18005550123", "+15005550001", "+19005550123", "+80012345678", "+10005550123", "", "+",
     "+1", "+1850555", "+1" + "2" * 40, "12345", "17205550142",
     "ACME", "+1720555014x", "+٧٢٠٥٥٥٠١٤٢"],
)  # fmt: skip
def test_a_number_without_a_place_has_no_zone_and_no_time(e164: str) -> None:
    assert zones(e164) == ()
    nowhere = local_time(e164, WINTER)
    assert nowhere == LocalTime(zone=None, place=None, ambiguous=False, times=())


@pytest.mark.parametrize("code", sorted(AREA_CODES))
def test_a_split_area_code_answers_with_all_its_zones(code: str) -> None:
    assert set(zones(f"+1{code}5550123")) == set(AREA_CODES[code]["zones"])
    assert all(ZoneInfo(zone) for zone in AREA_CODES[code]["zones"])


@pytest.mark.parametrize("prefix", sorted(ABROAD))
def test_a_prefix_abroad_answers_with_all_its_zones(prefix: str) -> None:
    # How long a number behind it may be is the country's.
    found = {zones(f"+{prefix}{'2' * rest}") for rest in range(4, 14 - len(prefix))}
    assert found - {()} == {tuple(ABROAD[prefix])}
    assert all(ZoneInfo(zone) for zone in ABROAD[prefix])


def test_the_time_in_denver() -> None:
    local = local_time("+17205550142", WINTER)
    assert (local.zone, local.place, local.ambiguous) == ("America/Denver", "Denver", False)
    assert local.times[0].at.strftime("%H:%M %z") == "11:30 -0700"


def test_the_clock_moves_with_daylight_saving() -> None:
    assert local_time("+17205550142", SUMMER).times[0].at.hour == 12


def test_two_zones_are_two_times() -> None:
    local = local_time("+18505550123", WINTER)
    assert (local.zone, local.place, local.ambiguous) == (None, None, True)
    assert [(time.place, time.at.hour) for time in local.times] == [
        ("Chicago", 12),
        ("New York", 13),
    ]


def test_two_zones_with_the_same_clock_are_one_time() -> None:
    assert not local_time("+19285550123", WINTER).ambiguous
    assert local_time("+19285550123", SUMMER).ambiguous


def test_a_known_zone_goes_before_the_number() -> None:
    local = local_time("+18505550123", WINTER, known_zone="America/Los_Angeles")
    assert (local.place, local.times[0].at.hour) == ("Los Angeles", 10)


def test_a_known_zone_serves_a_number_without_a_place() -> None:
    assert local_time("+18005550123", WINTER, known_zone="America/Chicago").place == "Chicago"


@pytest.mark.parametrize(
    "junk", ["", "Denver", "America", "../../etc/passwd", "/etc/passwd", "a\0b"]
)
def test_a_known_zone_that_is_none_is_ignored(junk: str) -> None:
    assert local_time("+17205550142", WINTER, known_zone=junk).place == "Denver"


def test_a_naive_moment_is_an_error() -> None:
    with pytest.raises(ValueError, match="aware"):
        local_time("+17205550142", WINTER.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/New_York", "New York"),
        ("America/Indiana/Indianapolis", "Indianapolis"),
        ("America/St_Johns", "St. John's"),
        ("America/North_Dakota/Center", "Center, North Dakota"),
        ("Pacific/Honolulu", "Honolulu"),
        ("UTC", "UTC"),
    ],
)
def test_places_for_people(zone: str, name: str) -> None:
    assert place(zone) == name


@given(
    st.one_of(st.text(), st.from_regex(r"\+[1-9]\d{4,14}", fullmatch=True)),
    st.integers(946_684_800, 2_208_988_800).map(lambda s: datetime.fromtimestamp(s, UTC)),
)
def test_any_number_has_consistent_times(e164: str, now: datetime) -> None:
    local = local_time(e164, now)
    assert all(time.at == now for time in local.times)
    assert len({time.at.replace(tzinfo=None) for time in local.times}) == len(local.times)
    assert local.ambiguous == (len(local.times) > 1)
    assert (local.zone is not None) == (len(local.times) == 1)
    assert {time.zone for time in local.times} <= set(zones(e164))
