"""What happened on each day is counted once, whenever it became known."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from tests.builders import Builders
from tests.integration.conftest import HeldClock
from tests.integration.desk import ANNA, BEN, Desk
from tests.integration.insight.days import Slow, count_days, kept
from tests.traffic import Traffic
from threadside.errors import Invalid, Refusal
from threadside.insight.reports import keep, working
from threadside.insight.reports.working import NONE_KNOWN, Clock
from threadside.store.tables import Line, LoggedEvent, Template, Workspace
from threadside.store.uow import UnitOfWork

DENVER = "America/Denver"
NINE_TO_FIVE = ((540, 1020),) * 5 + (None, None)


def measured(uow: UnitOfWork, workspace_id: str) -> Counter[tuple[str, int]]:
    """(measure, value), whatever else they are counted by."""
    found: Counter[tuple[str, int]] = Counter()
    for (_, measure, _, _, _, value), n in kept(uow, workspace_id).items():
        found[measure, value] += n
    return found


def set_clock(uow: UnitOfWork, workspace_id: str, **wish: Any) -> None:
    with uow.write() as tx:
        before = working.of_workspace(tx.session, workspace_id)
        wanted = {"zone_name": DENVER, "week": NONE_KNOWN, **wish}
        working.change(tx, workspace_id, Clock(**wanted, version=before.version))


def test_a_week_counted_by_hand(
    build: Builders, uow: UnitOfWork, workspace: Workspace, line: Line, template: Template
) -> None:
    """Anna asks on Monday at 16:50 in Denver, is answered on Tuesday at 9:10, asks again and is
    answered after 12 minutes; Ben is texted from a template and opts out; 19 January 2026 is a
    Monday."""
    kim = build.member(workspace).id
    set_clock(uow, workspace.id, week=NINE_TO_FIVE)
    traffic = Traffic(workspace.id)

    def at(day: int, hour: int, minute: int) -> datetime:
        return datetime(2026, 1, day, hour + 7, minute, tzinfo=UTC)

    traffic.reply(at(19, 16, 50), line.id, ANNA, "Is it ready?")
    traffic.text(at(19, 16, 51), line.id, ANNA, words="We are closed soon.")
    traffic.text(at(20, 9, 10), line.id, ANNA, author_id=kim, words="Yes.")
    traffic.reply(at(20, 9, 30), line.id, ANNA, "Until when?")
    traffic.text(at(20, 9, 40), line.id, ANNA, author_id=kim, state="undelivered",
                 code="unreachable", words="Until five.")  # fmt: skip
    traffic.text(at(20, 9, 42), line.id, ANNA, author_id=kim, words="Until five.")
    traffic.text(at(20, 10, 0), line.id, BEN, author_id=kim, template_id=template.id,
                 words="Your order is ready.")  # fmt: skip
    traffic.reply(at(20, 10, 5), line.id, BEN, "STOP")
    with uow.write() as tx:
        traffic.write(tx.session)
    count_days(uow, workspace.id)
    assert measured(uow, workspace.id) == Counter(
        {
            ("in", 0): 3, ("in_hour", 16): 1, ("in_hour", 9): 1, ("in_hour", 10): 1,
            ("out", 0): 5, ("out_hour", 16): 1, ("out_hour", 9): 3, ("out_hour", 10): 1,
            ("failed", 0): 1,
            ("first", 1020): 1, ("first_work", 20): 1, ("next", 15): 1, ("next_work", 15): 1,
            ("edited", 0): 1, ("replied", 0): 1, ("opt_out", 0): 1,
            ("completed", 6): 1, ("took", 1020): 1, ("opted_out", 2): 1,
        }
    )  # fmt: skip
    assert {key[0] for key in kept(uow, workspace.id)} == {date(2026, 1, 19), date(2026, 1, 20)}


def test_what_happens_today_is_counted_and_a_conversation_once_it_is_quiet(
    desk: Desk, clock: HeldClock
) -> None:
    count_days(desk.uow, desk.workspace.id)
    anna = desk.person()
    desk.says("Hello?")
    clock.advance(minutes=7)
    desk.press(anna, "Hello Anna")
    desk.after_hold()
    count_days(desk.uow, desk.workspace.id)
    found = measured(desk.uow, desk.workspace.id)
    assert {measure for measure, _ in found} == {"in", "in_hour", "out", "out_hour", "first"}
    clock.advance(days=5)
    count_days(desk.uow, desk.workspace.id)
    assert measured(desk.uow, desk.workspace.id)["completed", 2] == 1


def test_an_answer_that_fails_on_a_later_day_is_no_answer_any_more(
    desk: Desk, clock: HeldClock
) -> None:
    desk.says("Hello?")
    clock.advance(minutes=7)
    sent = desk.press(desk.person(), "Hello Anna")
    desk.after_hold()
    count_days(desk.uow, desk.workspace.id)
    assert ("next" in str(measured(desk.uow, desk.workspace.id))) is False
    clock.advance(days=1)
    desk.reports(sent["id"], "undeliverable", code="1320")
    count_days(desk.uow, desk.workspace.id)
    found = measured(desk.uow, desk.workspace.id)
    assert found["failed", 0] == 1
    assert not [measure for measure, _ in found if measure == "first"]


def test_a_late_reply_counts_for_the_template_of_days_ago(
    desk: Desk, clock: HeldClock, build: Builders
) -> None:
    made = _template(build, desk.workspace)
    traffic = Traffic(desk.workspace.id)
    traffic.text(clock.now - timedelta(hours=50), desk.line.id, ANNA, template_id=made.id,
                 words="Ready")  # fmt: skip
    with desk.uow.write() as tx:
        traffic.write(tx.session)
    count_days(desk.uow, desk.workspace.id)
    assert measured(desk.uow, desk.workspace.id)["replied", 0] == 0
    desk.says("Thanks")
    count_days(desk.uow, desk.workspace.id)
    assert measured(desk.uow, desk.workspace.id)["replied", 0] == 1


def test_counting_twice_changes_nothing_and_forgotten_events_are_no_loss(
    desk: Desk, uow: UnitOfWork
) -> None:
    desk.says("Hello?")
    count_days(uow, desk.workspace.id)
    first = kept(uow, desk.workspace.id)
    with uow.write() as tx:
        tx.session.execute(delete(LoggedEvent))
    desk.says("Anybody?")
    count_days(uow, desk.workspace.id)
    count_days(uow, desk.workspace.id)
    assert sum(first.values()) == 2
    assert measured(uow, desk.workspace.id)["in", 0] == 2


def test_many_events_are_taken_in_several_rounds(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep, "AT_ONCE", 2)
    count_days(desk.uow, desk.workspace.id)
    for number in range(4):
        desk.says("Hello?", peer=f"+1303555017{number}")
    count_days(desk.uow, desk.workspace.id)
    assert measured(desk.uow, desk.workspace.id)["in", 0] == 4


def test_another_workspace_is_not_counted_here(
    desk: Desk, uow: UnitOfWork, workspace: Workspace
) -> None:
    desk.says("Hello?")
    count_days(uow, workspace.id)
    assert not kept(uow, workspace.id)


def test_another_zone_moves_texts_to_other_days(desk: Desk, clock: HeldClock) -> None:
    clock.now = datetime(2026, 3, 2, 3, 30, tzinfo=UTC)
    desk.says("Hello?")
    set_clock(desk.uow, desk.workspace.id)
    count_days(desk.uow, desk.workspace.id)
    assert {key[0] for key in kept(desk.uow, desk.workspace.id)} == {date(2026, 3, 1)}
    set_clock(desk.uow, desk.workspace.id, zone_name="Europe/Berlin")
    count_days(desk.uow, desk.workspace.id)
    assert {key[0] for key in kept(desk.uow, desk.workspace.id)} == {date(2026, 3, 2)}


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Clock("Mars/Olympus"), "bad_zone"),
        (Clock(DENVER, ((600, 540),) + (None,) * 6), "day_ends_too_soon"),
    ],
)
def test_a_clock_that_makes_no_sense_is_refused(
    uow: UnitOfWork, workspace: Workspace, wish: Clock, code: str
) -> None:
    with pytest.raises(Invalid) as refused, uow.write() as tx:
        working.change(tx, workspace.id, wish)
    assert refused.value.code == code


def test_the_second_who_changes_the_clock_is_told(uow: UnitOfWork, workspace: Workspace) -> None:
    set_clock(uow, workspace.id)
    with pytest.raises(Refusal, match="changed_meanwhile"), uow.write() as tx:
        working.change(tx, workspace.id, Clock(DENVER))


TEXT = st.fixed_dictionaries(
    {
        "minute": st.integers(0, 60 * 24 * 40),
        "phone": st.sampled_from([ANNA, BEN]),
        "kind": st.sampled_from(
            ["in", "in", "in", "STOP", "kim", "kim", "lee", "machine", "help", "failed", "queued",
             "template", "edited"]
        ),
    }
)  # fmt: skip


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    texts=st.lists(TEXT, max_size=40, unique_by=lambda text: text["minute"]),
    held=st.builds(
        Clock,
        st.sampled_from([DENVER, "Asia/Kolkata", "UTC"]),
        st.sampled_from([NINE_TO_FIVE, NONE_KNOWN]),
    ),
)
def test_counting_day_by_day_is_counting_one_by_one(
    build: Builders, uow: UnitOfWork, clock: HeldClock, texts: list[dict[str, Any]], held: Clock
) -> None:
    workspace = build.workspace()
    line = build.line(workspace)
    made = _template(build, workspace)
    by = {"kim": build.member(workspace).id, "lee": build.member(workspace).id, "ready": made.id}
    set_clock(uow, workspace.id, zone_name=held.zone_name, week=held.week)
    traffic = Traffic(workspace.id)
    begin = clock.now.replace(second=0, microsecond=0) - timedelta(days=41)
    for text in sorted(texts, key=lambda one: one["minute"]):
        _write(traffic, begin + timedelta(minutes=text["minute"]), line.id, text, by)
    with uow.write() as tx:
        traffic.write(tx.session)
    count_days(uow, workspace.id)
    with uow.read() as session:
        assert kept(uow, workspace.id) == Slow(session, workspace.id, held, clock.now).tell()


def _write(
    traffic: Traffic, at: datetime, line_id: str, text: dict[str, Any], by: dict[str, str]
) -> None:
    kind, phone = text["kind"], text["phone"]
    if kind in ("in", "STOP"):
        traffic.reply(at, line_id, phone, kind)
        return
    chosen: dict[str, Any] = {
        "machine": {},
        "help": {"purpose": "help", "author_id": by["kim"]},
        "failed": {"state": "undelivered", "code": "unreachable", "author_id": by["kim"]},
        "queued": {"state": "queued", "author_id": by["kim"]},
        "template": {"template_id": by["ready"], "author_id": by["kim"], "words": "Ready, Anna."},
        "edited": {"template_id": by["ready"], "author_id": by["lee"], "words": "Done, Anna."},
    }.get(kind, {"author_id": by.get(kind)})
    traffic.text(at, line_id, phone, **chosen)


def _template(build: Builders, workspace: Workspace) -> Template:
    from threadside.ids import new_id
    from threadside.store.tables import TemplateVersion

    made = Template(
        id=new_id(), workspace_id=workspace.id, name="Ready", group_name="", state="approved",
        version=1,
    )  # fmt: skip
    body = "Ready, {{first_name}}."
    build.add(made, TemplateVersion(template_id=made.id, version=1, body=body))
    return made
