"""Where a number and what was said stand, table by table, and how each lets go of it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, Text, delete, or_, select, type_coerce, update

from threadside.contracts.events import WorkspaceChanged
from threadside.store.tables import (
    AutoReply,
    CarrierAccount,
    ConsentEvent,
    ConsentEvidence,
    CrmNumber,
    CrmRecord,
    Erasing,
    InboundPart,
    LibraryVersion,
    LoggedEvent,
    Media,
    MediaLink,
    Message,
    MessageMedia,
    Outbox,
    PhoneNetwork,
    Press,
    Record,
    RefusedWebhook,
    Revocation,
    Suppression,
    Thread,
    TimelineItem,
    WebhookReceipt,
)
from threadside.store.uow import Tx


def texts(tx: Tx, workspace_id: str, phone: str, alias: str, mark: str) -> int:
    """Empty every text to and from a number; `alias` stands where the number was. How many.

    Their pictures and files go as well; the bytes follow when the media store is swept.
    """
    mine = select(Message.id).where(Message.workspace_id == workspace_id, Message.phone == phone)
    media(tx, mine)
    # Events of the timeline tell names; they belong to the threads of this number.
    threads = select(Thread.id).where(Thread.workspace_id == workspace_id, Thread.phone == phone)
    tx.session.execute(
        delete(TimelineItem).where(
            TimelineItem.thread_id.in_(threads), TimelineItem.kind != "message"
        )
    )
    found = tx.session.scalars(
        update(TimelineItem)
        .where(TimelineItem.id.in_(mine))
        .values(text="", params=None, version=TimelineItem.version + 1)
        .returning(TimelineItem.id)
        .execution_options(synchronize_session=False)
    ).all()
    for table in (Outbox, Press, InboundPart):
        tx.session.execute(
            update(table)
            .where(table.workspace_id == workspace_id, table.phone == phone)
            .values({"phone": alias})
            .execution_options(synchronize_session=False)
        )
    tx.session.execute(
        update(InboundPart)
        .where(InboundPart.workspace_id == workspace_id, InboundPart.phone == alias)
        .values(text="")
        .execution_options(synchronize_session=False)
    )
    tx.session.execute(
        update(Message)
        .where(Message.workspace_id == workspace_id, Message.phone == phone)
        .values(phone=alias, mark=mark, media_count=0, typed=None, overrides=None)
        .execution_options(synchronize_session=False)
    )
    _threads(tx, workspace_id, phone, alias)
    tx.session.expire_all()
    return len(found)


def crm(tx: Tx, workspace_id: str, phone: str) -> None:
    """What linked CRMs said of records with the number; it is read again when one is opened."""
    having = (
        select(CrmRecord.record_id)
        .join(Record, Record.id == CrmRecord.record_id)
        .join(
            CrmNumber,
            (CrmNumber.connection_id == CrmRecord.connection_id)
            & (CrmNumber.type == Record.type)
            & (CrmNumber.remote_id == Record.remote_id),
        )
        .where(CrmNumber.workspace_id == workspace_id, CrmNumber.e164 == phone)
    )
    tx.session.execute(
        update(CrmRecord)
        .where(CrmRecord.record_id.in_(having))
        .values(facts={}, fetched_at=None, stale=True)
        .execution_options(synchronize_session=False)
    )


def _threads(tx: Tx, workspace_id: str, phone: str, alias: str) -> None:
    """A number that came back after an erasure may have a second thread with the same line."""
    rows = tx.session.scalars(
        select(Thread.id).where(Thread.workspace_id == workspace_id, Thread.phone == phone)
    ).all()
    for thread_id in rows:
        tx.session.execute(
            update(Thread)
            .where(Thread.id == thread_id)
            .values(phone=f"{alias}:{thread_id[-12:]}")
            .execution_options(synchronize_session=False)
        )


def media(tx: Tx, messages: Select[str]) -> None:
    """Forget the pictures and files of messages, given as a SELECT of their ids, but for those
    that other messages or the library have too."""
    mine = select(MessageMedia.media_id).where(MessageMedia.message_id.in_(messages))
    ids = tx.session.scalars(mine).all()
    if not ids:
        return
    tx.session.execute(delete(MessageMedia).where(MessageMedia.message_id.in_(messages)))
    kept = select(MessageMedia.media_id).where(MessageMedia.media_id.in_(ids)).union(
        select(LibraryVersion.media_id).where(LibraryVersion.media_id.in_(ids))
    )  # fmt: skip
    still = set(tx.session.scalars(kept))
    gone = [one for one in ids if one not in still]
    tx.session.execute(delete(MediaLink).where(MediaLink.media_id.in_(gone)))
    tx.session.execute(delete(Media).where(Media.id.in_(gone)))


def consent(tx: Tx, workspace_id: str, phone: str) -> None:
    """The ledger's lines with their evidence, and what stands against texting; its proof stays as
    commitments in the chain."""
    mine = select(ConsentEvent.id).where(
        ConsentEvent.workspace_id == workspace_id, ConsentEvent.phone == phone
    )
    for table in (Suppression, Revocation, AutoReply):
        tx.session.execute(
            delete(table).where(table.workspace_id == workspace_id, table.phone == phone)
        )
    tx.session.execute(delete(ConsentEvidence).where(ConsentEvidence.event_id.in_(mine)))
    permit = Erasing(workspace_id=workspace_id, phone=phone)
    tx.session.add(permit)
    tx.session.flush()
    # A line may name an earlier one that it settles, so the newest go first.
    for event_id in tx.session.scalars(
        mine.order_by(ConsentEvent.at.desc(), ConsentEvent.id.desc())
    ).all():
        tx.session.execute(delete(ConsentEvent).where(ConsentEvent.id == event_id))
    tx.session.delete(permit)
    tx.session.flush()


def machines(tx: Tx, workspace_id: str, phone: str, alias: str) -> None:
    """What machines keep for their own work: raw webhooks, the network of the phone."""
    digits = phone.removeprefix("+")
    tx.session.execute(
        delete(PhoneNetwork).where(
            PhoneNetwork.workspace_id == workspace_id, PhoneNetwork.phone == phone
        )
    )
    told = or_(WebhookReceipt.peer.in_((phone, digits)), WebhookReceipt.body.contains(digits))
    tx.session.execute(
        update(WebhookReceipt)
        .where(WebhookReceipt.state != "pending", told, _of(workspace_id))
        .values(body="{}", peer=alias)
        .execution_options(synchronize_session=False)
    )
    tx.session.execute(delete(RefusedWebhook).where(RefusedWebhook.body.contains(digits)))


def told(tx: Tx, workspace_id: str, phone: str, ids: Sequence[str]) -> None:
    """Events that clients may still replay: what they told is gone, their numbers stay, so that
    nobody misses one; screens are told to fetch anew."""
    nothing = WorkspaceChanged(what="settings").model_dump(mode="json")
    named = or_(
        *(type_coerce(LoggedEvent.payload, Text).contains(f'"{one}"') for one in (phone, *ids))
    )
    tx.session.execute(
        update(LoggedEvent)
        .where(LoggedEvent.workspace_id == workspace_id, named)
        .values(payload=nothing, type="workspace")
        .execution_options(synchronize_session=False)
    )


def _of(workspace_id: str) -> ColumnElement[bool]:
    mine = select(CarrierAccount.id).where(CarrierAccount.workspace_id == workspace_id)
    return WebhookReceipt.carrier_account_id.in_(mine)
