"""Wordings that an operator brings in, each approved by a member who stands for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select

from threadside.errors import Invalid
from threadside.store.tables import Template
from threadside.store.uow import Tx
from threadside.templates import checks, rows, versions
from threadside.templates.content import LONGEST_BODY, Content, cleaned, of_row, sort_key


@dataclass(frozen=True)
class Wording:
    """A name to find it by, the heading it stands under, and the text with its merge fields."""

    name: str
    group: str
    body: str


def approve(tx: Tx, workspace_id: str, wordings: Sequence[Wording], member_id: str) -> int:
    """Add `wordings`, approved by a member. One whose name is there replaces its text, as a new
    version; the same text changes nothing. All of them or none; gives how many changed.

    A draft that is being written of it stays as it is.

    Raises:
        Invalid: `bad_template`, naming the first one that can't be used.
        Refusal: `template_refused`, naming the first one with wording that is never to be sent,
            and in `hint` what it is (rules/content); `template_name_taken` (409) for a name that
            a draft of another template has.
        ValueError: when the stored policy is not of this release.
    """
    rows.alone(tx, workspace_id)
    changed = sum(_approve(tx, workspace_id, each, member_id) for each in wordings)
    if changed:
        rows.tell(tx, workspace_id)
    return changed


def _approve(tx: Tx, workspace_id: str, wording: Wording, member_id: str) -> bool:
    wanted = _content(wording)
    template = tx.session.scalar(
        select(Template)
        .where(
            Template.workspace_id == workspace_id,
            or_(Template.name == wanted.name, Template.sort_name == sort_key(wanted.name)),
        )
        .order_by((Template.name == wanted.name).desc(), Template.id)
        .limit(1)
    )
    if template is None:
        rows.free_name(tx, workspace_id, wanted.name)
        template = rows.new_row(tx, workspace_id, replace(wanted, language="und"))
    elif (version := rows.in_force(tx.session, template)) is not None:
        before = of_row(version)
        if template.state == "approved" and before.body == wanted.body:
            return False
        wanted = replace(before, name=wanted.name, folder=wanted.folder, body=wanted.body)
    checks.require_sendable(tx.session, workspace_id, wanted)
    versions.put_in_force(tx, template, wanted, author_id=None, approved_by=member_id, reason="")
    return True


def _content(wording: Wording) -> Content:
    try:
        found = cleaned(Content(wording.name, wording.body, wording.group, language="und"))
    except Invalid:
        found = None
    if found is None or not found.body:
        raise Invalid("bad_template", name=wording.name.strip() or "?", longest=LONGEST_BODY)
    return found
