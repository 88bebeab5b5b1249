"""Opening a record: painted from what is known, read from the CRM, never written there."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.integration.crm.made_up import ANNA, MadeUp, Office
from tests.integration.threads.test_beside import statements
from threadside.linking.problems import (
    Garbled,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.linking.values import Fact, Member, Owner, Ref, RemotePhone
from threadside.store.tables import CrmRecord


def test_what_is_not_linked_has_no_context(office: Office) -> None:
    shown = office.desk.get("/v1/beside", crm="other", account="x", type="contact", id="1")
    assert shown["context"]["state"] == "none"


def test_a_record_that_was_never_read_paints_at_once_with_the_numbers_of_the_page(
    office: Office,
) -> None:
    office.contact("1", "Anna Fernández", "(720) 555-0142")
    shown = office.beside("1", phones=["(720) 555-0142"], name="Anna")
    assert shown["context"]["state"] == "loading"
    assert (shown["state"], shown["thread"]["phone"]) == ("new", ANNA)
    assert office.holds.asked == []


def test_reading_it_makes_the_person_with_the_number_the_name_and_the_card(office: Office) -> None:
    office.contact(
        "1", "Anna Fernández", "(720) 555-0142", company="Foothill", title="Buyer",
        owner=Owner("7", "Kim"), state="CO", country="US", language="es",
        facts=(Fact("Open deals", "2", "https://acme.example/deals"),),
    )  # fmt: skip
    answer = office.refresh("1")
    assert answer["people_changed"] is True
    assert answer["context"]["state"] == "fresh"
    assert answer["context"]["url"] == "https://acme.example/c/1"
    lines = {each["label"]: each["value"] for each in answer["context"]["fields"]}
    assert lines["Owner"] == "Kim"
    assert lines["Open deals"] == "2"
    shown = office.beside("1")
    assert shown["state"] == "person"
    anna = shown["people"][0]
    assert (anna["name"], anna["company"], anna["title"]) == ("Anna Fernández", "Foothill", "Buyer")
    assert shown["thread"]["phone"] == ANNA
    assert anna["hint"]["reason"] == "new"
    assert office.person(anna["id"]).state == "CO"


def test_who_owns_somebody_stays_named_when_they_are_read_among_others(office: Office) -> None:
    """CRMs give the people of a deal with their owners' ids alone, of which nobody has left."""
    anna = office.contact("1", "Anna Fernández", ANNA, owner=Owner("7", "Kim"))
    ben = office.contact("2", "Ben Ode", "(720) 555-0143", owner=Owner("8"))
    office.refresh("1")
    members = [Member(replace(anna, owner=Owner("7")), primary=True), Member(ben)]
    office.deal("9", "Roof", *members)
    office.refresh("9", "deal")

    def owner(id_: str) -> list[str]:
        lines = office.beside(id_)["context"]["fields"]
        return [each["value"] for each in lines if each["label"] == "Owner"]

    assert (owner("1"), owner("2")) == (["Kim"], [])


def test_the_snapshot_takes_one_statement_more_where_a_crm_is_linked(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.opened("1")
    with statements(office.desk) as seen:
        office.beside("1")
    about_crms = [each for each in seen if "FROM crm_connection" in each]
    assert len(about_crms) == 1
    assert len(seen) <= 9, "\n".join(seen)


def test_a_burst_of_openings_asks_once(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    threads = [threading.Thread(target=office.refresh, args=("1",)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert office.holds.asked == ["record contact 1"]


def test_what_was_read_a_while_ago_is_old_and_read_again(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    office.desk.clock.advance(minutes=10)
    assert office.beside("1")["context"]["state"] == "stale"
    office.change("1", company="Summit")
    assert office.refresh("1")["context"]["state"] == "fresh"
    assert office.beside("1")["people"][0]["company"] == "Summit"


def test_who_else_has_it_open_is_told(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    before = office.desk.head()
    office.desk.clock.advance(minutes=1)
    office.refresh("1")
    assert office.desk.events(before) == []
    office.desk.clock.advance(minutes=1)
    office.change("1", company="Summit")
    office.refresh("1")
    told = [event.payload for event in office.desk.events(before)]
    assert {"record", "person"} <= {each["type"] for each in told}
    assert next(e for e in told if e["type"] == "record")["record"] == office.key("1")


def test_a_deal_gives_its_people_with_their_roles_the_primary_one_first(office: Office) -> None:
    ben = office.contact("2", "Ben Ito", "+13035550177")
    anna = office.contact("1", "Anna Fernández", ANNA)
    office.deal("9", "Roof", Member(ben, "Payer"), Member(anna, "Decision maker", primary=True))
    shown = office.opened("9", "deal")
    assert shown["state"] == "choose"
    assert [one["name"] for one in shown["people"]] == ["Anna Fernández", "Ben Ito"]
    hints = [one["hint"] for one in shown["people"]]
    assert [(each["role"], each["primary"]) for each in hints] == [
        ("Decision maker", True), ("Payer", False),
    ]  # fmt: skip
    choice = {"record": office.key("9", "deal"), "person": shown["people"][1]["id"]}
    assert office.desk.ask("PUT", "/v1/records/person", choice).status_code == 204
    office.desk.clock.advance(minutes=1)
    again = office.opened("9", "deal")
    assert again["person_id"] == shown["people"][1]["id"]
    assert office.beside("2")["person_id"] == shown["people"][1]["id"]


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (NeedsSignIn("revoked"), "needs_sign_in"),
        (Throttled(30), "throttled"),
        (Unavailable("slow"), "slow"),
        (Unavailable("broken"), "unavailable"),
        (Garbled("html"), "unavailable"),
        (Refused("forbidden"), "unavailable"),
        (KeyError("properties"), "unavailable"),
    ],
)
def test_a_crm_that_does_not_answer_leaves_what_is_known(
    office: Office, problem: Exception, state: str
) -> None:
    office.contact("1", "Anna Fernández", ANNA, company="Foothill")
    office.refresh("1")
    office.desk.clock.advance(minutes=10)
    office.fails(problem)
    context = office.refresh("1")["context"]
    assert context["state"] == state
    assert "Madeup" in context["words"]
    assert "Foothill" in [field["value"] for field in context["fields"]]
    assert office.beside("1")["thread"]["phone"] == ANNA
    office.fails(None)
    assert office.refresh("1")["context"]["state"] == "fresh"


def test_a_slow_crm_is_not_waited_for_and_kept_when_it_answers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threadside.http.records.REFRESH_S", 0.05)
    office.holds.wait = threading.Event()
    office.contact("1", "Anna Fernández", ANNA)
    assert office.refresh("1")["context"]["state"] == "loading"
    office.holds.wait.set()
    office.lookups.close(wait=True)
    assert office.beside("1")["context"]["state"] == "fresh"


def test_a_deleted_record_says_so_and_keeps_its_person(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    person = office.opened("1")["person_id"]
    office.desk.clock.advance(minutes=1)
    del office.holds.records[Ref("contact", "1")]
    assert office.refresh("1")["context"]["state"] == "gone"
    assert office.beside("1")["person_id"] == person


def test_a_merged_record_leads_to_the_one_that_took_its_place(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.contact("2", "Anna F.", ANNA)
    person = office.opened("1")["person_id"]
    office.desk.clock.advance(minutes=1)
    office.holds.gone[Ref("contact", "1")] = Ref("contact", "2")
    context = office.refresh("1")["context"]
    assert (context["state"], context["merged_into"]) == ("merged", office.key("2"))
    assert office.beside("2")["person_id"] == person


def test_records_merged_in_a_circle_come_to_an_end(office: Office) -> None:
    a, b = Ref("contact", "1"), Ref("contact", "2")
    office.holds.gone = {a: b, b: a}
    assert office.refresh("1")["context"]["state"] in {"merged", "gone"}
    assert len(office.holds.asked) <= 5


def test_hostile_answers_are_bounded_and_plain(office: Office) -> None:
    office.contact(
        "1", "<script>alert(1)</script>\x00\u202e" + "x" * 5000,
        *(f"+1720555{n:04d}" for n in range(1000)),
        facts=(Fact("Order", "1", "javascript:alert(1)"),), company="\x1b[31mRed",
    )  # fmt: skip
    shown = office.opened("1")
    name = shown["people"][0]["name"]
    assert name.startswith("<script>")
    assert len(name) <= 200
    assert "\u202e" not in name
    assert len(shown["people"][0]["phones"]) == 40
    fact = next(f for f in shown["context"]["fields"] if f["label"] == "Order")
    assert fact["url"] is None


def test_another_record_than_asked_for_is_not_believed(office: Office) -> None:
    office.holds.records[Ref("contact", "1")] = office.contact("2", "Ben Ito", ANNA)
    assert office.refresh("1")["context"]["state"] == "unavailable"
    assert office.beside("1")["people"] == []


def test_a_number_that_cannot_be_read_stands_with_its_problem(office: Office) -> None:
    office.contact("1", "Anna Fernández", "call the office")
    shown = office.opened("1")
    assert shown["state"] == "no_number"
    assert shown["people"][0]["phones"][0]["problem"]


def test_plain_numbers_are_read_in_the_country_of_the_record(office: Office) -> None:
    office.contact("1", "Anna Rossi", "347 234 5678", country="IT")
    assert office.opened("1")["thread"]["phone"] == "+393472345678"


def test_the_mapped_field_comes_first(office: Office) -> None:
    office.set(mapping={"phones": ["mobile", "work"]})
    office.contact("1", "Anna", phones=(
        RemotePhone("+13035550177", "Work", "work"), RemotePhone(ANNA, "Mobile", "mobile"),
    ))  # fmt: skip
    assert office.opened("1")["thread"]["phone"] == ANNA


def test_a_flag_of_the_crm_opts_them_out_once_and_never_in(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA, opted_out=True)
    shown = office.opened("1")
    assert shown["people"][0]["opted_out_at"] is not None
    assert shown["verdict"]["state"] == "stop"
    office.desk.clock.advance(minutes=5)
    office.desk.says("START")
    assert office.opened("1")["people"][0]["opted_out_at"] is None
    office.desk.clock.advance(minutes=5)
    office.change("1", opted_out=False)
    office.desk.says("STOP")
    assert office.opened("1")["people"][0]["opted_out_at"] is not None


def test_somebody_who_asks_without_end_is_asked_to_wait(office: Office) -> None:
    for _ in range(120):
        office.desk.ask("POST", "/v1/records/refresh", office.key("1", crm="other"))
    answer = office.desk.ask("POST", "/v1/records/refresh", office.key("1"))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1


def test_the_same_person_in_two_crms_is_one_with_both_records(office: Office) -> None:
    other = MadeUp("second")
    office.link(other)
    office.contact("1", "Anna Fernández", ANNA)
    office.contact("x9", "Fernandez, Anna", ANNA, crm=other)
    first = office.opened("1")["person_id"]
    office.refresh("x9", crm="second")
    shown = office.desk.get("/v1/beside", **office.key("x9", crm="second"))
    assert shown["person_id"] == first
    assert shown["people"][0]["hint"]["reason"] == "number_and_name"


def test_two_names_on_one_number_are_two_people(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.contact("2", "Ben Fernández", ANNA)
    first = office.opened("1")["person_id"]
    shown = office.opened("2")
    assert shown["person_id"] not in {None, first}
    both = office.desk.get(
        "/v1/beside", crm="generic", account="page", type="contact", id="z", phones=ANNA
    )
    assert both["state"] == "choose"


def test_a_request_of_a_process_that_died_is_made_again(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    office.desk.clock.advance(minutes=10)
    with office.desk.uow.write() as tx:
        row = tx.session.query(CrmRecord).one()
        row.asked_at = tx.now - timedelta(seconds=21)
    assert office.refresh("1")["context"]["state"] == "fresh"
