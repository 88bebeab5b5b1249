"""Small things that every timeline shows."""

import pytest

from threadside.carriers.vonage import REASONS, REFUSED, REFUSED_422
from threadside.consent.ledger import SENTENCES
from threadside.store.tables.threads import STATES
from threadside.timeline.items import initials, member_ref
from threadside.words import table


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna Fernández", "AF"),
        ("Kim", "K"),
        ("maría josé de la cruz", "MC"),
        ("  Lee   Ortiz ", "LO"),
        ("李 小龙", "李小"),
        ("(Bob) Smith", "S"),
        ("", "?"),
        ("!!!", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_nobody_is_nobody() -> None:
    assert member_ref(None, None) is None


def test_every_state_reason_and_event_has_words() -> None:
    refusals = [*REFUSED.values(), *REFUSED_422.values()]
    reasons = {code for action, code in refusals if action != "throttle"}
    keys = {f"state.{state}" for state in STATES}
    keys |= {f"failure.{code}" for code in {*REASONS.values(), *reasons, "unknown", "expired"}}
    keys |= {f"failure.{code}" for code in ("opted_out", "refused")}
    keys |= {f"timeline.{kind}" for kind in SENTENCES.values()}
    assert keys <= set(table())
