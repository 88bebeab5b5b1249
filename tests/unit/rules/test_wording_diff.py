"""What changed between two wordings is told word by word, and nothing of them is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.wording_diff import between, share_changed

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


@pytest.mark.parametrize(
    ("older", "newer", "share"),
    [
        ("See you at ten.", "See you at ten.", 0),
        ("See you at ten.", "See  you at\nten.", 0),
        ("See you at {{ask: When?}}.", "See you at half past ten.", 0),
        ("See you at ten.", "See you at noon.", 20),
        ("See you.", "See you. Bring the papers, please.", 50),
        ("One two", "three four", 100),
        ("", "", 0),
    ],
)
def test_how_much_was_changed_is_told_in_words(older: str, newer: str, share: int) -> None:
    assert share_changed(older, newer) == share


@given(st.text(), st.text())
def test_a_share_is_one_of_a_hundred(older: str, newer: str) -> None:
    assert 0 <= share_changed(older, newer) <= 100
    assert share_changed(newer, newer) == 0
