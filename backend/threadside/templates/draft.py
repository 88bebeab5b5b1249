"""Writing a template: what is written is seen by those who look after templates, and by no rep.

A draft stands beside the version in force, which stays in reps' list until the draft is approved.
"""

from dataclasses import replace

from sqlalchemy import delete

from threadside.audit import log as audit
from threadside.errors import NotFound, Refusal
from threadside.rules.chain import text_digest
from threadside.store.tables import Template, TemplateDraft, TemplateRemark
from threadside.store.uow import Tx
from threadside.templates import rows
from threadside.templates.content import Content, cleaned, columns, of_row, sort_key


def begin(tx: Tx, workspace_id: str, member_id: str | None, content: Content) -> str:
    """A new template, of which there is only a draft at revision 1; gives the template's id.

    Raises:
        Invalid: as `content.cleaned` does.
        Refusal: `template_name_taken` (409).
    """
    wanted = cleaned(content)
    rows.free_name(tx, workspace_id, wanted.name)
    template = rows.new_row(tx, workspace_id, wanted)
    _open(tx, template, member_id, wanted)
    return template.id


def revise(tx: Tx, workspace_id: str, member_id: str | None, template_id: str) -> None:
    """Begin a draft at revision 1 from the version in force, which stays in force.

    Raises:
        NotFound: for a template that is not of this workspace.
        Refusal: `draft_exists` (409) while one is being written.
    """
    template = rows.held(tx, workspace_id, template_id)
    version = rows.in_force(tx.session, template)
    if version is None or rows.open_draft(tx.session, template_id) is not None:
        raise Refusal("draft_exists", params={"name": template.name})
    _open(tx, template, member_id, of_row(version))


def copy(
    tx: Tx, workspace_id: str, member_id: str | None, template_id: str, name: str
) -> str:  # fmt: skip
    """A new template that begins with the wording of another, its draft's before the one in
    force; gives its id. Raises as `begin` does, and NotFound for no template of this workspace.
    """
    template = rows.held(tx, workspace_id, template_id)
    source = rows.open_draft(tx.session, template_id) or rows.in_force(tx.session, template)
    if source is None:
        raise NotFound("template")
    return begin(tx, workspace_id, member_id, replace(of_row(source), name=name))


def edit(
    tx: Tx,
    workspace_id: str,
    member_id: str | None,
    template_id: str,
    content: Content,
    *,
    seen: int,
) -> int:
    """Put `content` in the place of a draft's; gives its revision, which is the same when nothing
    changed. `seen` is the revision that was changed.

    Raises:
        Invalid: as `content.cleaned` does.
        NotFound: when nothing is being written of the template.
        Refusal: `template_in_review`, `changed_meanwhile`, `template_name_taken` (409).
    """
    wanted = cleaned(content)
    template, draft = rows.held_draft(tx, workspace_id, template_id)
    _require_open(draft)
    rows.require_seen(tx, draft, seen)
    if of_row(draft) == wanted:
        return draft.revision
    if sort_key(wanted.name) not in (draft.sort_name, template.sort_name):
        rows.free_name(tx, workspace_id, wanted.name, own=template_id)
    for name, value in columns(wanted).items():
        setattr(draft, name, value)
    draft.sort_name = sort_key(wanted.name)
    draft.revision += 1
    draft.changed_by, draft.changed_at = member_id, tx.now
    if member_id is not None and member_id not in draft.writers:
        draft.writers = [*draft.writers, member_id]
    tx.session.flush()
    rows.show(tx, template)
    _record(tx, template, draft, "template.edited")
    return draft.revision


def discard(
    tx: Tx, workspace_id: str, member_id: str | None, template_id: str, *, seen: int
) -> bool:
    """Throw a draft away. True when the template is gone with it, since it was never approved.

    Raises:
        NotFound: when nothing is being written of the template.
        Refusal: `template_in_review`, `changed_meanwhile` (409).
    """
    template, draft = rows.held_draft(tx, workspace_id, template_id)
    _require_open(draft)
    rows.require_seen(tx, draft, seen)
    _record(tx, template, draft, "template.discarded")
    tx.session.delete(draft)
    tx.session.flush()
    if template.version:
        rows.remark(tx, template, "discarded", member_id)
        rows.show(tx, template)
        return False
    tx.session.execute(delete(TemplateRemark).where(TemplateRemark.template_id == template_id))
    tx.session.delete(template)
    tx.session.flush()
    return True


def _open(tx: Tx, template: Template, member_id: str | None, content: Content) -> None:
    draft = TemplateDraft(
        template_id=template.id,
        workspace_id=template.workspace_id,
        state="draft",
        revision=1,
        sort_name=sort_key(content.name),
        author_id=member_id,
        writers=[member_id] if member_id else [],
        changed_by=member_id,
        changed_at=tx.now,
        **columns(content),
    )
    tx.session.add(draft)
    tx.session.flush()
    rows.show(tx, template)
    rows.remark(tx, template, "begun", member_id)
    _record(tx, template, draft, "template.drafted")


def _require_open(draft: TemplateDraft) -> None:
    if draft.state != "draft":
        raise Refusal("template_in_review", params={"name": draft.name})


def _record(tx: Tx, template: Template, draft: TemplateDraft, kind: str) -> None:
    about = {
        "template": template.id,
        "revision": draft.revision,
        "text_sha256": text_digest(draft.body),
    }
    audit.record(tx, template.workspace_id, kind, about)
