"""The templates a rep may use."""

import pytest

from tests.integration.desk import Desk, OpenDesk
from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.store.tables import Template, TemplateVersion
from threadside.templates import catalog


def template(
    desk: Desk, name: str, *bodies: str, state: str = "approved", position: int = 0
) -> str:
    """A template with these wordings, the last one in force."""
    made = Template(
        id=new_id(), workspace_id=desk.workspace.id, name=name, group_name="Follow-up",
        state=state, version=len(bodies), position=position,
    )  # fmt: skip
    wordings = [
        TemplateVersion(template_id=made.id, version=number, body=body)
        for number, body in enumerate(bodies, start=1)
    ]
    desk.build.add(made, *wordings)
    return made.id


def test_the_list_holds_approved_wordings_in_order_with_their_fields(desk: Desk) -> None:
    template(desk, "Second", "Old", "Hi {{first_name|there}}, from {{rep.name}}", position=2)
    template(desk, "First", "Hello", position=1)
    template(desk, "Draft", "Not yet", state="draft")
    template(desk, "Retired", "No more", state="retired")
    listed = desk.get("/v1/templates")
    assert [(item["name"], item["body"], item["version"]) for item in listed["items"]] == [
        ("First", "Hello", 1),
        ("Second", "Hi {{first_name|there}}, from {{rep.name}}", 2),
    ]
    assert listed["items"][1]["fields"] == ["first_name", "rep.name"]
    assert listed["version"] == "1"


def test_every_member_may_read_them(desk: Desk) -> None:
    template(desk, "Hello", "Hello")
    auditor = desk.build.member(desk.workspace, role="auditor")
    assert len(desk.get("/v1/templates", who=auditor)["items"]) == 1


@pytest.mark.parametrize("state", ["draft", "in_review", "retired"])
def test_only_an_approved_template_may_be_named(desk: Desk, state: str) -> None:
    used = template(desk, "Hello", "Hello", state=state)
    with desk.uow.read() as session, pytest.raises(Refusal) as refused:
        catalog.approved(session, desk.workspace.id, used, 1, desk.clock.now)
    assert refused.value.code == "template_not_approved"


@pytest.mark.parametrize("version", [1, 3])
def test_only_the_wording_in_force_may_be_named(desk: Desk, version: int) -> None:
    used = template(desk, "Hello", "Old", "New")
    with desk.uow.read() as session:
        catalog.approved(session, desk.workspace.id, used, 2, desk.clock.now)
        with pytest.raises(Refusal):
            catalog.approved(session, desk.workspace.id, used, version, desk.clock.now)


def test_another_workspaces_template_may_not(desk: Desk, open_desk: OpenDesk) -> None:
    used = template(open_desk(), "Hello", "Hello")
    with desk.uow.read() as session, pytest.raises(Refusal):
        catalog.approved(session, desk.workspace.id, used, 1, desk.clock.now)


def test_values_that_nobody_knows_are_left_out() -> None:
    found = catalog.values(
        name="", first_name="", company="", member_name="Kim Okafor", workspace_name="Foothill"
    )
    assert found == {
        "rep.name": "Kim Okafor",
        "rep.name|first_name": "Kim",
        "rep.first_name": "Kim",
        "workspace.name": "Foothill",
    }
