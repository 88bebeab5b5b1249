"""What becomes of an accepted message: which receipts the carrier sends, when, in which order."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from threadside.simulator.status_codes import code_of
from threadside.simulator.throttle import LimitKind, Over

Status = Literal["submitted", "delivered", "rejected", "undeliverable"]
Moment = Literal["submit", "final"]

_PART_CONFIRMATION_S = 300.0
"""Vonage waits five minutes for the receipts of all parts before it calls a text rejected."""

THROTTLED, INTERNAL_ERROR, OPTED_OUT, DAILY_LIMIT = 1000, 1030, 1240, 1460


@dataclass(frozen=True, slots=True)
class Receipt:
    """One status webhook to be: after which of the two configured delays, plus `extra_s`."""

    status: Status
    moment: Moment
    code: int | None = None
    err_code: int | None = None
    """Of the SMS API's receipts, where it was asked for; else it follows from `code`."""
    extra_s: float = 0.0
    copies: int = 1
    partly: bool = False
    """Only the first part of several was confirmed: the webhook lists `sms.segments`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`refused_with` is an HTTP status before anything is accepted, `sms_status` the like of the
    SMS API, which the Messages API does not have."""

    receipts: tuple[Receipt, ...] = ()
    refused_with: int | None = None
    sms_status: int | None = None
    first_receipt_before_response: bool = False


_SUBMITTED = Receipt("submitted", "submit")
_DELIVERED = Receipt("delivered", "final")

DELIVERED = Outcome((_SUBMITTED, _DELIVERED))


def rejected(code: int) -> Outcome:
    """Accepted by the API and never carried."""
    return Outcome((Receipt("rejected", "submit", code),))


def _failed(err_code: int) -> Outcome:
    if err_code == 0:
        return DELIVERED
    return Outcome((_SUBMITTED, Receipt("rejected", "final", code_of(err_code), err_code=err_code)))


ILLEGAL_SENDER = rejected(1120)
"""Alphanumeric senders are accepted by the API and refused by every US carrier."""

_MAGIC: tuple[tuple[str, Callable[[str], Outcome]], ...] = (
    (r"9(\d{3})", lambda code: rejected(1000 + int(code))),
    (r"8(\d{3})", lambda err_code: _failed(int(err_code))),
    (r"7(0\d{2})", lambda status: replace(DELIVERED, sms_status=int(status))),
    (r"7([45]\d{2})", lambda status: Outcome(refused_with=int(status))),
    (r"0001()", lambda _: DELIVERED),
    (r"0002()", lambda _: Outcome((_SUBMITTED,))),
    (r"0003()", lambda _: Outcome((_SUBMITTED, replace(_DELIVERED, copies=4)))),
    (r"0004()", lambda _: reordered(DELIVERED)),
    (
        r"0005()",
        lambda _: Outcome(
            (_SUBMITTED, Receipt("rejected", "final", 1180), replace(_DELIVERED, extra_s=5.0))
        ),
    ),
    (
        r"0006()",
        lambda _: Outcome(
            (_SUBMITTED, Receipt("rejected", "final", extra_s=_PART_CONFIRMATION_S, partly=True))
        ),
    ),
    (r"0007()", lambda _: Outcome((_SUBMITTED, Receipt("rejected", "final", 1360)))),
    (r"0008()", lambda _: Outcome((Receipt("undeliverable", "submit", 1260),))),
    (r"0009()", lambda _: replace(DELIVERED, first_receipt_before_response=True)),
)


def outcome_for(to: str, sender: str) -> Outcome:
    """The fate of a text from `sender` to `to`, both without plus.

    Magic recipients live under +1 500 555 only; the last four digits decide:

    =====  ===========================================================================
    9CCC   accepted, then rejected with delivery error 1CCC (9240: the person sent STOP)
    8EEE   submitted, then failed with `err-code` EEE (Messages API: the error of that cause)
    7SSS   refused at once with HTTP status SSS (400 to 599), never accepted
    70SS   the SMS API answers status SS (7001: throttled); the Messages API delivers
    0001   submitted, delivered (as every ordinary number)
    0002   submitted and nothing more
    0003   submitted, delivered, and the delivery three more times
    0004   delivered before submitted
    0005   submitted, rejected with 1180, and delivered five seconds later after all
    0006   of several parts one is confirmed: rejected, without an error, five minutes later
    0007   submitted, then rejected with 1360: expired before it was delivered
    0008   undeliverable with 1260
    0009   the `submitted` webhook is sent before the HTTP response is written
    =====  ===========================================================================
    """
    if to.startswith("1500555") and len(to) == 11:
        for pattern, make in _MAGIC:
            if match := re.fullmatch(pattern, to[-4:]):
                return make(match[1])
    if to.startswith("1") and not sender.isdigit():
        return ILLEGAL_SENDER
    return DELIVERED


def reordered(outcome: Outcome) -> Outcome:
    """The same receipts in the opposite order: what came at the end comes first."""
    swapped: dict[Moment, Moment] = {"submit": "final", "final": "submit"}
    return replace(
        outcome,
        receipts=tuple(
            replace(receipt, moment=swapped[receipt.moment]) for receipt in outcome.receipts[::-1]
        ),
    )


def duplicated(outcome: Outcome, copies: int) -> Outcome:
    """Every receipt `copies` times more."""
    return replace(
        outcome,
        receipts=tuple(
            replace(receipt, copies=receipt.copies + copies) for receipt in outcome.receipts
        ),
    )


def ending_in(outcome: Outcome, status: Status, code: int | None) -> Outcome:
    """Submitted as before, then this end."""
    return replace(outcome, receipts=(_SUBMITTED, Receipt(status, "final", code)))


def delayed(outcome: Outcome, seconds: float) -> Outcome:
    """Every receipt that much later."""
    return replace(
        outcome,
        receipts=tuple(
            replace(receipt, extra_s=receipt.extra_s + seconds) for receipt in outcome.receipts
        ),
    )


def limited(outcome: Outcome, over: Over | None) -> Outcome:
    """What a limit that does not refuse makes of a message: rejected, or carried later."""
    if over is None:
        return outcome
    if over.when == "queue":
        return delayed(outcome, over.wait_s)
    return rejected(DAILY_LIMIT if over.kind is LimitKind.BRAND else THROTTLED)
