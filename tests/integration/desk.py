"""A workspace at work: one line, one rep, a carrier that does as it is told, webhooks signed.

Nothing runs by itself: a test folds webhooks and sends what is due when it wants to.
"""

import hashlib
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.builders import Builders, Someone
from tests.integration.conftest import HeldClock
from threadside.app import MACHINERY
from threadside.consent import changed_hands
from threadside.consent.changed_hands import Cause
from threadside.contracts.policy import Policy
from threadside.ids import new_id
from threadside.machinery import Machinery
from threadside.media import attach
from threadside.runtime import Runtime
from threadside.sending import accounts
from threadside.sending.port import Accepted, AccountAccess, Outcome, OutgoingText
from threadside.sending.runner import OutboxRunner
from threadside.store.tables import (
    CarrierAccount,
    Line,
    LoggedEvent,
    Message,
    Outbox,
    Person,
    PolicyVersion,
    Workspace,
)
from threadside.threads import gesture
from threadside.verdict import number_doubts
from threadside.verdict.number_doubts import RENAMED
from threadside.workspace import policy as policies

ANNA = "+17205550142"
BEN = "+13035550177"
OUR_LINE = "+17205550100"
SECRET = "a signature secret of thirty-two"

LENIENT: dict[str, Any] = {
    "without_consent": "allow",
    "identity": "off",
    "quiet_hours": "off",
    "hours_off_acknowledged": "A test may run at any hour.",
    "line_seconds_between": 0,
    "caps": "off",
    "caps_off_acknowledged": "Tests press faster than people.",
}

Answer = Outcome | Callable[[OutgoingText], Outcome]


@dataclass
class ToldCarrier:
    """Accepts everything, unless it was told what to answer next; keeps what was posted."""

    posted: list[OutgoingText] = field(default_factory=list)
    next_answers: list[Answer] = field(default_factory=list)

    def send(self, text: OutgoingText) -> Outcome:
        """Record the text, then answer as told."""
        self.posted.append(text)
        answer = self.next_answers.pop(0) if self.next_answers else Accepted(new_id())
        return answer(text) if callable(answer) else answer

    @property
    def texts(self) -> list[str]:
        """The words posted, in order."""
        return [text.text for text in self.posted]


@dataclass(frozen=True)
class Account:
    """A carrier account that can sign webhooks."""

    id: str
    api_key: str
    secret: str = SECRET


class Desk:
    """One workspace, with everything a test of it needs within reach."""

    def __init__(
        self, app: Flask, held: Runtime, build: Builders, clock: HeldClock, **workspace: Any
    ) -> None:
        self.app = app
        self.held = held
        self.uow = held.uow
        self.build = build
        self.clock = clock
        self.carrier = ToldCarrier()
        self.workspace: Workspace = build.workspace(**{"policy_version": 1, **workspace})
        build.add(
            PolicyVersion(workspace_id=self.workspace.id, version=1, body=LENIENT, at=self.clock())
        )
        self.account = self.open_account()
        self.campaign = build.campaign(self.workspace)
        self.line = self.open_line(OUR_LINE)
        self.rep = build.member(self.workspace, name="Kim Okafor")
        self._tokens: dict[str, str] = {}
        self._keys = itertools.count(1)
        self._outbox = OutboxRunner(
            self.uow,
            lambda _account: self.carrier,
            attach=partial(attach.outgoing, public_url=held.settings.public_url),
        )
        machinery: Machinery = app.extensions[MACHINERY]
        self._jobs = machinery.jobs

    def policy(self, **decided: Any) -> int:
        """Put a policy in force: that of a workspace where nothing keeps a text back but what a
        test decides; its version."""
        with self.uow.write() as tx:
            wanted = Policy(**{**LENIENT, **decided})
            return policies.change(tx, self.workspace.id, None, wanted, "as the test has it")

    def strict_policy(self, **decided: Any) -> int:
        """Put the policy in force that is shipped, but for what a test decides; its version."""
        with self.uow.write() as tx:
            wanted = Policy(**decided)
            return policies.change(tx, self.workspace.id, None, wanted, "as it is shipped")

    def open_account(self) -> Account:
        """A further carrier account of this workspace."""
        made = Account(new_id(), new_id()[-12:])
        access = AccountAccess(
            id=made.id,
            api_host="127.0.0.1",
            api_key=made.api_key,
            application_id=new_id(),
            private_key="",
            signature_secret=made.secret,
        )
        with self.uow.write() as tx:
            accounts.add(tx, self.held.sealer, self.workspace.id, "vonage", access)
            tx.session.get_one(CarrierAccount, made.id).per_second = 10_000.0
        return made

    def open_line(self, phone: str, **values: Any) -> Line:
        """A further live line on the workspace's first account, fast enough not to matter."""
        made = Line(
            **{
                "id": new_id(),
                "workspace_id": self.workspace.id,
                "carrier_account_id": self.account.id,
                "phone": phone,
                "name": "Front desk",
                "state": "live",
                "per_second": 1000.0,
                "burst_seconds": 3.0,
                "campaign_id": self.campaign.id,
                "created_at": self.clock(),
                **values,
            }
        )
        self.build.add(made)
        return made

    def person(self, name: str = "Anna Fernández", *phones: str, **values: Any) -> Person:
        """A person of this workspace; Anna's number when none is given."""
        return self.build.person(self.workspace, name, *(phones or (ANNA,)), **values)

    def token(self, who: Someone | None = None) -> str:
        """The access token of a member, the rep's own when nobody is named."""
        someone = who or self.rep
        if someone.id not in self._tokens:
            self._tokens[someone.id] = self.build.token(someone, expires_in=timedelta(days=30))
        return self._tokens[someone.id]

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        who: Someone | None = None,
        query: Any = None,
    ) -> TestResponse:
        """A request by a member, the rep when nobody is named; a press has its proof."""
        if path == "/v1/messages" and isinstance(body, dict) and "press" not in body:
            body = {**body, "press": self.proof(str(body.get("phone")), who)}
        client = self.app.test_client()
        headers = {"Authorization": f"Bearer {self.token(who)}"}
        return client.open(path, method=method, json=body, headers=headers, query_string=query)

    def proof(self, phone: str = ANNA, who: Someone | None = None) -> str:
        """What a verdict gives to the composer that shows it."""
        composer = gesture.Composer(self.workspace.id, (who or self.rep).id, phone)
        return gesture.issue(self.held.sealer, composer, self.clock())

    def get(self, path: str, *, who: Someone | None = None, **query: Any) -> Any:
        """The JSON of a GET that succeeds."""
        answer = self.ask("GET", path, who=who, query=query)
        assert answer.status_code == 200, answer.text
        return answer.json

    def wish(self, person: Person | None, text: str = "Hello", **values: Any) -> dict[str, Any]:
        """The body of a press of Send."""
        return {
            "client_key": f"press-{next(self._keys):06d}",
            "line": self.line.id,
            "phone": ANNA,
            "person": person and person.id,
            "text": text,
            "seen": self.head(),
            **values,
        }

    def press(self, person: Person, text: str = "Hello", **values: Any) -> dict[str, Any]:
        """A press of Send that succeeds, by a rep who has seen everything; the text."""
        who = values.pop("who", None)
        answer = self.ask("POST", "/v1/messages", self.wish(person, text, **values), who=who)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json
        return made

    def head(self) -> int:
        """The newest event's number."""
        with self.uow.read() as session:
            return int(
                session.scalar(
                    select(LoggedEvent.seq)
                    .where(LoggedEvent.workspace_id == self.workspace.id)
                    .order_by(LoggedEvent.seq.desc())
                    .limit(1)
                )
                or 0
            )

    def events(self, above: int = 0) -> list[LoggedEvent]:
        """The workspace's events above a number, in order."""
        with self.uow.read() as session:
            return list(
                session.scalars(
                    select(LoggedEvent)
                    .where(LoggedEvent.workspace_id == self.workspace.id, LoggedEvent.seq > above)
                    .order_by(LoggedEvent.seq)
                )
            )

    def signed(self, body: bytes, account: Account | None = None, **claims: Any) -> dict[str, str]:
        """The headers with which Vonage would send exactly these bytes now."""
        by = account or self.account
        told = {
            "iat": int(self.clock().timestamp()),
            "jti": new_id(),
            "iss": "Vonage",
            "api_key": by.api_key,
            "payload_hash": hashlib.sha256(body).hexdigest(),
            **claims,
        }
        token = jwt.encode({"alg": "HS256"}, told, OctKey.import_key(by.secret))
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def webhook(self, kind: str, body: Any, *, account: Account | None = None) -> TestResponse:
        """A signed webhook; bytes go as they are."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.app.test_client().post(
            f"/webhooks/vonage/{kind}", data=raw, headers=self.signed(raw, account)
        )

    def arrives(self, text: str, peer: str = ANNA, **fields: Any) -> str:
        """A contact's text is acknowledged, and not yet folded in; its carrier's id."""
        account = fields.pop("account", None)
        body = inbound_body(text, peer, **fields)
        assert self.webhook("inbound", body, account=account).status_code == 200
        return str(body["message_uuid"])

    def says(self, text: str, peer: str = ANNA, **fields: Any) -> str:
        """A contact's text is acknowledged and folded in."""
        uuid = self.arrives(text, peer, **fields)
        self.fold()
        return uuid

    def doubted(self, person: Person, phone: str = ANNA) -> str:
        """A CRM has another name for their number, by which they wrote: the id of the doubt."""
        self.says("Hello", peer=phone)
        cause = Cause(RENAMED, new_id(), person.id, person.name, "Ruben Ito")
        with self.uow.write() as tx:
            assert changed_hands.doubt(tx, self.workspace.id, phone, cause)
        with self.uow.read() as session:
            [found] = number_doubts.of_number(session, self.workspace.id, phone)
            return found.id

    def reports(self, message_id: str | None, status: str, **fields: Any) -> str:
        """The carrier's word on a text of ours is acknowledged and folded in."""
        account = fields.pop("account", None)
        body = status_body(message_id, status, **fields)
        assert self.webhook("status", body, account=account).status_code == 200
        self.fold()
        return str(body["message_uuid"])

    def fold(self) -> int:
        """Run the jobs that are due."""
        return self._jobs.run_due()

    def send_due(self) -> int:
        """Post what may leave now."""
        return self._outbox.send_due()

    def after_hold(self) -> int:
        """Let the time to undo end, then post what may leave."""
        self.clock.advance(seconds=self.workspace.hold_seconds)
        return self.send_due()

    def message(self, message_id: str) -> Message:
        """A text's row as it stands."""
        with self.uow.read() as session:
            return session.get_one(Message, message_id)

    def state(self, message_id: str) -> str:
        """The delivery state of a text."""
        return self.message(message_id).state

    def waiting(self, message_id: str) -> Outbox:
        """A text's place in the outbox."""
        with self.uow.read() as session:
            return session.get_one(Outbox, message_id)

    def timeline(self, person: Person | str) -> list[dict[str, Any]]:
        """The newest page of a person's timeline, oldest first."""
        id_ = person if isinstance(person, str) else person.id
        items: list[dict[str, Any]] = self.get(f"/v1/people/{id_}/timeline", limit=100)["items"]
        return items


def inbound_body(text: str, peer: str = ANNA, **fields: Any) -> dict[str, Any]:
    """An inbound webhook as the Messages API sends it."""
    return {
        "channel": "sms",
        "message_uuid": new_id(),
        "to": OUR_LINE.removeprefix("+"),
        "from": peer.removeprefix("+"),
        "timestamp": "2026-03-02T15:30:00Z",
        "text": text,
        "sms": {"num_messages": "1"},
        **fields,
    }


def status_body(message_id: str | None, status: str, **fields: Any) -> dict[str, Any]:
    """A status webhook as the Messages API sends it."""
    code = fields.pop("code", None)
    body = {
        "message_uuid": new_id(),
        "to": ANNA.removeprefix("+"),
        "from": OUR_LINE.removeprefix("+"),
        "timestamp": "2026-03-02T15:30:01Z",
        "status": status,
        "channel": "sms",
        **fields,
    }
    if message_id is not None:
        body["client_ref"] = message_id
    if code is not None:
        body["error"] = {"type": f"https://example.com/#{code}", "title": str(code)}
    return body


OpenDesk = Callable[..., Desk]


@pytest.fixture
def open_desk(app: Flask, held: Runtime, build: Builders, clock: HeldClock) -> OpenDesk:
    """Opens workspaces: `open_desk(hold_seconds=0)`."""

    def make(**workspace: Any) -> Desk:
        return Desk(app, held, build, clock, **workspace)

    return make


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """A workspace with the usual five seconds to undo."""
    return open_desk()
