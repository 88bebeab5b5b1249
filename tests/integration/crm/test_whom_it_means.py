"""Matching, numbers that change, "not Maria?", and who wrote from an unknown number."""

from typing import Any

from sqlalchemy import insert, select

from tests.integration.crm.made_up import ANNA, MadeUp, Office
from tests.integration.desk import BEN
from tests.integration.threads.test_beside import statements
from threadside.ids import new_id
from threadside.linking.problems import Throttled, Unavailable
from threadside.linking.values import Ref
from threadside.records import erase
from threadside.store.tables import AuditEntry, CrmNumber, CrmStranger, PersonPhone, Record


def kinds(office: Office) -> list[str]:
    with office.desk.uow.read() as session:
        return list(session.scalars(select(AuditEntry.kind)))


def numbers(office: Office, person_id: str) -> list[tuple[str | None, bool]]:
    with office.desk.uow.read() as session:
        rows = session.scalars(
            select(PersonPhone)
            .where(PersonPhone.person_id == person_id)
            .order_by(PersonPhone.position)
        )
        return [(row.e164, row.left_at is not None) for row in rows]


def test_who_wrote_before_the_record_was_opened_is_its_person(office: Office) -> None:
    office.desk.says("Hello?", peer=ANNA)
    office.contact("1", "Anna Fernández", ANNA)
    shown = office.opened("1")
    assert shown["people"][0]["hint"]["reason"] == "number"
    assert [item["text"] for item in shown["timeline"]["items"]] == ["Hello?"]


def test_two_people_of_one_name_and_number_are_offered(office: Office) -> None:
    office.desk.person("Anna Fernández", ANNA)
    office.desk.person("Anna Fernandez", ANNA)
    office.contact("1", "Anna Fernández", ANNA)
    shown = office.opened("1")
    assert shown["state"] == "choose"
    assert {one["hint"]["reason"] for one in shown["people"]} == {"several"}


def test_a_number_that_was_edited_in_the_crm_is_offered_last_and_its_story_stays(
    office: Office,
) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    anna = office.opened("1")["person_id"]
    office.desk.says("From my old phone", peer=ANNA)
    office.desk.clock.advance(minutes=5)
    office.change("1", numbers=[BEN])
    shown = office.opened("1")
    assert shown["thread"]["phone"] == BEN
    assert numbers(office, anna) == [(BEN, False), (ANNA, True)]
    assert [phone["former"] for phone in shown["people"][0]["phones"]] == [False, True]
    told = [item for item in shown["timeline"]["items"] if item["kind"] == "event"]
    assert "Consent belongs to a number" in told[-1]["words"]
    office.desk.clock.advance(minutes=5)
    office.change("1", numbers=[ANNA, BEN])
    office.refresh("1")
    assert numbers(office, anna) == [(ANNA, False), (BEN, False)]


def test_a_number_that_another_crm_still_has_stays_theirs(office: Office) -> None:
    other = MadeUp("second")
    office.link(other)
    office.contact("1", "Anna Fernández", ANNA)
    office.contact("9", "Anna Fernández", ANNA, crm=other)
    anna = office.opened("1")["person_id"]
    office.refresh("9", crm="second")
    office.desk.clock.advance(minutes=5)
    office.change("1", numbers=[BEN])
    office.refresh("1")
    assert numbers(office, anna) == [(BEN, False), (ANNA, False)]


def test_not_maria_means_the_other_one_and_is_recorded(office: Office) -> None:
    office.contact("1", "Maria Lopez", ANNA)
    maria = office.opened("1")["person_id"]
    ben = office.desk.person("Ben Ito", BEN)
    wish = {"record": office.key("1"), "not_person": maria, "person": ben.id}
    assert office.desk.ask("POST", "/v1/records/not-them", wish).status_code == 204
    assert office.beside("1")["person_id"] == ben.id
    assert "record.not_them" in kinds(office)
    assert office.desk.ask(
        "POST", "/v1/records/not-them", {**wish, "person": maria}
    ).json["code"] == "same_person"  # fmt: skip


def test_not_maria_and_nobody_known_makes_somebody_of_the_record(office: Office) -> None:
    office.contact("1", "Maria Lopez", ANNA)
    maria = office.opened("1")["person_id"]
    wish = {"record": office.key("1"), "not_person": maria}
    assert office.desk.ask("POST", "/v1/records/not-them", wish).status_code == 204
    shown = office.opened("1")
    assert shown["person_id"] not in {None, maria}
    assert shown["thread"]["phone"] == ANNA
    office.desk.clock.advance(minutes=5)
    assert office.opened("1")["person_id"] == shown["person_id"]


def test_a_choice_is_recorded(office: Office) -> None:
    anna = office.desk.person()
    choice = {"record": office.key("1"), "person": anna.id}
    office.desk.ask("PUT", "/v1/records/person", choice)
    assert "record.chosen" in kinds(office)


def test_a_stranger_with_one_contact_is_that_contact(office: Office) -> None:
    office.contact("1", "Anna Fernández", "(720) 555-0142")
    office.contact("2", "Else", "(303) 555-0142")
    office.desk.says("Is my roof ready?", peer=ANNA)
    assert office.desk.get("/v1/unmatched")["items"][0]["phone"] == ANNA
    assert office.reader.work_due() == 1
    assert office.desk.get("/v1/unmatched")["items"] == []
    shown = office.beside("1")
    assert shown["people"][0]["name"] == "Anna Fernández"
    assert [item["text"] for item in shown["timeline"]["items"]] == ["Is my roof ready?"]


def test_a_stranger_with_several_is_offered_and_linked_by_a_rep(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.contact("2", "Ben Fernández", ANNA)
    office.desk.says("Hi", peer=ANNA)
    office.reader.work_due()
    [one] = office.desk.get("/v1/unmatched")["items"]
    assert {found["name"] for found in one["found"]} == {"Anna Fernández", "Ben Fernández"}
    wish = {"person": one["person_id"], "record": one["found"][0]["record"]}
    assert office.desk.ask("POST", "/v1/records/link", wish).status_code == 204
    office.refresh(wish["record"]["id"])
    assert office.desk.get("/v1/unmatched")["items"] == []
    assert office.person(one["person_id"]).name == one["found"][0]["name"]


def test_a_stranger_without_a_contact_stays_and_may_be_marked(office: Office) -> None:
    office.desk.says("Wrong shop?", peer=ANNA)
    office.reader.work_due()
    page = office.desk.get("/v1/unmatched")
    assert page["items"][0]["searched_at"] is not None
    assert page["create"] == [{"crm_name": "Madeup", "url": "https://acme.example/contacts/new"}]
    mark = {"phone": ANNA, "customer": False}
    assert office.desk.ask("PUT", "/v1/unmatched/customer", mark).status_code == 204
    assert office.desk.get("/v1/unmatched")["items"] == []
    assert search(office)["not_customer"] is True, "every colleague sees it"
    office.desk.clock.advance(days=2)
    office.desk.says("Still wrong?", peer=ANNA)
    assert office.reader.work_due() == 0
    office.desk.ask("PUT", "/v1/unmatched/customer", {**mark, "customer": True})
    assert len(office.desk.get("/v1/unmatched")["items"]) == 1
    assert search(office)["not_customer"] is False


def test_a_crm_that_is_away_is_asked_for_a_stranger_later(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.fails(Unavailable("unreachable"))
    office.desk.says("Hi", peer=ANNA)
    assert office.reader.work_due() == 1
    assert office.reader.work_due() == 0
    office.fails(Throttled(40))
    office.desk.clock.advance(minutes=1)
    assert office.reader.work_due() == 1
    office.fails(None)
    office.desk.clock.advance(hours=1)
    assert office.reader.work_due() == 1
    assert office.beside("1")["people"][0]["name"] == "Anna Fernández"


def test_without_a_linked_crm_nobody_is_looked_for(office: Office) -> None:
    office.set(state="disconnected")
    office.desk.says("Hi", peer=ANNA)
    with office.desk.uow.read() as session:
        assert session.scalars(select(CrmStranger)).all() == []


def search(office: Office, phone: str = ANNA) -> Any:
    answer = office.desk.ask("POST", "/v1/records/search", {"phone": phone})
    assert answer.status_code == 200
    return answer.json


def test_a_number_is_found_live_and_then_by_the_index(office: Office) -> None:
    office.contact("1", "Anna Fernández", "(720) 555-0142")
    found = search(office)
    assert [one["record"]["id"] for one in found["items"]] == ["1"]
    assert found["complete"] is True
    assert office.holds.asked == ["phone 7205550142"]
    search(office)
    assert office.holds.asked[1:] == ["record contact 1"]
    assert office.desk.get("/v1/unmatched")["items"] == []


def test_an_index_that_is_old_offers_nobody_wrong(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    search(office)
    office.change("1", numbers=[BEN])
    office.contact("2", "Cleo Adams", ANNA)
    assert [one["name"] for one in search(office)["items"]] == ["Cleo Adams"]
    assert [one["name"] for one in search(office, BEN)["items"]] == ["Anna Fernández"]
    del office.holds.records[Ref("contact", "2")]
    assert search(office)["items"] == []


def test_every_linked_crm_is_asked_and_a_silent_one_is_told(office: Office) -> None:
    other = MadeUp("second")
    office.link(other)
    office.contact("1", "Anna Fernández", ANNA)
    other.holds.problem = Unavailable("slow")
    found = search(office)
    assert [one["name"] for one in found["items"]] == ["Anna Fernández"]
    assert found["complete"] is False


def test_a_number_among_thousands_is_found_by_the_index(office: Office) -> None:
    rows = [
        {
            "id": new_id(), "workspace_id": office.desk.workspace.id,
            "connection_id": office.connection.id, "type": "contact", "remote_id": str(n),
            "name": "", "raw": f"+1303{n:07d}", "e164": f"+1303{n:07d}", "label": "",
            "seen_at": office.desk.clock(),
        }
        for n in range(2000)
    ]  # fmt: skip
    with office.desk.uow.write() as tx:
        tx.session.execute(insert(CrmNumber), rows)
    office.contact("1", "Anna Fernández", ANNA)
    office.opened("1")
    with statements(office.desk) as seen:
        office.beside("1")
    assert not any("crm_number" in statement for statement in seen)
    with office.desk.uow.read() as session:
        if session.get_bind().dialect.name == "sqlite":
            plan = session.connection().exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT * FROM crm_number WHERE workspace_id = '1' "
                "AND e164 = '2'"
            )
            assert "USING INDEX ix_crm_number_workspace_id_e164" in str(plan.all())


def test_erasing_a_number_forgets_what_the_crm_said(office: Office) -> None:

    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    with office.desk.uow.write() as tx:
        erase.erase(tx, office.desk.workspace.id, ANNA)
    with office.desk.uow.read() as session:
        assert session.scalars(select(CrmNumber)).all() == []
        assert session.scalars(select(Record)).all() == []


def test_a_record_of_another_workspace_is_not_there(office: Office, open_desk: Any) -> None:
    office.contact("1", "Maria Lopez", ANNA)
    maria = office.opened("1")["person_id"]
    stranger = open_desk()
    wish = {"record": office.key("1"), "not_person": maria}
    answer = stranger.ask("POST", "/v1/records/not-them", wish)
    assert answer.status_code == 404
    assert stranger.get("/v1/beside", **office.key("1"))["context"]["state"] == "none"
