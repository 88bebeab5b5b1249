"""Which lines may text US numbers, and what a registration lacks (D-1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.registration import (
    BRAND_FIELDS,
    CAMPAIGN_FIELDS,
    STATES,
    Standing,
    brand_missing,
    campaign_missing,
    is_us,
    lacking,
    sender_kind,
)
from threadside.words import table

DENVER, TORONTO, TOLL_FREE, PARIS = "+17205550100", "+14165550123", "+18335550100", "+33612345678"
PERSON = "+13035550177"
GOOD = Standing("approved", "approved")

TABLE = [
    # sender, recipient, standing, what it lacks
    (DENVER, PERSON, GOOD, None),
    (DENVER, PERSON, Standing(), "campaign"),
    (DENVER, PERSON, Standing(verified=True), "campaign"),
    (DENVER, PERSON, Standing("draft", "approved"), "campaign_draft"),
    (DENVER, PERSON, Standing("submitted", "approved"), "campaign_submitted"),
    (DENVER, PERSON, Standing("rejected", "approved"), "campaign_rejected"),
    (DENVER, PERSON, Standing("suspended", "approved"), "campaign_suspended"),
    (DENVER, PERSON, Standing("approved", "draft"), "brand_draft"),
    (DENVER, PERSON, Standing("approved", "suspended"), "brand_suspended"),
    (DENVER, PERSON, Standing("draft", "draft"), "campaign_draft"),
    (DENVER, TORONTO, Standing(), None),
    (DENVER, PARIS, Standing(), None),
    (TORONTO, PERSON, Standing(), None),
    (PARIS, PERSON, Standing(), None),
    (TOLL_FREE, PERSON, Standing(), "verification"),
    (TOLL_FREE, PERSON, GOOD, "verification"),
    (TOLL_FREE, PERSON, Standing(verified=True), None),
    (TOLL_FREE, TORONTO, Standing(), None),
]


@pytest.mark.parametrize(("sender", "to", "standing", "lack"), TABLE)
def test_the_table(sender: str, to: str, standing: Standing, lack: str | None) -> None:
    assert lacking(sender, to, standing) == lack


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (DENVER, True), ("+12125550123", True), (TOLL_FREE, True), (TORONTO, False),
        ("+18765550123", False), (PARIS, False), ("+1720555", False), ("+1", False), ("", False),
        ("+1999555012x", False), ("+17872345678", False),
    ],
)  # fmt: skip
def test_the_area_code_says_whether_a_number_is_american(number: str, answer: bool) -> None:
    assert is_us(number) is answer


def test_toll_free_numbers_are_a_kind_of_their_own() -> None:
    assert [sender_kind(n) for n in (DENVER, TOLL_FREE, TORONTO, PARIS)] == [
        "us_long_code", "us_toll_free", "other", "other",
    ]  # fmt: skip


@given(
    campaign=st.sampled_from([None, *STATES]),
    brand=st.sampled_from([None, *STATES]),
    verified=st.booleans(),
)
def test_only_approved_under_approved_may_text_and_every_lack_has_words(
    campaign: str | None, brand: str | None, verified: bool
) -> None:
    found = lacking(DENVER, PERSON, Standing(campaign, brand, verified))
    assert (found is None) == (campaign == brand == "approved")
    assert found is None or f"registration.lacks.{found}" in table()


def test_an_empty_brand_and_an_empty_campaign_lack_everything() -> None:
    assert brand_missing({}) == tuple(BRAND_FIELDS)
    assert campaign_missing({}) == tuple(CAMPAIGN_FIELDS)


def test_a_sole_proprietor_needs_no_tax_id() -> None:
    assert "tax_id" not in brand_missing({"entity_type": "SOLE_PROPRIETOR"})


@pytest.mark.parametrize(
    ("samples", "missing"),
    [
        ("", True),
        ("Hi Anna, your order is ready.", True),
        ("Hi Anna, your order is ready.\nshort", True),
        ("Hi Anna, your order is ready.\n\nWould Thursday at 10:30 work?", False),
    ],
)
def test_two_real_samples_are_asked_for(samples: str, missing: bool) -> None:
    assert ("samples" in campaign_missing({"samples": samples})) is missing
