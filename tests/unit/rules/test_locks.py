"""What is locked leaves as it was approved, with its slots filled; both sides run the vectors."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.locks import (
    Around,
    Change,
    Slot,
    changed,
    has_locks,
    slots,
    stretches,
    tokens,
)
from threadside.rules.tables import load_json
from threadside.rules.templates import render

VECTORS: list[dict[str, Any]] = load_json("vectors/locks.json")

bodies = st.lists(
    st.one_of(
        st.text(max_size=10),
        st.sampled_from(
            ["[[", "]]", "[", "]", "{{ask: When?}}", "{{ask: Day | Mon / Tue}}", "{{company}}"]
        ),
    ),
    max_size=10,
).map("".join)


def change_of(vector: dict[str, Any]) -> Change | None:
    around = Around(vector["before"], vector["behind"])
    return changed(tokens(vector["body"], vector["values"]), vector["text"], around)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors_both_sides_run(vector: dict[str, Any]) -> None:
    found = change_of(vector)
    assert (found is None) == vector["kept"]
    if found is not None:
        assert found.expected == vector["expected"]


def test_what_stands_there_instead_is_told() -> None:
    body = "Hello. [[Reply STOP to opt out.]]"
    found = changed(tokens(body, {}), "Hello. Reply NEVER to opt out.")
    assert found == Change("Reply STOP to opt out.", "Reply NEVER to opt out.")
    assert changed(tokens(body, {}), "Hello.") == Change("Reply STOP to opt out.", "")


def test_a_slot_says_what_it_takes() -> None:
    assert slots("{{ask: Day | Mon / Tue}} [[{{ ask:Code|up to 8 }}]] {{ask: Why?}}") == (
        Slot("Day", ("Mon", "Tue"), 60, "{{ask: Day | Mon / Tue}}"),
        Slot("Code", (), 8, "{{ ask:Code|up to 8 }}"),
        Slot("Why?", (), 60, "{{ask: Why?}}"),
    )


@given(bodies)
def test_only_the_brackets_of_locks_are_not_of_the_text(body: str) -> None:
    said = "".join(
        each.part if isinstance(each.part, str) else each.part.source for each in stretches(body)
    )
    assert said == body if not has_locks(body) else len(said) < len(body)


@given(bodies)
def test_a_wording_keeps_its_own_locks(body: str) -> None:
    filled = body.replace("{{ask: When?}}", "now").replace("{{ask: Day | Mon / Tue}}", "Tue")
    text = render(filled, {"company": "Acme"}).text
    if not slots(body):
        assert changed(tokens(body, {"company": ["Acme"]}), text) is None


@given(bodies, st.text(max_size=40))
def test_any_text_is_judged(body: str, text: str) -> None:
    found = changed(tokens(body, {}), text)
    assert found is None or has_locks(body)
