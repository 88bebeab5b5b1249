"""The `sig` of the SMS API against published examples, and against what was changed on the way."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.carriers.vonage_signatures import SMS_ALGORITHMS, BadSignature, verify_sms

EXAMPLES = Path(__file__).parents[2] / "vonage_examples"
SIGNED = [
    entry
    for entry in json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))
    if "signature" in entry
]


def example(entry: dict[str, Any]) -> tuple[dict[str, str], str, str, datetime]:
    """Fields, secret, algorithm and time of a published signature."""
    told = json.loads((EXAMPLES / entry["file"]).read_text(encoding="utf-8"))
    found = json.loads(told["body"])
    at = datetime.fromtimestamp(int(found["timestamp"]), UTC)
    return found, entry["signature"]["secret"], entry["signature"]["algorithm"], at


@pytest.mark.parametrize("entry", SIGNED, ids=lambda entry: entry["id"])
def test_published_signatures_hold(entry: dict[str, Any]) -> None:
    found, secret, algorithm, at = example(entry)
    verify_sms(found, [secret], algorithm, at)
    verify_sms(found, ["another secret", secret], "any", at)


@pytest.mark.parametrize("entry", SIGNED, ids=lambda entry: entry["id"])
def test_they_hold_by_no_other_algorithm_and_no_other_secret(entry: dict[str, Any]) -> None:
    found, secret, algorithm, at = example(entry)
    for other in set(SMS_ALGORITHMS) - {algorithm}:
        with pytest.raises(BadSignature, match="signature"):
            verify_sms(found, [secret], other, at)
    for secrets in ([], [secret + "x"]):
        with pytest.raises(BadSignature, match="signature"):
            verify_sms(found, secrets, "any", at)


@given(name=st.sampled_from(["text", "msisdn", "to", "new"]), value=st.text(max_size=20))
def test_a_changed_field_breaks_it(name: str, value: str) -> None:
    found, secret, algorithm, at = example(SIGNED[0])
    if found.get(name) == value:
        return
    with pytest.raises(BadSignature, match="signature"):
        verify_sms({**found, name: value}, [secret], algorithm, at)
