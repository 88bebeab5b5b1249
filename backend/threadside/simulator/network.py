"""The carrier itself: takes a message, lets its receipts follow, brings contacts' texts in."""

import json
import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from threadside.simulator.account import Account
from threadside.simulator.clock import VirtualClock
from threadside.simulator.faults import FaultBook, FaultKind
from threadside.simulator.ledger import Accepted, Ledger
from threadside.simulator.outcomes import (
    Outcome,
    Receipt,
    duplicated,
    ending_in,
    outcome_for,
    reordered,
)
from threadside.simulator.parts import count_parts
from threadside.simulator.schedule import Schedule
from threadside.simulator.signing import sign
from threadside.simulator.status_codes import describe
from threadside.simulator.submission import Submission
from threadside.simulator.webhooks import Courier, Post


@dataclass(frozen=True, slots=True)
class Inbound:
    """A contact's text to a line; numbers without plus."""

    sender: str
    to: str
    text: str
    message_uuid: str


class Network:
    """Everything that happens behind the API, in memory, for one account."""

    def __init__(self, account: Account, post: Post, *, seed: int = 0) -> None:
        self.account = account
        self.clock = VirtualClock()
        self.schedule = Schedule(self.clock)
        self.ledger = Ledger()
        self.faults = FaultBook(seed)
        self.courier = Courier(
            self.clock,
            self.schedule,
            lambda body, contact: sign(self.account, body, self.faults, contact),
            post,
        )

    def outcome(self, submission: Submission) -> Outcome:
        """What is to become of a message, faults that concern receipts included."""
        to = submission.to
        outcome = outcome_for(to, submission.sender)
        if outcome.refused_with:
            return outcome
        if fault := self.faults.take(FaultKind.FINAL, to):
            outcome = ending_in(outcome, fault.final_status, fault.code)
        if self.faults.take(FaultKind.REORDER_RECEIPTS, to):
            outcome = reordered(outcome)
        if fault := self.faults.take(FaultKind.DUPLICATE_RECEIPTS, to):
            outcome = duplicated(outcome, fault.copies)
        if self.faults.take(FaultKind.NO_RECEIPTS, to):
            outcome = Outcome()
        if self.faults.take(FaultKind.RECEIPT_BEFORE_RESPONSE, to):
            outcome = Outcome(outcome.receipts, first_receipt_before_response=True)
        return outcome

    def accept(self, submission: Submission, outcome: Outcome) -> Accepted:
        """Enter a message in the ledger and set its receipts on their way."""
        parts = count_parts(submission.text) if submission.channel == "sms" else 1
        entry = self.ledger.accept(submission, str(uuid.uuid4()), parts, self.clock.now())
        receipts = list(outcome.receipts)
        if outcome.first_receipt_before_response and receipts:
            self._report(entry, receipts.pop(0), at_once=True)
        for receipt in receipts:
            self.schedule.after(self._delay(receipt), self._reporting(entry, receipt))
        return entry

    def bring_in(self, inbound: Inbound) -> None:
        """A contact's text arrives: one inbound webhook, or several under a fault."""
        account = self.account
        self.ledger.answer(inbound.message_uuid, inbound.sender, inbound.to, inbound.text)
        words = inbound.text.split(maxsplit=1)
        body = _json(
            {
                "channel": "sms",
                "message_uuid": inbound.message_uuid,
                "to": inbound.to,
                "from": inbound.sender,
                "timestamp": _timestamp(),
                "text": inbound.text,
                "sms": {
                    "num_messages": str(count_parts(inbound.text)),
                    "keyword": words[0].upper() if words else "",
                },
                "usage": {"currency": account.currency, "price": "0.0000"},
                "origin": {"network_code": account.network_code},
            }
        )
        fault = self.faults.take(FaultKind.DUPLICATE_INBOUND, inbound.sender)
        for _ in range(1 + (fault.copies if fault else 0)):
            self.courier.send(
                "inbound",
                account.inbound_url,
                body,
                contact=inbound.sender,
                message_uuid=inbound.message_uuid,
            )

    def reset(self, seed: int | None = None) -> None:
        """Forget messages, webhooks, faults and the clock's speed; the account stays."""
        self.courier.reset()
        self.schedule.clear()
        self.ledger.clear()
        self.faults.reset(seed)
        self.clock.set_factor(1.0)

    def _delay(self, receipt: Receipt) -> float:
        account = self.account
        moment = (
            account.submitted_after_s
            if receipt.moment == "submit"
            else max(account.submitted_after_s, account.delivered_after_s)
        )
        return moment + receipt.extra_s

    def _reporting(self, entry: Accepted, receipt: Receipt) -> Callable[[], None]:
        return lambda: self._report(entry, receipt)

    def _report(self, entry: Accepted, receipt: Receipt, *, at_once: bool = False) -> None:
        submission = entry.submission
        body = _json(_status_webhook(entry, receipt, self.account))
        self.ledger.note_status(entry, receipt.status, receipt.code)
        for _ in range(receipt.copies):
            self.courier.send(
                "status",
                submission.webhook_url or self.account.status_url,
                body,
                contact=submission.to,
                message_uuid=entry.message_uuid,
                client_ref=submission.client_ref,
                at_once=at_once,
            )


def _status_webhook(entry: Accepted, receipt: Receipt, account: Account) -> dict[str, Any]:
    """Messages API OpenAPI 1.11.0, `messageStatusSMS`; `usage` comes when the charge is made."""
    submission = entry.submission
    timestamp = _timestamp()
    webhook: dict[str, Any] = {
        "message_uuid": entry.message_uuid,
        "to": submission.to,
        "from": submission.sender,
        "timestamp": timestamp,
        "status": receipt.status,
        "channel": submission.channel,
    }
    if receipt.code is not None:
        webhook["error"] = {
            "type": f"https://developer.vonage.com/api-errors/messages#{receipt.code}",
            "title": str(receipt.code),
            "detail": describe(receipt.code),
            "instance": secrets.token_hex(16),
        }
    if submission.client_ref is not None:
        webhook["client_ref"] = submission.client_ref
    if receipt.status == "submitted":
        price = float(account.price) * entry.parts
        webhook["usage"] = {"currency": account.currency, "price": f"{price:.4f}"}
    webhook["destination"] = {"network_code": account.network_code}
    if submission.channel == "sms":
        webhook["sms"] = {"count_total": str(entry.parts)}
        if receipt.partly:
            webhook["sms"]["segments"] = [{"timestamp": timestamp, "status": "delivered"}]
    return webhook


def _timestamp() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
