"""Texts that may ask us to stop, and the list of numbers that must not be texted."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from threadside.store.tables import Revocation, Suppression

PAGE = "/console/consent/revocations"
LIST = "/console/consent/suppressions"
DOUBTFUL = "Enough already"


def doubt(desk: Desk, phone: str = ANNA, **values: object) -> Revocation:
    """A text of somebody's that was held."""
    sent = desk.says(DOUBTFUL, phone)
    with desk.uow.write() as tx:
        found = tx.session.scalars(select(Revocation).where(Revocation.phone == phone)).first()
        if found is None:
            pytest.fail(f"{sent} was not held")
        for name, value in values.items():
            setattr(found, name, value)
    return found


def test_nothing_to_confirm_says_what_would_stand_here(admin: Visit) -> None:
    assert "Nothing to confirm" in admin.see(PAGE)


def test_a_held_text_is_shown_with_its_quote_and_counted_where_people_look(
    admin: Visit, desk: Desk
) -> None:
    """R-11: the exact text and the reason, until a person has decided."""
    desk.person()
    doubt(desk)
    page = admin.see(PAGE)
    assert "Enough already" in page
    assert "Anna Fernández" in page
    assert "days left" in page
    assert 'class="count">1<' in page
    attention = admin.see("/console/attention")
    assert "Revocations to confirm" in attention
    assert f'href="{PAGE}"' in attention


def test_what_is_due_stands_first_and_what_is_overdue_stands_out(admin: Visit, desk: Desk) -> None:
    doubt(desk)
    doubt(desk, BEN, due_at=desk.clock.now - timedelta(days=2))
    page = admin.see(PAGE)
    assert page.index("+1 303 555 0177") < page.index("+1 720 555 0142")
    assert page.count('class="panel late"') == 1
    assert "Overdue for 2 d" in page


def test_they_opted_out_closes_the_number(admin: Visit, desk: Desk) -> None:
    row = doubt(desk)
    page = admin.does(f"{PAGE}/{row.id}/settle", outcome="upheld", note="She means it")
    assert "Nothing goes to this number from now on" in page
    with desk.uow.read() as session:
        assert session.get_one(Revocation, row.id).note == "She means it"
        assert session.scalar(select(Suppression.phone)) == ANNA


def test_no_opt_out_lets_it_go_on_and_nobody_says_otherwise_later(admin: Visit, desk: Desk) -> None:
    row = doubt(desk)
    assert "What waited goes on" in admin.does(f"{PAGE}/{row.id}/settle", outcome="dismissed")
    again = admin.submit(f"{PAGE}/{row.id}/settle", outcome="upheld")
    assert again.status_code == 409
    assert "A colleague said otherwise" in again.text
    with desk.uow.read() as session:
        assert session.scalars(select(Suppression)).all() == []


def test_the_list_says_why_and_since_when_and_is_narrowed(admin: Visit, desk: Desk) -> None:
    assert "No number is closed" in admin.see(LIST)
    desk.person()
    desk.says("STOP")
    desk.build.add(
        Suppression(
            workspace_id=desk.workspace.id, phone=BEN, reason="wrong_number", since=desk.clock.now
        )
    )
    page = admin.see(LIST)
    assert "Opted out" in page
    assert "Anna Fernández" in page
    assert "STOP" in page
    narrow = admin.see(LIST, reason="opt_out")
    assert "+1 720 555 0142" in narrow
    assert "+1 303 555 0177" not in narrow
    assert "+1 303 555 0177" in admin.see(LIST, number="0177")
    assert "None fits" in admin.see(LIST, number="999")


def test_nobody_opens_numbers_again_here(admin: Visit, desk: Desk) -> None:
    """R-5: only START from them, or fresh evidence from them."""
    desk.says("STOP")
    page = admin.see(LIST)
    assert "no button to open numbers again" in page
    assert 'method="post"' not in page.split("<main")[1]


def test_the_list_comes_in_pages(admin: Visit, desk: Desk) -> None:
    desk.build.add(
        *(
            Suppression(
                workspace_id=desk.workspace.id, phone=f"+1720556{number:04}", reason="opt_out",
                since=desk.clock.now,
            )
            for number in range(60)
        )
    )  # fmt: skip
    page = admin.see(LIST)
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    rest = admin.see(older)
    shown = [f"+1 720 556 {number:04}" for number in range(60)]
    assert sum(each in page for each in shown) == 50
    assert all((each in page) != (each in rest) for each in shown)
    assert admin.open(LIST, before="rubbish").status_code == 422


def test_the_file_is_safe_in_a_spreadsheet(admin: Visit, desk: Desk) -> None:
    desk.build.add(
        Suppression(
            workspace_id=desk.workspace.id, phone=ANNA, reason="opt_out", since=desk.clock.now,
            words='=HYPERLINK("http://evil.example","click")',
        )
    )  # fmt: skip
    answer = admin.open(f"{LIST}/file.csv")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["phone"] == ANNA
    assert row["reason"] == "Opted out"
    assert row["words"].startswith("'=HYPERLINK")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_others_neither_see_nor_decide(
    desk: Desk, open_desk: OpenDesk, visit: Callable[[Someone], Visit]
) -> None:
    """V-1: neither a rep nor another workspace's admin."""
    row = doubt(desk)
    auditor = visit(desk.build.member(desk.workspace, role="auditor"))
    assert "They opted out" not in auditor.see(PAGE)
    assert auditor.submit(f"{PAGE}/{row.id}/settle", outcome="upheld").status_code == 403
    elsewhere = open_desk()
    stranger = visit(elsewhere.build.member(elsewhere.workspace, role="admin"))
    assert "Nothing to confirm" in stranger.see(PAGE)
    assert stranger.submit(f"{PAGE}/{row.id}/settle", outcome="upheld").status_code == 404
    assert len(stranger.open(f"{LIST}/file.csv").text.splitlines()) == 1
