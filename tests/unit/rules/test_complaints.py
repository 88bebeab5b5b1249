"""What counts as a complaint about being texted, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.complaints import objects
from threadside.rules.networks import name


@pytest.mark.parametrize(
    "text",
    [
        "Who is this?",
        "who are you",
        "WHO IS THIS NUMBER",
        "Who dis",
        "How did you get my number??",
        "Don't text me again",
        "don’t contact me",
        "Stop texting me!!!",
        "never message me",
        "quit harassing me please",
        "Leave me alone",
        "Take me off your list",
        "lose my number",
        "This is SPAM",
        "spam",
        "Scammer",
        "I reported you",
        "reporting this to my carrier",
        "forwarded to 7726",
        "I'm on the do not call list",
        "you will hear from my lawyer",
        "I never signed up for this",
    ],
)
def test_objections_are_counted(text: str) -> None:
    assert objects(text)


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "Who is this for?",
        "Can you text me the address?",
        "I'll report back tomorrow",
        "Please contact me on Thursday",
        "Don't forget to text me",
        "Stop by any time",
        "my lawyers office is at 5th",
        "The spam folder had it",
        "Who is the driver?",
        "",
    ],
)
def test_ordinary_texts_are_not(text: str) -> None:
    assert not objects(text)


@given(st.text(max_size=2_000))
def test_any_text_has_an_answer(text: str) -> None:
    assert objects(text) in (True, False)


def test_networks_have_names_where_they_are_known() -> None:
    assert name("310260") == name("311490") == "T-Mobile"
    assert name("310410") == "AT&T"
    assert name("23420") == "23420"
    assert name("US-TOLL-FREE") == "US-TOLL-FREE"
    assert name("") == ""
