"""What a composer chooses from: templates, which of them fit here, and what a rep proposes."""

from datetime import datetime

from flask import Blueprint
from sqlalchemy.orm import Session

from threadside.contracts.common import RecordRef
from threadside.contracts.records import ContextCard
from threadside.contracts.templates import (
    NewProposal,
    Proposal,
    Proposals,
    Templates,
    TemplatesBeside,
    TemplatesBesideQuery,
)
from threadside.crm import card
from threadside.crm.standing import stages
from threadside.http.endpoint import endpoint
from threadside.http.records import lookups
from threadside.runtime import runtime
from threadside.templates import catalog, fitting, proposals
from threadside.workspace.actor import Actor

bp = Blueprint("templates", __name__)


@endpoint(bp, "GET", "/v1/templates", reply=Templates, needs="read")
def get_templates(actor: Actor) -> Templates:
    """All approved templates."""
    uow = runtime().uow
    with uow.read() as session:
        return catalog.usable(session, actor.workspace_id, uow.clock())


@endpoint(
    bp, "GET", "/v1/templates/beside", query=TemplatesBesideQuery, reply=TemplatesBeside,
    needs="read",
)  # fmt: skip
def get_templates_beside(actor: Actor, query: TemplatesBesideQuery) -> TemplatesBeside:
    """Which templates fit beside a person and a record, which this member used last, and which the
    person got before."""
    uow = runtime().uow
    with uow.read() as session:
        now = uow.clock()
        context = _card(session, actor, query, now)
        kinds = (query.type, *(each.kind for each in context.related))
        place = fitting.Place(
            actor.workspace_id,
            actor.member_id,
            query.person,
            stages(context),
            tuple(dict.fromkeys(filter(None, kinds))),
        )
        return fitting.beside(session, place, now)


def _card(
    session: Session, actor: Actor, query: TemplatesBesideQuery, now: datetime
) -> ContextCard:
    """What is known of the record that is open; empty without one."""
    if not (query.crm and query.account and query.type and query.id):
        return ContextCard()
    ref = RecordRef(crm=query.crm, account=query.account, type=query.type, id=query.id)
    crms, person = lookups().crms, query.person
    return card.load(session, crms, actor.workspace_id, ref, person_id=person, now=now)


@endpoint(bp, "GET", "/v1/templates/proposals", reply=Proposals, needs="read")
def get_proposals(actor: Actor) -> Proposals:
    """What became of what this member proposed."""
    with runtime().uow.read() as session:
        found = proposals.of_member(session, actor.workspace_id, actor.member_id)
        return Proposals(items=found)


@endpoint(
    bp, "POST", "/v1/templates/proposals", body=NewProposal, reply=Proposal, status=201,
    needs="send",
)  # fmt: skip
def propose_template(actor: Actor, body: NewProposal) -> Proposal:
    """Hand a text of one's own in for review as a template."""
    with runtime().uow.write() as tx:
        made = proposals.propose(tx, actor.workspace_id, actor.member_id, body)
    with runtime().uow.read() as session:
        found = proposals.of_member(session, actor.workspace_id, actor.member_id)
        return next(each for each in found if each.template_id == made)
