"""What admins described of pages, for the extension, and its reports of pages that were rebuilt."""

from typing import Final

from flask import Blueprint, current_app
from flask.blueprints import BlueprintSetupState
from limits import RateLimitItem, RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from threadside.contracts.pages import PageAdapters, PageReport
from threadside.crm import pages
from threadside.errors import Refusal
from threadside.http.endpoint import endpoint
from threadside.http.throttle import seconds_left
from threadside.runtime import runtime
from threadside.workspace.actor import Actor

bp = Blueprint("page_adapters", __name__)

THROTTLE = "threadside.page_reports_throttle"
REPORTS: Final[RateLimitItem] = RateLimitItemPerHour(20, namespace="page report")
"""The extension says it once a day for each CRM; a member's browsers are few."""


def _install(state: BlueprintSetupState) -> None:
    state.app.extensions[THROTTLE] = MovingWindowRateLimiter(MemoryStorage())


bp.record(_install)


@endpoint(bp, "GET", "/v1/page-adapters", reply=PageAdapters, needs="read")
def list_page_adapters(actor: Actor) -> PageAdapters:
    """How this workspace's admins describe the pages of systems that the extension does not know,
    or knows in part."""
    with runtime().uow.read() as session:
        return pages.told(session, actor.workspace_id)


@endpoint(bp, "POST", "/v1/page-reports", body=PageReport, needs="send")
def report_page(actor: Actor, body: PageReport) -> None:
    """Say that a CRM's page looks otherwise than its adapter knows. Admins see it in the
    console."""
    limiter = current_app.extensions[THROTTLE]
    if not limiter.hit(REPORTS, actor.member_id):
        wait = seconds_left(limiter, REPORTS, (actor.member_id,))
        raise Refusal("too_many_requests", status=429, extra={"retry_after": wait})
    with runtime().uow.write() as tx:
        pages.report(tx, actor.workspace_id, body)
