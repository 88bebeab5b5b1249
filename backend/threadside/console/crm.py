"""The CRMs that can be linked, and how those that are linked stand."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.console.frame import console, render, visitor
from threadside.errors import NotFound
from threadside.http.crm import linked
from threadside.linking import listing
from threadside.linking.port import Crm, OAuth
from threadside.runtime import runtime
from threadside.store.tables import CrmConnection, Member, User
from threadside.words import say, say_or

bp = Blueprint("crm_console", __name__, url_prefix="/crm")

HOME: Final = "/console/crm"
TONES: Final = {
    "live": "go", "unavailable": "wait", "needs_sign_in": "stop", "disconnected": "quiet",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A CRM that can be linked: `about` in one sentence, `signs_in` or by a key."""

    id: str
    name: str
    about: str
    signs_in: bool


@dataclass(frozen=True)
class Standing:
    """A linked account: its state in words, and why it is not well."""

    row: CrmConnection
    crm_name: str
    words: str
    tone: str
    why: str
    linked_by: str


@bp.get("")
@console("read")
def index() -> Response:
    """What is linked, and what can be."""
    with runtime().uow.read() as session:
        found = standings(session)
    return render("console/crm.html", standings=found, kinds=kinds())


def kinds() -> list[Kind]:
    """Every CRM that this server knows, by name."""
    found = [kind_of(crm) for crm in linked().means.crms.values()]
    return sorted(found, key=lambda each: each.name.casefold())


def kind_of(crm: Crm) -> Kind:
    """A CRM for somebody who thinks of linking it."""
    signs_in = isinstance(crm.link, OAuth)
    about = "console.crm.about.by_sign_in" if signs_in else "console.crm.about.by_key"
    return Kind(
        crm.id, crm.name, say_or(f"console.crm.about.{crm.id}", about, crm=crm.name), signs_in
    )


def standings(session: Session, connection_id: str | None = None) -> list[Standing]:
    """The workspace's accounts, or one of them, those that are disconnected last."""
    query = (
        select(CrmConnection, User.name)
        .join(Member, Member.id == CrmConnection.linked_by)
        .join(User, User.id == Member.user_id)
        .where(CrmConnection.workspace_id == visitor().workspace_id)
        .order_by(CrmConnection.linked_at, CrmConnection.id)
    )
    if connection_id is not None:
        query = query.where(CrmConnection.id == connection_id)
    found = [_standing(row, name) for row, name in session.execute(query)]
    return sorted(found, key=lambda each: each.row.state == "disconnected")


def standing(session: Session, connection_id: str) -> Standing:
    """One account.

    Raises:
        NotFound: when it is not of this workspace.
    """
    found = standings(session, connection_id)
    if not found:
        raise NotFound("connection")
    return found[0]


def _standing(row: CrmConnection, linked_by: str) -> Standing:
    crms = linked().means.crms
    name = crms[row.crm].name if row.crm in crms else row.crm
    state = "slow" if row.state == "unavailable" and row.reason == "slow" else row.state
    return Standing(
        row,
        name,
        say(f"console.crm.state.{state}"),
        TONES[row.state],
        listing.why(row.reason, name) if row.reason else "",
        linked_by,
    )
