"""Whose a logged text is in the CRM: the user there with the rep's address, found once a day."""

import pytest
from sqlalchemy import Select, select

from tests.integration.crm.ledger import Ledger
from tests.integration.crm.logged import Logged
from tests.integration.crm.made_up import Office
from tests.integration.crm.test_log import sent
from threadside.crm import linked, users
from threadside.linking.problems import Refused, Unavailable
from threadside.linking.values import Owner
from threadside.store.tables import CrmConnection, Member, User


def address(office: Office) -> str:
    with office.desk.uow.read() as session:
        return str(session.scalars(_me(office)).one().email)


def _me(office: Office) -> Select[User]:
    query = select(User).join(Member, Member.user_id == User.id)
    return query.where(Member.id == office.desk.rep.id)


def whose(office: Office) -> str:
    with office.desk.uow.read() as session:
        return users.owner(session, office.connection.id, office.desk.rep.id)


def without(office: Office) -> list[str]:
    with office.desk.uow.read() as session:
        row = session.get_one(CrmConnection, office.connection.id)
        return users.unknown(session, row)


def test_a_rep_is_the_user_with_their_address_however_it_is_written(office: Office) -> None:
    office.holds.users = [Owner("7", "Kim", address(office).upper()), Owner("8", "", "x@y.z")]
    office.reader.work_due()
    assert whose(office) == "7"


def test_they_are_asked_for_once_a_day_and_when_an_admin_wants_it(office: Office) -> None:
    office.holds.users = []
    for hours in (0, 20, 5):
        office.desk.clock.advance(hours=hours)
        office.reader.work_due()
    assert office.holds.asked.count("users") == 2
    with office.desk.uow.write() as tx:
        users.ask_anew(tx, office.desk.workspace.id, office.connection.id)
    office.reader.work_due()
    assert office.holds.asked.count("users") == 3


def test_who_left_there_owns_nothing_any_more(office: Office) -> None:
    office.holds.users = [Owner("7", "Kim", address(office))]
    office.reader.work_due()
    office.holds.users = []
    office.desk.clock.advance(days=2)
    office.reader.work_due()
    assert whose(office) == ""


def test_a_crm_that_does_not_answer_takes_nothing_away(office: Office) -> None:
    office.holds.users = [Owner("7", "Kim", address(office))]
    office.reader.work_due()
    office.fails(Unavailable("slow"))
    office.desk.clock.advance(days=2)
    office.reader.work_due()
    assert whose(office) == "7"


def test_two_users_with_one_address_are_nobody(office: Office) -> None:
    office.holds.users = [Owner(each, "Kim", address(office)) for each in ("7", "8")]
    office.reader.work_due()
    assert whose(office) == ""


def test_who_has_no_user_there_is_named_and_nobody_where_it_names_none(office: Office) -> None:
    office.reader.work_due()
    assert without(office) == []
    office.holds.users = [Owner("8", "", "x@y.z")]
    office.desk.clock.advance(days=2)
    office.reader.work_due()
    assert "Kim Okafor" in without(office)


@pytest.mark.parametrize("count", [3000])
def test_what_a_crm_names_is_bounded(office: Office, count: int) -> None:
    with office.desk.uow.write() as tx:
        link = linked.by_id(tx.session, office.connection.id)
        assert link is not None
        many = [Owner(str(each), "\u202e" + "x" * 999, f"{each}@y.z") for each in range(count)]
        users.keep(tx, link, many)
    assert whose(office) == ""


def test_a_text_is_its_reps(logged: Logged, ledger: Ledger) -> None:
    anna = logged.desk.person()
    logged.contact(anna)
    known_as(logged, "7")
    message_id = sent(logged, anna, "The roof is done")
    logged.write()
    (one,) = ledger.standing(message_id)
    assert one.entry.owner == "7"


def test_an_owner_whom_the_crm_refuses_costs_no_text(logged: Logged, ledger: Ledger) -> None:
    anna = logged.desk.person()
    logged.contact(anna)
    known_as(logged, "7")
    message_id = sent(logged, anna, "The roof is done")
    ledger.next_faults.append(("before", Refused("invalid", "inactive owner")))
    logged.write()
    (one,) = ledger.standing(message_id)
    assert one.entry.owner == ""


def known_as(logged: Logged, remote_id: str) -> None:
    with logged.desk.uow.write() as tx:
        me = select(User.email).join(Member, Member.user_id == User.id)
        email = tx.session.scalars(me.where(Member.id == logged.desk.rep.id)).one()
        link = linked.by_id(tx.session, logged.connection.id)
        assert link is not None
        users.keep(tx, link, [Owner(remote_id, "Kim", email)])
