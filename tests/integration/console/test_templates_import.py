"""Templates from a file: every row is told before any of them is taken."""

import io

import pytest
from werkzeug.test import TestResponse

from tests.integration.console.conftest import Visit
from tests.integration.console.templating import HELLO, HOME, approved, words
from tests.integration.desk import Desk
from tests.integration.http.browsing import OWN

PAGE = f"{HOME}/import"
GOOD = "name,body,folder\nOn my way,I am on my way,Visits\nRunning late,Sorry I am late,Visits\n"


def upload(admin: Visit, text: str | bytes, name: str = "texts.csv") -> TestResponse:
    """Choose a file and look at its rows."""
    data = text.encode() if isinstance(text, str) else text
    fields = {
        "form_mark": admin.mark(),
        "workspace": admin.someone.workspace.id,
        "file": (io.BytesIO(data), name),
    }
    return admin.client.post(PAGE, data=fields, headers=OWN)


def apply(admin: Visit, report: TestResponse) -> TestResponse:
    """Press the button under a report."""
    packed = report.text.split('name="packed" value="', 1)[1].split('"', 1)[0]
    return admin.submit(f"{PAGE}/apply", packed=packed, file="texts.csv")


def test_a_file_is_reported_row_by_row_before_it_is_taken(admin: Visit, desk: Desk) -> None:
    approved(desk, admin.someone.id)
    text = GOOD + f'Confirm a visit,"{HELLO}",\n'
    report = upload(admin, text)
    page = words(report.text)
    assert report.status_code == 200
    assert "What texts.csv would do" in page
    assert "2 new" in page
    assert "On my way" not in admin.see(HOME)
    answer = apply(admin, report)
    assert answer.status_code == 303
    page = words(admin.see(answer.location))
    assert "Taken in: 2 new" in page
    assert "On my way" in page
    assert [each["name"] for each in desk.get("/v1/templates")["items"]] == ["Confirm a visit"]


def test_one_bad_row_keeps_the_file_out(admin: Visit, desk: Desk) -> None:
    report = upload(admin, GOOD + "Too long," + "x" * 1601 + ",\n")
    page = words(report.text)
    assert "1 to mend" in page
    assert 'name="packed"' not in report.text
    assert "No templates yet" in admin.see(HOME)


def test_the_same_file_again_changes_nothing(admin: Visit) -> None:
    apply(admin, upload(admin, GOOD))
    again = upload(admin, GOOD)
    assert "Everything in this file is here already." in again.text
    assert 'name="packed"' not in again.text


def test_what_was_exported_is_taken_in_again(admin: Visit, desk: Desk) -> None:
    approved(desk, admin.someone.id)
    file = admin.open(f"{HOME}/templates.csv").data
    assert "Everything in this file is here already." in upload(admin, file).text


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", b"\x00\x01\xff\xfe\x00"])
def test_what_is_no_list_of_templates_is_refused_beside_the_field(
    admin: Visit, text: str | bytes
) -> None:
    answer = upload(admin, text)
    assert answer.status_code == 422
    assert 'id="import-file-error"' in answer.text


def test_a_file_is_needed(admin: Visit) -> None:
    answer = admin.submit(PAGE)
    assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True)


@pytest.mark.parametrize("packed", ["", "!!", "AAAA", "eJxLTEoGAAJNASc"])
def test_a_report_that_was_made_up_is_not_taken(admin: Visit, packed: str) -> None:
    answer = admin.submit(f"{PAGE}/apply", packed=packed, file="texts.csv")
    assert answer.status_code == 422
    assert "No templates yet" in admin.see(HOME)


def test_what_changed_between_report_and_press_is_told_again(admin: Visit, desk: Desk) -> None:
    report = upload(admin, GOOD)
    apply(admin, report)
    made = apply(admin, report)
    assert made.status_code in (303, 409)
    with desk.uow.read() as session:
        from threadside.templates import listing

        assert listing.counts(session, desk.workspace.id)[""] == 2
