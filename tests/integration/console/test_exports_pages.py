"""Exports of a number: asked for with a reason, made behind the scenes, downloaded."""

import io
import zipfile
from collections.abc import Callable

from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, Desk, OpenDesk
from threadside.store.tables import Export

PAGE = "/console/records/exports"


def asked(desk: Desk) -> Export:
    with desk.uow.read() as session:
        return session.scalars(select(Export)).one()


def test_an_export_is_asked_for_made_and_downloaded(admin: Visit, desk: Desk) -> None:
    desk.person()
    desk.says("Hello there")
    assert "No export" in admin.see(PAGE)
    page = admin.does(PAGE, number="(720) 555-0142", reason="Doe v. Northside")
    assert "Being made" in page
    assert "/file" not in page
    desk.fold()
    page = admin.see(PAGE)
    assert "Ready" in page
    assert " kB" in page
    row = asked(desk)
    assert f"{PAGE}/{row.id}/file" in page
    answer = admin.open(f"{PAGE}/{row.id}/file")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as made:
        assert "manifest.json" in made.namelist()
    log = admin.see("/console/records", kind="export")
    assert "Dana Whitfield asked for an export of +1 720 555 0142." in log
    assert "Doe v. Northside" in log
    assert "Dana Whitfield downloaded an export of +1 720 555 0142." in log


def test_it_needs_a_number_and_a_reason(admin: Visit) -> None:
    for fields in ({"number": ANNA}, {"reason": "Doe"}, {"number": "x", "reason": "Doe"}):
        answer = admin.submit(PAGE, **fields)
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text


def test_one_that_is_not_ready_can_t_be_downloaded(admin: Visit, desk: Desk) -> None:
    admin.does(PAGE, number=ANNA, reason="Doe v. Northside")
    assert admin.open(f"{PAGE}/{asked(desk).id}/file").status_code == 404


def test_one_that_failed_says_so(admin: Visit, desk: Desk) -> None:
    admin.does(PAGE, number=ANNA, reason="Doe v. Northside")
    with desk.uow.write() as tx:
        tx.session.get_one(Export, asked(desk).id).state = "failed"
    page = admin.see(PAGE)
    assert "Failed" in page
    assert "Ask for it again" in page


def test_only_admins_ask_and_take_and_only_their_own(
    admin: Visit, desk: Desk, open_desk: OpenDesk, visit: Callable[[Someone], Visit]
) -> None:
    """V-1."""
    admin.does(PAGE, number=ANNA, reason="Doe v. Northside")
    desk.fold()
    file = f"{PAGE}/{asked(desk).id}/file"
    auditor = visit(desk.build.member(desk.workspace, role="auditor"))
    assert file not in auditor.see(PAGE)
    assert auditor.open(file).status_code == 403
    assert auditor.submit(PAGE, number=ANNA, reason="Doe").status_code == 403
    assert visit(desk.rep).open(PAGE).status_code == 403
    elsewhere = open_desk()
    stranger = visit(elsewhere.build.member(elsewhere.workspace, role="admin"))
    assert stranger.open(file).status_code == 404
    assert "No export" in stranger.see(PAGE)
