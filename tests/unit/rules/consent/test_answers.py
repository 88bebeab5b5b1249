"""A plain yes or no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.consent.answers import answer


@pytest.mark.parametrize(
    "text", ["YES", "y", " Yes! ", "Sí", "OUI", "yes please", "Ｙｅｓ", "Yes 👍"]
)
def test_yes(text: str) -> None:
    assert answer(text) == "yes"


@pytest.mark.parametrize("text", ["NO", "n", "No.", "No thanks", "non"])
def test_no(text: str) -> None:
    assert answer(text) == "no"


@pytest.mark.parametrize(
    "text", ["", "yes but only on Mondays", "maybe", "STOP", "no problem", "👍"]
)
def test_everything_else_is_a_persons(text: str) -> None:
    assert answer(text) is None


@given(st.text(st.characters(), max_size=300))
def test_it_never_raises(text: str) -> None:
    assert answer(text + "\ud800") in {None, "yes", "no"}
