"""Reading takes time in proportion to a text's length, whatever it is made of."""

import pytest

from tests.growth import in_proportion
from threadside.rules.intents import classify

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
def test_ten_times_the_text_takes_about_ten_times_as_long(part: str) -> None:
    assert in_proportion(lambda text: classify(text, text), part)
