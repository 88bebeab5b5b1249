"""What no rule knows is held where it is like what people write who want no more texts, or who are
not meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intent_likeness import learnt, made_of, words
from threadside.rules.intents import classify, likeness
from threadside.rules.tables import load_json


def test_the_weights_are_those_of_the_labelled_texts() -> None:
    assert load_json(likeness.FILE)["made_of"] == made_of(), "run `make likeness`"


@pytest.mark.parametrize("meaning", likeness.LEARNT)
def test_what_it_finds_is_held_for_a_person_and_says_how_sure_it_is(
    meaning: likeness.Meaning,
) -> None:
    found = [classify(text) for text in HELD[meaning]]
    by_likeness = [each for each in found if each.because.startswith("likeness:")]
    assert by_likeness
    assert {(each.intent, each.action) for each in by_likeness} == {(meaning, "hold")}


HELD: dict[likeness.Meaning, tuple[str, ...]] = {
    "opt_out": (
        "had enough of yall texts every dang week",
        "this number is for family only so scratch it off for texts",
        "I am all set with the messages, thanks and goodbye",
    ),
    "wrong_number": (
        "this phone used to be my uncle's, he has a new one",
        "somebody else has my old cell now and I have this one of a stranger's",
    ),
}


@pytest.mark.parametrize(
    "text",
    ["Sounds good, thanks!", "See you at 3", "Is it ready?", "Gracias, muy amable", "Oui, parfait"],
)
def test_ordinary_answers_are_not_like_it(text: str) -> None:
    found = likeness.scores(words(text))
    assert all(found[each] < likeness.LIKELY[each] / 2 for each in likeness.LEARNT)


def test_a_short_answer_to_our_question_is_an_answer() -> None:
    assert classify("enough already", "Do you need more bricks?").action == "deliver"


@given(st.lists(st.text(min_size=1, max_size=30), max_size=300))
def test_any_words_have_a_probability(any_words: list[str]) -> None:
    assert all(0 <= score <= 1 for score in likeness.scores(any_words).values())


def test_the_same_texts_teach_the_same() -> None:
    texts = [([0, 1], 1), ([2], 0), ([1, 2], 1)]
    assert learnt(texts, 3) == learnt(texts, 3)
