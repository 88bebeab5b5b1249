"""The ledger's book: lines are added, read, and summed up. Nothing in it is ever changed.

It is keyed by phone, not by person: whoever shares a number shares what was agreed to for it.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import String, bindparam, func, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.policy import Policy
from threadside.errors import NotFound, Refusal
from threadside.ids import new_id
from threadside.rules.consent.standing import LedgerLine, Standing, standing
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import ConsentEvent, Person, Thread
from threadside.store.types import UtcTime
from threadside.store.uow import Tx

AUDITED: Final[Mapping[str, str]] = {
    "granted": "consent.granted",
    "confirmed": "consent.granted",
    "scope_changed": "consent.granted",
    "revoked": "consent.revoked",
    "restored": "consent.restored",
    "expired": "consent.expired",
    "disputed": "consent.wrong_number",
    "superseded": "consent.superseded",
    "asked": "consent.asked",
    "held": "consent.held",
    "dismissed": "consent.settled",
}
"""Under which kind each kind of line stands in the chain; a question for help is no matter of
consent."""


def write(
    tx: Tx,
    workspace_id: str,
    phone: str,
    kind: str,
    method: str,
    *,
    actor: str | None = None,
    **values: Any,
) -> ConsentEvent:
    """Add a line, as of now unless it says when it was obtained; the line.

    `actor` is whose doing it is in the chain of the audit, if not whoever acts.
    """
    if values.get("wording") is not None:
        values["wording_sha256"] = sha256(values["wording"])
    event = ConsentEvent(
        **{
            "id": new_id(),
            "workspace_id": workspace_id,
            "phone": phone,
            "kind": kind,
            "method": method,
            "scope": "all",
            "obtained_at": tx.now,
            "verified": True,
            "at": tx.now,
            **values,
        }
    )
    tx.session.add(event)
    tx.session.flush()
    if kind in AUDITED:
        audit.record(
            tx,
            workspace_id,
            AUDITED[kind],
            _told(event),
            phone=phone,
            person_id=event.person_id,
            actor=actor,
        )
    return event


def sha256(words: str) -> str:
    """The digest under which a wording is known."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def same(tx: Tx, workspace_id: str, client_key: str) -> ConsentEvent | None:
    """The line that this key made before; nobody else makes it until `tx` ends."""
    one_at_a_time(tx.session, f"consent {workspace_id} {client_key}")
    return tx.session.scalar(
        select(ConsentEvent).where(
            ConsentEvent.workspace_id == workspace_id, ConsentEvent.client_key == client_key
        )
    )


def same_by(
    tx: Tx, workspace_id: str, client_key: str, kind: str, phone: str
) -> ConsentEvent | None:
    """Like `same`, for a press by a member.

    Raises:
        Refusal: `key_taken` (409) when the key made something else.
    """
    found = same(tx, workspace_id, client_key)
    if found is not None and (found.kind, found.phone) != (kind, phone):
        raise Refusal("key_taken")
    return found


def require_person(session: Session, workspace_id: str, person_id: str | None) -> str | None:
    """The same id.

    Raises:
        NotFound: for a person who is not of this workspace.
    """
    if person_id is None:
        return None
    found = session.scalar(
        select(Person.id).where(Person.workspace_id == workspace_id, Person.id == person_id)
    )
    if found is None:
        raise NotFound("person")
    return person_id


def sum_up(
    session: Session, workspace_id: str, phone: str, now: datetime, rules: Policy
) -> Standing:
    """Where consent of a phone stands."""
    values = {"workspace": workspace_id, "phone": phone}
    heard_at = session.scalar(_heard(), values)
    found = session.execute(_lines(), values)
    return standing(
        (LedgerLine(*row) for row in found),
        now=now,
        last_inbound_at=heard_at,
        conversation_hours=rules.conversation_hours,
    )


@cache
def _lines() -> Any:
    return select(
        ConsentEvent.id,
        ConsentEvent.kind,
        ConsentEvent.scope,
        ConsentEvent.strength,
        ConsentEvent.method,
        ConsentEvent.at,
        ConsentEvent.expires_at,
        ConsentEvent.verified,
        ConsentEvent.settles,
    ).where(
        ConsentEvent.workspace_id == bindparam("workspace"),
        ConsentEvent.phone == bindparam("phone", type_=String),
        ConsentEvent.kind != "help",
    )


@cache
def _heard() -> Any:
    return select(func.max(Thread.last_inbound_at, type_=UtcTime)).where(
        Thread.workspace_id == bindparam("workspace"),
        Thread.phone == bindparam("phone", type_=String),
    )


def _told(event: ConsentEvent) -> dict[str, Any]:
    """What the chain keeps of a line: what it is and what proves it, digests of what was said."""
    kept = {
        "event": event.id,
        "kind": event.kind,
        "scope": event.scope,
        "strength": event.strength,
        "method": event.method,
        "channel": event.channel,
        "keyword": event.keyword or None,
        "obtained_at": event.obtained_at.isoformat(),
        "expires_at": event.expires_at.isoformat() if event.expires_at else None,
        "verified": event.verified,
        "words_sha256": sha256(event.words) if event.words else None,
        "wording_sha256": event.wording_sha256,
        "settles": event.settles,
        "message": event.message_id,
        "member": event.member_id,
        "rule": event.rule,
        "rules_version": event.rules_version,
    }
    return {name: value for name, value in kept.items() if value is not None}
