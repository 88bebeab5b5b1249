"""Internal notes. They stand in the timeline and never leave the workspace."""

from sqlalchemy import select

from threadside.contracts.timeline import NewNote
from threadside.errors import Invalid, Refusal
from threadside.ids import new_id
from threadside.people import known
from threadside.store import narrowing
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import Thread, TimelineItem
from threadside.store.uow import Tx
from threadside.threads.pressing import Sender
from threadside.timeline import write


def add(tx: Tx, author: Sender, person_id: str, wish: NewNote) -> str:
    """Write a note on a person; the same `client_key` gives the same note again.

    Raises:
        NotFound: when the person is not of this workspace.
        Invalid: `empty_text`.
        Refusal: `key_taken` (409) when the key belongs to something else.
    """
    one_at_a_time(tx.session, f"press {author.workspace_id} {wish.client_key}")
    row = tx.session.execute(
        select(TimelineItem.id, TimelineItem.author_id, TimelineItem.kind).where(
            TimelineItem.workspace_id == author.workspace_id,
            TimelineItem.client_key == wish.client_key,
        )
    ).first()
    if row is not None:
        if row.author_id != author.member_id or row.kind != "note":
            raise Refusal("key_taken")
        return str(row.id)
    if not wish.text.strip():
        raise Invalid("empty_text")
    person = known.hold(tx, author.workspace_id, person_id)
    item = TimelineItem(
        id=new_id(),
        workspace_id=author.workspace_id,
        person_id=person.id,
        thread_id=_theirs(tx, person.id),
        kind="note",
        at=tx.now,
        seq=0,
        author_id=author.member_id,
        text=wish.text.strip(),
        client_key=wish.client_key,
        version=1,
    )
    tx.session.add(item)
    write.add(tx, item)
    return item.id


def _theirs(tx: Tx, person_id: str) -> str | None:
    """Where a note stands that somebody writes who doesn't see everything: in the newest thread
    that they reach, so that it stays among those who do. The others' are of the person."""
    if narrowing.reach_of(tx.session) is None:
        return None
    with narrowing.as_seen(tx.session):
        newest = select(Thread.id).where(Thread.person_id == person_id)
        return tx.session.scalar(newest.order_by(Thread.last_at.desc(), Thread.id).limit(1))
