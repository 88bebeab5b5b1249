"""The snapshot that paints one record: whom it means, and what may be done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, update

from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from threadside.ids import new_id
from threadside.store.tables import Person, Record, RecordPerson, Thread

REF = {"crm": "sample", "account": "acme", "type": "contact", "id": "1001"}


def link(desk: Desk, *people: Person, name: str = "", **ref: str) -> dict[str, str]:
    """A record of the CRM that means these people, in this order."""
    key = REF | ref
    record = Record(
        id=new_id(), workspace_id=desk.workspace.id, crm=key["crm"], account=key["account"],
        type=key["type"], remote_id=key["id"], name=name, created_at=desk.clock(),
    )  # fmt: skip
    desk.build.add(record)
    for place, person in enumerate(people):
        desk.build.add(RecordPerson(record_id=record.id, person_id=person.id, position=place))
    return key


def beside(desk: Desk, **query: Any) -> dict[str, Any]:
    """The snapshot of the record, as the sidebar asks for it."""
    return dict(desk.get("/v1/beside", **(REF | query)))


@contextmanager
def statements(desk: Desk) -> Iterator[list[str]]:
    """Every query that runs in the block."""
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            seen.append(statement)

    event.listen(desk.uow.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(desk.uow.engine, "before_cursor_execute", note)


def test_a_record_of_one_person_shows_that_person(desk: Desk) -> None:
    anna = desk.person(title="Office manager", company="Alpine Dental")
    link(desk, anna)
    desk.press(anna)
    shown = beside(desk)
    assert (shown["state"], shown["person_id"], shown["record"]["known"]) == (
        "person",
        anna.id,
        True,
    )
    assert shown["thread"]["phone"] == ANNA
    assert shown["thread"]["line_id"] == desk.line.id
    assert [item["text"] for item in shown["timeline"]["items"]] == ["Hello"]
    assert shown["verdict"]["state"] == "go"
    assert shown["values"]["first_name"] == "Anna"
    assert shown["seq"] == desk.head()


def test_a_record_of_several_people_asks_who_is_meant(desk: Desk) -> None:
    link(desk, desk.person(), desk.person("Ben Cole", BEN), name="Dental fit-out")
    shown = beside(desk)
    assert (shown["state"], shown["person_id"], shown["timeline"]["items"]) == ("choose", None, [])
    assert [person["name"] for person in shown["people"]] == ["Anna Fernández", "Ben Cole"]
    assert shown["record"]["name"] == "Dental fit-out"


def test_who_was_chosen_is_remembered_for_everybody(desk: Desk) -> None:
    ben = desk.person("Ben Cole", BEN)
    link(desk, desk.person(), ben)
    answer = desk.ask("PUT", "/v1/records/person", {"record": REF, "person": ben.id})
    assert answer.status_code == 204
    colleague = desk.build.member(desk.workspace)
    for who in (desk.rep, colleague):
        shown = desk.get("/v1/beside", who=who, **REF)
        assert (shown["state"], shown["person_id"]) == ("person", ben.id)
        assert len(shown["people"]) == 2


def test_a_pinned_person_is_shown_and_nothing_is_remembered(desk: Desk) -> None:
    ben = desk.person("Ben Cole", BEN)
    link(desk, desk.person(), ben)
    assert beside(desk, person=ben.id)["person_id"] == ben.id
    assert beside(desk)["state"] == "choose"


def test_somebody_who_is_not_on_the_record_can_not_be_pinned(desk: Desk) -> None:
    link(desk, desk.person(), desk.person("Maya", "+17205550143"))
    assert beside(desk, person=desk.person("Ben Cole", BEN).id)["state"] == "choose"


@pytest.mark.parametrize("raw", ["+1 (720) 555-0142", "720.555.0142", "tel:+17205550142"])
def test_an_unknown_record_is_known_by_the_number_on_its_page(desk: Desk, raw: str) -> None:
    anna = desk.person()
    shown = beside(desk, phones=[raw])
    assert (shown["state"], shown["person_id"], shown["record"]["known"]) == (
        "person",
        anna.id,
        False,
    )


def test_a_shared_number_on_an_unknown_page_asks_who_is_meant(desk: Desk) -> None:
    desk.person()
    desk.person("Maya Fernández", ANNA)
    assert beside(desk, phones=[ANNA])["state"] == "choose"


def test_the_record_decides_and_a_number_on_the_page_only_helps(desk: Desk) -> None:
    """A page may still show the last contact's number under the next contact's URL."""
    anna = desk.person()
    desk.person("Ben Cole", BEN)
    link(desk, anna)
    assert beside(desk, phones=[BEN])["person_id"] == anna.id


def test_a_number_nobody_knows_can_be_texted_as_somebody_new(desk: Desk) -> None:
    shown = beside(desk, phones=["(303) 555-0177"], name="Ben Cole")
    assert (shown["state"], shown["new_name"]) == ("new", "Ben Cole")
    assert (shown["thread"]["phone"], shown["thread"]["person_id"]) == (BEN, None)
    assert shown["verdict"]["code"] == "never_texted"


def test_unreadable_numbers_are_shown_with_what_is_wrong(desk: Desk) -> None:
    shown = beside(desk, phones=["ask the front desk"], name="Ben Cole")
    assert shown["state"] == "no_number"
    assert shown["page_phones"][0]["raw"] == "ask the front desk"
    assert shown["page_phones"][0]["problem"]
    assert (shown["verdict"]["state"], shown["verdict"]["code"]) == ("stop", "number_not_a_number")


def test_a_person_without_a_number_has_a_timeline_and_no_way_to_text(desk: Desk) -> None:
    person = desk.build.person(desk.workspace, "Nora Quiet")
    link(desk, person)
    shown = beside(desk)
    assert (shown["state"], shown["person_id"], shown["thread"]["phone"]) == (
        "no_number",
        person.id,
        None,
    )
    assert (shown["verdict"]["state"], shown["verdict"]["code"]) == ("stop", "no_number")


def test_a_page_without_anything_to_go_by_is_empty(desk: Desk) -> None:
    shown = beside(desk)
    assert (shown["state"], shown["people"], shown["new_name"]) == ("empty", [], None)


def test_the_same_record_in_another_account_is_another_record(desk: Desk) -> None:
    """Two hosts of one CRM both have a contact 1001."""
    anna, ben = desk.person(), desk.person("Ben Cole", BEN)
    link(desk, anna)
    link(desk, ben, account="other.example.com")
    assert beside(desk)["person_id"] == anna.id
    assert beside(desk, account="other.example.com")["person_id"] == ben.id


def test_the_line_of_the_last_conversation_sticks(desk: Desk) -> None:
    """D-6"""
    second = desk.open_line("+18505550111", position=1)
    anna = desk.person()
    link(desk, anna)
    assert beside(desk)["thread"]["line_id"] == desk.line.id
    desk.press(anna, line=second.id)
    assert beside(desk)["thread"]["line_id"] == second.id
    desk.clock.advance(minutes=1)
    desk.says("Thursday works")
    assert beside(desk)["thread"]["line_id"] == desk.line.id


def test_a_pinned_line_and_a_pinned_number_are_kept(desk: Desk) -> None:
    second = desk.open_line("+18505550111", position=1)
    anna = desk.person("Anna Fernández", ANNA, "+17205550143")
    link(desk, anna)
    desk.press(anna)
    shown = beside(desk, line=second.id, phone="+17205550143")
    assert shown["thread"]["line_id"] == second.id
    assert shown["thread"]["phone"] == "+17205550143"
    assert shown["thread"]["id"] is None


def test_a_line_that_is_not_live_is_not_offered_first(desk: Desk) -> None:
    live = desk.open_line("+18505550111", position=2)
    with desk.uow.write() as tx:
        tx.session.execute(
            update(type(live)).where(type(live).id != live.id).values(state="paused")
        )
    link(desk, desk.person())
    assert beside(desk)["thread"]["line_id"] == live.id


def test_what_is_new_to_one_member_is_marked_for_that_member(desk: Desk) -> None:
    link(desk, desk.person())
    desk.says("Hello")
    assert beside(desk)["unread_after"] == 0
    person_id = beside(desk)["person_id"]
    desk.ask("POST", f"/v1/people/{person_id}/read", {"seq": desk.head()})
    assert beside(desk)["unread_after"] > 0
    colleague = desk.build.member(desk.workspace)
    assert desk.get("/v1/beside", who=colleague, **REF)["unread_after"] == 0


@pytest.mark.parametrize("history", [0, 120])
def test_it_takes_at_most_eight_statements_however_long_the_history(
    desk: Desk, history: int
) -> None:
    anna = desk.person("Anna Fernández", ANNA, "+17205550143")
    link(desk, anna, desk.person("Ben Cole", BEN))
    desk.open_line("+18505550111")
    for number in range(history // 2):
        desk.arrives(f"answer {number}")
        note = {"client_key": f"note-number-{number}", "text": "A note"}
        desk.ask("POST", f"/v1/people/{anna.id}/notes", note)
    desk.fold()
    desk.token()
    with statements(desk) as seen:
        shown = beside(desk, person=anna.id, phones=[ANNA, BEN])
    assert len(shown["timeline"]["items"]) == min(history, 30)
    assert len(seen) <= 8, "\n".join(seen)


def test_an_unknown_page_takes_no_more(desk: Desk) -> None:
    desk.person()
    desk.token()
    with statements(desk) as seen:
        beside(desk, phones=[ANNA])
    assert len(seen) <= 8, "\n".join(seen)


def test_threads_of_another_workspace_are_not_joined(desk: Desk, open_desk: OpenDesk) -> None:
    elsewhere = open_desk()
    anna = desk.person()
    link(desk, anna)
    elsewhere.press(elsewhere.person(), "not for here")
    shown = beside(desk)
    assert shown["timeline"]["items"] == []
    assert shown["verdict"]["code"] == "never_texted"
    with desk.uow.read() as session:
        assert session.query(Thread).count() == 1
