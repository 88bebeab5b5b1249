"""What was really accepted: the truth every claim of exactly-once is compared with."""

import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from threadside.simulator.inbound import Inbound
from threadside.simulator.media.fetching import Fetched
from threadside.simulator.submission import Submission
from threadside.simulator.throttle import LimitKind


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Workflow:
    """A message and those that are to be tried one after the other when it is rejected."""

    id: str
    messages: tuple[Submission, ...]

    def following(self, entry: "Accepted") -> Submission | None:
        """The message to try after this one, if any is left."""
        return self.messages[entry.attempt] if entry.attempt < len(self.messages) else None


@dataclass(slots=True)
class Accepted:
    """A message the carrier took from the business. `status` is its newest receipt, `reported`
    all of them in the order in which they went out.

    `accepted_s` are virtual seconds; `error_code` is that of the newest receipt, if it had one.
    """

    seq: int
    message_uuid: str
    submission: Submission
    accepted_at: datetime
    parts: int
    accepted_s: float = 0.0
    status: str = "accepted"
    reported: list[str] = field(default_factory=list)
    error_code: int | None = None
    reported_at: datetime | None = None
    part_ids: tuple[str, ...] = ()
    """Of the SMS API, which names every part."""
    workflow: Workflow | None = None
    attempt: int = 1
    """Which message of its workflow this is, from 1."""
    failed_over: bool = False
    redacted: bool = False
    media: list[Fetched] = field(default_factory=list)
    media_ids: list[str | None] = field(default_factory=list)
    """Of what was fetched, where the simulator keeps it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A message a contact sent to the business."""

    seq: int
    inbound: Inbound
    at: datetime
    at_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Assist:
    """An answer that Opt-Out Assist gave a contact in the business's name."""

    message_uuid: str
    line: str
    contact: str
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
        self._assists: list[Assist] = []
        self._seen: Counter[str | None] = Counter()
        self._taken: Counter[str | None] = Counter()
        self._over_limit: Counter[LimitKind] = Counter()
        self._parts = 0

    @property
    def version(self) -> int:
        """Rises with every change a reader could see."""
        return self._version

    @property
    def closed(self) -> bool:
        """Whether nothing will change any more."""
        return self._closed

    @property
    def parts(self) -> int:
        """Parts of all accepted messages: what was charged for."""
        return self._parts

    def count_post(self, client_ref: str | None) -> None:
        """A request arrived, whatever becomes of it."""
        with self._changed:
            self._seen[client_ref] += 1
            self._bump()

    def accept(
        self,
        submission: Submission,
        message_uuid: str,
        parts: int,
        clock_s: float = 0.0,
        *,
        part_ids: tuple[str, ...] = (),
        workflow: Workflow | None = None,
        attempt: int = 1,
    ) -> Accepted:
        """Enter a message; from here on it counts as sent.

        A later attempt of a workflow is no request of its own.
        """
        with self._changed:
            entry = Accepted(
                len(self._accepted) + 1, message_uuid, submission, _now(), parts, clock_s,
                part_ids=part_ids, workflow=workflow, attempt=attempt,
            )  # fmt: skip
            self._accepted.append(entry)
            if attempt == 1:
                self._taken[submission.client_ref] += 1
            self._parts += parts
            self._bump()
            return entry

    def begin_failover(self, entry: Accepted) -> bool:
        """Whether the message after this one of its workflow is to be tried now: only once."""
        with self._changed:
            first, entry.failed_over = not entry.failed_over, True
            return first

    def note_status(self, entry: Accepted, status: str, error_code: int | None = None) -> None:
        """A receipt went out; the newest one stands in the ledger."""
        with self._changed:
            entry.status, entry.error_code, entry.reported_at = status, error_code, _now()
            entry.reported.append(status)
            self._bump()

    def note_media(
        self, entry: Accepted, fetched: list[Fetched], media_ids: list[str | None]
    ) -> None:
        """The files of a message were fetched, or were not to be had."""
        with self._changed:
            entry.media, entry.media_ids = fetched, media_ids
            self._bump()

    def answer(self, inbound: Inbound, clock_s: float = 0.0) -> bool:
        """Note a contact's message; one sent again under its id is still one, and not news."""
        with self._changed:
            if inbound.message_uuid in self._answers:
                return False
            self._answers[inbound.message_uuid] = Answer(
                len(self._answers) + 1, inbound, _now(), clock_s
            )
            self._bump()
            return True

    def assist(self, message_uuid: str, line: str, contact: str, text: str) -> None:
        """Note what Opt-Out Assist answered."""
        with self._changed:
            self._assists.append(Assist(message_uuid, line, contact, text, _now()))
            self._bump()

    def assists(self) -> list[Assist]:
        """Answers of Opt-Out Assist in order."""
        with self._changed:
            return list(self._assists)

    def moment_of(self, message_id: str, direction: str) -> float | None:
        """When a message was accepted or came in, in virtual seconds."""
        with self._changed:
            if direction == "inbound":
                answer = self._answers.get(message_id)
                return answer.at_s if answer else None
            return next((one.accepted_s for one in self._named(message_id)), None)

    def redact(self, message_id: str) -> None:
        """Forget what a message said; that it was stays known."""
        with self._changed:
            for entry in self._named(message_id):
                entry.submission = replace(entry.submission, text="", attachments=())
                entry.media, entry.media_ids, entry.redacted = [], [], True
            if answer := self._answers.get(message_id):
                emptied = replace(answer.inbound, text="", files=())
                self._answers[message_id] = replace(answer, inbound=emptied)
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

    def count_over_limit(self, kind: LimitKind) -> None:
        """A request or message came above a limit, whatever becomes of it."""
        with self._changed:
            self._over_limit[kind] += 1
            self._bump()

    def over_limit(self) -> dict[str, int]:
        """How many came above each kind of limit; every kind is named."""
        with self._changed:
            return {kind.value: self._over_limit[kind] for kind in LimitKind}

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
            self._assists.clear()
            self._seen.clear()
            self._taken.clear()
            self._over_limit.clear()
            self._parts = 0
            self._bump()

    def _named(self, message_id: str) -> list[Accepted]:
        return [
            entry
            for entry in self._accepted
            if message_id == entry.message_uuid or message_id in entry.part_ids
        ]

    def _bump(self) -> None:
        self._version += 1
        self._changed.notify_all()
