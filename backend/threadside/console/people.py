"""The people of the workspace, and asking others to join."""

from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from sqlalchemy import ColumnElement
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import Visitor, console, done, render, visitor
from threadside.contracts.common import Role
from threadside.errors import Refusal
from threadside.runtime import runtime
from threadside.workspace import invitations, reach, roster
from threadside.workspace.invitations import Made

bp = Blueprint("people", __name__, url_prefix="/people")

HOME: Final = "/console/people"
ROLES: Final[tuple[Role, ...]] = ("rep", "lead", "admin", "auditor")
FIELDS: Final = {
    "bad_email": "email", "member_already": "email", "member_deactivated": "email",
    "invited_already": "email",
}  # fmt: skip


@bp.get("")
@console("read", local=True)
def index() -> Response:
    """Everybody, or those who are looked for; who was asked to join."""
    return _show()


@bp.post("/invite")
@console("admin")
def invite() -> Response:
    """A link for somebody. It is shown by this answer and never again."""
    form = Form.sent("invite")
    here = visitor()
    try:
        role = chosen_role(form)
        with runtime().uow.write() as tx:
            made = invitations.invite(
                tx, here.workspace_id, here.member_id, form.required("email"), role
            )
    except Refusal as refusal:
        return _show(409 if refusal.status == 409 else 422, form.refused(refusal, FIELDS))
    return _show(made=made)


@bp.post("/invitations/<id:invitation_id>/link")
@console("admin")
def renew(invitation_id: str) -> Response:
    """Another link for the same person."""
    here = visitor()
    with runtime().uow.write() as tx:
        made = invitations.renew(tx, here.workspace_id, here.member_id, invitation_id)
    return _show(made=made)


@bp.post("/invitations/<id:invitation_id>/revoke")
@console("admin")
def revoke(invitation_id: str) -> AnyResponse:
    """The link works no longer."""
    with runtime().uow.write() as tx:
        email = invitations.revoke(tx, visitor().workspace_id, invitation_id)
    return done("invitation_revoked", HOME, email=email[:80])


def chosen_role(form: Form) -> Role:
    """The role that a form names.

    Raises:
        Refusal: `bad_choice` (422).
    """
    wanted = form.choice("role", ROLES)
    return next(role for role in ROLES if role == wanted)


def among(here: Visitor) -> ColumnElement[bool] | None:
    """Of which members somebody sees a page: of all, or of their own locations and teams."""
    return reach.colleagues(here.member_id) if here.is_local else None


def _show(status: int = 200, form: Form | None = None, made: Made | None = None) -> Response:
    here, now = visitor(), runtime().uow.clock()
    words = request.args.get("q", "")[:100]
    number = request.args.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    with runtime().uow.read() as session:
        listed = roster.people(
            session, here.workspace_id, words, now, max(page, 1), among=among(here)
        )
        waiting = [] if here.is_local else invitations.waiting(session, here.workspace_id)
    return render(
        "console/people.html",
        status,
        listed=listed,
        waiting=waiting,
        search=Form("search", {"q": words}),
        form=form or Form("invite", {"role": "rep"}),
        roles=ROLES,
        made=made,
        link=f"{runtime().settings.public_url.rstrip('/')}/join?link={made.secret}" if made else "",
        newer=_page(words, page - 1) if page > 1 else None,
        older=_page(words, page + 1) if listed.total > page * roster.PAGE else None,
    )


def _page(words: str, page: int) -> str:
    return f"{HOME}?{urlencode({'q': words, 'page': page})}"
