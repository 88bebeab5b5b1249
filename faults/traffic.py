"""Who uses the system meanwhile: reps that press Send, contacts that write.

A press whose answer was lost, or that met a fault of the server, is repeated with its key until it
is answered, as the extension does. Each person belongs to one thread of reps, so that person's
texts are pressed one after the other and have an order to keep.
"""

import json
import random
import threading
import time
import urllib.error
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.parse import urlencode

from e2e.stack import CRM_ACCOUNT, request
from faults.pictures import upload
from faults.system import System

REPS = 4
LONG = " and some more words, so that this text needs several segments on its way" * 4
PICTURES = 0.06
"""How many texts go, and come, with a picture."""
LONGEST_ANSWER = " and so on, which a phone sends in several parts that come in any order" * 4
HELPLESS = 0.01
"""How many of the texts that come ask for help."""
FICKLE = 5
"""Every so manyth person sends STOP and START now and then."""
MOST_WAITING = 120
GIVE_UP_S = 120.0
REQUEST_S = 12.0
Answer = TypeVar("Answer")


class PressNeededError(Exception):
    """The same press, made once more, will be taken."""


@dataclass(frozen=True)
class Somebody:
    """A person and the thread that the run texts them in."""

    id: str
    phone: str
    line_id: str
    line_phone: str


@dataclass(frozen=True)
class Press:
    """A text that a rep saw accepted by the server: 201, with its id."""

    number: int
    message_id: str
    person: Somebody
    text: str
    pictures: int = 0


@dataclass(frozen=True)
class Wrote:
    """A contact's text as the carrier took it."""

    uuid: str
    person: Somebody
    text: str
    pictures: int = 0


@dataclass
class Traffic:
    """What is to be done, and what was done."""

    system: System
    people: list[Somebody]
    sends: int
    inbound: int
    seed: int
    presses: list[Press] = field(default_factory=list)
    wrote: list[Wrote] = field(default_factory=list)
    refused: int = 0
    repeated: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _numbers: int = 0
    _room: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)
    _failures: list[BaseException] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin, in threads."""
        self._room.set()
        roles: list[Callable[[], None]] = [self._contacts, self._watch]
        for rep in range(REPS):
            mine = self.people[rep::REPS]
            if mine:
                roles.append(self._rep(rep, mine))
        for role in roles:
            thread = threading.Thread(target=self._guarded, args=(role,), daemon=True)
            self._threads.append(thread)
            thread.start()

    @property
    def progress(self) -> float:
        """How much is done, from 0 to 1."""
        wanted = self.sends + self.inbound
        return (len(self.presses) + len(self.wrote)) / wanted if wanted else 1.0

    @property
    def over(self) -> bool:
        """Whether everything was pressed and written. Raises what ended a thread early."""
        if self._failures:
            raise RuntimeError("the traffic failed") from self._failures[0]
        return len(self.presses) >= self.sends and len(self.wrote) >= self.inbound

    def stop(self) -> None:
        """End the threads that watch."""
        self._ended.set()
        for thread in self._threads:
            thread.join(20)

    def by_person(self) -> dict[str, list[Press]]:
        """Each person's texts in the order in which they were pressed."""
        found: dict[str, list[Press]] = defaultdict(list)
        for press in self.presses:
            found[press.person.id].append(press)
        return found

    def _guarded(self, role: Callable[[], None]) -> None:
        try:
            role()
        except BaseException as error:  # noqa: BLE001 - told by `over` in the main thread
            self._failures.append(error)

    def _rep(self, rep: int, mine: list[Somebody]) -> Callable[[], None]:
        dice = random.Random(f"{self.seed}:rep:{rep}")

        def work() -> None:
            while not self._ended.is_set():
                person = dice.choice(mine)
                for _ in range(dice.choice((1, 1, 2, 3))):
                    if not self._room.wait(1):
                        break
                    number = self._next_number()
                    if number is None:
                        return
                    self._press(
                        number, person, LONG if dice.random() < 0.1 else "",
                        pictured=dice.random() < PICTURES,
                    )  # fmt: skip

        return work

    def _next_number(self) -> int | None:
        with self._lock:
            if self._numbers - self.refused >= self.sends:
                return None
            self._numbers += 1
            return self._numbers

    def _press(self, number: int, person: Somebody, more: str, *, pictured: bool) -> None:
        text = f"Text {number:06}{more}"
        media = [self._uploaded(number, person)] if pictured else []
        wish = {
            "client_key": f"press-{self.seed}-{number:06}",
            "line": person.line_id,
            "phone": person.phone,
            "person": person.id,
            "text": text,
            "media": media,
            "seen": 2**53,
        }
        sent = self._answered(wish)
        with self._lock:
            if sent is None:
                self.refused += 1
            else:
                self.presses.append(Press(number, sent["id"], person, text, len(media)))

    def _uploaded(self, number: int, person: Somebody) -> str:
        """A picture's id. An upload has no key: one whose answer was lost is made again."""
        system = self.system
        return self._persist(
            lambda: upload(system.url, system.token, person.line_id, number, REQUEST_S)
        )

    def _answered(self, wish: dict[str, Any]) -> dict[str, Any] | None:
        """The text as the server has it; None when it refused because the person opted out."""
        system = self.system

        def press() -> dict[str, Any] | None:
            try:
                if "press" not in wish:
                    wish["press"] = self._proof(wish)
                sent: dict[str, Any] = request(
                    "POST", f"{system.url}/v1/messages", wish, token=system.token,
                    timeout_s=REQUEST_S,
                )  # fmt: skip
            except urllib.error.HTTPError as error:
                if error.code != 409:
                    raise
                self._refused(wish, json.loads(error.read()))
                return None
            return sent

        return self._persist(press)

    def _refused(self, wish: dict[str, Any], problem: dict[str, Any]) -> None:
        """Nothing to do where they opted out; a press whose proof is used up is made again.

        Raises:
            PressNeededError: with a fresh proof in `wish`.
        """
        verdict = problem.get("verdict") or {}
        if problem["code"] == "press_needed":
            wish["press"] = verdict["press"]
            raise PressNeededError
        if (problem["code"], verdict.get("code")) != ("refused", "opted_out"):
            raise RuntimeError(f"a rep was refused: {problem}")

    def _proof(self, wish: dict[str, Any]) -> str:
        """What the verdict above a composer brings; it is good for ten minutes."""
        asked = urlencode({name: wish[name] for name in ("phone", "line", "person")})
        system = self.system
        shown = request(
            "GET", f"{system.url}/v1/verdict?{asked}", token=system.token, timeout_s=REQUEST_S
        )
        return str(shown["press"])

    def _persist(self, ask: Callable[[], Answer]) -> Answer:
        """Ask again until there is an answer, as long as the network or the server are to blame."""
        deadline = time.monotonic() + GIVE_UP_S
        while time.monotonic() < deadline:
            try:
                return ask()
            except urllib.error.HTTPError as error:
                if error.code not in (429, 500, 502, 503, 504):
                    problem = error.read()
                    raise RuntimeError(f"a rep met {error.code}: {problem!r}") from error
            except (OSError, HTTPException, ValueError, PressNeededError):
                pass  # the answer was lost, or asked for another press
            self.repeated += 1
            time.sleep(0.2)
        raise RuntimeError(f"a rep was not answered within {GIVE_UP_S:g} s")

    def _contacts(self) -> None:
        dice = random.Random(f"{self.seed}:contacts")
        fickle = self.people[::FICKLE]
        opted_out: set[str] = set()
        while len(self.wrote) < self.inbound and not self._ended.is_set():
            share = len(self.presses) / self.sends if self.sends else 1.0
            if len(self.wrote) / self.inbound > share + 0.02:
                self._ended.wait(0.05)
                continue
            person, words = dice.choice(self.people), f"Answer {len(self.wrote) + 1:06}"
            if fickle and dice.random() < 0.05:
                person = dice.choice(fickle)
                words = "START" if person.phone in opted_out else "STOP"
                opted_out ^= {person.phone}
            elif dice.random() < HELPLESS:
                words = "HELP"
            elif dice.random() < 0.1:
                words += LONGEST_ANSWER
            pictured = words.startswith("Answer") and dice.random() < PICTURES
            pictured = pictured and self.system.pictures_come
            order: dict[str, Any] = {
                "from": person.phone,
                "to": person.line_phone,
                "text": words,
                "message_uuid": str(uuid.UUID(int=dice.getrandbits(128), version=4)),
            }
            if pictured:
                order["media"] = [{"type": "image"}]
            self.system.sim("POST", "inbound", order)
            self.wrote.append(Wrote(order["message_uuid"], person, words, int(pictured)))

    def _watch(self) -> None:
        """Nobody presses on while many texts wait to leave: this is no test of a long queue."""
        waiting = "SELECT count(*) FROM outbox WHERE state IN ('held', 'waiting')"
        while not self._ended.wait(0.25):
            try:
                full = self.system.sql(waiting)[0][0] > MOST_WAITING
            except Exception:  # noqa: BLE001 - the database is down for a while
                full = True
            (self._room.clear if full else self._room.set)()


def meet(system: System, record_ids: list[str]) -> list[Somebody]:
    """Everyone who may be texted, with the thread to do it in; lines in turn."""
    found = []
    for number, record in enumerate(record_ids):
        path = f"/v1/beside?crm=sample&account={CRM_ACCOUNT}&type=contact&id={record}"
        beside = request("GET", f"{system.url}{path}", token=system.token)
        if beside["state"] != "person":
            raise RuntimeError(f"contact {record} can't be texted: {beside['state']}")
        line = beside["lines"][number % len(beside["lines"])]
        found.append(
            Somebody(beside["person_id"], beside["thread"]["phone"], line["id"], line["phone"])
        )
    return found
