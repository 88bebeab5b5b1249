"""Merge fields are filled once, from clean values, or stay visible; both sides run the vectors."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.tables import load_json
from threadside.rules.templates import FORMATS, Field, Rendered, fields, parse, render, written

VECTORS: list[dict[str, Any]] = load_json("vectors/templates.json")

names = st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z0-9_]{1,5})?", fullmatch=True)
bodies = st.lists(
    st.one_of(
        st.text(max_size=10),
        st.sampled_from(["{{", "}}", "{", "}", "|", "{{}}", "{{ a", "a|b}}"]),
        names.map(lambda name: "{{" + name + "}}"),
        names.map(lambda name: "{{ " + name + " | there }}"),
        st.builds(
            lambda name, bars: "{{" + "|".join([name, *bars]) + "}}",
            names,
            st.lists(
                st.sampled_from([*FORMATS, "required", 'or:"date"', "or: soon", "there", ""]),
                max_size=4,
            ),
        ),
    ),
    max_size=8,
).map("".join)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors_both_sides_run(vector: dict[str, Any]) -> None:
    assert list(fields(vector["body"])) == vector["fields"]
    assert render(vector["body"], vector["values"]) == Rendered(
        vector["text"], tuple(vector["missing"]), tuple(vector["used"])
    )


def test_parts_stand_in_order() -> None:
    assert parse("Hi {{ First_Name |there}}, {{company}}") == (
        "Hi ",
        Field("first_name", "there", "{{ First_Name |there}}"),
        ", ",
        Field("company", None, "{{company}}"),
    )


@given(bodies)
def test_parsing_loses_no_character(body: str) -> None:
    pieces = [part if isinstance(part, str) else part.source for part in parse(body)]
    assert "".join(pieces) == body


@given(bodies)
def test_without_values_everything_without_a_fallback_is_missing(body: str) -> None:
    holes = {part.name for part in parse(body) if isinstance(part, Field) and part.fallback is None}
    rendered = render(body, {})
    assert set(rendered.missing) == holes
    assert rendered.used == ()


@given(names, st.text(st.characters()))
def test_a_value_is_one_line_and_never_expanded(name: str, value: str) -> None:
    rendered = render("{{" + name + "}}", {name: value, "secret": "leaked"})
    if rendered.used:
        assert not any(char in rendered.text for char in "\r\n\u0000\u2028\u202e")
        assert "leaked" not in rendered.text or "leaked" in value


@given(bodies, st.dictionaries(names, st.text(max_size=10)))
def test_a_field_is_used_or_missing_or_falls_back(body: str, values: dict[str, str]) -> None:
    rendered = render(body, values)
    used = {key.partition("|")[0] for key in rendered.used}
    assert used | set(rendered.missing) <= set(fields(body))
    assert set(rendered.used) <= set(values)


@given(bodies)
def test_a_field_written_down_is_read_as_the_same_field(body: str) -> None:
    for part in parse(body):
        if isinstance(part, Field):
            [again] = parse(written(part))
            assert again == Field(
                part.name, part.fallback, written(part), part.format, part.required
            )


@given(st.text(st.characters()))
def test_no_text_is_too_odd_to_be_read(body: str) -> None:
    parts = parse(body)
    assert "".join(part if isinstance(part, str) else part.source for part in parts) == body
    assert render(body, {}).used == ()
