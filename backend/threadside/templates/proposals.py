"""A rep's own words as a template: proposed from a text that was sent, decided on in review."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.contracts.templates import NewProposal, Proposal
from threadside.errors import NotFound
from threadside.events import log
from threadside.rules.suggest.reading import read
from threadside.store.tables import (
    Message,
    Template,
    TemplateDraft,
    TemplateRemark,
    TemplateVersion,
    TimelineItem,
)
from threadside.store.uow import Tx
from threadside.templates import draft, review
from threadside.templates.content import Content
from threadside.words import say

MOST: Final = 20
_DECIDED: Final = ("submitted", "sent_back", "taken_back", "approved", "retired", "brought_back")
_FROM_REMARK: Final[Mapping[str, str]] = {
    "submitted": "in_review", "sent_back": "sent_back", "taken_back": "draft",
}  # fmt: skip


def propose(tx: Tx, workspace_id: str, member_id: str, wish: NewProposal) -> str:
    """Hand a text of this member's in for review, as `wish` words it; gives the template's id.

    The member is its author, so with `four_eyes` they can't approve it either.

    Raises:
        NotFound: when it is no text of theirs.
        Invalid: as `content.cleaned` does, `bad_template_body` for an empty one, `words_too_long`.
        Refusal: `template_name_taken` (409), `template_refused` (422).
    """
    _require_own(tx.session, workspace_id, member_id, wish.message)
    language = read(wish.body).language
    content = Content(wish.name, wish.body, folder=wish.folder, language=language)
    template_id = draft.begin(tx, workspace_id, member_id, content)
    review.submit(tx, workspace_id, member_id, template_id, seen=1, words=wish.note)
    about = {"template": template_id, "message": wish.message}
    audit.record(tx, workspace_id, "template.proposed", about)
    log.emit(tx, workspace_id, WorkspaceChanged(what="templates"))
    return template_id


def of_member(session: Session, workspace_id: str, member_id: str) -> list[Proposal]:
    """What became of what this member wrote, the newest first, by one statement. One that was
    discarded is gone."""
    newest = (
        select(TemplateRemark.id)
        .where(TemplateRemark.template_id == Template.id, TemplateRemark.kind.in_(_DECIDED))
        .order_by(TemplateRemark.at.desc(), TemplateRemark.id.desc())
        .limit(1)
        .correlate(Template)
        .scalar_subquery()
    )
    first = and_(TemplateVersion.template_id == Template.id, TemplateVersion.version == 1)
    rows = session.execute(
        select(Template, TemplateDraft, TemplateRemark)
        .outerjoin(TemplateDraft, TemplateDraft.template_id == Template.id)
        .outerjoin(TemplateVersion, first)
        .join(TemplateRemark, TemplateRemark.id == newest)
        .where(
            Template.workspace_id == workspace_id,
            or_(
                TemplateVersion.author_id == member_id,
                and_(Template.version == 0, TemplateDraft.author_id == member_id),
            ),
        )
        .order_by(TemplateRemark.at.desc(), Template.id)
        .limit(MOST)
    )
    return [_proposal(*row) for row in rows]


def _proposal(template: Template, written: TemplateDraft | None, last: TemplateRemark) -> Proposal:
    if template.version:
        state = "approved" if template.state == "approved" else "retired"
    else:
        state = _FROM_REMARK.get(last.kind, "draft")
    shown: Any = state
    return Proposal(
        template_id=template.id,
        name=template.name if template.version or written is None else written.name,
        state=shown,
        state_words=say(f"template.proposal.{state}"),
        at=last.at,
        words="" if last.kind == "submitted" else last.words,
    )


def _require_own(session: Session, workspace_id: str, member_id: str, message_id: str) -> None:
    found = session.scalar(
        select(Message.id)
        .join(TimelineItem, TimelineItem.id == Message.id)
        .where(
            TimelineItem.workspace_id == workspace_id,
            TimelineItem.author_id == member_id,
            Message.id == message_id,
            Message.direction == "out",
        )
    )
    if found is None:
        raise NotFound("message")
