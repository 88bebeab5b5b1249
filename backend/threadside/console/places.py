"""Locations & teams: the tree with its lines and people, who may do what, and what those above
read."""

from typing import Final

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.places_sure import save
from threadside.errors import NotFound, Refusal
from threadside.rules.working_hours import written
from threadside.runtime import runtime
from threadside.store.tables import Location, Workspace
from threadside.store.tables.places import LOCATION_KINDS
from threadside.workspace import membership, places, places_view
from threadside.workspace.places import Described

bp = Blueprint("places", __name__, url_prefix="/places")

HOME: Final = "/console/places"
FIELDS: Final = {
    "empty_place_name": "name", "place_taken": "name", "bad_place_zone": "zone",
    "bad_working_hours": "hours", "place_in_itself": "parent", "place_is_retired": "parent",
}  # fmt: skip
ROLES: Final = ("rep", "lead", "owner", "admin", "auditor", "agency")


@bp.get("")
@console("read", local=True)
def index() -> Response:
    """The tree."""
    return _show()


@bp.post("")
@console("admin")
def add() -> AnyResponse:
    """A new location."""
    form = Form.sent("add")
    try:
        with runtime().uow.write() as tx:
            made = places.add(tx, visitor().workspace_id, described(form))
    except Refusal as refusal:
        return _show(409 if refusal.status == 409 else 422, form.refused(refusal, FIELDS))
    return done("place_added", HOME, name=made.name[:60])


@bp.post("/above")
@console("admin")
def above() -> AnyResponse:
    """What members of the whole workspace read of a location's conversations."""
    form = Form.sent("above")
    choice = form.choice("above_reads", membership.READS)
    return save(
        form,
        lambda tx: membership.read_above(tx, visitor().workspace_id, choice),
        action=f"{HOME}/above",
        back=HOME,
        told="above_reads",
    )


@bp.get("/<id:location_id>")
@console("read", local=True)
def page(location_id: str) -> Response:
    """One location."""
    return _one(location_id)


@bp.post("/<id:location_id>")
@console("admin")
def change(location_id: str) -> AnyResponse:
    """Describe it anew, or move it."""
    form, here = Form.sent("place"), f"{HOME}/{location_id}"
    try:
        return save(
            form,
            lambda tx: places.change(
                tx, visitor().workspace_id, location_id, described(form), form.version
            ),
            action=here,
            back=here,
            told="place_changed",
        )
    except Refusal as refusal:
        return _refused(location_id, form, refusal)


@bp.post("/<id:location_id>/retire")
@console("admin")
def retire(location_id: str) -> AnyResponse:
    """It is no more."""
    form = Form.sent("retire")
    try:
        with runtime().uow.write() as tx:
            gone = places.retire(tx, visitor().workspace_id, location_id, form.version)
    except Refusal as refusal:
        return _refused(location_id, form, refusal)
    return done("place_retired", HOME, name=gone.name[:60])


@bp.post("/<id:location_id>/reopen")
@console("admin")
def reopen(location_id: str) -> AnyResponse:
    """It is one again."""
    form = Form.sent("retire")
    try:
        with runtime().uow.write() as tx:
            back = places.reopen(tx, visitor().workspace_id, location_id, form.version)
    except Refusal as refusal:
        return _refused(location_id, form, refusal)
    return done("place_reopened", f"{HOME}/{location_id}", name=back.name[:60])


def described(form: Form) -> Described:
    """What a form says of a location."""
    return Described(
        name=form.text("name"),
        kind=form.text("kind"),
        parent_id=form.text("parent") or None,
        zone=form.text("zone"),
        address=form.text("address"),
        hours=form.text("hours"),
    )


def _refused(location_id: str, form: Form, refusal: Refusal) -> Response:
    if refusal.status == 404:
        raise refusal
    status = 409 if refusal.status == 409 else 422
    return _one(location_id, status, form.refused(refusal, FIELDS))


def _local() -> str | None:
    return visitor().member_id if visitor().is_local else None


def _show(status: int = 200, form: Form | None = None) -> Response:
    here, now = visitor(), runtime().uow.clock()
    with runtime().uow.read() as session:
        found = places_view.tree(session, here.workspace_id, now, _local())
        reads = session.get_one(Workspace, here.workspace_id).above_reads
    known = {node.place.id: node.place for node in found.nodes}
    return render(
        "console/places.html",
        status,
        tree=found,
        form=form or Form("add", {"kind": "location"}),
        above=Form("above", {"above_reads": reads}),
        parents=places_view.options(known, ""),
        kinds=LOCATION_KINDS,
        roles=ROLES,
    )


def _one(location_id: str, status: int = 200, *forms: Form) -> Response:
    here, now = visitor(), runtime().uow.clock()
    with runtime().uow.read() as session:
        found = places_view.tree(session, here.workspace_id, now, _local())
    known = {node.place.id: node for node in found.nodes}
    retired = {place.id: place for place in found.retired}
    node = known.get(location_id)
    place = node.place if node else retired.get(location_id)
    if place is None:
        raise NotFound("location")
    movable = {
        key: each.place
        for key, each in known.items()
        if place.id not in places.above({k: n.place.parent_id for k, n in known.items()}, key)
    }
    given = {"place": _filled(place), "retire": Form("retire")} | {f.name: f for f in forms}
    return render(
        "console/place.html",
        status,
        place=place,
        node=node,
        forms=given,
        teams=[row for row in found.teams if row.team.location_id == place.id],
        skills=found.skills,
        beneath=[each for each in found.nodes if each.place.parent_id == place.id],
        parents=places_view.options(movable, ""),
        kinds=LOCATION_KINDS,
        home=f"{HOME}/{place.id}",
    )


def _filled(place: Location) -> Form:
    return Form(
        "place",
        {
            "name": place.name, "kind": place.kind, "parent": place.parent_id, "zone": place.zone,
            "address": place.address, "hours": written(place.hours),
        },
    )  # fmt: skip
