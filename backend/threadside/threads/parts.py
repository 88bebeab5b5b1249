"""Long texts that arrive in parts: kept until they are whole, joined, shown once.

Each part is a webhook of its own. They come in any order and more than once, some late by a day,
some never. What makes parts one text: line, sender, the sender's small counter, the number of
parts, and nearness in time, since the counter comes round again. The end is the same for every
order and repetition of the parts.

A part that says what one of an earlier text says is mostly that one once more, and sometimes the
like part of another text, where the counter came round: "…, thanks". Its time tells, and where it
does not, the parts that come with it.

Until the text is shown, its webhooks stay `pending`, so that nothing is sent to somebody whose
STOP is on its way.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select, update

from threadside.ids import new_id
from threadside.jobs import queue
from threadside.sending.port import InboundText, Part
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import InboundPart, Line, WebhookReceipt
from threadside.store.uow import Tx
from threadside.threads import arrival

RELEASE = "release_parts"
RELEASE_AFTER: Final = timedelta(minutes=5)
ONE_TEXT_WITHIN: Final = timedelta(minutes=10)
REPEATED_WITHIN: Final = timedelta(minutes=1)
"""By the time that the sender's carrier tells, the same words again are the same part again."""
KEPT: Final = timedelta(days=3)
"""Longer than a carrier goes on trying to hand over a part that is missing."""
GAP: Final = "[…]"
REPEATED: Final = "repeated_part"


def take(tx: Tx, receipt: WebhookReceipt, line: Line, text: InboundText, part: Part) -> None:
    """Keep a part; show its text when it was the last that was missing."""
    _alone(tx, line.id, text.peer)
    at = text.at or receipt.received_at
    texts = sorted(
        _texts_near(tx, line, text.peer, part, at), key=lambda held: (_apart(held, at), held[0].id)
    )
    same = next((held for held in texts if _has(held, part.number, text.text)), None)
    lacking = next((held for held in texts if not _numbers(held, part.number)), None)
    if same is not None and _apart(same, at) <= REPEATED_WITHIN:
        receipt.state, receipt.note = "done", REPEATED
        return
    if same is not None and lacking is not None and _apart(same, at) < _apart(lacking, at):
        lacking = None
    row_id = new_id()
    row = InboundPart(
        id=row_id,
        workspace_id=line.workspace_id,
        line_id=line.id,
        phone=text.peer,
        reference=part.reference,
        total=part.total,
        number=part.number,
        text_id=lacking[0].text_id if lacking else row_id,
        text=text.text,
        carrier_uuid=text.carrier_uuid,
        at=at,
        webhook_receipt_id=receipt.id,
    )
    tx.session.add(row)
    tx.session.flush()
    held = [*(lacking or ()), row]
    shown = held[0].message_id
    if shown is not None:
        _complete(tx, shown, held)
    elif len(held) == part.total:
        _show(tx, held, line)
    elif len(held) == 1:
        queue.defer(tx, RELEASE, {"text": row_id}, run_at=tx.now + RELEASE_AFTER)


def release(tx: Tx, payload: Mapping[str, Any]) -> None:
    """Show what there is of a text that is still not whole, with a mark where parts are missing."""
    first = tx.session.get(InboundPart, payload["text"])
    if first is None:
        return
    _alone(tx, first.line_id, first.phone)
    held = _held(tx, first.text_id)
    if held and held[0].message_id is None:
        _show(tx, held, tx.session.get_one(Line, first.line_id))


def forget(tx: Tx) -> None:
    """Drop the parts of texts that stand in their threads and that nothing can be added to."""
    tx.session.execute(
        delete(InboundPart).where(
            InboundPart.message_id.is_not(None), InboundPart.at < tx.now - KEPT
        )
    )


def joined(parts: Mapping[int, str], total: int) -> str:
    """The parts, 1 to `total`, in their order and with nothing between them: words are cut.

    Missing ones, however many in a row, are one `GAP`.
    """
    said: list[str] = []
    for number in range(1, total + 1):
        if number in parts:
            said.append(parts[number])
        elif number - 1 in parts:
            said.append(f" {GAP} " if parts.keys() & range(number, total + 1) else f" {GAP}")
        elif number == 1:
            said.append(f"{GAP} ")
    return "".join(said)


def _alone(tx: Tx, line_id: str, phone: str) -> None:
    """Two parts of a text that are folded in at once would each find the other missing."""
    one_at_a_time(tx.session, f"parts {line_id} {phone}")


def _texts_near(
    tx: Tx, line: Line, phone: str, part: Part, at: datetime
) -> list[list[InboundPart]]:
    """The texts that this may be a part of, oldest first."""
    rows = tx.session.scalars(
        select(InboundPart)
        .where(
            InboundPart.line_id == line.id,
            InboundPart.phone == phone,
            InboundPart.reference == part.reference,
            InboundPart.total == part.total,
            InboundPart.at.between(at - ONE_TEXT_WITHIN, at + ONE_TEXT_WITHIN),
        )
        .order_by(InboundPart.text_id)
    )
    return [_held(tx, text_id) for text_id in dict.fromkeys(row.text_id for row in rows)]


def _held(tx: Tx, text_id: str) -> list[InboundPart]:
    return list(
        tx.session.scalars(
            select(InboundPart).where(InboundPart.text_id == text_id).order_by(InboundPart.id)
        )
    )


def _has(held: Sequence[InboundPart], number: int, text: str) -> bool:
    return any(each.number == number and each.text == text for each in held)


def _numbers(held: Sequence[InboundPart], number: int) -> bool:
    return any(each.number == number for each in held)


def _apart(held: Sequence[InboundPart], at: datetime) -> timedelta:
    return min(abs(each.at - at) for each in held)


def _only_repeats(tx: Tx, held: Sequence[InboundPart], line: Line) -> bool:
    """Whether each of these parts says what the same part of one other text says."""
    first = held[0]
    part = Part(first.reference, first.total, first.number)
    return any(
        other[0].text_id != first.text_id
        and all(_has(other, each.number, each.text) for each in held)
        for other in _texts_near(tx, line, first.phone, part, first.at)
    )


def _drop(tx: Tx, held: Sequence[InboundPart]) -> None:
    tx.session.execute(
        update(WebhookReceipt)
        .where(WebhookReceipt.id.in_([each.webhook_receipt_id for each in held]))
        .values(state="done", note=REPEATED)
    )
    tx.session.execute(delete(InboundPart).where(InboundPart.text_id == held[0].text_id))


def _show(tx: Tx, held: Sequence[InboundPart], line: Line) -> None:
    if _only_repeats(tx, held, line):
        _drop(tx, held)
        return
    lowest = min(held, key=lambda each: each.number)
    uuid = lowest.carrier_uuid
    if arrival.known_already(tx, line.workspace_id, uuid):
        uuid = lowest.id  # better a text without its carrier's id than none
    message = arrival.arrive(
        tx,
        InboundText(
            carrier_uuid=uuid,
            line_phone=line.phone,
            peer=lowest.phone,
            text=_wording(held),
            at=lowest.at,
            mark=_mark(held),
        ),
        line,
    )
    _fold(tx, held, message.id)


def _complete(tx: Tx, message_id: str, held: Sequence[InboundPart]) -> None:
    arrival.rewrite(tx, message_id, _wording(held), _mark(held))
    _fold(tx, held, message_id)


def _fold(tx: Tx, held: Sequence[InboundPart], message_id: str) -> None:
    for each in held:
        each.message_id = message_id
    tx.session.flush()
    tx.session.execute(
        update(WebhookReceipt)
        .where(WebhookReceipt.id.in_([each.webhook_receipt_id for each in held]))
        .values(state="done")
    )


def _wording(held: Sequence[InboundPart]) -> str:
    return joined({each.number: each.text for each in held}, held[0].total)


def _mark(held: Sequence[InboundPart]) -> str | None:
    return None if len(held) == held[0].total else arrival.PARTS_MISSING
