"""Definitions are read once an hour, and never stop what they were wanted for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.linking.definitions import (
    AGAIN_S,
    FRESH_S,
    MOST_KEPT,
    Choices,
    Definitions,
    named,
    options,
    spelled,
)
from threadside.linking.problems import CrmProblem, Throttled, Unavailable
from threadside.linking.reading import MOST_TEXT

GOLD: Choices = {"plan": {"g": "Gold"}}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["value", "label", "name"]), inner, max_size=3)
    ),
    max_leaves=12,
)


class Described:
    """A CRM that describes its fields, a clock, and how often it was asked."""

    def __init__(self) -> None:
        self.now, self.asked = 0.0, 0
        self.says: Choices | CrmProblem = GOLD
        self.known = Definitions(lambda: self.now)

    def read(self) -> Choices:
        self.asked += 1
        if isinstance(self.says, CrmProblem):
            raise self.says
        return self.says

    def get(self, connection: str = "one", name: str = "contact") -> Choices:
        return self.known.get(connection, name, self.read)


def test_they_are_read_again_after_an_hour() -> None:
    crm = Described()
    assert [crm.get(), crm.get()] == [GOLD, GOLD]
    crm.now = FRESH_S - 1
    crm.get()
    assert crm.asked == 1
    crm.now, crm.says = FRESH_S, {"plan": {"g": "Golden"}}
    assert crm.get() == {"plan": {"g": "Golden"}}


def test_each_connection_has_its_own() -> None:
    crm = Described()
    crm.get("one")
    crm.says = {}
    assert (crm.get("two"), crm.get("one", "deal"), crm.get("one")) == ({}, {}, GOLD)


@pytest.mark.parametrize("problem", [Throttled(5.0), Unavailable("slow")])
def test_what_can_t_be_read_is_as_it_was_and_asked_again_in_a_minute(problem: CrmProblem) -> None:
    crm = Described()
    crm.get()
    crm.now, crm.says = FRESH_S, problem
    assert [crm.get(), crm.get("two"), crm.get("two")] == [GOLD, {}, {}]
    assert crm.asked == 3
    crm.now, crm.says = FRESH_S + AGAIN_S, {"plan": {}}
    assert [crm.get(), crm.get("two")] == [{"plan": {}}, {"plan": {}}]


def test_they_are_bounded() -> None:
    crm = Described()
    for each in range(MOST_KEPT + 1):
        crm.get(str(each))
    crm.get(str(MOST_KEPT))
    assert crm.asked == MOST_KEPT + 1
    crm.get("0")
    assert crm.asked == MOST_KEPT + 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("g", "Gold"), ("g;s", "Gold, Silver"), (["s", "g"], "Silver, Gold"), ([3, 4], "3, 4"),
        ("g;other", "g;other"), ("free; text", "free; text"), ("a;b", "A and B"), (None, ""),
        (True, ""), (7, "Seven"), ([7], "Seven"), ({}, ""),
    ],
)  # fmt: skip
def test_a_value_is_said_by_its_label(value: Any, shown: str) -> None:
    labels = {"g": "Gold", "s": "Silver", "7": "Seven", "a;b": "A and B"}
    assert spelled(value, labels) == shown


@given(ANYTHING, ANYTHING)
def test_any_description_is_read_and_bounded(value: Any, described: Any) -> None:
    labels = options(described, "value", "label")
    assert all(isinstance(each, str) for pair in labels.items() for each in pair)
    assert len(spelled(value, labels)) <= MOST_TEXT
    fields = described if isinstance(described, list) else []
    rows = [each for each in fields if isinstance(each, dict)]
    assert set(named(rows, ["a"], "name", lambda _: {"v": "l"})) <= {"a"}
