"""The carrier at the edge: it notes each POST as it starts, takes a moment, and answers."""

import random
import threading
import time
from typing import Final

from threadside.ids import new_id
from threadside.sending.port import Accepted, NotAccepted, Outcome, OutgoingText, Unknown

LONGEST_S: Final = 0.01
TRY_AGAIN, LOST = 0.03, 0.01
"""How many requests it refuses for the moment, and of how many the answer is lost."""
AGAIN_S: Final = 0.05


class NotingCarrier:
    """Every account's carrier. `posts` are the ids of texts, once for each request."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(f"{seed}:carrier")
        self._lock = threading.Lock()
        self.posts: list[str] = []
        self.at: dict[str, float] = {}
        """When the first request of each text started, by the wall clock."""

    def send(self, text: OutgoingText) -> Outcome:
        """Note it first."""
        with self._lock:
            self.posts.append(text.client_ref)
            self.at.setdefault(text.client_ref, time.time())
            takes_s, luck = self._dice.uniform(0, LONGEST_S), self._dice.random()
        time.sleep(takes_s)
        if luck < TRY_AGAIN:
            return NotAccepted("retry", "network", AGAIN_S)
        return Unknown("no_answer") if luck < TRY_AGAIN + LOST else Accepted(new_id())
