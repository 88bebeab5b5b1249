"""What somebody answers who was asked for consent: yes or no, as a whole text."""

import unicodedata
from typing import Final, Literal

Answer = Literal["yes", "no"]

_YES: Final = frozenset(
    {"y", "yes", "yes please", "yep", "yeah", "i agree", "agree", "confirm", "si", "oui"}
)
_NO: Final = frozenset({"n", "no", "no thanks", "no thank you", "nope", "non", "no gracias"})


def answer(text: str) -> Answer | None:
    """Whether a text is a plain yes or no; None for all else, which a person has to read.

    Case, accents, punctuation and symbols do not matter. Never raises.
    """
    plain = unicodedata.normalize("NFKD", text[:200]).casefold()
    kept = "".join(
        " " if not char.isalnum() else char
        for char in plain
        if unicodedata.category(char) not in {"Mn", "Cf"}
    )
    words = " ".join(kept.split())
    if words in _YES:
        return "yes"
    return "no" if words in _NO else None
