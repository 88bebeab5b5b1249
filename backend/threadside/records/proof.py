"""What an export proves its story by: the ledger, refusals, policies, the chain and its anchors."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import check
from threadside.contracts.policy import Policy
from threadside.records.story import utc
from threadside.rules.chain import ERASURE, canonical, moment
from threadside.store.tables import (
    AuditEntry,
    AuditPayload,
    ConsentEvent,
    ConsentEvidence,
    Message,
    PolicyVersion,
    TimelineItem,
    WebhookReceipt,
)

REVOCATIONS: Final = (
    "at_utc", "told_at_utc", "method", "channel", "exact_text", "keyword", "rule", "rules_version",
    "received_utc", "seconds_to_suppression", "message_id", "consent_id",
)  # fmt: skip
DECISIONS: Final = ("text.pressed", "text.refused", "override", "consent.settled", "consent.held")


def line(value: Any) -> bytes:
    """A line of JSON, the same for the same value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace") + b"\n"


def consent_events(session: Session, workspace_id: str, phone: str) -> Sequence[ConsentEvent]:
    """The ledger of a number, oldest first."""
    return session.scalars(
        select(ConsentEvent)
        .where(ConsentEvent.workspace_id == workspace_id, ConsentEvent.phone == phone)
        .order_by(ConsentEvent.at, ConsentEvent.id)
    ).all()


def as_object(row: Any) -> dict[str, Any]:
    """Every column of a row."""
    names = [column.key for column in type(row).__mapper__.column_attrs]
    return {name: _plain(getattr(row, name)) for name in names}


def evidence(session: Session, workspace_id: str, phone: str) -> Sequence[ConsentEvidence]:
    """The files that prove the ledger of a number."""
    return session.scalars(
        select(ConsentEvidence)
        .join(ConsentEvent, ConsentEvent.id == ConsentEvidence.event_id)
        .where(ConsentEvent.workspace_id == workspace_id, ConsentEvent.phone == phone)
        .order_by(ConsentEvidence.at, ConsentEvidence.id)
    ).all()


def revocations(session: Session, workspace_id: str, phone: str) -> Iterator[dict[str, str]]:
    """Each time they asked to stop: by what words, and how soon it was in force."""
    arrived = _arrivals(session, phone)
    rows = session.execute(
        select(ConsentEvent, TimelineItem.text, Message.carrier_uuid)
        .outerjoin(Message, Message.id == ConsentEvent.message_id)
        .outerjoin(TimelineItem, TimelineItem.id == ConsentEvent.message_id)
        .where(
            ConsentEvent.workspace_id == workspace_id,
            ConsentEvent.phone == phone,
            ConsentEvent.kind == "revoked",
        )
        .order_by(ConsentEvent.at, ConsentEvent.id)
    )
    for event, text, carrier_uuid in rows:
        received = arrived.get(carrier_uuid or "")
        took = "" if received is None else f"{(event.at - received).total_seconds():.3f}"
        yield {
            "at_utc": utc(event.at),
            "told_at_utc": utc(event.obtained_at),
            "method": event.method,
            "channel": event.channel or "",
            "exact_text": (text if event.method in ("keyword", "inbound_text") else None)
            or event.words,
            "keyword": event.keyword,
            "rule": event.rule or "",
            "rules_version": event.rules_version or "",
            "received_utc": utc(received),
            "seconds_to_suppression": took,
            "message_id": event.message_id or "",
            "consent_id": event.id,
        }


def _arrivals(session: Session, phone: str) -> dict[str, datetime]:
    """When webhooks of this number arrived, by the carrier's id; raw ones are kept for 30 days."""
    rows = session.execute(
        select(WebhookReceipt.dedupe_key, WebhookReceipt.received_at).where(
            WebhookReceipt.peer.in_((phone, phone.removeprefix("+")))
        )
    )
    return {row.dedupe_key.split(":in:")[-1].split(":")[-1]: row.received_at for row in rows}


def decisions(session: Session, workspace_id: str, phone: str) -> Iterator[bytes]:
    """Each time it was decided whether they may be texted, or what a text of theirs meant."""
    rows = session.execute(
        select(AuditEntry, AuditPayload.payload)
        .join(
            AuditPayload,
            (AuditPayload.workspace_id == AuditEntry.workspace_id)
            & (AuditPayload.number == AuditEntry.number),
        )
        .where(
            AuditPayload.workspace_id == workspace_id,
            AuditPayload.phone == phone,
            AuditEntry.kind.in_(DECISIONS),
        )
        .order_by(AuditEntry.number)
    )
    for entry, payload in rows:
        yield line(
            {
                "number": entry.number,
                "at": moment(entry.at),
                "actor": entry.actor,
                "kind": entry.kind,
                "decided": payload,
            }
        )


def policies(session: Session, workspace_id: str) -> Iterator[tuple[int, bytes]]:
    """Every policy that was in force, from when, with all its values; 0 is the defaults."""
    yield 0, _policy(0, "", {}, None)
    rows = session.scalars(
        select(PolicyVersion)
        .where(PolicyVersion.workspace_id == workspace_id)
        .order_by(PolicyVersion.version)
    )
    for row in rows:
        yield row.version, _policy(row.version, row.reason, row.body, row.at)


def _policy(version: int, reason: str, body: dict[str, Any], at: datetime | None) -> bytes:
    whole = Policy.model_validate_json(json.dumps(body)).model_dump(mode="json")
    told = {"version": version, "reason": reason, "from": utc(at), "policy": whole}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def chain(session: Session, workspace_id: str, phone: str, people: set[str]) -> Iterator[bytes]:
    """Every link; the payloads of this number, and those that account for erasures."""
    for link, kept in check.rows(session, workspace_id):
        shown: dict[str, Any] = dict(vars(link))
        if kept is not None:
            theirs = kept.phone == phone or (kept.phone is None and kept.person_id in people)
            if theirs or link.kind == ERASURE:
                shown |= {"salt": kept.salt, "payload": kept.payload}
            else:
                shown["withheld"] = True
        yield canonical(shown) + b"\n"


def _plain(value: Any) -> Any:
    return utc(value) if isinstance(value, datetime) else value
