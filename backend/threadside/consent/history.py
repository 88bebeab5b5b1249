"""Everything known about consent of one phone, line by line in plain words, newest first."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, String, bindparam, select, tuple_
from sqlalchemy.orm import Session

from threadside.consent import book, evidence
from threadside.consent.card import card
from threadside.contracts.consent import ConsentHistory, ConsentLine, ConsentQuery, EvidenceRef
from threadside.errors import Invalid
from threadside.store.tables import ConsentEvent, ConsentEvidence, Member, User
from threadside.timeline.items import member_ref
from threadside.verdict.number_doubts import CAUSES
from threadside.words import say, say_or, table

ID_LENGTH = 36


def history(
    session: Session, workspace_id: str, query: ConsentQuery, now: datetime
) -> ConsentHistory:
    """One page.

    Raises:
        NotFound: for a person who is not of this workspace.
        Invalid: `bad_cursor`.
    """
    book.require_person(session, workspace_id, query.person)
    wanted = _newest()
    if query.before is not None:
        before = _read(query.before)
        wanted = wanted.where(tuple_(ConsentEvent.at, ConsentEvent.id) < tuple_(*before))
    values = {"workspace": workspace_id, "phone": query.phone, "most": query.limit + 1}
    rows: list[Any] = list(session.execute(wanted, values).all())
    more, rows = len(rows) > query.limit, rows[: query.limit]
    return ConsentHistory(
        card=card(session, workspace_id, query.phone, now, query.zone),
        items=_to_lines(session, rows),
        next_cursor=_write(rows[-1][0]) if more else None,
    )


def line(session: Session, event: ConsentEvent) -> ConsentLine:
    """One line as clients see it."""
    name = session.scalar(
        select(User.name)
        .join(Member, Member.user_id == User.id)
        .where(Member.id == event.member_id)
    )
    return _to_lines(session, [(event, name)])[0]


@cache
def _newest() -> Any:
    return (
        select(ConsentEvent, User.name)
        .outerjoin(Member, Member.id == ConsentEvent.member_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(
            ConsentEvent.workspace_id == bindparam("workspace"),
            ConsentEvent.phone == bindparam("phone", type_=String),
        )
        .order_by(ConsentEvent.at.desc(), ConsentEvent.id.desc())
        .limit(bindparam("most", type_=Integer))
    )


def _to_lines(session: Session, rows: Sequence[Any]) -> list[ConsentLine]:
    proofs = _proofs(session, [event.id for event, _ in rows])
    return [_to_line(event, name, proofs.get(event.id, [])) for event, name in rows]


def _proofs(session: Session, event_ids: list[str]) -> Mapping[str, list[EvidenceRef]]:
    found: dict[str, list[EvidenceRef]] = {}
    if event_ids:
        rows = session.scalars(
            select(ConsentEvidence)
            .where(ConsentEvidence.event_id.in_(event_ids))
            .order_by(ConsentEvidence.id)
        )
        for row in rows:
            found.setdefault(str(row.event_id), []).append(evidence.to_ref(row))
    return found


def _to_line(event: ConsentEvent, name: str | None, proofs: list[EvidenceRef]) -> ConsentLine:
    doubted = event.rule in CAUSES  # both names are in the sentence
    return ConsentLine(
        id=event.id,
        at=event.at,
        kind=event.kind,
        scope=event.scope,
        method=event.method,
        words=in_words(event, name),
        quote="" if doubted else event.words,
        note="" if doubted and event.kind == "held" else event.note,
        wording=event.wording,
        source_url=event.source_url,
        obtained_at=event.obtained_at,
        until=event.expires_at,
        verified=event.verified,
        author=member_ref(event.member_id, name),
        message_id=event.message_id,
        evidence=proofs,
    )


def in_words(event: ConsentEvent, member: str | None) -> str:
    """What happened, in a sentence, as exactly as there are words for it."""
    stem = f"consent.line.{event.kind}"
    doubted = f"{stem}.{event.rule}"
    return say_or(
        doubted if doubted in table() else f"{stem}.{event.method}",
        stem,
        whose=event.words,
        other=event.note or say("consent.line.nobody"),
        member=member or say("consent.the_machine"),
        keyword=event.keyword.upper(),
        scope=say_or(f"consent.scope.{event.scope}", "consent.scope.all"),
        channel=say_or(f"consent.channel.{event.channel}", "consent.channel.other"),
    )


def _write(event: ConsentEvent) -> str:
    raw = f"{event.at.isoformat()}|{event.id}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, str]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at, _, event_id = raw.partition("|")
        parsed = datetime.fromisoformat(at)
    except (ValueError, binascii.Error) as error:
        raise Invalid("bad_cursor") from error
    if parsed.tzinfo is None or len(event_id) != ID_LENGTH:
        raise Invalid("bad_cursor")
    return parsed, event_id
