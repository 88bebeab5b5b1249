"""The sidebar's snapshot and the questions it asks around it."""

from flask import Blueprint

from threadside.contracts.beside import Beside, BesideQuery, Verdict, VerdictQuery
from threadside.contracts.common import RecordRef
from threadside.contracts.timeline import ChoosePerson
from threadside.crm import card
from threadside.events import log
from threadside.http.endpoint import endpoint
from threadside.http.records import lookups
from threadside.people import known
from threadside.runtime import runtime
from threadside.threads import beside as snapshots
from threadside.threads import gesture
from threadside.verdict.judge import judge
from threadside.workspace.actor import Actor

bp = Blueprint("beside", __name__)


@endpoint(bp, "GET", "/v1/beside", query=BesideQuery, reply=Beside, needs="read")
def beside(actor: Actor, query: BesideQuery) -> Beside:
    """Everything the sidebar paints beside one CRM record."""
    uow = runtime().uow
    with uow.read() as session:
        seq = log.head(session, actor.workspace_id)
        viewer = snapshots.Viewer(
            workspace_id=actor.workspace_id,
            workspace_name=actor.workspace_name,
            region=actor.region,
            templates_version=actor.templates_version,
            member_id=actor.member_id,
            member_name=actor.name,
        )
        shown = snapshots.snapshot(session, viewer, query, seq, uow.clock())
        context = card.load(
            session,
            lookups().crms,
            actor.workspace_id,
            RecordRef(crm=query.crm, account=query.account, type=query.type, id=query.id),
            person_id=shown.person_id,
            now=uow.clock(),
        )
    if shown.person_id is not None:
        runtime().notebook.read(actor.workspace_id, actor.member_id, shown.person_id)
    return shown.model_copy(
        update={
            "verdict": _with_press(actor, shown.verdict, shown.thread.phone),
            "context": context,
            "values": {**{each.name: each.value for each in context.values}, **shown.values},
        }
    )


@endpoint(bp, "GET", "/v1/verdict", query=VerdictQuery, reply=Verdict, needs="read")
def verdict(actor: Actor, query: VerdictQuery) -> Verdict:
    """May this member text this phone from this line now, and why."""
    uow = runtime().uow
    with uow.read() as session:
        name = ""
        if query.person is not None:
            person = known.get(session, actor.workspace_id, query.person)
            name = person.first_name or person.name
        found = judge(
            session,
            actor.workspace_id,
            member_id=actor.member_id,
            phone=query.phone,
            line_id=query.line,
            now=uow.clock(),
            name=name,
            zone=query.zone,
            person_id=query.person,
        )
    return _with_press(actor, found, query.phone)


def _with_press(actor: Actor, found: Verdict, phone: str | None) -> Verdict:
    """The verdict with the proof that goes with Send; scripts get none."""
    if phone is None or not actor.signed_in:
        return found
    composer = gesture.Composer(actor.workspace_id, actor.member_id, phone)
    proof = gesture.issue(runtime().sealer, composer, runtime().uow.clock())
    return found.model_copy(update={"press": proof})


@endpoint(bp, "PUT", "/v1/records/person", body=ChoosePerson, needs="send", whose=("record",))
def choose_person(actor: Actor, body: ChoosePerson) -> None:
    """Remember whom a record means, for the whole workspace."""
    with runtime().uow.write() as tx:
        known.choose(tx, actor.workspace_id, body.record, body.person)
