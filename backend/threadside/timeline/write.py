"""Adding to the timeline and telling every screen."""

from collections.abc import Mapping
from typing import Any

from threadside.contracts.common import Output, RecordRef
from threadside.contracts.events import MessageChanged, NoteAdded, TimelineEventAdded
from threadside.contracts.timeline import MessageItem, NoteItem
from threadside.events import log
from threadside.ids import new_id
from threadside.store.tables import TimelineItem
from threadside.store.uow import Tx
from threadside.timeline import crm_log
from threadside.timeline.items import AnyItem, load

_CHANGED = "threadside_changed_items"


def add(tx: Tx, item: TimelineItem, *, opened: RecordRef | None = None) -> None:
    """Announce a new item, already in the session; the event that tells of it numbers it.

    `opened` is the CRM's record that was open when a text was pressed: linked CRMs get it there.
    """
    crm_log.added(tx, item, opened)

    def payload(seq: int) -> Output:
        item.seq = seq
        tx.session.flush()
        return _announcement(_loaded(tx, item.workspace_id, item.id))

    log.emit(tx, item.workspace_id, payload)


def changed(tx: Tx, item: TimelineItem) -> None:
    """Announce that an item is not what it was; its version rises.

    However often in one transaction, it is one change: what it is at the end. Linked CRMs are told
    of texts that have left.
    """
    crm_log.changed(tx, item)
    shown_anew(tx, item)


def shown_anew(tx: Tx, item: TimelineItem) -> None:
    """Like `changed`, for what concerns screens alone."""
    told: set[str] = tx.session.info.setdefault(_CHANGED, set())
    if item.id in told:
        return
    told.add(item.id)
    # By the database: the row in hand may be older than what another transaction has written.
    item.version = TimelineItem.version + 1

    def payload(_seq: int) -> Output:
        tx.session.flush()
        return _announcement(_loaded(tx, item.workspace_id, item.id))

    log.emit(tx, item.workspace_id, payload)


def happened(
    tx: Tx,
    *,
    workspace_id: str,
    person_id: str,
    thread_id: str | None,
    type: str,  # noqa: A002 - the column's and the contract's name
    params: Mapping[str, Any] | None = None,
) -> None:
    """Put an event into a person's timeline; its sentence stands under `timeline.<type>`."""
    item = TimelineItem(
        id=new_id(),
        workspace_id=workspace_id,
        person_id=person_id,
        thread_id=thread_id,
        kind="event",
        at=tx.now,
        seq=0,
        text="",
        type=type,
        params=dict(params or {}),
        version=1,
    )
    tx.session.add(item)
    add(tx, item)


def _loaded(tx: Tx, workspace_id: str, item_id: str) -> AnyItem:
    item = load(tx.session, workspace_id, item_id)
    if item is None:
        raise LookupError(f"timeline item {item_id} vanished from its own transaction")
    return item


def _announcement(item: AnyItem) -> Output:
    if isinstance(item, MessageItem):
        return MessageChanged(item=item)
    if isinstance(item, NoteItem):
        return NoteAdded(item=item)
    return TimelineEventAdded(item=item)
