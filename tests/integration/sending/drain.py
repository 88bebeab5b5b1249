"""Letting time pass until a queue has left, and noting when each text did."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.integration.desk import Desk
from threadside.rules import segments
from threadside.sending import agenda
from threadside.sending.runner import OutboxRunner
from threadside.store.tables import Line

LETTERS = {1: 20, 2: 200, 3: 400, 4: 600}
"""How many letters make so many segments."""


@dataclass(frozen=True)
class Left:
    """A text that reached the carrier."""

    at: datetime
    sender: str
    segments: int
    words: str


def queue(desk: Desk, number: int, line: Line | None = None, size: int = 1) -> str:
    """One text of so many segments to a number of its own; its id."""
    phone = f"+1720555{number:04}"
    person = desk.build.person(desk.workspace, f"Person {number}", phone)
    text = f"{number} ".ljust(LETTERS[size], "a")
    assert segments.count(text).segments == size
    sent: str = desk.press(person, text, phone=phone, line=(line or desk.line).id)["id"]
    return sent


def drain(desk: Desk, expected: int, within: timedelta = timedelta(hours=48)) -> list[Left]:
    """Move the clock to whatever the outbox waits for, again and again, until so many have left."""
    left: list[Left] = []
    outbox = OutboxRunner(
        desk.uow, lambda _account: desk.carrier, sleep=lambda s: desk.clock.advance(seconds=s)
    )
    until = desk.clock() + within
    while len(left) < expected and desk.clock() < until:
        before = len(desk.carrier.posted)
        if (claimed := outbox._claim()) is not None:
            outbox._deliver(claimed)
            text = desk.carrier.posted[before]
            size = segments.count(text.text).segments
            left.append(Left(desk.clock(), text.sender, size, text.text.split()[0]))
            continue
        with desk.uow.read() as session:
            due = agenda.next_due(session, desk.clock())
        if due is None:
            break
        desk.clock.now = max(due, desk.clock.now + timedelta(milliseconds=1))
    return left
