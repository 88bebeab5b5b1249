"""Templates from a spreadsheet and back: told row by row, taken whole or not at all, repeatable."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.integration.templates.office import LATE, Office, refused
from threadside.templates import draft, export, review, sheet
from threadside.templates.content import Content

FILE = """name;body;group;tags;purpose;effective_until
Late;"Hi {{first_name|there}}; I am late.";Visits;crew|car;;2026-05-31
Sale;20% off panels this week.;Offers;;marketing;
"""


def take(office: Office, text: str, encoding: str = "utf-8") -> sheet.Report:
    found: sheet.Report = office.do(sheet.take, sheet.read(text.encode(encoding)))
    return found


def outcomes(report: sheet.Report) -> list[tuple[int, str, str]]:
    return [(row.line, row.outcome, row.code) for row in report.rows]


def exported(office: Office) -> str:
    with office.desk.uow.read() as session:
        return "".join(export.lines(session, office.desk.workspace.id))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_every_row_becomes_a_draft_whatever_saved_the_file(office: Office, encoding: str) -> None:
    report = take(office, FILE, encoding)
    assert outcomes(report) == [(2, "new", ""), (3, "new", "")]
    assert report.applied
    late, sale = (office.one(row.template_id or "") for row in report.rows)
    assert late.content == Content(
        "Late", "Hi {{first_name|there}}; I am late.", "Visits", ("crew", "car"),
        effective_until=datetime(2026, 6, 1, tzinfo=UTC),
    )  # fmt: skip
    assert (sale.content.purpose, sale.draft and sale.draft.state) == ("marketing", "draft")
    assert office.listed() == {}


def test_the_same_file_again_changes_nothing_before_and_after_approval(office: Office) -> None:
    first = take(office, FILE)
    assert outcomes(take(office, FILE)) == [(2, "known", ""), (3, "known", "")]
    office.approve(first.rows[0].template_id or "", 1)
    assert outcomes(take(office, FILE)) == [(2, "known", ""), (3, "known", "")]
    assert office.one(first.rows[0].template_id or "").draft is None


def test_one_wrong_row_keeps_all_of_them_out_and_each_says_why(office: Office) -> None:
    retired = office.approved(replace(LATE, name="Old"))
    office.do(review.retire, retired, "Over")
    office.do(draft.begin, replace(LATE, name="Open"))
    report = take(
        office,
        "name,body,purpose,language,effective_from\n"
        "Good,Hi,,,\nGOOD,Hi,,,\n,Hi,,,\nNo text,,,,\nFun,Hi,fun,,\nDate,Hi,,,soon\n"
        "Old,New words,,,\nOpen,Other words,,,\nLong,Hi,,,,,too much\nTongue,Hi,,english,\n",
    )
    assert outcomes(report) == [
        (2, "new", ""), (3, "refused", "twice"), (4, "refused", "bad_template_name"),
        (5, "refused", "bad_template_body"), (6, "refused", "bad_purpose"),
        (7, "refused", "date"), (8, "refused", "retired"), (9, "refused", "draft_exists"),
        (10, "refused", "cells"), (11, "refused", "bad_language"),
    ]  # fmt: skip
    assert all(row.detail for row in report.rows if row.outcome == "refused")
    assert not report.applied
    assert "Good" not in exported(office)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-02-30", "date"),
        ("9999-12-31", "date"),
        ("0001-01-01T00:00+14:00", "date"),
        ("1999-12-31", "bad_effective"),
        ("2100-01-01", "bad_effective"),
    ],
)
def test_a_day_that_can_not_be_is_refused_in_its_row(office: Office, day: str, code: str) -> None:
    report = take(office, f"name,body,effective_until\nLate,Hi,{day}\n")
    assert outcomes(report) == [(2, "refused", code)]


def test_cells_under_a_name_that_is_empty_are_left_alone(office: Office) -> None:
    report = take(office, "name,,body,\nLate,mine,Hi,yours\n")
    assert office.one(report.rows[0].template_id or "").content.body == "Hi"


def test_a_file_with_names_and_texts_alone_leaves_everything_else_as_it_is(office: Office) -> None:
    made = office.approved(replace(LATE, tags=("crew",), purpose="informational"))
    report = take(office, "Name,Message\nrunning late,Sorry\n")
    assert outcomes(report) == [(2, "changed", "")]
    written = office.one(made).draft
    assert written is not None
    assert written.content == replace(
        LATE, name="running late", body="Sorry", tags=("crew",), purpose="informational"
    )
    assert office.listed() == {LATE.name: LATE.body}


def test_a_plan_says_the_same_and_writes_nothing(office: Office) -> None:
    with office.desk.uow.read() as session:
        found = sheet.plan(session, office.desk.workspace.id, sheet.read(FILE.encode()))
    assert (outcomes(found), found.applied) == ([(2, "new", ""), (3, "new", "")], False)
    assert exported(office).count("\r\n") == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"name\nLate\n", "“body”"),
        (b"name,body,colour\nLate,Hi,red\n", "“colour”"),
        (b"name,body,text\nLate,Hi,Ho\n", "twice"),
        (b'name,body\n"Late,Hi\n', "Line 2"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x81", "UTF-8"),
        (b"name,body\n" + b"Late,Hi\n" * 501, "500"),
        (b"x" * (sheet.LARGEST + 1), "2 megabytes"),
    ],
)
def test_a_file_that_can_not_be_read_says_what_to_mend(data: bytes, why: str) -> None:
    found = refused(lambda: sheet.read(data))
    assert found.code == "bad_sheet"
    assert why in str(found.params["why"])


def test_an_export_runs_nothing_and_is_taken_in_again_as_it_was(office: Office) -> None:
    odd = Content(
        '=HYPERLINK("http://acme.example")', '-1, "two"\nlines; ñ', "@Folder", ("+tag", "b"),
        "informational", "es-MX", datetime(2026, 4, 1, 9, 30, tzinfo=UTC),
    )  # fmt: skip
    office.approved(odd)
    office.approved(LATE)
    text = exported(office)
    assert "\r\n\"'=HYPERLINK" in text
    assert [row.outcome for row in take(office, text).rows] == ["known", "known"]
