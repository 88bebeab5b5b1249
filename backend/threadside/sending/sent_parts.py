"""Texts that the carrier takes and reports part by part, as the SMS API does with long ones.

A text is as well as its worst part (`rules.delivery.of_parts`). One of which some parts have
arrived is never sent again by a machine, whatever became of the others.
"""

from typing import Final

from sqlalchemy import select

from threadside.rules.delivery import State, fold, is_final, of_parts
from threadside.sending.port import Accepted, StatusReceipt
from threadside.store.tables import Message, SentPart
from threadside.store.uow import Tx

PARTLY: Final = "partly"


def took(tx: Tx, message: Message, answer: Accepted) -> tuple[State, str | None]:
    """Keep what the carrier said of each part; the state of the whole text, and why it is that."""
    if answer.refused is None:
        message.parts = len(answer.parts)
    parts = _parts(tx, message)
    for uuid in answer.parts:
        _raise(tx, message, parts, uuid, State.SUBMITTED, None)
    if answer.refused is not None:
        message.parts = max(message.parts or 0, len(answer.parts) + 1)
        _raise(tx, message, parts, "refused", State.REJECTED, answer.refused)
        # Part of it will never arrive, whatever the receipts of the others say.
        return State.REJECTED, PARTLY
    return _whole(message, parts)


def told(tx: Tx, message: Message, word: StatusReceipt) -> tuple[State, str | None]:
    """Keep a receipt of one part; the state of the whole text, and why it is that."""
    parts = _parts(tx, message)
    if word.state is not None:
        _raise(tx, message, parts, word.carrier_uuid, State(word.state), word.error_code)
    return _whole(message, parts)


def _parts(tx: Tx, message: Message) -> dict[str, SentPart]:
    found = tx.session.scalars(select(SentPart).where(SentPart.message_id == message.id))
    return {part.carrier_uuid: part for part in found}


def _raise(  # noqa: PLR0917 - what is known of one part
    tx: Tx,
    message: Message,
    parts: dict[str, SentPart],
    uuid: str,
    state: State,
    code: str | None,
) -> None:
    part = parts.get(uuid)
    if part is None:
        part = SentPart(
            message_id=message.id, carrier_uuid=uuid, state=state.value, error_code=code
        )
        parts[uuid] = part
        tx.session.add(part)
    elif raised := fold(State(part.state), state):
        part.state, part.error_code = raised.value, code
    tx.session.flush()


def _whole(message: Message, parts: dict[str, SentPart]) -> tuple[State, str | None]:
    states = [State(part.state) for part in parts.values()]
    state = of_parts(states, message.parts or 1)
    if not is_final(state) or state is State.DELIVERED:
        return state, None
    if State.DELIVERED in states:
        return state, PARTLY
    return state, next(part.error_code for part in parts.values() if part.state == state)
