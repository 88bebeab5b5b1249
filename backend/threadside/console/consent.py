"""Everything known about one number's consent, and what an admin may add to it."""

from datetime import UTC, datetime
from typing import Any, Final

from flask import Blueprint, Response, request
from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from threadside.audit import erased
from threadside.consent import evidence, history, listing, told
from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.one_number import e164, page_of
from threadside.contracts.consent import ConsentQuery, RecordOptOut
from threadside.errors import Refusal
from threadside.http.files import give_bytes
from threadside.ids import new_id
from threadside.records import holds
from threadside.records.erase import erase
from threadside.runtime import runtime
from threadside.store.tables import LegalHold

bp = Blueprint("consent_pages", __name__, url_prefix="/consent")

HOME: Final = "/console/consent"
CHANNELS: Final = ("phone", "email", "in_person", "letter", "web", "other")
LONGEST_NOTE: Final = 1000


@bp.get("")
@console("read")
def index() -> Response:
    """Search a number; with one, everything that is known about it."""
    raw = request.args.get("number", "").strip()
    if not raw:
        return render("console/consent.html", form=Form("search"), counts=_counts())
    try:
        phone = e164(raw)
    except Refusal as refusal:
        form = Form("search", {"number": raw}).refused(refusal)
        return render("console/consent.html", 422, form=form, counts=_counts())
    return show(phone, before=request.args.get("before", "")[:200] or None)


@bp.get("/evidence/<id:evidence_id>")
@console("read")
def proof(evidence_id: str) -> Response:
    """A file that proves a line of the ledger, always as a download."""
    with runtime().uow.read() as session:
        row = evidence.get(session, visitor().workspace_id, evidence_id)
    return give_bytes(
        row.workspace_id, row.sha256, row.bytes, row.content_type, row.name, inline=False
    )


@bp.post("/opt-out")
@console("admin")
def opt_out() -> AnyResponse:
    """They asked to stop by another way than a text."""
    form = Form.sent("opt_out")
    phone = e164(form.text("number"))
    try:
        wish = RecordOptOut(
            client_key=form.text("client_key") or new_id(),
            phone=phone,
            channel=form.choice("channel", CHANNELS),
            told_at=_day(form, "told_on"),
            words=_plain(form, "words"),
            note=_plain(form, "note"),
        )
        with runtime().uow.write() as tx:
            told.opt_out(tx, visitor().workspace_id, visitor().member_id, wish)
    except Refusal as refusal:
        return show(phone, form.refused(refusal, {"obtained_in_future": "told_on"}))
    return done("consent_opted_out", page_of(phone))


@bp.post("/holds")
@console("admin")
def hold() -> AnyResponse:
    """Nothing of this number is deleted until the hold ends."""
    form = Form.sent("hold")
    phone = e164(form.text("number"))
    try:
        reason = form.required("reason")
        with runtime().uow.write() as tx:
            holds.place(tx, visitor().workspace_id, phone, reason, visitor().member_id)
    except Refusal as refusal:
        return show(phone, form.refused(refusal))
    return done("hold_placed", page_of(phone))


@bp.post("/holds/<id:hold_id>/end")
@console("admin")
def end_hold(hold_id: str) -> AnyResponse:
    """It is not needed any more."""
    phone = e164(Form.sent("end").text("number"))
    with runtime().uow.write() as tx:
        holds.end(tx, visitor().workspace_id, hold_id, visitor().member_id)
    return done("hold_ended", page_of(phone))


@bp.get("/erase")
@console("admin")
def erasing() -> Response:
    """The last look before a number is erased."""
    return _erasing(e164(request.args.get("number", "")), Form("erase"))


@bp.post("/erase")
@console("admin")
def erase_now() -> AnyResponse:
    """Erase a number, typed once more, for a reason that is kept."""
    form = Form.sent("erase")
    phone = e164(form.text("number"))
    try:
        if e164(form.required("typed"), "typed") != phone:
            raise FieldRefused("not_the_same_number", "typed")
        reason = form.required("reason")
        with runtime().uow.write() as tx:
            gone = erase(tx, visitor().workspace_id, phone, reason)
            texts, people = gone.texts, len(gone.emptied)
    except Refusal as refusal:
        status = 409 if refusal.status == 409 else 422
        return _erasing(phone, form.refused(refusal), status)
    return done("erased", HOME, texts=str(texts), people=str(people))


def show(phone: str, form: Form | None = None, *, before: str | None = None) -> Response:
    """The page of a number; `form` is one that was filled in wrongly.

    Who looks is noted: the page shows what people wrote.
    """
    held, here = runtime(), visitor()
    with held.uow.read() as session:
        known = _known(session, phone, before, held.uow.clock())
    for owner in known["owners"]:
        held.notebook.read(here.workspace_id, here.member_id, owner.id)
    given = {
        "search": Form("search", {"number": phone}),
        "opt_out": Form("opt_out", {"channel": "phone", "client_key": new_id()}),
        "hold": Form("hold"),
        "export": Form("export"),
    } | ({form.name: form} if form else {})
    return render(
        "console/consent_number.html",
        422 if form else 200,
        phone=phone,
        forms=given,
        older=_older(phone, known["history"].next_cursor),
        first=before is None,
        channels=CHANNELS,
        **known,
    )


def _known(session: Session, phone: str, before: str | None, now: datetime) -> dict[str, Any]:
    workspace_id = visitor().workspace_id
    query = ConsentQuery(phone=phone, before=before)
    return {
        "history": history.history(session, workspace_id, query, now),
        "owners": listing.owners(session, workspace_id, phone),
        "closed": listing.against(session, workspace_id, phone),
        "doubts": listing.doubts(session, workspace_id, phone=phone),
        "holds": _holds(session, phone),
        "opted_out_before": erased.opted_out_since(session, workspace_id, phone),
    }


def _holds(session: Session, phone: str) -> list[LegalHold]:
    its = or_(LegalHold.phone == phone, LegalHold.phone.is_(None))
    return list(
        session.scalars(
            select(LegalHold)
            .where(LegalHold.workspace_id == visitor().workspace_id, its)
            .order_by(LegalHold.at.desc(), LegalHold.id)
            .limit(20)
        )
    )


def _older(phone: str, cursor: str | None) -> str | None:
    return f"{page_of(phone)}&before={cursor}" if cursor else None


def _counts() -> dict[str, int]:
    with runtime().uow.read() as session:
        return listing.suppressed(session, visitor().workspace_id)


def _erasing(phone: str, form: Form, status: int = 0) -> Response:
    with runtime().uow.read() as session:
        owners = listing.owners(session, visitor().workspace_id, phone)
        held = [each for each in _holds(session, phone) if each.ended_at is None]
    return render(
        "console/consent_erase.html",
        status or 200,
        phone=phone,
        form=form,
        owners=owners,
        holds=held,
        home=page_of(phone),
    )


def _plain(form: Form, field: str) -> str:
    """Raises FieldRefused for what can't be kept as text."""
    value = form.text(field)
    if "\x00" in value or len(value) > LONGEST_NOTE:
        raise FieldRefused("bad_words", field)
    return value


def _day(form: Form, field: str) -> datetime | None:
    """The beginning of a day in UTC; None when none was named."""
    value = form.text(field)
    if not value:
        return None
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError as error:
        raise FieldRefused("bad_day", field) from error
