"""What is recorded of a text: its ids, and the hash of its words rather than the words.

The words stand in the timeline, where they can be erased; with the hash anybody who has them can
show that they are the ones.
"""

from typing import Any

from threadside.audit import log, who
from threadside.contracts.beside import Verdict
from threadside.rules.chain import text_digest
from threadside.store.tables import Message, TimelineItem
from threadside.store.uow import Tx


def pressed(tx: Tx, message_id: str, verdict: Verdict | None = None) -> None:
    """Send was pressed, or a machine answered; the text's rows are in this session.

    `verdict` is what allowed it. Each refusal that somebody went past is an entry of its own.
    """
    item = tx.session.get_one(TimelineItem, message_id)
    message = tx.session.get_one(Message, message_id)
    about = _about(item, message) | {
        "line": message.line_id,
        "template": message.template_id,
        "template_version": message.template_version,
        "media": message.media_count,
        "purpose": message.purpose,
        **({} if verdict is None else judged(verdict)),
    }
    actor = who.SYSTEM if item.author_id is None else who.member(item.author_id)
    whose = {"phone": message.phone, "person_id": item.person_id, "actor": actor}
    log.record(tx, message.workspace_id, "text.pressed", _known(about), **whose)
    for override in message.overrides or ():
        log.record(
            tx, message.workspace_id, "override", {"message": message.id, **override}, **whose
        )


def judged(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the chain keeps it: its code and reasons, the version of the rules, and the line
    of the ledger that it relied on."""
    evidence = [each for reason in verdict.reasons for each in reason.evidence]
    consent = next((each.id for each in evidence if each.kind == "consent" and each.id), None)
    return {
        "verdict": verdict.code,
        "reasons": [reason.code for reason in verdict.reasons],
        "rules": verdict.rules_version,
        **({} if consent is None else {"consent": consent}),
    }


def accepted(tx: Tx, item: TimelineItem, message: Message) -> None:
    """The carrier took a text; its own id is what it can be asked for by."""
    about = {"message": message.id, "carrier_id": message.carrier_uuid, "parts": message.parts}
    log.record(
        tx, message.workspace_id, "text.accepted", _known(about),
        phone=message.phone, person_id=item.person_id, actor=who.CARRIER,
    )  # fmt: skip


def told(tx: Tx, item: TimelineItem, message: Message, status: str, error_code: str | None) -> None:
    """The carrier's word on a text, as it came, whether it changed anything or not."""
    about = {"message": message.id, "status": status, "error": error_code}
    log.record(
        tx, message.workspace_id, "text.receipt", _known(about),
        phone=message.phone, person_id=item.person_id, actor=who.CARRIER,
    )  # fmt: skip


def received(tx: Tx, item: TimelineItem, message: Message) -> None:
    """A text arrived, or a part that its text had lacked."""
    about = _about(item, message) | {
        "line": message.line_id,
        "carrier_id": message.carrier_uuid,
        "mark": message.mark,
    }
    log.record(
        tx, message.workspace_id, "text.received", _known(about),
        phone=message.phone, person_id=item.person_id, actor="contact",
    )  # fmt: skip


def _about(item: TimelineItem, message: Message) -> dict[str, Any]:
    return {
        "message": message.id,
        "text_sha256": text_digest(item.text),
        "encoding": message.encoding,
        "segments": message.segments,
    }


def _known(about: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.items() if value is not None}
