"""The workspace's settings: the time to undo, its name, its region."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from threadside.store.tables import Line, LoggedEvent, Workspace

HOME = "/console/settings"


def workspace(desk: Desk) -> Workspace:
    with desk.uow.read() as session:
        return session.get_one(Workspace, desk.workspace.id)


def changed_settings(desk: Desk) -> int:
    with desk.uow.read() as session:
        rows = session.scalars(select(LoggedEvent).where(LoggedEvent.type == "workspace"))
        return sum(row.payload["what"] == "settings" for row in rows)


def undo(seconds: object, was: int = 5) -> dict[str, Any]:
    return {"hold_seconds": seconds, "was_hold_seconds": was}


def about(desk: Desk, **fields: str) -> dict[str, str]:
    was = {"was_name": desk.workspace.name, "was_region": desk.workspace.region}
    return {"name": desk.workspace.name, "region": desk.workspace.region, **was, **fields}


def test_the_time_to_undo_holds_from_the_next_text_on(admin: Visit, desk: Desk) -> None:
    before = desk.get("/v1/me")["workspace"]["hold_seconds"]
    assert "holds from the next text on" in admin.does(f"{HOME}/undo", **undo(0, was=before))
    assert desk.get("/v1/me")["workspace"]["hold_seconds"] == 0
    desk.press(desk.person(), "Hello")
    desk.after_hold()
    assert desk.carrier.texts == ["Hello"]


def test_sidebars_are_told_of_every_change(admin: Visit, desk: Desk) -> None:
    admin.does(f"{HOME}/undo", **undo(9, was=workspace(desk).hold_seconds))
    assert changed_settings(desk) == 1
    admin.does(f"{HOME}/workspace", **about(desk, name="Gulf Supply"))
    assert changed_settings(desk) == 2


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [("31", "for 0 to 30 seconds"), ("-1", "for 0 to 30 seconds"), ("soon", "Enter a number")],
)
def test_a_time_that_is_not_possible_is_refused_beside_its_field(
    admin: Visit, desk: Desk, seconds: str, sentence: str
) -> None:
    before = workspace(desk).hold_seconds
    answer = admin.submit(f"{HOME}/undo", **undo(seconds, was=before))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{seconds}"' in answer.text
    assert workspace(desk).hold_seconds == before


def test_plain_numbers_are_read_in_the_region_that_was_chosen(admin: Visit, desk: Desk) -> None:
    page = admin.does(f"{HOME}/workspace", **about(desk, name=" Gulf Supply ", region="gb"))
    assert "Gulf Supply" in page
    assert (workspace(desk).name, workspace(desk).region) == ("Gulf Supply", "GB")
    admin.does("/console/lines/new", phone="07400 123456", name="London")
    with desk.uow.read() as session:
        assert (
            session.scalars(select(Line.phone).order_by(Line.position)).all()[-1] == "+447400123456"
        )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"name": " "}, "name"), ({"region": "XX"}, "two letters"), ({"region": ""}, "two letters")],
)
def test_a_workspace_keeps_a_name_and_a_region(
    admin: Visit, desk: Desk, fields: dict[str, str], sentence: str
) -> None:
    answer = admin.submit(f"{HOME}/workspace", **about(desk, **fields))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert workspace(desk).name == desk.workspace.name


def test_the_second_of_two_admins_is_told(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    other = visit(desk.build.member(desk.workspace, role="admin", name="Ola Berg"))
    before = workspace(desk).hold_seconds
    admin.does(f"{HOME}/undo", **undo(12, was=before))
    answer = other.submit(f"{HOME}/undo", **undo(20, was=before))
    assert (answer.status_code, "Somebody else changed this" in answer.text) == (409, True)
    assert workspace(desk).hold_seconds == 12


def test_a_change_stays_in_its_workspace(desk: Desk, visit: Callable[[Someone], Visit]) -> None:
    stranger = visit(desk.build.member(role="admin"))
    seen = stranger.someone.workspace
    stranger.does(f"{HOME}/undo", **undo(30, was=seen.hold_seconds))
    assert workspace(desk).hold_seconds == desk.workspace.hold_seconds


def test_a_lead_reads_and_cannot_change(desk: Desk, visit: Callable[[Someone], Visit]) -> None:
    page = visit(desk.build.member(desk.workspace, role="lead")).see(HOME)
    assert "Time to undo" in page
    assert page.count("<fieldset disabled>") == 2
    assert ">Save<" not in page


@pytest.mark.parametrize(("role", "shown"), [("admin", True), ("auditor", True), ("rep", False)])
def test_who_may_open_the_console_finds_it_after_signing_in(
    desk: Desk, visit: Callable[[Someone], Visit], role: str, shown: bool
) -> None:
    page = visit(desk.build.member(desk.workspace, role=role)).see("/sign-in")
    assert ('href="/console"' in page) is shown
