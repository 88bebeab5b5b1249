"""What CRMs answer is read within bounds, or not at all."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.linking.answers import json_of, said, wants_scope
from threadside.linking.problems import Garbled

JSON = "application/json; charset=utf-8"

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_json_is_read_and_an_empty_body_is_nothing() -> None:
    assert json_of(b'{"a": [1, null, "\xc3\xbc"]}', JSON) == {"a": [1, None, "ü"]}
    assert json_of(b" \n", "text/html") is None
    assert json_of(b"{}", "application/problem+json") == {}


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"<html>", "text/html", "not_json"),
        (b"<html>", JSON, "not_json"),
        (b'{"a": 1', JSON, "not_json"),
        (b'{"a": NaN}', JSON, "not_json"),
        (b"[-Infinity]", JSON, "not_json"),
        (b"\xff\xfe{}", JSON, "not_json"),
        (b"1" * 5000, JSON, "not_json"),
        (b"[" * 50 + b"]" * 50, JSON, "too_deep"),
        (b"[" * 1_000_000, JSON, "too_deep"),
        (b'{"a":' * 100_000, JSON, "too_deep"),
    ],
)
def test_what_is_not_plain_json_is_garbled(body: bytes, kind: str, code: str) -> None:
    with pytest.raises(Garbled, match=code):
        json_of(body, kind)


def test_text_that_no_database_takes_is_mended() -> None:
    read = json_of(b'{"na\\u0000me": ["\\ud83d", "\\ud83d\\ude00"]}', JSON)
    assert read == {"na\ufffdme": ["\ufffd", "😀"]}


@given(anything)
def test_what_is_read_can_be_stored(value: object) -> None:
    read = json_of(json.dumps(value).encode(), JSON)
    assert "\x00" not in json.dumps(read, ensure_ascii=False).encode().decode()


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_garbled(body: bytes) -> None:
    with suppress(Garbled):
        json_of(body, JSON)
    assert len(said(body, JSON)) <= 300


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"message": "No such contact"}, "No such contact"),
        ([{"errorCode": "X", "message": "Session expired"}], "Session expired"),
        ({"error": "invalid_grant", "error_description": "It has ended"}, "It has ended"),
        ({"errors": [{"detail": "Line\r\none\u202etwo"}]}, "Line one two"),
        ({"error": {"message": "Deep"}}, "Deep"),
        ({"status": 5}, ""),
        ("Just text", "Just text"),
        ({"message": "x" * 1000}, "x" * 300),
    ],
)
def test_a_refusal_is_told_in_the_crms_own_words(answer: object, sentence: str) -> None:
    assert said(json.dumps(answer).encode(), JSON) == sentence


@pytest.mark.parametrize(
    ("body", "challenge", "wants"),
    [
        (b'{"category":"MISSING_SCOPES"}', "", True),
        (b'{"code":"OAUTH_SCOPE_MISMATCH"}', "", True),
        (b"", 'Bearer error="insufficient_scope"', True),
        (b'{"message":"Forbidden"}', 'Bearer error="invalid_token"', False),
    ],
)
def test_a_missing_scope_is_told_apart(body: bytes, challenge: str, wants: bool) -> None:
    assert wants_scope(body, challenge) is wants
