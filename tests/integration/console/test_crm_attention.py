"""What linked CRMs leave to a person: opt-outs that they refuse, webhooks that nobody can read."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.crm.ledger import Ledger
from tests.integration.crm.logged import Logged, link
from tests.integration.desk import ANNA, Desk
from threadside.crm import changes
from threadside.insight import attention
from threadside.linking.problems import Refused
from threadside.store.tables import AuditEntry, CrmEvent

PAGE = "/console/attention"
KEY = ("7", ANNA)


def waiting(desk: Desk) -> attention.Waiting:
    with desk.uow.read() as session:
        return attention.waiting(session, desk.workspace.id)


@pytest.fixture
def ledger(desk: Desk) -> Ledger:
    return Ledger(desk.clock)


@pytest.fixture
def logged(desk: Desk, ledger: Ledger) -> Logged:
    return link(desk, ledger)


def unread(desk: Desk, logged: Logged, body: str) -> CrmEvent:
    with desk.uow.write() as tx:
        changes.keep_unreadable(
            tx, logged.connection.id, desk.workspace.id, "unreadable:1", f"not_json: {body}"
        )
    with desk.uow.read() as session:
        return session.scalars(select(CrmEvent)).one()


def kinds(desk: Desk) -> list[str]:
    with desk.uow.read() as session:
        return list(session.scalars(select(AuditEntry.kind).order_by(AuditEntry.number)))


def test_an_opt_out_that_the_crm_refused_is_listed_and_written_once_it_may_be(
    admin: Visit, desk: Desk, logged: Logged, ledger: Ledger
) -> None:
    person = desk.person()
    logged.contact(person)
    desk.says("STOP")
    ledger.next_faults = [("before", Refused("forbidden"))]
    logged.write()
    page = admin.see(PAGE)
    assert "Opt-outs not written into the CRM" in page
    assert person.name in page
    assert "+1 720 555 0142" in page
    assert f"/console/crm/{logged.connection.id}" in page
    assert "Whoever linked it may not write on this record" in page
    assert waiting(desk).crm_opt_outs == waiting(desk).total == 1
    (row,) = logged.opt_outs()
    assert "It is being written again" in admin.does(f"{PAGE}/crm-opt-outs/{row.id}/write")
    logged.writer.write_due()
    assert ledger.opted_out[KEY] is True
    assert waiting(desk).total == 0
    assert admin.submit(f"{PAGE}/crm-opt-outs/{row.id}/write").status_code == 409


def test_of_those_who_changed_their_mind_the_last_word_is_written(
    admin: Visit, desk: Desk, logged: Logged, ledger: Ledger
) -> None:
    logged.contact(desk.person())
    desk.says("STOP")
    logged.write()
    desk.says("START")
    ledger.next_faults = [("before", Refused("scope_missing"))]
    logged.write()
    page = admin.see(PAGE)
    assert "They opted in again" in page
    assert "Threadside is not allowed to write there" in page
    (row,) = logged.opt_outs()
    admin.does(f"{PAGE}/crm-opt-outs/{row.id}/write")
    logged.writer.write_due()
    assert ledger.opted_out[KEY] is False


def test_a_webhook_that_nobody_could_read_is_shown_as_it_came_and_forgotten(
    admin: Visit, desk: Desk, logged: Logged
) -> None:
    event = unread(desk, logged, '{"odd": "<script>alert(1)</script>"}')
    assert "Webhooks of CRMs that could not be read" in admin.see(PAGE)
    assert waiting(desk).crm_unread == waiting(desk).total == 1
    page = admin.see(f"{PAGE}/crm-webhooks/{event.id}")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "not_json" in page
    assert "Forgotten" in admin.does(f"{PAGE}/crm-webhooks/{event.id}/forget")
    assert waiting(desk).total == 0
    assert admin.open(f"{PAGE}/crm-webhooks/{event.id}").status_code == 404
    assert kinds(desk)[-1] == "crm.webhook_forgotten"


def test_another_workspace_neither_sees_nor_ends_them(
    desk: Desk, logged: Logged, ledger: Ledger, visit: Callable[[Someone], Visit]
) -> None:
    logged.contact(desk.person())
    desk.says("STOP")
    ledger.next_faults = [("before", Refused("forbidden"))]
    logged.write()
    event = unread(desk, logged, "odd")
    (row,) = logged.opt_outs()
    stranger = visit(desk.build.member(role="admin"))
    assert "Opt-outs not written" not in stranger.see(PAGE)
    assert stranger.open(f"{PAGE}/crm-webhooks/{event.id}").status_code == 404
    assert stranger.submit(f"{PAGE}/crm-webhooks/{event.id}/forget").status_code == 404
    assert stranger.submit(f"{PAGE}/crm-opt-outs/{row.id}/write").status_code == 404
    assert waiting(desk).total == 2
