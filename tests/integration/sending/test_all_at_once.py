"""Presses, undos, answers, opt-outs, receipts and senders at the same time, on the same people.

Nobody waits for another crosswise, nothing is answered with an error of ours, nothing leaves
twice, and what is on screen is what is in the database.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable

from tests.integration.desk import ANNA, BEN, Desk, OpenDesk, status_body
from threadside.events import log
from threadside.sending.port import Accepted, NotAccepted, Outcome, OutgoingText, Unknown
from threadside.store.tables import Person

STEPS = 15
EXPECTED = {200, 201, 204, 409}


class Crowd:
    """Threads that each do one kind of thing, at random, until their steps are used up."""

    def __init__(self, desk: Desk, people: dict[str, Person]) -> None:
        self.desk = desk
        self.people = people
        self.sent: list[str] = []
        self.failures: list[object] = []

    def note(self, status: int, what: str) -> None:
        """Remember an answer that nobody should get."""
        if status not in EXPECTED:
            self.failures.append((what, status))

    def press(self, dice: random.Random) -> None:
        phone = dice.choice([ANNA, BEN])
        body = self.desk.wish(self.people[phone], phone=phone, seen=2**53)
        answer = self.desk.ask("POST", "/v1/messages", body)
        self.note(answer.status_code, "press")
        if answer.status_code == 201:
            assert answer.json is not None
            self.sent.append(answer.json["id"])

    def undo(self, dice: random.Random) -> None:
        if self.sent:
            path = f"/v1/messages/{dice.choice(self.sent)}/undo"
            self.note(self.desk.ask("POST", path).status_code, "undo")

    def hear(self, dice: random.Random) -> None:
        words = dice.choice(["STOP", "START", "Thursday works", "HELP"])
        self.desk.says(words, peer=dice.choice([ANNA, BEN]))

    def report(self, dice: random.Random) -> None:
        if self.sent:
            body = status_body(dice.choice(self.sent), dice.choice(["submitted", "delivered"]))
            self.note(self.desk.webhook("status", body).status_code, "receipt")
            self.desk.fold()

    def send(self, _dice: random.Random) -> None:
        self.desk.send_due()

    def run(self, act: Callable[[random.Random], None], seed: int) -> None:
        dice = random.Random(seed)
        try:
            for _ in range(STEPS):
                act(dice)
        except BaseException as error:  # noqa: BLE001
            self.failures.append(error)


def test_everything_at_once(open_desk: OpenDesk) -> None:
    desk = open_desk(hold_seconds=0)
    desk.token()
    crowd = Crowd(desk, {ANNA: desk.person(), BEN: desk.person("Ben Cole", BEN)})
    dice, lock = random.Random(0), threading.Lock()
    posted: list[OutgoingText] = []

    def answer(text: OutgoingText) -> Outcome:
        with lock:
            posted.append(text)
            kind = dice.randrange(5)
        if kind == 0:
            return Unknown("no_answer")
        if kind == 1:
            return NotAccepted("throttle", "throttled", 0.0)
        return Accepted(f"carrier-{text.client_ref}")

    desk.carrier.send = answer  # type: ignore[method-assign]
    acts = [crowd.press, crowd.press, crowd.undo, crowd.hear, crowd.report, crowd.send, crowd.send]
    threads = [
        threading.Thread(target=crowd.run, args=(act, seed)) for seed, act in enumerate(acts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert crowd.failures == []
    for _ in range(60):  # what was throttled, or lost a lock, is tried again a little later
        desk.clock.advance(seconds=5)
        desk.fold()
        desk.send_due()
    states = Counter(desk.state(message_id) for message_id in crowd.sent)
    assert set(states) <= {"submitted", "delivered", "uncertain", "canceled", "failed"}, states
    with desk.uow.read() as session:
        head = log.head(session, desk.workspace.id)
    assert [event.seq for event in desk.events()] == list(range(1, head + 1))
    shown = {
        item["id"]: item["state"]
        for person in crowd.people.values()
        for item in desk.timeline(person)
        if item["kind"] == "message" and item["direction"] == "out"
    }
    told: dict[str, str] = {}
    for event in desk.events():
        if event.type == "message":
            told[event.payload["item"]["id"]] = event.payload["item"]["state"]
    assert {id_: told[id_] for id_ in shown} == shown
