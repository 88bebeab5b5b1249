"""The ledger as a contact's phone shows it: one conversation per number and line."""

from itertools import zip_longest
from typing import Any

from threadside.simulator.ledger import Ledger

_MESSAGES_SHOWN = 2000


def conversations(ledger: Ledger) -> list[dict[str, Any]]:
    """Conversations, the newest first, each with its messages oldest first.

    `phone` is the contact, `line` the business, both without plus; a message is `received` or
    `written` by the contact. Of very long ledgers only the newest messages are shown.
    """
    messages: list[tuple[str, str, dict[str, Any]]] = [
        (
            entry.submission.to,
            entry.submission.sender,
            {
                "id": entry.message_uuid,
                "direction": "received",
                "text": entry.submission.text,
                "media_url": entry.submission.media_url,
                "media": [
                    {"type": one.kind, "caption": one.caption, "id": media_id, "url": one.url}
                    for one, media_id in zip_longest(entry.submission.attachments, entry.media_ids)
                ],
                "at": entry.accepted_at.isoformat().replace("+00:00", "Z"),
                "status": entry.status,
            },
        )
        for entry in ledger.accepted()[-_MESSAGES_SHOWN:]
    ]
    messages += [
        (
            answer.inbound.sender,
            answer.inbound.to,
            {
                "id": answer.inbound.message_uuid,
                "direction": "written",
                "text": answer.inbound.text,
                "media_url": answer.inbound.files[0].url if answer.inbound.files else None,
                "media": [
                    {"type": one.kind, "caption": one.caption, "id": one.media_id, "url": one.url}
                    for one in answer.inbound.files
                ],
                "at": answer.at.isoformat().replace("+00:00", "Z"),
                "status": "sent",
            },
        )
        for answer in ledger.answers()[-_MESSAGES_SHOWN:]
    ]
    messages += [
        (
            assist.contact,
            assist.line,
            {
                "id": assist.message_uuid,
                "direction": "received",
                "text": assist.text,
                "media_url": None,
                "media": [],
                "at": assist.at.isoformat().replace("+00:00", "Z"),
                "status": "delivered",
            },
        )
        for assist in ledger.assists()[-_MESSAGES_SHOWN:]
    ]
    messages.sort(key=lambda message: str(message[2]["at"]))
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for phone, line, message in messages:
        conversation = found.setdefault(
            (phone, line), {"phone": phone, "line": line, "messages": []}
        )
        conversation["messages"].append(message)
    return sorted(found.values(), key=lambda one: str(one["messages"][-1]["at"]), reverse=True)
