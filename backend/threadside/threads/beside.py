"""The snapshot that paints one record: who it is, what was texted, whether they may be texted."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, func, select
from sqlalchemy.orm import Session

from threadside.consent import card
from threadside.contracts.beside import Beside, BesideQuery, BesideState, ThreadRef
from threadside.contracts.common import RecordRef
from threadside.contracts.consent import ConsentCard
from threadside.contracts.people import Line, LocalTime, PersonCard, PersonPhone, RecordCard
from threadside.contracts.timeline import TimelinePage
from threadside.people import cards, resolve
from threadside.rules.phones import Phone, parse_phone
from threadside.store.tables import Line as LineRow
from threadside.store.tables import ReadMark, Revocation, Suppression, Thread
from threadside.templates import catalog
from threadside.timeline import page
from threadside.verdict.judge import Assessment, assess
from threadside.verdict.loading import Asked
from threadside.words import say_or


@dataclass(frozen=True)
class Viewer:
    """Who looks."""

    workspace_id: str
    workspace_name: str
    region: str
    templates_version: int
    member_id: str
    member_name: str


@dataclass(frozen=True)
class _Choice:
    state: BesideState
    person: PersonCard | None
    phone: str | None
    problem: str | None = None
    """Why there is no number to text, where there is one to read: a code of `rules.phones`."""


def snapshot(
    session: Session, viewer: Viewer, query: BesideQuery, seq: int, now: datetime
) -> Beside:
    """Everything about one record in a fixed number of statements, whatever the history's length.

    `seq` must have been read before, in the same read, so that later events can be applied on top.
    """
    ref = RecordRef(crm=query.crm, account=query.account, type=query.type, id=query.id)
    shown = [cards.page_phone(raw, viewer.region) for raw in query.phones]
    e164s = [phone.e164 for phone in shown if phone.e164 and not phone.problem]
    meant = resolve.whom(session, viewer.workspace_id, ref, e164s)
    people = cards.load(session, viewer.workspace_id, meant.person_ids, now, meant.hints)
    choice = _choose(query, meant, people, shown, viewer.region)
    lines, mark = _lines(session, viewer, choice)
    line_id = query.line if any(line.id == query.line for line, _ in lines) else _usual(lines)
    thread = next((bound for line, bound in lines if line.id == line_id), None)
    found = _assess(session, viewer, choice, line_id, now, zone=query.zone)
    return Beside(
        seq=seq,
        state=choice.state,
        record=RecordCard(
            crm=query.crm,
            account=query.account,
            type=query.type,
            id=query.id,
            name=meant.name or query.name,
            known=meant.known,
        ),
        people=people,
        person_id=choice.person.id if choice.person else None,
        new_name=query.name if choice.state == "new" else None,
        page_phones=shown,
        thread=ThreadRef(
            id=thread.id if thread else None,
            line_id=line_id,
            phone=choice.phone,
            person_id=choice.person.id if choice.person else None,
        ),
        local_time=_clock_of(choice, now),
        timeline=_timeline(session, viewer, choice),
        unread_after=mark,
        verdict=found.verdict,
        consent=_consent(session, choice.phone, found, query.zone),
        composing=found.composing,
        schedule_days=found.policy.schedule_days,
        lines=[_line(line) for line, _ in lines],
        values=_values(viewer, choice),
        templates_version=str(viewer.templates_version),
    )


def _choose(
    query: BesideQuery,
    meant: resolve.Meant,
    people: list[PersonCard],
    shown: list[PersonPhone],
    region: str,
) -> _Choice:
    by_id = {person.id: person for person in people}
    person = by_id.get(query.person or "") or by_id.get(meant.chosen_id or "")
    if person is None and len(people) == 1:
        person = people[0]
    if person is not None:
        return _with_number(query, person, region)
    if people:
        return _Choice("choose", None, None)
    usable = [phone.e164 for phone in shown if phone.e164 and not phone.problem]
    if usable:
        phone = query.phone if query.phone in usable else usable[0]
        return _Choice("new", None, phone)
    return _Choice("no_number" if shown else "empty", None, None, _problem(shown, region))


def _with_number(query: BesideQuery, person: PersonCard, region: str) -> _Choice:
    numbers = [phone.e164 for phone in person.phones if phone.e164]
    usable = [phone.e164 for phone in person.phones if phone.e164 and not phone.problem]
    if query.phone in numbers:
        return _Choice("person", person, query.phone)
    if numbers:
        return _Choice("person", person, (usable or numbers)[0])
    return _Choice("no_number", person, None, _problem(person.phones, region))


def _problem(phones: list[PersonPhone], region: str) -> str | None:
    """What is wrong with the first of these numbers, none of which can be texted."""
    if not phones:
        return None
    parsed = parse_phone(phones[0].raw, region)
    return parsed.note if isinstance(parsed, Phone) else parsed.code


def _lines(
    session: Session, viewer: Viewer, choice: _Choice
) -> tuple[list[tuple[LineRow, Thread | None]], int]:
    rows = session.execute(
        _lines_and_mark(),
        {
            "workspace": viewer.workspace_id,
            "member": viewer.member_id,
            "person": choice.person.id if choice.person else "",
            "phone": choice.phone,
        },
    ).all()
    return [(line, thread) for line, thread, _ in rows], (rows[0][2] if rows else 0)


@cache
def _lines_and_mark() -> Any:
    mark = (
        select(ReadMark.seq)
        .where(ReadMark.member_id == bindparam("member"), ReadMark.person_id == bindparam("person"))
        .scalar_subquery()
    )
    phone = bindparam("phone", type_=String)
    return (
        select(LineRow, Thread, func.coalesce(mark, 0))
        .outerjoin(Thread, (Thread.line_id == LineRow.id) & (Thread.phone == phone))
        .where(LineRow.workspace_id == bindparam("workspace"))
        .order_by(LineRow.position, LineRow.id)
    )


def _usual(lines: list[tuple[LineRow, Thread | None]]) -> str | None:
    """The line of the latest thread with this phone, else the first live one."""
    bound = [(thread.last_at, line.id) for line, thread in lines if thread is not None]
    if bound:
        return max(bound)[1]
    live = [line.id for line, _ in lines if line.state == "live"]
    return next(iter(live), lines[0][0].id if lines else None)


def _line(line: LineRow) -> Line:
    return Line(
        id=line.id,
        name=line.name,
        phone=line.phone,
        display=cards.display(line.phone),
        state=line.state,
        pause_reason=(
            say_or(f"pause.{line.pause_reason}", "pause.unknown") if line.pause_reason else None
        ),
        mms=line.mms,
        media_limit=line.media_limit,
    )


def _timeline(session: Session, viewer: Viewer, choice: _Choice) -> TimelinePage:
    if choice.person is None:
        return TimelinePage(items=[])
    return page.page(session, viewer.workspace_id, choice.person.id)


def _clock_of(choice: _Choice, now: datetime) -> LocalTime | None:
    if choice.person is not None:
        return choice.person.local_time
    return cards.local_time(choice.phone, None, now)


def _assess(
    session: Session,
    viewer: Viewer,
    choice: _Choice,
    line_id: str | None,
    now: datetime,
    *,
    zone: str | None,
) -> Assessment:
    person = choice.person
    asked = Asked(
        viewer.workspace_id,
        viewer.member_id,
        choice.phone,
        line_id,
        person.id if person else None,
        composed_at=now,
    )
    return assess(
        session,
        asked,
        now,
        name=(person.first_name or person.name) if person else "",
        number_problem=choice.problem,
        zone=zone,
    )


def _consent(
    session: Session, phone: str | None, found: Assessment, zone: str | None
) -> ConsentCard | None:
    """The card, made of what the verdict was loaded with: what is the number's own goes first."""
    if phone is None:
        return None
    against = sorted(found.suppressions, key=lambda one: one.other_phone is not None)
    doubts = sorted(found.revocations, key=lambda one: (one.other_phone is not None, one.due_at))
    made = card.to_card(
        phone,
        found.consent,
        suppression=next(
            (Suppression(phone=phone, reason=one.reason, since=one.at) for one in against), None
        ),
        doubt=next(
            (
                Revocation(
                    id=one.id,
                    phone=phone,
                    kind=one.kind,
                    message_id=one.message_id,
                    words=one.words,
                    opened_at=one.at,
                    due_at=one.due_at,
                )
                for one in doubts
            ),
            None,
        ),
        question=card.question(session, found.consent),
        zone=zone,
    )
    return card.offered(session, made)


def _values(viewer: Viewer, choice: _Choice) -> dict[str, str]:
    person = choice.person
    return catalog.values(
        name=person.name if person and person.first_name else "",
        first_name=person.first_name if person else "",
        company=person.company if person else "",
        member_name=viewer.member_name,
        workspace_name=viewer.workspace_name,
    )
