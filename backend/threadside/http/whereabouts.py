"""Where people are, as they told somebody here."""

from flask import Blueprint

from threadside.contracts.whereabouts import SayWhere, States
from threadside.http.endpoint import endpoint
from threadside.people import whereabouts
from threadside.runtime import runtime
from threadside.workspace.actor import Actor

bp = Blueprint("whereabouts", __name__)


@endpoint(bp, "GET", "/v1/states", reply=States, needs="read")
def get_states() -> States:
    """States, territories and provinces with the time zones that they have today."""
    return whereabouts.states(runtime().uow.clock().date())


@endpoint(bp, "POST", "/v1/whereabouts", body=SayWhere, needs="send")
def say_where(actor: Actor, body: SayWhere) -> None:
    """Take down where somebody is. Their quiet hours go by it from now on."""
    with runtime().uow.write() as tx:
        whereabouts.confirm(tx, actor.workspace_id, actor.name, body)
