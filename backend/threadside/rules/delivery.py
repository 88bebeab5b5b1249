"""What can become of an outbound message, and how the carrier's word on it is folded in.

The state is the maximum of everything known, over a total order. So receipts may arrive early,
late, twice or in any order, and the final state is the same: carriers do report `expired` first
and `delivered` later. What a carrier calls these states is the business of its adapter.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """The states of an outbound message. A text has no "read"."""

    HELD = "held"
    QUEUED = "queued"
    SUBMITTING = "submitting"
    UNCERTAIN = "uncertain"
    SUBMITTED = "submitted"
    UNDELIVERED = "undelivered"
    REJECTED = "rejected"
    FAILED = "failed"
    DELIVERED = "delivered"
    CANCELED = "canceled"
    LAPSED = "lapsed"


RANKS: Final[dict[State, int]] = {
    State.HELD: 0,
    State.QUEUED: 10,
    State.SUBMITTING: 20,
    State.UNCERTAIN: 25,
    State.SUBMITTED: 30,
    State.UNDELIVERED: 80,
    State.REJECTED: 85,
    State.FAILED: 85,
    State.DELIVERED: 90,
    State.CANCELED: 99,
    State.LAPSED: 99,
}
"""Progress, 0 to 99. Equal ranks are ordered by the declaration of `State`."""

REPORTABLE: Final = frozenset(
    {
        State.UNCERTAIN,
        State.SUBMITTED,
        State.UNDELIVERED,
        State.REJECTED,
        State.FAILED,
        State.DELIVERED,
    }
)
"""What the result of a submission or a receipt can say; the rest only we decide."""

_FIRST_FINAL_RANK: Final = 80
_ORDER: Final = {state: place for place, state in enumerate(State)}
_OURS_AND_OVER: Final = frozenset({State.CANCELED, State.LAPSED})

_MOVES: Final[dict[State, frozenset[State]]] = {
    State.HELD: frozenset({State.QUEUED, State.CANCELED, State.LAPSED, State.FAILED}),
    State.QUEUED: frozenset({State.SUBMITTING, State.CANCELED, State.LAPSED, State.FAILED}),
    # Back to queued only when the carrier certainly did not accept; never out of `uncertain`.
    State.SUBMITTING: frozenset(
        {State.QUEUED, State.UNCERTAIN, State.SUBMITTED, State.REJECTED, State.FAILED}
    ),
    State.UNCERTAIN: frozenset({State.SUBMITTED, State.FAILED}),
}


def fold(current: State, incoming: State, *, guessed: bool = False) -> State | None:
    """The new state after a submission's result or a receipt says `incoming`, or None.

    None means nothing changes: the report is stale, repeated, not something a carrier can say,
    or the message was canceled or lapsed. Folding any set of reports in any order, any of them
    repeated, ends in the same state.

    `guessed`: `current` is only what a person found about a text in doubt. Whatever the carrier
    says of it stands above that, so that a decision before the carrier's word and the word
    before a decision end the same.
    """
    if incoming not in REPORTABLE or current in _OURS_AND_OVER:
        return None
    known = State.UNCERTAIN if guessed else current
    return incoming if _position(incoming) > _position(known) else None


def of_parts(known: Collection[State], total: int) -> State:
    """The state of a text whose `total` parts have receipts of their own.

    `known` has the state of each part that a receipt told of, folded for itself. As long as one
    is open the text is no more than submitted; then it is as well as its worst part. It only
    rises while its parts do, so the order of receipts does not matter.
    """
    ended = [state for state in known if is_final(state)]
    if len(ended) < total:
        return State.SUBMITTED
    return min(ended, key=_position)


def can_move(before: State, after: State) -> bool:
    """Whether our own machine may take a message from `before` to `after` by itself.

    Receipts are not bound by this: they go through `fold`.
    """
    return after in _MOVES.get(before, frozenset())


def is_final(state: State) -> bool:
    """Whether nothing more is done for the message. A late `delivered` may still correct it."""
    return RANKS[state] >= _FIRST_FINAL_RANK


def _position(state: State) -> tuple[int, int]:
    return RANKS[state], _ORDER[state]
