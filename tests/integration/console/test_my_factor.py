"""Two-step sign-in in one's account, and an admin who resets it."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import PASSWORD, QUICK, Someone
from tests.integration.conftest import HeldClock
from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from tests.integration.http.browsing import submit_sign_in
from tests.integration.sign_in.authenticator import (
    App,
    enter,
    key_in,
    recovery_codes,
    with_app,
)
from threadside.console import me_factor
from threadside.contracts.policy import Policy
from threadside.runtime import Runtime
from threadside.workspace import policy
from threadside.workspace.passwords import Passwords

HOME = "/console/me/factor"
PEOPLE = "/console/people"
MOST_STATEMENTS = 12

Visits = Callable[[Someone], Visit]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(me_factor, "passwords", Passwords(QUICK))


def set_up(there: Visit, clock: HeldClock) -> tuple[App, list[str]]:
    """Somebody sets an app up on the page; a minute goes by."""
    phone = App(key_in(there.does(f"{HOME}/begin", password=PASSWORD)), clock)
    page = there.submit(f"{HOME}/confirm", code=phone.code())
    assert page.status_code == 200, page.text
    clock.advance(minutes=1)
    return phone, recovery_codes(page.text)


@pytest.mark.parametrize("role", ["rep", "auditor"])
def test_anybody_sets_an_app_up_and_is_asked_from_then_on(
    desk: Desk, app: Flask, visit: Visits, clock: HeldClock, role: str
) -> None:
    there = visit(desk.build.member(desk.workspace, role=role, name="Ola Berg"))
    assert "Off" in there.see(HOME)
    phone, codes = set_up(there, clock)
    assert len(codes) == 10
    assert "10 of 10 are left" in there.see(HOME)
    assert "since" in there.see("/console/me")
    assert not any(code in there.see(HOME) for code in codes)
    other = app.test_client()
    assert submit_sign_in(other, there.someone.user.email).location == "/sign-in/code"
    assert enter(other, phone.code()).location == "/sign-in"


def test_the_password_is_asked_before_and_a_wrong_code_keeps_the_key(
    desk: Desk, visit: Visits, clock: HeldClock
) -> None:
    there = visit(desk.rep)
    wrong = there.submit(f"{HOME}/begin", password="not it at all")
    assert (wrong.status_code, "not your current password" in wrong.text) == (422, True)
    assert "Fill in this field" in there.submit(f"{HOME}/begin", password="").text
    phone = App(key_in(there.does(f"{HOME}/begin", password=PASSWORD)), clock)
    wrong = there.submit(f"{HOME}/confirm", code=phone.wrong())
    assert (wrong.status_code, "That code is not right." in wrong.text) == (422, True)
    assert key_in(wrong.text) == phone.key
    there.does(f"{HOME}/leave")
    late = there.submit(f"{HOME}/confirm", code=phone.code())
    assert (late.status_code, "Begin anew" in late.text) == (409, True)
    assert "Off" in there.see("/console/me")


def test_another_phone_replaces_the_one_before_only_when_it_is_confirmed(
    desk: Desk, app: Flask, visit: Visits, clock: HeldClock
) -> None:
    there = visit(desk.rep)
    old, codes = set_up(there, clock)
    new = App(key_in(there.does(f"{HOME}/begin", password=PASSWORD)), clock)
    client = app.test_client()
    submit_sign_in(client, desk.rep.user.email)
    assert enter(client, old.code()).status_code == 303
    assert there.submit(f"{HOME}/confirm", code=new.code()).status_code == 200
    clock.advance(minutes=1)
    client = app.test_client()
    submit_sign_in(client, desk.rep.user.email)
    assert "not right" in enter(client, old.code()).text
    assert "not right" in enter(client, codes[0]).text
    assert enter(client, new.code()).status_code == 303


def test_new_codes_replace_those_before_and_turning_it_off_needs_a_code(
    desk: Desk, app: Flask, visit: Visits, clock: HeldClock
) -> None:
    there = visit(desk.rep)
    phone, codes = set_up(there, clock)
    made = recovery_codes(there.submit(f"{HOME}/codes", code=phone.code()).text)
    assert len(made) == 10
    assert not set(made) & set(codes)
    again = there.submit(f"{HOME}/remove", code=phone.code())
    assert (again.status_code, "Each code works once." in again.text) == (422, True)
    assert there.submit(f"{HOME}/remove", code=codes[0]).status_code == 422
    assert "Two-step sign-in is off" in there.does(f"{HOME}/remove", code=made[0])
    assert submit_sign_in(app.test_client(), desk.rep.user.email).location == "/sign-in"


def test_where_it_is_required_it_can_t_be_turned_off(
    admin: Visit, desk: Desk, visit: Visits, clock: HeldClock
) -> None:
    there = visit(desk.rep)
    phone, _ = set_up(there, clock)
    with desk.uow.write() as tx:
        wanted = Policy(second_factor="everyone")
        policy.change(tx, desk.workspace.id, admin.someone.id, wanted, "The insurer asks for it")
    assert "wants two-step sign-in" in there.see(HOME)
    answer = there.submit(f"{HOME}/remove", code=phone.code())
    assert (answer.status_code, "can’t be turned off" in answer.text) == (409, True)


def test_an_admin_resets_it_and_the_record_says_so(
    admin: Visit, desk: Desk, app: Flask, held: Runtime, clock: HeldClock
) -> None:
    with_app(held, clock, desk.rep)
    path = f"{PEOPLE}/{desk.rep.id}"
    assert "Reset two-step sign-in" in admin.see(path)
    assert "with the password alone" in admin.does(f"{path}/factor/reset")
    assert "Reset two-step sign-in" not in admin.see(path)
    assert admin.submit(f"{path}/factor/reset").status_code == 409
    client = app.test_client()
    assert submit_sign_in(client, desk.rep.user.email).location == "/sign-in/told"
    assert "Dana Whitfield turned off" in client.get("/sign-in/told").text
    page = admin.see("/console/records", kind="second_factor")
    assert "Kim Okafor set up two-step sign-in." in page
    assert "Dana Whitfield reset the two-step sign-in of Kim Okafor." in page


def test_an_admin_resets_nobody_who_belongs_to_another_workspace_too(
    admin: Visit, desk: Desk, held: Runtime, clock: HeldClock, app: Flask
) -> None:
    with_app(held, clock, desk.rep)
    desk.build.member(desk.build.workspace("Zephyr Roofing"), user=desk.rep.user)
    answer = admin.submit(f"{PEOPLE}/{desk.rep.id}/factor/reset")
    assert (answer.status_code, "another workspace" in answer.text) == (409, True)
    client = app.test_client()
    assert submit_sign_in(client, desk.rep.user.email).location == "/sign-in/code"


def test_failed_codes_stand_in_the_record(
    admin: Visit, desk: Desk, app: Flask, held: Runtime, clock: HeldClock
) -> None:
    phone, _ = with_app(held, clock, desk.rep)
    client = app.test_client()
    submit_sign_in(client, desk.rep.user.email)
    enter(client, phone.wrong())
    enter(client, phone.code())
    held.notebook.flush()
    page = admin.see("/console/records", kind="sign_in")
    assert "Kim Okafor failed to sign in." in page
    assert "Password and code from an app" in page


def test_the_page_asks_little(
    desk: Desk, visit: Visits, clock: HeldClock, statements: Callable[[], int]
) -> None:
    there = visit(desk.rep)
    set_up(there, clock)
    for path in (HOME, "/console/me"):
        there.see(path)
        before = statements()
        there.see(path)
        assert statements() - before <= MOST_STATEMENTS, path
