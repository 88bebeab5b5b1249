"""What a new password may not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.passwords import LONGEST, SHORTEST, wrong_with

KIM = ("kim.okafor@example.com", "Kim Okafor")


@pytest.mark.parametrize(
    "password",
    ["a lamp beside the river", "correct horse battery", "北京欢迎你北京欢迎你北", "threadside"],
)  # fmt: skip
def test_a_few_words_are_taken(password: str) -> None:
    assert wrong_with(password, KIM) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "weak_password"), ("ninechars", "weak_password"), ("x" * 257, "weak_password"),
        ("password123", "common_password"), ("P@ssw0rd1234", "common_password"),
        ("1234567890", "common_password"), ("aaaaaaaaaaaa", "common_password"),
        ("x" * 256, "common_password"),
        ("kim.okafor@example.com", "personal_password"), ("KimOkafor123", "personal_password"),
        ("okafor-okafor", "personal_password"),
    ],
)  # fmt: skip
def test_what_is_refused_and_why(password: str, why: str) -> None:
    assert wrong_with(password, KIM) == why


def test_a_name_may_be_part_of_something_longer() -> None:
    assert wrong_with("okafor rides a purple tram", KIM) is None


@given(password=st.text(max_size=300), about=st.lists(st.text(max_size=60), max_size=3))
def test_whatever_is_typed_gets_an_answer(password: str, about: list[str]) -> None:
    found = wrong_with(password, about)
    assert (found == "weak_password") == (not SHORTEST <= len(password) <= LONGEST)
