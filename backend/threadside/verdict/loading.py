"""What the database knows for one verdict, in one statement.

The facts are one row; what stands against the number and the lines of its ledger are joined to it,
so that a verdict takes one way to the database and back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from threadside.rules.consent.standing import LedgerLine
from threadside.rules.verdict import NumberDoubt, Revocation, Suppression
from threadside.store.tables import (
    Brand,
    Campaign,
    ConsentEvent,
    ErasedNumber,
    Line,
    Member,
    Message,
    Person,
    PersonPhone,
    PolicyVersion,
    SendingPause,
    Thread,
    TimelineItem,
    User,
    Workspace,
)
from threadside.store.tables import Revocation as RevocationRow
from threadside.store.tables import Suppression as SuppressionRow
from threadside.store.types import UtcTime
from threadside.verdict import number_doubts, pauses
from threadside.verdict.earlier import NEVER_LEFT, Copied, counted, since, wordings
from threadside.verdict.until import last, latest

MOST_LINES: Final = 200
LOOKED_BACK: Final = 200
"""Items of a timeline that are looked through for the last opt-out line."""
OPT_OUT_LINES: Final = (
    "%reply stop%", "%text stop%", "%send stop%", "%stop to opt%", "%stop to end%",
    "%stop to unsub%", "%stop to cancel%", "%responda stop%", "%responda alto%", "%stop para%",
    "%repondez stop%", "%répondez stop%", "%envoyez stop%", "%stop pour%",
)  # fmt: skip
"""How an opt-out line reads, for the database; the text that is to leave is read by
`rules.content`."""
BY_CARRIER: Final = "carrier"
SUPPRESSION: Final = "suppression"
REVOCATION: Final = "revocation"
LEDGER: Final = "ledger"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a verdict is asked for. `message_id` is the text itself, where it exists already.

    `composed_at` is the moment from which back wordings that others got count, for a composer.
    """

    workspace_id: str
    member_id: str | None
    phone: str | None
    line_id: str | None
    person_id: str | None = None
    message_id: str | None = None
    composed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The facts' row, what stands against the number, and the newest lines of its ledger; for a
    composer the wordings that others got."""

    row: Any
    suppressions: tuple[Suppression, ...]
    revocations: tuple[Revocation, ...]
    doubts: tuple[NumberDoubt, ...]
    ledger: tuple[LedgerLine, ...]
    copied: Copied


def known(session: Session, asked: Asked, erased_as: str | None, now: datetime) -> Known:
    """Everything, in one statement. `erased_as` is what stands for the number where its data were
    erased. Texts of theirs and ours that are later than `now` do not count: what was not said yet
    allows nothing.

    Raises:
        LookupError: for an unknown workspace.
    """
    rows = session.execute(
        _facts(composing=asked.composed_at is not None),
        {
            "workspace": asked.workspace_id,
            "member": asked.member_id or "",
            "phone": asked.phone,
            "line": asked.line_id,
            "person": asked.person_id or "",
            "message": asked.message_id or "",
            "erased": erased_as,
            "latest": latest(now),
            **since(asked.composed_at),
        },
    ).all()
    if not rows:
        raise LookupError(f"no workspace {asked.workspace_id}")
    of_kind: dict[str | None, list[Any]] = {}
    for row in rows:
        of_kind.setdefault(row.joined, []).append(row)
    return Known(
        rows[0],
        tuple(_suppression(row, asked.phone) for row in of_kind.get(SUPPRESSION, ())),
        tuple(_revocation(row, asked.phone) for row in of_kind.get(REVOCATION, ())),
        tuple(number_doubts.doubt(row) for row in of_kind.get(number_doubts.DOUBT, ())),
        tuple(_line(row) for row in of_kind.get(LEDGER, ())),
        counted(rows[0].wordings),
    )


def _suppression(row: Any, phone: str | None) -> Suppression:
    return Suppression(
        at=row.since,
        words=row.words,
        line=row.told or "",
        reason=row.code,
        other_phone=row.e164 if row.e164 != phone else None,
        carrier=row.method == BY_CARRIER,
        member=row.by or "",
        event_id=row.joined_id,
    )


def _revocation(row: Any, phone: str | None) -> Revocation:
    return Revocation(
        id=row.joined_id,
        kind=row.code,
        words=row.words,
        at=row.since,
        due_at=row.until,
        other_phone=row.e164 if row.e164 != phone else None,
        message_id=row.method,
    )


def _line(row: Any) -> LedgerLine:
    return LedgerLine(
        id=row.joined_id,
        kind=row.code,
        scope=row.words,
        strength=row.told,
        method=row.method,
        at=row.since,
        expires_at=row.until,
        verified=row.proven,
        settles=row.by,
    )


@cache
def _facts(*, composing: bool) -> Any:
    """The statement, built once: on a hot path building it costs more than running it."""
    joined = _joined()
    phone = bindparam("phone", type_=String)
    threads = (Thread.workspace_id == bindparam("workspace")) & (Thread.phone == phone)
    of_line = threads & (Thread.line_id == bindparam("line"))
    return (
        select(
            Workspace.name.label("workspace_name"),
            Workspace.policy_version,
            *pauses.columns(),
            PolicyVersion.body.label("policy"),
            Member.role,
            Line.state.label("line_state"),
            Line.pause_reason,
            Line.phone.label("sender"),
            Line.verified,
            Campaign.state.label("campaign_state"),
            Brand.state.label("brand_state"),
            Person.zone,
            Person.zone_source,
            Person.zone_from,
            Person.state.label("person_state"),
            ErasedNumber.opted_out_at.label("erased_opt_out_at"),
            _one(last(Thread.last_inbound_at), threads).label("last_inbound_at"),
            _one(last(Thread.last_outbound_at), threads).label("last_outbound_at"),
            _one(func.max(Thread.last_outbound_at), of_line).label("line_texted_at"),
            _one(func.min(Thread.created_at), of_line).label("line_began_at"),
            _opt_out_line().label("opt_out_line_at"),
            (wordings() if composing else null()).label("wordings"),
            *joined.c,
        )
        .select_from(Workspace)
        .outerjoin(
            PolicyVersion,
            (PolicyVersion.workspace_id == Workspace.id)
            & (PolicyVersion.version == Workspace.policy_version),
        )
        .outerjoin(SendingPause, SendingPause.workspace_id == Workspace.id)
        .outerjoin(
            Member,
            (Member.workspace_id == Workspace.id)
            & (Member.id == bindparam("member"))
            & Member.active,
        )
        .outerjoin(Line, (Line.workspace_id == Workspace.id) & (Line.id == bindparam("line")))
        .outerjoin(Campaign, Campaign.id == Line.campaign_id)
        .outerjoin(Brand, Brand.id == Campaign.brand_id)
        .outerjoin(Person, Person.id == _who())
        .outerjoin(
            ErasedNumber,
            (ErasedNumber.workspace_id == Workspace.id)
            & (ErasedNumber.phone_hash == bindparam("erased", type_=String)),
        )
        .outerjoin(joined, literal(1) == 1)
        .where(Workspace.id == bindparam("workspace"))
        .order_by(joined.c.since, joined.c.joined_id)
    )


def _one(column: Any, where: ColumnElement[bool]) -> Any:
    return select(column).where(where).scalar_subquery()


def _who() -> Any:
    """Of those who have the number the one that is meant, or of whom most is known."""
    named = Person.id == bindparam("person")
    known_best = case((named, 0), (Person.zone_source == "confirmed", 1), else_=2)
    return (
        select(Person.id)
        .join(PersonPhone, PersonPhone.person_id == Person.id)
        .where(
            PersonPhone.workspace_id == bindparam("workspace"),
            PersonPhone.e164 == bindparam("phone", type_=String),
        )
        .order_by(known_best, Person.zone.is_(None), Person.state.is_(None), Person.id)
        .limit(1)
        .correlate(None)
        .scalar_subquery()
    )


def _opt_out_line() -> Any:
    """When a text from this line last said how to opt out."""
    person = (
        select(Thread.person_id)
        .where(
            Thread.line_id == bindparam("line"),
            Thread.phone == bindparam("phone", type_=String),
            Thread.workspace_id == bindparam("workspace"),
        )
        .scalar_subquery()
    )
    lately = (
        select(TimelineItem.id, TimelineItem.at, TimelineItem.text)
        .where(TimelineItem.person_id == person)
        .order_by(TimelineItem.at.desc(), TimelineItem.id.desc())
        .limit(LOOKED_BACK)
        .subquery()
    )
    said = func.lower(lately.c.text)
    return (
        select(func.max(lately.c.at, type_=UtcTime))
        .join(Message, Message.id == lately.c.id)
        .where(
            Message.direction == "out",
            Message.line_id == bindparam("line"),
            Message.state.not_in(NEVER_LEFT),
            Message.id != bindparam("message"),
            or_(*(said.like(pattern) for pattern in OPT_OUT_LINES)),
        )
        .scalar_subquery()
    )


def _joined() -> Any:
    """Suppressions and open revocations of the number, and of others of whoever has it; doubts
    whose it is; then the lines of its ledger. Columns are named by what they are of a
    suppression."""
    parts = (_suppressions(), _revocations(), number_doubts.rows(), _lines())
    return union_all(*parts).subquery()


def _suppressions() -> Any:
    told = aliased(Line)
    return (
        select(
            literal(SUPPRESSION).label("joined"),
            SuppressionRow.event_id.label("joined_id"),
            SuppressionRow.phone.label("e164"),
            SuppressionRow.reason.label("code"),
            SuppressionRow.since.label("since"),
            null().cast(UtcTime).label("until"),
            SuppressionRow.words.label("words"),
            SuppressionRow.keyword.label("method"),
            told.name.label("told"),
            User.name.label("by"),
            true().label("proven"),
        )
        .outerjoin(told, told.id == SuppressionRow.line_id)
        .outerjoin(Member, Member.id == SuppressionRow.member_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(
            SuppressionRow.workspace_id == bindparam("workspace"),
            _reaches(SuppressionRow.phone, SuppressionRow.reach == "person"),
        )
    )


def _revocations() -> Any:
    return select(
        literal(REVOCATION),
        RevocationRow.id,
        RevocationRow.phone,
        RevocationRow.kind,
        RevocationRow.opened_at,
        RevocationRow.due_at,
        RevocationRow.words,
        RevocationRow.message_id,
        literal(""),
        literal(""),
        true(),
    ).where(
        RevocationRow.workspace_id == bindparam("workspace"),
        RevocationRow.state == "open",
        _reaches(RevocationRow.phone, RevocationRow.kind == "opt_out"),
    )


def _lines() -> Any:
    newest = (
        select(
            literal(LEDGER),
            ConsentEvent.id,
            ConsentEvent.phone,
            ConsentEvent.kind,
            ConsentEvent.at,
            ConsentEvent.expires_at,
            ConsentEvent.scope,
            ConsentEvent.method,
            ConsentEvent.strength,
            ConsentEvent.settles,
            ConsentEvent.verified,
        )
        .where(
            ConsentEvent.workspace_id == bindparam("workspace"),
            ConsentEvent.phone == bindparam("phone", type_=String),
        )
        .order_by(ConsentEvent.at.desc(), ConsentEvent.id.desc())
        .limit(MOST_LINES)
        .subquery()
    )
    return select(*newest.c)


def _reaches(column: Any, of_person: ColumnElement[bool]) -> ColumnElement[bool]:
    own, other = aliased(PersonPhone), aliased(PersonPhone)
    phone = bindparam("phone", type_=String)
    theirs = (
        select(other.e164)
        .join(own, own.person_id == other.person_id)
        .where(
            own.workspace_id == bindparam("workspace"), own.e164 == phone, other.e164.is_not(None)
        )
        .correlate(None)
    )
    return or_(column == phone, and_(of_person, column.in_(theirs)))


def days_since_opt_out_line(row: Any, now: datetime) -> int | None:
    """Days since the line last told this number how to stop, at most since it began to text it.

    None before the first text.
    """
    if row.line_texted_at is None:
        return None
    since: datetime = row.opt_out_line_at or row.line_began_at or row.line_texted_at
    return max(0, (now - since) // timedelta(days=1))
