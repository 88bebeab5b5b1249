"""Asking somebody for consent by text, on a colleague's wish or since they filled a form in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from threadside.consent import asking, book, closing, evidence, forms, house, replies, story
from threadside.contracts.consent import AskConsent, FormAnswer
from threadside.errors import Invalid, NotFound, Refusal
from threadside.people import known
from threadside.rules.consent.standing import covers
from threadside.rules.phones import Phone, parse_phone
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import ConsentEvent, Line, Person, TimelineItem, Workspace
from threadside.store.uow import Tx
from threadside.threads import bind
from threadside.verdict.judge import Draft, judge

FORM_TEXT_WITHIN: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Proof:
    """A file of what a visitor saw, whose bytes are in the media store."""

    name: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where a form was sent, as the server saw it."""

    ip: str
    user_agent: str
    proofs: Sequence[Proof]


@dataclass(frozen=True, slots=True)
class Thanks:
    """What to tell a visitor: done, confirm (answer our text), or start (they opted out before)."""

    code: str
    line: str = ""


def ask(tx: Tx, workspace_id: str, member_id: str, wish: AskConsent) -> str:
    """Send the one text that asks for consent; its id. The same key gives the same text.

    Raises:
        NotFound: for a person or line that is not of this workspace.
        Invalid: `one_recipient`, `not_their_number`.
        Refusal: `consent_given`, `asked_lately`, `key_taken` (409), `refused` (409) with the
            verdict.
    """
    again = book.same_by(tx, workspace_id, wish.client_key, "asked", wish.phone)
    if again is not None and again.message_id is not None:
        return again.message_id
    _require_new_key(tx, workspace_id, wish.client_key)
    one_at_a_time(tx.session, f"form {workspace_id} {wish.phone}")  # before the person, as forms do
    person = known.recipient(
        tx, workspace_id, wish.phone, person_id=wish.person, stranger=wish.new_person
    )
    line = _line(tx, workspace_id, wish.line)
    here = house.house(tx.session, workspace_id)
    _require_unasked(tx, workspace_id, wish.phone, here)
    verdict = judge(
        tx.session,
        workspace_id,
        member_id=member_id,
        phone=wish.phone,
        line_id=line.id,
        now=tx.now,
        name=person.first_name or person.name,
        person_id=person.id,
        draft=Draft(text=here.request_words, purpose=asking.PURPOSE),
    )
    if verdict.state == "stop":
        raise Refusal("refused", extra={"verdict": verdict.model_dump(mode="json")})
    thread = bind.thread(tx, workspace_id, line.id, wish.phone, person.id)
    message_id = replies.put(
        tx,
        thread,
        asking.PURPOSE,
        here.request_words,
        member_id=member_id,
        send_at=verdict.until if verdict.state == "wait" else None,
    )
    book.write(
        tx,
        workspace_id,
        wish.phone,
        "asked",
        "inbound_text",
        scope=asking.SCOPE,
        strength="express",
        person_id=person.id,
        wording=here.request_words,
        seller=here.brand,
        client_key=wish.client_key,
        line_id=line.id,
        message_id=message_id,
        member_id=member_id,
    )
    closing.tell(tx, workspace_id, wish.phone)
    story.happened(
        tx,
        "consent_asked",
        workspace_id=workspace_id,
        person_id=person.id,
        thread_id=thread.id,
        member_id=member_id,
    )
    return message_id


def filled(tx: Tx, shown: forms.Shown, answer: FormAnswer, visitor: Visitor) -> Thanks:
    """Take what a visitor sent: consent in writing, or, where the form wants it confirmed, a text
    that only whoever has the number can answer.

    Raises:
        Invalid: `bad_number`.
        Refusal: `wording_changed` (409), `form_closed` (409) where no line is live.
    """
    form = shown.form
    if answer.version != form.version or answer.wording != shown.wording:
        raise Refusal("wording_changed")
    region = tx.session.get_one(Workspace, form.workspace_id).region
    parsed = parse_phone(answer.phone, region)
    if not isinstance(parsed, Phone) or not parsed.textable:
        raise Invalid("bad_number")
    line = _live_line(tx, form.workspace_id, form.line_id)
    one_at_a_time(tx.session, f"form {form.workspace_id} {parsed.e164}")
    if closing.is_closed(tx, form.workspace_id, parsed.e164):
        return Thanks("start", line.phone)
    if form.double_opt_in and asking.asked_lately(tx, form.workspace_id, parsed.e164):
        return Thanks("confirm")
    person = known.newcomer(
        tx, form.workspace_id, name=answer.name, phone=parsed.e164, region=region, record=None
    )
    thread = message_id = None
    if form.double_opt_in:
        thread = bind.thread(tx, form.workspace_id, line.id, parsed.e164, person.id)
        words = house.house(tx.session, form.workspace_id).form_words()
        message_id = replies.put(
            tx, thread, asking.PURPOSE, words, send_before=tx.now + FORM_TEXT_WITHIN
        )
    event = _form_line(tx, shown, answer, visitor, parsed.e164, person, message_id)
    for proof in visitor.proofs:
        evidence.add(
            tx,
            form.workspace_id,
            name=proof.name,
            content_type=proof.content_type,
            size=proof.size,
            sha256=proof.sha256,
            event=event,
        )
    closing.tell(tx, form.workspace_id, parsed.e164)
    story.happened(
        tx,
        "form_filled_asked" if form.double_opt_in else "form_filled",
        workspace_id=form.workspace_id,
        person_id=person.id,
        thread_id=thread.id if thread else None,
        form=form.name,
    )
    return Thanks("confirm" if form.double_opt_in else "done")


def _form_line(  # noqa: PLR0917 - the values of one line
    tx: Tx,
    shown: forms.Shown,
    answer: FormAnswer,
    visitor: Visitor,
    phone: str,
    person: Person,
    message_id: str | None,
) -> ConsentEvent:
    """Ticking the box of a form is an electronic signature (E-SIGN, 15 U.S.C. 7001, 7006(5))."""
    form = shown.form
    return book.write(
        tx,
        form.workspace_id,
        phone,
        "asked" if form.double_opt_in else "granted",
        "web_form",
        actor="contact",
        scope=form.scope,
        strength="written",
        double_opt_in=form.double_opt_in,
        person_id=person.id,
        channel=form.key,
        wording=shown.wording,
        wording_version=str(form.version),
        locale=form.locale,
        source_url=answer.page,
        ip=visitor.ip[:64],
        user_agent=visitor.user_agent[:500],
        signature="e_sign_box_ticked",
        seller=shown.brand,
        obtained_zone=answer.zone or None,
        line_id=form.line_id,
        message_id=message_id,
    )


def _require_new_key(tx: Tx, workspace_id: str, client_key: str) -> None:
    taken = tx.session.scalar(
        select(TimelineItem.id).where(
            TimelineItem.workspace_id == workspace_id, TimelineItem.client_key == client_key
        )
    )
    if taken is not None:
        raise Refusal("key_taken")


def _require_unasked(tx: Tx, workspace_id: str, phone: str, here: house.House) -> None:
    stands = book.sum_up(tx.session, workspace_id, phone, tx.now, here.policy)
    given = covers(stands, asking.SCOPE)
    if given is not None and given.verified:
        raise Refusal("consent_given")
    if asking.asked_lately(tx, workspace_id, phone):
        raise Refusal("asked_lately")


def _line(tx: Tx, workspace_id: str, line_id: str) -> Line:
    found = tx.session.scalar(
        select(Line).where(Line.workspace_id == workspace_id, Line.id == line_id)
    )
    if found is None:
        raise NotFound("line")
    return found


def _live_line(tx: Tx, workspace_id: str, line_id: str | None) -> Line:
    """The form's own line, or the workspace's first that is live."""
    query = select(Line).where(Line.workspace_id == workspace_id, Line.state == "live")
    if line_id is not None:
        query = query.where(Line.id == line_id)
    found = tx.session.scalars(query.order_by(Line.position, Line.id).limit(1)).first()
    if found is None:
        raise Refusal("form_closed")
    return found
