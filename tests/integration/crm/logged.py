"""A desk whose workspace has a linked CRM, and a writer that works when a test says so."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from tests.integration.crm.ledger import ACCOUNT, Ledger, LedgerCrm, NoApi
from tests.integration.desk import Desk
from threadside.crm.writer import CrmWriter
from threadside.ids import new_id
from threadside.store.tables import (
    CrmConnection,
    CrmEntry,
    CrmEntryMessage,
    CrmOptOut,
    Person,
    Record,
    RecordPerson,
)


@dataclass
class Logged:
    """The desk, the CRM beside it, and its writer."""

    desk: Desk
    ledger: Ledger
    connection: CrmConnection
    writer: CrmWriter

    def another_writer(self, at: Callable[[str], None] = lambda _label: None) -> CrmWriter:
        """As of another process; `at` sees its labelled points."""
        return make_writer(self.desk, self.ledger, at)

    def contact(
        self, person: Person, remote_id: str = "7", kind: str = "contact", **values: Any
    ) -> Record:
        """A record of the CRM that means a person."""
        made = Record(
            id=new_id(),
            workspace_id=self.desk.workspace.id,
            crm="ledger",
            account=ACCOUNT,
            type=kind,
            remote_id=remote_id,
            name=person.name,
            created_at=self.desk.clock(),
            **values,
        )
        self.desk.build.add(made, RecordPerson(record_id=made.id, person_id=person.id))
        return made

    def write(self, *, rounds: int = 40, seconds: float = 3) -> None:
        """Let time pass while the writer works, until nothing is left to do."""
        for _ in range(rounds):
            self.desk.fold()
            self.writer.write_due()
            if not self.waiting():
                self.desk.fold()
                return
            self.desk.clock.advance(seconds=seconds)
        raise AssertionError(f"still waiting: {[one.problem for one in self.waiting()]}")

    def waiting(self) -> list[CrmEntry]:
        """Entries that are to be written."""
        with self.desk.uow.read() as session:
            return list(
                session.scalars(
                    select(CrmEntry).where(
                        CrmEntry.state.in_(("pending", "writing")),
                        CrmEntry.wanted > CrmEntry.written,
                    )
                )
            )

    def entries(self) -> list[CrmEntry]:
        """Every entry, in the order in which they were made."""
        with self.desk.uow.read() as session:
            return list(session.scalars(select(CrmEntry).order_by(CrmEntry.id)))

    def entry_of(self, message_id: str) -> CrmEntry:
        """The entry that tells of a text."""
        with self.desk.uow.read() as session:
            return session.scalars(
                select(CrmEntry)
                .join(CrmEntryMessage, CrmEntryMessage.entry_id == CrmEntry.id)
                .where(CrmEntryMessage.message_id == message_id)
            ).one()

    def opt_outs(self) -> list[CrmOptOut]:
        """What is, or was, to be written of opt-outs."""
        with self.desk.uow.read() as session:
            return list(session.scalars(select(CrmOptOut).order_by(CrmOptOut.id)))

    def shown(self, person: Person) -> list[str | None]:
        """The words on each text of a person's timeline."""
        items = self.desk.timeline(person)
        return [item["crm"] and item["crm"]["words"] for item in items if item["kind"] == "message"]

    def change(self, **values: Any) -> None:
        """Change the connection's row."""
        with self.desk.uow.write() as tx:
            row = tx.session.get_one(CrmConnection, self.connection.id)
            for name, value in values.items():
                setattr(row, name, value)


def make_writer(
    desk: Desk, ledger: Ledger, at: Callable[[str], None] = lambda _label: None
) -> CrmWriter:
    """A writer of its own."""
    return CrmWriter(
        desk.uow,
        lambda _connection: NoApi(),
        {"ledger": LedgerCrm(ledger)},
        lambda _tx, media: f"https://files.example/{media.id}",
        at=at,
    )


def link(desk: Desk, ledger: Ledger, **values: Any) -> Logged:
    """Link the ledger to the desk's workspace."""
    connection = CrmConnection(
        **{
            "id": new_id(),
            "workspace_id": desk.workspace.id,
            "crm": "ledger",
            "account": ACCOUNT,
            "name": "Ledger",
            "base_url": "https://ledger.example",
            "linked_by": desk.rep.id,
            "linked_at": desk.clock(),
            **values,
        }
    )
    desk.build.add(connection)
    return Logged(desk, ledger, connection, make_writer(desk, ledger))


@pytest.fixture
def ledger(desk: Desk) -> Ledger:
    """The CRM."""
    return Ledger(desk.clock)


@pytest.fixture
def logged(desk: Desk, ledger: Ledger) -> Logged:
    """A workspace with a CRM that is told of each text."""
    return link(desk, ledger)


@pytest.fixture
def daily(desk: Desk, ledger: Ledger) -> Logged:
    """A workspace with a CRM that is told of each day."""
    return link(desk, ledger, log_mode="daily")
