"""From a draft to what reps use: review, approval, and out of use again.

By the policy's `four_eyes` whoever wrote a draft may not approve it.
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.policy import Policy
from threadside.errors import Invalid, Refusal
from threadside.store.tables import Member, Template, TemplateDraft, User
from threadside.store.uow import Tx
from threadside.templates import checks, rows, versions
from threadside.templates.content import of_row
from threadside.words import say

APPROVERS = ("admin",)
"""The roles that approve."""


def submit(
    tx: Tx, workspace_id: str, member_id: str | None, template_id: str, *, seen: int,
    words: str = "",
) -> None:  # fmt: skip
    """Hand a draft in for review, with a word to whoever reads it.

    Raises:
        NotFound: when nothing is being written of the template.
        Invalid: `bad_template_body` for an empty one, `words_too_long`.
        Refusal: `template_in_review`, `changed_meanwhile` (409), `template_refused` (422).
    """
    note = rows.said(words)
    _, draft = rows.held_draft(tx, workspace_id, template_id)
    if draft.state != "draft":
        raise Refusal("template_in_review", params={"name": draft.name})
    rows.require_seen(tx, draft, seen)
    checks.require_sendable(tx.session, workspace_id, of_row(draft))
    draft.state, draft.submitted_by, draft.submitted_at = "in_review", member_id, tx.now
    _step(tx, draft, "submitted", member_id, note)


def take_back(tx: Tx, workspace_id: str, member_id: str | None, template_id: str) -> None:
    """Out of review, to be written on.

    Raises:
        NotFound: when nothing is being written of the template.
        Refusal: `template_not_in_review` (409).
    """
    _, draft = _in_review(tx, workspace_id, template_id)
    _reopen(draft)
    _step(tx, draft, "taken_back", member_id, "")


def comment(tx: Tx, workspace_id: str, member_id: str, template_id: str, words: str) -> str:
    """Say something about a template; gives the remark's id.

    Raises:
        NotFound: for a template that is not of this workspace.
        Invalid: `empty_comment`, `words_too_long`.
    """
    note = rows.said(words)
    if not note:
        raise Invalid("empty_comment")
    template = rows.held(tx, workspace_id, template_id)
    audit.record(tx, workspace_id, "template.commented", {"template": template_id})
    return rows.remark(tx, template, "comment", member_id, note)


def send_back(
    tx: Tx, workspace_id: str, member_id: str, template_id: str, reason: str, *, seen: int
) -> None:
    """Back to whoever writes it, with what is to change.

    Raises:
        NotFound: when nothing is being written of the template.
        Invalid: `reason_needed_here`, `words_too_long`.
        Refusal: `template_not_in_review`, `changed_meanwhile` (409).
    """
    why = rows.reason(reason)
    _, draft = _in_review(tx, workspace_id, template_id)
    rows.require_seen(tx, draft, seen)
    _reopen(draft)
    _step(tx, draft, "sent_back", member_id, why)


def approve(
    tx: Tx, workspace_id: str, member_id: str, template_id: str, reason: str, *, seen: int
) -> int:
    """Put a draft that is in review in force; gives the number of the version that it is now.

    Raises:
        NotFound: when nothing is being written of the template.
        Invalid: `reason_needed_here`, `words_too_long`.
        Refusal: `template_not_in_review`, `changed_meanwhile` (409), `template_refused` (422),
            `four_eyes` (409) naming who may approve it, `four_eyes_alone` when nobody else may.
    """
    why = rows.reason(reason)
    template, draft = _in_review(tx, workspace_id, template_id)
    rows.require_seen(tx, draft, seen)
    content = of_row(draft)
    checks.require_sendable(tx.session, workspace_id, content)
    _require_other_eyes(tx.session, draft, member_id)
    author_id = draft.author_id
    tx.session.delete(draft)
    tx.session.flush()
    version = versions.put_in_force(
        tx, template, content, author_id=author_id, approved_by=member_id, reason=why
    )
    rows.tell(tx, workspace_id)
    return version


def retire(tx: Tx, workspace_id: str, member_id: str, template_id: str, reason: str) -> None:
    """Out of reps' list until it is brought back; an open draft of it stays.

    Raises:
        NotFound: for a template that is not of this workspace.
        Invalid: `reason_needed_here`, `words_too_long`.
        Refusal: `template_moved_on` (409) for one that is not in use.
    """
    why = rows.reason(reason)
    template = _standing(tx, workspace_id, template_id, "approved", "in_review")
    template.state = "retired"
    _turned(tx, template, "retired", member_id, why)


def bring_back(tx: Tx, workspace_id: str, member_id: str, template_id: str, reason: str) -> None:
    """Into reps' list again, with the wording that was approved: a retired one, or one that was
    taken out for what people answered to it. Raises as `retire` does."""
    why = rows.reason(reason)
    template = _standing(tx, workspace_id, template_id, "retired", "in_review")
    template.state = "approved"
    _turned(tx, template, "brought_back", member_id, why)


def others_who_may_approve(
    session: Session, workspace_id: str, member_id: str
) -> tuple[str, ...]:  # fmt: skip
    """The names of everybody else whose role lets them approve."""
    return tuple(
        session.scalars(
            select(User.name)
            .join(Member, Member.user_id == User.id)
            .where(
                Member.workspace_id == workspace_id,
                Member.role.in_(APPROVERS),
                Member.active,
                Member.id != member_id,
            )
            .order_by(User.name)
        )
    )


def may_approve(policy: Policy, writers: Collection[str], member_id: str) -> bool:
    """Whether four eyes don't keep a member from approving a draft with words of `writers`."""
    return policy.four_eyes != "on" or member_id not in writers


def _require_other_eyes(session: Session, draft: TemplateDraft, member_id: str) -> None:
    policy = checks.policy(session, draft.workspace_id)
    if may_approve(policy, draft.writers, member_id):
        return
    names = others_who_may_approve(session, draft.workspace_id, member_id)
    if not names:
        raise Refusal("four_eyes_alone", params={"name": draft.name})
    raise Refusal("four_eyes", params={"name": draft.name, "who": ", ".join(names)})


def _in_review(tx: Tx, workspace_id: str, template_id: str) -> tuple[Template, TemplateDraft]:
    template, draft = rows.held_draft(tx, workspace_id, template_id)
    if draft.state != "in_review":
        raise Refusal("template_not_in_review", params={"name": draft.name})
    return template, draft


def _reopen(draft: TemplateDraft) -> None:
    draft.state, draft.submitted_by, draft.submitted_at = "draft", None, None


def _step(tx: Tx, draft: TemplateDraft, kind: str, member_id: str | None, words: str) -> None:
    tx.session.flush()
    template = tx.session.get_one(Template, draft.template_id)
    rows.remark(tx, template, kind, member_id, words)
    rows.show(tx, template)
    about = {"template": template.id, "revision": draft.revision, "reason": words}
    audit.record(tx, template.workspace_id, f"template.{kind}", about)


def _standing(tx: Tx, workspace_id: str, template_id: str, *states: str) -> Template:
    template = rows.held(tx, workspace_id, template_id)
    if template.state not in states:
        state = say(f"template.state.{versions.state_of(template)}")
        raise Refusal("template_moved_on", params={"name": template.name, "state": state})
    return template


def _turned(tx: Tx, template: Template, kind: str, member_id: str, why: str) -> None:
    template.suspended_because = None
    rows.show(tx, template)
    rows.remark(tx, template, kind, member_id, why)
    about = {"template": template.id, "version": template.version, "reason": why}
    audit.record(tx, template.workspace_id, f"template.{kind}", about)
    rows.tell(tx, template.workspace_id)
