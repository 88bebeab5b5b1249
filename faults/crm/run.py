"""One run: texts to and fro while the CRM misbehaves and the writer is killed; then the judgement.

Time runs `FACTOR` times as fast, so that five minutes of outage, the leases and the lag of the
CRM's search all happen, in their proportion.
"""

import json
import random
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from e2e.stack import Process
from faults.crm.adapter import ACCOUNT, CRM_ID
from faults.crm.double import NEW_TOKEN, Double
from faults.crm.worker import POINTS, FastClock
from tests.builders import Builders
from tests.integration.desk import Desk
from threadside.app import create_app
from threadside.crm import log
from threadside.ids import new_id
from threadside.runtime import EXTENSION, Runtime
from threadside.sealing import Sealer
from threadside.settings import Settings
from threadside.store.tables import (
    CrmConnection,
    CrmEntry,
    CrmEntryMessage,
    Person,
    Record,
    RecordPerson,
)
from threadside.timeline.crm_log import TOLD

FACTOR: Final = 30.0
OUTAGE_S: Final = 300.0
"""By the clock of the run."""
LAG_S: Final = 0.5
PEOPLE: Final = 12
MOST_WAITING: Final = 4
PATIENCE_S: Final = 3.0
HEALING_S: Final = 150.0
HARM: Final = ("missing", "doubled", "on_other_records", "outdated", "strays", "not_shown")


@dataclass
class Found:
    """What a run did, and what of it went wrong."""

    database: str
    seed: int
    texts: int = 0
    entries: int = 0
    missing: int = 0
    doubled: int = 0
    on_other_records: int = 0
    outdated: int = 0
    strays: int = 0
    not_shown: int = 0
    kills: int = 0
    requests: int = 0
    seconds: float = 0.0
    struck: dict[str, int] = field(default_factory=dict)

    @property
    def harmed(self) -> bool:
        """Whether anything went wrong."""
        return any(getattr(self, name) for name in HARM)


class Siege:
    """A workspace that texts, the CRM beside it, and the process that writes and is killed."""

    def __init__(self, url: str, folder: Path, double: Double, seed: int) -> None:
        self.folder, self.double = folder, double
        self.dice = random.Random(f"{seed}:siege")
        self.clock = FastClock(time.time(), FACTOR)
        self.orders = folder / "orders"
        self.orders.mkdir(parents=True)
        settings = Settings(
            _env_file=None, data_dir=folder, database_url=url, key=Sealer.new_key(), runner=False,
            public_url="http://127.0.0.1:8080",
        )  # fmt: skip
        app = create_app(settings, clock=self.clock)
        held: Runtime = app.extensions[EXTENSION]
        build = Builders(held.uow)
        self.desk = Desk(app, held, build, self.clock, hold_seconds=0)  # type: ignore[arg-type]
        self.connection = self._link(build)
        self.people = [self._person(build, number) for number in range(PEOPLE)]
        self.kills = 0
        self._worker: Process | None = None
        self._token(double.token)
        self._config = folder / "worker.json"
        self._config.write_text(
            json.dumps(
                {
                    "database": settings.sqlalchemy_url, "crm": double.url, "factor": FACTOR,
                    "orders": str(self.orders), "began": self.clock.began,
                    "search_lag_s": LAG_S * FACTOR,
                }
            )
        )  # fmt: skip

    def _link(self, build: Builders) -> str:
        made = CrmConnection(
            id=new_id(), workspace_id=self.desk.workspace.id, crm=CRM_ID, account=ACCOUNT,
            name="Double", base_url=self.double.url, linked_by=self.desk.rep.id,
            linked_at=self.clock(),
        )  # fmt: skip
        build.add(made)
        return made.id

    def _person(self, build: Builders, number: int) -> tuple[Person, str]:
        phone = f"+1720555{100 + number:04}"
        person = self.desk.person(f"Person {number}", phone)
        record = Record(
            id=new_id(), workspace_id=self.desk.workspace.id, crm=CRM_ID, account=ACCOUNT,
            type="contact", remote_id=f"c{number}", created_at=self.clock(),
        )  # fmt: skip
        build.add(record, RecordPerson(record_id=record.id, person_id=person.id))
        return person, phone

    def _token(self, token: str) -> None:
        (self.orders / "token").write_text(token)

    def ensure_up(self) -> None:
        """Start the writer, or start it again."""
        child = self._worker.child if self._worker else None
        if child is not None and child.poll() is None:
            return
        if child is not None:
            self.kills += 1
        argv = [sys.executable, "-m", "faults.crm.worker", str(self._config)]
        self._worker = Process("writer", argv, {}, self.folder / "writer.log").start()
        self._worker.drain()

    def kill(self) -> None:
        """At a labelled point that it reaches next, or right now."""
        if self.dice.random() < 0.7:
            (self.orders / self.dice.choice(POINTS)).touch()
        elif self._worker is not None:
            self._worker.kill()

    def text(self) -> str:
        """One text to or fro, and sometimes a receipt; gives its state at the end of this."""
        person, phone = self.dice.choice(self.people)
        if self.dice.random() < 0.5:
            self.desk.says(f"They write {self.dice.random()}", phone)
            return "received"
        made = self.desk.press(person, f"We write {self.dice.random()}", phone=phone)
        self.desk.send_due()
        self.desk.reports(made["id"], self.dice.choice(["delivered", "undeliverable"]))
        return str(made["state"])

    def revoke(self) -> None:
        """The CRM takes the token no more."""
        self.double.token = NEW_TOKEN

    def sign_in(self) -> None:
        """A person links the CRM again."""
        self._token(NEW_TOKEN)
        with self.desk.uow.write() as tx:
            log.relinked(tx, self.connection)

    def keep_pace(self) -> None:
        """Give the writer time, so that it meets each misfortune at work; while it can't work
        texts pile up."""
        until = time.monotonic() + PATIENCE_S
        while self.waiting() > MOST_WAITING and time.monotonic() < until and self._can_write():
            self.ensure_up()
            time.sleep(0.05)

    def _can_write(self) -> bool:
        signed_in = (self.orders / "token").read_text() == self.double.token
        return signed_in and not self.double.down

    def waiting(self) -> int:
        """How many entries are to be written."""
        self.desk.fold()
        with self.desk.uow.read() as session:
            return (
                session.scalar(
                    select(func.count(CrmEntry.id)).where(
                        CrmEntry.state.in_(("pending", "writing")),
                        CrmEntry.wanted > CrmEntry.written,
                    )
                )
                or 0
            )

    def stop(self) -> None:
        """End everything."""
        if self._worker is not None:
            self._worker.kill()
        self.desk.uow.engine.dispose()


@dataclass(frozen=True)
class Size:
    """How much is done, and what the dice begin with."""

    texts: int
    kills: int
    seed: int


def run(database: str, url: str, folder: Path, size: Size) -> Found:
    """Everything on one database; what the writer says stands in `folder`."""
    began = time.monotonic()
    found = Found(database, size.seed)
    with Double(size.seed, lag_s=LAG_S) as double:
        siege = Siege(url, folder, double, size.seed)
        try:
            _storm(siege, size.texts, size.kills)
            _heal(siege)
            _judge(siege, found)
        finally:
            siege.stop()
        found.kills, found.requests = siege.kills, double.requests
        found.struck = dict(double.struck)
    found.seconds = round(time.monotonic() - began, 1)
    return found


def _storm(siege: Siege, texts: int, kills: int) -> None:
    """Texts one after the other; each misfortune once so many of them are done."""
    dice = siege.dice
    plan: list[tuple[int, str]] = [(dice.randrange(texts), "kill") for _ in range(kills)]
    plan += [(texts // 4, "revoke"), (texts // 3, "sign in"), (texts // 2, "outage")]
    back = None
    for number in range(texts):
        siege.ensure_up()
        siege.text()
        for _, what in (each for each in plan if each[0] == number):
            if what == "kill":
                siege.kill()
            elif what == "revoke":
                siege.revoke()
            elif what == "sign in":
                siege.sign_in()
            else:
                siege.double.down, back = True, time.monotonic() + OUTAGE_S / FACTOR
        if back is not None and time.monotonic() > back:
            siege.double.down = False
        siege.keep_pace()
    while back is not None and time.monotonic() < back:
        siege.ensure_up()
        time.sleep(0.1)
    siege.double.down = False


def _heal(siege: Siege) -> None:
    siege.double.troubled = False
    for point in POINTS:
        (siege.orders / point).unlink(missing_ok=True)
    deadline = time.monotonic() + HEALING_S
    while time.monotonic() < deadline:
        siege.ensure_up()
        if not siege.waiting():
            siege.desk.fold()
            return
        time.sleep(0.3)


def _judge(siege: Siege, found: Found) -> None:
    """Each text against what stands in the CRM."""
    with siege.desk.uow.read() as session:
        keys = dict(
            session.execute(
                select(CrmEntryMessage.message_id, CrmEntry.key).join(
                    CrmEntry, CrmEntry.id == CrmEntryMessage.entry_id
                )
            ).all()
        )
    there: Counter[str] = Counter(
        kept.body["body"].splitlines()[-1] for kept in siege.double.objects.values()
    )
    by_key = {kept.body["key"]: kept.body for kept in siege.double.objects.values()}
    found.entries = sum(there.values())
    for number, (person, _) in enumerate(siege.people):
        for item in siege.desk.timeline(person):
            if item["kind"] != "message" or item["state"] not in TOLD:
                continue
            found.texts += 1
            _compare(found, item, there, by_key.get(keys.get(item["id"], "")), f"contact c{number}")
    found.strays = len(set(there) - set(keys.values()))


def _compare(
    found: Found, item: dict[str, Any], there: Counter[str], body: Any, record: str
) -> None:
    if body is None:
        found.missing += 1
        return
    found.doubled += there[body["key"]] - 1
    found.on_other_records += body["who"] != record
    shows_end = item["direction"] == "in" or item["state_words"] in body["body"]
    found.outdated += not (shows_end and item["text"] in body["body"])
    found.not_shown += (item["crm"] or {}).get("state") != "written"


def told(found: Found) -> str:
    """One line of JSON."""
    return json.dumps(asdict(found))
