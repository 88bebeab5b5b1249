"""Who has opted out of which line, as the carrier keeps it, and what Opt-Out Assist answers.

Source: Vonage, "Opt-Out Assist" and 10DLC guides: STOP, START and HELP words; the block is for one
pair of line and recipient; the contact's word is delivered to the business all the same.
"""

import threading
from typing import Literal

Word = Literal["stop", "start", "help"]

_WORDS: dict[str, Word] = {
    **dict.fromkeys(("STOP", "STOPALL", "END", "QUIT", "CANCEL", "UNSUBSCRIBE"), "stop"),
    **dict.fromkeys(("START", "UNSTOP", "SUBSCRIBE"), "start"),
    **dict.fromkeys(("HELP", "INFO"), "help"),
}
ASSISTS: dict[Word, str] = {
    "stop": "You are unsubscribed and will receive no more messages. Reply START to resubscribe.",
    "start": "You are subscribed again. Reply HELP for help, STOP to unsubscribe.",
    "help": "Reply STOP to unsubscribe. Message and data rates may apply.",
}


def word_of(text: str) -> Word | None:
    """The keyword a text consists of, if it is nothing else."""
    return _WORDS.get(text.strip().strip(".!\"'").upper())


class OptOuts:
    """Pairs of (line, contact) that the carrier carries nothing between."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pairs: set[tuple[str, str]] = set()

    def set(self, line: str, contact: str, *, opted_out: bool) -> None:
        """Opt a contact out of a line, or in again."""
        with self._lock:
            (self._pairs.add if opted_out else self._pairs.discard)((line, contact))

    def holds(self, line: str, contact: str) -> bool:
        """Whether this contact has opted out of this line."""
        return (line, contact) in self._pairs

    def pairs(self) -> list[tuple[str, str]]:
        """Every pair, sorted."""
        with self._lock:
            return sorted(self._pairs)

    def clear(self) -> None:
        """Everybody is in again."""
        with self._lock:
            self._pairs.clear()
