"""A person says what became of a text of which nobody knows whether it was sent."""

from sqlalchemy import select

from threadside.errors import NotFound, Refusal
from threadside.sending import doubts, outbox
from threadside.store.tables import Member, Message, User
from threadside.store.uow import Tx
from threadside.timeline import write

EVENTS = {True: "doubt_sent", False: "doubt_not_sent"}


def settle(tx: Tx, workspace_id: str, member_id: str, message_id: str, *, sent: bool) -> None:
    """End the doubt about a text; who said so stands in the timeline.

    Nothing is sent again by this: a text that was not sent can be written again. The carrier's
    word, should it still come, stands above what was said here.

    Raises:
        NotFound: for a text that is not of this workspace, or one that arrived.
        Refusal: `settled_already` (409) when there is no doubt about it, any more or yet.
    """
    known = tx.session.scalar(
        select(Message.id).where(
            Message.workspace_id == workspace_id,
            Message.id == message_id,
            Message.direction == "out",
        )
    )
    if known is None:
        raise NotFound("message")
    item, message = outbox.locked(tx, message_id)
    if not doubts.decide(tx, item, message, sent=sent):
        raise Refusal("settled_already")
    write.happened(
        tx,
        workspace_id=workspace_id,
        person_id=item.person_id,
        thread_id=message.thread_id,
        type=EVENTS[sent],
        params={"member": _name(tx, member_id), "text": message_id},
    )


def _name(tx: Tx, member_id: str) -> str:
    return tx.session.scalars(
        select(User.name).join(Member, Member.user_id == User.id).where(Member.id == member_id)
    ).one()
