"""Where races are run: the application on a real database, its webhooks, jobs and outbox threads.

On PostgreSQL as two servers would: two applications, each with its own inbox, jobs and outbox.
"""

import hashlib
import itertools
import json
import logging
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import structlog
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey

from faults.races.carrier import NotingCarrier
from faults.races.plan import Race
from faults.system import POLICY
from tests.builders import Builders
from threadside.app import MACHINERY, create_app
from threadside.clock import utc_now
from threadside.contracts.timeline import SendMessage
from threadside.errors import Refusal
from threadside.events import log
from threadside.ids import new_id
from threadside.jobs.runner import JobRunner
from threadside.machinery import Machinery
from threadside.media import attach
from threadside.runtime import EXTENSION, Runtime
from threadside.sealing import Sealer
from threadside.sending import accounts
from threadside.sending.port import AccountAccess
from threadside.sending.runner import OutboxRunner
from threadside.settings import Settings
from threadside.store.tables import CarrierAccount, Line, Person, PersonPhone
from threadside.store.uow import Tx
from threadside.threads import gesture, send
from threadside.threads.pressing import Sender
from threadside.workspace import policy

LINES: Final = 3
"""Each on an account of its own, so that claims are made side by side. The first account's opt-outs
are ours to confirm; on the others the carrier does."""
UNLIMITED: Final = 10_000.0
SEEN: Final = 2**53 - 1
DUE_IN: Final = timedelta(milliseconds=300)
"""When texts that are held or scheduled are due. Their wait is longer, and the clock of whoever
presses them is put back by as much."""
HOLD: Final = timedelta(seconds=1)
SCHEDULED: Final = timedelta(seconds=60)


class Clock:
    """The time, put back for the thread that asks."""

    def __init__(self) -> None:
        self._own = threading.local()

    def __call__(self) -> datetime:
        back: timedelta = getattr(self._own, "back", timedelta())
        return utc_now() - back

    def put_back(self, by: timedelta) -> None:
        """From now on, for this thread."""
        self._own.back = by


class Server:
    """One application with its machinery, whose texts go to the noting carrier."""

    def __init__(self, settings: Settings, carrier: NotingCarrier, clock: Clock) -> None:
        self.app: Flask = create_app(settings, clock=clock)
        self.held: Runtime = self.app.extensions[EXTENSION]
        machines: Machinery = self.app.extensions[MACHINERY]
        self._jobs: JobRunner = machines.jobs
        self._checkpoints = machines.checkpoints
        self._outbox = OutboxRunner(
            self.held.uow,
            lambda _account: carrier,
            threads=settings.senders,
            attach=partial(attach.outgoing, public_url=settings.public_url),
        )

    def start(self) -> None:
        """Begin to send and to fold in."""
        self.held.wakers.on("jobs", lambda _key: self._jobs.poke())
        self.held.wakers.on("outbox", lambda _key: self._outbox.poke())
        self._jobs.start()
        self._outbox.start()
        if self.held.uow.engine.dialect.name == "sqlite":
            self._checkpoints.start()

    def stop(self) -> None:
        """Finish what is in hand."""
        self._outbox.stop()
        self._jobs.stop()
        self._checkpoints.stop()
        self.held.uow.engine.dispose()


class Field:
    """One workspace, and what people do in it."""

    def __init__(self, url: str, folder: Path, seed: int, *, servers: int) -> None:
        settings = Settings(
            _env_file=None,
            data_dir=folder,
            database_url=url,
            key=Sealer.new_key(),
            runner=False,
        )
        self.carrier = NotingCarrier(seed)
        self.clock = Clock()
        self.servers = [Server(settings, self.carrier, self.clock) for _ in range(servers)]
        quiet = structlog.make_filtering_bound_logger(logging.WARNING)
        structlog.configure(wrapper_class=quiet)
        self.uow = self.servers[0].held.uow
        self._next_server = itertools.cycle(self.servers)
        self._keys = itertools.count(1)
        build = Builders(self.uow)
        self.workspace = build.workspace()
        self.rep = build.member(self.workspace)
        campaign = build.campaign(self.workspace)
        self.lines: list[tuple[Line, AccountAccess]] = []
        with self.uow.write() as tx:
            policy.change(tx, self.workspace.id, None, POLICY, "races take place at any hour")
            self.lines = [self._line(tx, number, campaign.id) for number in range(LINES)]
        self._people: dict[int, str] = {}

    def _line(self, tx: Tx, number: int, campaign_id: str) -> tuple[Line, AccountAccess]:
        access = AccountAccess(
            id=new_id(),
            api_host="127.0.0.1",
            api_key=f"account{number}",
            application_id=new_id(),
            private_key="",
            signature_secret=new_id(),
        )
        accounts.add(tx, self.servers[0].held.sealer, self.workspace.id, "vonage", access)
        account = tx.session.get_one(CarrierAccount, access.id)
        account.per_second = UNLIMITED
        account.answers_opt_outs = number > 0
        line = Line(
            id=new_id(),
            workspace_id=self.workspace.id,
            carrier_account_id=access.id,
            phone=f"+1720555010{number}",
            name=f"Desk {number}",
            state="live",
            per_second=UNLIMITED,
            burst_seconds=60.0,
            campaign_id=campaign_id,
            created_at=tx.now,
        )
        tx.session.add(line)
        tx.session.flush()
        return line, access

    def meet(self, races: Sequence[Race]) -> None:
        """Make the people of these races."""
        with self.uow.write() as tx:
            for race in races:
                person = Person(
                    id=new_id(),
                    workspace_id=self.workspace.id,
                    name=f"Person {race.number}",
                    first_name="Person",
                    created_at=tx.now,
                )
                self._people[race.number] = person.id
                tx.session.add(person)
            tx.session.flush()
            tx.session.add_all(
                PersonPhone(
                    id=new_id(),
                    workspace_id=self.workspace.id,
                    person_id=self._people[race.number],
                    raw=phone,
                    e164=phone,
                    display=phone,
                    position=position,
                )
                for race in races
                for position, phone in enumerate(race.phones)
            )

    def press(self, together: Sequence[Race]) -> tuple[dict[int, list[str]], float]:
        """Press the texts of races whose texts leave alike, in one commit.

        Gives the ids of each race's, and when they are due, by the wall clock.
        """
        how = together[0].how
        wait = {"queued": timedelta(), "held": HOLD, "scheduled": SCHEDULED}[how]
        self.clock.put_back(wait - (DUE_IN if wait else timedelta()))
        try:
            return self._press_together(together, wait)
        except Refusal as refusal:
            if refusal.code != "busy":
                raise
            return self.press(together)
        finally:
            self.clock.put_back(timedelta())

    def _press_together(
        self, together: Sequence[Race], wait: timedelta
    ) -> tuple[dict[int, list[str]], float]:
        how = together[0].how
        held = next(self._next_server).held
        with held.uow.write() as tx:
            hold_s = wait.seconds if how == "held" else 0
            send_at = tx.now + wait if how == "scheduled" else None
            made = {
                race.number: [
                    self._press(held, tx, race, f"number {number}", hold_s, send_at)
                    for number in range(race.texts)
                ]
                for race in together
            }
        return made, (utc_now() if how == "queued" else tx.now + wait).timestamp()

    def press_one(self, race: Race, name: str) -> bool:
        """One more press; whether it was taken. It is not where they have opted out."""
        held = next(self._next_server).held
        try:
            with held.uow.write() as tx:
                self._press(held, tx, race, name)
        except Refusal as refusal:
            verdict = refusal.extra.get("verdict") or {}
            if verdict.get("code") in ("opted_out", "opted_out_person"):
                return False
            if refusal.code != "busy":
                raise
            return self.press_one(race, name)
        return True

    def _press(  # noqa: PLR0917 - a press and where it is made
        self,
        held: Runtime,
        tx: Tx,
        race: Race,
        name: str,
        hold_s: int = 0,
        send_at: datetime | None = None,
    ) -> str:
        sender = Sender(self.workspace.id, self.rep.id, "US", hold_s, held.sealer)
        composer = gesture.Composer(self.workspace.id, self.rep.id, race.phones[0])
        wish = SendMessage(
            client_key=f"race-{next(self._keys):08}",
            line=self.lines[race.line][0].id,
            phone=race.phones[0],
            person=self._people[race.number],
            text=f"Text {race.number:06} {name}",
            seen=SEEN,
            send_at=send_at,
            press=gesture.issue(held.sealer, composer, tx.now),
        )
        return send.press(tx, sender, wish)

    def webhook(self, race: Race, text: str, uuid: str) -> int:
        """Somebody's text is handed over as Vonage does; the newest event once it is answered."""
        server = next(self._next_server)
        line, access = self.lines[race.line]
        body = json.dumps(
            {
                "channel": "sms",
                "message_uuid": uuid,
                "to": line.phone.removeprefix("+"),
                "from": race.writer.removeprefix("+"),
                "timestamp": f"{utc_now():%Y-%m-%dT%H:%M:%SZ}",
                "text": text,
                "sms": {"num_messages": "1"},
            }
        ).encode()
        while (status := _handed_over(server.app, access, body)) != 200:
            if status != 503:  # what could not be stored in time is handed over again
                raise RuntimeError(f"a webhook was answered {status}")
        with server.held.uow.read() as session:
            return log.head(session, self.workspace.id)


def _handed_over(app: Flask, access: AccountAccess, body: bytes) -> int:
    answer = app.test_client().post(
        "/webhooks/vonage/inbound", data=body, headers=_signed(access, body)
    )
    return answer.status_code


def _signed(access: AccountAccess, body: bytes) -> dict[str, Any]:
    told = {
        "iat": int(utc_now().timestamp()),
        "jti": new_id(),
        "iss": "Vonage",
        "api_key": access.api_key,
        "payload_hash": hashlib.sha256(body).hexdigest(),
    }
    token = jwt.encode({"alg": "HS256"}, told, OctKey.import_key(access.signature_secret))
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
