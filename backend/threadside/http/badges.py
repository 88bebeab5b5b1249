"""What the extension draws beside the numbers of a CRM's list, where a rep switched that on."""

from typing import Final

from flask import Blueprint, current_app
from flask.blueprints import BlueprintSetupState
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from threadside.contracts.badges import Badges, BadgesQuery
from threadside.errors import Refusal
from threadside.http.endpoint import endpoint
from threadside.http.throttle import seconds_left
from threadside.runtime import runtime
from threadside.threads import badges as waiting
from threadside.workspace.actor import Actor

bp = Blueprint("badges", __name__)

THROTTLE = "threadside.badges_throttle"
LISTS: Final[RateLimitItem] = RateLimitItemPerMinute(180, namespace="badges")
"""A list asks once a second at most while somebody scrolls, and rests while its tab is hidden."""


def _install(state: BlueprintSetupState) -> None:
    state.app.extensions[THROTTLE] = MovingWindowRateLimiter(MemoryStorage())


bp.record(_install)


@endpoint(bp, "POST", "/v1/badges", body=BadgesQuery, reply=Badges, needs="send")
def list_badges(actor: Actor, body: BadgesQuery) -> Badges:
    """Who waits behind these numbers: since when, whose they are, how many texts this member has
    not read. Changes nothing."""
    limiter = current_app.extensions[THROTTLE]
    if not limiter.hit(LISTS, actor.member_id):
        wait = seconds_left(limiter, LISTS, (actor.member_id,))
        raise Refusal("too_many_requests", status=429, extra={"retry_after": wait})
    with runtime().uow.read() as session:
        found = waiting.badges(
            session, actor.workspace_id, actor.member_id, actor.region, body.numbers
        )
    return Badges(badges=found)
