"""Who a number and a record mean."""

import threading

import pytest
from sqlalchemy import func, select

from tests.integration.desk import ANNA, BEN, Desk
from threadside.contracts.common import RecordRef
from threadside.errors import Invalid, NotFound
from threadside.ids import new_id
from threadside.people import known, resolve
from threadside.store.tables import Person, Record

REF = RecordRef(crm="sample", account="acme", type="deal", id="9")


def test_whoever_wrote_last_comes_first_among_those_who_share_a_number(desk: Desk) -> None:
    older = desk.person("Ana", ANNA, last_inbound_at=desk.clock())
    desk.clock.advance(hours=1)
    newer = desk.person("Maya", ANNA, last_inbound_at=desk.clock())
    never = desk.person("Zoe", ANNA)
    with desk.uow.read() as session:
        found = resolve.by_phone(session, desk.workspace.id, [ANNA])
    assert found == (newer.id, older.id, never.id)


def test_a_person_with_two_of_the_numbers_is_one_person(desk: Desk) -> None:
    anna = desk.person("Anna", ANNA, BEN)
    with desk.uow.read() as session:
        assert resolve.by_phone(session, desk.workspace.id, [ANNA, BEN]) == (anna.id,)
        assert resolve.by_phone(session, desk.workspace.id, []) == ()


def test_choosing_again_changes_the_choice_and_keeps_who_is_linked(desk: Desk) -> None:
    anna, ben = desk.person(), desk.person("Ben Cole", BEN)
    for person in (anna, ben, anna):
        with desk.uow.write() as tx:
            known.choose(tx, desk.workspace.id, REF, person.id)
    with desk.uow.read() as session:
        meant = resolve.whom(session, desk.workspace.id, REF, [])
        assert session.scalar(select(func.count()).select_from(Record)) == 1
    assert meant.chosen_id == anna.id
    assert set(meant.person_ids) == {anna.id, ben.id}


def test_a_number_is_theirs_or_it_is_refused(desk: Desk) -> None:
    anna = desk.person()
    with desk.uow.read() as session:
        known.require_phone(session, anna, ANNA)
        with pytest.raises(Invalid) as refused:
            known.require_phone(session, anna, BEN)
    assert refused.value.code == "not_their_number"


def test_somebody_unknown_is_not_found(desk: Desk) -> None:
    with desk.uow.read() as session, pytest.raises(NotFound):
        known.get(session, desk.workspace.id, new_id())


def test_a_stranger_who_writes_to_two_lines_at_once_is_one_person(desk: Desk) -> None:
    ready = threading.Barrier(4)
    failures: list[BaseException] = []

    def arrive() -> None:
        ready.wait()
        try:
            with desk.uow.write() as tx:
                known.whose_text(tx, desk.workspace.id, BEN, "US")
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=arrive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with desk.uow.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_a_namesake_with_another_name_on_the_same_number_stays_apart(desk: Desk) -> None:
    """A colleague's contact of another name is not renamed by a page."""
    desk.person("Maya Fernández", BEN)
    with desk.uow.write() as tx:
        made = known.newcomer(
            tx, desk.workspace.id, name="Ben Cole", phone=BEN, region="US", record=None
        )
    assert made.name == "Ben Cole"
    with desk.uow.read() as session:
        names = session.scalars(select(Person.name).order_by(Person.name)).all()
    assert list(names) == ["Ben Cole", "Maya Fernández"]
