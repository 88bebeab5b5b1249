"""What a member has read, and what waits for them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.contracts.events import ReadMarked
from threadside.contracts.people import PersonRef, Unread, UnreadThread
from threadside.events import log
from threadside.people import known
from threadside.store.dialect import insert_for
from threadside.store.tables import Person, ReadMark, Thread
from threadside.store.uow import Tx

MOST = 100


def mark(tx: Tx, workspace_id: str, member_id: str, person_id: str, seq: int) -> None:
    """This member has had everything of this person up to `seq` on screen; marks only rise.

    Raises:
        NotFound: when the person is not of this workspace.
    """
    known.get(tx.session, workspace_id, person_id)
    seq = min(seq, log.head(tx.session, workspace_id))
    statement = insert_for(tx.session, ReadMark).values(
        member_id=member_id, person_id=person_id, seq=seq
    )
    risen = tx.session.execute(
        statement.on_conflict_do_update(
            index_elements=[ReadMark.member_id, ReadMark.person_id],
            set_={"seq": seq},
            where=ReadMark.seq < seq,
        ).returning(ReadMark.seq)
    ).first()
    if risen is not None:
        log.emit(
            tx, workspace_id, ReadMarked(member_id=member_id, person_id=person_id, seq_read=seq)
        )


def unread(session: Session, workspace_id: str, member_id: str) -> Unread:
    """Threads whose newest inbound text this member has not read, newest first, 100 at most."""
    rows = session.execute(
        select(Thread, Person.name)
        .join(Person, Person.id == Thread.person_id)
        .outerjoin(
            ReadMark, (ReadMark.person_id == Thread.person_id) & (ReadMark.member_id == member_id)
        )
        .where(
            Thread.workspace_id == workspace_id,
            Thread.last_inbound_at.is_not(None),
            Thread.last_inbound_seq > func.coalesce(ReadMark.seq, 0),
        )
        .order_by(Thread.last_inbound_at.desc())
        .limit(MOST)
    ).all()
    threads = [
        UnreadThread(
            thread_id=thread.id,
            person=PersonRef(id=thread.person_id, name=name or thread.phone),
            phone=thread.phone,
            last_inbound_at=thread.last_inbound_at,
        )
        for thread, name in rows
    ]
    return Unread(count=len(threads), threads=threads)
