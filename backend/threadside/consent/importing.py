"""Taking in consent that another system kept: row by row, each whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from threadside.consent import book, closing, story
from threadside.consent.closing import Stop
from threadside.rules.consent.importing import Row, Wrong
from threadside.store.tables import ConsentEvent
from threadside.store.uow import Tx
from threadside.words import say

Outcome = Literal["taken", "lowered", "known", "refused"]
AT_ONCE: Final = 200
"""Rows of one transaction, so that texting goes on beside a long file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one row, in a sentence. lowered: taken for less than it claims to be."""

    line: int
    phone: str
    outcome: Outcome
    words: str


def take(
    tx: Tx, workspace_id: str, rows: Iterable[Row | Wrong], *, source: str, member_id: str | None
) -> list[Report]:
    """Write down what these rows of the file `source` say; the same row twice is one line.

    Consent is never more than informational, express and unverified, and none is written down for
    a number that opted out. Opt-outs close their number at once.
    """
    return [
        _refused(row) if isinstance(row, Wrong) else _take(tx, workspace_id, row, source, member_id)
        for row in rows
    ]


def _take(tx: Tx, workspace_id: str, row: Row, source: str, member_id: str | None) -> Report:
    if book.same(tx, workspace_id, row.key) is not None:
        return _report(row, "known", "known")
    if row.status == "opted_out":
        return _opt_out(tx, workspace_id, row, source, member_id)
    if closing.is_closed(tx, workspace_id, row.phone):
        return _report(row, "refused", "opted_out")
    _write(tx, workspace_id, row, "granted", source, member_id)
    closing.tell(tx, workspace_id, row.phone)
    return _report(row, *(("lowered", "lowered") if row.lowered else ("taken", "taken")))


def _opt_out(tx: Tx, workspace_id: str, row: Row, source: str, member_id: str | None) -> Report:
    event = _write(tx, workspace_id, row, "revoked", source, member_id)
    stop = Stop("opt_out", row.words, event_id=event.id, member_id=member_id)
    news = closing.close(tx, workspace_id, row.phone, stop)
    return _report(row, "taken" if news else "known", "closed" if news else "closed_before")


def _write(  # noqa: PLR0917 - the values of one line
    tx: Tx, workspace_id: str, row: Row, kind: str, source: str, member_id: str | None
) -> ConsentEvent:
    granted = kind == "granted"
    owners = story.owners(tx.session, workspace_id, row.phone)
    return book.write(
        tx,
        workspace_id,
        row.phone,
        kind,
        "import",
        scope="informational" if granted else "all",
        strength=row.strength if granted else None,
        verified=not granted,
        person_id=owners[0] if len(owners) == 1 else None,
        words=row.words,
        note=row.note,
        source_url=source[:200],
        basis=row.basis,
        basis_at=row.basis_at,
        expires_at=row.expires_at if granted else None,
        obtained_at=row.obtained_at or tx.now,
        client_key=row.key,
        member_id=member_id,
    )


def _refused(row: Wrong) -> Report:
    return Report(row.line, row.phone, "refused", say(f"consent.import.{row.code}"))


def _report(row: Row, outcome: Outcome, code: str) -> Report:
    return Report(row.line, row.phone, outcome, say(f"consent.import.{code}"))
