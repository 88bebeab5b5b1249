"""Whatever a CRM answers is read without an exception, as text that can be kept."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.crms.salesforce.names import canonical
from threadside.linking import reading
from threadside.linking.problems import Garbled

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(ANYTHING)
def test_any_value_is_read(value: Any) -> None:
    said = reading.text(value)
    said.encode()
    assert "\x00" not in said
    assert len(said) <= reading.MOST_TEXT
    assert len(reading.key(value)) <= 64
    assert isinstance(reading.truth(value), bool)
    at = reading.moment(value)
    assert at is None or at.tzinfo is UTC
    list(reading.rows(value))
    reading.dig(value, "a.b.c")
    reading.has_key(value, "tsx-1")


@given(ANYTHING)
def test_what_has_to_be_there_is_or_is_garbled(value: Any) -> None:
    assert all(isinstance(each, dict) for each in reading.listed({"data": [value]}, "data"))
    if not isinstance(value, list):
        with pytest.raises(Garbled):
            reading.listed({"data": value}, "data")


@pytest.mark.parametrize(
    ("value", "yes"),
    [
        (True, True), ("true", True), ("Yes", True), (1, True), ("Opted-out", True),
        ("Opt Out", True),
        ("Do not text", True), (False, False), ("false", False), ("No", False),
        (0, False), (None, False),
        ("Opted in", False), ("", False), ([True], False),
    ],
)  # fmt: skip
def test_what_says_that_somebody_opted_out(value: Any, yes: bool) -> None:
    assert reading.truth(value) is yes


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2026-11-02T09:00:00.000Z", datetime(2026, 11, 2, 9, tzinfo=UTC)),
        ("2026-11-02T10:00:00+01:00", datetime(2026, 11, 2, 9, tzinfo=UTC)),
        ("2026-11-02T09:00:00.000+0000", datetime(2026, 11, 2, 9, tzinfo=UTC)),
        ("2026-11-02 09:00:00", datetime(2026, 11, 2, 9, tzinfo=UTC)),
        (1793610000000, datetime(2026, 11, 2, 9, tzinfo=UTC)),
        ("soon", None), (None, None), ("9" * 40, None),
    ],
)  # fmt: skip
def test_the_times_that_crms_write(value: Any, at: datetime | None) -> None:
    assert reading.moment(value) == at


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=200))
def test_a_key_is_found_in_what_was_written(body: str) -> None:
    whole = f"{body}\n\ntsx-01JD4"
    for written in (whole, reading.as_html(whole), f"<p>{reading.as_html(whole)}</p>"):
        assert reading.has_key(written, "tsx-01JD4")
    assert not reading.has_key(whole, "tsx-01JD")


def test_ids_of_salesforce_with_eighteen_characters() -> None:
    # developer.salesforce.com: 15 and 18 characters of one record; the shapes of REST's examples.
    assert canonical("001D000000IqhSL") == "001D000000IqhSLIAZ"
    assert canonical("001D000000IqhSLIAZ") == "001D000000IqhSLIAZ"
    assert canonical("001D000000Iomaz") == "001D000000IomazIAB"
