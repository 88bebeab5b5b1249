"""What was found where; the value itself is never part of it."""

from dataclasses import dataclass
from typing import Literal

Type = Literal[
    "card", "ssn", "itin", "iban", "bank_account", "password", "api_key", "otp", "health",
    "access_code", "passport", "solicits_secret",
]  # fmt: skip
Action = Literal["block", "warn"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: `rule` is its stable id ("card.visa"), `start` and `end` are code points.

    `last4` holds the last four digits of a card, all that PCI DSS 3.4 lets anybody show.
    """

    type: Type
    action: Action
    rule: str
    start: int
    end: int
    last4: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in the text as it was read (`reading.Reading`), before it is placed."""

    type: Type
    rule: str
    start: int
    end: int
    last4: str | None = None
