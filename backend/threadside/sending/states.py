"""Writing a text's delivery state: by our machine's own moves, or as high as what is known."""

from threadside.contracts.events import WorkspaceChanged
from threadside.events import log
from threadside.rules.delivery import RANKS, State, can_move, fold
from threadside.store.tables import Line, Message, TimelineItem
from threadside.store.uow import Tx
from threadside.timeline import write

NOT_SENT = "doubt_not_sent"
"""The reason of a text of which a person, and no carrier, said that it was not sent."""


def move(tx: Tx, item: TimelineItem, message: Message, state: str, code: str | None = None) -> None:
    """Take a text on by a move of our own machine.

    Raises:
        ValueError: when there is no such move.
    """
    if not can_move(State(message.state), State(state)):
        raise ValueError(f"a text can't go from {message.state} to {state}")
    _write(tx, item, message, state, code)


def raise_to(
    tx: Tx, item: TimelineItem, message: Message, state: str, code: str | None = None
) -> bool:
    """Fold what is known into a text; whether that changed anything."""
    raised = fold(State(message.state), State(state), guessed=guessed(message))
    if raised is None:
        return False
    _write(tx, item, message, raised.value, code)
    return True


def tell(tx: Tx, item: TimelineItem, message: Message, code: str) -> None:
    """Another reason for the state that a text is in."""
    if message.failure_code != code:
        _write(tx, item, message, message.state, code)


def guessed(message: Message) -> bool:
    """Whether the state is only what a person found, without any word of the carrier's."""
    return message.failure_code == NOT_SENT or (
        message.state == State.SUBMITTED and message.carrier_uuid is None
    )


def pause_line(tx: Tx, workspace_id: str, line_id: str, reason: str) -> None:
    """Stop a live line; its texts stay in the queue until somebody lets it go on."""
    line = tx.session.get_one(Line, line_id, with_for_update={"key_share": True})
    if line.state != "live":
        return
    line.state, line.pause_reason = "paused", reason
    tx.session.flush()
    log.emit(tx, workspace_id, WorkspaceChanged(what="lines"))


def _write(tx: Tx, item: TimelineItem, message: Message, state: str, code: str | None) -> None:
    message.state = state
    message.state_rank = RANKS[State(state)]
    message.failure_code = code
    write.changed(tx, item)
