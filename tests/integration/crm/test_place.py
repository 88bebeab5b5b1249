"""Where a person is by what CRMs say: it feeds quiet hours and yields to their own word."""

from collections.abc import Callable
from itertools import permutations

import pytest

from tests.integration.crm.made_up import ANNA, MadeUp, Office
from threadside.crm import log
from threadside.store.tables import CrmConnection

AWAKE = "Pacific/Honolulu"


def anna(office: Office) -> str:
    return str(office.opened("1")["people"][0]["id"])


def place(office: Office, person_id: str) -> tuple[str | None, ...]:
    person = office.person(person_id)
    return person.zone, person.state, person.zone_source, person.zone_from


def confirm(office: Office, who: str) -> None:
    body = {"phone": ANNA, "zone": AWAKE, "person": who}
    answer = office.desk.ask("POST", "/v1/whereabouts", body)
    assert answer.status_code in {200, 204}, answer.text


def again(office: Office, id_: str = "1") -> None:
    office.desk.clock.advance(minutes=5)
    office.refresh(id_)


def test_a_zone_of_the_crm_is_taken_over_and_moves_with_it(office: Office) -> None:
    office.contact("1", "Anna", ANNA, zone="America/Denver", state="CO", country="United States")
    who = anna(office)
    assert place(office, who) == ("America/Denver", "CO", "crm", "madeup")
    office.change("1", zone="America/New_York", state="NY")
    again(office)
    assert place(office, who) == ("America/New_York", "NY", "crm", "madeup")
    office.change("1", zone="", state="")
    again(office)
    assert place(office, who) == (None, None, None, None)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "<script>", "", "x" * 400])
def test_what_is_no_zone_or_state_is_nothing(office: Office, zone: str) -> None:
    office.contact("1", "Anna", ANNA, zone=zone, state="Nowhere", country="US")
    assert place(office, anna(office)) == (None, None, None, None)


def test_the_verdict_says_which_crm_it_is_from(office: Office) -> None:
    hubspot = MadeUp("hubspot")
    office.link(hubspot)
    office.desk.policy(quiet_hours="on")
    office.contact("1", "Anna", ANNA, crm=hubspot, zone="America/Los_Angeles")
    office.refresh("1", crm="hubspot")
    early = office.desk.get("/v1/verdict", phone=ANNA, line=office.desk.line.id)
    words = [each["words"] for one in early["reasons"] for each in one["evidence"]]
    assert "7:30 AM in Los Angeles. Time zone from HubSpot" in words


def test_a_zone_that_somebody_said_stays(office: Office) -> None:
    office.contact("1", "Anna", ANNA, zone="America/Denver")
    who = anna(office)
    confirm(office, who)
    office.change("1", zone="America/New_York", state="NY")
    again(office)
    assert place(office, who) == (AWAKE, None, "confirmed", None)


def test_unlinking_takes_it_back_and_linking_again_gives_it(office: Office) -> None:
    office.contact("1", "Anna", ANNA, zone="America/Denver")
    who = anna(office)
    for state, kept in (("disconnected", None), ("live", "America/Denver")):
        with office.desk.uow.write() as tx:
            tx.session.get_one(CrmConnection, office.connection.id).state = state
            tx.session.flush()
            (log.relinked if kept else log.disconnected)(tx, office.connection.id)
        office.desk.fold()
        assert place(office, who)[0] == kept


def test_a_record_that_is_not_theirs_after_all_takes_it_along(office: Office) -> None:
    office.contact("1", "Anna", ANNA, zone="America/Denver")
    who = anna(office)
    body = {"record": office.key("1"), "not_person": who, "person": None}
    assert office.desk.ask("POST", "/v1/records/not-them", body).status_code in {200, 204}
    assert place(office, who) == (None, None, None, None)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_what_happens_does_not_matter(office: Office, order: tuple[int, ...]) -> None:
    """Two CRMs say different places, and a record is deleted: always the same in the end."""
    second = MadeUp("second")
    office.link(second)
    office.contact("1", "Anna", ANNA, zone="America/Denver")
    office.contact("2", "Anna", ANNA, crm=second, zone="America/Chicago")
    office.contact("3", "Anna", ANNA, zone="America/New_York")
    who = anna(office)
    office.refresh("2", crm="second")
    office.refresh("3")

    def moved() -> None:
        office.change("1", zone="America/Phoenix")
        again(office)

    def deleted() -> None:
        office.holds.gone[office.holds.records[next(iter(office.holds.records))].ref] = None
        again(office)

    def other_moved() -> None:
        ref = next(iter(second.holds.records))
        office.desk.clock.advance(minutes=5)
        office.contact("2", "Anna", ANNA, crm=second, zone="America/Los_Angeles")
        assert ref in second.holds.records
        office.refresh("2", crm="second")

    happens: list[Callable[[], None]] = [moved, deleted, other_moved]
    for number in order:
        happens[number]()
    assert place(office, who) == ("America/New_York", None, "crm", "madeup")
