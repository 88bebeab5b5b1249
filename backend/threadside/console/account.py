"""The carrier account: connected, its secrets replaced, how texts go out and webhooks come in.

Secrets come in by these forms and never go out again: pages only say whether one is kept.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.insight import attention
from threadside.runtime import runtime
from threadside.sending import accounts
from threadside.sending.port import AccountAccess
from threadside.store.tables import CarrierAccount
from threadside.store.tables.lines import APIS, SMS_SIGNATURES
from threadside.store.uow import Tx
from threadside.words import say_or
from threadside.workspace import account, limits, lines, versions

bp = Blueprint("account", __name__, url_prefix="/account")

HOME: Final = "/console/account"
CARRIER: Final = "vonage"
HOSTS: Final = (
    "api.nexmo.com", "api-us.vonage.com", "api-eu.vonage.com", "api-ap.vonage.com",
)  # fmt: skip
"""Where texts may be sent from here. Another host is the operator's to name."""
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "api": APIS, "sms_signature": SMS_SIGNATURES, "opt_outs": ("us", "carrier"),
}  # fmt: skip
PATHS: Final[Mapping[str, str]] = {
    "inbound": "inbound", "status": "status",
    "sms_inbound": "sms/inbound", "sms_receipt": "sms/receipt",
}  # fmt: skip
FIELDS: Final[Mapping[str, str]] = {
    "account_taken": "api_key", "bad_private_key": "key_file", "bad_request_rate": "per_second",
}  # fmt: skip

Change = Callable[[Tx, CarrierAccount], object]


@bp.get("")
@console("read")
def page() -> Response:
    """The account, or the form that connects one."""
    return _show()


@bp.post("")
@console("admin")
def connect() -> AnyResponse:
    """Connect a Vonage account."""
    form, held = Form.sent("connect"), runtime()
    workspace_id = visitor().workspace_id
    try:
        access = AccountAccess(
            id=new_id(),
            api=form.choice("api", APIS),
            api_host=form.choice("api_host", _hosts()),
            api_key=form.required("api_key"),
            application_id=form.required("application_id"),
            private_key=_private_key(form),
            signature_secret=form.required("signature_secret"),
            api_secret=form.text("api_secret"),
        )
        with held.uow.write() as tx:
            account.require_none(tx, workspace_id)
            lines.connect(tx, held.sealer, workspace_id, CARRIER, access)
    except Refusal as refusal:
        return _again(form, refusal, {**FIELDS, "api_secret_needed": "api_secret"})
    return done("account_connected", HOME)


@bp.post("/api")
@console("admin")
def choose_api() -> AnyResponse:
    """By which API texts go out."""
    form = Form.sent("api")
    return _change(
        form, lambda tx, row: account.choose_api(tx, row, form.choice("api", APIS)), "account_api",
    )  # fmt: skip


@bp.post("/api-secret")
@console("admin")
def keep_api_secret() -> AnyResponse:
    """Add or replace the account's own secret."""
    form = Form.sent("api_secret")

    def change(tx: Tx, row: CarrierAccount) -> None:
        accounts.set_api_secret(tx, runtime().sealer, row, form.required("api_secret"))

    return _change(form, change, "account_secret")


@bp.post("/key")
@console("admin")
def replace_key() -> AnyResponse:
    """Another private key, of this application or another."""
    form = Form.sent("key")

    def change(tx: Tx, row: CarrierAccount) -> None:
        application_id = form.required("application_id")
        account.replace_key(tx, runtime().sealer, row, application_id, _private_key(form))

    return _change(form, change, "account_key")


@bp.post("/signature")
@console("admin")
def change_signature_secret() -> AnyResponse:
    """A new signature secret beside the old one."""
    form = Form.sent("signature")

    def change(tx: Tx, row: CarrierAccount) -> None:
        accounts.change_secret(tx, runtime().sealer, row, form.required("signature_secret"))

    return _change(form, change, "account_signature", "#signature")


@bp.post("/signature/end")
@console("admin")
def end_change() -> AnyResponse:
    """From now on only the new signature secret holds."""
    return _change(Form.sent("end"), accounts.end_change, "account_signature_ended")


@bp.post("/sms-signature")
@console("admin")
def sign_sms() -> AnyResponse:
    """How webhooks of the SMS API must be signed."""
    form = Form.sent("sms")
    return _change(
        form,
        lambda tx, row: account.sign_sms(tx, row, form.choice("sms_signature", SMS_SIGNATURES)),
        "account_sms_signature",
    )


@bp.post("/opt-outs")
@console("admin")
def leave_opt_outs() -> AnyResponse:
    """Whether the carrier answers STOP and HELP by itself, so that nobody is answered twice."""
    form = Form.sent("opt_outs")

    def change(tx: Tx, row: CarrierAccount) -> None:
        chosen = form.choice("opt_outs", CHOICES["opt_outs"])
        account.leave_opt_outs(tx, row, to_carrier=chosen == "carrier")

    return _change(form, change, "account_opt_outs")


@bp.post("/pace")
@console("admin")
def limit() -> AnyResponse:
    """How many requests a second the carrier takes, which all lines share."""
    form = Form.sent("pace")

    def change(tx: Tx, row: CarrierAccount) -> None:
        limits.set_account(tx, row.workspace_id, row.id, form.number("per_second"))

    return _change(form, change, "line_limits")


def _change(form: Form, change: Change, told: str, place: str = "") -> AnyResponse:
    """Make one change to the account of the version that the form was made for."""
    workspace_id = visitor().workspace_id
    try:
        with runtime().uow.write() as tx:
            mine = lines.only_account(tx.session, workspace_id)
            change(tx, versions.hold(tx, CarrierAccount, workspace_id, mine.id, form.version))
    except Refusal as refusal:
        return _again(form, refusal, {**FIELDS, "api_secret_needed": "api"})
    return done(told, f"{HOME}{place}")


def _again(form: Form, refusal: Refusal, fields: Mapping[str, str]) -> Response:
    return _show(409 if refusal.status == 409 else 422, form.refused(refusal, fields))


def _show(status: int = 200, *forms: Form) -> Response:
    """The page; `forms` are those that somebody filled in wrongly."""
    with runtime().uow.read() as session:
        row = account.find(session, visitor().workspace_id)
        told: dict[str, Any] = {} if row is None else {
            "heard": account.last_webhooks(session, row),
            "refused": attention.refused_by_reason(session, visitor().workspace_id),
        }  # fmt: skip
    given = _forms(row) | {form.name: form for form in forms}
    base = f"{runtime().settings.public_url}/webhooks/{CARRIER}"
    return render(
        "console/account.html",
        status,
        account=row,
        answering=row and _answering(row),
        forms=given,
        choices_of=CHOICES,
        hosts=[
            (
                each,
                say_or(
                    f"console.account.api_host.{each}", "console.account.api_host.other", host=each
                ),
            )
            for each in _hosts()
        ],
        webhooks={kind: f"{base}/{PATHS[kind]}" for kind in account.WEBHOOKS},
        **told,
    )


def _forms(row: CarrierAccount | None) -> dict[str, Form]:
    if row is None:
        return {"connect": Form("connect", {"api": APIS[0], "api_host": HOSTS[0]})}
    return {
        "api": Form("api", {"api": row.api}),
        "api_secret": Form("api_secret"),
        "key": Form("key", {"application_id": row.application_id}),
        "signature": Form("signature"),
        "end": Form("end"),
        "sms": Form("sms", {"sms_signature": row.sms_signature}),
        "opt_outs": Form("opt_outs", {"opt_outs": _answering(row)}),
        "pace": Form("pace", {"per_second": row.per_second}),
    }


def _hosts() -> tuple[str, ...]:
    named = runtime().settings.carrier_host
    return (*HOSTS, named) if named else HOSTS


def _answering(row: CarrierAccount) -> str:
    return "carrier" if row.answers_opt_outs else "us"


def _private_key(form: Form) -> str:
    """The key as a file, or else as text; browsers send its lines with CR LF."""
    file = request.files.get("key_file")
    text = file.read().decode("utf-8", "replace") if file else ""
    return (text or form.text("private_key")).replace("\r\n", "\n").strip() + "\n"
