"""How fast a line may send: the generic cell rate algorithm, counted in segments.

Carriers give a number a throughput in segments per second. The state is one time per line,
`next_free_at`, so the limit holds for any number of processes that lock the line's row while they
ask.
"""

import math
from datetime import datetime, timedelta
from typing import Final, NamedTuple

_AT_ONCE: Final = timedelta(0)


class Admission(NamedTuple):
    """Whether the text may go now, the line's new state, and how long to wait if not."""

    admitted: bool
    next_free_at: datetime
    wait: timedelta


def admit(
    next_free_at: datetime | None,
    now: datetime,
    cost_segments: int,
    per_second: float,
    burst_s: float,
) -> Admission:
    """Ask to send `cost_segments` on a line of `per_second` segments per second.

    `burst_s` is how many seconds of throughput may leave at once after a pause. Over every window
    of `w` seconds at most `per_second * (w + burst_s)` segments are admitted; a text longer than
    the burst goes alone, on an idle line. `next_free_at` is None for a line that never sent.
    Raises ValueError for a cost below one, a throughput that is not positive, a negative burst.
    """
    if cost_segments < 1 or not per_second > 0 or burst_s < 0:
        raise ValueError("cost and throughput are positive, the burst is not negative")
    # Rounded up: a microsecond lost per text would add up to more than the throughput.
    cost = timedelta(microseconds=math.ceil(cost_segments * 1_000_000 / per_second))
    slack = max(timedelta(seconds=burst_s) - cost, _AT_ONCE)
    free_at = now if next_free_at is None else next_free_at
    wait = free_at - (now + slack)
    if wait > _AT_ONCE:
        return Admission(admitted=False, next_free_at=free_at, wait=wait)
    return Admission(admitted=True, next_free_at=max(free_at, now) + cost, wait=_AT_ONCE)
