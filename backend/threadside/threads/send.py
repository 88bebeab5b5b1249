"""A press of Send: one text, to one person, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from threadside.audit import texts
from threadside.contracts.beside import Verdict
from threadside.contracts.timeline import SendMessage
from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.library import catalog as library
from threadside.media import attach, links
from threadside.people import known
from threadside.rules import segments
from threadside.rules.templates import fields
from threadside.sending import outbox
from threadside.store import narrowing
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import Line, Media, Message, Person, Thread, TimelineItem
from threadside.store.uow import Tx
from threadside.templates import keeping
from threadside.threads import bind, pressing, scheduled
from threadside.threads.pressing import Sender
from threadside.timeline import page, write
from threadside.verdict.judge import judge


def press(tx: Tx, sender: Sender, wish: SendMessage, purpose: str | None = None) -> str:
    """Hold one text for the carrier; gives the id of its timeline item.

    The same `client_key` gives the same text again, whatever else the request says.

    `purpose` is that of a text which a form of ours sends, such as a line's test.
    With `send_at` it is held until then, and taken back if the person writes first.

    Raises:
        Refusal: `thread_moved` (409) with the items the rep has not seen, `refused` (409) with
            the verdict, `press_needed` (409) with the verdict and a fresh proof, `needs_a_person`
            (403), `template_not_approved`, `template_locked`, `template_value_missing` (409, as
            `templates.keeping` says), `library_not_approved`, `line_has_no_mms`,
            `media_not_ready` (409), `unknown_media` (404).
        Invalid: `empty_text`, `one_recipient`, `not_their_number`, `unfilled_field`, `bad_time`,
            `media_too_large`, `media_kind`.
        NotFound: for a person or a line that is not of this workspace.
    """
    if not sender.signed_in:
        raise Refusal("needs_a_person", status=403)
    one_at_a_time(tx.session, f"press {sender.workspace_id} {wish.client_key}")
    if again := _same_press(tx, sender, wish):
        return again
    text = wish.text.strip()
    if not text and not wish.media:
        raise Invalid("empty_text")
    if holes := fields(text):
        raise Invalid("unfilled_field", field=holes[0])
    if wish.send_at is not None:
        scheduled.require_time(tx, sender.workspace_id, wish.send_at)
    line = _line(tx, sender.workspace_id, wish.line)
    media = attach.require(tx, line, wish.media)
    library.require_usable(tx.session, sender.workspace_id, media)
    person = known.recipient(
        tx, sender.workspace_id, wish.phone, person_id=wish.person, stranger=wish.new_person
    )
    began = pressing.wording(tx, sender, wish, person)
    if began is not None:
        keeping.require_kept(tx.session, sender.workspace_id, began.row, text, began.known)
    _require_seen(tx, sender, wish, person)
    verdict = judge(
        tx.session,
        sender.workspace_id,
        member_id=sender.member_id,
        phone=wish.phone,
        line_id=line.id,
        now=tx.now,
        name=person.first_name or person.name,
        person_id=person.id,
        draft=pressing.draft(tx, sender, wish, purpose, began),
    )
    if verdict.state == "stop":
        raise Refusal("refused", extra={"verdict": verdict.model_dump(mode="json")})
    nonce = pressing.require_proof(tx, sender, wish, verdict)
    thread = bind.thread(tx, sender.workspace_id, line.id, wish.phone, person.id)
    message_id = _hold(
        tx, sender, wish, _Pressed(text, media, thread, person, nonce, verdict, purpose, began)
    )
    texts.pressed(tx, message_id, verdict)
    return message_id


def is_pressed(session: Session, workspace_id: str, client_key: str) -> bool:
    """Whether there is a text of this press."""
    found = session.scalar(
        select(TimelineItem.id).where(
            TimelineItem.workspace_id == workspace_id, TimelineItem.client_key == client_key
        )
    )
    return found is not None


def undo(tx: Tx, sender: Sender, message_id: str) -> str:
    """Take a held text back; nothing of it reaches the carrier.

    One that goes later may be taken back by every colleague: its author may be out by then.

    Raises:
        NotFound: for a text that is not of this workspace.
        Refusal: `already_sent` (409), `not_yours` (403).
    """
    found = tx.session.execute(
        select(TimelineItem.author_id, TimelineItem.person_id, Message.thread_id, Message.send_at)
        .join(Message, Message.id == TimelineItem.id)
        .where(TimelineItem.workspace_id == sender.workspace_id, TimelineItem.id == message_id)
    ).first()
    if found is None:
        raise NotFound("message")
    if found.author_id != sender.member_id and found.send_at is None:
        raise Refusal("not_yours", status=403)
    person = known.hold(tx, sender.workspace_id, found.person_id)
    thread = bind.hold(tx, found.thread_id)
    item, message = outbox.locked(tx, message_id)
    if message.state != "canceled":
        outbox.take_back(tx, item, message)
        tx.session.flush()
        person.last_outbound_at = _last_texted(tx, TimelineItem.person_id == person.id)
        thread.last_outbound_at = _last_texted(tx, TimelineItem.thread_id == thread.id)
    return message_id


def _last_texted(tx: Tx, where: ColumnElement[bool]) -> datetime | None:
    """When the newest text went out that was not taken back."""
    return tx.session.scalar(
        select(TimelineItem.at)
        .join(Message, Message.id == TimelineItem.id)
        .where(where, Message.direction == "out", Message.state != "canceled")
        .order_by(TimelineItem.at.desc())
        .limit(1)
    )


def _same_press(tx: Tx, sender: Sender, wish: SendMessage) -> str | None:
    row = tx.session.execute(
        select(TimelineItem.id, TimelineItem.author_id, TimelineItem.kind).where(
            TimelineItem.workspace_id == sender.workspace_id,
            TimelineItem.client_key == wish.client_key,
        )
    ).first()
    if row is None:
        return None
    if row.author_id != sender.member_id or row.kind != "message":
        raise Refusal("key_taken")
    return str(row.id)


def _line(tx: Tx, workspace_id: str, line_id: str) -> Line:
    line = tx.session.scalar(
        select(Line).where(Line.workspace_id == workspace_id, Line.id == line_id)
    )
    if line is None:
        raise NotFound("line")
    return line


def _require_seen(tx: Tx, sender: Sender, wish: SendMessage, person: Person) -> None:
    with narrowing.as_seen(tx.session):
        unseen = page.unseen(
            tx.session, sender.workspace_id, person.id, seen=wish.seen, own_keys=wish.pending
        )
    if not unseen:
        return
    raise Refusal(
        "thread_moved",
        params={"name": person.first_name or person.name or wish.phone},
        extra={
            "items": [item.model_dump(mode="json") for item in unseen],
            "seen": max(item.seq for item in unseen),
        },
    )


@dataclass(frozen=True)
class _Pressed:
    """A text that may go: each of its parts was checked."""

    text: str
    media: Sequence[Media]
    thread: Thread
    person: Person
    nonce: str
    verdict: Verdict
    purpose: str | None
    began: pressing.Wording | None


def _hold(tx: Tx, sender: Sender, wish: SendMessage, pressed: _Pressed) -> str:
    thread, media = pressed.thread, pressed.media
    size = segments.count(pressed.text)
    send_at = wish.send_at or _waits_until(tx, pressed.verdict)
    item = TimelineItem(
        id=new_id(),
        workspace_id=sender.workspace_id,
        person_id=pressed.person.id,
        thread_id=thread.id,
        kind="message",
        at=tx.now,
        seq=0,
        author_id=sender.member_id,
        text=pressed.text,
        client_key=wish.client_key,
        version=1,
    )
    message = Message(
        id=item.id,
        workspace_id=sender.workspace_id,
        thread_id=thread.id,
        line_id=thread.line_id,
        phone=wish.phone,
        direction="out",
        state="held",
        state_rank=0,
        encoding=size.encoding,
        segments=1 if media else size.segments,  # with media it is one message, however long
        origin="ai_assisted" if wish.ai_assisted else "human",
        template_id=wish.template.id if wish.template else None,
        template_version=wish.template.version if wish.template else None,
        template_changed=pressing.share_changed(pressed.began, wish),
        undo_until=send_at or pressing.leaves_at(tx, sender, thread.line_id),
        send_at=send_at,
        overrides=[each.model_dump() for each in wish.overrides] or None,
        typed=wish.typed,
        purpose=pressed.purpose,
    )
    tx.session.add(item)
    tx.session.flush()
    tx.session.add(message)
    tx.session.flush()
    attach.put_on(tx, message, media)
    links.keep_named(tx, sender.workspace_id, pressed.text)
    pressing.keep(tx, sender, wish, message, pressed.nonce)
    thread.last_outbound_at = tx.now
    pressed.person.last_outbound_at = tx.now
    opened = wish.record or (wish.new_person.record if wish.new_person else None)
    write.add(tx, item, opened=opened)
    outbox.put(tx, message, sender.member_id)
    return item.id


def _waits_until(tx: Tx, verdict: Verdict) -> datetime | None:
    """A text that may only go later is one that was pressed for then."""
    if verdict.state != "wait" or verdict.until is None:
        return None
    return verdict.until if verdict.until > tx.now else None
