"""Small things that every timeline shows."""

import pytest

from threadside.consent.story import TYPES
from threadside.rules.failures import REASONS
from threadside.store.tables.threads import STATES
from threadside.threads.doubt import EVENTS
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
    keys = {f"state.{state}" for state in STATES}
    keys |= {f"failure.{reason}.{part}" for reason in REASONS for part in ("title", "detail")}
    keys |= {f"timeline.{kind}" for kind in (*TYPES, *EVENTS.values())}
    assert keys <= set(table())


def test_whatever_becomes_of_media_has_words() -> None:
    reasons = {"not_allowed", "not_had", "not_scanned", "gone", "empty", "too_large"}
    keys = {f"media.failed.{reason}" for reason in reasons}
    assert keys | {"media.failed", "media.pending", "media.blocked"} <= set(table())
