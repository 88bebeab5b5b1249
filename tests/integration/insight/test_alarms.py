"""What stands out raises an alarm once, pauses what it must, and is forgiven when it is closed.

Compliance: D-3.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import Builders, Someone
from tests.integration.conftest import HeldClock
from tests.integration.insight.conftest import Run
from tests.traffic import Traffic
from threadside.errors import NotFound, Refusal
from threadside.insight import alarms, limits
from threadside.insight.limits import Limits
from threadside.insight.outcomes import hour_of
from threadside.store.tables import (
    DeliveryAlarm,
    Line,
    LoggedEvent,
    Template,
    Workspace,
)
from threadside.store.uow import UnitOfWork
from threadside.words import say

NETWORKS = {"+17205550142": "310260", "+13035550177": "311480"}
T_MOBILE, VERIZON = NETWORKS


@dataclass(frozen=True)
class Scene:
    """A workspace with an admin, and what it has sent."""

    uow: UnitOfWork
    clock: HeldClock
    line: Line
    template: Template
    traffic: Traffic
    boss: Someone
    count: Run

    def look(self, **later: float) -> Sequence[DeliveryAlarm]:
        """Count and look, after some time; gives every alarm, the oldest first."""
        self.clock.advance(**later)
        with self.uow.write() as tx:
            self.traffic.write(tx.session)
        self.count()
        with self.uow.read() as session:
            return session.scalars(select(DeliveryAlarm).order_by(DeliveryAlarm.id)).all()

    def close(self, alarm: DeliveryAlarm, note: str = "", *, resume: bool = False) -> None:
        """The admin closes an alarm."""
        with self.uow.write() as tx:
            alarms.close(tx, alarm.workspace_id, self.boss.id, alarm.id, note, resume=resume)

    def limit(self, **values: Any) -> None:
        """The admin sets limits."""
        with self.uow.write() as tx:
            limits.change(tx, self.line.workspace_id, Limits(**values))

    def now(self) -> tuple[Line, Template]:
        """The line and the template as they stand."""
        with self.uow.read() as session:
            line = session.get_one(Line, self.line.id)
            return line, session.get_one(Template, self.template.id)

    def objections(self, answer: str, every: int) -> None:
        """Of 300 texts of the past days, each to another phone, each `every`th is answered so."""
        for number in range(300):
            at = self.clock.now - timedelta(minutes=20 * number + 90)
            phone = f"+1303555{number:04}"
            by = self.template.id if number % 2 else None
            self.traffic.text(at, self.line.id, phone, template_id=by)
            if number % every == 1:
                self.traffic.reply(at + timedelta(minutes=1), self.line.id, phone, answer)


@pytest.fixture
def scene(request: pytest.FixtureRequest, build: Builders, workspace: Workspace) -> Scene:
    """The workspace before it sends anything."""
    names = ("uow", "clock", "line", "template", "traffic", "count")
    held = {name: request.getfixturevalue(name) for name in names}
    return Scene(**held, boss=build.member(workspace, role="admin"))


def weeks_of_texts(
    traffic: Traffic, line: Line, now: datetime, *, lost_since: datetime | None = None
) -> None:
    """Six weeks of 48 texts a day to each of two networks, of which 3 % are lost; from
    `lost_since` on 30 % of those to T-Mobile."""
    rng = random.Random(5)
    begin = hour_of(now) - timedelta(days=38)
    for hour in range(38 * 24):
        at = begin + timedelta(hours=hour)
        if at.hour % 3:
            continue
        for phone, network in NETWORKS.items():
            hit = lost_since is not None and at >= lost_since and phone == T_MOBILE
            for minute in range(6):
                lost = rng.random() < (0.3 if hit else 0.03)
                traffic.text(
                    at + timedelta(minutes=minute),
                    line.id,
                    phone,
                    state="submitted" if lost else "delivered",
                    network=network,
                )


def test_texts_lost_on_one_network_raise_an_alarm_that_says_where_and_since_when(
    scene: Scene,
) -> None:
    began = hour_of(scene.clock.now) - timedelta(days=4)
    weeks_of_texts(scene.traffic, scene.line, scene.clock.now, lost_since=began)
    (alarm,) = scene.look()
    assert (alarm.kind, alarm.line_id, alarm.network) == (
        "silent_filter", scene.line.id, "T-Mobile",
    )  # fmt: skip
    assert alarm.template_id is None
    assert abs(alarm.since - began) <= timedelta(hours=12)
    assert alarm.expected > 0.95
    assert alarm.observed < 0.85

    assert len(scene.look(hours=3)) == 1, "an open alarm is not raised again"
    scene.close(alarm, "Asked Vonage")
    (closed,) = scene.look(hours=3)
    assert (closed.note, closed.closed_by) == ("Asked Vonage", scene.boss.id)


def test_quiet_weeks_raise_none(scene: Scene) -> None:
    weeks_of_texts(scene.traffic, scene.line, scene.clock.now)
    assert scene.look() == []


def test_many_opt_outs_pause_the_line_and_the_template(scene: Scene) -> None:
    scene.limit(least_texts=100)
    scene.objections("STOP", every=16)
    by_line, by_template = sorted(scene.look(), key=lambda alarm: alarm.line_id is None)
    assert (by_line.kind, by_line.line_id, by_line.paused) == ("opt_outs", scene.line.id, True)
    assert (by_template.template_id, by_template.paused) == (scene.template.id, True)
    line, template = scene.now()
    assert (line.state, line.pause_reason, template.state) == ("paused", "opt_outs", "in_review")
    assert say(f"pause.{line.pause_reason}") == "too many people answered STOP to its texts"
    with scene.uow.read() as session:
        told = {event.payload["what"] for event in session.scalars(select(LoggedEvent))}
    assert told == {"lines", "templates"}

    for alarm in (by_line, by_template):
        scene.close(alarm, resume=True)
    assert len(scene.look(hours=2)) == 2, "what was forgiven pauses nothing again"
    line, template = scene.now()
    assert (line.state, template.state) == ("live", "approved")


def test_between_the_limits_an_alarm_is_raised_and_nothing_paused(scene: Scene) -> None:
    scene.objections("This is spam", every=60)
    (alarm,) = scene.look()
    assert (alarm.kind, alarm.paused, alarm.expected) == ("complaints", False, 0.01)
    assert scene.now()[0].state == "live"


def test_an_alarm_that_grows_pauses_without_a_second_one(scene: Scene) -> None:
    scene.objections("spam", every=60)
    scene.look()
    scene.limit(complaint_pause=0.015)
    (alarm,) = scene.look(hours=2)
    assert alarm.paused
    assert scene.now()[0].pause_reason == "complaints"


def test_few_texts_say_nothing(scene: Scene) -> None:
    for number in range(50):
        phone = f"+1303555{number:04}"
        scene.traffic.text(scene.clock.now - timedelta(hours=3), scene.line.id, phone)
        scene.traffic.reply(scene.clock.now - timedelta(hours=2), scene.line.id, phone, "STOP")
    assert scene.look() == []


def test_an_alarm_is_closed_once_and_by_its_own_workspace(scene: Scene, build: Builders) -> None:
    alarm = DeliveryAlarm(
        id="a" * 36, workspace_id=scene.line.workspace_id, kind="opt_outs", line_id=scene.line.id,
        since=scene.clock.now, raised_at=scene.clock.now, expected=0.03, observed=0.04, texts=300,
    )  # fmt: skip
    build.add(alarm)
    stranger = build.member(role="admin")
    with pytest.raises(NotFound), scene.uow.write() as tx:
        alarms.close(tx, stranger.workspace.id, stranger.id, alarm.id, "", resume=False)
    scene.close(alarm)
    with pytest.raises(Refusal, match="closed_already"):
        scene.close(alarm)
