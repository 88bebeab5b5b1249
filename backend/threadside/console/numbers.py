"""Finding a number at the carrier, renting it, and letting its texts come here."""

from typing import Final, cast, get_args

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.carriers.numbers import NumberKind, NumberShop, NumbersRefused, NumbersUnknown
from threadside.carriers.vonage_numbers import VonageNumbers
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.runtime import runtime
from threadside.sending.accounts import CarrierAccounts
from threadside.workspace import lines, number_orders

bp = Blueprint("numbers", __name__, url_prefix="/lines")

KINDS: Final = get_args(NumberKind)
COUNTRIES: Final = ("US", "CA", "GB", "FR", "DE", "ES", "NL", "AU")


@bp.get("/buy")
@console("admin")
def search() -> Response:
    """Numbers that can be rented; without a country, the form alone."""
    form = Form("search", {"country": "US", "kind": KINDS[0], **request.args})
    if "country" not in request.args:
        return render(
            "console/numbers.html", form=form, offers=None, kinds=KINDS, countries=COUNTRIES
        )
    offers = None
    try:
        offers = _shop().search(
            form.text("country").upper()[:2], _kind(form), _digits(form.text("pattern"))
        )
    except NumbersRefused as refused:
        form = form.refused(number_orders.refusal_of(refused))
    except NumbersUnknown:
        form = form.refused(Refusal("numbers_unknown"))
    except Refusal as refusal:
        form = form.refused(refusal)
    return render(
        "console/numbers.html", form=form, offers=offers, kinds=KINDS, countries=COUNTRIES
    )


@bp.post("/buy")
@console("admin")
def buy() -> AnyResponse:
    """Rent one."""
    form = Form.sent("search")
    order = number_orders.buy(
        runtime().uow,
        _shop(),
        workspace_id=visitor().workspace_id,
        member_id=visitor().member_id,
        phone=form.text("phone"),
        country=form.text("country"),
    )
    if order.state == "failed":
        raise Refusal(f"numbers_{order.reason}")
    return _after(order.state, order.phone)


@bp.post("/orders/<id:order_id>")
@console("admin")
def settle(order_id: str) -> AnyResponse:
    """Look whether a number whose purchase has no answer is ours by now."""
    order = number_orders.settle(runtime().uow, _shop(), visitor().workspace_id, order_id)
    return _after(order.state, order.phone)


@bp.post("/<id:line_id>/connect")
@console("admin")
def connect(line_id: str) -> AnyResponse:
    """Let a line's texts come to our application."""
    number_orders.link(runtime().uow, _shop(), visitor().workspace_id, line_id)
    return done("number_linked", f"/console/lines/{line_id}")


def _after(state: str, phone: str) -> AnyResponse:
    if state != "bought":
        return done("number_unsure", "/console/lines", phone=phone)
    with runtime().uow.read() as session:
        line = lines.by_phone(session, visitor().workspace_id, phone)
    return done("number_bought", f"/console/lines/{line.id}", phone=phone)


def _shop() -> NumberShop:
    held = runtime()
    with held.uow.read() as session:
        account = lines.only_account(session, visitor().workspace_id)
    _name, access = CarrierAccounts(held.uow, held.sealer, {}, {}).access(account.id)
    if not access.api_secret:
        raise Refusal("no_api_secret")
    return VonageNumbers(
        access, ca_file=held.settings.carrier_ca_file, timeout_s=held.settings.carrier_timeout_s
    )


def _kind(form: Form) -> NumberKind:
    return cast(NumberKind, form.text("kind") if form.text("kind") in KINDS else KINDS[0])


def _digits(text: str) -> str:
    return "".join(c for c in text if c in "0123456789")[:15]
