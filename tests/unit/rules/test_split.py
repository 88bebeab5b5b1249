"""A long text in several parts; the extension runs the same vectors."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import in_proportion
from threadside.rules.segments import count, joined, web_addresses
from threadside.rules.split import split
from threadside.rules.tables import load_json

VECTORS: list[dict[str, Any]] = load_json("vectors/split.json")
SPACES = "[\\t-\\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"

short_words = st.text(
    st.sampled_from("abcXYZ019.,!?:;’é😀\u0301\u200d\U0001f1fa\ud83d(+$€"), max_size=12
)
short_texts = st.lists(
    st.tuples(short_words, st.sampled_from([" ", "  ", "\n", "\t", "\u00a0"])), max_size=80
).map(lambda pairs: "".join(word + gap for word, gap in pairs))
any_text = st.one_of(st.text(st.characters(), max_size=600), short_texts)


def spaced(text: str) -> str:
    return re.sub(SPACES, " ", text).strip(" ")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors_both_sides_run(vector: dict[str, Any]) -> None:
    parts = split(vector["text"], vector["max_segments"], counters=vector["counters"])
    assert parts == tuple(vector["parts"])


def test_a_text_of_420_characters_becomes_three_parts_in_order() -> None:
    sentence = "The crew comes on Monday and needs about two days for all of the work. "
    text = (sentence * 6)[:419] + "."
    assert len(text) == 420
    assert [count(part).segments for part in split(text)] == [1, 1, 1]


@pytest.mark.parametrize("size", [0, -1])
def test_less_than_a_segment_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        split("Hi", size)


@given(any_text, st.integers(1, 3), st.booleans())
def test_each_part_fits_unless_it_is_one_address(text: str, size: int, counters: bool) -> None:
    for part in split(text, size, counters=counters):
        bare = re.sub(r"^\(\d+/\d+\) ", "", part)
        assert count(part).segments <= size or (web_addresses(bare) and " " not in bare)


@given(any_text, st.integers(1, 3))
def test_nothing_is_lost_added_or_moved(text: str, size: int) -> None:
    parts = split(text, size)
    assert re.sub(SPACES, "", "".join(parts)) == re.sub(SPACES, "", joined(text))
    assert all(map(spaced, parts))


@given(short_texts, st.integers(1, 3))
def test_short_words_stay_whole(text: str, size: int) -> None:
    # No word has more than a part holds but where no-break spaces join several.
    text = text.replace("\u00a0", " ")
    assert spaced(" ".join(split(text, size))) == spaced(text)


@given(any_text)
def test_a_text_that_fits_stays_as_it_is(text: str) -> None:
    if count(text).segments == 1 and spaced(text):
        (part,) = split(text)
        assert part == re.sub(f"^{SPACES}|{SPACES}$", "", joined(text)) or "\u00a0" in text


@given(any_text)
def test_counters_number_the_parts(text: str) -> None:
    parts = split(text, counters=True)
    if len(parts) > 1:
        marks = [f"({n}/{len(parts)}) " for n in range(1, len(parts) + 1)]
        assert [part[: len(mark)] for part, mark in zip(parts, marks, strict=True)] == marks


@pytest.mark.parametrize("unit", ["a", "a ", "😀", "a. ", "www.", "1 ", "a.b-", "Dr. ", "\u0301"])
def test_a_long_text_is_split_in_a_time_that_its_length_explains(unit: str) -> None:
    assert in_proportion(split, unit)
