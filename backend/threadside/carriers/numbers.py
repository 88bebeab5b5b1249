"""What we ask of a carrier about its numbers. An adapter knows this file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

NumberKind = Literal["mobile-lvn", "landline", "landline-toll-free"]
"""As Vonage calls them. Local US numbers are of the first kind."""


@dataclass(frozen=True)
class Offer:
    """A number that can be rented: E.164, a month's price in euros as the carrier writes it."""

    phone: str
    country: str
    kind: str
    features: tuple[str, ...]
    monthly_cost: str


@dataclass(frozen=True)
class OwnNumber:
    """A number of the account: E.164, and whether its texts go to our application."""

    phone: str
    country: str
    features: tuple[str, ...]
    linked: bool


class NumbersRefused(Exception):  # noqa: N818 - it was refused
    """The carrier understood and did not do it; `reason` is one of `console.numbers.refused`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NumbersUnknown(Exception):  # noqa: N818 - nobody knows
    """The answer was lost: it may have been done."""


class NumberShop(Protocol):
    """The numbers of one carrier account. Every call is one request and may raise `NumbersRefused`
    and `NumbersUnknown`; none is made inside a write transaction."""

    def search(self, country: str, kind: NumberKind, pattern: str) -> Sequence[Offer]:
        """Numbers for rent that take texts and hold `pattern`, digits or nothing."""
        ...

    def own(self, phone: str | None = None) -> Sequence[OwnNumber]:
        """The account's numbers, or the one asked for."""
        ...

    def buy(self, phone: str, country: str) -> None:
        """Rent a number."""
        ...

    def link(self, phone: str, country: str) -> None:
        """Let a number's texts go to our application."""
        ...
