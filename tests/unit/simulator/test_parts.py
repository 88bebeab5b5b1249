import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.simulator.parts import count_parts, split_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("é" * 160, 1),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("ê" * 66 + "😀" + "ê" * 65, 2),
        ("ê" * 66 + "😀" + "ê" * 66, 3),
    ],
)
def test_parts_follow_the_alphabet_and_never_cut_a_character(text: str, parts: int) -> None:
    assert count_parts(text) == parts


@given(st.text(max_size=500), st.text(max_size=5))
def test_a_longer_text_never_needs_fewer_parts(text: str, more: str) -> None:
    assert count_parts(text + more) >= count_parts(text) >= 1


@given(st.text(max_size=800))
def test_parts_joined_are_the_text(text: str) -> None:
    assert "".join(split_parts(text)) == text


def test_unicode_can_be_asked_for() -> None:
    assert (count_parts("a" * 71), count_parts("a" * 71, "unicode")) == (1, 2)
