"""What follows from the carrier's word on a text of ours: a webhook, or an entry in its records."""

from threadside.audit import texts
from threadside.consent import told
from threadside.ids import new_id
from threadside.people import networks
from threadside.rules.failures import error_class
from threadside.sending import sent_parts, settle
from threadside.sending.port import StatusReceipt
from threadside.store.tables import Message, Receipt, TimelineItem
from threadside.store.uow import Tx


def fold(
    tx: Tx,
    item: TimelineItem,
    message: Message,
    word: StatusReceipt,
    webhook_receipt_id: str | None = None,
) -> None:
    """Keep the word, raise the text (which is `outbox.locked`) to it, and honour an opt-out.

    `webhook_receipt_id` names the webhook that brought it; a record of the carrier's has none.
    """
    tx.session.add(
        Receipt(
            id=new_id(),
            workspace_id=message.workspace_id,
            message_id=message.id,
            carrier_uuid=word.carrier_uuid,
            status=word.status,
            error_code=word.error_code,
            carrier_at=word.at,
            webhook_receipt_id=webhook_receipt_id,
        )
    )
    texts.told(tx, item, message, word.status, word.error_code)
    if word.network is not None:
        networks.learn(tx, message.workspace_id, message.phone, word.network)
    if word.segments is not None and not message.media_count:
        message.carrier_segments = word.segments
    if message.carrier_uuid is None:
        message.carrier_uuid = word.carrier_uuid
    if message.parts:
        state, code = sent_parts.told(tx, message, word)
        settle.by_receipt(tx, item, message, state, code)
    elif word.state is not None:
        settle.by_receipt(tx, item, message, word.state, word.error_code)
    if error_class(word.error_code) == "opted_out":
        told.by_carrier(tx, item, message)
