"""Brands and campaigns: what US networks want to know, what is missing, what they answered."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.rules import registration as rule
from threadside.runtime import runtime
from threadside.store.tables import Brand, Campaign
from threadside.workspace import limits, registration, versions

bp = Blueprint("registration", __name__, url_prefix="/registration")

HOME: Final = "/console/registration"
FIELDS: Final = {
    "bad_daily_cap": "daily_cap", "bad_zone": "reset_zone", "bad_minute_rate": "per_minute",
    "empty_name": "name", "no_registry_id": "carrier_id", "registration_incomplete": "state",
}  # fmt: skip
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "entity_type": rule.ENTITY_TYPES,
    "vertical": rule.VERTICALS,
    "use_case": rule.USE_CASES,
    "state": rule.STATES,
}


@bp.get("")
@console("read")
def index() -> Response:
    """Every brand with its campaigns."""
    with runtime().uow.read() as session:
        rows = registration.overview(session, visitor().workspace_id)
    return render("console/registration.html", rows=rows)


@bp.get("/brands/new")
@console("admin")
def new_brand() -> Response:
    """The form for a brand."""
    return _brand_page(Form("brand", {"state": "draft"}))


@bp.post("/brands/new")
@console("admin")
def add_brand() -> AnyResponse:
    """Keep a new brand, in draft."""
    form = Form.sent("brand")
    try:
        with runtime().uow.write() as tx:
            made = registration.add_brand(tx, visitor().workspace_id, form.values)
    except Refusal as refusal:
        return _brand_page(form.refused(refusal, FIELDS), status=422)
    return done("brand_added", f"{HOME}/brands/{made.id}")


@bp.get("/brands/<id:brand_id>")
@console("read")
def brand(brand_id: str) -> Response:
    """One brand."""
    row = _brand(brand_id)
    return _brand_page(_brand_form(row), row)


@bp.post("/brands/<id:brand_id>")
@console("admin")
def change_brand(brand_id: str) -> AnyResponse:
    """Write what was changed of it."""
    form = Form.sent("brand")
    try:
        with runtime().uow.write() as tx:
            row = versions.hold(tx, Brand, visitor().workspace_id, brand_id, form.version)
            registration.change(tx, row, form.values)
    except Refusal as refusal:
        return _brand_page(form.refused(refusal, FIELDS), _brand(brand_id), _status(refusal))
    return done("brand_changed", f"{HOME}/brands/{brand_id}")


@bp.get("/brands/<id:brand_id>/campaigns/new")
@console("admin")
def new_campaign(brand_id: str) -> Response:
    """The form for a campaign of a brand."""
    return _campaign_page(Form("campaign", {"state": "draft"}), _brand(brand_id))


@bp.post("/brands/<id:brand_id>/campaigns/new")
@console("admin")
def add_campaign(brand_id: str) -> AnyResponse:
    """Keep a new campaign, in draft."""
    form = Form.sent("campaign")
    owner = _brand(brand_id)
    try:
        with runtime().uow.write() as tx:
            made = registration.add_campaign(tx, visitor().workspace_id, brand_id, form.values)
    except Refusal as refusal:
        return _campaign_page(form.refused(refusal, FIELDS), owner, status=422)
    return done("campaign_added", f"{HOME}/campaigns/{made.id}")


@bp.get("/campaigns/<id:campaign_id>")
@console("read")
def campaign(campaign_id: str) -> Response:
    """One campaign."""
    row = _campaign(campaign_id)
    return _campaign_page(_campaign_form(row), _brand(row.brand_id), row)


@bp.post("/campaigns/<id:campaign_id>")
@console("admin")
def change_campaign(campaign_id: str) -> AnyResponse:
    """Write what was changed of it."""
    form = Form.sent("campaign")
    try:
        with runtime().uow.write() as tx:
            row = versions.hold(tx, Campaign, visitor().workspace_id, campaign_id, form.version)
            registration.change(tx, row, form.values)
    except Refusal as refusal:
        row = _campaign(campaign_id)
        owner = _brand(row.brand_id)
        return _campaign_page(form.refused(refusal, FIELDS), owner, row, _status(refusal))
    return done("campaign_changed", f"{HOME}/campaigns/{campaign_id}")


@bp.post("/brands/<id:brand_id>/limit")
@console("admin")
def limit_brand(brand_id: str) -> AnyResponse:
    """How many segments a day the networks take of all its campaigns."""
    form = Form.sent("limit")
    workspace_id = visitor().workspace_id
    try:
        with runtime().uow.write() as tx:
            versions.hold(tx, Brand, workspace_id, brand_id, form.version)
            cap = form.whole("daily_cap") if form.text("daily_cap") else None
            limits.set_brand(tx, workspace_id, brand_id, cap, form.text("reset_zone"))
    except Refusal as refusal:
        row = _brand(brand_id)
        return _brand_page(_brand_form(row), row, _status(refusal), form.refused(refusal, FIELDS))
    return done("line_limits", f"{HOME}/brands/{brand_id}")


@bp.post("/campaigns/<id:campaign_id>/limit")
@console("admin")
def limit_campaign(campaign_id: str) -> AnyResponse:
    """How many segments a minute the networks take of all its lines."""
    form = Form.sent("limit")
    workspace_id = visitor().workspace_id
    try:
        with runtime().uow.write() as tx:
            versions.hold(tx, Campaign, workspace_id, campaign_id, form.version)
            rate = form.number("per_minute") if form.text("per_minute") else None
            limits.set_campaign(tx, workspace_id, campaign_id, rate)
    except Refusal as refusal:
        row = _campaign(campaign_id)
        again = form.refused(refusal, FIELDS)
        return _campaign_page(
            _campaign_form(row), _brand(row.brand_id), row, _status(refusal), again
        )
    return done("line_limits", f"{HOME}/campaigns/{campaign_id}")


def _brand_form(row: Brand) -> Form:
    return Form("brand", _said(row, registration.BRAND_TEXTS))


def _campaign_form(row: Campaign) -> Form:
    return Form("campaign", _said(row, registration.CAMPAIGN_TEXTS))


def _brand_page(
    form: Form, row: Brand | None = None, status: int = 200, limit: Form | None = None
) -> Response:
    cap = {"daily_cap": row.daily_cap, "reset_zone": row.reset_zone} if row else {}
    return render(
        "console/brand.html",
        status,
        form=form,
        brand=row,
        limit=limit or Form("limit", cap),
        missing=registration.missing_of(row) if row else (),
        choices_of=CHOICES,
    )


def _campaign_page(
    form: Form,
    owner: Brand,
    row: Campaign | None = None,
    status: int = 200,
    limit: Form | None = None,
) -> Response:
    return render(
        "console/campaign.html",
        status,
        form=form,
        brand=owner,
        campaign=row,
        limit=limit or Form("limit", {"per_minute": row and row.per_minute}),
        missing=registration.missing_of(row) if row else (),
        choices_of=CHOICES,
        shortest=rule.SHORTEST_TEXT,
        samples=rule.FEWEST_SAMPLES,
    )


def _said(row: Brand | Campaign, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: getattr(row, field) for field in (*fields, "state")}


def _brand(brand_id: str) -> Brand:
    with runtime().uow.read() as session:
        return registration.brand(session, visitor().workspace_id, brand_id)


def _campaign(campaign_id: str) -> Campaign:
    with runtime().uow.read() as session:
        return registration.campaign(session, visitor().workspace_id, campaign_id)


def _status(refusal: Refusal) -> int:
    return 409 if refusal.status == 409 else 422
