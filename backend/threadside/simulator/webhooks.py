"""Calling the business's webhooks, again and again as Vonage does, and a log of every attempt.

The Messages API tries 429, 5xx, a timeout and a broken connection again after 5 s, doubled up to
15 minutes, for 24 hours; any other refusal loses the event. The SMS API tries whatever is not 2xx
again every minute, inbound texts for 24 and receipts for 72 hours. Each event goes its own way, so
nothing keeps their order. Source: Vonage support articles 360028543292 (retries) and 226572227
(timeouts), SMS API guides.
"""

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import urllib3

from threadside.simulator.clock import VirtualClock
from threadside.simulator.letters import Letter, Manner, Sealed
from threadside.simulator.schedule import Schedule

_FIRST_RETRY_S, _LONGEST_RETRY_S = 5.0, 900.0
_SMS_RETRY_S = 60.0
_GIVE_UP_S, _GIVE_UP_SMS_RECEIPTS_S = 24 * 3600.0, 72 * 3600.0
_TIMEOUT = urllib3.Timeout(connect=3.0, read=15.0)
_LOG_LENGTH = 50_000

Kind = Literal["inbound", "status"]
State = Literal["pending", "acknowledged", "refused", "expired", "no_address"]


def retry_delay(failures: int, manner: Manner = "messages") -> float:
    """Virtual seconds before the next attempt, after this many have failed (1 or more)."""
    if manner == "sms":
        return _SMS_RETRY_S
    return min(_FIRST_RETRY_S * 2.0 ** min(failures - 1, 20), _LONGEST_RETRY_S)


def is_retried(status: int | None, *, any_refusal: bool = False) -> bool:
    """Whether Vonage tries again after this answer; None is a timeout or a lost connection."""
    if status is None or status == 429 or status >= 500:
        return True
    return any_refusal and not 200 <= status < 300


@dataclass(frozen=True, slots=True)
class Attempt:
    """One POST: real time, virtual seconds, the answer's status or what went wrong."""

    at: datetime
    clock_s: float
    status: int | None
    error: str | None
    elapsed_ms: float
    signature: str


@dataclass(slots=True)
class Delivery:
    """One event on its way to one address."""

    id: int
    kind: Kind
    url: str | None
    letter: Letter
    contact: str
    message_uuid: str
    client_ref: str | None
    created_s: float
    state: State = "pending"
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def give_up_s(self) -> float:
        """How long it is tried, in virtual seconds."""
        long = self.letter.manner == "sms" and self.kind == "status"
        return _GIVE_UP_SMS_RECEIPTS_S if long else _GIVE_UP_S


Seal = Callable[[Letter, str], Sealed]
"""(letter, contact) → the request to make."""
Post = Callable[[str, Sealed], int]
"""(url, request) → HTTP status. Raises urllib3.exceptions.HTTPError."""


class HttpPost:
    """Calls over kept connections; redirects are not followed, proxies not asked."""

    def __init__(self) -> None:
        self._pool = urllib3.PoolManager(
            num_pools=8, maxsize=32, retries=False, timeout=_TIMEOUT, block=False
        )

    def __call__(self, url: str, request: Sealed) -> int:
        """See `Post`."""
        if request.query:
            url += ("&" if "?" in url else "?") + request.query
        answer = self._pool.request(
            request.method, url, body=request.body or None, headers=request.headers, redirect=False
        )
        return answer.status

    def close(self) -> None:
        """Close idle connections."""
        self._pool.clear()


class Courier:
    """Delivers events and remembers every attempt."""

    def __init__(
        self,
        clock: VirtualClock,
        schedule: Schedule,
        seal: Seal,
        post: Post,
        *,
        retries_4xx: Callable[[], bool] = lambda: False,
    ) -> None:
        self._clock = clock
        self._schedule = schedule
        self._seal = seal
        self._post = post
        self._retries_4xx = retries_4xx
        self._lock = threading.Lock()
        self._ids = itertools.count(1)
        self._log: deque[Delivery] = deque(maxlen=_LOG_LENGTH)
        self._epoch = 0

    def send(
        self,
        kind: Kind,
        url: str | None,
        letter: Letter,
        *,
        contact: str,
        message_uuid: str,
        client_ref: str | None = None,
        at_once: bool = False,
    ) -> Delivery:
        """Set an event on its way; `at_once` makes the first attempt before returning."""
        with self._lock:
            created = self._clock.now()
            delivery = Delivery(
                next(self._ids), kind, url, letter, contact, message_uuid, client_ref, created
            )
            self._log.append(delivery)
            epoch = self._epoch
        if url is None:
            delivery.state = "no_address"
        elif at_once:
            self._attempt(delivery, url, epoch)
        else:
            self._schedule.after(0, lambda: self._attempt(delivery, url, epoch))
        return delivery

    def deliveries(self) -> list[Delivery]:
        """Every event since the last reset, oldest first."""
        with self._lock:
            return list(self._log)

    def reset(self) -> None:
        """Forget every event; attempts that are under way are not repeated."""
        with self._lock:
            self._log.clear()
            self._epoch += 1

    def _attempt(self, delivery: Delivery, url: str, epoch: int) -> None:
        sealed = self._seal(delivery.letter, delivery.contact)
        at, clock_s, began = datetime.now(UTC), self._clock.now(), time.perf_counter()
        status, error = None, None
        try:
            status = self._post(url, sealed)
        except urllib3.exceptions.HTTPError as failure:
            error = f"{type(failure).__name__}: {failure}"
        elapsed_ms = (time.perf_counter() - began) * 1000
        with self._lock:
            attempt = Attempt(at, clock_s, status, error, round(elapsed_ms, 1), sealed.how)
            delivery.attempts.append(attempt)
            delivery.state = self._judge(delivery, status)
            if delivery.state == "pending" and epoch == self._epoch:
                self._schedule.after(
                    retry_delay(len(delivery.attempts), delivery.letter.manner),
                    lambda: self._attempt(delivery, url, epoch),
                )

    def _judge(self, delivery: Delivery, status: int | None) -> State:
        manner = delivery.letter.manner
        if is_retried(status, any_refusal=manner == "sms" or self._retries_4xx()):
            next_due = self._clock.now() + retry_delay(len(delivery.attempts), manner)
            return "pending" if next_due - delivery.created_s <= delivery.give_up_s else "expired"
        return "acknowledged" if status is not None and 200 <= status < 300 else "refused"
