"""What colleagues and carriers tell of consent: given or taken back by other ways than a text."""

from datetime import datetime

from sqlalchemy import select

from threadside.consent import book, closing, evidence, holds, story, wrong
from threadside.consent.closing import Stop
from threadside.contracts.consent import RecordConsent, RecordOptOut, RecordWrongNumber
from threadside.errors import Invalid, Refusal
from threadside.rules.consent.terms import implied_until
from threadside.store.tables import ConsentEvent, Message, TimelineItem
from threadside.store.uow import Tx
from threadside.words import say

BY_CARRIER = "carrier"
CARRIERS_WORDS = "the carrier says they opted out"


def record(tx: Tx, workspace_id: str, member_id: str, wish: RecordConsent) -> ConsentEvent:
    """Write down consent that was given by word of mouth or on paper; the line.

    What somebody took back is not given again by word of mouth: they text START, or sign anew.

    Raises:
        NotFound: for a person or evidence that is not of this workspace.
        Invalid: `scope_from_texts`, `verbal_never_written`, `paper_needs_evidence`,
            `obtained_in_future`, `basis_canada`, `basis_over`.
        Refusal: `evidence_taken`, `needs_start`, `key_taken` (409).
    """
    if again := book.same_by(tx, workspace_id, wish.client_key, "granted", wish.phone):
        return again
    person_id = book.require_person(tx.session, workspace_id, wish.person)
    _require_sense(tx, wish)
    files = evidence.unused(tx, workspace_id, wish.evidence)
    obtained_at = wish.obtained_at or tx.now
    implied, until = _implied(tx, wish)
    _reopen(tx, workspace_id, member_id, wish, obtained_at)
    event = book.write(
        tx,
        workspace_id,
        wish.phone,
        "granted",
        wish.method,
        scope=wish.scope,
        strength="implied" if implied else wish.strength,
        person_id=person_id,
        words=wish.words,
        note=wish.note,
        basis=wish.basis,
        basis_at=wish.basis_at,
        expires_at=until,
        obtained_at=obtained_at,
        client_key=wish.client_key,
        member_id=member_id,
    )
    evidence.attach(tx, event, files)
    closing.tell(tx, workspace_id, wish.phone)
    _happened(tx, "consent_recorded", event)
    return event


def opt_out(tx: Tx, workspace_id: str, member_id: str, wish: RecordOptOut) -> ConsentEvent:
    """Write down that they asked to stop by another way than a text. Nobody here can undo it.

    Raises:
        NotFound: for a person who is not of this workspace.
        Invalid: `obtained_in_future`.
        Refusal: `key_taken` (409).
    """
    if again := book.same_by(tx, workspace_id, wish.client_key, "revoked", wish.phone):
        return again
    person_id = book.require_person(tx.session, workspace_id, wish.person)
    _require_past(tx, wish.told_at)
    event = book.write(
        tx,
        workspace_id,
        wish.phone,
        "revoked",
        "told_us",
        channel=wish.channel,
        person_id=person_id,
        words=wish.words,
        note=wish.note,
        obtained_at=wish.told_at or tx.now,
        client_key=wish.client_key,
        member_id=member_id,
    )
    _close(tx, event)
    holds.overtaken(tx, workspace_id, wish.phone, "opt_out", member_id)
    channel = say(f"consent.channel.{wish.channel}")
    _happened(tx, "told_opt_out", event, channel=channel)
    return event


def wrong_number(
    tx: Tx, workspace_id: str, member_id: str, wish: RecordWrongNumber
) -> ConsentEvent:
    """Write down that the number is somebody else's.

    Raises:
        NotFound: for a person who is not of this workspace.
        Refusal: `key_taken` (409).
    """
    if again := book.same_by(tx, workspace_id, wish.client_key, "disputed", wish.phone):
        return again
    event = wrong.recorded(
        tx,
        workspace_id,
        wish.phone,
        person_id=book.require_person(tx.session, workspace_id, wish.person),
        member_id=member_id,
        note=wish.note,
        client_key=wish.client_key,
    )
    holds.overtaken(tx, workspace_id, wish.phone, "wrong_number", member_id)
    return event


def from_crm(
    tx: Tx, workspace_id: str, phone: str, *, field: str, words: str, person_id: str | None = None
) -> bool:
    """A field of the CRM says that they opted out; whether that was news. It can add an opt-out and
    never take one away, so there is no such function for the opposite."""
    if "opt_out" in closing.reasons(tx, workspace_id, phone):
        return False
    event = book.write(
        tx,
        workspace_id,
        phone,
        "revoked",
        "crm_field",
        channel=field[:64],
        person_id=person_id,
        words=words,
    )
    _close(tx, event)
    _happened(tx, "opted_out_in_crm", event)
    return True


def by_carrier(tx: Tx, item: TimelineItem, message: Message) -> None:
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
            ConsentEvent.kind.in_(("revoked", "restored")),
        )
        .order_by(ConsentEvent.at.desc(), ConsentEvent.id.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.kind == "restored" and newest.at >= item.at:
        return
    if "opt_out" in closing.reasons(tx, message.workspace_id, message.phone):
        return
    event = book.write(
        tx,
        message.workspace_id,
        message.phone,
        "revoked",
        "carrier",
        actor="carrier",
        person_id=item.person_id,
        keyword=BY_CARRIER,
        words=CARRIERS_WORDS,
        line_id=message.line_id,
        message_id=message.id,
    )
    _close(tx, event)
    _happened(tx, "opted_out_by_carrier", event, thread_id=message.thread_id)


def _require_sense(tx: Tx, wish: RecordConsent) -> None:
    if wish.scope == "conversational":
        raise Invalid("scope_from_texts")
    if wish.method == "verbal" and wish.strength == "written":
        raise Invalid("verbal_never_written")
    if wish.method == "paper" and not wish.evidence:
        raise Invalid("paper_needs_evidence")
    _require_past(tx, wish.obtained_at)
    _require_past(tx, wish.basis_at)


def _require_past(tx: Tx, moment: datetime | None) -> None:
    if moment is not None and moment > tx.now:
        raise Invalid("obtained_in_future")


def _implied(tx: Tx, wish: RecordConsent) -> tuple[bool, datetime | None]:
    """Whether Canada's law is what they go by, and when that ends."""
    if wish.basis is None:
        return False, None
    until = implied_until(wish.phone, wish.basis, wish.basis_at or wish.obtained_at or tx.now)
    if until is None:
        raise Invalid("basis_canada")
    if until <= tx.now:
        raise Invalid("basis_over")
    return True, until


def _reopen(
    tx: Tx, workspace_id: str, member_id: str, wish: RecordConsent, obtained_at: datetime
) -> None:
    """Fresh written evidence from the contact opens what was closed before it."""
    closed = closing.against(tx.session, workspace_id, wish.phone)
    if not closed:
        return
    fresh = wish.strength == "written" and all(row.since < obtained_at for row in closed)
    if not fresh:
        raise Refusal("needs_start")
    event = book.write(
        tx,
        workspace_id,
        wish.phone,
        "restored",
        wish.method,
        words=wish.words,
        obtained_at=obtained_at,
        settles=next((row.event_id for row in closed if row.phone == wish.phone), None),
        person_id=wish.person,
        member_id=member_id,
    )
    closing.lift(tx, workspace_id, wish.phone, "opt_out", "wrong_number")
    _happened(tx, "opted_in_by_evidence", event)


def _close(tx: Tx, event: ConsentEvent) -> None:
    stop = Stop(
        "opt_out",
        event.words,
        keyword=event.keyword,
        line_id=event.line_id,
        event_id=event.id,
        member_id=event.member_id,
    )
    closing.close(tx, event.workspace_id, event.phone, stop)


def _happened(
    tx: Tx, type_: str, event: ConsentEvent, *, thread_id: str | None = None, **params: str
) -> None:
    """Into the timeline of whoever it is about, or of everybody who has the number."""
    owners = story.owners(tx.session, event.workspace_id, event.phone)
    for person_id in [event.person_id] if event.person_id else owners:
        story.happened(
            tx,
            type_,
            workspace_id=event.workspace_id,
            person_id=person_id,
            thread_id=thread_id,
            member_id=event.member_id,
            **params,
        )
