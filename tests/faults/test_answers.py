"""Whether an opt-out was confirmed as it should be: each way to be wrong, made up, is counted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from faults import answers

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MAYA = "+19705550101"


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


@dataclass(frozen=True)
class Stop:
    """A STOP that was folded in, with what the machine noted about its answer."""

    id: str
    at: datetime
    message_id: str | None = None
    left_out: str | None = None
    phone: str = MAYA

    @property
    def carrier_uuid(self) -> str:
        return f"uuid of {self.id}"


@dataclass(frozen=True)
class Answer:
    """A machine's text."""

    id: str
    at: datetime
    state: str = "delivered"
    failure_code: str | None = None
    purpose: str = answers.CONFIRMATION
    phone: str = MAYA


@dataclass(frozen=True)
class Start:
    """A START that was folded in."""

    at: datetime
    phone: str = MAYA


def accepted(id_: str, minutes: float) -> dict[str, Any]:
    """A text in the carrier's ledger."""
    return {"client_ref": id_, "accepted_at": at(minutes).isoformat()}


def wrong(
    stops: list[Stop], sent: list[Answer], ledger: list[dict[str, Any]], *starts: Start
) -> int:
    """How many violations are found; each STOP was handed over when it was folded in."""
    received = {stop.carrier_uuid: stop.at for stop in stops}
    return len(answers.violations(stops, starts, sent, received, ledger))


def test_one_confirmation_in_time_is_right() -> None:
    assert wrong([Stop("a", at(0), "c")], [Answer("c", at(0))], [accepted("c", 1)]) == 0


def test_none_although_it_was_due_is_wrong() -> None:
    assert wrong([Stop("a", at(0))], [], []) == 1


def test_one_that_never_reached_the_carrier_is_wrong_unless_nobody_can_tell() -> None:
    stop = Stop("a", at(0), "c")
    assert wrong([stop], [Answer("c", at(0), "lapsed", "expired")], []) == 1
    assert wrong([stop], [Answer("c", at(0), "uncertain")], []) == 0


def test_one_that_start_overtook_need_not_leave() -> None:
    assert wrong([Stop("a", at(0), "c")], [Answer("c", at(0), "failed", "answered")], []) == 0


def test_more_than_five_minutes_after_the_stop_is_too_late() -> None:
    assert wrong([Stop("a", at(0), "c")], [Answer("c", at(0))], [accepted("c", 6)]) == 1


def test_a_stop_that_was_folded_in_too_late_gets_none() -> None:
    stop = Stop("a", at(6), left_out="late")
    assert answers.violations([stop], [], [], {stop.carrier_uuid: at(0)}, []) == []
    assert len(answers.violations([stop], [], [], {stop.carrier_uuid: at(5)}, [])) == 1


def test_a_second_stop_gets_none() -> None:
    first, again = Stop("a", at(0), "c"), Stop("b", at(30), left_out="repeated")
    sent, ledger = [Answer("c", at(0))], [accepted("c", 0)]
    assert wrong([first, again], sent, ledger) == 0
    twice = [*sent, Answer("d", at(30))]
    both = [*ledger, accepted("d", 30)]
    assert wrong([first, Stop("b", at(30), "d")], twice, both) == 1


def test_a_stop_after_start_is_confirmed_anew_but_not_within_ten_minutes() -> None:
    sent = [Answer("c", at(0)), Answer("d", at(30))]
    ledger = [accepted("c", 0), accepted("d", 30)]
    first = Stop("a", at(0), "c")
    assert wrong([first, Stop("b", at(30), "d")], sent, ledger, Start(at(20))) == 0
    assert wrong([first, Stop("b", at(30))], sent[:1], ledger[:1], Start(at(20))) == 1
    assert wrong([first, Stop("b", at(5))], sent[:1], ledger[:1], Start(at(3))) == 0


def test_one_confirmation_accepted_twice_is_wrong_once() -> None:
    ledger = [accepted("c", 0), accepted("c", 0.1)]
    assert wrong([Stop("a", at(0), "c")], [Answer("c", at(0))], ledger) == 1


def test_a_confirmation_of_nothing_is_wrong() -> None:
    assert wrong([], [Answer("c", at(0))], [accepted("c", 0)]) == 1
