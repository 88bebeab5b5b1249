"""What is texted stands in the linked CRM: each text once, on the right record, as it ended."""

from sqlalchemy import event

from tests.integration.crm.ledger import ACCOUNT, Ledger
from tests.integration.crm.logged import Logged, link
from tests.integration.desk import Desk
from threadside.crm import log
from threadside.linking.values import Ref

NOT_YET, THERE = "Not in the CRM yet", "In the CRM"


def opened(kind: str, remote_id: str) -> dict[str, str]:
    return {"crm": "ledger", "account": ACCOUNT, "type": kind, "id": remote_id}


def sent(logged: Logged, person: object, text: str = "Hello", **values: object) -> str:
    """A text that was pressed and left; its id."""
    message_id = str(logged.desk.press(person, text, **values)["id"])  # type: ignore[arg-type]
    logged.desk.after_hold()
    return message_id


def test_a_text_that_was_delivered_stands_there_once_as_it_turned_out(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    anna = desk.person()
    logged.contact(anna)
    message_id = sent(logged, anna, "The roof is done")
    logged.write()
    desk.reports(message_id, "delivered")
    logged.write()
    (found,) = ledger.standing(message_id)
    assert found.entry.who == Ref("contact", "7")
    assert found.entry.direction == "out"
    lines = found.entry.body.splitlines()
    assert lines[0] == "Sent Mar 2, 2026, 8:30 AM MST · Kim Okafor · Delivered"
    assert lines[1] == "The roof is done"
    assert lines[-1] == found.entry.key
    assert found.entry.subject == "Text to +17205550142"
    assert ledger.calls == ["write", "rewrite"]


def test_a_state_that_follows_at_once_is_written_with_it(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    anna = desk.person()
    logged.contact(anna)
    message_id = sent(logged, anna)
    logged.writer.write_due()
    desk.reports(message_id, "delivered")
    logged.write()
    assert ledger.calls == ["write"]
    assert "Delivered" in ledger.standing(message_id)[0].entry.body


def test_a_text_that_arrived_stands_there_with_its_words(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    anna = desk.person()
    logged.contact(anna)
    desk.says("Is Thursday still fine?")
    logged.write()
    (entry,) = ledger.on("7")
    assert entry.direction == "in"
    assert entry.body.startswith("Received Mar 2, 2026, 8:30 AM MST\nIs Thursday still fine?\n\n")


def test_a_text_that_failed_says_why(logged: Logged, desk: Desk, ledger: Ledger) -> None:
    anna = desk.person()
    logged.contact(anna)
    message_id = sent(logged, anna)
    desk.reports(message_id, "rejected", code=1210)
    logged.write()
    (found,) = ledger.standing(message_id)
    head = found.entry.body.splitlines()[0]
    assert ":" in head.split(" · ")[-1], head


def test_nothing_is_told_of_a_text_that_was_taken_back(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    anna = desk.person()
    logged.contact(anna)
    made = desk.press(anna, "Wrong chat")
    assert made["crm"] is None, "it has not left"
    assert desk.ask("POST", f"/v1/messages/{made['id']}/undo").status_code == 200
    desk.after_hold()
    logged.write()
    assert ledger.calls == []
    assert [entry.state for entry in logged.entries()] == ["dropped"]


def test_reps_see_where_a_text_stands_and_are_told_when_that_changes(
    logged: Logged, desk: Desk
) -> None:
    anna = desk.person()
    logged.contact(anna)
    desk.says("Hello")
    assert logged.shown(anna) == [NOT_YET]
    before = desk.head()
    logged.write()
    assert logged.shown(anna) == [THERE]
    told = [each.payload["item"]["crm"] for each in desk.events(before)]
    assert told == [{"state": "written", "crm": "ledger", "words": THERE, "url": None}]


def test_a_changed_state_of_a_text_that_stands_there_is_no_news_of_the_crm(
    logged: Logged, desk: Desk
) -> None:
    anna = desk.person()
    logged.contact(anna)
    message_id = sent(logged, anna)
    logged.write()
    before = desk.head()
    desk.reports(message_id, "delivered")
    logged.write()
    assert len(desk.events(before)) == 1, "the delivery, and nothing of the CRM"
    assert logged.shown(anna) == [THERE]


def test_it_goes_on_the_record_that_was_open_if_that_leads_to_the_person(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    anna = desk.person()
    logged.contact(anna, "7")
    logged.contact(anna, "8")
    logged.contact(anna, "55", "deal")
    on_other = sent(logged, anna, "one", record=opened("contact", "8"))
    on_deal = sent(logged, anna, "two", record=opened("deal", "55"))
    elsewhere = sent(logged, anna, "three", record=opened("contact", "999"))
    logged.write()
    whom = {
        id_: (found.entry.who.id, found.entry.about)
        for id_ in (on_other, on_deal, elsewhere)
        for found in ledger.standing(id_)
    }
    assert whom == {
        on_other: ("8", None), on_deal: ("7", Ref("deal", "55")), elsewhere: ("7", None),
    }  # fmt: skip


def test_nobody_who_has_no_record_there_is_logged_until_they_have_one(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    anna = desk.person()
    desk.says("Who are you?")
    logged.write()
    assert (ledger.calls, logged.shown(anna)) == ([], [None])
    logged.contact(anna)
    with desk.uow.write() as tx:
        assert log.linked(tx, desk.workspace.id, anna.id) == 1
    with desk.uow.write() as tx:
        assert log.linked(tx, desk.workspace.id, anna.id) == 0
    logged.write()
    assert len(ledger.on("7")) == 1
    assert logged.shown(anna) == [THERE]


def test_texts_from_before_the_crm_was_linked_stay_out(desk: Desk, ledger: Ledger) -> None:
    anna = desk.person()
    desk.says("Long ago")
    desk.clock.advance(days=1)
    logged = link(desk, ledger)
    logged.contact(anna)
    with desk.uow.write() as tx:
        assert log.linked(tx, desk.workspace.id, anna.id) == 0


def test_a_connection_whose_log_is_off_hears_nothing(desk: Desk, ledger: Ledger) -> None:
    logged = link(desk, ledger, log_mode="off")
    logged.contact(desk.person())
    desk.says("Hello")
    logged.write()
    assert logged.entries() == []


def test_what_goes_to_and_fro_is_written_in_its_order(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    anna = desk.person()
    logged.contact(anna)
    texts = []
    for number in range(4):
        desk.says(f"theirs {number}")
        sent(logged, anna, f"ours {number}")
        texts += [f"theirs {number}", f"ours {number}"]
    logged.write()
    assert [entry.body.splitlines()[1] for entry in ledger.on("7")] == texts


def test_a_day_is_one_entry_that_grows(daily: Logged, desk: Desk, ledger: Ledger) -> None:
    anna = desk.person(zone="America/Denver")
    daily.contact(anna)
    desk.says("Good morning")
    daily.write()
    message_id = sent(daily, anna, "Good morning to you")
    desk.reports(message_id, "delivered")
    daily.write()
    (entry,) = ledger.on("7")
    assert entry.direction == "both"
    assert entry.subject == "Texts of Mar 2, 2026"
    assert entry.body.splitlines()[0] == "Mar 2, 2026 (MST)"
    assert entry.body.index("Good morning\n") < entry.body.index("Good morning to you")
    desk.clock.advance(hours=16)
    desk.says("And a good day")
    daily.write()
    assert len(ledger.on("7")) == 2, "it is tomorrow in Denver"
    assert daily.shown(anna) == [THERE] * 3


def test_without_a_linked_crm_a_text_costs_one_look(desk: Desk) -> None:
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if "crm_" in statement:
            asked.append(statement)

    anna = desk.person()
    event.listen(desk.uow.engine, "before_cursor_execute", note)
    try:
        desk.press(anna)
    finally:
        event.remove(desk.uow.engine, "before_cursor_execute", note)
    assert len(asked) == 1
