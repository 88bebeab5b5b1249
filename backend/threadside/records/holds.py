"""Legal holds: what somebody may need as evidence is not deleted, by nobody and by no clock."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.store.tables import LegalHold
from threadside.store.uow import Tx


def place(
    tx: Tx, workspace_id: str, phone: str | None, reason: str, member_id: str | None = None
) -> LegalHold:
    """Hold everything of a phone, or of the whole workspace, until `end`.

    Raises:
        Invalid: `empty_reason`.
    """
    if not reason.strip():
        raise Invalid("empty_reason")
    made = LegalHold(
        id=new_id(),
        workspace_id=workspace_id,
        phone=phone,
        reason=reason.strip(),
        member_id=member_id,
        at=tx.now,
    )
    tx.session.add(made)
    about = {"hold": made.id, "reason": made.reason, "whole": phone is None}
    audit.record(tx, workspace_id, "hold.placed", about, phone=phone)
    return made


def end(tx: Tx, workspace_id: str, hold_id: str, member_id: str | None = None) -> None:
    """From now on it no longer holds anything; the row stays.

    Raises:
        NotFound: for one that is not of this workspace, or has ended.
    """
    found = tx.session.scalar(
        select(LegalHold)
        .where(
            LegalHold.workspace_id == workspace_id,
            LegalHold.id == hold_id,
            LegalHold.ended_at.is_(None),
        )
        .with_for_update(key_share=True)
    )
    if found is None:
        raise NotFound("hold")
    found.ended_at, found.ended_by = tx.now, member_id
    audit.record(tx, workspace_id, "hold.ended", {"hold": hold_id}, phone=found.phone)


def standing(session: Session, workspace_id: str) -> Sequence[LegalHold]:
    """Those that hold now, the oldest first."""
    return session.scalars(
        select(LegalHold)
        .where(LegalHold.workspace_id == workspace_id, LegalHold.ended_at.is_(None))
        .order_by(LegalHold.at, LegalHold.id)
    ).all()


def require_none(session: Session, workspace_id: str, phone: str) -> None:
    """Refuse to delete what is held.

    Raises:
        Refusal: `legal_hold` (409) with its reason and since when.
    """
    found = session.scalar(
        select(LegalHold)
        .where(
            LegalHold.workspace_id == workspace_id,
            LegalHold.ended_at.is_(None),
            or_(LegalHold.phone == phone, LegalHold.phone.is_(None)),
        )
        .order_by(LegalHold.at)
        .limit(1)
    )
    if found is not None:
        since = f"{found.at:%Y-%m-%d}"
        raise Refusal("legal_hold", params={"reason": found.reason, "since": since})
