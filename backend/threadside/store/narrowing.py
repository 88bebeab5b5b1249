"""What a member sees of their workspace, as a predicate that every query of theirs carries.

A request of a member who doesn't see the whole workspace acts under a `Reach`. Each session for
reading that is opened meanwhile narrows every SELECT of it, subqueries and joins included, to the
rows that `WHERE` lists for their table; so a page or a route that forgets who is asking still
shows nothing of somebody else. Sessions that write see everything, since what keeps the rules (is
this number opted out, is there somebody with it already) must not depend on who presses; what such
a session hands back to a member is read under `as_seen`.

The rule: a thread is its line's. Somebody reaches the lines of their locations and what is beneath
them, their teams', and those they were granted; of a person what stands in threads of those lines;
and people whom nobody has texted with, unless they are of an agency.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, and_, event, exists, or_, true
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from threadside.store import tables as t
from threadside.store.base import Base

_REACH: Final = "threadside_reach"
_LIFTED: Final = "threadside_reach_lifted"


@dataclass(frozen=True)
class Reach:
    """What somebody sees who doesn't see everything: threads of these `lines`.

    `outsider` is an agency's member, who sees nobody whom these lines have not texted with.
    `local` is somebody whose console is their locations' alone; one who is not sees all figures.
    """

    member_id: str
    lines: frozenset[str]
    outsider: bool = False
    local: bool = True


_seen_by: ContextVar[Reach | None] = ContextVar("threadside_seen_by", default=None)


def see_as(reach: Reach | None) -> None:
    """From now on this request reads what `reach` leaves; everything without one."""
    _seen_by.set(reach)


def seen_by() -> Reach | None:
    """Under which reach this request reads."""
    return _seen_by.get()


class NarrowedSession(Session):
    """A session of somebody who doesn't see everything."""


def open_session(
    *args: Any, reach: Reach | None, lifted: bool, info: Any, **options: Any
) -> Session:
    """A session that reads what `reach` leaves, or would if it were not `lifted`."""
    if reach is None:
        return Session(*args, info=info, **options)
    return NarrowedSession(*args, info={**info, _REACH: reach, _LIFTED: lifted}, **options)


def reach_of(session: Session) -> Reach | None:
    """Who a session reads for, whether or not it is lifted; None for whoever sees everything."""
    found: Reach | None = session.info.get(_REACH)
    return found


@contextmanager
def whole(session: Session) -> Iterator[None]:
    """Within it the session sees the workspace as it is: for what decides, never for what is
    shown."""
    with _set(session, lifted=True):
        yield


@contextmanager
def as_seen(session: Session) -> Iterator[None]:
    """Within it a session that writes reads what its member sees: for what is shown to them."""
    with _set(session, lifted=False):
        yield


@contextmanager
def _set(session: Session, *, lifted: bool) -> Iterator[None]:
    before = session.info.get(_LIFTED)
    session.info[_LIFTED] = lifted
    try:
        yield
    finally:
        session.info[_LIFTED] = before


@event.listens_for(NarrowedSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    if state.session.info[_LIFTED] or not state.is_select or state.is_column_load:
        return
    if isinstance(state.statement, CompoundSelect):
        raise TypeError("a union at the top of a statement can't be narrowed: make it a subquery")
    reach: Reach = state.session.info[_REACH]
    state.statement = state.statement.options(*_criteria(reach))


@lru_cache(maxsize=256)
def _criteria(reach: Reach) -> tuple[Any, ...]:
    return tuple(
        with_loader_criteria(table, where(reach, table), include_aliases=True)
        for table, where in WHERE.items()
    )


# As tables, which no criteria touch: "nobody has texted with them" means nobody at all.
_thread = t.Thread.__table__.alias("reached_thread")
_message = t.Message.__table__.alias("reached_message")
_held = t.MessageMedia.__table__.alias("reached_media")
_event = t.ConsentEvent.__table__.alias("reached_event")
_about = t.RecordPerson.__table__.alias("reached_about")
_shelved = t.LibraryVersion.__table__.alias("reached_version")

Where = Callable[[Reach, Any], ColumnElement[bool]]


def _of_line(column: str) -> Where:
    return lambda reach, table: getattr(table, column).in_(sorted(reach.lines))


def _of_line_or_none(column: str) -> Where:
    """Of a line, or of none: what is then of all of them."""

    def where(reach: Reach, table: Any) -> ColumnElement[bool]:
        if not reach.local:
            return true()
        return _of_line(column)(reach, table)

    return where


def _of_message(column: str) -> Where:
    return lambda reach, table: _message_reached(reach, getattr(table, column))


def _of_person(column: str) -> Where:
    return lambda reach, table: _person_reached(reach, getattr(table, column))


def _of_number(column: str) -> Where:
    return lambda reach, table: number_reached(reach, table.workspace_id, getattr(table, column))


def _message_reached(reach: Reach, message_id: Any) -> ColumnElement[bool]:
    return exists().where(_message.c.id == message_id, _message.c.line_id.in_(sorted(reach.lines)))


def _person_reached(reach: Reach, person_id: Any) -> ColumnElement[bool]:
    theirs = _thread.c.person_id == person_id
    own = exists().where(theirs, _thread.c.line_id.in_(sorted(reach.lines)))
    return own if reach.outsider else or_(own, ~exists().where(theirs))


def number_reached(reach: Reach, workspace_id: Any, phone: Any) -> ColumnElement[bool]:
    """Whether somebody may know of a number: it texts with a line of theirs, or with none."""
    theirs = and_(_thread.c.workspace_id == workspace_id, _thread.c.phone == phone)
    own = exists().where(theirs, _thread.c.line_id.in_(sorted(reach.lines)))
    return own if reach.outsider else or_(own, ~exists().where(theirs))


def _item(reach: Reach, table: Any) -> ColumnElement[bool]:
    """What stands in no thread is of the person: theirs to read who reach all of the person's
    threads, and its author's."""
    lines = sorted(reach.lines)
    in_thread = exists().where(_thread.c.id == table.thread_id, _thread.c.line_id.in_(lines))
    elsewhere = exists().where(
        _thread.c.person_id == table.person_id, _thread.c.line_id.not_in(lines)
    )
    of_nobody_else = and_(_person_reached(reach, table.person_id), ~elsewhere)
    loose = or_(table.author_id == reach.member_id, of_nobody_else)
    return or_(in_thread, and_(table.thread_id.is_(None), loose))


def _consent(reach: Reach, table: Any) -> ColumnElement[bool]:
    columns = table.c if hasattr(table, "c") else table
    lines = sorted(reach.lines)
    return and_(
        number_reached(reach, columns.workspace_id, columns.phone),
        or_(columns.line_id.is_(None), columns.line_id.in_(lines)),
        or_(columns.message_id.is_(None), _message_reached(reach, columns.message_id)),
    )


def _proof(reach: Reach, table: Any) -> ColumnElement[bool]:
    of_a_line = exists().where(_event.c.id == table.event_id, _consent(reach, _event))
    return or_(of_a_line, and_(table.event_id.is_(None), table.member_id == reach.member_id))


def _media(reach: Reach, table: Any) -> ColumnElement[bool]:
    lines = sorted(reach.lines)
    held = exists().where(
        _held.c.media_id == table.id,
        _message.c.id == _held.c.message_id,
        _message.c.line_id.in_(lines),
    )
    shelved = exists().where(_shelved.c.media_id == table.id, _shelved.c.state == "approved")
    return or_(held, shelved, table.uploaded_by == reach.member_id)


def _record(column: str) -> Where:
    """A CRM's record is everybody's until somebody is behind it."""

    def where(reach: Reach, table: Any) -> ColumnElement[bool]:
        about = _about.c.record_id == getattr(table, column)
        reached = exists().where(about, _person_reached(reach, _about.c.person_id))
        return reached if reach.outsider else or_(reached, ~exists().where(about))

    return where


WHERE: Final[Mapping[type[Base], Where]] = {
    t.Line: _of_line_or_none("id"),
    t.Thread: _of_line("line_id"),
    t.Message: _of_line("line_id"),
    t.Outbox: _of_line("line_id"),
    t.Press: _of_line("line_id"),
    t.InboundPart: _of_line("line_id"),
    t.LineCheck: _of_line("line_id"),
    t.TeamLine: _of_line_or_none("line_id"),
    t.DeliveryHour: _of_line_or_none("line_id"),
    t.DeliveryAlarm: _of_line_or_none("line_id"),
    t.InsightDay: _of_line_or_none("line_id"),
    t.TimelineItem: _item,
    t.Receipt: _of_message("message_id"),
    t.SentPart: _of_message("message_id"),
    t.MessageMedia: _of_message("message_id"),
    t.CrmEntryMessage: _of_message("message_id"),
    t.Revocation: _of_message("message_id"),
    t.AutoReply: _of_message("cause_id"),
    t.Media: _media,
    t.Person: _of_person("id"),
    t.PersonPhone: _of_person("person_id"),
    t.PersonWord: _of_person("person_id"),
    t.RecordPerson: _of_person("person_id"),
    t.NumberLink: _of_person("person_id"),
    t.CrmEntry: _of_person("person_id"),
    t.ReadMark: _of_person("person_id"),
    t.Record: _record("id"),
    t.CrmRecord: _record("record_id"),
    t.CrmRelated: _record("record_id"),
    t.ConsentEvent: _consent,
    t.ConsentEvidence: _proof,
    t.Suppression: _of_number("phone"),
    t.CrmOptOut: _of_number("phone"),
    t.CrmStranger: _of_number("e164"),
    t.LegalHold: _of_number("phone"),
    t.Erasing: _of_number("phone"),
    t.Export: _of_number("phone"),
}
"""What of each table somebody sees. Every table stands here or in `OPEN`: a test holds that."""

OPEN: Final[Mapping[type[Base], str]] = {
    **dict.fromkeys(
        (t.Workspace, t.User, t.Member, t.MemberSkill, t.SendingPause, t.Location, t.Team,
         t.TeamMember, t.MemberLocation, t.MemberLine, t.PolicyVersion),
        "colleagues and the workspace itself; pages show each visitor their own part",
    ),
    **dict.fromkeys(
        (t.WebSession, t.OAuthCode, t.OAuthToken, t.Invitation, t.PasswordLink, t.SignInStep,
         t.SecondFactor, t.RecoveryCode, t.Passkey, t.KeptForm),
        "read by the digest of a secret, or on pages of the whole workspace",
    ),
    **dict.fromkeys(
        (t.Template, t.TemplateDraft, t.TemplateRemark, t.TemplateVersion, t.LibraryItem,
         t.LibraryVersion, t.LibraryRemark),
        "wordings and files are the workspace's, and nobody's words",
    ),
    **dict.fromkeys(
        (t.Brand, t.Campaign, t.CarrierAccount, t.NumberOrder, t.DeliveryLimit, t.DeliveryCount,
         t.SeenUntil, t.PhoneNetwork, t.ConsentForm, t.ConsentFormVersion, t.SettingChange,
         t.InsightClock, t.InsightCount),
        "settings, and figures without words",
    ),
    **dict.fromkeys(
        (t.CrmApp, t.CrmConnection, t.CrmLinking, t.CrmNumber, t.CrmPace, t.CrmReading, t.CrmToken,
         t.CrmUser, t.CrmEvent, t.PageAdapter, t.PageReport),
        "how a CRM is linked; who may see its records there is the CRM's own to say",
    ),
    **dict.fromkeys(
        (t.EventHead, t.LoggedEvent, t.Job, t.WebhookReceipt, t.RefusedWebhook,
         t.RefusedWebhookCount, t.MediaObject, t.MediaLink, t.AuditHead, t.AuditEntry,
         t.AuditPayload, t.AuditAnchor, t.ErasedNumber),
        "the machine's; `live.seeing` narrows the stream, the pages are the whole workspace's",
    ),
}  # fmt: skip
"""What is not narrowed, and why that tells nobody anything."""
