"""Linking a CRM: out to its sign-in and back, or by its address and a key."""

from typing import Any, Final

from flask import Blueprint, Response, request
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.crm import HOME, kind_of
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.crm import log as crm_log
from threadside.errors import NotFound, Refusal
from threadside.http.crm import linked
from threadside.linking import apps, keys, listing, oauth
from threadside.linking.digests import digest
from threadside.linking.oauth import Admin
from threadside.linking.port import Crm, Key, OAuth
from threadside.linking.problems import CrmProblem
from threadside.runtime import runtime
from threadside.store.tables import CrmApp, CrmConnection, CrmLinking
from threadside.words import say, say_or

bp = Blueprint("crm_link", __name__, url_prefix="/crm")

LONGEST_SECRET: Final = 4_000
BEGIN_FIELDS: Final = {"bad_crm_address": "host", "bad_choice": "region"}


@bp.get("/link/<name>")
@console("admin")
def page(name: str) -> Response:
    """How to link a CRM, with the forms for it."""
    return _show(_crm(name))


@bp.post("/link/<name>/app")
@console("admin")
def keep_app(name: str) -> AnyResponse:
    """Keep the workspace's own application at the CRM."""
    crm, form = _crm(name), Form.sent("app")
    app = apps.App(form.text("client_id")[:500], form.text("client_secret")[:LONGEST_SECRET])
    try:
        with runtime().uow.write() as tx:
            apps.keep(tx, runtime().sealer, visitor().workspace_id, crm.id, app)
    except Refusal as refusal:
        return _show(crm, 422, form.refused(refusal))
    return done("crm_app", f"{HOME}/link/{crm.id}#sign-in", crm=crm.name)


@bp.post("/link/<name>/begin")
@console("admin")
def begin(name: str) -> AnyResponse:
    """Send the browser to the CRM's sign-in.

    By a page and not by a redirect: `form-action` governs where a form's answer redirects to, and
    where a CRM sends people from its first address is its own business.
    """
    crm, form = _crm(name), Form.sent("begin")
    means = linked().means
    try:
        address = oauth.begin(
            means, _admin(), crm.id, callback(), region=form.text("region"), host=form.text("host")
        )
    except Refusal as refusal:
        return _show(crm, 422, form.refused(refusal, BEGIN_FIELDS))
    except CrmProblem as problem:
        return _show(crm, 422, _problem(form, problem, crm))
    answer = render("console/crm_leave.html", crm=crm, address=address)
    answer.headers["Refresh"] = f"0; url={address}"
    return answer


@bp.get("/callback")
@console("admin")
def arrive() -> AnyResponse:
    """Back from the CRM's sign-in."""
    means, answer = linked().means, {k: v[:4_000] for k, v in request.args.items()}
    crm = _set_out_to(answer.get("state", ""))
    name = crm.name if crm is not None else say("crm.name")
    try:
        connection_id = oauth.finish(means, _admin(), answer, callback())
    except Refusal as refusal:
        detail = say(f"error.{refusal.code}.detail", **refusal.params)
        return _stopped(crm, refusal.status, say(f"error.{refusal.code}.title"), detail)
    except CrmProblem as problem:
        title = say("console.crm.not_linked", crm=name)
        return _stopped(crm, 422, title, listing.why(problem.code, name))
    return _linked(connection_id, name)


@bp.post("/link/<name>/key")
@console("admin")
def by_key(name: str) -> AnyResponse:
    """Link by an address and a key; the CRM is asked with it first."""
    crm = _crm(name)
    if not isinstance(crm.link, Key):
        raise NotFound("crm")
    form = Form.sent("key")
    typed = {
        each.name: request.form.get(f"field_{each.name}", "")[: keys.LONGEST + 1]
        for each in crm.link.fields
    }
    try:
        connection_id = keys.link(linked().means, _admin(), crm.id, form.text("address"), typed)
    except Refusal as refusal:
        return _show(crm, 422, form.refused(refusal, {"bad_crm_address": "address"}))
    except CrmProblem as problem:
        return _show(crm, 422, _problem(form, problem, crm))
    return _linked(connection_id, crm.name)


def callback() -> str:
    """Where a CRM sends people back to: what an admin registers there."""
    return runtime().settings.public_url.rstrip("/") + oauth.CALLBACK


def _admin() -> Admin:
    return Admin(visitor().workspace_id, visitor().member_id)


def _crm(name: str) -> Crm:
    found = linked().means.crms.get(name)
    if found is None:
        raise NotFound("crm")
    return found


def _linked(connection_id: str, name: str) -> AnyResponse:
    """What waited for this is written now."""
    with runtime().uow.write() as tx:
        crm_log.relinked(tx, connection_id)
    return done("crm_linked", f"{HOME}/{connection_id}", crm=name)


def _set_out_to(state: str) -> Crm | None:
    """Which CRM this admin set out to with a state."""
    with runtime().uow.read() as session:
        found = session.scalar(
            select(CrmLinking.crm).where(
                CrmLinking.state_hash == digest(state),
                CrmLinking.member_id == visitor().member_id,
            )
        )
    return linked().means.crms.get(found or "")


def _problem(form: Form, problem: CrmProblem, crm: Crm) -> Form:
    """A form with what the CRM said."""
    by_key = isinstance(crm.link, Key) and problem.code == "token_refused"
    why = listing.why("key_refused" if by_key else problem.code, crm.name)
    return Form(form.name, form.values, problem=why)


def _stopped(crm: Crm | None, status: int, title: str, detail: str) -> Response:
    return render("console/crm_stopped.html", status, crm=crm, title=title, detail=detail)


def _show(crm: Crm, status: int = 200, *forms: Form) -> Response:
    """The page; `forms` are those that somebody filled in wrongly."""
    workspace_id = visitor().workspace_id
    with runtime().uow.read() as session:
        app = session.get(CrmApp, (workspace_id, crm.id))
        before = session.scalar(
            select(CrmConnection)
            .where(CrmConnection.workspace_id == workspace_id, CrmConnection.crm == crm.id)
            .order_by(CrmConnection.linked_at.desc())
            .limit(1)
        )
    given = {form.name: form for form in _forms(app, before)} | {form.name: form for form in forms}
    values: dict[str, Any] = {"crm": crm, "kind": kind_of(crm), "app": app, "forms": given}
    if isinstance(crm.link, OAuth):
        values |= {
            "callback": callback(),
            "regions": [(each.code, each.label) for each in crm.link.regions],
            "asks_host": _asks_host(crm.link),
            "scopes": crm.link.scopes,
            "where": say_or(f"console.crm.app.{crm.id}", "console.crm.app.where", crm=crm.name),
        }
    else:
        values["where"] = say_or(f"console.crm.key.{crm.id}", "console.crm.key.where", crm=crm.name)
    return render("console/crm_link.html", status, **values)


def _forms(app: CrmApp | None, before: CrmConnection | None) -> list[Form]:
    return [
        Form("app", {"client_id": app.client_id if app is not None else ""}),
        Form(
            "begin",
            {
                "region": before.region if before is not None else "",
                "host": before.host if before is not None else "",
            },
        ),
        Form("key", {"address": before.host if before is not None else ""}),
    ]


def _asks_host(link: OAuth) -> bool:
    return link.needs_host or any("{host}" in each.authorize for each in link.regions)
