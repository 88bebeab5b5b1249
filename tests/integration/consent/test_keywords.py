"""STOP, START and HELP: effects in the transaction that folds the text in."""

import pytest
from sqlalchemy import select

from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from threadside.store.tables import ConsentEvent, Suppression

CONFIRMED = (
    "Foothill Solar: You are unsubscribed and will get no more texts from us."
    " Reply START to get them again."
)


def ledger(desk: Desk) -> list[tuple[str, str, str, str]]:
    """The consent ledger: kind, keyword, phone and the person's own words, oldest first.

    Conversations, which every text of theirs may begin, are left out.
    """
    with desk.uow.read() as session:
        rows = session.scalars(
            select(ConsentEvent)
            .where(ConsentEvent.scope != "conversational")
            .order_by(ConsentEvent.id)
        )
        return [(row.kind, row.keyword, row.phone, row.words) for row in rows]


def verdict(desk: Desk, phone: str = ANNA, line: str | None = None) -> tuple[str, str]:
    """State and code for a number."""
    found = desk.get("/v1/verdict", phone=phone, line=line or desk.line.id)
    return found["state"], found["code"]


@pytest.mark.parametrize(
    "words",
    ["STOP", "stop", " Stop. Thank you ", "quit", "END", "revoke", "opt out", "Cancel",
     "UNSUBSCRIBE", "STOP STOP", "S T O P", "ｓｔｏｐ", "stopall", "arrêt", "STOP 🛑"],
)  # fmt: skip
def test_a_stop_word_closes_texting_in_the_persons_own_words(desk: Desk, words: str) -> None:
    anna = desk.person()
    desk.says(words)
    assert verdict(desk) == ("stop", "opted_out")
    ((kind, _, phone, said),) = ledger(desk)
    assert (kind, phone, said) == ("revoked", ANNA, words)
    text, event, confirmation = desk.timeline(anna)
    assert (text["text"], event["kind"]) == (words, "event")
    assert event["words"].startswith("Anna Fernández asked to stop")
    assert (confirmation["direction"], confirmation["origin"]) == ("out", "automation")


@pytest.mark.parametrize(
    "words",
    ["We have got to STOP this terrible bill", "Don't stop", "Stop by at 5?", "the end",
     "Please cancel my appointment", "Liked “Reply STOP to opt out”", "nonstop", "YES"],
)  # fmt: skip
def test_a_keyword_inside_a_sentence_is_for_a_person_to_read(desk: Desk, words: str) -> None:
    desk.person()
    desk.says(words)
    assert verdict(desk)[0] == "go"
    assert ledger(desk) == []


def test_an_opt_out_holds_for_every_line_and_member_and_for_the_number(desk: Desk) -> None:
    second = desk.open_line("+18505550111")
    anna, maya = desk.person(), desk.person("Maya Fernández", ANNA)
    desk.says("STOP")
    assert verdict(desk, line=second.id) == ("stop", "opted_out")
    colleague = desk.build.member(desk.workspace, role="admin")
    for person in (anna, maya):
        body = desk.wish(person, line=second.id)
        answer = desk.ask("POST", "/v1/messages", body, who=colleague)
        assert (answer.status_code, answer.json["code"]) == (409, "refused")


def test_an_opt_out_stays_in_its_workspace(desk: Desk, open_desk: OpenDesk) -> None:
    elsewhere = open_desk()
    desk.says("STOP")
    assert verdict(elsewhere) == ("go", "never_texted")


def test_texts_that_have_not_left_are_taken_back_on_every_line(desk: Desk) -> None:
    second = desk.open_line("+18505550111")
    anna = desk.person()
    held = desk.press(anna, "held")
    other = desk.press(anna, "on another line", line=second.id)
    to_ben = desk.press(desk.person("Ben Cole", BEN), "to Ben", phone=BEN)
    desk.says("STOP")
    for sent in (held, other):
        shown = desk.get(f"/v1/messages/{sent['id']}")
        assert (shown["state"], shown["failure"]["code"]) == ("failed", "opted_out")
    desk.after_hold()
    assert [text for text in desk.carrier.texts if "unsubscribed" not in text] == ["to Ben"]
    assert desk.state(to_ben["id"]) == "submitted"


def test_queued_texts_that_wait_for_another_try_are_taken_back(desk: Desk) -> None:
    from threadside.sending.port import NotAccepted

    sent = desk.press(desk.person())
    desk.carrier.next_answers = [NotAccepted("throttle", "throttled", 60.0)]
    desk.after_hold()
    desk.says("STOP")
    assert desk.state(sent["id"]) == "failed"
    desk.clock.advance(minutes=2)
    desk.send_due()
    assert desk.carrier.texts == ["Hello", CONFIRMED]


def test_start_opens_texting_again_and_the_ledger_keeps_both(desk: Desk) -> None:
    anna = desk.person()
    desk.says("STOP")
    desk.says("Start")
    assert verdict(desk)[0] == "go"
    assert [(kind, keyword) for kind, keyword, _, _ in ledger(desk)] == [
        ("revoked", "stop"),
        ("restored", "start"),
    ]
    desk.press(anna)
    desk.after_hold()
    assert desk.carrier.texts[-1] == "Hello"


def test_what_was_taken_back_does_not_come_back_with_start(desk: Desk) -> None:
    desk.press(desk.person())
    desk.says("STOP")
    desk.says("START")
    desk.after_hold()
    assert "Hello" not in desk.carrier.texts


def test_a_second_stop_keeps_the_first_moment_and_stands_in_the_ledger(desk: Desk) -> None:
    desk.says("STOP")
    first = desk.clock()
    desk.clock.advance(days=3)
    desk.says("quit")
    with desk.uow.read() as session:
        (suppression,) = session.scalars(select(Suppression)).all()
    assert (suppression.since, suppression.words) == (first, "STOP")
    assert len(ledger(desk)) == 2


def test_help_is_noted_and_changes_nothing(desk: Desk) -> None:
    desk.person()
    desk.says("HELP")
    assert verdict(desk)[0] == "go"
    assert [(kind, keyword) for kind, keyword, _, _ in ledger(desk)] == [("help", "help")]


def test_a_stop_that_was_delivered_twice_is_one_line_of_the_ledger(desk: Desk) -> None:
    for _ in range(2):
        desk.says("STOP", message_uuid="6d8b5a31")
    assert len(ledger(desk)) == 1


def test_a_stranger_can_opt_out_before_anybody_knows_them(desk: Desk) -> None:
    desk.says("STOP", peer=BEN)
    shown = desk.get(
        "/v1/beside", crm="sample", account="acme", type="contact", id="1", phones=[BEN]
    )
    assert shown["verdict"]["code"] == "opted_out"
    assert shown["people"][0]["opted_out_at"] is not None


def test_the_verdict_tells_when_where_and_in_which_words(desk: Desk) -> None:
    desk.person()
    desk.says("STOP")
    found = desk.get("/v1/verdict", phone=ANNA, line=desk.line.id)
    assert "“STOP”" in found["detail"]
    assert "Mar 2, 2026" in found["detail"]
    assert "Front desk" in found["detail"]
