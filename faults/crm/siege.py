"""A workspace that texts, the CRM beside it, and the servers between them that are killed."""

import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import func, select

from faults.crm.adapter import ACCOUNT, CRM_ID, DoubleCrm
from faults.crm.clock import FACTOR
from faults.crm.double import Double
from faults.crm.front import Front
from tests.builders import Builders
from tests.integration.desk import Desk, inbound_body, status_body
from threadside.app import create_app
from threadside.crm import log, shown
from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.linking import apps, oauth
from threadside.linking.apps import App
from threadside.linking.means import Means
from threadside.linking.oauth import Admin
from threadside.linking.problems import CrmProblem
from threadside.linking.transport import Transport
from threadside.runtime import EXTENSION, Runtime
from threadside.sealing import Sealer
from threadside.settings import Settings
from threadside.store.tables import (
    CrmConnection,
    CrmEntry,
    Job,
    Message,
    Person,
    Record,
    RecordPerson,
)
from threadside.threads import receive

PEOPLE: Final = 12
TEXTS_EACH: Final = 40
"""So that all that was texted with one fits a page of their timeline."""
SERVERS: Final = {"sqlite": 1, "postgresql": 2}
SEEN: Final = 2**53 - 1
AWAY_S: Final = 60.0
"""How long it takes until somebody sees that they have to sign in again."""
LEFT: Final = ("uncertain", "submitted")
ON_THE_WAY: Final = ("held", "queued", "submitting")
JOBS: Final = (receive.INBOUND, receive.STATUS, shown.SHOW)
JSON: Final = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Size:
    """How much is done, what the dice begin with, and how fast the clock runs."""

    texts: int
    kills: int
    seed: int
    factor: float = FACTOR


@dataclass(frozen=True)
class Texted:
    """One text that was pressed, and how the carrier will say it ended."""

    id: str
    end: str


class Siege:
    """What people do, and how far the machine has got with it."""

    def __init__(self, database: str, url: str, folder: Path, double: Double, size: Size) -> None:
        self.double = double
        self.dice = random.Random(f"{size.seed}:siege")
        self.clock = double.clock
        settings: dict[str, Any] = {
            "data_dir": str(folder), "database_url": url, "key": Sealer.new_key(),
            "public_url": "http://127.0.0.1:8080", "log_format": "json",
        }  # fmt: skip
        app = create_app(Settings(_env_file=None, runner=False, **settings), clock=self.clock)
        held: Runtime = app.extensions[EXTENSION]
        build = Builders(held.uow)
        self.desk = Desk(app, held, build, self.clock, hold_seconds=0)  # type: ignore[arg-type]
        transport = Transport(loopback=True)  # people are patient
        self._means = Means(held.uow, held.sealer, {CRM_ID: DoubleCrm()}, transport)
        self._admin = Admin(self.desk.workspace.id, self.desk.rep.id)
        with held.uow.write() as tx:
            app_there = App("threadside", "a secret of the application")
            apps.keep(tx, held.sealer, self.desk.workspace.id, CRM_ID, app_there)
        self.connection = ""
        people = max(PEOPLE, size.texts // TEXTS_EACH)
        self.sign_in()
        self.people = [self._person(build, number) for number in range(people)]
        self.pressed = self.said = 0
        self._unreported: list[Texted] = []
        self._signed_out_since: float | None = None
        config = {"settings": settings, "clock": asdict(self.clock), "seed": size.seed}
        self.front = Front(folder, config, SERVERS[database], self.dice)
        self.front.start()

    def _person(self, build: Builders, number: int) -> tuple[Person, str]:
        phone = f"+1720555{100 + number:04}"
        person = self.desk.person(f"Person {number}", phone)
        record = Record(
            id=new_id(), workspace_id=self.desk.workspace.id, crm=CRM_ID, account=ACCOUNT,
            type="contact", remote_id=f"c{number}", created_at=self.clock(),
        )  # fmt: skip
        build.add(record, RecordPerson(record_id=record.id, person_id=person.id))
        return person, phone

    def sign_in(self) -> None:
        """A person links the CRM, as the console has it, or tries to."""
        back = f"{self.desk.held.settings.public_url}{oauth.CALLBACK}"
        address = oauth.begin(self._means, self._admin, CRM_ID, back, host=self.double.url)
        state = parse_qs(urlsplit(address).query)["state"][0]
        answer = {"state": state, "code": self.double.consent()}
        try:
            self.connection = oauth.finish(self._means, self._admin, answer, back)
        except (CrmProblem, Refusal):
            if not self.connection:
                raise
            return
        with self.desk.uow.write() as tx:
            log.relinked(tx, self.connection)

    def state(self) -> str:
        """How the connection stands."""
        with self.desk.uow.read() as session:
            return session.get_one(CrmConnection, self.connection).state

    def attend(self) -> None:
        """Start again what was killed, sign in where the CRM asks for it, and let the carrier say
        how texts ended."""
        self.front.keep_up()
        if self.state() != "needs_sign_in":
            self._signed_out_since = None
        elif self._signed_out_since is None:
            self._signed_out_since = time.monotonic()
        elif time.monotonic() > self._signed_out_since + self.clock.wall(AWAY_S):
            self._signed_out_since = None
            self.sign_in()
        self._report()

    def text(self) -> None:
        """One text to or fro."""
        person, phone = self.dice.choice(self.people)
        if self.dice.random() < 0.5:
            self.said += 1
            self._webhook("inbound", inbound_body(f"They write {self.said}", phone))
            return
        self.pressed += 1
        wish = self.desk.wish(person, f"We write {self.pressed}", phone=phone, seen=SEEN)
        headers = {**JSON, "Authorization": f"Bearer {self.desk.token()}"}

        def make() -> tuple[bytes, dict[str, str]]:
            return json.dumps({**wish, "press": self.desk.proof(phone)}).encode(), headers

        made = self.front.ask("/v1/messages", make)
        end = self.dice.choice(["delivered", "undeliverable"])
        self._unreported.append(Texted(made["id"], end))

    def _webhook(self, kind: str, body: dict[str, Any]) -> None:
        raw = json.dumps(body).encode()
        self.front.ask(f"/webhooks/vonage/{kind}", lambda: (raw, self.desk.signed(raw)))

    def _report(self) -> None:
        """Of each text that has left, once."""
        for text in self._to_report():
            self._webhook("status", status_body(text.id, text.end))
            self._unreported.remove(text)

    def _to_report(self) -> list[Texted]:
        ids = [text.id for text in self._unreported]
        found = select(Message.id).where(Message.id.in_(ids), Message.state.in_(LEFT))
        with self.desk.uow.read() as session:
            left = set(session.scalars(found))
        return [text for text in self._unreported if text.id in left]

    def waiting(self) -> int:
        """How many entries are to be written."""
        return self._count(
            select(func.count(CrmEntry.id)).where(
                CrmEntry.state.in_(("pending", "writing")), CrmEntry.wanted > CrmEntry.written
            )
        )

    def unfinished(self) -> int:
        """Texts that are still to leave or to be reported, entries to be written, jobs to be done,
        sign-ins to be made."""
        jobs = select(func.count(Job.id)).where(Job.name.in_(JOBS))
        texts = select(func.count(Message.id)).where(Message.state.in_(ON_THE_WAY))
        signed_out = self.state() == "needs_sign_in"
        counts = (self.waiting(), self._count(jobs), self._count(texts), len(self._to_report()))
        return sum(counts) + signed_out

    def _count(self, query: Any) -> int:
        with self.desk.uow.read() as session:
            return session.scalar(query) or 0

    def stop(self) -> None:
        """End everything."""
        self.front.stop()
        self.desk.uow.engine.dispose()
