"""Where a queued text stands, in numbers and in words."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from tests.integration.desk import Desk, OpenDesk
from tests.integration.paced import limit_account, limit_brand, limit_campaign, limit_line
from tests.integration.sending.drain import drain, queue
from threadside.sending.place import place
from threadside.store.tables import Line


def stands(desk: Desk, message_id: str) -> tuple[int, float | None, str]:
    """Texts before it, seconds until it leaves, the words."""
    shown = desk.get(f"/v1/messages/{message_id}/place")
    at = shown["leaves_at"]
    left = at and (datetime.fromisoformat(at) - desk.clock()).total_seconds()
    return shown["ahead"], left, shown["words"]


def test_a_text_knows_how_many_leave_before_it_and_when(desk: Desk) -> None:
    limit_line(desk, desk.line, 0.5)
    sent = [queue(desk, number) for number in range(5)]
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    assert len(drain(desk, 1)) == 1
    ahead, seconds, words = stands(desk, sent[4])
    assert ahead == 3
    assert seconds == pytest.approx(8, abs=1)
    assert words == f"3 texts are before it; it leaves in about {round(seconds + 0.5)} s."
    assert stands(desk, sent[2])[2].startswith("1 text is before it;")
    assert stands(desk, sent[1])[2].startswith("It is next")


@pytest.mark.parametrize("limit", ["account", "campaign", "line"])
def test_a_text_leaves_about_when_it_was_told(desk: Desk, limit: str) -> None:
    if limit == "account":
        limit_account(desk, 0.5)
    elif limit == "campaign":
        limit_campaign(desk, 20.0)
    else:
        limit_line(desk, desk.line, 0.4)
    other = desk.open_line("+18505550111", per_second=0.3, burst_seconds=1.0)
    sent = [queue(desk, number, [desk.line, other][number % 2]) for number in range(8)]
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    drain(desk, 2)
    told = {id_: desk.get(f"/v1/messages/{id_}/place")["leaves_at"] for id_ in sent[4:]}
    left = {one.words: one.at for one in drain(desk, 6)}
    for number, at in enumerate(told.values(), start=4):
        off = left[str(number)] - datetime.fromisoformat(at)
        assert abs(off) <= timedelta(seconds=4)


def test_other_lines_count_when_they_share_what_is_scarce(desk: Desk) -> None:
    limit_account(desk, 0.5)
    other = desk.open_line("+18505550111")
    for number in range(6):
        queue(desk, number, other)
    mine = queue(desk, 99)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    drain(desk, 1)
    assert stands(desk, mine)[0] <= 1


def test_a_day_that_is_used_up_is_said_with_its_place(desk: Desk) -> None:
    desk.clock.advance(hours=14)  # the day ends in two and a half hours
    limit_brand(desk, 1)
    sent = [queue(desk, number) for number in range(2)]
    desk.after_hold()
    _, seconds, words = stands(desk, sent[1])
    assert words == (
        "The day's limit of this number's registration is used up; "
        "it goes after midnight in Los Angeles."
    )
    assert seconds == pytest.approx(2.5 * 3600, abs=10)


def test_a_text_whose_time_ends_first_is_told_so(desk: Desk) -> None:
    limit_brand(desk, 1)
    sent = [queue(desk, number) for number in range(2)]
    desk.after_hold()
    ahead, seconds, words = stands(desk, sent[1])
    assert (ahead, seconds) == (0, None)
    assert words.endswith("Send it again tomorrow.")


def test_a_paused_line_and_why(desk: Desk) -> None:
    sent = queue(desk, 1)
    with desk.uow.write() as tx:
        line = tx.session.get_one(Line, desk.line.id)
        line.state, line.pause_reason = "paused", "no_credit"
    desk.after_hold()
    assert stands(desk, sent) == (
        0,
        None,
        "This number is paused: the carrier account is out of credit.",
    )


def test_an_answer_that_is_being_read_in(desk: Desk) -> None:
    sent = desk.press(desk.person())["id"]
    desk.arrives("Wait")
    desk.after_hold()
    assert stands(desk, sent) == (0, None, "Waits for an answer that is being read in.")


def test_a_text_that_is_held_or_has_left_says_that(desk: Desk) -> None:
    sent = queue(desk, 1)
    ahead, seconds, words = stands(desk, sent)
    assert (ahead, seconds) == (0, desk.workspace.hold_seconds)
    assert "taken back" in words
    desk.after_hold()
    assert stands(desk, sent) == (0, None, "Sent")


def test_nobody_is_told_of_other_workspaces_or_of_what_came_in(
    desk: Desk, open_desk: OpenDesk
) -> None:
    sent = queue(desk, 1)
    stranger = open_desk().rep
    assert desk.ask("GET", f"/v1/messages/{sent}/place", who=stranger).status_code == 404
    person = desk.person()
    desk.says("Hello")
    came = next(item["id"] for item in desk.timeline(person) if item["direction"] == "in")
    assert desk.ask("GET", f"/v1/messages/{came}/place").status_code == 404


def test_two_statements_however_long_the_queue(desk: Desk) -> None:
    limit_line(desk, desk.line, 0.1)
    sent = [queue(desk, number) for number in range(6)]
    desk.after_hold()
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(desk.uow.engine, "before_cursor_execute", note)
    try:
        with desk.uow.read() as session:
            place(session, desk.workspace.id, sent[-1], desk.clock())
    finally:
        event.remove(desk.uow.engine, "before_cursor_execute", note)
    assert len(statements) == 2
