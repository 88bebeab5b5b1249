"""Whatever is typed or pasted, the checks answer, and quickly."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.growth import in_proportion
from threadside.rules.content import (
    SHORT,
    Hint,
    Setting,
    carries_identity,
    carries_opt_out_line,
    check,
    fingerprint,
    is_promotional,
    lint_template,
    mark,
    similarity,
    with_identity,
)

LEVELS = ["block", "warn", "hint"]
PIECES = [
    "a", " ", ".", "!?", "a.", "a.co? ", "http://", "://", "@:", "[a-", "{{", "}}", "A ", "AB ",
    "X", "_", "reply ", "reply,", "STOP, ", "reply stop ", "to opt out ", "you never ", "%",
    "$9 off ",
    "\u0301", "\u200b", "é", "𝐀", "😀", "\ud83d", "ﷺ", "xn--a-.b.", "0", "1.1.1.1/", "<a ", "hi ",
    "from $9", "save up to ", "stop to", "only $9,", "\u202e", "\n", "'", "www.", "ab-", "X-",
]  # fmt: skip
FULL = Setting(
    brand="Acme", first_to_number=True, plain_words={"a": "b", "EOD": "tonight"},
    previous=["a a a a a a", "Hi"], copied={mark("a a a a a a")[:SHORT]: 3}, template="a a a a a",
    link_domains=frozenset({"acme.com"}), blocked_risks=frozenset({"alcohol"}),
)  # fmt: skip

texts = st.one_of(
    st.text(st.characters()),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join),
)


@given(texts)
@example("AHTTP://0")
@example("hi http://a é www.a")
def test_every_text_has_an_answer(text: str) -> None:
    hints = check(text, FULL)
    assert [LEVELS.index(hint.level) for hint in hints] == sorted(
        LEVELS.index(hint.level) for hint in hints
    )
    assert all(0 <= start < end <= len(text) for hint in hints for start, end in hint.spans)
    lint_template(text, FULL)
    is_promotional(text)
    assert fingerprint(text, [text]) == ""
    assert similarity(text, text) == 1


@given(texts, st.text(max_size=20))
def test_what_was_completed_is_complete(text: str, brand: str) -> None:
    """C-7 holds for every text and every brand."""
    completed = with_identity(text, brand, opt_out_line=True)
    assert with_identity(completed, brand, opt_out_line=True) == completed
    assert carries_opt_out_line(completed)
    assert not brand.strip() or carries_identity(completed, brand)


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_a_check_takes_no_longer_than_the_texts_length_explains(piece: str) -> None:
    assert in_proportion(lambda text: check(text, FULL), piece)


def test_hints_are_values() -> None:
    assert Hint("empty", "block") == Hint("empty", "block", {}, (), None)
