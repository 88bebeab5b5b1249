"""The clock of a run, and what of the machine's waiting goes by it."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

FACTOR: Final = 30.0
"""Five minutes of outage, leases, tokens' lives and the lag of the CRM's search all happen within
seconds, in their proportion. A machine that is busy otherwise needs a slower clock, or answers take
minutes by it."""
LAG_S: Final = 15.0
TOKEN_LIFE_S: Final = 480.0
READ_S: Final = 30.0
WHOLE_S: Final = 40.0
"""How long an answer is waited for. Longer than the server does, since a machine is no faster for
the clock's sake; shorter than its leases, and than a request whose answer was lost may still be at
work in the CRM, as the server's own."""


@dataclass(frozen=True)
class FastClock:
    """A clock that runs `factor` times as fast since `began` (seconds since the epoch)."""

    began: float
    factor: float

    def __call__(self) -> datetime:
        gone = (time.time() - self.began) * self.factor
        return datetime.fromtimestamp(self.began, UTC) + timedelta(seconds=gone)

    def wall(self, seconds: float) -> float:
        """How many seconds of the wall's clock these are."""
        return seconds / self.factor

    def wait(self, seconds: float) -> None:
        """Sleep for so many seconds."""
        time.sleep(self.wall(seconds))
