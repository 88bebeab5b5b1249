"""The table of quiet hours: dated rows with sources; what is wrong is said with its row."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.hours import (
    RuleFileError,
    Table,
    Whereabouts,
    builtin_table,
    decide,
    parse_table,
    with_edits,
)
from threadside.rules.tables import load_text

TEXT = load_text("rules/quiet_hours.csv")
TODAY = date(2026, 12, 1)
MIAMI = Whereabouts("+13055550142")
EVENING = datetime(2026, 12, 2, 0, 30, tzinfo=UTC)  # half past seven in Miami
STATES = """AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV
            NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI"""


def changed(change: Callable[[list[dict[str, str]]], None]) -> str:
    rows = list(csv.DictReader(io.StringIO(TEXT)))
    change(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def with_cell(state: str, column: str, value: str) -> str:
    def change(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["state"] == state)[column] = value

    return changed(change)


def refused(text: str) -> RuleFileError:
    with pytest.raises(RuleFileError) as caught:
        parse_table(text, "quiet_hours.csv")
    return caught.value


def test_every_state_and_territory_has_a_row_with_a_source() -> None:
    """Q-4: each with how well it is known."""
    table = builtin_table()
    assert set(STATES.split()) <= set(table.by_state)
    assert all(row.source and row.confidence for row in table.rows)


def test_the_shipped_table_can_be_written_and_read_again() -> None:
    assert parse_table(changed(lambda _rows: None), "again.csv").version == builtin_table().version


def test_a_spreadsheets_habits_are_forgiven() -> None:
    habits = "\ufeff" + TEXT.replace(",08:00,", ",8:00,").replace("\n", "\r\n") + ",,,,\r\n\r\n"
    assert parse_table(habits, "own.csv").version == builtin_table().version


def test_the_version_changes_with_any_cell() -> None:
    """R-12."""
    other = parse_table(with_cell("NY", "source", "47 CFR 64.1200(c)"), "quiet_hours.csv")
    assert other.version != builtin_table().version


@pytest.mark.parametrize(
    ("state", "column", "value", "reason"),
    [
        ("AL", "mon_fri_open", "8am", "mon_fri_open '8am' is neither a time as 08:00 nor 'closed'"),
        ("AL", "mon_fri_open", "20:00", "mon_fri_open 20:00 is not before mon_fri_close 20:00"),
        ("AL", "sat_close", "24:01", "sat_close '24:01' is neither"),
        ("AL", "sat_close", "19:60", "sat_close '19:60' is neither"),
        ("AL", "sun_open", "09:00", "sun_open and sun_close must both be 'closed', or neither"),
        ("AL", "legal_holidays", "yes", "legal_holidays 'yes' is neither"),
        ("AL", "max_solicitations_24h", "three", "max_solicitations_24h 'three' is no number"),
        ("AL", "zones", "Central", "zones: 'Central' is no IANA time zone"),
        ("AL", "zones", "", "zones is empty"),
        ("AL", "source", " ", "source is empty"),
        ("AL", "state", "XX", "state 'XX' is no US state"),
        ("AL", "effective_from", "1/1/2026", "effective_from '1/1/2026' is no date as 2026-01-31"),
        ("AL", "effective_from", "2026-02-30", "effective_from '2026-02-30' is no date"),
        ("AL", "state", "AK", "AK has a row for that time already, row 2"),
        ("AL", "source", "x" * 2001, "source is longer than 2000 characters"),
    ],
)
def test_a_wrong_cell_is_named_with_file_row_and_reason(
    state: str, column: str, value: str, reason: str
) -> None:
    error = refused(with_cell(state, column, value))
    assert (error.file, error.row) == ("quiet_hours.csv", 3)
    assert reason in error.reason
    assert str(error).startswith("quiet_hours.csv, row 3: ")


@pytest.mark.parametrize(
    ("text", "row", "reason"),
    [
        ("", 0, "it is empty"),
        ("state;mon_fri_open\n", 1, "there is no column state, mon_fri_open"),
        (TEXT.replace("source\n", "source,sauce\n", 1), 1, "a column 'sauce' that nothing knows"),
        (TEXT.replace("effective_to,", "source,", 1), 1, "a column stands there twice"),
        (TEXT.replace("47 CFR 64.1200(c)(1)\nAL", "47 CFR, c\nAL", 1), 2, "it has 15 cells"),
        ("\n".join(TEXT.split("\n")[:20]), 0, "there is no row for KY, LA, MA"),
        (TEXT.split("\nUS,", maxsplit=1)[0], 0, "there is no row for CA-CRTC, DEFAULT"),
        (TEXT.replace("AK,", '"A"K,', 1), 2, "it can't be read as CSV"),
        (TEXT + '"', 61, "it can't be read as CSV"),
    ],
)
def test_a_wrong_file_is_refused_as_a_whole(text: str, row: int, reason: str) -> None:
    error = refused(text)
    assert (error.row, reason in error.reason) == (row, True), str(error)


def test_the_dates_may_be_left_out() -> None:
    def undated(rows: list[dict[str, str]]) -> None:
        for row in rows:
            del row["effective_from"], row["effective_to"]

    table = parse_table(changed(undated), "undated.csv")
    assert table.row("FL", date(1990, 1, 1)).state == "FL"


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    refused(text)
    refused(TEXT + text.replace(",", ";") + ",x")


def test_a_row_applies_from_its_first_day_to_its_last() -> None:
    table = builtin_table()
    assert table.row("OR", date(2025, 12, 31)).state == "US"
    assert table.row("OR", date(2026, 1, 1)).max_solicitations_24h == 3
    bounded = with_edits(table, [{
        "state": "OR", "mon_fri_close": "19:00", "source": "for a test",
        "effective_from": date(2027, 1, 1), "effective_to": "2027-01-31",
    }])  # fmt: skip
    closings = [
        str(bounded.row("OR", day).weekdays)[-5:]
        for day in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 31), date(2027, 2, 1))
    ]
    assert closings == ["20:00", "19:00", "19:00", "20:00"]


def edited(**edit: object) -> Table:
    return with_edits(builtin_table(), [{"state": "FL", "source": "counsel's letter", **edit}])


def test_an_edit_is_in_force_at_once_and_named_as_evidence() -> None:
    """R-12: rules are data; what counsel changes holds from the next decision on."""
    assert decide(builtin_table(), MIAMI, "initiate", EVENING).allowed
    found = decide(edited(mon_fri_close="19:00"), MIAMI, "initiate", EVENING)
    assert (found.allowed, found.reason) == (False, "outside_hours")
    assert found.rule[0].source == "counsel's letter"
    assert found.rule[0].table != builtin_table().version


def test_an_edit_holds_from_its_day() -> None:
    table = edited(mon_fri_close="19:00", effective_from="2026-12-02")
    assert decide(table, MIAMI, "initiate", EVENING).allowed
    assert not decide(table, MIAMI, "initiate", EVENING.replace(day=3)).allowed


def test_an_opening_is_found_across_a_change_of_the_law() -> None:
    table = edited(mon_fri_open="11:00", effective_from="2026-12-02")
    found = decide(table, MIAMI, "initiate", EVENING.replace(hour=2))
    assert found.opens_at == EVENING.replace(hour=16, minute=0)


def test_an_edit_leaves_the_rest_of_its_row_as_it_was() -> None:
    was, now = builtin_table().row("FL", TODAY), edited(sun_open="closed", sun_close="closed").row(
        "FL", TODAY
    )  # fmt: skip
    assert (now.weekdays, now.zones, now.max_solicitations_24h) == (was.weekdays, was.zones, 3)
    assert now.sunday is None


def test_the_strictest_row_of_a_zone_knows_edits() -> None:
    """Q-4."""
    somewhere = Whereabouts(None, crm_zone="Pacific/Honolulu")
    at = datetime(2026, 12, 1, 19, tzinfo=UTC)  # nine in the morning there
    assert decide(builtin_table(), somewhere, "initiate", at).allowed
    table = with_edits(builtin_table(), [{"state": "HI", "mon_fri_open": "10:00", "source": "law"}])
    assert not decide(table, somewhere, "initiate", at).allowed


def test_the_latest_edit_goes_first() -> None:
    edits = [
        {"state": "FL", "mon_fri_close": close, "source": "law"} for close in ("18:00", "20:00")
    ]
    assert decide(with_edits(builtin_table(), edits), MIAMI, "initiate", EVENING).allowed


def test_a_province_may_have_a_row_of_its_own() -> None:
    table = with_edits(
        builtin_table(), [{"state": "CA-QC", "mon_fri_open": "10:00", "source": "law"}]
    )
    at = datetime(2026, 12, 1, 14, 30, tzinfo=UTC)  # half past nine in Montreal
    assert not decide(table, Whereabouts("+15145550142"), "initiate", at).allowed
    assert decide(table, Whereabouts("+14165550142"), "initiate", at).allowed


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        ({"state": "FL"}, "source is empty"),
        ({"state": "fl", "source": "law"}, "state 'fl' is no US state"),
        ({"source": "law"}, "state '' is no US state"),
        ({"state": "FL", "source": "law", "noon": "12:00"}, "there is no column 'noon'"),
        ({"state": "FL", "source": "law", "sat_open": 8}, "sat_open '8' is neither a time"),
        ({"state": "FL", "source": "law", "effective_from": "2027-01-02",
          "effective_to": "2027-01-01"}, "effective_to 2027-01-01 is before effective_from"),
    ],
)  # fmt: skip
def test_a_wrong_edit_is_named_by_its_place(edit: dict[str, object], reason: str) -> None:
    good = {"state": "FL", "source": "law"}
    with pytest.raises(RuleFileError) as caught:
        with_edits(builtin_table(), [good, edit])
    assert (caught.value.file, caught.value.row) == ("edits", 2)
    assert reason in caught.value.reason


def test_no_edits_are_the_table_itself() -> None:
    assert with_edits(builtin_table(), []) is builtin_table()
