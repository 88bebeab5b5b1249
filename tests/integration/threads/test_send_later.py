"""Texts that go at a time of the rep's choosing (P-7)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.integration.desk import ANNA, Desk
from threadside.store.tables import Line, Suppression


def at(desk: Desk, **ahead: float) -> str:
    """A moment from now, as it stands on the wire."""
    moment = desk.clock.now + timedelta(**ahead)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def later(desk: Desk, person: Any, text: str = "Tomorrow, then", **ahead: float) -> dict[str, Any]:
    """A text that goes in a while, two hours if nothing else is said."""
    return desk.press(person, text, send_at=at(desk, **(ahead or {"hours": 2})))


def state(desk: Desk, message: dict[str, Any]) -> tuple[str, str | None]:
    """What became of it, and why."""
    found = desk.ask("GET", f"/v1/messages/{message['id']}").json
    assert found is not None
    return found["state"], (found["failure"] or {}).get("code")


def test_it_waits_for_its_time_and_then_goes(desk: Desk) -> None:
    message = later(desk, desk.person())
    assert (message["state"], message["state_words"]) == ("held", "Scheduled")
    assert message["send_at"] == message["undo_until"] == at(desk, hours=2)
    desk.clock.advance(hours=1, minutes=59)
    desk.send_due()
    assert desk.carrier.texts == []
    desk.clock.advance(minutes=2)
    desk.send_due()
    assert desk.carrier.texts == ["Tomorrow, then"]


def test_in_the_story_it_stands_where_it_left(desk: Desk) -> None:
    anna = desk.person()
    message = later(desk, anna)
    desk.clock.advance(hours=2)
    desk.send_due()
    [shown] = desk.timeline(anna)
    assert (shown["id"], shown["at"]) == (message["id"], message["send_at"])


def test_it_stands_in_nobodys_way(desk: Desk) -> None:
    anna = desk.person()
    later(desk, anna)
    desk.press(anna, "And now this")
    desk.after_hold()
    assert desk.carrier.texts == ["And now this"]


def test_it_is_taken_back_when_they_write_first(desk: Desk) -> None:
    anna = desk.person()
    message = later(desk, anna)
    now = desk.press(anna, "Are you there?")
    desk.after_hold()
    desk.says("Let's say Friday")
    assert state(desk, message) == ("canceled", "answered")
    assert state(desk, now)[0] != "canceled"
    desk.clock.advance(hours=3)
    desk.send_due()
    assert desk.carrier.texts == ["Are you there?"]


def test_a_stop_says_why_better_than_an_answer_would(desk: Desk) -> None:
    message = later(desk, desk.person())
    desk.says("STOP")
    assert state(desk, message) == ("failed", "opted_out")


def test_whether_they_may_be_texted_is_asked_when_it_goes(desk: Desk) -> None:
    message = later(desk, desk.person())
    row = Suppression(
        workspace_id=desk.workspace.id,
        phone=ANNA,
        since=desk.clock.now,
        keyword="STOP",
        words="Stop it",
        line_id=desk.line.id,
    )
    desk.build.add(row)
    desk.clock.advance(hours=3)
    desk.send_due()
    assert state(desk, message) == ("failed", "opted_out")
    assert desk.carrier.texts == []


def test_it_can_be_taken_back_by_any_colleague(desk: Desk) -> None:
    message = later(desk, desk.person())
    colleague = desk.build.member(desk.workspace)
    undone = desk.ask("POST", f"/v1/messages/{message['id']}/undo", who=colleague)
    assert (undone.status_code, state(desk, message)) == (200, ("canceled", None))


def test_it_can_go_at_once_after_all(desk: Desk) -> None:
    message = later(desk, desk.person())
    assert desk.ask("POST", f"/v1/messages/{message['id']}/send-now").status_code == 200
    desk.send_due()
    assert desk.carrier.texts == ["Tomorrow, then"]
    again = desk.ask("POST", f"/v1/messages/{message['id']}/send-now")
    assert (again.status_code, (again.json or {})["code"]) == (409, "not_scheduled")


@pytest.mark.parametrize("ahead", [{"minutes": -5}, {"seconds": 5}, {"days": 31}])
def test_a_time_that_is_no_later_is_refused(desk: Desk, ahead: dict[str, float]) -> None:
    body = {**desk.wish(desk.person()), "send_at": at(desk, **ahead)}
    answer = desk.ask("POST", "/v1/messages", body)
    assert (answer.status_code, (answer.json or {})["code"]) == (422, "bad_time")


def test_how_far_ahead_is_the_workspaces_choice(desk: Desk) -> None:
    """P-7: 30 days, unless the policy says otherwise; the sidebar knows it with the record."""
    anna = desk.person()
    record = {"crm": "sample", "account": "acme", "type": "contact", "id": "1", "person": anna.id}
    assert desk.get("/v1/beside", **record, phones=[ANNA])["schedule_days"] == 30
    assert later(desk, anna, days=30)["state"] == "held"
    desk.policy(schedule_days=7)
    assert desk.get("/v1/beside", **record, phones=[ANNA])["schedule_days"] == 7
    refused = desk.ask("POST", "/v1/messages", {**desk.wish(anna), "send_at": at(desk, days=8)})
    assert (refused.json or {})["detail"] == "Choose a time from a minute to 7 days ahead."


def test_it_lapses_like_any_other_when_it_could_not_leave(desk: Desk) -> None:
    message = later(desk, desk.person())
    with desk.uow.write() as tx:
        tx.session.get_one(Line, desk.line.id).state = "paused"
    desk.clock.advance(hours=7)
    desk.send_due()
    assert state(desk, message) == ("lapsed", "expired")
