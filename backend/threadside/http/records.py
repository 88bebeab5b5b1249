"""The CRM's record that is open: read anew, searched by number, and whom it means."""

from flask import Blueprint, current_app

from threadside.contracts.common import RecordRef
from threadside.contracts.records import (
    FoundRecords,
    LinkPerson,
    MarkCustomer,
    NotThem,
    Refreshed,
    RefreshRecord,
    SearchNumber,
    UnmatchedPage,
)
from threadside.crm import card, relink, search, strangers
from threadside.crm.lookup import Lookups
from threadside.http.endpoint import endpoint
from threadside.http.throttle import RECORDS, RecordThrottle
from threadside.people import resolve
from threadside.runtime import runtime
from threadside.store import narrowing
from threadside.workspace.actor import Actor

bp = Blueprint("records", __name__)

LOOKUPS = "threadside.crm"
"""Under this name the application holds its `Lookups`."""
REFRESH_S = 2.5
SEARCH_S = 4.0


def lookups() -> Lookups:
    """What reads linked CRMs for this application."""
    found = current_app.extensions[LOOKUPS]
    assert isinstance(found, Lookups)  # noqa: S101 - set by the application factory
    return found


@endpoint(bp, "POST", "/v1/records/refresh", body=RefreshRecord, reply=Refreshed, needs="send")
def refresh_record(actor: Actor, body: RefreshRecord) -> Refreshed:
    """Read the open record in its CRM now, and what it says. When the CRM takes longer than three
    seconds, what is known is answered and the rest told by an event."""
    _count(actor)
    ref = RecordRef(**body.model_dump())
    changed = lookups().refresh(actor.workspace_id, ref, REFRESH_S)
    uow = runtime().uow
    with uow.read() as session:
        meant = resolve.whom(session, actor.workspace_id, ref, ())
        alone = meant.person_ids[0] if len(meant.person_ids) == 1 else None
        person_id = meant.chosen_id or alone
        crms, now = lookups().crms, uow.clock()
        shown = card.load(session, crms, actor.workspace_id, ref, person_id=person_id, now=now)
    return Refreshed(context=shown, people_changed=changed)


@endpoint(
    bp,
    "POST",
    "/v1/records/search",
    body=SearchNumber,
    reply=FoundRecords,
    needs="send",
    whose=("phone",),
)
def search_records(actor: Actor, body: SearchNumber) -> FoundRecords:
    """Who has a number in the linked CRMs. No record is made, here or there."""
    _count(actor)
    found = search.search(lookups(), actor.workspace_id, body.phone, SEARCH_S)
    with runtime().uow.write() as tx:
        search.learn(tx, found)
        with narrowing.as_seen(tx.session):
            items = search.offered(tx, lookups().crms, actor.workspace_id, found.having)
        marked = strangers.is_marked(tx.session, actor.workspace_id, body.phone)
    return FoundRecords(
        items=items,
        complete=found.complete,
        not_customer=marked,
        create=[] if items else search.new_contacts(lookups(), actor.workspace_id, body.phone),
    )


@endpoint(bp, "POST", "/v1/records/not-them", body=NotThem, needs="send", whose=("record",))
def not_them(actor: Actor, body: NotThem) -> None:
    """“Not Maria?”: the record means somebody else."""
    with runtime().uow.write() as tx:
        relink.not_them(tx, actor.workspace_id, body)


@endpoint(
    bp, "POST", "/v1/records/link", body=LinkPerson, needs="send", whose=("record", "instead_of")
)
def link_person(actor: Actor, body: LinkPerson) -> None:
    """“Link to…”: a person is that record of the CRM."""
    with runtime().uow.write() as tx:
        relink.link(tx, actor.workspace_id, body)


@endpoint(bp, "GET", "/v1/unmatched", reply=UnmatchedPage, needs="read")
def get_unmatched(actor: Actor) -> UnmatchedPage:
    """Who wrote and is nobody yet, with the CRM's records that have their number."""
    with runtime().uow.read() as session:
        items = strangers.unmatched(session, actor.workspace_id)
    return UnmatchedPage(items=items, create=search.new_contacts(lookups(), actor.workspace_id))


@endpoint(bp, "PUT", "/v1/unmatched/customer", body=MarkCustomer, needs="send", whose=("phone",))
def mark_customer(actor: Actor, body: MarkCustomer) -> None:
    """“Not a customer”, or perhaps one after all."""
    with runtime().uow.write() as tx:
        strangers.mark(tx, actor.workspace_id, body.phone, customer=body.customer)


def _count(actor: Actor) -> None:
    throttle: RecordThrottle = current_app.extensions[RECORDS]
    throttle.count(actor.member_id)
