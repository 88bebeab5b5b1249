"""Every hint has its words, short enough to stand beside the text."""

import string
from typing import Any

import pytest

from tests.unit.rules.content.vectors import VECTORS, setting_of, text_of
from threadside.rules.content import RISKS, check
from threadside.words import say, table

CODES = {
    "empty", "unfilled_placeholder", "too_long", "many_segments", "public_shortener",
    "unknown_link_domain", "insecure_link", "raw_ip_link", "per_se_word_invitation",
    "risky_content", "missing_identity", "missing_opt_out_line", "promotional_needs_marketing",
    "shouting", "exclamation", "blame_words", "several_questions", "jargon",
    "robotic_template_unedited", "same_as_previous", "copied_around", "fancy_font",
    "repeated_punctuation",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_hint_says_what_it_is_what_to_do_and_why(code: str) -> None:
    assert len(table()[f"content.{code}.title"].split()) <= 6
    for part in ("detail", "why"):
        assert table()[f"content.{code}.{part}"].endswith(".")


def test_the_vectors_give_every_hint() -> None:
    given = {hint["code"] for vector in VECTORS["texts"] for hint in vector["hints"]}
    assert given == CODES


@pytest.mark.parametrize("vector", VECTORS["texts"])
def test_a_hint_fills_its_words(vector: dict[str, Any]) -> None:
    for hint in check(text_of(vector), setting_of(vector)):
        for part in ("title", "detail", "why"):
            key = f"content.{hint.code}.{part}"
            wanted = {name for _t, name, _s, _c in string.Formatter().parse(table()[key]) if name}
            assert wanted <= set(hint.params)
            assert say(key, **hint.params)


def test_every_class_of_risk_has_a_name() -> None:
    assert all(f"content.risk.{name}" in table() for name in RISKS)
