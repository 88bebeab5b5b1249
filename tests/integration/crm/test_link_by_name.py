"""“Link to…”: whose a number is that nobody has, found by a name, and taken back."""

import threading
from typing import Any

from sqlalchemy import select, text

from tests.integration.crm.made_up import ANNA, MadeUp, Office
from tests.integration.desk import BEN
from tests.integration.threads.test_beside import statements
from threadside.linking.problems import Unavailable
from threadside.records import erase
from threadside.store.tables import AuditEntry, NumberLink, Person, PersonWord
from threadside.store.uow import Tx

CLEO = "+13035550133"
NOWHERE = {"crm": "generic", "account": "shop.example", "type": "contact", "id": "77"}


def found(office: Office, said: str, *, crm: bool = False, **query: Any) -> Any:
    path = "/v1/people/search/crm" if crm else "/v1/people/search"
    answer = office.desk.ask("POST", path, {"said": said}, **query)
    assert answer.status_code == 200, answer.text
    return answer.json


def names(office: Office, said: str) -> list[str]:
    return [one["name"] for one in found(office, said)["items"]]


def link(office: Office, phone: str = ANNA, **whom: Any) -> Any:
    return office.desk.ask("POST", "/v1/unmatched/link", {"phone": phone, **whom})


def texts(office: Office, **query: Any) -> list[str]:
    shown = office.desk.get("/v1/beside", **NOWHERE, phones=ANNA, **query)
    return [item["text"] for item in shown["timeline"]["items"] if item["kind"] == "message"]


def test_found_by_the_beginning_of_any_word_whatever_its_case_and_accents(office: Office) -> None:
    office.desk.person("Ana Fernández-Ruiz", BEN, company="O'Brien & Søns")
    office.desk.person("Ben Cole", CLEO)
    for said in ("ana", "FERN", "ruiz an", "fernandezr", "obrien", "o'br", "sons", "ana sons"):
        assert names(office, said) == ["Ana Fernández-Ruiz"], said
    assert names(office, "nan") == []
    assert names(office, "ana cole") == []
    assert names(office, "''") == []


def test_says_who_they_are_when_they_were_texted_and_why(office: Office) -> None:
    cole = office.desk.person(
        "Ben Cole", BEN, title="Buyer", company="Acme Roofing", owner_id=office.desk.rep.id
    )
    office.desk.press(cole, phone=BEN)
    [one] = found(office, "co")["items"]
    assert one == {
        "person": cole.id, "record": None, "crm_name": "", "name": "Ben Cole", "title": "Buyer",
        "company": "Acme Roofing", "owner": "Kim Okafor", "phone": BEN,
        "last_texted_at": one["last_texted_at"], "why": "By name", "url": None,
    }  # fmt: skip
    assert one["last_texted_at"] is not None
    assert found(office, "acme")["items"][0]["why"] == "By company"
    assert found(office, "ben acme")["items"][0]["why"] == "By name and company"
    for number in ("(303) 555-0177", "3035550", "+1 303 555", BEN):
        assert found(office, number)["items"][0]["why"] == "By number", number
    assert found(office, "303")["items"] == []


def test_at_most_twenty_the_likeliest_first_and_says_that_there_are_more(office: Office) -> None:
    for number in range(25):
        office.desk.person(f"Coleman {number:02}", f"+1303555{number:04}")
    office.desk.person("Ben Cole", BEN)
    said = found(office, "cole")
    assert (len(said["items"]), said["more"]) == (20, True)
    assert said["items"][0]["name"] == "Ben Cole"
    assert found(office, "ben cole")["more"] is False


def test_a_name_that_changes_is_found_by_its_new_words_alone(office: Office) -> None:
    office.contact("1", "Maria Lopez", BEN)
    office.refresh("1")
    assert names(office, "lopez") == ["Maria Lopez"]
    office.desk.clock.advance(minutes=5)
    office.change("1", name="Maria Ortiz")
    office.refresh("1")
    assert (names(office, "lopez"), names(office, "ortiz")) == ([], ["Maria Ortiz"])
    with office.desk.uow.write() as tx:
        erase.erase(tx, office.desk.workspace.id, BEN)
    assert names(office, "maria") == []
    with office.desk.uow.read() as session:
        assert session.scalars(select(PersonWord)).all() == []


def test_what_a_stranger_wrote_comes_along_and_goes_back(office: Office) -> None:
    office.desk.says("Is my roof ready?", peer=ANNA)
    cole = office.desk.person("Ben Cole", BEN)
    office.desk.press(cole, "Hello Ben", phone=BEN)
    answer = link(office, person=cole.id)
    assert answer.json == {"person": {"id": cole.id, "name": "Ben Cole"}, "texts": 1}
    assert texts(office) == ["Is my roof ready?", "Hello Ben"]
    assert office.desk.get("/v1/unmatched")["items"] == []
    office.desk.says("It is me again", peer=ANNA)
    assert texts(office)[-1] == "It is me again"
    assert "number.linked" in kinds(office)
    undo = {"phone": ANNA, "person": cole.id}
    assert office.desk.ask("POST", "/v1/unmatched/unlink", undo).status_code == 204
    assert texts(office) == ["Is my roof ready?", "It is me again"]
    [stranger] = office.desk.get("/v1/unmatched")["items"]
    assert stranger["phone"] == ANNA
    assert office.desk.ask("POST", "/v1/unmatched/unlink", undo).status_code == 404
    assert "number.unlinked" in kinds(office)


def test_a_number_that_has_not_written_is_theirs_before_it_does(office: Office) -> None:
    cole = office.desk.person("Ben Cole", BEN)
    assert link(office, person=cole.id).json["texts"] == 0
    shown = office.desk.get("/v1/beside", **NOWHERE, phones=ANNA, phone=ANNA)
    assert (shown["person_id"], shown["thread"]["phone"]) == (cole.id, ANNA)
    office.desk.says("Hi", peer=ANNA)
    assert texts(office) == ["Hi"]


def test_a_number_that_somebody_has_by_now_is_not_taken_from_them(office: Office) -> None:
    office.desk.person("Ben Cole", ANNA)
    cleo = office.desk.person("Cleo Adams", CLEO)
    answer = link(office, person=cleo.id)
    assert (answer.status_code, answer.json["code"]) == (409, "number_known")
    assert "Ben Cole" in answer.json["detail"]


def test_what_makes_no_sense_is_refused(office: Office) -> None:
    cole = office.desk.person("Ben Cole", BEN)
    office.contact("1", "Cleo Adams", CLEO)
    both = link(office, person=cole.id, record=office.key("1"))
    assert both.json["code"] == "one_recipient"
    assert link(office, record=office.key("1", "deal")).json["code"] == "not_a_person"
    assert link(office, record=NOWHERE).json["code"] == "not_a_person"
    office.desk.says("Hi", peer=ANNA)
    [stranger] = office.desk.get("/v1/unmatched")["items"]
    assert link(office, person=stranger["person_id"]).json["code"] == "same_person"
    assert office.desk.ask("POST", "/v1/people/search", {"said": "x" * 101}).status_code == 422


def test_a_contact_of_the_crm_takes_the_stranger_and_is_named_when_it_is_read(
    office: Office,
) -> None:
    office.contact("1", "Cleo Adams", CLEO, title="Buyer", company="Acme")
    office.desk.says("Hello", peer=ANNA)
    office.reader.work_due()
    [one] = found(office, "cleo", crm=True)["items"]
    assert (one["crm_name"], one["why"], one["company"]) == ("Madeup", "By name", "Acme")
    assert link(office, record=one["record"]).json["person"]["name"] == "Cleo Adams"
    shown = office.opened("1")
    assert shown["people"][0]["name"] == "Cleo Adams"
    assert [each["e164"] for each in shown["people"][0]["phones"]] == [CLEO, ANNA]
    assert texts(office) == ["Hello"]
    undo = {"phone": ANNA, "person": shown["person_id"]}
    assert office.desk.ask("POST", "/v1/unmatched/unlink", undo).status_code == 204
    assert office.desk.get("/v1/unmatched")["items"][0]["phone"] == ANNA
    assert [each["e164"] for each in office.beside("1")["people"][0]["phones"]] == [CLEO]


def test_a_contact_that_is_somebody_here_already_is_them(office: Office) -> None:
    office.contact("1", "Cleo Adams", CLEO)
    cleo = office.opened("1")["person_id"]
    office.desk.says("Hello", peer=ANNA)
    [one] = found(office, "adams", crm=True)["items"]
    assert one["person"] == cleo
    assert link(office, record=one["record"]).json["person"]["id"] == cleo
    assert texts(office) == ["Hello"]


def test_every_crm_is_asked_and_a_slow_one_is_named(office: Office) -> None:
    other, none = MadeUp("second"), MadeUp("third")
    for crm in (other, none):
        office.link(crm)
    none.holds.searches = False
    office.contact("1", "Cleo Adams", CLEO)
    other.holds.problem = Unavailable("slow")
    said = found(office, "cleo", crm=True)
    assert [one["name"] for one in said["items"]] == ["Cleo Adams"]
    assert said["silent"] == ["Second"]
    assert found(office, "c", crm=True)["items"] == [], "one letter is asked nowhere"


def test_a_crm_that_hangs_holds_up_nothing_here(office: Office) -> None:
    office.desk.person("Cleo Adams", CLEO)
    office.holds.wait = threading.Event()
    assert names(office, "cleo") == ["Cleo Adams"]
    assert office.holds.asked == []


def test_a_number_is_looked_for_as_one_and_must_be_theirs(office: Office) -> None:
    office.contact("1", "Cleo Adams", CLEO)
    office.contact("2", "Else", "(720) 555-0133")
    said = found(office, "(303) 555-0133", crm=True)
    assert [(one["name"], one["why"]) for one in said["items"]] == [("Cleo Adams", "By number")]
    assert office.holds.asked == ["phone 3035550133"]


def test_nobody_of_another_workspace_is_found(office: Office, open_desk: Any) -> None:
    office.desk.person("Cleo Adams", CLEO)
    answer = open_desk().ask("POST", "/v1/people/search", {"said": "cleo"})
    assert answer.json["items"] == []


def test_erasing_a_linked_number_forgets_who_had_it(office: Office) -> None:
    office.desk.says("Hello", peer=ANNA)
    cole = office.desk.person("Ben Cole", BEN)
    link(office, person=cole.id)
    with office.desk.uow.write() as tx:
        done = erase.erase(tx, office.desk.workspace.id, ANNA)
        assert done.also_known_by == ["Ben Cole"]
        assert tx.session.scalars(select(NumberLink)).all() == []
    assert office.person(cole.id).name == "Ben Cole"


def test_a_search_is_two_statements_whoever_is_there(office: Office) -> None:
    for number in range(12):
        office.desk.person(f"Cole {number:02}", f"+1303555{number:04}", company="Acme")
    with statements(office.desk) as seen:
        found(office, "cole ac")
    assert len([each for each in seen if "person" in each]) == 2


def plan(tx: Tx, statement: str) -> str:
    sqlite = tx.session.get_bind().dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
    return "\n".join(str(row) for row in tx.session.execute(text(explain + statement)))


def test_both_databases_read_a_range_of_the_index(office: Office) -> None:
    for number in range(40):
        office.desk.person(f"Coleman {number:02}", f"+1303555{number:04}")
    with statements(office.desk) as seen:
        found(office, "cole 1")
        found(office, "30355500")
    [by_words] = [each for each in seen if "FROM person_word" in each]
    by_number = next(each for each in seen if each.startswith("SELECT person_phone.person_id"))
    assert "ORDER BY person_word.word" in by_words
    workspace = office.desk.workspace.id
    words = (
        f"SELECT person_id FROM person_word WHERE workspace_id = '{workspace}' "
        "AND word >= 'cole' AND word < 'cole\U0010ffff' ORDER BY word, person_id LIMIT 200"
    )
    numbers = (
        f"SELECT person_id FROM person_phone WHERE workspace_id = '{workspace}' "
        "AND e164 >= '+1303555' AND e164 < '+1303556' ORDER BY e164 LIMIT 200"
    )
    assert "person_phone.e164 >= " in by_number
    with office.desk.uow.write() as tx:
        if tx.session.get_bind().dialect.name == "postgresql":
            tx.session.execute(text("SET LOCAL enable_seqscan = off"))
            tx.session.execute(text("SET LOCAL enable_sort = off"))
        assert "pk_person_word" in plan(tx, words) or "autoindex_person_word" in plan(tx, words)
        assert "ix_person_phone_workspace_id_e164" in plan(tx, numbers)


def kinds(office: Office) -> list[str]:
    with office.desk.uow.read() as session:
        return list(session.scalars(select(AuditEntry.kind)))


def test_strangers_have_no_words(office: Office) -> None:
    office.desk.says("Hi", peer=ANNA)
    with office.desk.uow.read() as session:
        assert session.scalars(select(Person.name)).all() == [""]
        assert session.scalars(select(PersonWord)).all() == []
