"""What waits behind the numbers of a list: since when, for whom, how many texts are unread.

Three statements, for one number and for a hundred. A number that nobody here has is left out, so an
answer says no more than the sidebar would to the same member.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import DateTime, String, and_, bindparam, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from threadside.contracts.badges import MOST_COUNTED, Badge
from threadside.contracts.people import MemberRef
from threadside.rules.phones import Phone, parse_phone
from threadside.store.tables import (
    Member,
    Message,
    Person,
    PersonPhone,
    ReadMark,
    Suppression,
    Thread,
    TimelineItem,
    User,
)
from threadside.timeline.items import member_ref

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def badges(
    session: Session, workspace_id: str, member_id: str, region: str, numbers: Sequence[str]
) -> list[Badge]:
    """One badge for each of `numbers`, as written in `region`, that somebody here has, in their
    order. Unread is what `member_id` has not read."""
    e164s = {
        number: parsed.e164
        for number in dict.fromkeys(numbers)
        if isinstance(parsed := parse_phone(number, region), Phone)
    }
    if not e164s:
        return []
    asked = {"workspace": workspace_id, "phones": sorted(set(e164s.values()))}
    people: dict[str, tuple[str, MemberRef | None]] = {}
    for row in session.execute(_people(), asked):
        people.setdefault(row.e164, (row.id, member_ref(row.owner_id, row.owner)))
    threads: dict[str, list[Any]] = {}
    for row in session.execute(_threads(), {**asked, "member": member_id}):
        threads.setdefault(row.phone, []).append(row)
    suppressed = set(session.scalars(_suppressed(), asked))
    made = (
        _badge(number, people.get(e164), threads.get(e164, []), e164 in suppressed)
        for number, e164 in e164s.items()
    )
    return [badge for badge in made if badge is not None]


def _badge(
    number: str,
    known: tuple[str, MemberRef | None] | None,
    threads: Sequence[Any],
    opted_out: bool,
) -> Badge | None:
    if threads:
        newest = threads[0]
        known = (newest.person_id, member_ref(newest.owner_id, newest.owner))
    if known is None:
        return None
    waiting = None if opted_out else _earliest(row.waiting_since for row in threads)
    return Badge(
        number=number,
        person_id=known[0],
        waiting_since=waiting,
        unread=min(MOST_COUNTED, sum(row.unread for row in threads)),
        owner=known[1],
        opted_out=opted_out,
    )


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


@cache
def _people() -> Any:
    """Who has the numbers, in the order of `people.resolve.by_phone`."""
    return (
        select(PersonPhone.e164, Person.id, Person.owner_id, User.name.label("owner"))
        .join(Person, Person.id == PersonPhone.person_id)
        .outerjoin(Member, Member.id == Person.owner_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(
            PersonPhone.workspace_id == bindparam("workspace", type_=String),
            PersonPhone.e164.in_(bindparam("phones", expanding=True)),
        )
        .order_by(
            PersonPhone.left_at.is_not(None),
            Person.last_inbound_at.desc().nulls_last(),
            Person.id,
        )
    )


@cache
def _threads() -> Any:
    """Their conversations, the newest first. A text of ours to the person, on whichever line and
    number, answers what came before it; what a machine answered does not."""
    answered = func.coalesce(Person.last_outbound_at, literal(_NEVER, DateTime(timezone=True)))
    came = (
        select(TimelineItem.at)
        .join(Message, Message.id == TimelineItem.id)
        .where(
            TimelineItem.person_id == Thread.person_id,
            TimelineItem.at > answered,
            Message.thread_id == Thread.id,
            Message.direction == "in",
        )
        .order_by(TimelineItem.at, TimelineItem.id)
        .limit(1)
        .correlate(Thread, Person)
        .scalar_subquery()
    )
    read = func.coalesce(ReadMark.seq, 0)
    new = (
        select(TimelineItem.id)
        .join(Message, Message.id == TimelineItem.id)
        .where(
            TimelineItem.person_id == Thread.person_id,
            TimelineItem.seq > read,
            Message.thread_id == Thread.id,
            Message.direction == "in",
        )
        .limit(MOST_COUNTED)
        .correlate(Thread, ReadMark)
        .subquery()
    )
    counted = select(func.count()).select_from(new).correlate(Thread, ReadMark).scalar_subquery()
    return (
        select(
            Thread.phone,
            Thread.person_id,
            Person.owner_id,
            User.name.label("owner"),
            case((Thread.last_inbound_at > answered, came)).label("waiting_since"),
            case((Thread.last_inbound_seq > read, counted), else_=0).label("unread"),
        )
        .join(Person, Person.id == Thread.person_id)
        .outerjoin(Member, Member.id == Person.owner_id)
        .outerjoin(User, User.id == Member.user_id)
        .outerjoin(
            ReadMark,
            and_(
                ReadMark.person_id == Thread.person_id,
                ReadMark.member_id == bindparam("member", type_=String),
            ),
        )
        .where(
            Thread.workspace_id == bindparam("workspace", type_=String),
            Thread.phone.in_(bindparam("phones", expanding=True)),
        )
        .order_by(Thread.last_at.desc(), Thread.id)
    )


@cache
def _suppressed() -> Any:
    """Which of the numbers may not be texted: their own suppressions, and a person's that was
    said from another number of theirs."""
    this, other = aliased(PersonPhone), aliased(PersonPhone)
    workspace = bindparam("workspace", type_=String)
    return (
        select(this.e164)
        .distinct()
        .join(other, other.person_id == this.person_id)
        .join(
            Suppression,
            and_(Suppression.workspace_id == workspace, Suppression.phone == other.e164),
        )
        .where(
            this.workspace_id == workspace,
            this.e164.in_(bindparam("phones", expanding=True)),
            or_(other.e164 == this.e164, Suppression.reach == "person"),
        )
    )
