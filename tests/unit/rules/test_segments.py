"""Segments as the carrier counts them (3GPP TS 23.038); the extension runs the same vectors."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.segments import Segments, count, forcing, to_gsm
from threadside.rules.tables import load_json

VECTORS: list[dict[str, Any]] = load_json("vectors/segments.json")
TABLE = load_json("gsm7.json")
BASIC, EXTENSION, REPLACEMENTS = TABLE["basic"], TABLE["extension"], TABLE["replacements"]

gsm_text = st.text(st.sampled_from(BASIC + EXTENSION), max_size=400)
any_text = st.one_of(
    gsm_text,
    st.text(max_size=200),
    st.text(st.characters(), max_size=200),  # lone surrogates included
    st.text(st.sampled_from("a€]ж😀’\u200d\ud83d\ude00"), max_size=200),
)


def text_of(vector: dict[str, Any]) -> str:
    """A vector's text is a string, or pieces with how often each repeats."""
    text = vector["text"]
    return text if isinstance(text, str) else "".join(piece * times for piece, times in text)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors_both_sides_run(vector: dict[str, Any]) -> None:
    """S-1: as the network counts; the extension runs the same."""
    assert count(text_of(vector)) == Segments(
        encoding=vector["encoding"],
        units=vector["units"],
        segments=vector["segments"],
        per_segment=vector["per_segment"],
        remaining=vector["remaining"],
        unicode_chars=tuple(vector["unicode_chars"]),
    )
    assert to_gsm(text_of(vector)) == vector["gsm"]


def test_the_alphabets_have_the_sizes_of_the_standard() -> None:
    assert (len(set(BASIC)), len(set(EXTENSION))) == (127, 10)
    assert not set(BASIC) & set(EXTENSION)


@pytest.mark.parametrize(("char", "plain"), REPLACEMENTS.items())
def test_a_replacement_turns_what_is_not_gsm_into_what_is(char: str, plain: str) -> None:
    assert char not in BASIC + EXTENSION
    assert set(plain) <= set(BASIC)


def test_the_replacements_that_a_reader_would_notice_are_marked() -> None:
    assert set(TABLE["visible_replacements"]) < set(REPLACEMENTS)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("😀" * 67, 3),
        ("]" * 153, 3),
        ("a" * 306, 2),
        ("", 0),
        ("Don’t be late" + "." * 60, 2),
        ("Don't be late" + "." * 60, 1),
    ],
)
def test_prices_a_rep_would_check_by_hand(text: str, segments: int) -> None:
    assert count(text).segments == segments


def test_a_pair_delivered_as_two_halves_is_one_character() -> None:
    assert count("\ud83d\ude00" * 67) == count("😀" * 67)


def test_a_lone_half_is_shown_as_the_replacement_character() -> None:
    assert count("\ud83d").unicode_chars == ("\ufffd",)


@given(gsm_text)
def test_text_of_both_alphabets_is_gsm7(text: str) -> None:
    counted = count(text)
    assert counted.encoding == "gsm7"
    assert counted.units == len(text) + sum(char in EXTENSION for char in text)
    assert counted.unicode_chars == ()
    assert to_gsm(text) is None


@given(any_text)
def test_segments_are_as_many_as_a_naive_packer_fills(text: str) -> None:
    counted = count(text)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    if counted.encoding == "gsm7":
        pieces = ["x" if char in BASIC else "xx" for char in joined]
        single, part = 160, 153
    else:
        pieces = ["x" * (len(char.encode("utf-16-le", "surrogatepass")) // 2) for char in joined]
        single, part = 70, 67
    assert counted.units == len("".join(pieces))
    if counted.units <= single:
        assert counted.segments == (1 if text else 0)
        assert counted.remaining == single - counted.units
        return
    parts = [""]
    for piece in pieces:
        if len(parts[-1] + piece) > part:
            parts.append("")
        parts[-1] += piece
    assert counted.segments == len(parts)
    assert counted.remaining == part - len(parts[-1])


@given(any_text, any_text)
def test_more_text_never_costs_fewer_segments(text: str, more: str) -> None:
    assert count(text + more).segments >= count(text).segments


@given(any_text)
def test_at_most_ten_foreign_characters_are_named_each_once(text: str) -> None:
    named = count(text).unicode_chars
    assert len(named) <= 10
    assert bool(named) == (count(text).encoding == "ucs2")


@given(any_text)
def test_every_character_that_forces_ucs2_is_named_as_it_is(text: str) -> None:
    """S-2"""
    named = forcing(text)
    assert len(set(named)) == len(named)
    assert bool(named) == (count(text).encoding == "ucs2")
    assert len(named[:10]) == len(count(text).unicode_chars)


def test_more_than_ten_are_all_named() -> None:
    assert forcing("абвгдежзийклмнo") == tuple("абвгдежзийклмн")


@given(any_text)
def test_a_suggestion_is_gsm7_and_final(text: str) -> None:
    """S-3: nothing is offered unless every character becomes GSM-7."""
    plain = to_gsm(text)
    if plain is not None:
        assert count(plain).encoding == "gsm7"
        assert count(text).encoding == "ucs2"
        assert to_gsm(plain) is None


@given(st.text(st.sampled_from("ab ’“”–…\u00a0\u200b"), max_size=60))
def test_typographic_text_always_has_a_suggestion(text: str) -> None:
    foreign = re.search("[’“”–…\u00a0\u200b]", text)
    assert (to_gsm(text) is not None) == bool(foreign)


@given(
    st.text(st.sampled_from("abc/?=&-._~%’–“"), min_size=1, max_size=30),
    st.sampled_from(["it’s ", "“", ""]),
)
def test_an_address_survives_letter_for_letter(path: str, before: str) -> None:
    """S-3"""
    address = f"https://example.com/{path}z"
    plain = to_gsm(f"{before}{address} – ok")
    foreign_inside = any(char in "’–“" for char in path)
    assert plain is None if foreign_inside else plain is not None and address in plain
