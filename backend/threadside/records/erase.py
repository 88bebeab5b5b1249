"""Erasing a number: everything that says who it was and what was said, and nothing of the proof.

What stays: a keyed hash of the number with the date of its opt-out, so that it is not texted again
(`audit.erased`); the audit chain's entries, whose commitments tell nothing without the payloads;
delivery states without numbers, for the statistics. GDPR article 17(3)(b) and (e) allow to keep
what a legal obligation or the defence of claims needs.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, or_, select, update

from threadside.audit import erased
from threadside.audit import log as audit
from threadside.contracts.events import PersonChanged
from threadside.contracts.people import PersonRef
from threadside.crm import log as crm_log
from threadside.errors import Refusal
from threadside.events import log as events
from threadside.records import holds, traces
from threadside.rules.chain import ERASURE, ranges
from threadside.sending import outbox
from threadside.store.tables import (
    AuditEntry,
    AuditPayload,
    Message,
    NumberLink,
    Outbox,
    Person,
    PersonPhone,
    Record,
    RecordPerson,
    Suppression,
    Thread,
    TimelineItem,
    WebhookReceipt,
)
from threadside.store.uow import Tx

WITHDRAWN: Final = "erased"
MARK: Final = "erased"
STANDS: Final = ("opt_out", "wrong_number")
"""Reasons not to text a number that outlive its erasure."""


@dataclass
class Erased:
    """What was erased: how many texts and payloads, which people (their ids) were emptied.
    `also_known_by` names those who stay, since they have another number."""

    phone_hash: str
    texts: int = 0
    entries: int = 0
    opted_out_at: datetime | None = None
    also_known_by: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)


def erase(tx: Tx, workspace_id: str, phone: str, reason: str = "request") -> Erased:
    """Erase a number of a workspace. Doing it twice does no harm.

    Raises:
        Refusal: `legal_hold` (409); `in_flight` (409) while a text to or from the number is under
            way, whose outcome would bring it back.
    """
    holds.require_none(tx.session, workspace_id, phone)
    outbox.withdraw(tx, workspace_id, phone, WITHDRAWN)
    tx.session.flush()
    _require_quiet(tx, workspace_id, phone)
    closed = _closed_since(tx, workspace_id, phone)
    done = Erased(erased.keep(tx, workspace_id, phone, closed), opted_out_at=closed)
    alias = f"erased:{done.phone_hash[:12]}"
    people, threads = _whose(tx, workspace_id, phone)
    tx.session.execute(
        delete(NumberLink).where(NumberLink.workspace_id == workspace_id, NumberLink.e164 == phone)
    )
    mine = select(Message.id).where(Message.workspace_id == workspace_id, Message.phone == phone)
    traces.crm(tx, workspace_id, phone)
    crm_log.erased(tx, workspace_id, mine)
    crm_log.forget_phone(tx, workspace_id, phone)
    done.texts = traces.texts(tx, workspace_id, phone, alias, MARK)
    traces.consent(tx, workspace_id, phone)
    traces.machines(tx, workspace_id, phone, alias)
    tx.session.execute(
        delete(PersonPhone).where(
            PersonPhone.workspace_id == workspace_id, PersonPhone.e164 == phone
        )
    )
    for person_id in people:
        _let_go(tx, workspace_id, person_id, done)
    traces.told(tx, workspace_id, phone, [*people, *threads])
    done.entries = _payloads(tx, workspace_id, phone, done, reason)
    return done


def _require_quiet(tx: Tx, workspace_id: str, phone: str) -> None:
    under_way = select(Outbox.message_id).where(
        Outbox.workspace_id == workspace_id, Outbox.phone == phone, Outbox.state != "done"
    )
    arriving = select(WebhookReceipt.id).where(
        WebhookReceipt.state == "pending",
        WebhookReceipt.peer.in_((phone, phone.removeprefix("+"))),
    )
    for query in (under_way, arriving):
        if tx.session.scalar(query.limit(1)) is not None:
            raise Refusal("in_flight")


def _closed_since(tx: Tx, workspace_id: str, phone: str) -> datetime | None:
    return tx.session.scalar(
        select(func.min(Suppression.since)).where(
            Suppression.workspace_id == workspace_id,
            Suppression.phone == phone,
            Suppression.reason.in_(STANDS),
        )
    )


def _whose(tx: Tx, workspace_id: str, phone: str) -> tuple[list[str], list[str]]:
    """The people who have the number, had it before it was linked or were texted at it, and its
    threads."""
    threads = tx.session.execute(
        select(Thread.id, Thread.person_id).where(
            Thread.workspace_id == workspace_id, Thread.phone == phone
        )
    ).all()
    owners = tx.session.scalars(
        select(PersonPhone.person_id).where(
            PersonPhone.workspace_id == workspace_id, PersonPhone.e164 == phone
        )
    )
    strangers = tx.session.scalars(
        select(NumberLink.stranger_id).where(
            NumberLink.workspace_id == workspace_id,
            NumberLink.e164 == phone,
            NumberLink.stranger_id.is_not(None),
        )
    )
    had = {each for each in strangers if each is not None}
    people = sorted({*owners, *had, *(row.person_id for row in threads)})
    return people, [row.id for row in threads]


def _let_go(tx: Tx, workspace_id: str, person_id: str, done: Erased) -> None:
    """Empty a person who has no number left; one who has another one stays."""
    person = tx.session.scalars(
        select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    ).one()
    other = select(PersonPhone.id).where(PersonPhone.person_id == person_id).limit(1)
    if tx.session.scalar(other) is not None:
        done.also_known_by.append(person.name)
        return
    done.emptied.append(person_id)
    values: dict[str, Any] = {
        "name": "", "first_name": "", "title": "", "company": "",
        "zone": None, "zone_source": None, "zone_from": None, "state": None,
    }  # fmt: skip
    for name, value in values.items():
        setattr(person, name, value)
    person.version += 1
    tx.session.execute(
        delete(TimelineItem).where(
            TimelineItem.person_id == person_id, TimelineItem.kind != "message"
        )
    )
    _forget_records(tx, workspace_id, person_id)
    changed = PersonChanged(person=PersonRef(id=person_id, name=""))
    events.emit(tx, workspace_id, changed)


def _forget_records(tx: Tx, workspace_id: str, person_id: str) -> None:
    """The CRM's records: one of this person alone goes, others keep who else they mean."""
    mine = tx.session.scalars(
        select(RecordPerson.record_id).where(RecordPerson.person_id == person_id)
    ).all()
    tx.session.execute(delete(RecordPerson).where(RecordPerson.person_id == person_id))
    tx.session.execute(
        update(Record).where(Record.chosen_person_id == person_id).values(chosen_person_id=None)
    )
    shared = select(RecordPerson.record_id).where(RecordPerson.record_id.in_(mine))
    alone = sorted(set(mine) - set(tx.session.scalars(shared)))
    crm_log.forget_records(tx, alone)
    tx.session.execute(
        delete(Record).where(
            Record.workspace_id == workspace_id, Record.id.in_(mine), Record.id.not_in(shared)
        )
    )


def _payloads(tx: Tx, workspace_id: str, phone: str, done: Erased, reason: str) -> int:
    """Delete the payloads of this number, and account for them in the chain.

    Of people who stay, only entries that name the number go.
    """
    its = or_(
        AuditPayload.phone == phone,
        AuditPayload.phone.is_(None) & AuditPayload.person_id.in_(done.emptied),
    )
    accounts = select(AuditEntry.number).where(
        AuditEntry.workspace_id == workspace_id, AuditEntry.kind == ERASURE
    )
    numbers = sorted(
        tx.session.scalars(
            delete(AuditPayload)
            .where(
                AuditPayload.workspace_id == workspace_id,
                its,
                AuditPayload.number.not_in(accounts),
            )
            .returning(AuditPayload.number)
        )
    )
    about = {
        "numbers": ranges(numbers),
        "reason": reason,
        "phone_hash": done.phone_hash,
        "texts": done.texts,
        "opted_out": done.opted_out_at is not None,
    }
    audit.record(tx, workspace_id, ERASURE, about)
    return len(numbers)
