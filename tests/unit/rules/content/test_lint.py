"""A template is checked like a text, with its fields filled."""

import pytest

from threadside.rules.content import SHORT, Setting, lint_template, mark

ANY = Setting()


def codes(body: str, setting: Setting = ANY) -> list[str]:
    return [hint.code for hint in lint_template(body, setting)]


@pytest.mark.parametrize(
    "body",
    [
        "Hi {{first_name|there}}, your visit is on {{date}}. Reply STOP to opt out.",
        "{{first_name}}",
        "{{ First_Name | }} {{rep.first_name}}",
        "Reply YES to confirm or NO to change it.",
    ],
)
def test_fields_are_no_holes(body: str) -> None:
    assert codes(body) == []


@pytest.mark.parametrize("body", ["Hi {{first name}}", "Hi {{}}", "Hi {{name", "Hi [NAME]"])
def test_what_is_no_field_is_a_hole(body: str) -> None:
    """S-4: unfilled merge fields are never sent."""
    assert codes(body) == ["unfilled_placeholder"]


def test_a_word_that_revokes_consent_is_an_error() -> None:
    """R-9: "Reply CANCEL to cancel your appointment" (47 CFR 64.1200(a)(10))."""
    (hint,) = lint_template("{{first_name|Hello}}: reply CANCEL to cancel your appointment.", ANY)
    assert (hint.code, hint.level, hint.params) == (
        "per_se_word_invitation", "block", {"word": "CANCEL"},
    )  # fmt: skip


def test_places_are_those_of_the_body_and_nothing_mends_fields_away() -> None:
    (hint,) = lint_template("Hi {{first_name}}, thank you!!!", ANY)
    assert (hint.code, hint.spans, hint.fix) == ("exclamation", ((28, 31),), None)


def test_nothing_is_said_of_a_conversation_that_is_not_there_yet() -> None:
    talking = Setting(
        brand="Acme", first_to_number=True, days_since_opt_out_line=90,
        previous=["Your roof is done and dry again."],
        copied={mark("Your roof is done and dry again.")[:SHORT]: 9},
    )  # fmt: skip
    assert codes("Your roof is done and dry again.", talking) == []


def test_a_link_may_end_in_a_field() -> None:
    ours = Setting(link_domains=frozenset({"acme.com"}))
    assert codes("See https://acme.com/{{token}}", ours) == []
    assert codes("See https://bit.ly/{{token}}", ours) == ["public_shortener"]
