"""A message ends in the same state whatever the order and repetition of its receipts (D-7)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.delivery import (
    RANKS,
    REPORTABLE,
    State,
    can_move,
    fold,
    is_final,
    of_parts,
)

states = st.sampled_from(list(State))
reports = st.lists(st.sampled_from(sorted(REPORTABLE)), max_size=12)


def folded(start: State, incoming: list[State]) -> State:
    current = start
    for report in incoming:
        current = fold(current, report) or current
    return current


@given(states, reports, st.data())
def test_receipts_in_any_order_end_the_same(
    start: State, incoming: list[State], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(incoming))
    repeats = data.draw(st.lists(st.sampled_from(incoming), max_size=6)) if incoming else []
    where = data.draw(st.integers(0, len(shuffled)))
    assert folded(start, [*shuffled[:where], *repeats, *shuffled[where:]]) == folded(
        start, incoming
    )


@given(states, states)
def test_a_fold_only_rises(current: State, incoming: State) -> None:
    after = fold(current, incoming)
    if after is not None:
        assert after == incoming
        assert RANKS[after] >= RANKS[current]
        assert after != current


@given(states, states)
def test_the_same_receipt_twice_changes_nothing(current: State, incoming: State) -> None:
    after = fold(current, incoming) or current
    assert fold(after, incoming) is None


@given(st.sampled_from([State.SUBMITTED, State.FAILED]), reports, st.data())
def test_what_a_person_found_gives_way_to_any_word_of_the_carrier(
    found: State, incoming: list[State], data: st.DataObject
) -> None:
    current, guessed = found, True
    for report in data.draw(st.permutations(incoming)):
        raised = fold(current, report, guessed=guessed)
        if raised is not None:
            current, guessed = raised, False
    assert current == (found if guessed else folded(State.UNCERTAIN, incoming))
    assert guessed == (set(incoming) <= {State.UNCERTAIN})


@pytest.mark.parametrize("over", [State.CANCELED, State.LAPSED])
@pytest.mark.parametrize("incoming", list(State))
def test_no_receipt_leaves_canceled_or_lapsed(over: State, incoming: State) -> None:
    assert fold(over, incoming) is None


@pytest.mark.parametrize("current", list(State))
@pytest.mark.parametrize("ours", sorted(set(State) - REPORTABLE))
def test_no_receipt_can_say_what_only_we_decide(current: State, ours: State) -> None:
    assert fold(current, ours) is None


@pytest.mark.parametrize(
    ("current", "incoming", "after"),
    [
        (State.SUBMITTING, State.SUBMITTED, State.SUBMITTED),
        (State.SUBMITTING, State.UNCERTAIN, State.UNCERTAIN),
        (State.UNCERTAIN, State.SUBMITTED, State.SUBMITTED),
        (State.UNCERTAIN, State.DELIVERED, State.DELIVERED),
        (State.SUBMITTED, State.UNCERTAIN, None),
        (State.DELIVERED, State.SUBMITTED, None),
        (State.DELIVERED, State.FAILED, None),
        (State.UNDELIVERED, State.DELIVERED, State.DELIVERED),
        (State.FAILED, State.DELIVERED, State.DELIVERED),
        (State.FAILED, State.UNDELIVERED, None),
        (State.REJECTED, State.FAILED, State.FAILED),
        (State.FAILED, State.REJECTED, None),
        (State.QUEUED, State.DELIVERED, State.DELIVERED),
    ],
)
def test_what_a_report_does(current: State, incoming: State, after: State | None) -> None:
    assert fold(current, incoming) == after


ALLOWED = {
    ("held", "queued"),
    ("held", "canceled"),
    ("held", "failed"),
    ("held", "lapsed"),
    ("queued", "submitting"),
    ("queued", "canceled"),
    ("queued", "lapsed"),
    ("queued", "failed"),
    ("submitting", "queued"),
    ("submitting", "uncertain"),
    ("submitting", "submitted"),
    ("submitting", "rejected"),
    ("submitting", "failed"),
    ("uncertain", "submitted"),
    ("uncertain", "failed"),
}


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_our_own_machine_moves_by_this_table_alone(before: State, after: State) -> None:
    assert can_move(before, after) == ((before.value, after.value) in ALLOWED)


def test_a_machine_never_sends_again_what_may_have_been_sent() -> None:
    seen, open_ends = {State.UNCERTAIN}, [State.UNCERTAIN]
    while open_ends:
        here = open_ends.pop()
        reachable = {after for after in State if can_move(here, after)} - seen
        seen |= reachable
        open_ends += reachable
    assert not seen & {State.QUEUED, State.SUBMITTING}


@pytest.mark.parametrize("state", list(State))
def test_final_states_have_no_way_on_by_our_machine(state: State) -> None:
    if is_final(state):
        assert not any(can_move(state, after) for after in State)


def test_final_means_that_nothing_more_is_done() -> None:
    assert {state.value for state in State if is_final(state)} == {
        "undelivered",
        "rejected",
        "failed",
        "delivered",
        "canceled",
        "lapsed",
    }


def test_a_text_is_never_called_read() -> None:
    assert "read" not in {state.value for state in State}


PARTS = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(sorted(REPORTABLE))), min_size=1, max_size=12
)


def folded_by_part(receipts: list[tuple[int, State]], total: int) -> State:
    parts: dict[int, State] = {}
    text = State.SUBMITTING
    for part, report in receipts:
        parts[part] = fold(parts.get(part, State.SUBMITTED), report) or parts.get(
            part, State.SUBMITTED
        )
        text = fold(text, of_parts(parts.values(), total)) or text
    return text


@given(PARTS, st.data())
def test_receipts_of_parts_in_any_order_end_the_same(
    receipts: list[tuple[int, State]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(receipts))
    repeats = data.draw(st.lists(st.sampled_from(receipts), max_size=6))
    assert folded_by_part([*shuffled, *repeats], 3) == folded_by_part(receipts, 3)


def test_a_text_is_delivered_when_its_last_part_is() -> None:
    assert of_parts([State.DELIVERED, State.DELIVERED], 3) is State.SUBMITTED
    assert of_parts([State.DELIVERED] * 3, 3) is State.DELIVERED


def test_a_text_is_as_well_as_its_worst_part() -> None:
    assert of_parts([State.DELIVERED, State.UNDELIVERED], 2) is State.UNDELIVERED
    assert of_parts([State.REJECTED, State.DELIVERED], 2) is State.REJECTED
    assert of_parts([State.REJECTED, State.SUBMITTED], 2) is State.SUBMITTED
