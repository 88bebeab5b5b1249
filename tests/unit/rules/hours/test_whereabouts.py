"""Where a person may be, best source first, and whose law holds there."""

from datetime import UTC, datetime

import pytest

from threadside.rules.hours import QuietHours, Whereabouts, builtin_table, decide, zones
from threadside.rules.hours.regions import REGIONS, of_number, parse_state
from threadside.rules.tables import load_json

NOON = datetime(2026, 12, 1, 17, tzinfo=UTC)  # a Tuesday, noon in New York
PENSACOLA = "+18505550123"
CENTRAL, EASTERN, PACIFIC = "America/Chicago", "America/New_York", "America/Los_Angeles"


def ask(where: Whereabouts, at: datetime = NOON, **how: object) -> QuietHours:
    return decide(builtin_table(), where, "initiate", at, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "basis", "expected", "states"),
    [
        (Whereabouts(PENSACOLA, PACIFIC, "FL", CENTRAL), "confirmed", [PACIFIC], ["FL"]),
        (Whereabouts(PENSACOLA, None, "FL", CENTRAL), "crm_address", [CENTRAL], ["FL"]),
        (Whereabouts("+12125550142", state="FL"), "crm_state", [CENTRAL, EASTERN], ["FL"]),
        (Whereabouts(PENSACOLA), "area_code", [CENTRAL, EASTERN], ["FL"]),
        (Whereabouts("+13055550142"), "area_code", [EASTERN], ["FL"]),
        (Whereabouts("+18005550142"), "none", [], []),
        (Whereabouts(None), "none", [], []),
        (Whereabouts(None, state="Québec"), "crm_state", ["America/Halifax", "America/Toronto"],
         ["CA-QC"]),
        (Whereabouts("+19025550142"), "area_code", ["America/Halifax"], ["CA-NS", "CA-PE"]),
        (Whereabouts("+442079460958"), "area_code", ["Europe/London"], []),
    ],
)  # fmt: skip
def test_the_best_source_decides(
    where: Whereabouts, basis: str, expected: list[str], states: list[str]
) -> None:
    """Q-3, and Q-6: the basis, the clocks and the states are kept with the decision."""
    found = ask(where)
    assert (found.basis, list(found.zones), list(found.states)) == (basis, expected, states)


def test_an_unknown_place_blocks_and_says_so() -> None:
    """Q-3."""
    found = ask(Whereabouts("+18005550142"))
    assert (found.allowed, found.reason) == (False, "blocked_unknown_location")


def test_strict_mode_adds_the_area_code_with_its_own_state() -> None:
    """Florida presumes a resident by the area code."""
    found = ask(Whereabouts(PENSACOLA, state="California"), mode="strict_dual")
    assert found.zones == (CENTRAL, PACIFIC, EASTERN)
    assert found.states == ("CA", "FL")


def test_an_unknown_state_of_a_known_zone_is_the_strictest_of_that_zone() -> None:
    """Q-4: nobody in Eastern time may be texted outside what each of its states allows."""
    found = ask(Whereabouts("+18005550142", crm_zone=EASTERN))
    assert {"NY", "RI", "KY", "FL"} <= set(found.states)
    assert [ref.state for ref in found.rule] == ["KY", "PA", "RI"]
    early = ask(Whereabouts("+18005550142", crm_zone=EASTERN), NOON.replace(hour=14))
    assert (early.allowed, early.opens_at) == (False, NOON.replace(hour=15))


def test_a_workspace_may_choose_the_federal_rule_for_an_unknown_state() -> None:
    """Q-4."""
    early = NOON.replace(hour=14)
    found = ask(Whereabouts(None, crm_zone=EASTERN), early, unknown_state="federal")
    assert found.allowed
    assert [ref.state for ref in found.rule] == ["US"]
    canada = ask(Whereabouts(None, crm_zone="America/Toronto"), unknown_state="federal")
    assert [ref.state for ref in canada.rule] == ["CA-CRTC"]
    elsewhere = ask(Whereabouts(None, crm_zone="Europe/Paris"), unknown_state="federal")
    assert [ref.state for ref in elsewhere.rule] == ["DEFAULT"]


def test_older_names_of_a_zone_are_the_same_place() -> None:
    for name in ("US/Eastern", "EST5EDT", " America/New_York "):
        assert ask(Whereabouts(None, crm_zone=name)).zones == (EASTERN,)
    assert ask(Whereabouts(None, crm_zone="America/Indianapolis")).states == ("IN",)
    assert ask(Whereabouts(None, crm_zone="America/Juneau")).states == ("AK",)


@pytest.mark.parametrize("name", ["UTC", "Etc/GMT+5", "EST", "GMT", "right/America/New_York"])
def test_an_offset_is_no_place(name: str) -> None:
    assert ask(Whereabouts("+12125550142", crm_zone=name)).reason == "unknown_zone"


def test_the_evidence_names_row_source_date_and_version() -> None:
    """Q-6, R-12."""
    found = ask(Whereabouts("+13055550142"))
    (ref,) = found.rule
    assert (ref.state, ref.window) == (
        "FL",
        "Mon-Fri 08:00-20:00, Sat 08:00-20:00, Sun 08:00-20:00",
    )
    assert ref.source.startswith("Fla. Stat. 501.616(6)")
    assert ref.effective_from is not None
    assert ref.table == builtin_table().version
    assert found.local_times == {EASTERN: "2026-12-01T12:00:00-05:00"}


def test_a_holiday_is_named() -> None:
    found = ask(Whereabouts("+15045550142"), datetime(2026, 2, 17, 18, tzinfo=UTC))
    assert (found.reason, found.holiday) == ("holiday", "Mardi Gras")


def test_a_live_reply_says_until_when() -> None:
    night = datetime(2026, 12, 2, 4, tzinfo=UTC)
    where = Whereabouts("+12125550142")
    found = decide(
        builtin_table(), where, "reply", night, last_inbound=night.replace(hour=3, minute=30)
    )
    assert (found.reason, found.closes_at) == ("live_reply", night.replace(minute=30))
    late = NOON.replace(hour=18)
    by_day = decide(builtin_table(), where, "reply", late, last_inbound=late)
    assert by_day.closes_at == datetime(2026, 12, 2, 2, tzinfo=UTC)
    assert not decide(
        builtin_table(), where, "reply", night, last_inbound=night.replace(hour=3), reply_minutes=30
    ).allowed


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("FL", "FL"), ("fl.", "FL"), ("Florida", "FL"), ("US-FL", "FL"), ("Fla.", "FL"),
        ("new york", "NY"), ("N.Y.", "NY"), ("Washington", "WA"), ("Washington, DC", "DC"),
        ("Puerto Rico", "PR"), ("ON", "CA-ON"), ("ca-on", "CA-ON"), ("Québec", "CA-QC"),
        ("CA", "CA"), ("ＦＬ", "FL"), ("ZZ", None), ("", None), ("Bavaria", None), ("US", None),
        ("DEFAULT", None), ("CA-CRTC", None), ("日本", None), ("FL" * 40, None),
    ],
)  # fmt: skip
def test_states_as_they_are_written(written: str, state: str | None) -> None:
    assert parse_state(written) == state


def test_a_state_nobody_knows_is_a_refusal_in_north_america_only() -> None:
    assert ask(Whereabouts("+12125550142", state="Bayern")).reason == "unknown_state"
    assert ask(Whereabouts(None, state="Bayern")).reason == "unknown_state"
    assert ask(Whereabouts("+18005550142", state="Bayern")).reason == "unknown_state"
    munich = ask(Whereabouts("+4915123456789", state="Bayern"))
    assert (munich.basis, munich.zones) == ("area_code", ("Europe/Berlin",))


def test_a_state_that_means_something_else_abroad_counts_beside_the_number() -> None:
    milan = ask(Whereabouts("+393331234567", state="MI"))
    assert {"America/Detroit", "Europe/Rome"} <= set(milan.zones)
    perth = ask(Whereabouts("+61412345678", state="WA", crm_zone="Australia/Perth"))
    assert (perth.states, [ref.state for ref in perth.rule]) == ((), ["DEFAULT"])
    assert ask(Whereabouts("+393331234567", state="Michigan")).states == ("MI",)
    assert "Europe/Rome" not in ask(Whereabouts("+393331234567", state="Michigan")).zones


AREA_CODES = [code for region in REGIONS.values() for code in region.area_codes]


@pytest.mark.parametrize("code", sorted(set(AREA_CODES)))
def test_every_area_code_has_a_zone_and_a_state(code: str) -> None:
    number = f"+1{code}2345678"
    assert zones(number)
    assert of_number(number)
    assert ask(Whereabouts(number)).basis == "area_code"


def test_split_area_codes_stand_in_the_state_they_are_said_to() -> None:
    for code, entry in load_json("npa_zones.json")["area_codes"].items():
        names = {REGIONS[state].name for state in of_number(f"+1{code}")}
        assert names == set(entry["region"].split("/"))
