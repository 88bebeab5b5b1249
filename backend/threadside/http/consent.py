"""Consent of one number: its history, what colleagues add to it, texts in doubt, and evidence."""

from flask import Blueprint, Response

from threadside.consent import card, changed_hands, evidence, history, holds, told
from threadside.contracts.consent import (
    AskConsent,
    ConsentCard,
    ConsentHistory,
    ConsentLine,
    ConsentQuery,
    EvidenceRef,
    RecordConsent,
    RecordOptOut,
    RecordWrongNumber,
    SettleDoubt,
    SettleRevocation,
)
from threadside.contracts.timeline import MessageItem
from threadside.errors import NotFound, Refusal
from threadside.http.endpoint import endpoint
from threadside.http.files import TooLarge, form_file, give_bytes
from threadside.media import objects
from threadside.media.kinds import clean_name, sniff
from threadside.media.sizes import in_words
from threadside.runtime import runtime
from threadside.threads import ask_consent, meeting
from threadside.timeline import items
from threadside.workspace.actor import Actor

bp = Blueprint("consent", __name__)


@endpoint(bp, "GET", "/v1/consent", query=ConsentQuery, reply=ConsentHistory, needs="read")
def get_consent(actor: Actor, query: ConsentQuery) -> ConsentHistory:
    """Everything known about consent of one number, newest first."""
    held = runtime()
    with held.uow.read() as session:
        return history.history(session, actor.workspace_id, query, held.uow.clock())


@endpoint(
    bp, "POST", "/v1/consent", body=RecordConsent, reply=ConsentLine, status=201, needs="send"
)
def record_consent(actor: Actor, body: RecordConsent) -> ConsentLine:
    """Write down consent that was given by word of mouth or on paper."""
    with runtime().uow.write() as tx:
        wish = meeting.met(tx, actor.workspace_id, body)
        event = told.record(tx, actor.workspace_id, actor.member_id, wish)
        return history.line(tx.session, event)


@endpoint(
    bp, "POST", "/v1/consent/opt-outs", body=RecordOptOut, reply=ConsentLine, status=201,
    needs="send",
)  # fmt: skip
def record_opt_out(actor: Actor, body: RecordOptOut) -> ConsentLine:
    """Write down that they asked to stop by another way than a text. It can't be undone here."""
    with runtime().uow.write() as tx:
        wish = meeting.met(tx, actor.workspace_id, body)
        event = told.opt_out(tx, actor.workspace_id, actor.member_id, wish)
        return history.line(tx.session, event)


@endpoint(
    bp, "POST", "/v1/consent/wrong-numbers", body=RecordWrongNumber, reply=ConsentLine, status=201,
    needs="send",
)  # fmt: skip
def record_wrong_number(actor: Actor, body: RecordWrongNumber) -> ConsentLine:
    """Write down that a number is somebody else's."""
    with runtime().uow.write() as tx:
        wish = meeting.met(tx, actor.workspace_id, body)
        event = told.wrong_number(tx, actor.workspace_id, actor.member_id, wish)
        return history.line(tx.session, event)


@endpoint(
    bp, "POST", "/v1/consent/revocations/<id:revocation_id>/settle", body=SettleRevocation,
    reply=ConsentCard, needs="send",
)  # fmt: skip
def settle_revocation(actor: Actor, revocation_id: str, body: SettleRevocation) -> ConsentCard:
    """Say what a text in doubt means: that they opted out (or have another number), or not."""
    with runtime().uow.write() as tx:
        phone = holds.settle(
            tx,
            actor.workspace_id,
            revocation_id,
            member_id=actor.member_id,
            outcome=body.outcome,
            note=body.note,
        )
        tx.session.flush()
        return card.card(tx.session, actor.workspace_id, phone, tx.now)


@endpoint(
    bp, "POST", "/v1/consent/doubts/<id:doubt_id>/settle", body=SettleDoubt, reply=ConsentCard,
    needs="send",
)  # fmt: skip
def settle_doubt(actor: Actor, doubt_id: str, body: SettleDoubt) -> ConsentCard:
    """Say whether a number is still theirs, for which the CRM has another name by now."""
    with runtime().uow.write() as tx:
        phone = changed_hands.settle(
            tx,
            actor.workspace_id,
            doubt_id,
            member_id=actor.member_id,
            outcome=body.outcome,
            note=body.note,
        )
        tx.session.flush()
        return card.card(tx.session, actor.workspace_id, phone, tx.now)


@endpoint(
    bp, "POST", "/v1/consent/requests", body=AskConsent, reply=MessageItem, status=201, needs="send"
)
def ask_for_consent(actor: Actor, body: AskConsent) -> MessageItem:
    """Send the one text that asks a number for consent. Once in 30 days."""
    held = runtime()
    with held.uow.write() as tx:
        message_id = ask_consent.ask(tx, actor.workspace_id, actor.member_id, body)
    with held.uow.read() as session:
        found = items.load(session, actor.workspace_id, message_id)
    if not isinstance(found, MessageItem):
        raise NotFound("message")
    return found


@endpoint(
    bp, "POST", "/v1/consent/evidence", reply=EvidenceRef, status=201, needs="send", upload=True
)
def upload_evidence(actor: Actor) -> EvidenceRef:
    """Keep one file, `file` of a form, that is to prove consent. Of any kind, up to 10 MB."""
    held = runtime()
    try:
        name, data = form_file(evidence.LARGEST)
    except TooLarge as error:
        raise _too_large(error.size) from error
    kind = sniff(data)
    (sha256,) = objects.keep(held.uow, held.media, actor.workspace_id, data)
    with held.uow.write() as tx:
        row = evidence.add(
            tx,
            actor.workspace_id,
            name=clean_name(name, kind),
            content_type=kind.content_type,
            size=len(data),
            sha256=sha256,
            member_id=actor.member_id,
        )
    return evidence.to_ref(row)


@endpoint(bp, "GET", "/v1/consent/evidence/<id:evidence_id>", needs="read", download=True)
def get_evidence(actor: Actor, evidence_id: str) -> Response:
    """The bytes of one file, always as a download."""
    with runtime().uow.read() as session:
        row = evidence.get(session, actor.workspace_id, evidence_id)
    return give_bytes(
        row.workspace_id, row.sha256, row.bytes, row.content_type, row.name, inline=False
    )


def _too_large(size: int) -> Refusal:
    limit = in_words(evidence.LARGEST)
    return Refusal(
        "evidence_too_large", status=413, params={"size": in_words(size), "limit": limit}
    )
