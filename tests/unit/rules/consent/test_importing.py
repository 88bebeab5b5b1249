"""Rows of another system's consent: whole, or refused with the column that is wrong."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules import cells
from threadside.rules.consent.importing import NotTakable, Row, Wrong, read

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def only(heading: str, row: str) -> Row | Wrong:
    """The one row of a file."""
    (found,) = read(f"{heading}\n{row}\n", "US", NOW)
    return found


@pytest.mark.parametrize(
    ("heading", "row", "code"),
    [
        ("phone", "nobody", "phone"),
        ("phone", "911", "phone"),
        ("phone,status", "7205550142,perhaps", "status"),
        ("phone,scope", "7205550142,everything", "scope"),
        ("phone,scope", "7205550142,conversational", "scope"),
        ("phone,strength", "7205550142,ironclad", "strength"),
        ("phone,strength", "7205550142,implied", "implied"),
        ("phone,obtained_at", "7205550142,last week", "obtained_at"),
        ("phone,obtained_at", "7205550142,2027-01-01", "obtained_at"),
        ("phone,obtained_at", "7205550142,0001-01-01T00:00:00+14:00", "obtained_at"),
        ("phone,basis", "+14165550123,gift", "basis"),
        ("phone,basis", "+14165550123,purchase", "basis_at"),
        ("phone,basis,basis_at", "7205550142,purchase,2026-01-01", "basis_canada"),
        ("phone,basis,basis_at", "+14165550123,inquiry,2025-01-01", "basis_over"),
        ("phone,words", "7205550142,yes,no", "wrong_number_of_fields"),
        ("phone,words", "7205550142", "wrong_number_of_fields"),
        ("phone,words", f"7205550142,{'x' * 2001}", "too_long"),
    ],
)
def test_a_row_that_is_half_right_is_refused_by_name(heading: str, row: str, code: str) -> None:
    found = only(heading, row)
    assert isinstance(found, Wrong)
    assert (found.line, found.code) == (2, code)


def test_what_it_claims_is_lowered_to_what_an_import_can_be() -> None:
    """C-4."""
    found = only("phone,scope,strength", "(720) 555-0142,marketing,written")
    assert isinstance(found, Row)
    assert (found.phone, found.strength, found.lowered) == ("+17205550142", "express", True)


def test_implied_consent_has_its_end() -> None:
    found = only("phone,basis,basis_at", "+14165550123,purchase,2026-01-31")
    assert isinstance(found, Row)
    assert (found.strength, found.expires_at) == ("implied", datetime(2028, 1, 31, tzinfo=UTC))


def test_a_heading_in_other_letters_and_order_is_read() -> None:
    found = only("\ufeffWords, PHONE ", "hello,7205550142")
    assert isinstance(found, Row)
    assert (found.phone, found.words) == ("+17205550142", "hello")


def test_the_same_row_has_the_same_key_wherever_it_stands() -> None:
    rows = list(read("phone,words\n7205550142,a\n7205550142,b\n(720) 555-0142,a\n", "US", NOW))
    keys = [row.key for row in rows if isinstance(row, Row)]
    assert keys[0] == keys[2] != keys[1]
    assert all(len(key) <= 64 for key in keys)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_heading"),
        ("\n", "no_heading"),
        ("phone,colour\n", "unknown_column"),
        ("words\nhello\n", "no_phone_column"),
        ('phone,words\n7205550142,"never closed', "broken_csv"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(text: str, code: str) -> None:
    with pytest.raises(NotTakable) as refused:
        list(read(text, "US", NOW))
    assert refused.value.code == code


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_rows_or_a_reason(text: str) -> None:
    for head in ("", "phone,obtained_at,basis_at\n"):
        with suppress(NotTakable):
            assert all(isinstance(each, Row | Wrong) for each in read(head + text, "US", NOW))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_file_of_any_spreadsheet_is_read(separator: str, encoding: str) -> None:
    lines = (("Phone", "Words", "Note"), ("7205550142", "Größe, ja; bitte", "'=1+1"))
    text = "\r\n".join(
        separator.join(f'"{cell}"' if row else cell for cell in line)
        for row, line in enumerate(lines)
    )
    (found,) = read(cells.decoded(text.encode(encoding)), "US", NOW)
    assert isinstance(found, Row)
    assert (found.phone, found.words, found.note) == ("+17205550142", "Größe, ja; bitte", "=1+1")
    assert found.line == 2
