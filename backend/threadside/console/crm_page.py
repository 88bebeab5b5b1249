"""The page of one linked CRM account, and what an admin does with it."""

from typing import Final, cast

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.crm import HOME, standing
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.crm import choices, crawl, users
from threadside.crm import log as crm_log
from threadside.errors import Invalid, Refusal
from threadside.http.crm import linked
from threadside.linking.port import OAuth
from threadside.runtime import runtime
from threadside.store.tables import CrmConnection
from threadside.store.tables.crm import DOWN_POLICIES, LOG_MODES
from threadside.workspace import versions

bp = Blueprint("crm_page", __name__, url_prefix="/crm/<id:connection_id>")

STEERING: Final = ("start", "pause", "resume", "stop")


@bp.get("")
@console("read")
def page(connection_id: str) -> Response:
    """How it stands, and what is decided of it."""
    return _show(connection_id)


@bp.post("/choices")
@console("admin")
def decide(connection_id: str) -> AnyResponse:
    """How texts are logged there, and what happens while it is down."""
    form = Form.sent("choices")
    try:
        with runtime().uow.write() as tx:
            row = versions.hold(
                tx, CrmConnection, visitor().workspace_id, connection_id, form.version
            )
            choices.decide(tx, row, form.text("log_mode"), form.text("when_down"))
    except Refusal as refusal:
        return _again(connection_id, form, refusal)
    return done("crm_decided", f"{HOME}/{connection_id}")


@bp.post("/crawl")
@console("admin")
def steer(connection_id: str) -> AnyResponse:
    """Start reading all numbers, pause it, let it go on, or stop it."""
    wanted = Form.sent("crawl").choice("wanted", STEERING)
    with runtime().uow.write() as tx:
        crawl.steer(tx, visitor().workspace_id, connection_id, cast(crawl.Wanted, wanted))
    return done(f"crm_crawl_{wanted}", f"{HOME}/{connection_id}#numbers")


@bp.post("/users")
@console("admin")
def ask_users(connection_id: str) -> AnyResponse:
    """Have the CRM's users asked for now."""
    with runtime().uow.write() as tx:
        users.ask_anew(tx, visitor().workspace_id, connection_id)
    return done("crm_users_asked", f"{HOME}/{connection_id}#users")


@bp.post("/disconnect")
@console("admin")
def disconnect(connection_id: str) -> AnyResponse:
    """Remove what signs in to it, here and there."""
    form = Form.sent("disconnect")
    if not form.checked("sure"):
        return _again(connection_id, form, Invalid("crm_not_sure"))
    heard = linked().disconnect(visitor().workspace_id, connection_id)
    with runtime().uow.write() as tx:
        crm_log.disconnected(tx, connection_id)
    signs_in = _signs_in(connection_id)
    told = "crm_disconnected" if heard or not signs_in else "crm_disconnected_here"
    return done(told, f"{HOME}/{connection_id}")


def _again(connection_id: str, form: Form, refusal: Refusal) -> Response:
    if refusal.status == 404:
        raise refusal
    status = 409 if refusal.status == 409 else 422
    return _show(connection_id, status, form.refused(refusal, {"crm_not_sure": "sure"}))


def _signs_in(connection_id: str) -> bool:
    with runtime().uow.read() as session:
        row = standing(session, connection_id).row
    crm = linked().means.crms.get(row.crm)
    return crm is not None and isinstance(crm.link, OAuth)


def _show(connection_id: str, status: int = 200, *forms: Form) -> Response:
    """The page; `forms` are those that somebody filled in wrongly.

    Raises:
        NotFound: for a connection that is not of this workspace.
    """
    with runtime().uow.read() as session:
        found = standing(session, connection_id)
        no_user = users.unknown(session, found.row)
    row = found.row
    crm = linked().means.crms.get(row.crm)
    given = {
        "choices": Form("choices", {"log_mode": row.log_mode, "when_down": row.when_down}),
        "disconnect": Form("disconnect"),
    } | {form.name: form for form in forms}
    public_url = runtime().settings.public_url.rstrip("/")
    given_scopes = set(row.scopes.split())
    scopes = crm.link.scopes if crm is not None and isinstance(crm.link, OAuth) else ()
    return render(
        "console/crm_one.html",
        status,
        standing=found,
        row=row,
        crm=crm,
        forms=given,
        home=f"{HOME}/{row.id}",
        no_user=no_user,
        log_modes=LOG_MODES,
        down_policies=DOWN_POLICIES,
        scopes=[each for each in scopes if not given_scopes or each.name in given_scopes],
        webhook=f"{public_url}/webhooks/crm/{row.id}" if crm is not None and crm.hooks else "",
    )
