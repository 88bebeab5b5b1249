"""What a workspace still lacks before its first text: six steps, each read off what is there.

Nothing is ticked by hand and nothing is kept of it but that an admin put the list away, so a step
that comes undone, such as a line whose campaign is suspended, is open again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    ScalarSelect,
    Text,
    and_,
    cast,
    func,
    or_,
    select,
)  # fmt: skip
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.events import log
from threadside.rules.registration import Standing, of_sender
from threadside.store.tables import (
    Brand,
    Campaign,
    CarrierAccount,
    CrmConnection,
    Invitation,
    Line,
    LineCheck,
    Member,
    Message,
    OAuthToken,
    PageAdapter,
    PolicyVersion,
    Template,
    User,
    Workspace,
)
from threadside.store.uow import Tx

STEPS: Final = ("line", "crm", "consent", "template", "responder", "test")
ON_ITS_WAY: Final = frozenset({"held", "queued", "submitting", "uncertain", "submitted"})
_BETWEEN: Final = "\x1f"
_AFTER: Final = "\x1e"
"""Unit and record separators (ASCII): no id, number or state has them."""
_NEAREST: Final = ("unregistered", "no_sms", "paused", "unproven")


@dataclass(frozen=True, slots=True)
class Step:
    """One of `STEPS`. `lacks` is a code for what is missing, None once the step is done; `about` is
    what its sentence names, `target` the id of the line that it is about."""

    name: str
    lacks: str | None
    about: str = ""
    target: str = ""

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return self.lacks is None


def steps(session: Session, workspace_id: str, now: datetime) -> tuple[Step, ...]:
    """All six in order, by one statement."""
    return read(session.execute(select(*columns(workspace_id, now))).one())


def hide(tx: Tx, workspace_id: str, *, hidden: bool) -> None:
    """Put the list away from every page, or back. What is done already is done silently."""
    workspace = tx.session.get_one(Workspace, workspace_id, with_for_update={"key_share": True})
    if (workspace.set_up_hidden_at is not None) == hidden:
        return
    workspace.set_up_hidden_at = tx.now if hidden else None
    tx.session.flush()
    audit.record(tx, workspace_id, "set_up.hidden" if hidden else "set_up.shown", {})
    log.emit(tx, workspace_id, WorkspaceChanged(what="settings"))


def columns(workspace_id: str, now: datetime) -> tuple[Any, ...]:
    """What `read` reads, as scalars for whoever asks for more by the same statement."""
    return (
        _line_column(workspace_id),
        _one(CarrierAccount.id, CarrierAccount.workspace_id == workspace_id).label("account_fact"),
        select(PolicyVersion.body)
        .join(
            Workspace,
            (PolicyVersion.workspace_id == Workspace.id)
            & (PolicyVersion.version == Workspace.policy_version),
        )
        .where(Workspace.id == workspace_id)
        .correlate(None)
        .scalar_subquery()
        .label("rules"),
        *_crm_columns(workspace_id),
        *_template_columns(workspace_id),
        *_people_columns(workspace_id, now),
        *_test_columns(workspace_id),
    )


def read(facts: Any) -> tuple[Step, ...]:
    """All six in order, from a row that has the `columns`."""
    line = _line(facts)
    return (
        line, _crm(facts), _consent(facts), _template(facts), _responder(facts), _test(facts, line),
    )  # fmt: skip


def _line_column(workspace_id: str) -> Any:
    """Every line in one value, so that however many there are it is one row."""
    parts = (
        Line.id, Line.phone, Line.state, cast(Line.sms, Integer), cast(Line.verified, Integer),
        func.coalesce(Campaign.state, ""), func.coalesce(Brand.state, ""), Line.position,
    )  # fmt: skip
    told = parts[0] + ""
    for each in parts[1:]:
        told = told.concat(_BETWEEN).concat(cast(each, Text))
    return (
        select(func.aggregate_strings(told, _AFTER))
        .select_from(Line)
        .outerjoin(Campaign, Campaign.id == Line.campaign_id)
        .outerjoin(Brand, Brand.id == Campaign.brand_id)
        .where(Line.workspace_id == workspace_id)
        .scalar_subquery()
        .label("line_facts")
    )


def _one(column: Any, *where: ColumnElement[bool], first: Any = None) -> ScalarSelect[Any]:
    """The value of the first row that fits."""
    found = select(column).where(*where)
    return found.order_by(column if first is None else first).limit(1).scalar_subquery()


def _crm_columns(workspace_id: str) -> tuple[Any, ...]:
    ours = CrmConnection.workspace_id == workspace_id
    shaky = CrmConnection.state.in_(["needs_sign_in", "unavailable"])
    return (
        _one(CrmConnection.name, ours, CrmConnection.state == "live").label("crm_live"),
        _one(CrmConnection.name, ours, shaky).label("crm_shaky"),
        _one(PageAdapter.crm, PageAdapter.workspace_id == workspace_id).label("own_pages"),
    )


def _template_columns(workspace_id: str) -> tuple[Any, ...]:
    ours = Template.workspace_id == workspace_id
    return (
        _one(Template.name, ours, Template.state == "approved", first=Template.position).label(
            "approved"
        ),
        _one(Template.name, ours, Template.state == "draft", first=Template.position).label(
            "drafted"
        ),
    )


def _people_columns(workspace_id: str, now: datetime) -> tuple[Any, ...]:
    """Whoever is signed in to the extension can answer; a script can't."""
    ready = (
        select(User.name)
        .join(Member, Member.user_id == User.id)
        .join(OAuthToken, OAuthToken.member_id == Member.id)
        .where(
            Member.workspace_id == workspace_id,
            Member.active,
            Member.role != "auditor",
            OAuthToken.kind == "oauth",
            OAuthToken.rotated_at.is_(None),
            OAuthToken.revoked_at.is_(None),
            or_(OAuthToken.refresh_expires_at > now, OAuthToken.access_expires_at > now),
        )
        .order_by(OAuthToken.started_at)
        .limit(1)
    )
    invited = and_(
        Invitation.workspace_id == workspace_id,
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now,
    )
    members = select(func.count(Member.id)).where(
        Member.workspace_id == workspace_id, Member.active, Member.role != "auditor"
    )
    return (
        ready.scalar_subquery().label("ready"),
        _one(Invitation.email, invited).label("invited"),
        members.scalar_subquery().label("members"),
    )


def _test_columns(workspace_id: str) -> tuple[Any, ...]:
    tests = (
        select(Message.phone)
        .join(LineCheck, LineCheck.message_id == Message.id)
        .where(LineCheck.workspace_id == workspace_id, LineCheck.kind == "test")
        .order_by(LineCheck.at.desc())
        .limit(1)
    )
    return (
        tests.where(Message.state == "delivered").scalar_subquery().label("arrived"),
        tests.with_only_columns(Message.state).scalar_subquery().label("tested"),
    )


def _line(facts: Row[Any]) -> Step:
    told = [each.split(_BETWEEN) for each in (facts.line_facts or "").split(_AFTER) if each]
    told.sort(key=lambda parts: (int(parts[-1]), parts[0]))
    found = [(_lack(*parts[1:7]), parts) for parts in told]
    for wanted in (None, *_NEAREST):
        for lack, parts in found:
            if lack == wanted:
                return Step("line", lack, parts[1], parts[0])
    return Step("line", "no_account" if facts.account_fact is None else "no_line")


def _lack(  # noqa: PLR0917 - the parts of a line
    phone: str, state: str, sms: str, verified: str, campaign: str, brand: str
) -> str | None:
    if state in ("requested", "verifying"):
        return "unproven"
    if state == "paused":
        return "paused"
    standing = Standing(campaign or None, brand or None, verified == "1")
    if of_sender(phone, standing) is not None:
        return "unregistered"
    return None if sms == "1" else "no_sms"


def _crm(facts: Row[Any]) -> Step:
    if about := facts.crm_live or facts.own_pages:
        return Step("crm", None, about)
    return Step("crm", "shaky" if facts.crm_shaky else "none", facts.crm_shaky or "")


def _consent(facts: Row[Any]) -> Step:
    """HELP has to be answered with a way to reach a person (CTIA, 5.1.3), which nobody but the
    workspace can say."""
    path = (facts.rules or {}).get("contact_path", "")
    return Step("consent", None if path else "no_contact", path)


def _template(facts: Row[Any]) -> Step:
    if facts.approved:
        return Step("template", None, facts.approved)
    return Step("template", "drafted" if facts.drafted else "none", facts.drafted or "")


def _responder(facts: Row[Any]) -> Step:
    if facts.ready:
        return Step("responder", None, facts.ready)
    if facts.invited:
        return Step("responder", "invited", facts.invited)
    return Step("responder", "alone" if facts.members < 2 else "signed_out")


def _test(facts: Row[Any], line: Step) -> Step:
    if facts.arrived:
        return Step("test", None, facts.arrived)
    if facts.tested is None or facts.tested == "canceled":
        return Step("test", "none" if line.done else "no_line")
    return Step("test", "on_its_way" if facts.tested in ON_ITS_WAY else "failed")
