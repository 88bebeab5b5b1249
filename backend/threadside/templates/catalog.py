"""The templates a rep may use."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from threadside.contracts.templates import Template, Templates
from threadside.errors import Refusal
from threadside.rules import merge_formats
from threadside.rules.merge_formats import Reader
from threadside.rules.templates import fields
from threadside.store.tables import Member, Person, TemplateVersion, User, Workspace
from threadside.store.tables import Template as TemplateRow
from threadside.templates.content import Purpose

FIELDS: Final = (
    "first_name", "name", "company", "rep.first_name", "rep.name", "workspace.name",
)  # fmt: skip
"""Merge fields that a composer fills without a CRM (`values`)."""
MARKETING: Final = "marketing"


def usable(session: Session, workspace_id: str, now: datetime) -> Templates:
    """The approved templates that are in force at `now`, in their order, with the version of the
    whole list."""
    version = session.scalar(
        select(Workspace.templates_version).where(Workspace.id == workspace_id)
    )
    rows = session.execute(
        select(TemplateRow, TemplateVersion.body, TemplateVersion.tags)
        .join(TemplateVersion, _current())
        .where(
            TemplateRow.workspace_id == workspace_id,
            TemplateRow.state == "approved",
            _in_force(now),
        )
        .order_by(TemplateRow.position, TemplateRow.id)
    )
    items = [
        Template(
            id=row.id,
            version=row.version,
            name=row.name,
            group=row.group_name,
            body=body,
            fields=list(fields(body)),
            state="approved",
            tags=list(tags),
            purpose=cast("Purpose", row.purpose),
            language=row.language,
        )
        for row, body, tags in rows
    ]
    return Templates(version=str(version), items=items)


def approved(
    session: Session, workspace_id: str, template_id: str, version: int, now: datetime
) -> TemplateVersion:
    """The wording that a text may name: of an approved template, its approved version, within its
    dates.

    Raises:
        Refusal: `template_not_approved` (409).
    """
    found = session.scalar(
        select(TemplateVersion)
        .join(TemplateRow, _current())
        .where(
            TemplateRow.workspace_id == workspace_id,
            TemplateRow.id == template_id,
            TemplateRow.state == "approved",
            TemplateRow.version == version,
            _in_force(now),
        )
    )
    if found is None:
        raise Refusal("template_not_approved")
    return found


def values_for(
    session: Session, workspace_id: str, person: Person, member_id: str
) -> dict[str, str]:
    """What merge fields mean for a person and a member without a CRM, by one statement."""
    row = session.execute(
        select(Workspace.name.label("workspace"), User.name.label("member"))
        .outerjoin(Member, (Member.workspace_id == Workspace.id) & (Member.id == member_id))
        .outerjoin(User, User.id == Member.user_id)
        .where(Workspace.id == workspace_id)
    ).one()
    return values(
        name=person.name if person.first_name else "",
        first_name=person.first_name,
        company=person.company,
        member_name=row.member or "",
        workspace_name=row.workspace,
    )


def _current() -> ColumnElement[bool]:
    return and_(
        TemplateVersion.template_id == TemplateRow.id,
        TemplateVersion.version == TemplateRow.version,
    )


def _in_force(now: datetime) -> ColumnElement[bool]:
    begins, ends = TemplateVersion.effective_from, TemplateVersion.effective_until
    return and_(or_(begins.is_(None), begins <= now), or_(ends.is_(None), ends > now))


def values(
    *, name: str, first_name: str, company: str, member_name: str, workspace_name: str
) -> dict[str, str]:
    """What merge fields mean for one person and member; empty values are left out. A name is there
    as `name|first_name` too."""
    found = {
        "name": name,
        "first_name": first_name,
        "company": company,
        "rep.name": member_name,
        "rep.first_name": member_name.split(" ", maxsplit=1)[0],
        "workspace.name": workspace_name,
    }
    known = {key: value for key, value in found.items() if value}
    names = {key: value for key, value in known.items() if key in ("name", "rep.name")}
    return known | merge_formats.expand(names, Reader())
