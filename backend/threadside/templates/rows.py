"""A template's rows under a lock, the remarks on it, and telling those who see the list."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid, NotFound, Refusal
from threadside.events import log
from threadside.ids import new_id
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import (
    Member,
    Template,
    TemplateDraft,
    TemplateRemark,
    TemplateVersion,
    User,
    Workspace,
)
from threadside.store.uow import Tx
from threadside.templates.content import (
    LONGEST_WORDS,
    Content,
    of_row,
    searchable,
    sort_key,
)


def alone(tx: Tx, workspace_id: str) -> None:
    """Nobody else changes a template of the workspace until this transaction ends.

    One lock for all of them, since names are told apart among all: whoever held one template and
    waited for the names could be waited for.
    """
    one_at_a_time(tx.session, f"templates {workspace_id}")


def held(tx: Tx, workspace_id: str, template_id: str) -> Template:
    """A template that nobody else changes until this transaction ends.

    Raises:
        NotFound: for one that is not of this workspace.
    """
    alone(tx, workspace_id)
    found = tx.session.scalar(
        select(Template)
        .where(Template.workspace_id == workspace_id, Template.id == template_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("template")
    return found


def open_draft(session: Session, template_id: str) -> TemplateDraft | None:
    """The draft of a template, as the database has it now."""
    return session.get(TemplateDraft, template_id, populate_existing=True)


def held_draft(tx: Tx, workspace_id: str, template_id: str) -> tuple[Template, TemplateDraft]:
    """A template and its draft, both held.

    Raises:
        NotFound: when it is not of this workspace, or nothing is being written of it.
    """
    template = held(tx, workspace_id, template_id)
    draft = open_draft(tx.session, template_id)
    if draft is None:
        raise NotFound("draft")
    return template, draft


def in_force(session: Session, template: Template) -> TemplateVersion | None:
    """The version that was approved last, None before there is one."""
    return session.get(TemplateVersion, (template.id, template.version))


def require_seen(tx: Tx, draft: TemplateDraft, seen: int) -> None:
    """Raises:
    Refusal: `changed_meanwhile` (409), with the revision that is there now and `by` whom it is,
        for another one than `seen`.
    """
    if draft.revision != seen:
        now = {"revision": draft.revision, "by": name_of(tx.session, draft.changed_by)}
        raise Refusal("changed_meanwhile", extra={"now": now})


def free_name(tx: Tx, workspace_id: str, name: str, *, own: str = "") -> None:
    """Hold a name for the rest of the transaction; `own` is the template that is to have it.

    Raises:
        Refusal: `template_name_taken` (409), also by a retired one, which may come back.
    """
    alone(tx, workspace_id)
    key = sort_key(name)
    other = tx.session.scalar(
        select(Template.id).where(
            Template.workspace_id == workspace_id, Template.sort_name == key, Template.id != own
        ).limit(1)
    ) or tx.session.scalar(
        select(TemplateDraft.template_id).where(
            TemplateDraft.workspace_id == workspace_id,
            TemplateDraft.sort_name == key,
            TemplateDraft.template_id != own,
        ).limit(1)
    )  # fmt: skip
    if other is not None:
        raise Refusal("template_name_taken", params={"name": name})


def show(tx: Tx, template: Template) -> None:
    """Let lists show and find a template by what is in force of it, else by its draft."""
    version, draft = in_force(tx.session, template), open_draft(tx.session, template.id)
    known = [of_row(row) for row in (version, draft) if row is not None]
    if known:
        first = known[0]
        template.name, template.group_name = first.name, first.folder
        template.purpose, template.language = first.purpose, first.language
        template.sort_name = sort_key(first.name)
        template.search = searchable(*known)
    tx.session.flush()


def remark(
    tx: Tx, template: Template, kind: str, member_id: str | None, words: str = "",
    *, version: int | None = None,
) -> str:  # fmt: skip
    """Write down what happened to a template; gives the remark's id."""
    made = TemplateRemark(
        id=new_id(),
        workspace_id=template.workspace_id,
        template_id=template.id,
        kind=kind,
        at=tx.now,
        member_id=member_id,
        words=words,
        version=version,
    )
    tx.session.add(made)
    tx.session.flush()
    return made.id


def tell(tx: Tx, workspace_id: str) -> None:
    """Whoever shows the list fetches it anew."""
    tx.session.execute(
        update(Workspace)
        .where(Workspace.id == workspace_id)
        .values(templates_version=Workspace.templates_version + 1)
    )
    log.emit(tx, workspace_id, WorkspaceChanged(what="templates"))


def said(words: str) -> str:
    """Somebody's words as they are kept.

    Raises:
        Invalid: `words_too_long`.
    """
    kept = words.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(kept) > LONGEST_WORDS:
        raise Invalid("words_too_long", longest=LONGEST_WORDS)
    return kept


def reason(words: str) -> str:
    """Why somebody does what is not done without a reason.

    Raises:
        Invalid: `reason_needed_here`, `words_too_long`.
    """
    if not (kept := said(words)):
        raise Invalid("reason_needed_here")
    return kept


def name_of(session: Session, member_id: str | None) -> str:
    """What a member is called; empty for nobody."""
    if member_id is None:
        return ""
    query = select(User.name).join(Member, Member.user_id == User.id)
    return session.scalar(query.where(Member.id == member_id)) or ""


def new_row(tx: Tx, workspace_id: str, content: Content) -> Template:
    """A template behind all others, with nothing approved yet."""
    last = select(func.max(Template.position)).where(Template.workspace_id == workspace_id)
    before = tx.session.scalar(last)
    made = Template(
        id=new_id(),
        workspace_id=workspace_id,
        name=content.name,
        group_name=content.folder,
        state="draft",
        version=0,
        position=0 if before is None else before + 1,
        sort_name=sort_key(content.name),
    )
    tx.session.add(made)
    tx.session.flush()
    return made
