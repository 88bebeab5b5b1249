"""Brands and campaigns in the console: what is missing is named, and no second admin overwrites."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, Desk
from threadside.store.tables import Brand, Campaign

HOME = "/console/registration"
BRAND = {
    "name": "Foothill Solar LLC", "entity_type": "PRIVATE_PROFIT", "tax_id": "12-3456789",
    "website": "https://foothill.example", "vertical": "ENERGY",
}  # fmt: skip
CAMPAIGN = {
    "name": "Care", "use_case": "CUSTOMER_CARE",
    "description": "Answers to customers about their orders and appointments.",
    "consent_flow": "Customers text us first, or tick a box on our contact form.",
    "samples": "Hi Anna, your order is ready.\nWould Thursday at 10:30 work?",
}  # fmt: skip


def newest(desk: Desk, kind: type[Brand] | type[Campaign]) -> Brand | Campaign:
    with desk.uow.read() as session:
        found: Brand | Campaign = session.scalars(select(kind).order_by(kind.id.desc())).first()  # type: ignore[assignment]
        return found


def test_before_anything_is_registered_the_page_says_what_a_brand_is(
    visit: Callable[[Someone], Visit], desk: Desk
) -> None:
    assert "No brand yet" in visit(desk.build.member(role="admin")).see(HOME)


def test_a_draft_may_be_incomplete_and_its_missing_fields_are_named(
    admin: Visit, desk: Desk
) -> None:
    page = admin.does(f"{HOME}/brands/new", name="Foothill Solar LLC")
    for words in ("the legal form", "the tax id", "the website", "the line of business"):
        assert words in page
    assert newest(desk, Brand).state == "draft"


def test_what_lacks_a_field_is_not_submitted(admin: Visit, desk: Desk) -> None:
    admin.does(f"{HOME}/brands/new", name="Foothill Solar LLC")
    brand = newest(desk, Brand)
    path = f"{HOME}/brands/{brand.id}"
    answer = admin.submit(path, version=1, name="Foothill Solar LLC", state="submitted")
    assert (answer.status_code, "fill in what is missing" in answer.text) == (422, True)
    admin.does(path, version=1, state="submitted", **BRAND)
    answer = admin.submit(path, version=2, state="approved", **BRAND)
    assert "Enter the id that the registry gave" in answer.text
    admin.does(path, version=2, state="approved", carrier_id="B123", **BRAND)
    assert newest(desk, Brand).state == "approved"


def test_a_campaign_is_added_and_approved_and_lines_may_text_under_it(
    admin: Visit, desk: Desk
) -> None:
    line = desk.open_line("+17205550155", campaign_id=None)
    admin.does(f"{HOME}/brands/{desk.campaign.brand_id}/campaigns/new", **CAMPAIGN)
    made = newest(desk, Campaign)
    admin.does(f"/console/lines/{line.id}/link", version=1, campaign=made.id)

    def verdict() -> str:
        return str(desk.get("/v1/verdict", phone=ANNA, line=line.id)["detail"])

    assert "has not been sent to the registry" in verdict()
    path = f"{HOME}/campaigns/{made.id}"
    admin.does(path, version=1, state="submitted", **CAMPAIGN)
    assert "not approved its campaign yet" in verdict()
    admin.does(path, version=2, state="approved", carrier_id="C123", **CAMPAIGN)
    assert "First text" in verdict()


def test_a_suspended_brand_stops_the_lines_of_its_campaigns_and_texts_already_queued(
    admin: Visit, desk: Desk
) -> None:
    sent = desk.press(desk.person())
    with desk.uow.write() as tx:
        tx.session.execute(update(Brand).values(state="suspended"))
    found = desk.get("/v1/verdict", phone=ANNA, line=desk.line.id)
    assert (found["state"], found["code"]) == ("stop", "line_unregistered")
    desk.after_hold()
    assert desk.carrier.posted == []
    assert desk.state(sent["id"]) == "failed"
    assert "Not allowed" in admin.see("/console/lines")


def test_the_second_of_two_admins_is_told(admin: Visit, desk: Desk) -> None:
    path = f"{HOME}/campaigns/{desk.campaign.id}"
    admin.does(path, version=1, state="draft", **CAMPAIGN)
    answer = admin.submit(path, version=1, state="rejected", **CAMPAIGN)
    assert answer.status_code == 409
    assert "Somebody else changed this" in answer.text
    assert newest(desk, Campaign).state == "draft"


@pytest.mark.parametrize("field", ["entity_type", "vertical", "state"])
def test_only_what_is_offered_can_be_chosen(admin: Visit, desk: Desk, field: str) -> None:
    values = {**BRAND, "state": "draft", field: "SOMETHING"}
    answer = admin.submit(f"{HOME}/brands/{desk.campaign.brand_id}", version=1, **values)
    assert (answer.status_code, "Choose one of the values" in answer.text) == (422, True)


def test_a_form_that_cannot_stay_so_keeps_what_was_typed(admin: Visit, desk: Desk) -> None:
    values = {**CAMPAIGN, "name": " "}
    answer = admin.submit(f"{HOME}/brands/{desk.campaign.brand_id}/campaigns/new", **values)
    assert answer.status_code == 422
    assert CAMPAIGN["consent_flow"] in answer.text


def test_a_page_of_brands_asks_the_same_of_the_database_however_many_there_are(
    admin: Visit, desk: Desk, statements: Callable[[], int]
) -> None:
    admin.see(HOME)
    before = statements()
    admin.see(HOME)
    few = statements() - before
    for _ in range(5):
        desk.build.campaign(desk.workspace)
    before = statements()
    admin.see(HOME)
    assert statements() - before == few <= 8
