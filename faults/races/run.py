"""One run: people are texted one after the other, and opt out around the moment of the claim."""

import heapq
import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, or_, select

from faults.races.field import LINES, Field
from faults.races.judge import Answered, Found, judge
from faults.races.plan import TOGETHER, Race, races
from threadside.ids import new_id
from threadside.store.tables import Job, LoggedEvent, Message, Outbox, WebhookReceipt

PEOPLE: Final = 60
"""So many are made at a time."""
MOST_UNDER_WAY: Final = 12
DOERS: Final = 6
USUAL_S: Final = 0.03
LONGEST_LAG_S: Final = 0.5
FOLDED_S: Final = 0.3
SETTLES_S: Final = 300.0
CONFIRMATION: Final = "opt_out_confirmation"
Act = Callable[[], object]


@dataclass
class Outcome:
    """The figures of a run."""

    races: int = 0
    sends: int = 0
    posted_before: int = 0
    withdrawn: int = 0
    refused: int = 0
    after_start: int = 0
    close: int = 0
    confirmations: int = 0
    confirmed_twice: int = 0
    violations: int = 0
    seconds: float = 0.0
    database: str = ""
    seed: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def harmed(self) -> bool:
        """Whether anything happened that must never happen."""
        return bool(self.violations or self.confirmed_twice)

    def __add__(self, other: "Outcome") -> "Outcome":
        """Two runs' figures; names and the seed are the first one's."""
        mine, theirs = asdict(self), asdict(other)
        kept = {"database", "seed"}
        return Outcome(**{k: v if k in kept else v + theirs[k] for k, v in mine.items()})


class Doers:
    """Threads that do things when they are due."""

    def __init__(self, count: int) -> None:
        self._ready = threading.Condition()
        self._due: list[tuple[float, int, Act]] = []
        self._order = itertools.count()
        self._busy = 0
        self._ended = False
        self.failures: list[BaseException] = []
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def at(self, moment: float, act: Act) -> None:
        """Do `act` at `moment` of the wall clock, or as soon after as a thread is free."""
        with self._ready:
            heapq.heappush(self._due, (moment, next(self._order), act))
            self._ready.notify()

    def finish(self) -> None:
        """Wait until everything is done. Raises what failed."""
        with self._ready:
            self._ready.wait_for(
                lambda: bool(self.failures) or not (self._due or self._busy), SETTLES_S
            )
            self._ended = True
            self._ready.notify_all()
        for thread in self._threads:
            thread.join(10)
        if self.failures:
            raise RuntimeError("a race failed") from self.failures[0]

    def _work(self) -> None:
        while (act := self._next()) is not None:
            try:
                act()
            except BaseException as error:  # noqa: BLE001 - told by `finish` in the main thread
                self.failures.append(error)
            with self._ready:
                self._busy -= 1
                self._ready.notify_all()

    def _next(self) -> Act | None:
        with self._ready:
            while not self._ended:
                wait = self._due[0][0] - time.time() if self._due else 1.0
                if self._due and wait <= 0:
                    self._busy += 1
                    return heapq.heappop(self._due)[2]
                self._ready.wait(wait)
        return None


class Run:
    """All races of one run in one field."""

    def __init__(self, place: Field) -> None:
        self._field = place
        self._doers = Doers(DOERS)
        self._lock = threading.Lock()
        self._room = threading.Semaphore(MOST_UNDER_WAY)
        self._lag_s = USUAL_S
        self._answered: list[Answered] = []
        self.counts: Counter[str] = Counter()

    def run(self, planned: list[Race]) -> None:
        """Begin every race, as many at a time as the machine keeps up with, and end them."""
        for number in range(0, len(planned), TOGETHER):
            if number % PEOPLE == 0:
                self._field.meet(planned[number : number + PEOPLE])
            together = planned[number : number + TOGETHER]
            for _ in together:
                while not self._room.acquire(timeout=1):
                    if self._doers.failures:
                        self._doers.finish()
            self._begin(together)
        self._doers.finish()

    def found(self, confirmations: frozenset[str]) -> Found:
        """The judgement."""
        return judge(self._told(), self._answered, self._field.carrier.posts, confirmations)

    def _begin(self, together: list[Race]) -> None:
        made, due = self._field.press(together)
        with self._lock:
            self.counts["sends"] += sum(map(len, made.values()))
            lag_s = self._lag_s
        for race in together:
            stops_at = due + race.when * lag_s * race.texts
            if race.meanwhile:
                self._doers.at(stops_at, partial(self._press_meanwhile, race))
            self._doers.at(stops_at, partial(self._stop, race, made[race.number][0], due))

    def _press_one(self, race: Race, name: str) -> bool:
        pressed = self._field.press_one(race, name)
        with self._lock:
            self.counts["sends"] += pressed
        return pressed

    def _press_meanwhile(self, race: Race) -> None:
        if not self._press_one(race, "meanwhile"):
            with self._lock:
                self.counts["refused"] += 1

    def _stop(self, race: Race, first: str, due: float) -> None:
        uuid = new_id()
        if race.twice:
            other = uuid if race.twice == "repeated" else new_id()
            thread = threading.Thread(target=self._hand_over, args=(race, other))
            thread.start()
            self._hand_over(race, uuid)
            thread.join()
        else:
            self._hand_over(race, uuid)
        self._learn(first, due)
        self._room.release()
        if race.start_again:
            self._field.webhook(race, "START", new_id())
            self._doers.at(time.time() + FOLDED_S, partial(self._press_again, race))

    def _hand_over(self, race: Race, uuid: str) -> None:
        head = self._field.webhook(race, race.words, uuid)
        with self._lock:
            self._answered.append(Answered(race.phones, head))

    def _learn(self, first: str, due: float) -> None:
        """How long texts take from the moment they are due to the carrier."""
        left_at = self._field.carrier.at.get(first)
        if left_at is not None:
            lag_s = min(max(left_at - due, 0.002), LONGEST_LAG_S)
            with self._lock:
                self._lag_s += (lag_s - self._lag_s) * 0.1

    def _press_again(self, race: Race) -> None:
        if self._press_one(race, "after START"):
            with self._lock:
                self.counts["after_start"] += 1
        else:
            self._doers.at(time.time() + FOLDED_S, partial(self._press_again, race))

    def _told(self) -> list[tuple[int, str, Any]]:
        with self._field.uow.read() as session:
            rows = session.execute(
                select(LoggedEvent.seq, LoggedEvent.type, LoggedEvent.payload)
                .where(
                    LoggedEvent.workspace_id == self._field.workspace.id,
                    LoggedEvent.type.in_(("consent", "message")),
                )
                .order_by(LoggedEvent.seq)
            )
            return [
                (row.seq, row.type, row.payload)
                for row in rows
                if row.type == "consent" or row.payload["item"]["state"] == "submitting"
            ]


def race(url: str, folder: Path, count: int, seed: int, *, servers: int) -> Outcome:
    """Run `count` races on the empty database at `url`; the figures."""
    place = Field(url, folder, seed, servers=servers)
    for server in place.servers:
        server.start()
    try:
        run = Run(place)
        began = time.monotonic()
        run.run(races(count, LINES, seed))
        _settle(place)
        seconds = time.monotonic() - began
        return _outcome(place, run, Outcome(races=count, seconds=round(seconds, 1), seed=seed))
    finally:
        for server in place.servers:
            server.stop()


def _outcome(place: Field, run: Run, outcome: Outcome) -> Outcome:
    with place.uow.read() as session:
        sent = session.execute(
            select(Message.id, Message.phone).where(Message.purpose == CONFIRMATION)
        ).all()
        outcome.withdrawn = session.scalar(
            select(func.count()).where(
                Message.direction == "out",
                Message.purpose.is_(None),
                or_(Message.failure_code == "opted_out", Message.state == "canceled"),
            )
        ) or 0  # fmt: skip
    posted = Counter(place.carrier.posts)
    found = run.found(frozenset(row.id for row in sent))
    confirmed = Counter(row.phone for row in sent if posted[row.id])
    outcome.sends, outcome.refused = run.counts["sends"], run.counts["refused"]
    outcome.after_start = run.counts["after_start"]
    outcome.posted_before, outcome.close = found.posted_before, found.close
    outcome.confirmations = confirmed.total()
    outcome.confirmed_twice = sum(count - 1 for count in confirmed.values())
    outcome.violations, outcome.examples = len(found.violations), found.violations[:12]
    return outcome


def _settle(place: Field) -> None:
    """Wait until nothing has to leave, and nothing to be folded in."""
    waiting = (
        select(func.count()).where(Outbox.state.in_(("held", "waiting", "claimed"))),
        select(func.count()).where(WebhookReceipt.state == "pending"),
        select(func.count()).where(Job.state == "waiting", Job.name.like("fold%")),
    )
    deadline = time.monotonic() + SETTLES_S
    while time.monotonic() < deadline:
        with place.uow.read() as session:
            left = [session.scalar(each) for each in waiting]
        if not any(left):
            return
        time.sleep(0.1)
    raise RuntimeError(f"after {SETTLES_S:g} s still: {left} texts, webhooks, jobs")
