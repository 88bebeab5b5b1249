"""Rows to timeline items, as clients see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from threadside.contracts.people import MemberRef
from threadside.contracts.timeline import (
    CrmSync,
    EventItem,
    Failure,
    Mark,
    MediaItem,
    MessageItem,
    NoteItem,
)
from threadside.rules.failures import next_steps
from threadside.store.tables import Member, Message, TimelineItem, User
from threadside.timeline import media
from threadside.words import say, say_or

AnyItem = MessageItem | NoteItem | EventItem


def initials(name: str) -> str:
    """Up to two letters for an avatar: `Anna Fernández` is `AF`."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return "?"
    letters = words[0][0] if len(words) == 1 else words[0][0] + words[-1][0]
    return letters.upper()


def member_ref(member_id: str | None, name: str | None) -> MemberRef | None:
    """A colleague by name, or nobody."""
    if member_id is None or name is None:
        return None
    return MemberRef(id=member_id, name=name, initials=initials(name))


@cache
def select_items() -> Select[TimelineItem, Message, str]:
    """Timeline items with their message and their author's name; takes `workspace`."""
    return (
        select(TimelineItem, Message, User.name)
        .outerjoin(Message, Message.id == TimelineItem.id)
        .outerjoin(Member, Member.id == TimelineItem.author_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(TimelineItem.workspace_id == bindparam("workspace"))
    )


def load(session: Session, workspace_id: str, item_id: str) -> AnyItem | None:
    """One item, or None when this workspace has no such item."""
    row = session.execute(_one(), {"workspace": workspace_id, "item": item_id}).first()
    return None if row is None else to_items(session, workspace_id, [row])[0]


@cache
def _one() -> Select[TimelineItem, Message, str]:
    return select_items().where(TimelineItem.id == bindparam("item"))


def to_items(session: Session, workspace_id: str, rows: Sequence[Any]) -> list[AnyItem]:
    """Rows of `select_items` as clients see them; one statement more where any has media."""
    having = [row[1].id for row in rows if row[1] is not None and row[1].media_count]
    attached = media.of_messages(session, workspace_id, having) if having else {}
    return [to_item(row, attached) for row in rows]


def to_item(row: Any, attached: Mapping[str, list[MediaItem]]) -> AnyItem:
    """One row of `select_items` as clients see it, with the media `attached` to messages."""
    item, message, author_name = row
    author = member_ref(item.author_id, author_name)
    if item.kind == "message":
        return _message(item, message, author, attached.get(item.id, []))
    if item.kind == "note":
        return NoteItem(
            id=item.id,
            seq=item.seq,
            at=item.at,
            person_id=item.person_id,
            text=item.text,
            author=author,
            client_key=item.client_key,
            version=item.version,
        )
    return EventItem(
        id=item.id,
        seq=item.seq,
        at=item.at,
        person_id=item.person_id,
        thread_id=item.thread_id,
        type=item.type,
        words=say(f"timeline.{item.type}", **(item.params or {})),
        version=item.version,
    )


def _message(
    item: TimelineItem, message: Message, author: MemberRef | None, attached: list[MediaItem]
) -> MessageItem:
    return MessageItem(
        id=item.id,
        seq=item.seq,
        at=item.at,
        person_id=item.person_id,
        thread_id=message.thread_id,
        line_id=message.line_id,
        phone=message.phone,
        direction="in" if message.direction == "in" else "out",
        text=item.text,
        state=message.state,
        state_words=_state_words(message),
        failure=_failure(message.failure_code),
        mark=_mark(message.mark),
        media=attached,
        segments=message.segments,
        author=author,
        origin=message.origin,
        client_key=item.client_key,
        undo_until=_undo_until(message),
        send_at=message.send_at,
        template_id=message.template_id,
        crm=_in_crm(message.crm),
        version=item.version,
    )


def _state_words(message: Message) -> str:
    if message.state == "held" and message.send_at is not None:
        return say("state.scheduled")
    plain = f"state.{message.state}"
    return say_or(f"{plain}.{message.failure_code}", plain)


def _failure(code: str | None) -> Failure | None:
    if code is None:
        return None
    return Failure(
        code=code,
        title=say_or(f"failure.{code}.title", "failure.unknown.title"),
        words=say_or(f"failure.{code}.detail", "failure.unknown.detail"),
        next=list(next_steps(code)),
    )


def _mark(code: Any) -> Mark | None:
    return None if code is None else Mark(code=code, words=say(f"mark.{code}"))


def _in_crm(told: Any) -> CrmSync | None:
    if told is None:
        return None
    state, name = told["state"], say_or(f"crm.name.{told['crm']}", "crm.name")
    plain = f"crm.sync.{state}"
    words = say_or(f"{plain}.{told.get('problem')}", plain, crm=name)
    return CrmSync(state=state, crm=told["crm"], words=words, url=told.get("url"))


def _undo_until(message: Message) -> datetime | None:
    return message.undo_until if message.state == "held" else None
