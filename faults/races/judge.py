"""Which POSTs were made of a text that was claimed after its person's opt-out had been committed.

The event log numbers commits in their order, so nothing here depends on a clock. An opt-out counts
from the event of its own transaction or, should it have none, from the newest event at the moment
when its webhook was answered.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final

CLOSE: Final = 12
"""A claim and an opt-out with so few events between them were made at the same time."""


@dataclass
class Phone:
    """What the log tells of one number: the newest opt-out and opt-in, by the event's number."""

    stopped: float = 0
    started: float = 0

    def may_get(self, pressed: int) -> bool:
        """Whether a text that was pressed at event `pressed` may go to it now."""
        return not self.stopped or self.stopped < self.started < pressed


@dataclass
class Found:
    """What came of all races."""

    violations: list[str] = field(default_factory=list)
    posted_before: int = 0
    close: int = 0


@dataclass(frozen=True)
class Answered:
    """The webhook of an opt-out was answered when `head` was the newest event."""

    phones: tuple[str, ...]
    head: int


def judge(
    told: Iterable[tuple[int, str, Mapping[str, Any]]],
    answered: Iterable[Answered],
    posts: Iterable[str],
    confirmations: Set[str],
) -> Found:
    """Walk through the log: `told` are its consent events and claims, each with its number.

    `posts` are the ids of the texts that the carrier was handed, once for each time. Of a text that
    was claimed several times each claim has its own POST, in their order; one that was claimed and
    never posted harms nobody. `confirmations` may go to whoever opted out.
    """
    found = Found()
    posted = Counter(posts)
    phones: dict[str, Phone] = defaultdict(Phone)
    claims: dict[str, list[int]] = defaultdict(list)
    events = [(float(seq), type_, data) for seq, type_, data in told]
    events += [(each.head + 0.5, "answered", {"phones": each.phones}) for each in answered]
    for seq, type_, data in sorted(events, key=lambda event: event[0]):
        if type_ == "message":
            item = data["item"]
            if item["id"] in confirmations or posted[item["id"]] == 0:
                continue
            posted[item["id"]] -= 1
            claims[item["phone"]].append(int(seq))
            if not phones[item["phone"]].may_get(item["seq"]):
                found.violations.append(f"{item['text'][:16]} to {item['phone']} at event {seq:g}")
            elif not phones[item["phone"]].stopped:
                found.posted_before += 1
        else:
            for phone in data["phones"] if type_ == "answered" else (data["phone"],):
                _consent(phones[phone], seq, opted_out=data.get("opted_out", True))
    found.close = sum(
        any(abs(claim - one.stopped) <= CLOSE for claim in claims[phone])
        for phone, one in phones.items()
        if one.stopped
    )
    unclaimed = [id_ for id_ in posted.elements() if id_ not in confirmations]
    found.violations += [f"{id_} was posted without a claim" for id_ in unclaimed]
    return found


def _consent(phone: Phone, seq: float, *, opted_out: bool) -> None:
    if not opted_out:
        phone.started = seq
    elif phone.stopped <= phone.started:  # what is told again changes nothing
        phone.stopped = seq
