"""Verifying a chain where it lives: the entries, their payloads, the head, and known anchors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, Integer, bindparam, select
from sqlalchemy.orm import Session

from threadside.rules.chain import Anchor, Fault, Link, Opened, Report, moment, verify
from threadside.store.tables import AuditAnchor, AuditEntry, AuditHead, AuditPayload

AT_ONCE: Final = 1_000


def database(
    session: Session,
    workspace_id: str,
    anchors: Iterable[Anchor] = (),
    since: Anchor | None = None,
) -> Report:
    """Verify a workspace's chain against itself, the anchors that the database knows, and further
    ones that were kept elsewhere; from the entry after `since` on, where that is known to be good.
    Reads a thousand entries at a time."""
    payloads: dict[int, Opened] = {}
    mislaid: list[int] = []

    def links() -> Iterator[Link]:
        for link, kept in rows(session, workspace_id, since.number if since else 0):
            payloads.clear()
            if kept is not None:
                payloads[link.number] = Opened(kept.salt, kept.payload)
                if not kept.filed_right:
                    mislaid.append(link.number)
            yield link

    known = [*known_anchors(session, workspace_id), *anchors]
    report = verify(links(), lambda link: payloads.get(link.number), known, since)
    if report.fault is None:
        last = report.entries + (since.number if since else 0)
        report.fault = _filing(session, workspace_id, Anchor(last, report.hash), mislaid)
    return report


@dataclass(frozen=True)
class Kept:
    """A payload with its salt, and whose it is filed as."""

    phone: str | None
    person_id: str | None
    salt: str
    payload: dict[str, Any]

    @property
    def filed_right(self) -> bool:
        """Whether the columns that it is found by say what it says itself."""
        return (self.phone, self.person_id) == (
            self.payload.get("phone"),
            self.payload.get("person"),
        )


def rows(session: Session, workspace_id: str, after: int = 0) -> Iterator[tuple[Link, Kept | None]]:
    """The entries above `after` in order, each with its payload if that was not erased."""
    while True:
        page = session.execute(
            _page(), {"workspace": workspace_id, "after": after, "most": AT_ONCE}
        ).all()
        for row in page:
            yield _read(workspace_id, row)
        if len(page) < AT_ONCE:
            return
        after = page[-1].number


@cache
def _page() -> Any:
    """Columns and no objects: a chain may be long."""
    return (
        select(
            AuditEntry.number,
            AuditEntry.kind,
            AuditEntry.actor,
            AuditEntry.at,
            AuditEntry.commitment,
            AuditEntry.previous,
            AuditEntry.hash,
            AuditPayload.phone,
            AuditPayload.person_id,
            AuditPayload.salt,
            AuditPayload.payload,
        )
        .outerjoin(
            AuditPayload,
            (AuditPayload.workspace_id == AuditEntry.workspace_id)
            & (AuditPayload.number == AuditEntry.number),
        )
        .where(
            AuditEntry.workspace_id == bindparam("workspace"),
            AuditEntry.number > bindparam("after", type_=BigInteger),
        )
        .order_by(AuditEntry.number)
        .limit(bindparam("most", type_=Integer))
    )


def _read(workspace_id: str, row: Any) -> tuple[Link, Kept | None]:
    number, kind, actor, at, promised, previous, hashed, phone, person_id, salt, payload = row
    link = Link(workspace_id, number, kind, actor, moment(at), promised, previous, hashed)
    return link, None if salt is None else Kept(phone, person_id, salt, payload)


def known_anchors(session: Session, workspace_id: str) -> list[Anchor]:
    """The heads that the database says were written down."""
    found = session.execute(
        select(AuditAnchor.number, AuditAnchor.hash).where(AuditAnchor.workspace_id == workspace_id)
    )
    return [Anchor(row.number, row.hash) for row in found]


def _filing(
    session: Session, workspace_id: str, newest: Anchor, mislaid: list[int]
) -> Fault | None:
    if mislaid:
        return Fault(mislaid[0], "payload_edited")
    head = session.get(AuditHead, workspace_id)
    if head is not None and (head.number, head.hash) != (newest.number, newest.hash):
        kind = "truncated" if head.number > newest.number else "edited"
        return Fault(min(head.number, newest.number) + 1, kind)
    return None


def anchored(session: Session, workspace_id: str, anchors: Iterable[Anchor]) -> Fault | None:
    """The first anchor whose entry is gone or another one; without reading what is between."""
    wanted = sorted(set(anchors), key=lambda anchor: anchor.number)
    for place in range(0, len(wanted), AT_ONCE):
        some = wanted[place : place + AT_ONCE]
        rows = session.execute(
            select(AuditEntry.number, AuditEntry.hash).where(
                AuditEntry.workspace_id == workspace_id,
                AuditEntry.number.in_([anchor.number for anchor in some]),
            )
        )
        hashes = {row.number: row.hash for row in rows}
        for anchor in some:
            if anchor.number not in hashes:
                return Fault(anchor.number, "truncated")
            if hashes[anchor.number] != anchor.hash:
                return Fault(anchor.number, "rewritten")
    return None
