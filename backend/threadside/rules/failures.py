"""Why a text did not go: the reasons, the class each belongs to, and what a person can do next.

The class is what the machine goes by: only `retry` and `throttle` are tried again, and only where
the carrier surely has not taken the text; `account` stops the line and keeps its queue. The
reason is what people read, under `failure.<reason>.title` and `.detail`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

ErrorClass = Literal[
    "retry", "retry_long", "throttle", "permanent", "opted_out", "content", "account", "request",
    "duplicate", "expired", "unknown",
]  # fmt: skip
"""retry: passes by itself, in minutes · retry_long: in hours · throttle: too much at once ·
permanent: this number will not take it · content: this wording will not pass · account: nothing
of the line will pass before somebody acts · request: we asked in a wrong way · duplicate: it was
sent already · expired: its time ran out · unknown: nobody can say."""

NextStep = Literal[
    "edit_and_resend", "other_number", "call", "tell_admin", "wait", "settle", "nothing"
]
"""What a person is offered. settle: say whether a text in doubt was sent."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one reason means. `kind` is None where we stopped the text and no carrier did."""

    kind: ErrorClass | None
    next: tuple[NextStep, ...]


REASONS: Final[Mapping[str, Reason]] = {
    "unreachable": Reason("retry", ("edit_and_resend", "call")),
    "network": Reason("retry", ("edit_and_resend", "call")),
    "unreachable_carrier": Reason("retry", ("edit_and_resend", "tell_admin")),
    "prepaid": Reason("retry_long", ("wait", "call")),
    "throttled": Reason("throttle", ("edit_and_resend",)),
    "daily_limit": Reason("throttle", ("wait", "tell_admin")),
    "bad_number": Reason("permanent", ("other_number", "call")),
    "barred_number": Reason("permanent", ("other_number", "call")),
    "unsuitable_phone": Reason("permanent", ("other_number", "call")),
    "opted_out": Reason("opted_out", ("nothing",)),
    "content": Reason("content", ("edit_and_resend", "call")),
    "age_restricted": Reason("content", ("call",)),
    "account": Reason("account", ("tell_admin",)),
    "no_credit": Reason("account", ("tell_admin",)),
    "sender": Reason("account", ("tell_admin",)),
    "trial": Reason("account", ("tell_admin",)),
    "route": Reason("account", ("tell_admin", "call")),
    "fraud_protection": Reason("account", ("tell_admin", "call")),
    "registration": Reason("account", ("tell_admin",)),
    "invalid": Reason("request", ("tell_admin",)),
    "too_long": Reason("request", ("edit_and_resend",)),
    "media": Reason("request", ("edit_and_resend", "tell_admin")),
    "duplicate": Reason("duplicate", ("nothing",)),
    "carrier_expired": Reason("expired", ("edit_and_resend", "call")),
    "expired": Reason("expired", ("edit_and_resend",)),
    "answered": Reason(None, ("edit_and_resend",)),
    "unknown": Reason("unknown", ("edit_and_resend", "call")),
    "partly": Reason("unknown", ("call", "edit_and_resend")),
    "no_answer": Reason("unknown", ("wait",)),
    "may_have_been_sent": Reason("unknown", ("settle",)),
    "doubt_not_sent": Reason(None, ("edit_and_resend",)),
    "to_be_read": Reason(None, ("wait",)),
    "number_doubted": Reason(None, ("wait",)),
    "no_consent": Reason(None, ("call",)),
    "unknown_place": Reason(None, ("edit_and_resend", "call")),
    "unchecked": Reason(None, ("tell_admin",)),
    "quiet_hours": Reason(None, ("wait",)),
    "limit": Reason(None, ("wait",)),
    "sending_paused": Reason(None, ("edit_and_resend",)),
    "refused": Reason(None, ("nothing",)),
    "wrong_number": Reason(None, ("other_number", "call")),
}

STOPS_THE_LINE: Final = frozenset({"account", "no_credit", "sender"})
"""`account` reasons that every text of the line would meet. The others of that class concern one
destination or one wording: stopping the line for them would hold back texts that pass."""

_SOME_MAY_HAVE_ARRIVED: Final = frozenset({"retry", "retry_long", "throttle", "expired", "unknown"})


def error_class(reason: str | None) -> ErrorClass | None:
    """The class of a reason; `unknown` for a reason this version does not know."""
    if reason is None:
        return None
    return REASONS[reason].kind if reason in REASONS else "unknown"


def next_steps(reason: str) -> tuple[NextStep, ...]:
    """What to offer for a reason; never empty."""
    return REASONS.get(reason, REASONS["unknown"]).next


def of_several_parts(reason: str | None, segments: int) -> str | None:
    """The reason to tell for a text of `segments` that the carrier took and then rejected.

    Vonage waits five minutes for the receipts of all segments and calls the whole text rejected
    when one is missing (https://developer.vonage.com/en/messages/concepts/multisegment-sms-handling),
    so unless the reason holds for every segment, some of them may be on the phone.
    """
    if segments > 1 and error_class(reason) in _SOME_MAY_HAVE_ARRIVED:
        return "partly"
    return reason
