"""Who is signed in."""

from flask import Blueprint

from threadside.contracts.people import Me, MemberRef, Workspace
from threadside.http.endpoint import endpoint
from threadside.http.guards import ROLES
from threadside.timeline.items import initials
from threadside.workspace.actor import Actor

bp = Blueprint("me", __name__)


@endpoint(bp, "GET", "/v1/me", reply=Me, needs="read")
def me(actor: Actor) -> Me:
    """The signed-in member, their role, and the workspace with the settings a client needs."""
    return Me(
        member=MemberRef(id=actor.member_id, name=actor.name, initials=initials(actor.name)),
        email=actor.email,
        role=actor.role,
        may_send=actor.role in ROLES["send"],
        workspace=Workspace(
            id=actor.workspace_id,
            name=actor.workspace_name,
            region=actor.region,
            hold_seconds=actor.hold_seconds,
        ),
    )
