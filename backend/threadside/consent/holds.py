"""Texts that probably ask us to stop, or tell of a wrong number, until a person has read them.

A revocation in any reasonable words counts (47 CFR 64.1200(a)(10)); what a machine is not sure of
stops everything to them at once, and somebody decides within ten business days.
"""

from sqlalchemy import select

from threadside.audit import log as audit
from threadside.consent import book, closing, reach, replies, story, wrong
from threadside.consent.closing import Stop
from threadside.errors import NotFound, Refusal
from threadside.ids import new_id
from threadside.rules.consent import terms
from threadside.rules.intents import TABLE_VERSION, Intent
from threadside.sending import parking
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import ConsentEvent, Message, Person, Revocation, Thread, TimelineItem
from threadside.store.uow import Tx
from threadside.verdict import number_doubts


def open_(tx: Tx, intent: Intent, item: TimelineItem, message: Message) -> None:
    """Let nothing go to whoever wrote this text until a person has said what it means.

    A number that is closed for the same reason, or in doubt already, stays as it is.
    """
    kind = "wrong_number" if intent.intent == "wrong_number" else "opt_out"
    workspace_id, phone = message.workspace_id, message.phone
    one_at_a_time(tx.session, f"revocation {workspace_id} {phone}")
    if kind in closing.reasons(tx, workspace_id, phone) or _open(tx, workspace_id, phone, kind):
        return
    tx.session.add(
        Revocation(
            id=new_id(),
            workspace_id=workspace_id,
            phone=phone,
            person_id=item.person_id,
            message_id=message.id,
            kind=kind,
            scope=intent.scope,
            rule=intent.because,
            words=item.text,
            state="open",
            opened_at=tx.now,
            due_at=terms.due(tx.now),
        )
    )
    book.write(
        tx,
        workspace_id,
        phone,
        "held",
        "inbound_text",
        actor="contact",
        person_id=item.person_id,
        words=item.text,
        rule=intent.because,
        rules_version=TABLE_VERSION,
        line_id=message.line_id,
        message_id=message.id,
    )
    for each in _held_phones(tx, workspace_id, phone, kind):
        parking.park(tx, workspace_id, each)
    closing.tell(tx, workspace_id, phone)
    story.happened(
        tx,
        f"held_{kind}",
        workspace_id=workspace_id,
        person_id=item.person_id,
        thread_id=message.thread_id,
    )


def settle(
    tx: Tx, workspace_id: str, revocation_id: str, *, member_id: str, outcome: str, note: str
) -> str:
    """A person says what a text in doubt means; gives its phone. Saying the same again is no harm.

    Upheld, it has the effect of a clear one; dismissed, what waited goes on.

    Raises:
        NotFound: for one that is not of this workspace.
        Refusal: `already_settled` (409) when somebody said otherwise before.
    """
    mine = select(Revocation).where(
        Revocation.workspace_id == workspace_id, Revocation.id == revocation_id
    )
    found = tx.session.scalar(mine)
    if found is None:
        raise NotFound("revocation")
    _alone(tx, found)
    row = tx.session.scalars(
        mine.with_for_update(key_share=True).execution_options(populate_existing=True)
    ).one()
    if row.state == outcome:
        return row.phone
    if row.state != "open":
        raise Refusal("already_settled")
    row.state, row.settled_at, row.settled_by, row.note = outcome, tx.now, member_id, note
    tx.session.flush()
    if outcome == "upheld":
        _uphold(tx, row, member_id, note)
    else:
        _dismiss(tx, row, member_id, note)
    return row.phone


def overtaken(
    tx: Tx, workspace_id: str, phone: str, kind: str, member_id: str | None = None
) -> None:
    """What was in doubt became clear in another way, by their own words or by a colleague's."""
    for row in _open(tx, workspace_id, phone, kind):
        row.state, row.settled_at, row.settled_by = "upheld", tx.now, member_id
        audit.record(
            tx,
            workspace_id,
            "consent.settled",
            {"revocation": row.id, "outcome": "upheld"},
            phone=phone,
            person_id=row.person_id,
            actor=None if member_id else "contact",
        )
    tx.session.flush()


def _uphold(tx: Tx, row: Revocation, member_id: str, note: str) -> None:
    message = tx.session.get_one(Message, row.message_id)
    if row.kind == "wrong_number":
        wrong.settled(tx, row, message, member_id, note)
        return
    event = _line(tx, row, message, member_id, note, "revoked")
    if row.scope == "marketing":
        _go_on(tx, row)
        closing.tell(tx, row.workspace_id, row.phone)
        _happened(tx, "upheld_no_marketing", row, message)
        return
    stop = Stop(
        "opt_out", row.words, line_id=message.line_id, event_id=event.id, member_id=member_id
    )
    closing.close(tx, row.workspace_id, row.phone, stop)
    _happened(tx, "upheld_opt_out", row, message)
    replies.answer(tx, message, replies.OPT_OUT, tx.now)


def _dismiss(tx: Tx, row: Revocation, member_id: str, note: str) -> None:
    message = tx.session.get_one(Message, row.message_id)
    _line(tx, row, message, member_id, note, "dismissed")
    _go_on(tx, row)
    closing.tell(tx, row.workspace_id, row.phone)
    _happened(tx, f"dismissed_{row.kind}", row, message)


def _line(  # noqa: PLR0917 - the values of one line
    tx: Tx, row: Revocation, message: Message, member_id: str, note: str, kind: str
) -> ConsentEvent:
    return book.write(
        tx,
        row.workspace_id,
        row.phone,
        kind,
        "inbound_text",
        scope=row.scope,
        person_id=row.person_id,
        words=row.words,
        rule=row.rule,
        rules_version=TABLE_VERSION,
        note=note,
        line_id=message.line_id,
        message_id=message.id,
        member_id=member_id,
    )


def _go_on(tx: Tx, row: Revocation) -> None:
    """Let go what waited for this decision, unless another doubt stands."""
    for phone in _held_phones(tx, row.workspace_id, row.phone, row.kind):
        if not in_doubt(tx, row.workspace_id, phone):
            parking.unpark(tx, row.workspace_id, phone)


def in_doubt(tx: Tx, workspace_id: str, phone: str) -> bool:
    """Whether a person has to decide something before a text may go to this number."""
    if number_doubts.of_number(tx.session, workspace_id, phone):
        return True
    reached = reach.phones(tx.session, workspace_id, phone)
    return any(
        _open(tx, workspace_id, each, "opt_out")
        or (each == phone and _open(tx, workspace_id, each, "wrong_number"))
        for each in reached
    )


def _open(tx: Tx, workspace_id: str, phone: str, kind: str) -> list[Revocation]:
    return list(
        tx.session.scalars(
            select(Revocation).where(
                Revocation.workspace_id == workspace_id,
                Revocation.phone == phone,
                Revocation.kind == kind,
                Revocation.state == "open",
            )
        )
    )


def _held_phones(tx: Tx, workspace_id: str, phone: str, kind: str) -> tuple[str, ...]:
    return reach.phones(tx.session, workspace_id, phone) if kind == "opt_out" else (phone,)


def _alone(tx: Tx, row: Revocation) -> None:
    """Hold the person, the thread, then the number's doubts, in the order that texts do."""
    tx.session.execute(
        select(Person.id).where(Person.id == row.person_id).with_for_update(key_share=True)
    )
    tx.session.execute(
        select(Thread.id)
        .join(Message, Message.thread_id == Thread.id)
        .where(Message.id == row.message_id)
        .with_for_update(key_share=True, of=Thread)
    )
    one_at_a_time(tx.session, f"revocation {row.workspace_id} {row.phone}")


def _happened(tx: Tx, type_: str, row: Revocation, message: Message) -> None:
    story.happened(
        tx,
        type_,
        workspace_id=row.workspace_id,
        person_id=row.person_id,
        thread_id=message.thread_id,
        member_id=row.settled_by,
    )
