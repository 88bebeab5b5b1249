"""Where consent stands for one phone: in a sentence, and in parts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.consent import book, closing, house, reach
from threadside.contracts.consent import ConsentCard, OpenRevocation, Question, ScopeCard
from threadside.contracts.consent import Standing as StandingName
from threadside.rules.consent.standing import SCOPES, Grant, Standing, covers
from threadside.rules.hours import zone_or_utc
from threadside.store import narrowing
from threadside.store.tables import (
    ConsentEvent,
    Line,
    Member,
    Revocation,
    Suppression,
    TimelineItem,
    User,
)
from threadside.timeline.items import member_ref
from threadside.words import say

Row = TypeVar("Row", Suppression, Revocation)
SHOWN_AS: Final = {scope: f"consent.scope.{scope}" for scope in SCOPES}


def card(
    session: Session, workspace_id: str, phone: str, now: datetime, zone: str | None = None
) -> ConsentCard:
    """The card of one phone, its dates in `zone` (an IANA name)."""
    rules = house.house(session, workspace_id).policy
    with narrowing.whole(session):
        stands = book.sum_up(session, workspace_id, phone, now, rules)
        reached = reach.phones(session, workspace_id, phone)
        against = _first(closing.against(session, workspace_id, phone), phone)
        doubt = _doubt(session, workspace_id, phone, reached)
    made = to_card(
        phone,
        stands,
        suppression=against,
        doubt=doubt,
        question=question(session, stands),
        zone=zone,
    )
    return offered(session, made)


def offered(session: Session, made: ConsentCard) -> ConsentCard:
    """The same, without a text in doubt that this session's member doesn't see: who does decides
    about it. Whoever sees everything costs no statement."""
    if made.open is None or narrowing.reach_of(session) is None:
        return made
    with narrowing.as_seen(session):
        seen = session.scalar(select(Revocation.id).where(Revocation.id == made.open.id))
    return made if seen else made.model_copy(update={"open": None})


def question(session: Session, stands: Standing) -> Question | None:
    """The question that they have not answered, in the words of the text that was sent."""
    if stands.asked_id is None:
        return None
    found = session.execute(
        select(ConsentEvent, TimelineItem.text, Line.name, User.name)
        .outerjoin(TimelineItem, TimelineItem.id == ConsentEvent.message_id)
        .outerjoin(Line, Line.id == ConsentEvent.line_id)
        .outerjoin(Member, Member.id == ConsentEvent.member_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(ConsentEvent.id == stands.asked_id)
    ).first()
    if found is None:
        return None
    event, text, line, member = found
    return Question(
        id=event.id,
        at=event.at,
        words=text or event.wording or "",
        message_id=event.message_id,
        line=line or "",
        author=member_ref(event.member_id, member),
    )


def to_card(
    phone: str,
    stands: Standing,
    *,
    suppression: Suppression | None,
    doubt: Revocation | None,
    question: Question | None,
    zone: str | None,
) -> ConsentCard:
    """The card from what is known. `doubt` is the open revocation that is due first."""
    name, words = _sentence(stands, suppression, doubt, zone)
    return ConsentCard(
        phone=phone,
        standing=name,
        words=words,
        scopes=[_scope(grant) for grant in stands.scopes] if suppression is None else [],
        open=None if doubt is None else to_open(doubt),
        asked_at=stands.asked_at,
        question=question if name == "none" else None,
    )


def to_open(row: Revocation) -> OpenRevocation:
    """A text in doubt as clients see it."""
    return OpenRevocation(
        id=row.id,
        kind="wrong_number" if row.kind == "wrong_number" else "opt_out",
        message_id=row.message_id,
        quote=row.words,
        words=say(f"consent.held.{row.kind}"),
        opened_at=row.opened_at,
        due_at=row.due_at,
    )


def _sentence(
    stands: Standing, suppression: Suppression | None, doubt: Revocation | None, zone: str | None
) -> tuple[StandingName, str]:
    if suppression is not None:
        at = day(suppression.since, zone)
        return "revoked", say(f"consent.card.{suppression.reason}", at=at)
    if stands.revoked_at is not None:
        return "revoked", say("consent.card.opt_out", at=day(stands.revoked_at, zone))
    if doubt is not None:
        return "held", say(f"consent.held.{doubt.kind}")
    return _granted(stands, zone)


def _granted(stands: Standing, zone: str | None) -> tuple[StandingName, str]:
    best = next((found for scope in reversed(SCOPES) if (found := covers(stands, scope))), None)
    no_marketing = (
        " " + say("consent.card.no_marketing", at=day(stands.marketing_revoked_at, zone))
        if stands.marketing_revoked_at
        else ""
    )
    if best is None:
        if stands.asked_id is not None and stands.asked_at is not None:
            return "none", say("consent.card.asked", at=day(stands.asked_at, zone))
        ended = stands.ended_at
        words = (
            say("consent.card.ended", at=day(ended, zone)) if ended else say("consent.card.none")
        )
        return "none", words + no_marketing
    params = {"at": day(best.since, zone), "scope": say(SHOWN_AS[best.scope])}
    if not best.verified:
        return "unverified", say("consent.card.unverified", **params) + no_marketing
    if best.scope == "conversational" and best.until is not None:
        until = day(best.until, zone)
        return "given", say("consent.card.conversation", until=until) + no_marketing
    return "given", say(f"consent.card.given.{best.strength}", **params) + no_marketing


def day(moment: datetime, zone: str | None) -> str:
    """`Mar 2, 2026` on the reader's calendar."""
    local = moment.astimezone(zone_or_utc(zone))
    return f"{local:%b} {local.day}, {local.year}"


def _scope(grant: Grant) -> ScopeCard:
    return ScopeCard.model_validate(
        {
            "scope": grant.scope,
            "strength": grant.strength,
            "since": grant.since,
            "until": grant.until,
            "verified": grant.verified,
        }
    )


def _doubt(
    session: Session, workspace_id: str, phone: str, reached: tuple[str, ...]
) -> Revocation | None:
    rows = session.scalars(
        select(Revocation)
        .where(
            Revocation.workspace_id == workspace_id,
            Revocation.phone.in_(reached),
            Revocation.state == "open",
        )
        .order_by(Revocation.due_at, Revocation.id)
    ).all()
    return _first([row for row in rows if row.phone == phone or row.kind == "opt_out"], phone)


def _first(rows: Sequence[Row], phone: str) -> Row | None:
    """What is the phone's own comes before what is another number's of theirs."""
    return next((row for row in rows if row.phone == phone), next(iter(rows), None))
