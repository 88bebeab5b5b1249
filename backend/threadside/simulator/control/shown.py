"""What `/_sim/` answers."""

from typing import Any

from threadside.simulator.clock import VirtualClock
from threadside.simulator.faults import Rule
from threadside.simulator.ledger import Accepted, Assist, Ledger
from threadside.simulator.payloads import json_bytes
from threadside.simulator.schedule import Schedule
from threadside.simulator.webhooks import Delivery


def ledger_entry(entry: Accepted, ledger: Ledger) -> dict[str, Any]:
    """One accepted message; `posts` counts every request with its reference, refused or not."""
    submission = entry.submission
    reference = submission.client_ref
    return {
        "seq": entry.seq,
        "message_uuid": entry.message_uuid,
        "client_ref": reference,
        "message_ids": list(entry.part_ids or (entry.message_uuid,)),
        "api": submission.api,
        "channel": submission.channel,
        "to": submission.to,
        "from": submission.sender,
        "text": submission.text,
        "media_url": submission.media_url,
        "media": [file_shown(entry, number) for number in range(len(submission.attachments))],
        "accepted_at": entry.accepted_at.isoformat().replace("+00:00", "Z"),
        "status": entry.status,
        "reported": list(entry.reported),
        "parts": entry.parts,
        "workflow_id": entry.workflow.id if entry.workflow else None,
        "attempt": entry.attempt,
        "redacted": entry.redacted,
        "posts": ledger.posts(reference).seen if reference is not None else 1,
    }


def file_shown(entry: Accepted, number: int) -> dict[str, Any]:
    """One file of an accepted message; `pending` until it was fetched."""
    attachment = entry.submission.attachments[number]
    shown: dict[str, Any] = {
        "type": attachment.kind,
        "url": attachment.url,
        "caption": attachment.caption,
        "state": "pending",
    }
    if not entry.media:
        return shown
    fetched = entry.media[number]
    return shown | {
        "state": fetched.state,
        "size": fetched.size,
        "content_type": fetched.content_type,
        "sha256": fetched.sha256,
        "code": fetched.code,
        "reason": fetched.reason,
        "media_id": entry.media_ids[number],
    }


def assist_shown(assist: Assist) -> dict[str, Any]:
    """What Opt-Out Assist answered a contact."""
    return {
        "message_uuid": assist.message_uuid,
        "from": assist.line,
        "to": assist.contact,
        "text": assist.text,
        "at": assist.at.isoformat().replace("+00:00", "Z"),
    }


def fault_rule(rule: Rule) -> dict[str, Any]:
    """A rule in force: its fields, how often it was used, whether it is spent."""
    return {
        "id": rule.id,
        **rule.fault.model_dump(mode="json"),
        "used": rule.used,
        "spent": rule.spent,
    }


def webhook_event(delivery: Delivery) -> dict[str, Any]:
    """One event with all its attempts; `clock_s` are virtual seconds."""
    return {
        "id": delivery.id,
        "kind": delivery.kind,
        "url": delivery.url,
        "state": delivery.state,
        "message_uuid": delivery.message_uuid,
        "client_ref": delivery.client_ref,
        "manner": delivery.letter.manner,
        "body": json_bytes(delivery.letter.payload).decode(),
        "created_s": delivery.created_s,
        "status": delivery.attempts[-1].status if delivery.attempts else None,
        "attempts": [
            {
                "at": attempt.at.isoformat().replace("+00:00", "Z"),
                "clock_s": attempt.clock_s,
                "status": attempt.status,
                "error": attempt.error,
                "elapsed_ms": attempt.elapsed_ms,
                "signature": attempt.signature,
            }
            for attempt in list(delivery.attempts)
        ],
    }


def clock_state(clock: VirtualClock, schedule: Schedule) -> dict[str, Any]:
    """Virtual seconds since the start, speed, and how many receipts and retries wait."""
    return {"now_s": clock.now(), "factor": clock.factor, "waiting": schedule.waiting}
