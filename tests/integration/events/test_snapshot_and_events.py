"""A snapshot plus the events after it is a fresh snapshot, whatever happened in between."""

from collections.abc import Callable

import pytest

from tests.integration.desk import ANNA, Desk
from tests.integration.events.screen import RECORD, Screen
from threadside.ids import new_id
from threadside.sending.port import NotAccepted, Unknown
from threadside.store.tables import Person, Record, RecordPerson

Happening = Callable[[Desk, Person], None]


def link(desk: Desk, *people: Person) -> None:
    """The CRM's record means these people."""
    record = Record(
        id=new_id(), workspace_id=desk.workspace.id, crm="sample", account="acme",
        type="contact", remote_id="1001", created_at=desk.clock(),
    )  # fmt: skip
    desk.build.add(
        record,
        *(
            RecordPerson(record_id=record.id, person_id=person.id, position=place)
            for place, person in enumerate(people)
        ),
    )


def press(desk: Desk, anna: Person) -> None:
    desk.press(anna)


def press_and_undo(desk: Desk, anna: Person) -> None:
    sent = desk.press(anna)
    desk.ask("POST", f"/v1/messages/{sent['id']}/undo")


def send(desk: Desk, anna: Person) -> None:
    desk.press(anna)
    desk.after_hold()


def send_and_hear_of_it(desk: Desk, anna: Person) -> None:
    sent = desk.press(anna)
    desk.after_hold()
    for word in ("delivered", "submitted", "delivered"):
        desk.reports(sent["id"], word)


def lose_the_answer(desk: Desk, anna: Person) -> None:
    desk.press(anna)
    desk.carrier.next_answers = [Unknown("no_answer")]
    desk.after_hold()


def lose_the_answer_and_hear_of_it(desk: Desk, anna: Person) -> None:
    lose_the_answer(desk, anna)
    desk.reports(desk.timeline(anna)[-1]["id"], "delivered")


def fail(desk: Desk, anna: Person) -> None:
    desk.press(anna)
    desk.carrier.next_answers = [NotAccepted("fail", "bad_number")]
    desk.after_hold()


def pause_the_line(desk: Desk, anna: Person) -> None:
    desk.press(anna)
    desk.carrier.next_answers = [NotAccepted("pause", "account")]
    desk.after_hold()


def try_again(desk: Desk, anna: Person) -> None:
    desk.press(anna)
    desk.carrier.next_answers = [NotAccepted("throttle", "throttled", 2.0)]
    desk.after_hold()
    desk.clock.advance(seconds=2)
    desk.send_due()


def note(desk: Desk, anna: Person) -> None:
    body = {"client_key": "note-on-anna", "text": "Prefers texts"}
    desk.ask("POST", f"/v1/people/{anna.id}/notes", body)


def answer(desk: Desk, anna: Person) -> None:
    desk.says("Thursday works")


def answer_and_read(desk: Desk, anna: Person) -> None:
    desk.says("Thursday works")
    desk.ask("POST", f"/v1/people/{anna.id}/read", {"seq": desk.head()})


def opt_out(desk: Desk, anna: Person) -> None:
    desk.says("STOP")


def opt_out_with_a_text_on_its_way(desk: Desk, anna: Person) -> None:
    desk.press(anna)
    desk.says("STOP")
    desk.after_hold()


def opt_out_and_in(desk: Desk, anna: Person) -> None:
    desk.says("STOP")
    desk.says("START")


def ask_for_help(desk: Desk, anna: Person) -> None:
    desk.says("HELP")


def choose_somebody_else(desk: Desk, anna: Person) -> None:
    maya = desk.person("Maya Fernández", "+17205550143")
    desk.ask("PUT", "/v1/records/person", {"record": RECORD, "person": maya.id})
    desk.says("Maya here", peer="+17205550143")


def nothing_but_a_strangers_text(desk: Desk, anna: Person) -> None:
    desk.says("Is this the roofer?", peer="+13035550177")


HAPPENINGS: list[Happening] = [
    press, press_and_undo, send, send_and_hear_of_it, lose_the_answer,
    lose_the_answer_and_hear_of_it, fail, pause_the_line, try_again, note, answer,
    answer_and_read, opt_out, opt_out_with_a_text_on_its_way, opt_out_and_in, ask_for_help,
    choose_somebody_else, nothing_but_a_strangers_text,
]  # fmt: skip


@pytest.mark.parametrize("happens", HAPPENINGS, ids=lambda happens: happens.__name__)
def test_a_snapshot_and_the_events_above_it_are_a_fresh_snapshot(
    desk: Desk, happens: Happening
) -> None:
    anna = desk.person()
    link(desk, anna)
    desk.press(anna, "An older text")
    desk.clock.advance(minutes=1)
    desk.send_due()
    screen = Screen(desk, desk.rep.id)
    happens(desk, anna)
    screen.catch_up()
    screen.assert_true()


def test_the_first_text_to_a_new_number_turns_the_record_into_a_person(desk: Desk) -> None:
    screen = Screen(desk, desk.rep.id)
    assert screen.shown["state"] == "empty"
    stranger = {"name": "Anna Fernández", "record": RECORD}
    desk.press(None, new_person=stranger, phone=ANNA, seen=0)  # type: ignore[arg-type]
    screen.catch_up()
    screen.assert_true()
    assert screen.shown["state"] == "person"


def test_an_items_versions_rise_and_one_version_is_one_state(desk: Desk) -> None:
    send_and_hear_of_it(desk, desk.person())
    items = [event.payload["item"] for event in desk.events() if event.type == "message"]
    versions = [item["version"] for item in items]
    assert versions == sorted(versions)
    assert items[-1]["state"] == "delivered"
    assert len({(item["version"], item["state"]) for item in items}) == len(set(versions))
