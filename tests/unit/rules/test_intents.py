"""A whole message that says stop, start or help acts at once; a sentence never does."""

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
    IntentKind,
    classify,
)
from threadside.rules.tables import load_json

VECTORS: list[dict[str, Any]] = load_json("vectors/intents.json")
PER_SE = ["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"]
ALL: dict[str, IntentKind] = {
    **dict.fromkeys(STOP_KEYWORDS, "stop"),
    **dict.fromkeys(START_KEYWORDS, "start"),
    **dict.fromkeys(HELP_KEYWORDS, "help"),
}

noise = st.text(st.sampled_from(" .,!?*_-()[]🛑✋🏽😡\u200b\u200e\u00a0\n\t"), max_size=6)
ordinary = st.lists(
    st.sampled_from(["my", "3pm", "by", "the", "texting", "me", "order", "it", "don't", "at"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors(vector: dict[str, Any]) -> None:
    assert classify(vector["text"]) == Intent(vector["kind"], vector["keyword"])


@pytest.mark.parametrize("word", PER_SE)
def test_the_words_of_the_regulation_stop(word: str) -> None:
    assert classify(word) == Intent("stop", word)


@given(st.sampled_from(sorted(ALL)), noise, noise, st.sampled_from([str.upper, str.title, str]))
def test_decoration_changes_nothing(
    word: str, before: str, after: str, case: Callable[[str], str]
) -> None:
    assert classify(before + case(word) + after) == Intent(ALL[word], word)


@given(st.sampled_from(sorted(STOP_KEYWORDS - {"opt out", "stop all"})), st.sampled_from(" .-_·"))
def test_spaced_letters_are_the_word(word: str, gap: str) -> None:
    assert classify(gap.join(word)) == Intent("stop", word)


@given(
    st.sampled_from(sorted(STOP_KEYWORDS)),
    st.sampled_from(["please", "Thanks!", "thank you", "pls", "thx"]),
    st.sampled_from(["{courtesy} {word}", "{word}. {courtesy}", "{word}\n{courtesy}!"]),
)
def test_a_polite_stop_is_a_stop(word: str, courtesy: str, order: str) -> None:
    assert classify(order.format(word=word, courtesy=courtesy)) == Intent("stop", word)


@given(
    st.sampled_from(sorted(ALL)),
    ordinary,
    st.sampled_from(["{word} {rest}", "{rest} {word}", "{rest} {word} {rest}"]),
)
def test_a_word_inside_a_sentence_is_for_a_person(word: str, rest: str, order: str) -> None:
    assert classify(order.format(word=word, rest=rest)).kind == "none"


@given(
    st.sampled_from(["Liked", "Loved", "Laughed at", "Reacted 👍 to", "👍 to", "👍", "❤️"]),
    st.sampled_from(["STOP", "Reply STOP to opt out", "HELP", "START", "cancel"]),
    st.sampled_from(["“{}”", '"{}"', "«{}»"]),
)
def test_a_reaction_to_our_text_is_no_request(verb: str, quoted: str, quotes: str) -> None:
    assert classify(f"{verb} {quotes.format(quoted)}").kind == "none"


@given(st.text(st.characters()))
def test_any_text_has_an_answer_and_a_keyword_exactly_with_an_intent(text: str) -> None:
    intent = classify(text)
    assert (intent.keyword is None) == (intent.kind == "none")
