"""“Link to…”: people by a name that somebody types, and whose a number is that nobody has."""

from flask import Blueprint, current_app

from threadside.contracts.strangers import (
    FoundPeople,
    LinkedNumber,
    LinkNumber,
    SearchPeople,
    UnlinkNumber,
)
from threadside.crm import finding, finding_in_crms, number_links
from threadside.http.endpoint import endpoint
from threadside.http.records import lookups
from threadside.http.throttle import PEOPLE, PEOPLE_IN_CRMS, RECORDS, RecordThrottle
from threadside.runtime import runtime
from threadside.workspace.actor import Actor

bp = Blueprint("strangers", __name__)

FIND_S = 4.0
READ_S = 2.5


@endpoint(bp, "POST", "/v1/people/search", body=SearchPeople, reply=FoundPeople, needs="send")
def search_people(actor: Actor, body: SearchPeople) -> FoundPeople:
    """People known here whose name, company or number begins like what was typed. No CRM is
    asked, so this answers at once."""
    throttle().count(actor.member_id, PEOPLE)
    with runtime().uow.read() as session:
        return finding.own(session, actor.workspace_id, actor.region, body.said)


@endpoint(bp, "POST", "/v1/people/search/crm", body=SearchPeople, reply=FoundPeople, needs="send")
def search_people_in_crms(actor: Actor, body: SearchPeople) -> FoundPeople:
    """Contacts and leads of the linked CRMs, by each CRM's own search. It is answered within five
    seconds, whatever they do; nothing is made, here or there."""
    throttle().count(actor.member_id, PEOPLE_IN_CRMS)
    return finding_in_crms.in_crms(lookups(), actor.workspace_id, actor.region, body.said, FIND_S)


@endpoint(
    bp,
    "POST",
    "/v1/unmatched/link",
    body=LinkNumber,
    reply=LinkedNumber,
    needs="send",
    whose=("phone", "record"),
)
def link_number(actor: Actor, body: LinkNumber) -> LinkedNumber:
    """“Link to…”: the number is this person's, or whoever that record is. What was texted with it
    comes along. A record is read in its CRM, so that they have a name; what takes longer than three
    seconds is told by an event."""
    if body.record is not None:
        throttle().count(actor.member_id)
    uow = runtime().uow
    with uow.write() as tx:
        made = number_links.link(tx, actor.workspace_id, actor.name, body)
    if body.record is None:
        return made
    lookups().refresh(actor.workspace_id, body.record, READ_S)
    with uow.read() as session:
        return number_links.as_called_now(session, made)


@endpoint(bp, "POST", "/v1/unmatched/unlink", body=UnlinkNumber, needs="send", whose=("phone",))
def unlink_number(actor: Actor, body: UnlinkNumber) -> None:
    """The number is not theirs after all, and what came along goes back."""
    with runtime().uow.write() as tx:
        number_links.unlink(tx, actor.workspace_id, actor.name, body)


def throttle() -> RecordThrottle:
    """What counts the questions of members."""
    found = current_app.extensions[RECORDS]
    assert isinstance(found, RecordThrottle)  # noqa: S101 - set by the application factory
    return found
