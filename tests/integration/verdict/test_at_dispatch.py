"""The verdict is asked again when a text would leave (compliance Q-1, P-7)."""

from datetime import UTC, datetime, timedelta

from tests.integration.desk import ANNA, Desk
from threadside.ids import new_id
from threadside.store.tables import Message, Revocation, TimelineItem

NOON = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
EVENING = datetime(2026, 3, 3, 3, 57, 59, tzinfo=UTC)
"""Two minutes and a second before nine in Denver: the last moment with the margin of Q-8."""


def test_what_was_pressed_in_time_and_is_late_waits_until_morning(desk: Desk) -> None:
    """Q-1, Q-8: it is neither sent nor lost, and its place says until when."""
    desk.policy(quiet_hours="on")
    anna = desk.person(state="CO")
    desk.clock.now = EVENING
    made = desk.press(anna)
    assert made["send_at"] is None
    desk.after_hold()
    assert desk.carrier.texts == []
    message = desk.message(made["id"])
    assert (message.state, message.failure_code) == ("queued", "quiet_hours")
    shown = desk.get(f"/v1/messages/{made['id']}")
    assert shown["state_words"] == "Waits"
    place = desk.get(f"/v1/messages/{made['id']}/place")
    assert place["words"] == "It waits until 8:00 AM in Colorado."
    desk.clock.now = datetime(2026, 3, 3, 14, 59, 59, tzinfo=UTC)
    desk.send_due()
    assert desk.carrier.texts == []
    desk.clock.now = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
    desk.send_due()
    assert desk.carrier.texts == ["Hello"]
    assert desk.message(made["id"]).failure_code is None


def test_it_does_not_lapse_while_it_waits(desk: Desk) -> None:
    desk.policy(quiet_hours="on")
    anna = desk.person(state="CO")
    desk.clock.now = EVENING
    made = desk.press(anna)
    desk.after_hold()
    desk.clock.now = EVENING + timedelta(hours=6)
    desk.send_due()
    assert desk.state(made["id"]) == "queued"
    assert desk.waiting(made["id"]).send_before > datetime(2026, 3, 3, 15, 0, tzinfo=UTC)


def test_a_policy_that_changes_meanwhile_counts(desk: Desk) -> None:
    """Q-1: a scheduled text goes by the rules of the moment at which it leaves."""
    desk.clock.now = NOON
    anna = desk.person(state="CO")
    made = desk.press(anna, send_at="2026-03-03T05:00:00Z")
    desk.policy(quiet_hours="on")
    desk.clock.now = datetime(2026, 3, 3, 5, 0, 1, tzinfo=UTC)
    desk.send_due()
    assert desk.carrier.texts == []
    assert desk.state(made["id"]) == "queued"


def test_what_needs_reading_first_stops_what_is_queued(desk: Desk) -> None:
    """R-11"""
    anna = desk.person()
    desk.says("Hello?")
    made = desk.press(anna)
    with desk.uow.write() as tx:
        inbound = tx.session.query(Message).filter_by(direction="in").one()
        tx.session.add(
            Revocation(
                id=new_id(),
                workspace_id=desk.workspace.id,
                phone=ANNA,
                person_id=anna.id,
                message_id=inbound.id,
                kind="opt_out",
                rule="test",
                words="leave me be",
                opened_at=tx.now,
                due_at=tx.now + timedelta(days=14),
            )
        )
    desk.after_hold()
    assert desk.carrier.texts == []
    assert desk.message(made["id"]).failure_code == "to_be_read"


def test_an_override_is_kept_and_holds_at_dispatch(desk: Desk) -> None:
    """Q-6"""
    desk.policy(quiet_hours="on", hours_override="everyone")
    anna = desk.person(state="CO")
    desk.clock.now = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
    why = [{"code": "quiet_hours", "reason": "She asked for a text tonight"}]
    made = desk.press(anna, overrides=why)
    desk.after_hold()
    assert desk.carrier.texts == ["Hello"]
    assert desk.message(made["id"]).overrides == why


def test_words_that_became_forbidden_are_not_sent(desk: Desk) -> None:
    """X-2: the draft's text is looked at again."""
    anna = desk.person()
    made = desk.press(anna)
    with desk.uow.write() as tx:
        tx.session.get_one(TimelineItem, made["id"]).text = "My card is 4111 1111 1111 1111"
    desk.after_hold()
    assert desk.carrier.texts == []
    assert desk.state(made["id"]) == "failed"
