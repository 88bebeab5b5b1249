"""What docs/verdict.md and docs/policy.md say is what the product says and does."""

import re
from pathlib import Path

import pytest

from tests.unit.rules.verdict_table import TABLE
from threadside.contracts.policy import Policy
from threadside.rules.verdict import verdict
from threadside.words import table

DOCS = Path(__file__).resolve().parents[3] / "docs"
ROW = re.compile(
    r"^\| `(?P<code>[a-z_*]+)` \| (?P<weight>[^|]*) \| (?P<title>.*?) \| (?P<words>.*) "
    r"\| (?P<helps>[^|]*) \|$"
)
ROWS = {
    found["code"].replace("content_*", "content_other"): found
    for line in (DOCS / "verdict.md").read_text(encoding="utf-8").splitlines()
    if (found := ROW.match(line))
}
CODES = {key.split(".")[1] for key in table() if re.fullmatch(r"verdict\.\w+\.title", key)}


def test_every_code_stands_there() -> None:
    assert set(ROWS) == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_stands_there_with_its_words(code: str) -> None:
    assert ROWS[code]["title"] == table()[f"verdict.{code}.title"]
    assert ROWS[code]["words"] == table()[f"verdict.{code}.detail"]


@pytest.mark.parametrize("name", TABLE)
def test_a_code_has_the_weight_and_the_remedies_that_stand_there(name: str) -> None:
    facts = TABLE[name][0]
    for reason in verdict(facts).reasons:
        told = ROWS.get(reason.code)
        if told is None or reason.variant == "overridden":
            continue
        assert reason.weight in told["weight"]
        assert all(f"`{each.code}`" in told["helps"] for each in reason.remedies), reason


def test_every_setting_of_the_policy_stands_there() -> None:
    named = set(re.findall(r"`([a-z_]+)`", (DOCS / "policy.md").read_text(encoding="utf-8")))
    assert set(Policy.model_fields) <= named
