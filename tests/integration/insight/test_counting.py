"""What was counted is what happened, whenever it became known."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.integration.conftest import HeldClock
from tests.integration.desk import ANNA, BEN, Desk
from tests.integration.insight.conftest import Run
from tests.traffic import Traffic
from threadside.insight import progress
from threadside.store.tables import (
    ConsentEvent,
    DeliveryCount,
    DeliveryHour,
    LoggedEvent,
    Message,
    PhoneNetwork,
    Receipt,
    Template,
    TimelineItem,
    Workspace,
)
from threadside.store.uow import UnitOfWork

T_MOBILE = {"destination": {"network_code": "310260"}}
Counted = Counter[tuple[datetime, str, str, str, str]]


def kept(uow: UnitOfWork, workspace_id: str) -> Counted:
    """What the product has counted: (hour, line, template, network, outcome)."""
    with uow.read() as session:
        rows = session.scalars(
            select(DeliveryHour).where(DeliveryHour.workspace_id == workspace_id)
        )
        return Counter(
            {(r.hour, r.line_id, r.template_id, r.network, r.outcome): r.texts for r in rows}
        )


def slow(uow: UnitOfWork, workspace_id: str) -> Counted:
    """The same, told of each text by itself and in the plainest way."""
    found: Counted = Counter()
    with uow.read() as session:
        for message in session.scalars(select(Message).where(Message.workspace_id == workspace_id)):
            if message.direction == "out":
                ended = _ended(session, message)
                if ended:
                    found[(*_cell(session, message, message.id), ended)] += 1
            elif "spam" in session.get_one(TimelineItem, message.id).text:
                _answer(session, message, "complaint", found)
        for event in session.scalars(
            select(ConsentEvent).where(
                ConsentEvent.workspace_id == workspace_id, ConsentEvent.kind == "revoked"
            )
        ):
            _answer(session, session.get_one(Message, event.message_id), "opt_out", found)
    return found


def _ended(session: Session, message: Message) -> str | None:
    if message.state in ("held", "queued", "canceled", "lapsed"):
        return None
    if message.state in ("submitted", "uncertain"):
        return "open"
    if message.state == "delivered":
        told = session.scalars(
            select(Receipt.carrier_at).where(
                Receipt.message_id == message.id, Receipt.status == "delivered"
            )
        ).all()
        at = session.get_one(TimelineItem, message.id).at
        moments = [moment for moment in told if moment is not None]
        return "late" if moments and min(moments) - at > timedelta(hours=1) else "delivered"
    return {"unreachable": "failed_retry", "content": "failed_content"}[message.failure_code or ""]


def _cell(session: Session, message: Message, timed_by: str) -> tuple[datetime, str, str, str]:
    at = session.get_one(TimelineItem, timed_by).at
    known = session.get(PhoneNetwork, (message.workspace_id, message.phone))
    name = {"310260": "T-Mobile", "311480": "Verizon"}[known.network] if known else ""
    hour = at.replace(minute=0, second=0, microsecond=0)
    return hour, message.line_id, message.template_id or "", name


def _answer(session: Session, answer: Message, kind: str, found: Counted) -> None:
    at = session.get_one(TimelineItem, answer.id).at
    before = [
        (session.get_one(TimelineItem, each.id).at, each.id, each)
        for each in session.scalars(select(Message).where(Message.thread_id == answer.thread_id))
        if each.direction == "out" and each.carrier_uuid
    ]
    earlier = sorted(entry[:2] for entry in before if entry[0] <= at)
    if earlier:
        newest = session.get_one(Message, earlier[-1][1])
        found[(*_cell(session, newest, answer.id), kind)] += 1


def test_what_happens_is_counted(desk: Desk, count: Run) -> None:
    first = desk.press(desk.person())
    other = desk.press(desk.person("Ben Ito", BEN), phone=BEN)
    desk.after_hold()
    desk.reports(first["id"], "delivered", **T_MOBILE)
    desk.reports(other["id"], "undeliverable", code="1320", to=BEN.removeprefix("+"))
    desk.says("STOP")
    count()
    told = kept(desk.uow, desk.workspace.id)
    assert sum(told.values()) == 3
    assert {(key[3], key[4]) for key in told} == {
        ("T-Mobile", "delivered"),
        ("T-Mobile", "opt_out"),
        ("", next(key[4] for key in told if key[4].startswith("failed"))),
    }


def test_a_word_that_comes_later_changes_the_hour_it_is_about(
    desk: Desk, count: Run, clock: HeldClock
) -> None:
    sent = desk.press(desk.person())
    desk.after_hold()
    count()
    assert [key[4] for key in kept(desk.uow, desk.workspace.id)] == ["open"]
    clock.advance(hours=30)
    desk.reports(sent["id"], "delivered", timestamp="2026-03-03T20:00:00Z")
    count()
    told = kept(desk.uow, desk.workspace.id)
    assert [key[4] for key in told] == ["late"]
    assert told == slow(desk.uow, desk.workspace.id)


def test_a_text_without_a_receipt_is_on_the_network_its_phone_was_last_seen_on(
    desk: Desk, count: Run, clock: HeldClock
) -> None:
    anna = desk.person()
    desk.press(anna, "First")
    desk.after_hold()
    count()
    clock.advance(hours=5)
    second = desk.press(anna, "Second")
    desk.after_hold()
    desk.reports(second["id"], "delivered", **T_MOBILE)
    count()
    told = kept(desk.uow, desk.workspace.id)
    assert {(key[3], key[4]) for key in told} == {("T-Mobile", "open"), ("T-Mobile", "delivered")}


def test_texts_that_never_left_are_not_counted(desk: Desk, count: Run) -> None:
    sent = desk.press(desk.person())
    desk.ask("POST", f"/v1/messages/{sent['id']}/undo")
    count()
    assert not kept(desk.uow, desk.workspace.id)


def test_when_events_are_forgotten_everything_is_counted_anew(
    desk: Desk, count: Run, uow: UnitOfWork
) -> None:
    count()
    desk.press(desk.person())
    desk.after_hold()
    with uow.write() as tx:
        tx.session.execute(delete(LoggedEvent))
    desk.press(desk.person("Ben Ito", BEN), phone=BEN)
    desk.after_hold()
    count()
    assert sum(kept(uow, desk.workspace.id).values()) == 2


def test_more_than_one_round_can_hold_is_counted_in_several(
    desk: Desk, count: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "AT_ONCE", 3)
    count()
    for number in range(4):
        desk.press(desk.person(f"Person {number}", f"+1303555017{number}"),
                   phone=f"+1303555017{number}")  # fmt: skip
    desk.after_hold()
    count()
    assert sum(kept(desk.uow, desk.workspace.id).values()) == 4


def test_another_workspace_is_not_counted_here(
    desk: Desk, count: Run, uow: UnitOfWork, workspace: Workspace
) -> None:
    desk.press(desk.person())
    desk.after_hold()
    count()
    assert not kept(uow, workspace.id)
    with uow.read() as session:
        marks = set(session.scalars(select(DeliveryCount.workspace_id)))
    assert marks == {desk.workspace.id, workspace.id}


STATES = st.sampled_from(
    [
        ("delivered", None), ("submitted", None), ("undelivered", "unreachable"),
        ("rejected", "content"), ("canceled", None), ("uncertain", "no_answer"),
    ]
)  # fmt: skip
TEXT = st.fixed_dictionaries(
    {
        "minute": st.integers(0, 60 * 24 * 12),
        "phone": st.sampled_from([ANNA, BEN, "+13035550188"]),
        "state": STATES,
        "by_template": st.booleans(),
        "after": st.sampled_from([3, 90 * 60]),
        "answer": st.sampled_from([None, None, "STOP", "This is spam", "Thanks"]),
    }
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=st.lists(TEXT, max_size=25))
def test_counting_in_bulk_is_counting_one_by_one(
    build: Any,
    uow: UnitOfWork,
    count: Run,
    clock: HeldClock,
    texts: list[dict[str, Any]],
) -> None:
    workspace = build.workspace()
    line = build.line(workspace)
    template = _template(build, workspace)
    traffic = Traffic(workspace.id)
    networks = {ANNA: "310260", BEN: "311480"}
    for text in texts:
        at = clock.now - timedelta(days=14) + timedelta(minutes=text["minute"])
        state, code = text["state"]
        traffic.text(
            at,
            line.id,
            text["phone"],
            state=state,
            code=code,
            template_id=template.id if text["by_template"] else None,
            network=networks.get(text["phone"]),
            after=timedelta(seconds=text["after"]),
        )
        if text["answer"]:
            traffic.reply(at + timedelta(minutes=7), line.id, text["phone"], text["answer"])
    with uow.write() as tx:
        traffic.write(tx.session)
    count()
    assert kept(uow, workspace.id) == slow(uow, workspace.id)


def _template(build: Any, workspace: Workspace) -> Template:
    from threadside.ids import new_id
    from threadside.store.tables import TemplateVersion

    made = Template(
        id=new_id(),
        workspace_id=workspace.id,
        name="Order ready",
        group_name="",
        state="approved",
        version=1,
    )
    build.add(made, TemplateVersion(template_id=made.id, version=1, body="Ready."))
    return made
