"""What in a text must not be sent, found alike by the backend and the sidebar."""

import dataclasses
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import in_proportion
from tests.unit.rules.sensitive.labelled import PARTS, labelled, measure, text_of, total
from threadside.rules.sensitive import Finding, find, mask, phrases
from threadside.rules.sensitive.reading import read
from threadside.rules.tables import load_json

VECTORS: list[dict[str, Any]] = load_json("vectors/sensitive.json")

PIECES = [
    "4111 1111 1111 1111", "123-45-6789", "4", "1 ", "password", " is ", "code", ": ", "123456",
    "send me ", "your ", "ssn", "?", ".", "\n", "é", "😀", "\u200b", "\ud83d", "İ", "½", "ﬁ", "́",
    "DE89370400440532013000", "eyJ", "sk_live_", "gate", "=", "not ", "٤", "４", "·", "'",
]  # fmt: skip
any_text = st.one_of(
    st.text(st.characters(), max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


def types(text: str) -> list[str]:
    return [finding.type for finding in find(text)]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors_both_sides_run(vector: dict[str, Any]) -> None:
    text = text_of(vector)
    found = [[finding.rule, finding.start, finding.end] for finding in find(text)]
    assert found == vector["findings"]
    assert mask(text) == vector["masked"]


@pytest.mark.parametrize("part", PARTS)
def test_the_labelled_texts_are_told_apart(part: str) -> None:
    """X-1: every card, number, key, password and code; nine in ten of all; one in twenty false."""
    recall, ordinary = measure(part)
    for name in ("card", "ssn", "password", "api_key", "otp"):
        assert recall[name].share >= 0.97, recall[name].wrong
    assert total(recall).share >= 0.95
    assert total(ordinary).share >= 0.98, total(ordinary).wrong


def test_the_labelled_texts_are_many_and_of_every_type() -> None:
    rows = [row for part in PARTS for row in labelled(part)]
    assert len(rows) >= 240
    assert {name for row in rows for name in row["types"]} == set(
        load_json("sensitive.json")["actions"]
    )


@pytest.mark.parametrize(
    ("text", "type_", "action"),
    [
        ("4111 1111 1111 1111", "card", "block"),
        ("my ssn is 123-45-6789", "ssn", "block"),
        ("ITIN 912-70-1234", "itin", "block"),
        ("routing 021000021", "bank_account", "block"),
        ("the password is hunter2", "password", "block"),
        ("api key: 8f3a9c1be72d4405", "api_key", "block"),
        ("your code is 123456", "otp", "block"),
        ("what's your SSN?", "solicits_secret", "block"),
        ("DE89 3704 0044 0532 0130 00", "iban", "warn"),
        ("gate code is 4821#", "access_code", "warn"),
        ("passport number X1234567", "passport", "warn"),
        ("your HIV test came back positive", "health", "warn"),
    ],
)
def test_what_is_blocked_and_what_is_warned_of(text: str, type_: str, action: str) -> None:
    """X-2: what can be stolen by it is blocked, a request for it as well."""
    assert {(finding.type, finding.action) for finding in find(text)} == {(type_, action)}


@given(any_text)
def test_a_finding_never_holds_the_value(text: str) -> None:
    """X-3: type, rule and place are all there is, and of a card the last four digits."""
    for finding in find(text):
        assert {each.name for each in dataclasses.fields(Finding)} == {
            "type", "action", "rule", "start", "end", "last4"
        }  # fmt: skip
        assert (finding.last4 is not None) == (
            finding.type == "card" and finding.rule != "card.cvv"
        )
        assert finding.last4 is None or len(finding.last4) == 4


@given(any_text)
def test_findings_stand_in_order_and_apart(text: str) -> None:
    found = find(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    "digits", ["4111111111111112", "4111 1111 1111 111", "1234567812345670", "+4915123456789"]
)
def test_a_number_that_fails_its_checks_is_no_card(digits: str) -> None:
    assert types(f"the number {digits} is on it") == []


def test_a_card_is_found_whatever_the_number_is_called() -> None:
    """X-6: prefix, length and Luhn digit decide, so that no word talks a card away."""
    assert types("order number 4242 4242 4242 4242") == ["card"]
    assert types("tracking 4242424242424242") == ["card"]


def test_two_cards_are_two_findings() -> None:
    assert types("4111 1111 1111 1111 4242 4242 4242 4242") == ["card", "card"]


@pytest.mark.parametrize(
    "text",
    [
        "Never share your password with anyone",
        "Please don't text your card number",
        "We will never ask for the code we sent you",
        "No comparta su contraseña",
        "Ne donnez jamais votre mot de passe",
        "I'll send you the verification code",
    ],
)
def test_a_warning_is_no_request(text: str) -> None:
    assert types(text) == []


def test_every_rule_is_triggered_by_the_words_it_needs() -> None:
    """The words that let a rule be tried are in everything that it finds."""
    rows = [text_of(row) for part in PARTS for row in labelled(part)]
    for reading in map(read, [*rows, *map(text_of, VECTORS)]):
        words = set(phrases._WORDS.findall(reading.low))
        for rule in phrases._rules():
            if rule.find.search(reading.low):
                assert not rule.triggers or words & rule.triggers, (rule.id, reading.low)


HARD = [
    "1", "1 ", "4111 1111 ", "password is ", "your code is 123456 ", "send me the ", "😀", "a ",
    "eyJ", "de89 ", "account 1 ", "code for the ", "login: a/", "\n", "= ", "with your ", "é",
]  # fmt: skip


@pytest.mark.parametrize("unit", HARD)
def test_the_worst_takes_a_time_that_its_length_explains(unit: str) -> None:
    """X-5; how long 1,600 characters take is measured by `make bench`."""
    assert in_proportion(find, unit)
