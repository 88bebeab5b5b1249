"""What we said last in a thread: what a short answer is an answer to."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from threadside.store.tables import Message, TimelineItem

NOT_GONE: Final = ("held", "queued", "canceled", "failed", "lapsed", "rejected")


@dataclass(frozen=True, slots=True)
class Ours:
    """A text of ours; `purpose` is what a machine's is for."""

    id: str
    text: str
    purpose: str | None


def last(session: Session, person_id: str, thread_id: str) -> Ours | None:
    """The newest text of ours in a thread that has left, as far as we know."""
    row = session.execute(_last(), {"person": person_id, "thread": thread_id}).first()
    return None if row is None else Ours(row.id, row.text, row.purpose)


@cache
def _last() -> Any:
    # By the person's timeline, which an index has in its order; a thread's texts none has.
    return (
        select(Message.id, TimelineItem.text, Message.purpose)
        .join(TimelineItem, TimelineItem.id == Message.id)
        .where(
            TimelineItem.person_id == bindparam("person"),
            Message.thread_id == bindparam("thread"),
            Message.direction == "out",
            Message.state.not_in(NOT_GONE),
        )
        .order_by(TimelineItem.at.desc(), TimelineItem.id.desc())
        .limit(1)
    )
