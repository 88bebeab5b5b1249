"""Whether a line may text US numbers, and what a brand or campaign still lacks to be registered.

US networks take texts of businesses from ten-digit numbers only where an approved campaign of an
approved brand in The Campaign Registry stands behind them (10DLC), and from toll-free numbers only
once they are verified, one by one. "Traffic can only be sent from a number once the linking request
has been approved" (https://api.support.vonage.com/hc/en-us/articles/4407235273876), and a campaign
needs a registered brand (https://api.support.vonage.com/hc/en-us/articles/360053422591). What a
brand or campaign must hold is what The Campaign Registry asks for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import phonenumbers

SenderKind = Literal["us_long_code", "us_toll_free", "other"]
Lack = Literal[
    "campaign", "campaign_draft", "campaign_submitted", "campaign_rejected", "campaign_suspended",
    "brand_draft", "brand_submitted", "brand_rejected", "brand_suspended", "verification",
]  # fmt: skip
"""What keeps a line from texting US numbers. Its words are `registration.lacks.<lack>`."""

STATES: Final = ("draft", "submitted", "approved", "rejected", "suspended")
ENTITY_TYPES: Final = (
    "PRIVATE_PROFIT", "PUBLIC_PROFIT", "NON_PROFIT", "SOLE_PROPRIETOR", "GOVERNMENT",
)  # fmt: skip
VERTICALS: Final = (
    "AGRICULTURE", "COMMUNICATION", "CONSTRUCTION", "EDUCATION", "ENERGY", "ENTERTAINMENT",
    "FINANCIAL", "GOVERNMENT", "HEALTHCARE", "HOSPITALITY", "HUMAN_RESOURCES", "INSURANCE",
    "LEGAL", "MANUFACTURING", "NGO", "POLITICAL", "PROFESSIONAL", "REAL_ESTATE", "RETAIL",
    "TECHNOLOGY", "TRANSPORTATION",
)  # fmt: skip
USE_CASES: Final = (
    "CUSTOMER_CARE", "LOW_VOLUME", "MIXED", "ACCOUNT_NOTIFICATION", "DELIVERY_NOTIFICATION",
    "MARKETING", "SECURITY_ALERT", "FRAUD_ALERT", "HIGHER_EDUCATION", "POLLING_VOTING",
    "PUBLIC_SERVICE_ANNOUNCEMENT", "2FA", "CHARITY", "AGENTS_FRANCHISES", "SOLE_PROPRIETOR",
)  # fmt: skip
SHORTEST_TEXT: Final = 40
"""Letters that a description and a flow of consent have at least."""
FEWEST_SAMPLES: Final = 2
SHORTEST_SAMPLE: Final = 20

_NORTH_AMERICA: Final = "+1"
_ANY_SUBSCRIBER: Final = "2345678"
_TOLL_FREE: Final = frozenset({"800", "833", "844", "855", "866", "877", "888"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A line's registration: the states of its campaign and brand, None without a campaign."""

    campaign_state: str | None = None
    brand_state: str | None = None
    verified: bool = False


def lacking(sender: str, to: str, standing: Standing) -> Lack | None:
    """What keeps `sender` from texting `to`, both E.164; None where nothing does.

    A number belongs to the US by its area code alone: numbers new to the plan, and those kept for
    examples, count as well.
    """
    return of_sender(sender, standing) if is_us(to) else None


def of_sender(sender: str, standing: Standing) -> Lack | None:
    """What keeps a line from texting any US number; the campaign's state is told before its
    brand's."""
    kind = sender_kind(sender)
    if kind == "us_toll_free":
        return None if standing.verified else "verification"
    if kind == "other":
        return None
    if standing.campaign_state is None:
        return "campaign"
    for what, state in (
        ("campaign", standing.campaign_state),
        ("brand", standing.brand_state or "draft"),
    ):
        if state != "approved":
            lack: Lack = f"{what}_{state}"  # type: ignore[assignment] # both CHECKed by the tables
            return lack
    return None


def sender_kind(sender: str) -> SenderKind:
    """What kind of sender a line is in the US; toll-free codes are shared with Canada."""
    if sender.startswith(_NORTH_AMERICA) and sender[2:5] in _TOLL_FREE:
        return "us_toll_free"
    return "us_long_code" if is_us(sender) else "other"


@lru_cache(maxsize=1024)
def _region(area_code: str) -> str | None:
    number = phonenumbers.PhoneNumber(1, int(area_code + _ANY_SUBSCRIBER))
    return phonenumbers.region_code_for_number(number)


def is_us(e164: str) -> bool:
    """Whether a number has an area code of the United States."""
    area_code = e164[2:5]
    if not e164.startswith(_NORTH_AMERICA) or len(e164) != 12 or not area_code.isdigit():
        return False
    return area_code in _TOLL_FREE or _region(area_code) == "US"


Check = Callable[[str], bool]


def _said(value: str) -> bool:
    return bool(value.strip())


def _long_enough(value: str) -> bool:
    return len(value.strip()) >= SHORTEST_TEXT


def _enough_samples(value: str) -> bool:
    samples = [line for line in value.splitlines() if len(line.strip()) >= SHORTEST_SAMPLE]
    return len(samples) >= FEWEST_SAMPLES


BRAND_FIELDS: Final[Mapping[str, Check]] = {
    "name": _said, "entity_type": _said, "tax_id": _said, "website": _said, "vertical": _said,
}  # fmt: skip
CAMPAIGN_FIELDS: Final[Mapping[str, Check]] = {
    "name": _said,
    "use_case": _said,
    "description": _long_enough,
    "consent_flow": _long_enough,
    "samples": _enough_samples,
}


def brand_missing(values: Mapping[str, str]) -> tuple[str, ...]:
    """The fields of a brand that the registry would send back. Sole proprietors have no tax id."""
    alone = values.get("entity_type") == "SOLE_PROPRIETOR"
    return tuple(
        field
        for field, good in BRAND_FIELDS.items()
        if not good(values.get(field, "")) and not (alone and field == "tax_id")
    )


def campaign_missing(values: Mapping[str, str]) -> tuple[str, ...]:
    """The fields of a campaign that the registry would send back."""
    return tuple(f for f, good in CAMPAIGN_FIELDS.items() if not good(values.get(f, "")))
