"""What is said of a wording while it is written: hints, lengths, fields and addresses."""

from typing import Any

import pytest

from tests.integration.templates.office import Office
from threadside.store.tables import CrmConnection
from threadside.templates import checks
from threadside.templates.checks import Checked, Size
from threadside.templates.content import Content


def checked(office: Office, body: str, **values: Any) -> Checked:
    with office.desk.uow.read() as session:
        ground = checks.ground(session, office.desk.workspace.id)
    return checks.of(ground, Content("Any", body, **values))


def test_lengths_run_from_the_shortest_to_the_longest_plausible_values(office: Office) -> None:
    found = checked(office, "x" * 152 + "{{first_name}}")
    assert (found.shortest, found.longest) == (Size(154, 1), Size(166, 2))
    with_fallback = checked(office, "x" * 152 + "{{first_name|dear customer of ours}}")
    assert with_fallback.longest == Size(152 + len("dear customer of ours"), 2)
    plain = checked(office, "Hi")
    assert plain.shortest == plain.longest == Size(2, 1)


def test_characters_that_cost_more_are_named(office: Office) -> None:
    found = checked(office, "See you at 9 — “Café” 👍")
    assert found.encoding == "ucs2"
    assert "👍" in found.unicode_chars
    assert checked(office, "Café at 9").encoding == "gsm7"


def test_fields_say_whether_something_fills_them(office: Office) -> None:
    desk = office.desk
    desk.build.add(
        CrmConnection(
            id="0" * 8 + "-0000-7000-8000-" + "0" * 12, workspace_id=desk.workspace.id,
            crm="hubspot", account="1", name="HubSpot", base_url="https://example.com",
            mapping={"values": {"plan": "plan_name"}}, linked_by=office.dana.id,
            linked_at=desk.clock.now,
        )
    )  # fmt: skip
    found = checked(
        office, "{{first_name|there}} {{rep.name}} {{workspace.name}} {{plan}} {{colour}} {{x|y}}"
    )
    assert [(each.name, each.fallback, each.known) for each in found.fields] == [
        ("first_name", "there", True), ("rep.name", None, True), ("workspace.name", None, True),
        ("plan", None, True), ("colour", None, False), ("x", "y", False),
    ]  # fmt: skip
    assert found.unknown_fields == ("colour",), "one with a fallback can be sent"


def test_where_its_links_lead_is_said_once_each_and_hinted_at_where_the_policy_knows_it_not(
    office: Office,
) -> None:
    office.desk.policy(link_domains=["acme.example"])
    found = checked(office, "https://shop.acme.example/a or https://shop.acme.example/b")
    assert found.domains == ("shop.acme.example",)
    assert "unknown_link_domain" not in {hint.code for hint in found.hints}
    found = checked(office, "https://other.example")
    assert found.domains == ("other.example",)
    assert "unknown_link_domain" in {hint.code for hint in found.hints}


@pytest.mark.parametrize(
    ("purpose", "warned"), [("informational", True), ("conversational", True), ("marketing", False)]
)
def test_an_offer_is_a_hint_unless_the_template_is_for_marketing(
    office: Office, purpose: str, warned: bool
) -> None:
    found = checked(office, "20% off this week only.", purpose=purpose)
    codes = {hint.code for hint in found.hints}
    assert ("promotional_needs_marketing" in codes) is warned
    assert "block" not in {hint.level for hint in found.hints}


def test_what_is_never_to_be_sent_blocks(office: Office) -> None:
    hints = checked(office, "Reply CANCEL to cancel your visit.").hints
    assert "block" in {hint.level for hint in hints}
