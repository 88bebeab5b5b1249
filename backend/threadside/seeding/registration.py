"""The brand and the campaign that the seeded lines text under."""

from threadside.ids import new_id
from threadside.store.tables import Brand, Campaign
from threadside.store.uow import Tx


def add_campaign(tx: Tx, workspace_id: str, name: str) -> str:
    """An approved campaign of an approved brand called `name`; gives the campaign's id."""
    brand = Brand(
        id=new_id(),
        workspace_id=workspace_id,
        name=name,
        entity_type="PRIVATE_PROFIT",
        tax_id="84-1234567",
        website="https://northside.example",
        vertical="CONSTRUCTION",
        carrier_id="BNORTH1",
        state="approved",
        created_at=tx.now,
    )
    campaign = Campaign(
        id=new_id(),
        workspace_id=workspace_id,
        brand_id=brand.id,
        name="Orders and appointments",
        use_case="CUSTOMER_CARE",
        description="Answers to customers about their quotes, orders, pick-ups and visits on site.",
        consent_flow="Customers give their number at the counter or on our contact form, where a "
        "line beside the field says that we will text them about their order.",
        samples="Hi Luis, this is Northside Supply. Your shingles arrived, pick-up from 7 am.\n"
        "Morning Anna! Would Thursday at 10:30 work for the walk-through?",
        carrier_id="CNORTH1",
        state="approved",
        created_at=tx.now,
    )
    for row in (brand, campaign):
        tx.session.add(row)
        tx.session.flush()
    return campaign.id
