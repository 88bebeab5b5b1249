"""Brands and campaigns: what US networks know of a business that texts (10DLC).

The registry is asked by hand, at the carrier; here stands what it was told, what it answered and
what is missing. Lines text US numbers under an approved campaign of an approved brand
(`rules.registration`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid, NotFound
from threadside.events import log
from threadside.ids import new_id
from threadside.rules import registration as rule
from threadside.store.tables import Brand, Campaign, Line
from threadside.store.uow import Tx

BRAND_TEXTS = ("name", "entity_type", "tax_id", "website", "vertical", "carrier_id")
CAMPAIGN_TEXTS = ("name", "use_case", "description", "consent_flow", "samples", "carrier_id")
LONGEST_CODE = 64
LONGEST_TEXT = 4_000
COMPLETE = frozenset({"submitted", "approved"})
"""States that the registry does not give to what lacks a field."""


@dataclass(frozen=True)
class BrandRow:
    """A brand with the fields it lacks and its campaigns, each with theirs and its lines."""

    brand: Brand
    missing: tuple[str, ...]
    campaigns: tuple["CampaignRow", ...]


@dataclass(frozen=True)
class CampaignRow:
    """A campaign with the fields it lacks, and how many lines text under it."""

    campaign: Campaign
    missing: tuple[str, ...]
    lines: int


def overview(session: Session, workspace_id: str) -> list[BrandRow]:
    """Everything that is registered or about to be, by name."""
    brands = session.scalars(
        select(Brand).where(Brand.workspace_id == workspace_id).order_by(Brand.name, Brand.id)
    ).all()
    counted = session.execute(
        select(Line.campaign_id, func.count(Line.id))
        .where(Line.workspace_id == workspace_id, Line.campaign_id.is_not(None))
        .group_by(Line.campaign_id)
    )
    lines = {campaign_id: count for campaign_id, count in counted}  # noqa: C416 - rows
    campaigns = [
        CampaignRow(campaign, missing_of(campaign), lines.get(campaign.id, 0))
        for campaign in campaigns_of(session, workspace_id)
    ]
    return [
        BrandRow(
            brand,
            missing_of(brand),
            tuple(row for row in campaigns if row.campaign.brand_id == brand.id),
        )
        for brand in brands
    ]


def campaigns_of(session: Session, workspace_id: str) -> list[Campaign]:
    """All campaigns by name."""
    mine = select(Campaign).where(Campaign.workspace_id == workspace_id)
    return list(session.scalars(mine.order_by(Campaign.name, Campaign.id)))


def brand(session: Session, workspace_id: str, brand_id: str) -> Brand:
    """A brand of this workspace.

    Raises:
        NotFound: when there is none.
    """
    found = session.scalar(
        select(Brand).where(Brand.workspace_id == workspace_id, Brand.id == brand_id)
    )
    if found is None:
        raise NotFound("brand")
    return found


def campaign(session: Session, workspace_id: str, campaign_id: str) -> Campaign:
    """A campaign of this workspace.

    Raises:
        NotFound: when there is none.
    """
    found = session.scalar(
        select(Campaign).where(Campaign.workspace_id == workspace_id, Campaign.id == campaign_id)
    )
    if found is None:
        raise NotFound("campaign")
    return found


def add_brand(tx: Tx, workspace_id: str, values: Mapping[str, str]) -> Brand:
    """A new brand, in draft. Raises as `change` does."""
    made = Brand(id=new_id(), workspace_id=workspace_id, created_at=tx.now, state="draft")
    tx.session.add(made)
    change(tx, made, {**values, "state": "draft"})
    return made


def add_campaign(tx: Tx, workspace_id: str, brand_id: str, values: Mapping[str, str]) -> Campaign:
    """A new campaign of a brand, in draft. Raises as `change` does, and `NotFound`."""
    owner = brand(tx.session, workspace_id, brand_id)
    made = Campaign(
        id=new_id(),
        workspace_id=workspace_id,
        brand_id=owner.id,
        created_at=tx.now,
        state="draft",
    )
    tx.session.add(made)
    change(tx, made, {**values, "state": "draft"})
    return made


def change(tx: Tx, row: Brand | Campaign, values: Mapping[str, str]) -> None:
    """Write what an admin says of a brand or a campaign, its state included.

    Raises:
        Invalid: `empty_name`, `bad_choice`; `registration_incomplete` for a state that the
            registry gives to what is complete alone, `no_registry_id` for an approval without
            the registry's id.
    """
    for field in _fields(row):
        longest = LONGEST_TEXT if field in ("description", "consent_flow", "samples") else 200
        setattr(row, field, values.get(field, "").strip()[:longest])
    row.carrier_id = row.carrier_id[:LONGEST_CODE]
    if not row.name:
        raise Invalid("empty_name")
    _require_choices(row)
    state = values.get("state", row.state)
    if state not in rule.STATES:
        raise Invalid("bad_choice")
    if state in COMPLETE and missing_of(row):
        raise Invalid("registration_incomplete")
    if state == "approved" and not row.carrier_id:
        raise Invalid("no_registry_id")
    row.state = state
    tx.session.flush()
    log.emit(tx, row.workspace_id, WorkspaceChanged(what="lines"))


def missing_of(row: Brand | Campaign) -> tuple[str, ...]:
    """The fields that the registry would send back."""
    values: dict[str, Any] = {field: getattr(row, field) for field in _fields(row)}
    return rule.brand_missing(values) if isinstance(row, Brand) else rule.campaign_missing(values)


def _fields(row: Brand | Campaign) -> tuple[str, ...]:
    return BRAND_TEXTS if isinstance(row, Brand) else CAMPAIGN_TEXTS


def _require_choices(row: Brand | Campaign) -> None:
    if isinstance(row, Brand):
        good = row.entity_type in ("", *rule.ENTITY_TYPES) and row.vertical in ("", *rule.VERTICALS)
    else:
        good = row.use_case in ("", *rule.USE_CASES)
    if not good:
        raise Invalid("bad_choice")
