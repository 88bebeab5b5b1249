"""Keywords act at once in any writing, whatever was asked before; the vectors show each reading."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.intents import (
    HELP_KEYWORDS,
    START_KEYWORDS,
    STOP_KEYWORDS,
    Intent,
    classify,
)
from threadside.rules.tables import load_json

VECTORS: list[dict[str, Any]] = load_json("vectors/intents.json")
PER_SE = ["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"]
ALL = {
    **dict.fromkeys(STOP_KEYWORDS, ("opt_out", "suppress")),
    **dict.fromkeys(START_KEYWORDS, ("opt_in", "restore")),
    **dict.fromkeys(HELP_KEYWORDS, ("help", "answer_help")),
}

noise = st.text(st.sampled_from(" .,!?*_-()[]✋🏽😡\u200b\u200e\u00a0\n\t"), max_size=6)


def read(text: str, context: str | None = None) -> tuple[str, str]:
    """Intent and action of a text."""
    found = classify(text, context)
    return found.intent, found.action


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors(vector: dict[str, Any]) -> None:
    found = classify(vector["text"], vector.get("context"))
    assert (found.intent, found.action, found.because) == (
        vector["intent"],
        vector["action"],
        vector["because"],
    )


@pytest.mark.parametrize("word", PER_SE)
def test_the_words_of_the_regulation_stop(word: str) -> None:
    """47 CFR 64.1200(a)(10) names them as revocation per se."""
    assert classify(word) == Intent("opt_out", "suppress", f"keyword:{word}", word)


@given(st.sampled_from(sorted(ALL)), noise, noise, st.sampled_from([str.upper, str.title, str]))
def test_decoration_changes_nothing(
    word: str, before: str, after: str, case: Callable[[str], str]
) -> None:
    """R-10."""
    found = classify(before + case(word) + after)
    assert ((found.intent, found.action), found.keyword) == (ALL[word], word)


@given(st.sampled_from(sorted(STOP_KEYWORDS - {"opt out", "stop all"})), st.sampled_from(" .-_·"))
def test_spaced_letters_are_the_word(word: str, gap: str) -> None:
    """R-10."""
    assert classify(gap.join(word)).keyword == word


@given(
    st.sampled_from(sorted(STOP_KEYWORDS)),
    st.sampled_from(["please", "Thanks!", "thank you", "pls", "thx"]),
    st.sampled_from(["{courtesy} {word}", "{word}. {courtesy}", "{word}\n{courtesy}!"]),
)
def test_a_polite_stop_is_a_stop(word: str, courtesy: str, order: str) -> None:
    found = classify(order.format(word=word, courtesy=courtesy))
    assert (found.intent, found.action) == ("opt_out", "suppress")


def test_a_keyword_inside_a_sentence_decides_nothing_by_itself() -> None:
    said = [
        "cancel my 3pm",
        "stop by at 5",
        "the end",
        "I quit my job",
        "start at 9",
        "help me move",
    ]
    assert {read(text) for text in said} == {("none", "deliver")}


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_accents_may_be_typed_in_any_form(form: Any) -> None:
    """R-10."""
    assert classify(unicodedata.normalize(form, "ARRÊT")).keyword == "arret"


@pytest.mark.parametrize(
    "word", ["shop", "step", "spot", "top", "stoop", "stow", "quiet", "cancer"]
)
def test_a_word_of_its_own_is_no_slip_of_a_keyword(word: str) -> None:
    assert read(word) == ("none", "deliver")


@pytest.mark.parametrize(
    "text", ["stpo", "STOPP", "stooooop", "unsubcribe", "unsuscribe", "st0p", "cancle", "opt oit"]
)
def test_a_slip_of_the_finger_is_the_word(text: str) -> None:
    assert read(text) == ("opt_out", "suppress")


def test_a_stop_at_the_end_of_a_very_long_text_counts() -> None:
    assert read("All is fine with the house. " * 1_100 + "\nSTOP") == ("opt_out", "suppress")


@given(st.text(st.characters()), st.none() | st.text(st.characters()))
def test_any_text_has_an_answer_that_fits_its_action(text: str, context: str | None) -> None:
    found = classify(text, context)
    fitting = {
        "opt_out": {"suppress", "hold"},
        "wrong_number": {"hold"},
        "help": {"answer_help"},
        "opt_in": {"restore", "ask_person"},
        "none": {"deliver"},
    }
    assert found.action in fitting[found.intent]
    assert found.because
