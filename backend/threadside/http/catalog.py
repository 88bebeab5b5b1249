"""What a composer chooses from: templates."""

from flask import Blueprint

from threadside.contracts.templates import Templates
from threadside.http.endpoint import endpoint
from threadside.runtime import runtime
from threadside.templates import catalog
from threadside.workspace.actor import Actor

bp = Blueprint("templates", __name__)


@endpoint(bp, "GET", "/v1/templates", reply=Templates, needs="read")
def get_templates(actor: Actor) -> Templates:
    """All approved templates."""
    uow = runtime().uow
    with uow.read() as session:
        return catalog.usable(session, actor.workspace_id, uow.clock())
