"""`threadside explain verdict`: the whole verdict, from the database as it stands."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from threadside import rule_files
from threadside.cli.explain_problems import CannotTellError
from threadside.cli.opening import unit_of_work
from threadside.rules.content import mark
from threadside.rules.human_pace import Finding
from threadside.rules.phones import Phone, parse_phone
from threadside.rules.verdict import Kind
from threadside.settings import Settings
from threadside.startup import StartRefused
from threadside.store.tables import Line, Member, User, Workspace
from threadside.verdict import presses
from threadside.verdict.judge import Draft, Pace, judge
from threadside.verdict.presses import Heard, Pressing

_UNHEARD_OF: Final = re.compile("[\x00\ud800-\udfff]")
"""What no name in a database holds, and what some databases break off at."""


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
        CannotTellError: naming what is not there, or why the database can't be asked.
    """
    try:
        rule_files.use(Settings())
        with unit_of_work() as uow, uow.read() as session:
            return _asked(session, ask).model_dump(mode="json", exclude={"press"})
    except ValidationError as error:
        wrong = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
        raise CannotTellError(
            "settings_unusable", f"these settings can't be used: {wrong}"
        ) from None
    except StartRefused as refused:
        raise CannotTellError("database_unusable", str(refused)) from None
    except SQLAlchemyError as error:
        why = f"the database can't be asked ({type(error).__name__})"
        raise CannotTellError("database_unusable", why) from None


def _asked(session: Session, ask: Verdict) -> Any:
    workspace = _workspace(session, ask.workspace)
    line_id = _line(session, workspace, ask.line)
    member_id = _member(session, workspace.id, ask.member)
    at = ask.at or datetime.now(UTC)
    parsed = parse_phone(ask.phone, workspace.region)
    phone = parsed.e164 if isinstance(parsed, Phone) else None
    text = None if ask.text is None else ask.text.strip()
    to = Pressing(workspace.id, line_id, member_id or "", phone or "", "")
    return judge(
        session,
        workspace.id,
        member_id=member_id,
        phone=phone,
        line_id=line_id,
        now=at if at.tzinfo else at.replace(tzinfo=UTC),
        number_problem=None if isinstance(parsed, Phone) else parsed.code,
        draft=Draft(text=text, kind=ask.kind, pace=_caps(session, to, text) if phone else None),
    )


def _caps(session: Session, to: Pressing, text: str | None) -> Pace:
    """The caps that a press of Send would meet; of them, without a text, those that the sidebar
    knows before one is written."""

    def known(heard: Heard) -> Sequence[Finding]:
        if text is None:
            return presses.unanswered_findings(session, to.workspace_id, to.phone, heard)
        return presses.press_findings(session, replace(to, fingerprint=mark(text)), heard)

    return known


def _workspace(session: Session, wanted: str) -> Workspace:
    _require_sayable("workspace", wanted)
    found = session.scalars(
        select(Workspace)
        .where(or_(Workspace.id == wanted, Workspace.name == wanted))
        .order_by((Workspace.id == wanted).desc())
        .limit(2)
    ).all()
    if not found:
        raise _none("workspace", wanted)
    if len(found) > 1 and found[0].id != wanted:
        raise _several("workspace", wanted)
    return found[0]


def _line(session: Session, workspace: Workspace, wanted: str) -> str:
    _require_sayable("line", wanted)
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
    if not found:
        raise _none("line", wanted)
    if len(found) > 1:
        raise _several("line", wanted)
    return found[0]


def _member(session: Session, workspace_id: str, email: str | None) -> str | None:
    if email is None:
        return None
    _require_sayable("member", email)
    found = session.scalar(
        select(Member.id)
        .join(User, User.id == Member.user_id)
        .where(Member.workspace_id == workspace_id, User.email == email.strip().lower())
    )
    if found is None:
        raise _none("member", email)
    return found


def _require_sayable(what: str, wanted: str) -> None:
    if _UNHEARD_OF.search(wanted):
        raise _none(what, wanted)


def _none(what: str, wanted: str) -> CannotTellError:
    return CannotTellError(f"unknown_{what}", f"there is no {what} {wanted!r}")


def _several(what: str, wanted: str) -> CannotTellError:
    sentence = f"there are several {what}s called {wanted!r}: name one by its id"
    return CannotTellError(f"ambiguous_{what}", sentence)
