"""The tokens of scripts in the console."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from tests.integration.http.browsing import status_of_me

HOME = "/console/tokens"
Visits = Callable[[Someone], Visit]


def made(there: Visit, name: str = "Nightly report", **fields: str) -> str:
    given = {"name": name, "days": "30", "scope.conversations:read": "on", **fields}
    answer = there.submit(HOME, **given)
    found = re.search(r'id="made-token" value="([\w-]{43})"', answer.text)
    assert found, answer.text
    return found[1]


def test_a_token_is_shown_once_listed_used_and_ended(admin: Visit, app: Flask) -> None:
    assert "No token yet" in admin.see(HOME)
    token = made(admin)
    page = admin.see(HOME)
    assert token not in page
    for words in ("Nightly report", "acts as Dana Whitfield", "conversations:read", "never"):
        assert words in page
    client = app.test_client()
    assert status_of_me(client, token) == 200
    assert "never" not in admin.see(HOME)
    headers = {"Authorization": f"Bearer {token}"}
    answer = client.get("/v1/crm/connections", headers=headers)
    assert (answer.status_code, answer.get_json()["scope"]) == (403, "records:read")
    which = re.search(r"/console/tokens/([\w-]{36})/end", page)
    assert which
    assert "works no longer" in admin.does(f"{HOME}/{which[1]}/end")
    assert status_of_me(client, token) == 401
    assert admin.submit(f"{HOME}/{which[1]}/end").status_code == 404
    page = admin.see("/console/records", kind="token")
    assert "Dana Whitfield made a token for a script." in page
    assert "ended a token of Dana Whitfield" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Say what it is for"),
        ({"scope.conversations:read": None}, "Choose at least one thing"),
        ({"days": "4000"}, "one of the terms"),
        ({"days": "soon"}, "number"),
    ],
)
def test_what_can_t_be_made_is_said_beside_its_field(
    admin: Visit, fields: dict[str, str | None], sentence: str
) -> None:
    given = {"name": "Report", "days": "30", "scope.conversations:read": "on"} | fields
    answer = admin.submit(HOME, **given)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "No token yet" in answer.text


@pytest.mark.parametrize("role", ["rep", "lead", "auditor"])
def test_only_admins_come_here(desk: Desk, visit: Visits, role: str) -> None:
    there = visit(desk.build.member(desk.workspace, role=role, name="Ola Berg"))
    assert there.open(HOME).status_code == 403


def test_nobody_sees_or_ends_a_token_of_another_workspace(
    admin: Visit, desk: Desk, visit: Visits, app: Flask
) -> None:
    token = made(admin)
    which = re.search(r"/console/tokens/([\w-]{36})/end", admin.see(HOME))
    assert which
    stranger = visit(desk.build.member(role="admin", name="Sly Stranger"))
    assert which[1] not in stranger.see(HOME)
    assert stranger.submit(f"{HOME}/{which[1]}/end").status_code == 404
    assert status_of_me(app.test_client(), token) == 200
