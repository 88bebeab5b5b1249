"""Everything known about a number, and what an admin may do about it."""

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from threadside.consent import evidence, told
from threadside.contracts.consent import RecordConsent
from threadside.media import objects
from threadside.store.tables import (
    ConsentEvent,
    ConsentForm,
    LegalHold,
    Message,
    Person,
    Suppression,
)

PAGE = "/console/consent"
WORDING = "Northside may text me about my order. Reply STOP to opt out."


def closed(desk: Desk, phone: str = ANNA) -> Suppression | None:
    with desk.uow.read() as session:
        return session.scalar(select(Suppression).where(Suppression.phone == phone))


def signed(desk: Desk, phone: str = ANNA) -> str:
    """Signed consent with its scan; the scan's id."""
    data = b"%PDF-1.4 signed"
    (sha256,) = objects.keep(desk.held.uow, desk.held.media, desk.workspace.id, data)
    with desk.uow.write() as tx:
        file = evidence.add(
            tx, desk.workspace.id, name="signed.pdf", content_type="application/pdf",
            size=len(data), sha256=sha256,
        )  # fmt: skip
        wish = RecordConsent(
            client_key="console-001", phone=phone, method="paper", strength="written",
            scope="marketing", words="I want <b>offers</b> by text.", evidence=[file.id],
        )  # fmt: skip
        told.record(tx, desk.workspace.id, desk.rep.id, wish)
        return file.id


@pytest.mark.parametrize("written", [ANNA, "(720) 555-0142", "720.555.0142", " +1 720 555 0142 "])
def test_a_number_is_found_in_any_writing(admin: Visit, desk: Desk, written: str) -> None:
    desk.person()
    desk.says("Do you have the blue one?")
    page = admin.see(PAGE, number=written)
    assert "+1 720 555 0142" in page
    assert "Anna Fernández" in page
    assert "They texted first: answers may go until" in page


def test_what_is_no_number_is_said_beside_the_field(admin: Visit) -> None:
    answer = admin.open(PAGE, number="call me")
    assert answer.status_code == 422
    assert "Write the number with its area code" in answer.text
    assert 'value="call me"' in answer.text


def test_nothing_known_is_said_so(admin: Visit) -> None:
    page = admin.see(PAGE, number=ANNA)
    assert "Nothing is known of their consent" in page
    assert "Nobody you know has this number" in page


def test_the_ledger_shows_the_words_and_hands_out_what_proves_them(
    admin: Visit, desk: Desk
) -> None:
    """C-3: the exact words and the evidence, by download and never as a page of ours."""
    file = signed(desk)
    page = admin.see(PAGE, number=ANNA)
    assert "Kim Okafor recorded signed consent: offers and news." in page
    assert "I want &lt;b&gt;offers&lt;/b&gt; by text." in page
    assert f"{PAGE}/evidence/{file}" in page
    answer = admin.open(f"{PAGE}/evidence/{file}")
    assert answer.data == b"%PDF-1.4 signed"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_long_ledger_comes_in_pages(admin: Visit, desk: Desk) -> None:
    for number in range(31):
        desk.clock.advance(minutes=1)
        desk.says("HELP" if number else "STOP")
    page = admin.see(PAGE, number=ANNA)
    assert "They texted STOP and are opted out." not in page
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "They texted STOP and are opted out." in admin.see(older)


def test_an_opt_out_told_by_phone_closes_the_number_once(admin: Visit, desk: Desk) -> None:
    """R-4: revocation by any means, which nobody here can undo."""
    desk.person()
    fields = {
        "number": ANNA, "channel": "phone", "told_on": "2026-03-01", "words": "No more texts",
        "client_key": "the-same-press",
    }  # fmt: skip
    page = admin.does(f"{PAGE}/opt-out", **fields)
    assert "Nothing goes to this number from now on" in page
    assert "Dana Whitfield recorded that they asked to stop by phone." in page
    assert "They opted out on Mar 2, 2026." in page
    admin.does(f"{PAGE}/opt-out", **fields)
    with desk.uow.read() as session:
        assert len(session.scalars(select(ConsentEvent)).all()) == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"told_on": "2031-01-01"}, "it must be in the past"),
        ({"told_on": "yesterday"}, "such as 2026-03-02"),
        ({"channel": "pigeon"}, "Choose one of the values"),
        ({"words": "x" * 1001}, "up to 1,000 characters"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    admin: Visit, desk: Desk, fields: dict[str, str], why: str
) -> None:
    given = {"number": ANNA, "channel": "phone", **fields}
    answer = admin.submit(f"{PAGE}/opt-out", **given)
    assert answer.status_code == 422
    assert why in answer.text
    assert closed(desk) is None


def test_a_legal_hold_is_placed_shown_and_ended(admin: Visit, desk: Desk) -> None:
    assert admin.submit(f"{PAGE}/holds", number=ANNA, reason=" ").status_code == 422
    page = admin.does(f"{PAGE}/holds", number=ANNA, reason="Doe v. Northside")
    assert "Under a legal hold: Doe v. Northside" in page
    with desk.uow.read() as session:
        (row,) = session.scalars(select(LegalHold))
    assert "Under a legal hold" not in admin.does(f"{PAGE}/holds/{row.id}/end", number=ANNA)


def test_erasing_takes_the_number_typed_once_more_and_a_reason(admin: Visit, desk: Desk) -> None:
    person = desk.person()
    desk.says("STOP")
    desk.after_hold()
    page = admin.see(f"{PAGE}/erase", number=ANNA)
    assert "This can&#39;t be undone" in page
    assert "Anna Fernández" in page
    wrong = admin.submit(f"{PAGE}/erase", number=ANNA, typed=BEN, reason="They asked for it")
    assert wrong.status_code == 422
    assert "not the number that you are about to erase" in wrong.text
    assert admin.submit(f"{PAGE}/erase", number=ANNA, typed=ANNA).status_code == 422
    page = admin.does(f"{PAGE}/erase", number=ANNA, typed="720 555 0142", reason="They asked")
    assert "Erased: " in page
    with desk.uow.read() as session:
        assert session.get_one(Person, person.id).name == ""
        assert session.scalars(select(Message).where(Message.phone == ANNA)).all() == []
    assert "This number was erased, and had opted out" in admin.see(PAGE, number=ANNA)


def test_what_is_held_is_not_erased(admin: Visit, desk: Desk) -> None:
    admin.does(f"{PAGE}/holds", number=ANNA, reason="Doe v. Northside")
    assert "Under a legal hold, it can&#39;t be erased" in admin.see(f"{PAGE}/erase", number=ANNA)
    answer = admin.submit(f"{PAGE}/erase", number=ANNA, typed=ANNA, reason="They asked")
    assert answer.status_code == 409
    assert "Doe v. Northside" in answer.text


def test_who_looks_is_noted_for_the_audit_log(admin: Visit, desk: Desk) -> None:
    """A-8: reading what people wrote is recorded."""
    desk.person()
    desk.says("Hello")
    admin.see(PAGE, number=ANNA)
    desk.held.notebook.flush()
    assert "Dana Whitfield read the conversation with Anna" in admin.see("/console/records")


def test_an_import_tells_what_became_of_every_row_and_is_safe_to_run_again(
    admin: Visit, desk: Desk
) -> None:
    """C-4: an import is never written consent."""
    rows = f"phone,status,strength\n{ANNA},consented,written\n{BEN},opted_out,\n12,consented,\n"

    def take(data: bytes) -> str:
        file = (io.BytesIO(data), "old.csv")
        answer = admin.submit(f"{PAGE}/import", file=file)
        assert answer.status_code == 200, answer.text
        return answer.text

    page = take(rows.encode())
    assert "What became of old.csv" in page
    assert "1 not taken" in page
    assert "1 taken for less" in page
    assert "Not taken: this is no phone number." in page
    assert closed(desk, BEN) is not None
    assert "2 known already" in take(rows.encode())
    assert "Somebody noted consent" in admin.see(PAGE, number=ANNA)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "Its first line names the columns"),
        (b"name\nAnna\n", "There is no column"),
        (b"status\nconsented\n", "no column phone"),
        (b"phone\n\x00\x81\n", "Save the table as CSV"),
    ],
)
def test_a_file_that_can_t_be_read_says_why(admin: Visit, data: bytes, why: str) -> None:
    answer = admin.submit(f"{PAGE}/import", file=(io.BytesIO(data), "old.csv"))
    assert answer.status_code == 422
    assert why in answer.text


def test_a_file_may_be_large_but_not_any_size(admin: Visit) -> None:
    long = b"phone,note\n" + b"".join(b"+1720555%04d,%s\n" % (n, b"x" * 1000) for n in range(100))
    answer = admin.submit(f"{PAGE}/import", file=(io.BytesIO(long), "old.csv"))
    assert answer.status_code == 200
    answer = admin.client.post(
        f"{PAGE}/import", input_stream=io.BytesIO(),
        environ_overrides={"CONTENT_LENGTH": "2000001"},
        content_type="multipart/form-data; boundary=here",
    )  # fmt: skip
    assert answer.status_code == 413
    assert "2.0 MB" in answer.text


def test_a_form_is_made_reworded_paused_and_opened_again(admin: Visit, desk: Desk) -> None:
    assert "No form yet" in admin.see(f"{PAGE}/forms")
    fields = {"name": "Contact page", "scope": "informational", "wording": WORDING}
    wrong = admin.submit(f"{PAGE}/forms/new", **fields, origins="www.example.com")
    assert wrong.status_code == 422
    assert "Write 1 to 20 sites" in wrong.text
    page = admin.does(f"{PAGE}/forms/new", **fields, origins="https://www.example.com")
    with desk.uow.read() as session:
        (form,) = session.scalars(select(ConsentForm))
    here = f"{PAGE}/forms/{form.id}"
    assert f"/f/{form.key}.js" in page
    page = admin.does(f"{here}/wording", wording=f"{WORDING} Rates may apply.", version="1")
    assert "Version 2" in page
    assert page.count(WORDING) == 3, "both versions and the field"
    late = admin.submit(f"{here}/wording", wording=f"{WORDING} Late.", version="1")
    assert late.status_code == 409
    admin.does(f"{here}/pause")
    assert admin.open(f"/f/{form.key}").status_code != 200
    admin.does(f"{here}/open")
    assert admin.open(f"/f/{form.key}").status_code == 200


def test_auditors_look_reps_don_t_and_other_workspaces_see_nothing(
    desk: Desk, open_desk: OpenDesk, visit: Callable[[Someone], Visit]
) -> None:
    """V-1: what belongs to one workspace is not there for another."""
    desk.person()
    file = signed(desk)
    auditor = visit(desk.build.member(desk.workspace, role="auditor"))
    page = auditor.see(PAGE, number=ANNA)
    assert "I want" in page
    assert '<button class="danger"' not in page
    for path in ("opt-out", "holds", "erase", "import", "forms/new"):
        assert auditor.submit(f"{PAGE}/{path}", number=ANNA).status_code == 403, path
    assert auditor.open(f"{PAGE}/erase", number=ANNA).status_code == 403
    rep = visit(desk.rep)
    for path in ("", "/revocations", "/suppressions", "/suppressions/file.csv", "/forms"):
        assert rep.open(f"{PAGE}{path}").status_code == 403, path
    elsewhere = open_desk()
    stranger = visit(elsewhere.build.member(elsewhere.workspace, role="admin"))
    assert "Anna" not in stranger.see(PAGE, number=ANNA)
    assert stranger.open(f"{PAGE}/evidence/{file}").status_code == 404
