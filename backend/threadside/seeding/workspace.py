"""Puts the pieces together: one workspace, ready to text."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from threadside.ids import new_id
from threadside.rules import segments
from threadside.sealing import Sealer
from threadside.seeding import consent, history
from threadside.seeding.people import add_people
from threadside.seeding.registration import add_campaign
from threadside.sending import accounts
from threadside.sending.port import AccountAccess
from threadside.store.tables import (
    ConsentEvent,
    EventHead,
    Line,
    Member,
    Message,
    Person,
    PersonPhone,
    ReadMark,
    Suppression,
    Thread,
    TimelineItem,
    User,
    Workspace,
)
from threadside.store.uow import Tx
from threadside.templates import rows, versions
from threadside.templates.content import Content, cleaned

LINES = (("Denver Sales", "+17205550100"), ("Gulf Branch", "+18505550111"))
ROLES = {"jon": "rep", "priya": "lead", "dana": "admin"}
LONG_TALK = 90
UNREAD = ("Anna Fern", "Luis Ortega")
TEMPLATES = Path(__file__).with_name("templates.json")


@dataclass(frozen=True)
class Seeded:
    """What was made: ids to start from, and who can sign in."""

    workspace_id: str
    line_ids: tuple[str, ...]
    emails: dict[str, str]


def seed(
    tx: Tx,
    sealer: Sealer,
    source: Mapping[str, Any],
    access: AccountAccess,
    *,
    account: str,
    password_hash: str,
    unattended: bool = False,
) -> Seeded:
    """A workspace from a CRM's export `source`, texting through `access`.

    `account` is the CRM account whose records are linked; every user gets `password_hash`.
    With `unattended` machines can text at any hour, as fast as they like.
    """
    workspace = Workspace(
        id=new_id(),
        name=source["workspace"]["name"],
        region=source["workspace"]["country"],
        hold_seconds=5,
        templates_version=1,
        set_up_hidden_at=tx.now,
        created_at=tx.now,
    )
    tx.session.add(workspace)
    tx.session.flush()
    tx.session.add(EventHead(workspace_id=workspace.id, seq=0))
    members = _members(tx, workspace.id, source["users"], password_hash)
    accounts.add(tx, sealer, workspace.id, "vonage", access)
    campaign_id = add_campaign(tx, workspace.id, workspace.name)
    lines = _lines(tx, workspace.id, access.id, campaign_id)
    _templates(tx, workspace.id, members["dana"])
    people = add_people(tx, workspace.id, account, source, members)
    _histories(tx, workspace.id, lines[0], list(people.values()), members)
    consent.add_consent(tx, workspace.id, people, lines[0])
    consent.add_doubt(tx, workspace.id, people)
    if unattended:
        consent.let_machines_text(tx, workspace)
    else:
        consent.settle_where(tx, people)
    emails = {ROLES.get(user["id"], "auditor"): user["email"] for user in source["users"]}
    return Seeded(workspace.id, tuple(line.id for line in lines), emails)


def _members(
    tx: Tx, workspace_id: str, users: list[Mapping[str, str]], password_hash: str
) -> dict[str, str]:
    members: dict[str, str] = {}
    for row in users:
        user = User(
            id=new_id(),
            email=row["email"].lower(),
            name=row["name"],
            password_hash=password_hash,
            created_at=tx.now,
        )
        tx.session.add(user)
        tx.session.flush()
        members[row["id"]] = new_id()
        tx.session.add(
            Member(
                id=members[row["id"]],
                workspace_id=workspace_id,
                user_id=user.id,
                role=ROLES.get(row["id"], "auditor"),
                active=True,
                created_at=tx.now,
            )
        )
    tx.session.flush()
    return members


def _lines(tx: Tx, workspace_id: str, account_id: str, campaign_id: str) -> list[Line]:
    lines = [
        Line(
            id=new_id(),
            workspace_id=workspace_id,
            carrier_account_id=account_id,
            phone=phone,
            name=name,
            state="live",
            campaign_id=campaign_id,
            per_second=10.0,
            burst_seconds=1.0,
            position=position,
            created_at=tx.now,
        )
        for position, (name, phone) in enumerate(LINES)
    ]
    tx.session.add_all(lines)
    tx.session.flush()
    return lines


def _templates(tx: Tx, workspace_id: str, approver_id: str) -> None:
    for entry in json.loads(TEMPLATES.read_text(encoding="utf-8")):
        content = cleaned(Content(entry["name"], entry["body"], entry["group"]))
        template = rows.new_row(tx, workspace_id, content)
        versions.add_version(tx, template, content, author_id=None, approved_by=approver_id)


def _histories(
    tx: Tx, workspace_id: str, line: Line, people: list[Person], members: Mapping[str, str]
) -> None:
    rng = random.Random(7)  # noqa: S311 - the same stories at every seeding
    seq = 0
    numbers = _first_numbers(tx, people)
    for position, person in enumerate(people):
        phone = numbers.get(person.id)
        lines = list(history.told(person.name, tx.now))
        if not lines and position % 5 != 4:
            talk = LONG_TALK if position == 6 else rng.randint(2, 14)
            story = history.conversation(person.first_name, tx.now, talk, rng)
            lines = list(history.with_opt_out_lines(story))
        if person.name in consent.WITHOUT_HISTORY:
            lines = []
        if lines and phone is not None:
            author = person.owner_id or members["jon"]
            seq = _Story(tx, line, person, phone, author).write(lines, seq)
    head = tx.session.get_one(EventHead, workspace_id)
    head.seq = seq
    waiting = {person.id for person in people if person.name.startswith(UNREAD)}
    for member_id in members.values():
        for person in people:
            if person.id not in waiting:
                tx.session.add(ReadMark(member_id=member_id, person_id=person.id, seq=seq))


def _first_numbers(tx: Tx, people: list[Person]) -> dict[str, str]:
    rows = tx.session.query(PersonPhone).order_by(PersonPhone.position.desc())
    wanted = {person.id for person in people}
    return {
        row.person_id: row.e164
        for row in rows
        if row.e164 and not row.problem and row.person_id in wanted
    }


class _Story:
    """Writes one conversation, numbering its items from `seq`."""

    def __init__(self, tx: Tx, line: Line, person: Person, phone: str, author_id: str) -> None:
        self._tx = tx
        self._line = line
        self._person = person
        self._phone = phone
        self._author_id = author_id

    def write(self, entries: list[history.Line], seq: int) -> int:
        """Add the entries; gives the last seq used."""
        thread = self._thread(entries)
        for entry in entries:
            seq += 1
            item = TimelineItem(
                id=new_id(),
                workspace_id=self._line.workspace_id,
                person_id=self._person.id,
                thread_id=None if entry.kind == "note" else thread.id,
                kind="note" if entry.kind == "note" else "message",
                at=entry.at,
                seq=seq,
                author_id=None if entry.kind == "in" else self._author_id,
                text=entry.text,
                version=1,
            )
            self._tx.session.add(item)
            self._tx.session.flush()
            if entry.kind != "note":
                self._message(entry, item, thread)
            if entry.kind == "in":
                thread.last_inbound_at = self._person.last_inbound_at = entry.at
                thread.last_inbound_seq = seq
                if entry.text == "STOP":
                    self._opt_out(entry, item)
            elif entry.kind == "out":
                thread.last_outbound_at = self._person.last_outbound_at = entry.at
        return seq

    def _thread(self, entries: list[history.Line]) -> Thread:
        found = (
            self._tx.session.query(Thread)
            .filter_by(line_id=self._line.id, phone=self._phone)
            .one_or_none()
        )
        if found is not None:
            return found
        thread = Thread(
            id=new_id(),
            workspace_id=self._line.workspace_id,
            line_id=self._line.id,
            phone=self._phone,
            person_id=self._person.id,
            last_inbound_seq=0,
            last_at=entries[-1].at,
            created_at=entries[0].at,
        )
        self._tx.session.add(thread)
        self._tx.session.flush()
        return thread

    def _message(self, entry: history.Line, item: TimelineItem, thread: Thread) -> None:
        size = segments.count(entry.text)
        inbound = entry.kind == "in"
        self._tx.session.add(
            Message(
                id=item.id,
                workspace_id=item.workspace_id,
                thread_id=thread.id,
                line_id=thread.line_id,
                phone=thread.phone,
                direction=entry.kind,
                state="received" if inbound else entry.state,
                state_rank=0 if inbound else 90,
                failure_code=entry.failure,
                encoding=size.encoding,
                segments=size.segments,
                origin=None if inbound else "human",
                carrier_uuid=new_id(),
            )
        )

    def _opt_out(self, entry: history.Line, item: TimelineItem) -> None:
        self._tx.session.flush()
        self._tx.session.add(
            Suppression(
                workspace_id=item.workspace_id,
                phone=self._phone,
                since=entry.at,
                keyword="stop",
                words=entry.text,
                line_id=self._line.id,
            )
        )
        self._tx.session.add(
            ConsentEvent(
                id=new_id(),
                workspace_id=item.workspace_id,
                phone=self._phone,
                person_id=item.person_id,
                kind="revoked",
                method="keyword",
                obtained_at=entry.at,
                keyword="stop",
                words=entry.text,
                line_id=self._line.id,
                message_id=item.id,
                at=entry.at,
            )
        )
