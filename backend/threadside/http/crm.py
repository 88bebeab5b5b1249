"""CRM accounts that are linked: how they stand."""

from flask import Blueprint, current_app

from threadside.contracts.crm import Connections
from threadside.http.endpoint import endpoint
from threadside.linking import connections, listing
from threadside.runtime import runtime
from threadside.workspace.actor import Actor

bp = Blueprint("crm", __name__)

CONNECTIONS = "threadside.connections"
"""Under this name the application holds its `linking.connections.Connections`."""


def linked() -> connections.Connections:
    """The linked accounts of this application; its `means` are what `linking.oauth.begin` and
    `finish` take."""
    found = current_app.extensions[CONNECTIONS]
    assert isinstance(found, connections.Connections)  # noqa: S101 - set by the factory
    return found


@endpoint(bp, "GET", "/v1/crm/connections", reply=Connections, needs="read")
def list_connections(actor: Actor) -> Connections:
    """Every CRM account that this workspace has linked, with its health."""
    with runtime().uow.read() as session:
        return listing.connections(session, actor.workspace_id, linked().means.crms)
