import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.simulator.outcomes import (
    DELIVERED,
    Outcome,
    duplicated,
    ending_in,
    outcome_for,
    reordered,
)

LINE = "17205550100"


def story(outcome: Outcome) -> list[tuple[str, int | None]]:
    """What arrives, in the order of the moments."""
    ordered = sorted(outcome.receipts, key=lambda one: (one.moment != "submit", one.extra_s))
    return [(receipt.status, receipt.code) for receipt in ordered for _ in range(receipt.copies)]


@pytest.mark.parametrize(
    ("last_four", "expected"),
    [
        ("9240", [("rejected", 1240)]),
        ("9180", [("rejected", 1180)]),
        ("0001", [("submitted", None), ("delivered", None)]),
        ("0002", [("submitted", None)]),
        ("0003", [("submitted", None)] + [("delivered", None)] * 4),
        ("0004", [("delivered", None), ("submitted", None)]),
        ("0005", [("submitted", None), ("rejected", 1180), ("delivered", None)]),
        ("0006", [("submitted", None), ("rejected", None)]),
        ("0007", [("submitted", None), ("rejected", 1360)]),
        ("0008", [("undeliverable", 1260)]),
        ("8009", [("submitted", None), ("rejected", 1240)]),
        ("8099", [("submitted", None), ("rejected", 1331)]),
        ("8095", [("submitted", None), ("rejected", 1330)]),
        ("8000", [("submitted", None), ("delivered", None)]),
        ("7001", [("submitted", None), ("delivered", None)]),
        ("1234", [("submitted", None), ("delivered", None)]),
    ],
)
def test_a_magic_recipient_has_its_own_story(
    last_four: str, expected: list[tuple[str, int | None]]
) -> None:
    assert story(outcome_for(f"1500555{last_four}", LINE)) == expected


@pytest.mark.parametrize("status", [400, 402, 422, 429, 500, 503, 599])
def test_7sss_is_refused_with_that_status(status: int) -> None:
    assert outcome_for(f"15005557{status}", LINE).refused_with == status


@pytest.mark.parametrize("last_four", ["7200", "7600", "7999"])
def test_7sss_outside_the_error_statuses_is_an_ordinary_number(last_four: str) -> None:
    assert outcome_for(f"1500555{last_four}", LINE) == DELIVERED


@given(st.from_regex(r"[1-9][0-9]{6,14}", fullmatch=True))
def test_no_number_outside_500_555_is_magic(to: str) -> None:
    if not (to.startswith("1500555") and len(to) == 11):
        assert outcome_for(to, LINE) == DELIVERED


def test_a_name_as_sender_is_refused_by_american_carriers_after_acceptance() -> None:
    assert story(outcome_for("17205550142", "Acme")) == [("rejected", 1120)]
    assert outcome_for("447700900000", "Acme") == DELIVERED


def test_faults_bend_the_story() -> None:
    assert story(reordered(DELIVERED)) == [("delivered", None), ("submitted", None)]
    assert len(story(duplicated(DELIVERED, 2))) == 6
    assert story(ending_in(DELIVERED, "rejected", 1240))[-1] == ("rejected", 1240)
