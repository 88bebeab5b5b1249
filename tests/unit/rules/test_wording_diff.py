"""What changed between two wordings is told word by word, and nothing of them is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.wording_diff import between

WORDINGS = st.lists(
    st.sampled_from(
        ["Hi", "there", " ", "\n", ",", "{{first_name|you}}", "we're", "late", "é", "👍"]
    )
).map("".join)


@pytest.mark.parametrize(
    ("older", "newer", "parts"),
    [
        ("Hi", "Hi", [("same", "Hi")]),
        ("", "Hi", [("new", "Hi")]),
        ("Hi", "", [("gone", "Hi")]),
        ("", "", []),
        (
            "We are late.",
            "We are very late.",
            [("same", "We are"), ("new", " very"), ("same", " late.")],
        ),
        (
            "Hi {{first_name|there}}, ok?",
            "Hi {{first_name|you}}, ok?",
            [
                ("same", "Hi "), ("gone", "{{first_name|there}}"), ("new", "{{first_name|you}}"),
                ("same", ", ok?"),
            ],
        ),
        (
            "See you on Monday at nine.",
            "See you next week at nine.",
            [
                ("same", "See you "), ("gone", "on Monday"), ("new", "next week"),
                ("same", " at nine."),
            ],
        ),
    ],
)  # fmt: skip
def test_words_are_marked_whole(older: str, newer: str, parts: list[tuple[str, str]]) -> None:
    assert list(between(older, newer)) == parts


@given(WORDINGS, WORDINGS)
def test_the_parts_give_both_wordings_again(older: str, newer: str) -> None:
    parts = between(older, newer)
    assert "".join(text for op, text in parts if op != "gone") == newer
    assert "".join(text for op, text in parts if op != "new") == older
    assert all(text for _, text in parts)


@given(WORDINGS)
def test_nothing_differs_from_itself(wording: str) -> None:
    assert all(op == "same" for op, _ in between(wording, wording))
