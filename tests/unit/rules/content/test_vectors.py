"""Hints on a text; the extension runs the same vectors."""

import json
from typing import Any

import pytest

from tests.unit.rules.content.vectors import VECTORS, setting_of, text_of
from threadside.rules.content import (
    SHORT,
    Hint,
    Setting,
    carries_identity,
    carries_opt_out_line,
    check,
    fingerprint,
    is_promotional,
    mark,
    similarity,
    with_identity,
)


def name(vector: dict[str, Any]) -> str:
    return json.dumps(vector.get("text", vector.get("a")))[:60]


def written(hint: Hint) -> dict[str, Any]:
    said: dict[str, Any] = {"code": hint.code, "level": hint.level}
    if hint.params:
        said["params"] = dict(hint.params)
    if hint.spans:
        said["spans"] = [list(span) for span in hint.spans]
    if hint.fix is not None:
        said["fix"] = hint.fix
    return said


def test_the_vectors_cover_ordinary_and_faulty_texts() -> None:
    assert len(VECTORS["ordinary"]) >= 80
    assert len([vector for vector in VECTORS["texts"] if vector["hints"]]) >= 150


@pytest.mark.parametrize("vector", VECTORS["ordinary"], ids=name)
def test_nothing_is_said_of_an_ordinary_text(vector: dict[str, Any]) -> None:
    assert check(vector["text"], Setting(language=vector["language"])) == ()


@pytest.mark.parametrize("vector", VECTORS["texts"], ids=name)
def test_exactly_the_named_hints_are_given(vector: dict[str, Any]) -> None:
    """S-4 holes, S-6 lengths, D-4 links, D-5 classes, R-9 invitations, C-6 offers, C-7 identity."""
    found = check(text_of(vector), setting_of(vector))
    assert [written(hint) for hint in found] == vector["hints"]


@pytest.mark.parametrize("vector", VECTORS["texts"], ids=name)
def test_spans_lie_in_the_text_and_a_mending_mends(vector: dict[str, Any]) -> None:
    text, setting = text_of(vector), setting_of(vector)
    for hint in check(text, setting):
        assert all(0 <= start < end <= len(text) for start, end in hint.spans)
        if hint.fix is not None:
            assert hint.code not in [left.code for left in check(hint.fix, setting)]


@pytest.mark.parametrize("vector", VECTORS["similarity"], ids=name)
def test_similarity(vector: dict[str, Any]) -> None:
    assert similarity(vector["a"], vector["b"]) == vector["is"]
    assert similarity(vector["b"], vector["a"]) == vector["is"]


@pytest.mark.parametrize("vector", VECTORS["fingerprint"], ids=name)
def test_fingerprint(vector: dict[str, Any]) -> None:
    """P-4: names, numbers, dates and amounts do not make a text another one."""
    assert fingerprint(vector["text"], vector["names"]) == vector["is"]


@pytest.mark.parametrize("vector", VECTORS["mark"], ids=name)
def test_the_mark_that_copies_have_in_common(vector: dict[str, Any]) -> None:
    """P-4: by it a wording is known without its words."""
    assert mark(vector["text"])[:SHORT] == vector["is"]


@pytest.mark.parametrize("vector", VECTORS["with_identity"], ids=name)
def test_a_text_is_completed_once(vector: dict[str, Any]) -> None:
    """C-7: the name before it and the opt-out line behind, only where missing."""
    brand, line = vector["brand"], vector["opt_out_line"]
    completed = with_identity(vector["text"], brand, opt_out_line=line, language=vector["language"])
    assert completed == vector["is"]
    again = with_identity(completed, brand, opt_out_line=line, language=vector["language"])
    assert again == completed
    assert not brand or carries_identity(completed, brand)
    assert not line or carries_opt_out_line(completed)


@pytest.mark.parametrize("vector", VECTORS["carries_identity"], ids=name)
def test_who_names_the_brand(vector: dict[str, Any]) -> None:
    assert carries_identity(vector["text"], vector["brand"]) is vector["is"]


@pytest.mark.parametrize("vector", VECTORS["carries_opt_out_line"], ids=name)
def test_what_says_how_to_opt_out(vector: dict[str, Any]) -> None:
    assert carries_opt_out_line(vector["text"]) is vector["is"]


@pytest.mark.parametrize("vector", VECTORS["promotional"], ids=name)
def test_what_sells(vector: dict[str, Any]) -> None:
    """C-6: a price held out, so much off, a coupon, a sale, a tracked link."""
    assert is_promotional(vector["text"]) is vector["is"]
