"""The faults a test or a person orders: rules that are used up by count or by chance.

Chance is seeded per rule, so the same rules and the same order of messages fail the same way.
"""

import math
import random
import threading
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from threadside.simulator.fields import Number, WebAddress

Variant = Literal[
    "total_count",
    "int_title",
    "timestamp_ms",
    "timestamp_words",
    "extra_objects",
    "missing_optional",
    "workflow_names",
    "error_beside",
    "message_type",
]
_Z99 = 2.3263
"""One in a hundred of a normal distribution lies so many deviations above its middle."""
_VARIANTS: tuple[Variant, ...] = get_args(Variant)


class FaultKind(StrEnum):
    """What goes wrong: with sending and its receipts, with webhooks, records and media."""

    DELAY = "delay"
    """Answer after `seconds` (real ones); acceptance waits as well. With `p99` as well it takes
    as long as networks do: `seconds` is the median, one in a hundred takes longer than `p99`."""
    STATUS = "status"
    """Refuse with `status` and do not accept; `retry_after` adds the header."""
    LOST_REQUEST = "lost_request"
    """Close the connection without accepting."""
    LOST_RESPONSE_AFTER_ACCEPT = "lost_response_after_accept"
    """Accept, then close the connection (`mode` close, the default, or reset)."""
    HANG_AFTER_ACCEPT = "hang_after_accept"
    """Accept, then answer `seconds` (real ones) later."""
    TRUNCATED_RESPONSE = "truncated_response"
    """Accept, then send half of the body and close."""
    EMPTY_RESPONSE = "empty_response"
    """Accept, then answer 202 without a body."""
    PAGE_RESPONSE = "page_response"
    """Accept, then answer 202 with an HTML page, as a gateway in between may."""
    REDIRECT_RESPONSE = "redirect_response"
    """Accept, then answer 302 to the same address."""
    STATUS_AFTER_ACCEPT = "status_after_accept"
    """Accept, then answer with `status` as if something had failed."""
    DUPLICATE_RECEIPTS = "duplicate_receipts"
    """Send each receipt `copies` times more."""
    REORDER_RECEIPTS = "reorder_receipts"
    """Send `delivered` before `submitted`."""
    RECEIPT_BEFORE_RESPONSE = "receipt_before_response"
    """Send the first receipt, and wait for its answer, before the response is written."""
    NO_RECEIPTS = "no_receipts"
    """The carrier never says what became of it."""
    FINAL = "final"
    """End in `final_status` (rejected or undeliverable) with delivery error `code`."""
    UNSIGNED = "unsigned"
    """Send a webhook without its signature."""
    BAD_SIGNATURE = "bad_signature"
    """Sign a webhook with another secret."""
    WRONG_HASH = "wrong_hash"
    """Sign the hash of another body."""
    SKEWED_IAT = "skewed_iat"
    """Sign as if `seconds` ago (negative: in the future)."""
    OTHER_API_KEY = "other_api_key"
    """Sign a webhook, rightly, in the name of another account."""
    NO_CONTENT_TYPE = "no_content_type"
    """Leave out the `Content-Type` of a webhook."""
    REPORTS_STATUS = "reports_status"
    """Answer a question for records with `status`."""
    DUPLICATE_INBOUND = "duplicate_inbound"
    """Send an inbound message `copies` times more, under the same message_uuid."""
    DRIFT = "drift"
    """Deform a webhook of the Messages API as `variants` say; without them by one after another."""
    MEDIA_STATUS = "media_status"
    """Answer a request for a contact's file with `status`."""
    MEDIA_SLOW = "media_slow"
    """Serve a file after `seconds` (real ones)."""
    MEDIA_OVERSIZED = "media_oversized"
    """Serve a file of `size` bytes instead."""
    MEDIA_WRONG_TYPE = "media_wrong_type"
    """Serve an HTML page under the file's content type."""
    MEDIA_REDIRECT = "media_redirect"
    """Redirect a request for a file to `location`, on another host."""


_NEEDS = {
    FaultKind.DELAY: "seconds",
    FaultKind.STATUS: "status",
    FaultKind.HANG_AFTER_ACCEPT: "seconds",
    FaultKind.STATUS_AFTER_ACCEPT: "status",
    FaultKind.REPORTS_STATUS: "status",
    FaultKind.SKEWED_IAT: "seconds",
    FaultKind.MEDIA_STATUS: "status",
    FaultKind.MEDIA_SLOW: "seconds",
}


class Fault(BaseModel):
    """One rule. `to` limits it to one contact's number; `times` None means until deleted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: FaultKind
    times: int | None = Field(default=1, ge=1)
    """Uses before the rule is spent: 1 by default, without end when it works by chance."""
    probability: float = Field(default=1.0, gt=0, le=1)
    to: Number | None = None
    seconds: float | None = Field(default=None, ge=-100_000, le=100_000)
    p99: float | None = Field(default=None, gt=0, le=100_000)
    status: int | None = Field(default=None, ge=400, le=599)
    retry_after: int | None = Field(default=None, ge=0)
    mode: Literal["close", "reset"] = "close"
    copies: int = Field(default=1, ge=1, le=20)
    final_status: Literal["rejected", "undeliverable"] = "rejected"
    code: int | None = Field(default=None, ge=1000, le=1999)
    size: int | None = Field(default=None, ge=1, le=50_000_000)
    location: WebAddress | None = None
    variants: tuple[Variant, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _by_chance_without_end(cls, given: object) -> object:
        if isinstance(given, dict) and "probability" in given and "times" not in given:
            return {**given, "times": None}
        return given

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed = _NEEDS.get(self.kind)
        if needed and getattr(self, needed) is None:
            raise ValueError(f"a fault of kind {self.kind.value} needs `{needed}`")
        if self.p99 is not None and not 0 < (self.seconds or 0) < self.p99:
            raise ValueError("`seconds` has to be more than 0 and less than `p99`")
        return self


@dataclass
class Rule:
    """A fault in force: how often it was used, and its own dice."""

    id: int
    fault: Fault
    dice: random.Random = field(repr=False)
    used: int = 0

    @property
    def spent(self) -> bool:
        """Nothing is left of it."""
        return self.fault.times is not None and self.used >= self.fault.times


class FaultBook:
    """The rules in force, oldest first."""

    def __init__(self, seed: int) -> None:
        self._lock = threading.Lock()
        self._seed = seed
        self._next_id = 1
        self._rules: list[Rule] = []

    def add(self, fault: Fault) -> Rule:
        """Put a fault in force."""
        with self._lock:
            dice = random.Random(f"{self._seed}:{self._next_id}")  # noqa: S311 - seeded on purpose
            rule = Rule(self._next_id, fault, dice)
            self._next_id += 1
            self._rules.append(rule)
            return rule

    def rules(self) -> list[Rule]:
        """Every rule, spent ones included, so that a test can see that its fault happened."""
        with self._lock:
            return list(self._rules)

    def remove(self, rule_id: int) -> bool:
        """Whether there was such a rule."""
        with self._lock:
            before = len(self._rules)
            self._rules = [rule for rule in self._rules if rule.id != rule_id]
            return len(self._rules) < before

    def clear(self) -> None:
        """Remove every rule; ids and dice go on."""
        with self._lock:
            self._rules.clear()

    def reset(self, seed: int | None = None) -> None:
        """Remove every rule and start numbering and dice again."""
        with self._lock:
            self._seed = self._seed if seed is None else seed
            self._next_id = 1
            self._rules.clear()

    def take(self, kind: FaultKind, contact: str) -> Fault | None:
        """The fault that strikes this contact's message now, if any; uses it up by one."""
        rule = self._strike(kind, contact)
        return rule.fault if rule else None

    def take_delay(self, contact: str) -> float:
        """How many seconds an answer is late, if a `delay` strikes it; 0 otherwise."""
        rule = self._strike(FaultKind.DELAY, contact)
        if rule is None:
            return 0.0
        median = rule.fault.seconds or 0.0
        if rule.fault.p99 is None:
            return median
        return rule.dice.lognormvariate(math.log(median), math.log(rule.fault.p99 / median) / _Z99)

    def take_variants(self, contact: str) -> tuple[Variant, ...]:
        """How a webhook is deformed, if a `drift` strikes it."""
        rule = self._strike(FaultKind.DRIFT, contact)
        if rule is None:
            return ()
        return rule.fault.variants or (_VARIANTS[(rule.used - 1) % len(_VARIANTS)],)

    def _strike(self, kind: FaultKind, contact: str) -> Rule | None:
        if not self._rules:
            return None
        with self._lock:
            for rule in self._rules:
                fault = rule.fault
                if fault.kind is not kind or rule.spent or fault.to not in {None, contact}:
                    continue
                if fault.probability < 1 and rule.dice.random() >= fault.probability:
                    continue
                rule.used += 1
                return rule
        return None
