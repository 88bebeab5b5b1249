"""What of the templates comes first beside a person: what answers them, what this member used
last, and what they got before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from threadside.contracts.templates import (
    SentTemplate,
    SuggestedTemplate,
    Template,
    TemplatesBeside,
)
from threadside.errors import NotFound
from threadside.rules import suggest
from threadside.rules.templates import parse
from threadside.store.tables import Member, Message, Person, TimelineItem, User
from threadside.templates import catalog
from threadside.templates.usage import NEVER_LEFT
from threadside.timeline.items import member_ref
from threadside.words import say

BACK: Final = timedelta(days=180)
"""How far uses are looked at."""
JUST_WROTE: Final = timedelta(days=14)
"""What they wrote longer ago is no longer what they wait to hear."""
MOST_UNANSWERED: Final = 3
MOST_SUGGESTED: Final = 3
MOST_RECENT: Final = 6
_OWN_TEXTS: Final = 300
_THEIR_TEXTS: Final = 400
_NOT_GOT: Final = (*NEVER_LEFT, "undelivered", "rejected")


@dataclass(frozen=True)
class Place:
    """Who looks, beside whom, and where the record stands: `stages` in the CRM's words, such as
    `Proposal sent`; `kinds` of records in ours, such as `deal`."""

    workspace_id: str
    member_id: str
    person_id: str | None
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def beside(session: Session, place: Place, now: datetime) -> TemplatesBeside:
    """All three, by at most six statements.

    Raises:
        NotFound: when the person is not of this workspace.
    """
    person = _person(session, place)
    usable = catalog.usable(session, place.workspace_id, now).items
    return TemplatesBeside(
        suggested=_suggested(session, place, person, usable, now),
        recent=_recent(session, place, {each.id for each in usable}, now),
        sent=[] if person is None else _sent(session, person, now),
    )


def _person(session: Session, place: Place) -> Person | None:
    if place.person_id is None:
        return None
    found = session.scalar(
        select(Person).where(
            Person.workspace_id == place.workspace_id, Person.id == place.person_id
        )
    )
    if found is None:
        raise NotFound("person")
    return found


def _suggested(
    session: Session,
    place: Place,
    person: Person | None,
    usable: Sequence[Template],
    now: datetime,
) -> list[SuggestedTemplate]:
    texts = [] if person is None else _unanswered(session, person.id, now)
    if not (texts or place.stages or place.kinds):
        return []
    known = suggest.index(map(_wording, usable))
    asked = suggest.Asked(tuple(texts), place.stages, place.kinds)
    found = suggest.rank(known, asked, most=MOST_SUGGESTED)
    name = person.first_name if person is not None else ""
    return [SuggestedTemplate(template_id=each.id, why=_why(each, name)) for each in found]


def _why(found: suggest.Found, name: str) -> str:
    if found.said:
        who = name or say("template.suggested.they")
        return say("template.suggested.wrote", name=who, said=found.said)
    if found.stage:
        return say("template.suggested.stage", stage=found.stage)
    return say(f"template.suggested.kind.{found.kind}")


def _wording(template: Template) -> suggest.Wording:
    literal = " ".join(part for part in parse(template.body) if isinstance(part, str))
    return suggest.Wording(
        template.id, template.name, template.group, tuple(template.tags), literal,
        template.language,
    )  # fmt: skip


def _unanswered(session: Session, person_id: str, now: datetime) -> list[str]:
    """What they wrote since our last text, the newest first."""
    by_people = or_(Message.direction == "in", TimelineItem.author_id.is_not(None))
    rows = session.execute(
        select(TimelineItem.text, Message.direction)
        .join(Message, Message.id == TimelineItem.id)
        .where(
            TimelineItem.person_id == person_id,
            TimelineItem.at >= now - JUST_WROTE,
            Message.state.not_in(("canceled", "lapsed", "failed")),
            by_people,
        )
        .order_by(TimelineItem.at.desc(), TimelineItem.id.desc())
        .limit(MOST_UNANSWERED)
    )
    theirs = takewhile(lambda row: row.direction == "in", rows)
    return [row.text for row in theirs if row.text.strip()]


def _recent(session: Session, place: Place, usable: set[str], now: datetime) -> list[str]:
    """The templates of this member's newest texts, as far as they may be used now."""
    newest = (
        select(TimelineItem.id, TimelineItem.at)
        .where(
            TimelineItem.author_id == place.member_id,
            TimelineItem.kind == "message",
            TimelineItem.at >= now - BACK,
        )
        .order_by(TimelineItem.at.desc())
        .limit(_OWN_TEXTS)
        .subquery()
    )
    ids = session.scalars(
        select(Message.template_id)
        .join(newest, newest.c.id == Message.id)
        .where(Message.workspace_id == place.workspace_id, Message.template_id.is_not(None))
        .order_by(newest.c.at.desc(), Message.id)
    )
    return [id_ for id_ in dict.fromkeys(ids) if id_ in usable][:MOST_RECENT]


def _sent(session: Session, person: Person, now: datetime) -> list[SentTemplate]:
    """Each template that they got, with its last time, the newest first."""
    rows = session.execute(
        select(Message.template_id, TimelineItem.at, TimelineItem.author_id, User.name)
        .join(Message, Message.id == TimelineItem.id)
        .outerjoin(Member, Member.id == TimelineItem.author_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(
            TimelineItem.person_id == person.id,
            TimelineItem.at >= now - BACK,
            Message.direction == "out",
            Message.template_id.is_not(None),
            Message.state.not_in(_NOT_GOT),
        )
        .order_by(TimelineItem.at.desc(), TimelineItem.id)
        .limit(_THEIR_TEXTS)
    )
    last: dict[str, SentTemplate] = {}
    for id_, at, author_id, name in rows:
        by = member_ref(author_id, name)
        if id_ is not None and id_ not in last:
            last[id_] = SentTemplate(template_id=id_, at=at, by=by)
    return list(last.values())
