"""`threadside explain verdict`: the whole verdict, from the database as it stands."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from threadside import rule_files
from threadside.cli.opening import unit_of_work
from threadside.rules.phones import Phone, parse_phone
from threadside.rules.verdict import Kind
from threadside.settings import Settings
from threadside.startup import StartRefused
from threadside.store.tables import Line, Member, User, Workspace
from threadside.verdict.judge import Draft, judge


class Verdict(BaseModel):
    """Who would text whom, when, and what.

    `workspace` is an id or a name, `line` an id, a name or a number. `at` is RFC 3339, UTC without
    an offset, now when left out. Without `member` (an e-mail address) nobody's role counts.
    """

    model_config = ConfigDict(extra="forbid")

    workspace: str
    line: str
    phone: str
    at: datetime | None = None
    text: str | None = None
    kind: Kind | None = None
    member: str | None = None


def answer(ask: Verdict) -> Any:
    """The verdict as the API has it.

    Raises:
        ValueError: naming what is not there, or why the database can't be asked.
    """
    rule_files.use(Settings())
    try:
        with unit_of_work() as uow, uow.read() as session:
            return _asked(session, ask).model_dump(mode="json", exclude={"press"})
    except StartRefused as refused:
        raise ValueError(str(refused)) from None


def _asked(session: Session, ask: Verdict) -> Any:
    workspace = _workspace(session, ask.workspace)
    region = workspace.region
    at = ask.at or datetime.now(UTC)
    parsed = parse_phone(ask.phone, region)
    known = isinstance(parsed, Phone)
    return judge(
        session,
        workspace.id,
        member_id=_member(session, workspace.id, ask.member),
        phone=parsed.e164 if isinstance(parsed, Phone) else None,
        line_id=_line(session, workspace, ask.line),
        now=at if at.tzinfo else at.replace(tzinfo=UTC),
        number_problem=None if known else getattr(parsed, "code", "invalid"),
        draft=Draft(text=ask.text, kind=ask.kind),
    )


def _workspace(session: Session, wanted: str) -> Workspace:
    found = session.scalars(
        select(Workspace)
        .where(or_(Workspace.id == wanted, Workspace.name == wanted))
        .order_by((Workspace.id == wanted).desc())
        .limit(2)
    ).all()
    if not found:
        raise ValueError(f"there is no workspace {wanted!r}")
    if len(found) > 1 and found[0].id != wanted:
        raise ValueError(f"several workspaces are called {wanted!r}: name one by its id")
    return found[0]


def _line(session: Session, workspace: Workspace, wanted: str) -> str:
    parsed = parse_phone(wanted, workspace.region)
    number = parsed.e164 if isinstance(parsed, Phone) else wanted
    found = session.scalars(
        select(Line.id)
        .where(
            Line.workspace_id == workspace.id,
            or_(Line.id == wanted, Line.name == wanted, Line.phone == number),
        )
        .limit(2)
    ).all()
    if len(found) != 1:
        several = "several lines are called" if found else "there is no line"
        raise ValueError(f"{several} {wanted!r}")
    return found[0]


def _member(session: Session, workspace_id: str, email: str | None) -> str | None:
    if email is None:
        return None
    found = session.scalar(
        select(Member.id)
        .join(User, User.id == Member.user_id)
        .where(Member.workspace_id == workspace_id, User.email == email.strip().lower())
    )
    if found is None:
        raise ValueError(f"there is no member {email!r}")
    return found
