"""Verifying a chain of any length while somebody waits: piece by piece, from its first entry on.

A piece is walked as `check.database` walks the whole, a thousand entries at a time. What it needs
of the others is little: where the one before ended, which of its payloads a later erasure names.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import check
from threadside.rules.chain import (
    ERASURE,
    START,
    WITHHELD,
    Anchor,
    Fault,
    Link,
    Opened,
    verify,
)
from threadside.sealing import SealBroken, Sealer
from threadside.store.dialect import one_state
from threadside.store.tables import AuditEntry, AuditHead, AuditPayload

AT_ONCE: Final = 50_000
"""Entries of a piece: some seconds."""
GOOD_FOR: Final = timedelta(hours=1)
"""What was found longer ago says too little about now."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a verification has come: its last entry and that entry's hash, and what it counted.

    `began` is when its first piece was walked.
    """

    began: datetime
    number: int = 0
    hash: str = START
    anchors: int = 0
    erased: int = 0

    def sealed(self, sealer: Sealer, workspace_id: str) -> str:
        """For a form: nobody can begin in the middle of a chain with it and call it verified."""
        told = [self.began.timestamp(), self.number, self.hash, self.anchors, self.erased]
        return sealer.seal(json.dumps(told), f"verify:{workspace_id}")


@dataclass(frozen=True, slots=True)
class Piece:
    """What was found up to `place`. `head` is the newest entry there is, `steps` whether there was
    a piece before."""

    place: Place
    head: int
    fault: Fault | None
    steps: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is left."""
        return self.place.number >= self.head


def begin(sealer: Sealer, workspace_id: str, given: str, now: datetime) -> Place:
    """Where a form says that the piece before ended; the beginning, where it says nothing that
    holds."""
    try:
        began, *rest = json.loads(sealer.open(given, f"verify:{workspace_id}"))
    except (SealBroken, ValueError):
        return Place(now)
    place = Place(datetime.fromtimestamp(began, now.tzinfo), *rest)
    return place if timedelta() <= now - place.began <= GOOD_FOR else Place(now)


def verified(
    session: Session, workspace_id: str, elsewhere: Iterable[Anchor], place: Place
) -> Piece:
    """Walk the piece after `place`, against itself and the anchors that belong to it; at the
    chain's end also its head. `session` must not have read before."""
    one_state(session)
    head = session.get(AuditHead, workspace_id)
    newest = head.number if head else 0
    until = place.number + AT_ONCE
    if until >= newest:
        return _last(session, workspace_id, elsewhere, place, newest)
    known = [*check.known_anchors(session, workspace_id), *elsewhere]
    mine = [anchor for anchor in known if place.number < anchor.number <= until]
    walk = _Walk(session, workspace_id, until)
    report = verify(walk.links(place.number), walk.opened, mine, _since(place))
    fault = report.fault
    if fault is None and walk.mislaid:
        fault = Fault(walk.mislaid[0], "payload_edited")
    if fault is None and report.entries < AT_ONCE:
        fault = Fault(place.number + report.entries + 1, "truncated")
    reached = Place(
        place.began,
        place.number + report.entries,
        report.hash,
        place.anchors + report.anchors,
        place.erased + report.erased + report.withheld,
    )
    return Piece(reached, newest, fault, place.number > 0)


def _last(
    session: Session, workspace_id: str, elsewhere: Iterable[Anchor], place: Place, newest: int
) -> Piece:
    report = check.database(session, workspace_id, elsewhere, _since(place))
    reached = Place(
        place.began,
        place.number + report.entries,
        report.hash,
        place.anchors + report.anchors,
        place.erased + report.erased,
    )
    return Piece(reached, newest, report.fault, place.number > 0)


def _since(place: Place) -> Anchor | None:
    return Anchor(place.number, place.hash) if place.number else None


class _Walk:
    """The entries of one piece, and what is known of their payloads."""

    def __init__(self, session: Session, workspace_id: str, until: int) -> None:
        self._session, self._workspace_id, self._until = session, workspace_id, until
        self._later = _named_later(session, workspace_id, until)
        self._payload: Opened | None = None
        self.mislaid: list[int] = []

    def links(self, after: int) -> Iterator[Link]:
        rows = check.rows(self._session, self._workspace_id, after)
        for link, kept in takewhile(lambda row: row[0].number <= self._until, rows):
            self._payload = None if kept is None else Opened(kept.salt, kept.payload)
            if kept is not None and not kept.filed_right and not self.mislaid:
                self.mislaid.append(link.number)
            yield link

    def opened(self, link: Link) -> Opened | str | None:
        """The payload; what an erasure beyond this piece accounts for is as good as withheld."""
        if self._payload is None and link.kind != ERASURE and self._is_named(link.number):
            return WITHHELD
        return self._payload

    def _is_named(self, number: int) -> bool:
        place = bisect_right(self._later, number, key=lambda pair: pair[0])
        return place > 0 and number <= self._later[place - 1][1]


def _named_later(session: Session, workspace_id: str, until: int) -> list[tuple[int, int]]:
    """What erasures above `until` name of entries up to it, as few ranges as there can be."""
    payloads = session.scalars(
        select(AuditPayload.payload)
        .join(
            AuditEntry,
            (AuditEntry.workspace_id == AuditPayload.workspace_id)
            & (AuditEntry.number == AuditPayload.number),
        )
        .where(
            AuditEntry.workspace_id == workspace_id,
            AuditEntry.kind == ERASURE,
            AuditEntry.number > until,
        )
        .execution_options(yield_per=100)
    )
    named: list[tuple[int, int]] = []
    for payload in payloads:
        named.extend(_up_to(until, payload.get("numbers", [])))
        named = _joined(named)
    return named


def _up_to(until: int, pairs: Iterable[Any]) -> Iterator[tuple[int, int]]:
    return ((first, min(last, until)) for first, last in pairs if first <= until)


def _joined(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for first, last in sorted(pairs):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found
