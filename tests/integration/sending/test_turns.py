"""Whose turn it is: people before automations, answers before first texts, every line alike."""

from collections import Counter
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from tests.integration.desk import ANNA, BEN, Desk
from tests.integration.paced import limit_account
from tests.integration.sending.drain import drain, queue
from threadside.sending import agenda
from threadside.store.tables import Outbox

CARA = "+13035550188"
NUMBERS = count(1)


def make_automation(desk: Desk, *message_ids: str) -> None:
    """As if an automation had put these in."""
    with desk.uow.write() as tx:
        tx.session.execute(
            update(Outbox)
            .where(Outbox.message_id.in_(message_ids))
            .values(priority=agenda.AUTOMATION)
        )


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(loads=st.lists(st.integers(0, 7), min_size=2, max_size=4))
def test_lines_with_texts_waiting_leave_as_many_each(desk: Desk, loads: list[int]) -> None:
    """Between any two moments at which both have texts waiting, no line of an account is served
    more than once more often than another, whatever waits behind."""
    limit_account(desk, 10.0)
    waiting: Counter[str] = Counter()
    for load in loads:
        line = desk.open_line(f"+1850555{next(NUMBERS):04}")
        waiting[line.phone] = load
        for _ in range(load):
            queue(desk, next(NUMBERS), line)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    left = [one.sender for one in drain(desk, sum(loads))]
    for first in range(len(left)):
        served: Counter[str] = Counter()
        backlog = waiting - Counter(left[:first])
        for sender in left[first:]:
            served[sender] += 1
            alike = [served[phone] for phone, queued in backlog.items() if served[phone] < queued]
            assert max(alike, default=0) - min(alike, default=0) <= 1


def test_a_line_with_many_texts_does_not_keep_another_waiting(desk: Desk) -> None:
    limit_account(desk, 10.0)
    other = desk.open_line("+18505550111")
    for number in range(20):
        queue(desk, number)
    queue(desk, 99, other)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    order = [one.words for one in drain(desk, 21)]
    assert order.index("99") <= 1


def test_a_persons_text_on_any_line_goes_before_automations_of_all(desk: Desk) -> None:
    limit_account(desk, 10.0)
    other = desk.open_line("+18505550111")
    make_automation(desk, *(queue(desk, number) for number in range(5)))
    queue(desk, 99, other)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    assert drain(desk, 6)[0].words == "99"


def test_an_answer_to_somebody_who_just_wrote_goes_before_first_texts(desk: Desk) -> None:
    limit_account(desk, 10.0)
    anna = desk.person()
    desk.says("Is the order ready?")
    desk.press(desk.person("Ben Cole", BEN), "first", phone=BEN)
    desk.press(desk.person("Cara Diaz", CARA), "second", phone=CARA)
    desk.press(anna, "answer", phone=ANNA)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    assert [one.words for one in drain(desk, 3)] == ["answer", "first", "second"]


def test_an_answer_after_an_hour_is_a_text_like_others(desk: Desk) -> None:
    limit_account(desk, 10.0)
    anna = desk.person()
    desk.says("Is the order ready?")
    desk.clock.advance(hours=1)
    desk.press(desk.person("Ben Cole", BEN), "first", phone=BEN)
    desk.press(anna, "answer", phone=ANNA)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    assert [one.words for one in drain(desk, 2)] == ["first", "answer"]


def test_an_answer_does_not_overtake_what_was_said_to_them_before(desk: Desk) -> None:
    limit_account(desk, 10.0)
    anna = desk.person()
    desk.press(anna, "one", phone=ANNA)
    desk.says("Hello?")
    desk.press(anna, "two", phone=ANNA)
    desk.press(desk.person("Ben Cole", BEN), "other", phone=BEN)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    order = [one.words for one in drain(desk, 3)]
    assert order.index("one") < order.index("two")


def test_the_confirmation_of_an_opt_out_goes_before_every_answer(desk: Desk) -> None:
    """It is good for five minutes: behind a queue of answers it would lapse."""
    limit_account(desk, 10.0)
    anna, cara = desk.person(), desk.person("Cara Diaz", CARA)
    desk.says("Is the order ready?")
    desk.says("And mine?", CARA)
    desk.press(anna, "answer", phone=ANNA)
    desk.press(cara, "another", phone=CARA)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    desk.says("STOP", BEN)
    drain(desk, 3)
    assert [posted.to for posted in desk.carrier.posted] == [BEN, ANNA, CARA]


def test_an_answer_to_help_does_not_wait_behind_what_waits_for_the_same_person(desk: Desk) -> None:
    """It is good for ten minutes, and their own text may have a long queue before it."""
    limit_account(desk, 10.0)
    anna, cara = desk.person(), desk.person("Cara Diaz", CARA)
    desk.press(cara, "before", phone=CARA)
    desk.press(anna, "news", phone=ANNA)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    desk.says("HELP")
    assert [one.words for one in drain(desk, 3)][1:] == ["before", "news"]
