"""Reading takes time in proportion to a text's length, whatever it is made of."""

import time

import pytest

from threadside.rules.intents import classify

LONGEST = 30_000
TEXTS = [
    "stop ", "a b c d ", "please dont text me i want to ", "no more of the these this ", "“",
    "s.",
    "remove me from the ", "i dont want to be get any ", "if you text me again and i ", "\u0301",
    "😂", "\ufdfa", "\n-", ">", "'", "st0p ", "reply stop to ", "not Maria ", "auto reply ",
    "\ud83d", "want to get to be please not ", "consent to my any all the ", "moved, ",
    "please remove number, ", "not the name who you think ", "no quiero que me recibir mas ",
    "no me mande mas a este numero ", "ne me plus de vos ", "je ne veux plus jamais de recevoir ",
    "texts and ", "stop the all of these your ", "please have it be removed from the ",
    "my number is a new number this is ",
]  # fmt: skip


@pytest.mark.parametrize("part", TEXTS)
def test_thirty_thousand_characters_of_anything_are_read_at_once(part: str) -> None:
    text = (part * LONGEST)[:LONGEST]
    began = time.process_time()
    classify(text, text)
    assert time.process_time() - began < 0.5


def test_an_ordinary_text_takes_less_than_a_millisecond() -> None:
    text = "Hi Maya, thanks for the quote. Could you send the invoice before we stop by on Friday?"
    classify(text)
    began = time.process_time()
    for _ in range(200):
        classify(text)
    assert (time.process_time() - began) / 200 < 0.001
