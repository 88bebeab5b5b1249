"""Texts, notes and what has been read."""

from functools import partial
from time import perf_counter

from flask import Blueprint, current_app
from sqlalchemy.orm import Session

from threadside.audit import who
from threadside.audit.texts import judged
from threadside.contracts.beside import Verdict
from threadside.contracts.people import Unread
from threadside.contracts.timeline import (
    MarkRead,
    MessageItem,
    NewNote,
    NoteItem,
    Place,
    SendMessage,
    SettleDoubt,
    TimelinePage,
    TimelineQuery,
)
from threadside.crm import card, fresh
from threadside.errors import NotFound, Refusal
from threadside.http import metrics
from threadside.http.endpoint import endpoint
from threadside.http.records import lookups
from threadside.people import known
from threadside.rules.chain import text_digest
from threadside.runtime import runtime
from threadside.sending import place
from threadside.store.tables import Message
from threadside.threads import doubt, notes, reading, scheduled, send
from threadside.threads.pressing import Sender
from threadside.timeline import items, page
from threadside.workspace.actor import Actor

bp = Blueprint("messages", __name__)


def _sender(actor: Actor) -> Sender:
    return Sender(
        workspace_id=actor.workspace_id,
        member_id=actor.member_id,
        region=actor.region,
        hold_seconds=actor.hold_seconds,
        sealer=runtime().sealer,
        signed_in=actor.signed_in,
        crm_values=partial(_crm_values, actor),
    )


def _crm_values(
    actor: Actor, session: Session, wish: SendMessage, person_id: str
) -> dict[str, str]:
    """Those of the record that is open, and of the person's own."""
    crms, now = lookups().crms, runtime().uow.clock()
    if wish.record is None:
        return card.values_of(session, crms, actor.workspace_id, person_id, now)[0]
    found = card.load(session, crms, actor.workspace_id, wish.record, person_id=person_id, now=now)
    return {each.name: each.value for each in found.values}


@endpoint(bp, "POST", "/v1/messages", body=SendMessage, reply=MessageItem, status=201, needs="send")
def send_message(actor: Actor, body: SendMessage) -> MessageItem:
    """One press of Send. Repeating it with the same key gives the same text.

    Values of a linked CRM are read there again first, for two seconds at most.
    """
    mark = _fresh_values(actor, body)
    try:
        with runtime().uow.write() as tx:
            message_id = send.press(tx, _sender(actor), body)
            if mark is not None:
                tx.session.get_one(Message, message_id).mark = mark
    except Refusal as refusal:
        if refusal.code == "refused":
            _note_refused(actor, body, Verdict.model_validate(refusal.extra["verdict"]))
        raise
    return _message(actor, message_id)


@endpoint(bp, "POST", "/v1/messages/<id:message_id>/undo", reply=MessageItem, needs="send")
def undo_message(actor: Actor, message_id: str) -> MessageItem:
    """Take a text back while it is still held."""
    with runtime().uow.write() as tx:
        send.undo(tx, _sender(actor), message_id)
    return _message(actor, message_id)


@endpoint(
    bp,
    "POST",
    "/v1/messages/<id:message_id>/settle",
    body=SettleDoubt,
    reply=MessageItem,
    needs="send",
)
def settle_message(actor: Actor, message_id: str, body: SettleDoubt) -> MessageItem:
    """Say whether a text in doubt was sent. Nothing is sent again by this."""
    with runtime().uow.write() as tx:
        sent = body.outcome == "sent"
        doubt.settle(tx, actor.workspace_id, actor.member_id, message_id, sent=sent)
    return _message(actor, message_id)


@endpoint(bp, "POST", "/v1/messages/<id:message_id>/send-now", reply=MessageItem, needs="send")
def send_message_now(actor: Actor, message_id: str) -> MessageItem:
    """Let a scheduled text go at once."""
    with runtime().uow.write() as tx:
        scheduled.send_now(tx, actor.workspace_id, message_id)
    return _message(actor, message_id)


@endpoint(bp, "GET", "/v1/messages/<id:message_id>", reply=MessageItem, needs="read")
def get_message(actor: Actor, message_id: str) -> MessageItem:
    """One text as it stands now."""
    return _message(actor, message_id)


@endpoint(bp, "GET", "/v1/messages/<id:message_id>/place", reply=Place, needs="read")
def get_place(actor: Actor, message_id: str) -> Place:
    """Where a queued text stands, and about when it leaves. One that has left says so."""
    with runtime().uow.read() as session:
        return place.place(session, actor.workspace_id, message_id, runtime().uow.clock())


@endpoint(
    bp,
    "GET",
    "/v1/people/<id:person_id>/timeline",
    query=TimelineQuery,
    reply=TimelinePage,
    needs="read",
)
def get_timeline(actor: Actor, person_id: str, query: TimelineQuery) -> TimelinePage:
    """A page of a person's timeline, older than the cursor."""
    with runtime().uow.read() as session:
        known.get(session, actor.workspace_id, person_id)
        found = page.page(session, actor.workspace_id, person_id, query.before, query.limit)
    runtime().notebook.read(actor.workspace_id, actor.member_id, person_id)
    return found


@endpoint(
    bp,
    "POST",
    "/v1/people/<id:person_id>/notes",
    body=NewNote,
    reply=NoteItem,
    status=201,
    needs="send",
)
def add_note(actor: Actor, person_id: str, body: NewNote) -> NoteItem:
    """An internal note on a person."""
    with runtime().uow.write() as tx:
        note_id = notes.add(tx, _sender(actor), person_id, body)
    with runtime().uow.read() as session:
        note = items.load(session, actor.workspace_id, note_id)
    if not isinstance(note, NoteItem):
        raise NotFound("note")
    return note


@endpoint(bp, "POST", "/v1/people/<id:person_id>/read", body=MarkRead, needs="send")
def mark_read(actor: Actor, person_id: str, body: MarkRead) -> None:
    """This member has seen the person's timeline up to `seq`."""
    with runtime().uow.write() as tx:
        reading.mark(tx, actor.workspace_id, actor.member_id, person_id, body.seq)


@endpoint(bp, "GET", "/v1/unread", reply=Unread, needs="read")
def get_unread(actor: Actor) -> Unread:
    """Threads with texts that this member has not read."""
    with runtime().uow.read() as session:
        return reading.unread(session, actor.workspace_id, actor.member_id)


def _fresh_values(actor: Actor, wish: SendMessage) -> str | None:
    """The mark of a text whose values could not be read again. A press that is repeated was let
    through before: it asks nothing.

    Raises:
        Refusal: see `fresh.require`.
    """
    if wish.shown_values is None:
        return None
    with runtime().uow.read() as session:
        if send.is_pressed(session, actor.workspace_id, wish.client_key):
            return None
    began = perf_counter()
    found = fresh.check(lookups(), actor.workspace_id, wish.shown_values, person_id=wish.person)
    measures: metrics.Metrics = current_app.extensions[metrics.METRICS]
    measures.checked_values(type(found).__name__.lower(), perf_counter() - began)
    return fresh.require(found, wish.accept_values)


def _note_refused(actor: Actor, wish: SendMessage, verdict: Verdict) -> None:
    runtime().notebook.refused(
        actor.workspace_id,
        {"line": wish.line, "text_sha256": text_digest(wish.text.strip()), **judged(verdict)},
        phone=wish.phone,
        person_id=wish.person,
        actor=who.member(actor.member_id),
    )


def _message(actor: Actor, message_id: str) -> MessageItem:
    with runtime().uow.read() as session:
        message = items.load(session, actor.workspace_id, message_id)
    if not isinstance(message, MessageItem):
        raise NotFound("message")
    return message
