"""Past texts in bulk, with the carrier's word on them: what months of use leave behind.

traffic = Traffic(workspace.id)
traffic.text(at, line.id, "+17205550142", network="310260")
traffic.write(tx.session)
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from threadside.ids import new_id
from threadside.rules.delivery import RANKS, State
from threadside.store.base import Base
from threadside.store.tables import (
    ConsentEvent,
    Message,
    Person,
    PhoneNetwork,
    Receipt,
    Thread,
    TimelineItem,
)


@dataclass
class Traffic:
    """Rows to be written at once; nothing of it is in the event log, like an import."""

    workspace_id: str
    rows: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)
    _threads: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    _networks: dict[str, str] = field(default_factory=dict)

    def text(
        self,
        at: datetime,
        line_id: str,
        phone: str,
        *,
        state: str = "delivered",
        code: str | None = None,
        template_id: str | None = None,
        network: str | None = None,
        after: timedelta = timedelta(seconds=4),
        author_id: str | None = None,
        purpose: str | None = None,
        words: str = "Hi, your order is ready.",
    ) -> str:
        """A text of ours; `after` is how long its delivery took, `network` what receipts told."""
        accepted = state in ("submitted", "delivered", "undelivered", "rejected")
        message_id = self._item(
            at,
            line_id,
            phone,
            direction="out",
            state=state,
            code=code,
            template_id=template_id,
            accepted=accepted,
            text=words,
            author_id=author_id,
            purpose=purpose,
        )
        if state == "delivered":
            self._add(
                Receipt,
                id=new_id(),
                workspace_id=self.workspace_id,
                message_id=message_id,
                carrier_uuid=new_id(),
                status="delivered",
                carrier_at=at + after,
            )
        if network is not None and self._networks.get(phone) != network:
            self._networks[phone] = network
            self._add(
                PhoneNetwork,
                workspace_id=self.workspace_id,
                phone=phone,
                network=network,
                known_at=at,
            )
        return message_id

    def reply(self, at: datetime, line_id: str, phone: str, text: str) -> str:
        """A text of theirs; STOP opts them out."""
        message_id = self._item(at, line_id, phone, direction="in", state="received", text=text)
        if text == "STOP":
            self._add(
                ConsentEvent,
                id=new_id(),
                workspace_id=self.workspace_id,
                phone=phone,
                kind="revoked",
                method="keyword",
                obtained_at=at,
                scope="all",
                verified=True,
                double_opt_in=False,
                note="",
                keyword="stop",
                words=text,
                line_id=line_id,
                message_id=message_id,
                at=at,
            )
        return message_id

    def write(self, session: Session) -> None:
        """Insert everything, parents first."""
        for table in (
            Person, Thread, TimelineItem, Message, Receipt, ConsentEvent, PhoneNetwork,
        ):  # fmt: skip
            if self.rows.get(table):
                session.execute(insert(table), self.rows[table])
        self.rows.clear()

    def _item(
        self,
        at: datetime,
        line_id: str,
        phone: str,
        *,
        direction: str,
        state: str,
        code: str | None = None,
        template_id: str | None = None,
        accepted: bool = True,
        text: str,
        author_id: str | None = None,
        purpose: str | None = None,
    ) -> str:
        person_id, thread_id = self._thread(line_id, phone, at)
        item_id = new_id()
        self._add(
            TimelineItem,
            id=item_id,
            workspace_id=self.workspace_id,
            person_id=person_id,
            thread_id=thread_id,
            kind="message",
            at=at,
            text=text,
            author_id=author_id,
        )
        self._add(
            Message,
            id=item_id,
            workspace_id=self.workspace_id,
            thread_id=thread_id,
            line_id=line_id,
            phone=phone,
            direction=direction,
            state=state,
            state_rank=0 if direction == "in" else RANKS[State(state)],
            failure_code=code,
            encoding="gsm7",
            segments=1,
            template_id=template_id,
            template_version=1 if template_id else None,
            carrier_uuid=new_id() if accepted else None,
            purpose=purpose,
        )
        return item_id

    def _thread(self, line_id: str, phone: str, at: datetime) -> tuple[str, str]:
        if (line_id, phone) not in self._threads:
            person_id, thread_id = new_id(), new_id()
            self._threads[line_id, phone] = person_id, thread_id
            self._add(
                Person,
                id=person_id,
                workspace_id=self.workspace_id,
                name="",
                first_name="",
                created_at=at,
            )
            self._add(
                Thread,
                id=thread_id,
                workspace_id=self.workspace_id,
                line_id=line_id,
                phone=phone,
                person_id=person_id,
                last_at=at,
                created_at=at,
            )
        return self._threads[line_id, phone]

    def _add(self, table: type[Base], **values: Any) -> None:
        self.rows.setdefault(table, []).append(values)
