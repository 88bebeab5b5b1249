"""A link for another password: who gets one, what it opens, and that it works once."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import PASSWORD, QUICK, Someone
from tests.integration.conftest import HeldClock
from tests.integration.console.conftest import Visit, admin, visit
from tests.integration.desk import Desk, desk, open_desk
from tests.integration.http.browsing import OWN, form_mark, submit_sign_in
from tests.integration.sign_in.authenticator import with_app
from tests.integration.workspace.people import browser, extension
from threadside.http import new_password
from threadside.ids import new_id
from threadside.runtime import Runtime
from threadside.workspace import password_links
from threadside.workspace.passwords import Passwords

__all__ = ["admin", "desk", "open_desk", "visit"]

GOOD = "a lamp beside the river"
PEOPLE = "/console/people"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_password, "passwords", Passwords(QUICK))


def link_for(admin: Visit, someone: Someone) -> str:
    answer = admin.submit(f"{PEOPLE}/{someone.id}/password-link")
    found = re.search(r'value="http://127\.0\.0\.1:8080(/new-password\?link=[\w-]+)"', answer.text)
    assert found, answer.text
    return found[1]


def choose(app: Flask, link: str, password: str = GOOD) -> TestResponse:
    client = app.test_client()
    page = client.get(link)
    data = {"link": link.split("=")[1], "password": password, "form_mark": form_mark(page)}
    return client.post("/new-password", data=data, headers=OWN)


def test_a_link_changes_the_password_once_and_ends_every_sign_in(
    admin: Visit, desk: Desk, app: Flask
) -> None:
    browser(desk.uow, desk.rep)
    extension(desk.uow, desk.rep, new_id())
    link = link_for(admin, desk.rep)
    assert link not in admin.see(f"{PEOPLE}/{desk.rep.id}")
    assert "Kim Okafor" in app.test_client().get(link).text
    answer = choose(app, link)
    assert (answer.status_code, answer.location) == (303, "/sign-in?password=new")
    assert "Sign in with it." in app.test_client().get(answer.location).text
    page = app.test_client().get(link)
    assert (page.status_code, "no longer works" in page.text) == (410, True)
    assert "belong together" in submit_sign_in(app.test_client(), desk.rep.user.email).text
    assert submit_sign_in(app.test_client(), desk.rep.user.email, GOOD).status_code == 303
    assert "chose a new password by a link" in admin.see("/console/records", kind="password")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "10 to 256 characters"),
        ("passwordpassword", "among the first million"),
        ("qwertyuiop12", "among the first million"),
        ("Kim-Okafor-12", "mostly your own name"),
    ],
)
def test_what_is_wrong_with_a_password_is_said_and_the_link_still_works(
    admin: Visit, desk: Desk, app: Flask, password: str, sentence: str
) -> None:
    link = link_for(admin, desk.rep)
    answer = choose(app, link, password)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert password not in answer.text
    assert choose(app, link).status_code == 303


def test_a_newer_link_and_a_day_end_it(
    admin: Visit, desk: Desk, app: Flask, clock: HeldClock
) -> None:
    first = link_for(admin, desk.rep)
    second = link_for(admin, desk.rep)
    assert app.test_client().get(first).status_code == 410
    clock.advance(hours=24)
    assert app.test_client().get(second).status_code == 410
    assert app.test_client().get("/new-password?link=" + "x" * 200).status_code == 410


def test_the_second_factor_is_asked_all_the_same(
    admin: Visit, desk: Desk, app: Flask, held: Runtime, clock: HeldClock
) -> None:
    with_app(held, clock, desk.rep)
    choose(app, link_for(admin, desk.rep))
    answer = submit_sign_in(app.test_client(), desk.rep.user.email, GOOD)
    assert answer.location == "/sign-in/code"


def test_nobody_opens_another_workspace_by_helping(
    admin: Visit, desk: Desk, app: Flask, visit: Callable[[Someone], Visit]
) -> None:
    """A password opens all workspaces of its user, so no single one gives it away."""
    link = link_for(admin, desk.rep)
    desk.build.member(desk.build.workspace("Zephyr Roofing"), user=desk.rep.user)
    assert app.test_client().get(link).status_code == 410
    answer = admin.submit(f"{PEOPLE}/{desk.rep.id}/password-link")
    assert (answer.status_code, "another workspace" in answer.text) == (409, True)
    with desk.uow.write() as tx:
        made = password_links.make_by_operator(tx, desk.rep.user.email)
    assert choose(app, f"/new-password?link={made.secret}").status_code == 303
    stranger = visit(desk.build.member(role="admin", name="Sly Stranger"))
    assert stranger.submit(f"{PEOPLE}/{desk.rep.id}/password-link").status_code == 404
    assert submit_sign_in(app.test_client(), desk.rep.user.email, PASSWORD).status_code == 200
