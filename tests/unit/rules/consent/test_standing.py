"""What a ledger amounts to, whatever the order and repetition of its lines."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from threadside.rules.consent.standing import (
    SCOPES,
    STRENGTHS,
    LedgerLine,
    Standing,
    covers,
    standing,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KINDS = (
    "granted", "confirmed", "scope_changed", "revoked", "restored", "expired", "disputed",
    "superseded", "asked", "help", "held", "dismissed", "of a later release",
)  # fmt: skip


def line(
    kind: str,
    hours: float = 0,
    *,
    scope: str = "informational",
    strength: str | None = "express",
    method: str = "verbal",
    verified: bool = True,
    until: datetime | None = None,
    settles: str | None = None,
    id_: str = "",
) -> LedgerLine:
    """A line so many hours after noon."""
    at = NOON + timedelta(hours=hours)
    name = id_ or f"{kind}-{hours}"
    return LedgerLine(name, kind, scope, strength, method, at, until, verified, settles)


def scopes(*lines: LedgerLine, hours: float = 100, heard: datetime | None = None) -> list[str]:
    """The scopes that hold so many hours after noon, the widest first."""
    found = standing(lines, now=NOON + timedelta(hours=hours), last_inbound_at=heard)
    return [grant.scope for grant in found.scopes]


WRITTEN = line("granted", scope="marketing", strength="written", method="web_form")
STOP = line("revoked", 1, scope="all", strength=None, method="keyword")
START = line("restored", 2, scope="all", strength=None, method="keyword")


def test_nothing_is_known_of_an_empty_ledger() -> None:
    assert standing([], now=NOON) == Standing()


@pytest.mark.parametrize(
    ("given_", "covered"),
    [
        (line("granted", scope="informational"), {"conversational", "informational"}),
        (WRITTEN, set(SCOPES)),
        (line("granted", scope="marketing"), {"conversational", "informational"}),
        (
            line(
                "granted", scope="marketing", strength="implied", until=NOON + timedelta(days=700)
            ),
            set(SCOPES),
        ),
        (
            line("granted", scope="conversational", strength="implied", method="inbound_text"),
            {"conversational"},
        ),
    ],
)
def test_a_wider_scope_covers_the_narrower_ones(given_: LedgerLine, covered: set[str]) -> None:
    """Offers need consent in writing (47 CFR 64.1200(f)(9)), or Canada's implied one (CASL)."""
    found = standing([given_], now=NOON + timedelta(hours=1))
    assert {scope for scope in SCOPES if covers(found, scope)} == covered


def test_what_is_proven_covers_before_what_is_not() -> None:
    imported = line("granted", 0, method="import", verified=False, id_="a")
    spoken = line("granted", 5, id_="b")
    found = covers(standing([imported, spoken], now=NOON + timedelta(days=1)), "informational")
    assert found is not None
    assert found.event_id == "b"


@pytest.mark.parametrize("method", ["verbal", "paper", "import", "web_form", "system"])
def test_only_their_text_begins_a_conversation(method: str) -> None:
    """C-5."""
    assert scopes(line("granted", scope="conversational", method=method)) == []


def test_a_conversation_lasts_72_hours_from_their_last_text() -> None:
    """C-5."""
    began = line("granted", scope="conversational", strength="implied", method="inbound_text")
    assert scopes(began, hours=71) == ["conversational"]
    assert scopes(began, hours=72) == []
    assert scopes(began, hours=100, heard=NOON + timedelta(hours=30)) == ["conversational"]
    assert scopes(heard=NOON, hours=71) == ["conversational"], "older than the ledger"
    found = standing([began], now=NOON + timedelta(hours=80))
    assert found.ended_at == NOON + timedelta(hours=72)


def test_dated_consent_ends_by_itself_and_by_its_line() -> None:
    dated = line("granted", until=NOON + timedelta(hours=10), id_="dated")
    assert scopes(dated, hours=9) == ["informational"]
    assert scopes(dated, hours=10) == []
    written = line("expired", 5, settles="dated")
    assert scopes(dated, written, hours=9) == []


def test_stop_closes_everything_and_start_restores_exactly_that() -> None:
    assert scopes(WRITTEN, STOP) == []
    assert scopes(WRITTEN, STOP, START) == ["marketing"]
    assert scopes(STOP, START) == []


def test_what_is_written_down_while_they_are_out_counts_for_nothing() -> None:
    """R-5: neither an import nor a colleague brings anybody back."""
    meanwhile = line("granted", 1.5)
    assert scopes(STOP, meanwhile) == []
    assert scopes(STOP, meanwhile, START) == []
    assert scopes(STOP, START, line("granted", 3)) == ["informational"]


def test_no_offers_leaves_the_rest() -> None:
    """R-2."""
    narrower = line("revoked", 1, scope="marketing", strength=None)
    found = standing([WRITTEN, narrower], now=NOON + timedelta(hours=5))
    assert found.revoked_at is None
    assert found.marketing_revoked_at == NOON + timedelta(hours=1)
    assert covers(found, "marketing") is None
    assert covers(found, "informational") is not None
    again = replace(WRITTEN, id="again", at=NOON + timedelta(hours=3))
    assert covers(standing([WRITTEN, narrower, again], now=NOON + timedelta(hours=5)), "marketing")


def test_start_after_both_lifts_the_wider_one_alone() -> None:
    narrower = line("revoked", 0.5, scope="marketing", strength=None)
    found = standing([WRITTEN, narrower, STOP, START], now=NOON + timedelta(hours=5))
    assert found.revoked_at is None
    assert covers(found, "marketing") is None


def test_a_wrong_number_detaches_consent_for_good() -> None:
    """R-6."""
    wrong = line("disputed", 1, scope="all", strength=None)
    assert scopes(WRITTEN, wrong, hours=5) == []
    assert scopes(WRITTEN, wrong, line("restored", 2, scope="all"), hours=5) == []
    assert scopes(WRITTEN, wrong, hours=5, heard=NOON) == []


def test_a_superseded_line_ends_alone() -> None:
    first, second = line("granted", id_="a"), line("granted", 1, id_="b")
    assert scopes(first, second, line("superseded", 2, settles="a")) == ["informational"]
    assert scopes(first, line("superseded", 2, settles="a")) == []


def test_a_question_stays_open_until_it_is_answered() -> None:
    asked = line("asked", id_="q")
    found = standing([asked], now=NOON + timedelta(hours=1))
    assert (found.asked_id, found.asked_at, found.scopes) == ("q", NOON, ())
    yes = line("granted", 1, method="inbound_text", settles="q")
    answered = standing([asked, yes], now=NOON + timedelta(hours=2))
    assert (answered.asked_id, answered.asked_at) == (None, NOON)


def test_what_lies_ahead_does_not_count_yet() -> None:
    assert scopes(line("granted", 5), hours=4) == []


def test_a_word_that_is_no_scope_is_refused() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        covers(Standing(), "everything")


LINES = st.lists(
    st.builds(
        line,
        st.sampled_from(KINDS),
        st.integers(0, 200).map(float),
        scope=st.sampled_from(("all", *SCOPES)),
        strength=st.sampled_from((None, *STRENGTHS, "odd")),
        method=st.sampled_from(("inbound_text", "keyword", "web_form", "import", "verbal")),
        verified=st.booleans(),
        until=st.none() | st.integers(0, 300).map(lambda hours: NOON + timedelta(hours=hours)),
        settles=st.none() | st.sampled_from(["0", "1", "2", "3"]),
        id_=st.sampled_from([str(each) for each in range(12)]),
    ),
    max_size=12,
    unique_by=lambda each: each.id,
)


@given(lines=LINES, again=st.data(), hours=st.integers(0, 400))
def test_order_and_repetition_change_nothing(
    lines: list[LedgerLine], again: st.DataObject, hours: int
) -> None:
    now = NOON + timedelta(hours=hours)
    shuffled = again.draw(st.permutations(lines + lines[:4]))
    assert standing(shuffled, now=now) == standing(lines, now=now)


@given(lines=LINES, hours=st.integers(0, 400))
def test_what_is_revoked_covers_nothing(lines: list[LedgerLine], hours: int) -> None:
    found = standing(lines, now=NOON + timedelta(hours=hours), last_inbound_at=NOON)
    if found.revoked_at is not None:
        assert all(covers(found, scope) is None for scope in SCOPES)


@given(lines=LINES)
def test_stop_and_start_give_back_no_more_than_there_was(lines: list[LedgerLine]) -> None:
    """R-5: START restores exactly what STOP closed, never more."""
    later = NOON + timedelta(hours=500)
    stop = replace(STOP, id="stop", at=later)
    start = replace(START, id="start", at=later + timedelta(hours=1))
    now = later + timedelta(hours=2)
    before = standing(lines, now=now)
    after = standing([*lines, stop, start], now=now)
    if before.revoked_at is None:
        assert after.scopes == before.scopes
    assert set(after.scopes) <= set(standing([*lines, start], now=now).scopes)


class Ledger(RuleBasedStateMachine):
    """Somebody opts in and out, is asked, is imported; the last clear word of theirs holds."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[LedgerLine] = []
        self.out = False
        self.wrong = False
        self.consented = False
        self.hours = count(1)

    def add(self, kind: str, **values: object) -> None:
        self.lines.append(line(kind, next(self.hours), **values))  # type: ignore[arg-type]

    @initialize()
    def begin(self) -> None:
        self.lines.clear()

    @rule(method=st.sampled_from(["verbal", "import", "paper"]))
    def records(self, method: str) -> None:
        self.add("granted", method=method)
        self.consented = self.consented or not self.out

    @rule()
    def stops(self) -> None:
        self.add("revoked", scope="all", strength=None)
        self.out = True

    @rule()
    def starts(self) -> None:
        self.add("restored", scope="all", strength=None)
        self.out = False

    @rule()
    def is_somebody_else(self) -> None:
        self.add("disputed", scope="all", strength=None)
        self.consented = False

    @invariant()
    def last_clear_word_holds(self) -> None:
        found = standing(self.lines, now=NOON + timedelta(days=3650))
        assert (found.revoked_at is not None) == self.out
        assert (covers(found, "informational") is not None) == (self.consented and not self.out)
        assert covers(found, "marketing") is None


TestLedger = Ledger.TestCase
