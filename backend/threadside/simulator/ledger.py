"""What was really accepted: the truth every claim of exactly-once is compared with."""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from threadside.simulator.submission import Submission


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Accepted:
    """A message the carrier took from the business. `status` is its newest receipt.

    `accepted_s` are virtual seconds; `error_code` is that of the newest receipt, if it had one.
    """

    seq: int
    message_uuid: str
    submission: Submission
    accepted_at: datetime
    parts: int
    accepted_s: float = 0.0
    status: str = "accepted"
    error_code: int | None = None
    reported_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A text a contact sent to the business."""

    seq: int
    message_uuid: str
    sender: str
    to: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Posts:
    """Requests seen, and how many of them were refused or lost before they were accepted."""

    seen: int
    not_accepted: int


class Ledger:
    """Accepted messages and answers in order, and the requests counted per `client_ref`."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._closed = False
        self._accepted: list[Accepted] = []
        self._answers: dict[str, Answer] = {}
        self._seen: Counter[str | None] = Counter()
        self._taken: Counter[str | None] = Counter()

    @property
    def version(self) -> int:
        """Rises with every change a reader could see."""
        return self._version

    def count_post(self, client_ref: str | None) -> None:
        """A request arrived, whatever becomes of it."""
        with self._changed:
            self._seen[client_ref] += 1
            self._bump()

    def accept(
        self, submission: Submission, message_uuid: str, parts: int, clock_s: float = 0.0
    ) -> Accepted:
        """Enter a message; from here on it counts as sent."""
        with self._changed:
            entry = Accepted(
                len(self._accepted) + 1, message_uuid, submission, _now(), parts, clock_s
            )
            self._accepted.append(entry)
            self._taken[submission.client_ref] += 1
            self._bump()
            return entry

    def note_status(self, entry: Accepted, status: str, error_code: int | None = None) -> None:
        """A receipt went out; the newest one stands in the ledger."""
        with self._changed:
            entry.status, entry.error_code, entry.reported_at = status, error_code, _now()
            self._bump()

    def answer(self, message_uuid: str, sender: str, to: str, text: str) -> None:
        """Note a contact's text; one sent again under its id is still one text."""
        with self._changed:
            if message_uuid not in self._answers:
                seq = len(self._answers) + 1
                self._answers[message_uuid] = Answer(seq, message_uuid, sender, to, text, _now())
                self._bump()

    def accepted(
        self, *, client_ref: str | None = None, to: str | None = None, after: int = 0
    ) -> list[Accepted]:
        """Entries in order of acceptance, those after `seq` alone."""
        with self._changed:
            return [
                entry
                for entry in self._accepted[after:]
                if client_ref in {None, entry.submission.client_ref}
                and to in {None, entry.submission.to}
            ]

    def answers(self) -> list[Answer]:
        """Contacts' texts in order."""
        with self._changed:
            return list(self._answers.values())

    def posts(self, client_ref: str | None) -> Posts:
        """Requests that carried this reference."""
        with self._changed:
            seen = self._seen[client_ref]
            return Posts(seen, seen - self._taken[client_ref])

    def all_posts(self) -> Posts:
        """Requests in all."""
        with self._changed:
            seen = self._seen.total()
            return Posts(seen, seen - self._taken.total())

    def wait_for_change(self, since: int, timeout_s: float) -> int:
        """The version once it differs from `since`, or after the timeout (real seconds)."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._version != since, timeout_s)
            return self._version

    def close(self) -> None:
        """Let everybody go who waits for a change."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def clear(self) -> None:
        """Forget everything; the version rises on."""
        with self._changed:
            self._accepted.clear()
            self._answers.clear()
            self._seen.clear()
            self._taken.clear()
            self._bump()

    def _bump(self) -> None:
        self._version += 1
        self._changed.notify_all()
