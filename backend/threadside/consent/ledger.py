"""Opt-outs and opt-ins by keyword, and opt-outs that the carrier tells of.

The ledger is append-only and keyed by phone, not by person: whoever shares a number shares its
opt-out. A suppression holds for the whole workspace, every line and every member
(47 CFR 64.1200(a)(10): revocation by any reasonable means, honoured for all further texts).
"""

from sqlalchemy import delete, select

from threadside.contracts.events import ConsentChanged
from threadside.events import log
from threadside.ids import new_id
from threadside.rules.intents import Intent
from threadside.sending import outbox
from threadside.store.dialect import insert_new
from threadside.store.tables import ConsentEvent, Message, Person, Suppression, TimelineItem
from threadside.store.uow import Tx
from threadside.timeline import write

KINDS = {"stop": "revoked", "start": "restored", "help": "help"}
SENTENCES = {"stop": "opted_out", "start": "opted_in", "help": "asked_help"}
BY_CARRIER = "carrier"
CARRIERS_WORDS = "the carrier says they opted out"


def apply(tx: Tx, intent: Intent, item: TimelineItem, message: Message) -> None:
    """Let an inbound text change what may be sent, in the transaction that folds it in."""
    if intent.kind == "none" or intent.keyword is None:
        return
    tx.session.flush()
    tx.session.add(
        ConsentEvent(
            id=new_id(),
            workspace_id=message.workspace_id,
            phone=message.phone,
            person_id=item.person_id,
            kind=KINDS[intent.kind],
            method="keyword",
            obtained_at=tx.now,
            keyword=intent.keyword,
            words=item.text,
            line_id=message.line_id,
            message_id=message.id,
            at=tx.now,
        )
    )
    if intent.kind == "stop":
        _suppress(tx, intent.keyword, item.text, message)
    elif intent.kind == "start":
        _lift(tx, message)
    write.happened(
        tx,
        workspace_id=message.workspace_id,
        person_id=item.person_id,
        thread_id=message.thread_id,
        type=SENTENCES[intent.kind],
        params={"name": _name(tx, item), "keyword": intent.keyword.upper()},
    )


def told_by_carrier(tx: Tx, item: TimelineItem, message: Message) -> None:
    """The carrier did not deliver our text because they opted out: from now on we know it too.

    Carriers and opt-out services block by themselves, and their block may be all we ever hear of
    it. What we know already changes nothing, nor does a block that is older than an opt-in.
    """
    tx.session.flush()
    newest = tx.session.execute(
        select(ConsentEvent.kind, ConsentEvent.at)
        .where(
            ConsentEvent.workspace_id == message.workspace_id,
            ConsentEvent.phone == message.phone,
            ConsentEvent.kind != "help",
        )
        .order_by(ConsentEvent.at.desc(), ConsentEvent.id.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.kind == "restored" and newest.at >= item.at:
        return
    if not _suppress(tx, BY_CARRIER, CARRIERS_WORDS, message):
        return
    tx.session.add(
        ConsentEvent(
            id=new_id(),
            workspace_id=message.workspace_id,
            phone=message.phone,
            person_id=item.person_id,
            kind="revoked",
            method="carrier",
            obtained_at=tx.now,
            keyword=BY_CARRIER,
            words=CARRIERS_WORDS,
            line_id=message.line_id,
            message_id=message.id,
            at=tx.now,
        )
    )
    write.happened(
        tx,
        workspace_id=message.workspace_id,
        person_id=item.person_id,
        thread_id=message.thread_id,
        type="opted_out_by_carrier",
        params={"name": _name(tx, item)},
    )


def _suppress(tx: Tx, keyword: str, words: str, message: Message) -> bool:
    """Close texting to a phone; False when it was closed before."""
    closed = insert_new(
        tx.session,
        Suppression,
        [Suppression.workspace_id, Suppression.phone, Suppression.reason],
        {
            "workspace_id": message.workspace_id,
            "phone": message.phone,
            "reason": "opt_out",
            "reach": "person",
            "since": tx.now,
            "keyword": keyword,
            "words": words,
            "line_id": message.line_id,
        },
    )
    outbox.withdraw(tx, message.workspace_id, message.phone, "opted_out")
    log.emit(tx, message.workspace_id, ConsentChanged(phone=message.phone, opted_out=True))
    return closed


def _lift(tx: Tx, message: Message) -> None:
    tx.session.execute(
        delete(Suppression).where(
            Suppression.workspace_id == message.workspace_id,
            Suppression.phone == message.phone,
        )
    )
    log.emit(tx, message.workspace_id, ConsentChanged(phone=message.phone, opted_out=False))


def _name(tx: Tx, item: TimelineItem) -> str:
    name = tx.session.scalar(select(Person.name).where(Person.id == item.person_id))
    return name or "This person"
