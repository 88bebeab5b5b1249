"""Putting wordings into the list that reps choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select, update

from threadside.audit import log as audit
from threadside.audit import who
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid, Refusal
from threadside.events import log
from threadside.ids import new_id
from threadside.rules.chain import text_digest
from threadside.rules.content import Setting, lint_template
from threadside.store.tables import PolicyVersion, Template, TemplateVersion, Workspace
from threadside.store.uow import Tx
from threadside.verdict import policy as policies
from threadside.words import say

LONGEST_BODY = 1_600
"""What one text may hold (contracts/timeline.py)."""


@dataclass(frozen=True)
class Wording:
    """A name to find it by, the heading it stands under, and the text with its merge fields."""

    name: str
    group: str
    body: str


def approve(tx: Tx, workspace_id: str, wordings: Sequence[Wording], member_id: str) -> int:
    """Add `wordings`, approved by a member. One whose name is there replaces its text, as a new
    version; the same text changes nothing. All of them or none; gives how many changed.

    Raises:
        Invalid: `bad_template`, naming the first one that can't be used.
        Refusal: `template_refused`, naming the first one with wording that is never to be sent,
            and in `hint` what it is (rules/content).
        ValueError: when the stored policy is not of this release.
    """
    setting = _setting(tx, workspace_id)
    changed = sum(_approve(tx, workspace_id, each, member_id, setting) for each in wordings)
    if changed:
        tx.session.execute(
            update(Workspace)
            .where(Workspace.id == workspace_id)
            .values(templates_version=Workspace.templates_version + 1)
        )
        log.emit(tx, workspace_id, WorkspaceChanged(what="templates"))
    return changed


def _approve(tx: Tx, workspace_id: str, wording: Wording, member_id: str, setting: Setting) -> bool:
    name, body = wording.name.strip(), wording.body.strip()
    if not name or not 0 < len(body) <= LONGEST_BODY:
        raise Invalid("bad_template", name=name or "?", longest=LONGEST_BODY)
    template = tx.session.scalar(
        select(Template).where(Template.workspace_id == workspace_id, Template.name == name)
    )
    if template is None:
        template = _new(tx, workspace_id, name)
    elif template.state == "approved" and _body(tx, template) == body:
        return False
    _require_sendable(name, body, setting)
    template.group_name = wording.group.strip()
    template.state = "approved"
    template.version += 1
    tx.session.flush()
    tx.session.add(
        TemplateVersion(
            template_id=template.id,
            version=template.version,
            body=body,
            approved_by=member_id,
            approved_at=tx.now,
        )
    )
    tx.session.flush()
    about = {"template": template.id, "version": template.version, "text_sha256": text_digest(body)}
    audit.record(tx, workspace_id, "template.approved", about, actor=who.member(member_id))
    return True


def _setting(tx: Tx, workspace_id: str) -> Setting:
    """What the policy in force says of wording. Whether a template sells is judged when it is
    used, by the consent of whom it goes to."""
    in_force = and_(
        PolicyVersion.workspace_id == Workspace.id,
        PolicyVersion.version == Workspace.policy_version,
    )
    policy = policies.parsed(
        tx.session.scalar(
            select(PolicyVersion.body)
            .select_from(Workspace)
            .join(PolicyVersion, in_force)
            .where(Workspace.id == workspace_id)
        )
    )
    return Setting(
        link_domains=frozenset(policy.link_domains),
        warn_segments=policy.warn_segments,
        max_segments=policy.max_segments,
        blocked_risks=frozenset(policy.blocked_risks),
        plain_words=policy.plain_words,
        scope="marketing",
    )


def _require_sendable(name: str, body: str, setting: Setting) -> None:
    worst = next((hint for hint in lint_template(body, setting) if hint.level == "block"), None)
    if worst is not None:
        raise Refusal(
            "template_refused",
            status=422,
            params={"name": name, "why": say(f"content.{worst.code}.detail", **worst.params)},
            extra={"hint": worst.code},
        )


def _new(tx: Tx, workspace_id: str, name: str) -> Template:
    count = select(func.count(Template.id)).where(Template.workspace_id == workspace_id)
    template = Template(
        id=new_id(),
        workspace_id=workspace_id,
        name=name,
        group_name="",
        state="draft",
        version=0,
        position=tx.session.scalar(count) or 0,
    )
    tx.session.add(template)
    tx.session.flush()
    return template


def _body(tx: Tx, template: Template) -> str | None:
    row = tx.session.get(TemplateVersion, (template.id, template.version))
    return None if row is None else row.body
