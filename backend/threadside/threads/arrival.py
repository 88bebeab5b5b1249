"""Putting a text that arrived into its thread, with everything that follows from it."""

from datetime import datetime

from sqlalchemy import select

from threadside.audit import texts
from threadside.consent import inbound
from threadside.ids import new_id
from threadside.media import arriving
from threadside.people import known
from threadside.rules import segments
from threadside.rules.sensitive import mask
from threadside.sending.port import InboundText
from threadside.store.tables import Line, Message, Thread, TimelineItem, Workspace
from threadside.store.uow import Tx
from threadside.threads import bind, scheduled
from threadside.timeline import write

PARTS_MISSING = "parts_missing"


def known_already(tx: Tx, workspace_id: str, carrier_uuid: str) -> bool:
    """Whether a text with this id of the carrier's stands in a thread."""
    found = tx.session.scalar(
        select(Message.id).where(
            Message.workspace_id == workspace_id,
            Message.direction == "in",
            Message.carrier_uuid == carrier_uuid,
        )
    )
    return found is not None


def arrive(tx: Tx, text: InboundText, line: Line, *, heard_at: datetime | None = None) -> Message:
    """Show a text to whoever is meant by its sender's number, and let it opt them in or out.

    Card numbers, social security numbers and one-time codes in it are masked before it is stored:
    nobody here needs them, and whoever is shown them has to answer for them (PCI DSS 3.4).
    `heard_at` is when it was handed to us, if not now.
    """
    region = tx.session.scalars(
        select(Workspace.region).where(Workspace.id == line.workspace_id)
    ).one()
    person = known.whose_text(tx, line.workspace_id, text.peer, region)
    thread = bind.thread(tx, line.workspace_id, line.id, text.peer, person.id)
    size = segments.count(text.text)
    item = TimelineItem(
        id=new_id(),
        workspace_id=line.workspace_id,
        person_id=person.id,
        thread_id=thread.id,
        kind="message",
        at=tx.now,
        seq=0,
        text=mask(text.text),
        version=1,
    )
    message = Message(
        id=item.id,
        workspace_id=line.workspace_id,
        thread_id=thread.id,
        line_id=line.id,
        phone=text.peer,
        direction="in",
        state="received",
        state_rank=0,
        encoding=size.encoding,
        segments=size.segments,
        carrier_uuid=text.carrier_uuid,
        mark=text.mark,
    )
    tx.session.add(item)
    tx.session.flush()
    tx.session.add(message)
    tx.session.flush()
    arriving.expect(tx, message, line, text.media)
    texts.received(tx, item, message)
    thread.last_inbound_at = tx.now
    person.last_inbound_at = tx.now
    write.add(tx, item)
    tx.before_seal(lambda: _number(tx, item, thread))
    whole = text.mark != PARTS_MISSING
    inbound.heard(tx, item, message, heard_at=heard_at or tx.now, whole=whole)
    scheduled.give_way(tx, line.workspace_id, person.id)
    return message


def rewrite(tx: Tx, message_id: str, text: str, mark: str | None) -> None:
    """Give a shown text its whole wording, once a part that was missing has come after all."""
    item, message = tx.session.execute(
        select(TimelineItem, Message)
        .join(Message, Message.id == TimelineItem.id)
        .where(Message.id == message_id)
        .with_for_update(key_share=True, of=Message)
    ).one()
    size = segments.count(text)
    item.text = mask(text)
    message.encoding, message.segments, message.mark = size.encoding, size.segments, mark
    write.changed(tx, item)
    texts.received(tx, item, message)
    if not inbound.spoken_for(tx, message_id):
        inbound.heard(tx, item, message, heard_at=tx.now, whole=mark != PARTS_MISSING)


def _number(tx: Tx, item: TimelineItem, thread: Thread) -> None:
    thread.last_inbound_seq = item.seq
    tx.session.flush()
