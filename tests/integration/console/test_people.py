"""The People section and everybody's own account, as people use them."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import PASSWORD, QUICK, Someone
from tests.integration.conftest import HeldClock
from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from tests.integration.http.browsing import (
    code_for,
    exchange,
    renew,
    status_of_me,
    submit_sign_in,
)
from tests.integration.workspace.people import browser, name_of
from threadside.console import me
from threadside.http import join as joining
from threadside.ids import new_id
from threadside.workspace import tokens
from threadside.workspace.passwords import Passwords

HOME = "/console/people"
ME = "/console/me"
MAIL = "lee@example.com"
NEW = "a lamp beside the river"

Visits = Callable[[Someone], Visit]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (me, joining):
        monkeypatch.setattr(module, "passwords", Passwords(QUICK))


def link_in(page: str) -> str:
    found = re.search(r'value="http://127\.0\.0\.1:8080(/join\?link=[\w-]+)"', page)
    assert found, page
    return found[1]


def invited(admin: Visit, email: str = MAIL, role: str = "lead") -> str:
    answer = admin.submit(f"{HOME}/invite", email=email, role=role)
    assert answer.status_code == 200, answer.text
    return link_in(answer.text)


def invitation_in(page: str) -> str:
    found = re.search(r"/people/invitations/([\w-]{36})/link", page)
    assert found, page
    return found[1]


def signed_in(client: FlaskClient, someone: Someone) -> tuple[str, str]:
    """Access and refresh token of an extension that somebody signed in."""
    given = exchange(client, code_for(client, someone.user.email)).json
    assert given is not None
    return given["access_token"], given["refresh_token"]


def test_everybody_stands_with_role_state_and_devices(admin: Visit, desk: Desk) -> None:
    desk.build.member(desk.workspace, name="Gone Long", active=False)
    page = admin.see(HOME)
    for words in ("Kim Okafor", "Dana Whitfield", "Deactivated", "you", "No open invitation"):
        assert words in page
    assert "Sees conversations, the console and the audit log, and changes nothing." in page
    found = admin.see(HOME, q="okaf")
    assert "Kim Okafor" in found
    assert "Gone Long" not in found
    assert "Nobody by that name" in admin.see(HOME, q="xyz")


def test_a_link_is_shown_once_and_leads_in(admin: Visit, app: Flask) -> None:
    link = invited(admin)
    again = admin.see(HOME)
    assert link not in again
    assert MAIL in again
    other = app.test_client()
    assert "Join" in other.get(link).text
    page = admin.submit(f"{HOME}/invite", email=MAIL, role="rep")
    assert (page.status_code, "open invitation for this address" in page.text) == (409, True)
    assert 'value="lee@example.com"' in page.text


def test_a_new_link_replaces_the_one_before_and_a_revoked_one_is_gone(
    admin: Visit, app: Flask
) -> None:
    first = invited(admin)
    which = invitation_in(admin.see(HOME))
    second = link_in(admin.submit(f"{HOME}/invitations/{which}/link").text)
    other = app.test_client()
    assert other.get(first).status_code == 410
    assert other.get(second).status_code == 200
    which = invitation_in(admin.see(HOME))
    assert "no longer works" in admin.does(f"{HOME}/invitations/{which}/revoke")
    assert other.get(second).status_code == 410
    stale = admin.submit(f"{HOME}/invitations/{which}/revoke")
    assert (stale.status_code, "used, taken back or replaced" in stale.text) == (409, True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "nobody", "role": "rep"}, "such as kim@example.com"),
        ({"email": "", "role": "rep"}, "Fill in this field"),
        ({"email": "k\0im@example.com", "role": "rep"}, "such as kim@example.com"),
        ({"email": MAIL, "role": "owner"}, "one of the values"),
    ],
)
def test_what_can_t_be_invited_is_said_beside_its_field(
    admin: Visit, fields: dict[str, str], sentence: str
) -> None:
    answer = admin.submit(f"{HOME}/invite", **fields)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "No open invitation" in answer.text


def test_a_role_is_changed_and_the_second_admin_is_told(
    admin: Visit, desk: Desk, visit: Visits
) -> None:
    other = visit(desk.build.member(desk.workspace, role="admin", name="Ola Berg"))
    path = f"{HOME}/{desk.rep.id}"
    assert "has the new role" in admin.does(f"{path}/role", role="lead", was_role="rep")
    answer = other.submit(f"{path}/role", role="auditor", was_role="rep")
    assert (answer.status_code, "Somebody else changed this" in answer.text) == (409, True)
    assert re.search(r'value="auditor"[^>]* checked', answer.text)
    assert desk.get("/v1/me")["role"] == "lead"


def test_the_only_admin_keeps_the_role(admin: Visit) -> None:
    path = f"{HOME}/{admin.someone.id}"
    assert "the only admin" in admin.see(path)
    answer = admin.submit(f"{path}/role", role="rep", was_role="admin")
    assert (answer.status_code, "Make somebody else an admin first" in answer.text) == (409, True)


def test_who_is_deactivated_is_out_of_pages_and_api_and_comes_back(
    admin: Visit, desk: Desk, app: Flask, visit: Visits
) -> None:
    lead = visit(desk.build.member(desk.workspace, role="lead", name="Ola Berg"))
    access, refresh = signed_in(app.test_client(), lead.someone)
    path = f"{HOME}/{lead.someone.id}"
    answer = admin.submit(f"{path}/deactivate", reason=" ")
    assert (answer.status_code, "Say in a few words why" in answer.text) == (422, True)
    page = admin.does(f"{path}/deactivate", reason="Left the company")
    assert "Left the company" in page
    assert status_of_me(app.test_client(), access) == 401
    assert renew(app.test_client(), refresh).status_code == 400
    assert lead.open(HOME).location.startswith("/sign-in")
    assert "may come back" in admin.does(f"{path}/reactivate")
    assert status_of_me(app.test_client(), access) == 401
    assert "Lines" in visit(lead.someone).see("/console/lines")


def test_what_happened_to_people_stands_in_the_audit_log_in_words(admin: Visit, desk: Desk) -> None:
    invited(admin)
    path = f"{HOME}/{desk.rep.id}"
    admin.does(f"{path}/role", role="lead", was_role="rep")
    admin.does(f"{path}/deactivate", reason="Left the company")
    page = admin.see("/console/records")
    for words in (
        "Dana Whitfield invited somebody.",
        "Dana Whitfield changed the role of Kim Okafor.",
        "Dana Whitfield deactivated Kim Okafor.",
        "Left the company",
    ):
        assert words in page
    assert MAIL not in page


def test_an_admin_ends_one_device_and_the_api_answers_401(
    admin: Visit, desk: Desk, app: Flask
) -> None:
    access, refresh = signed_in(app.test_client(), desk.rep)
    page = admin.see(f"{HOME}/{desk.rep.id}")
    family = re.search(
        rf"/people/{desk.rep.id}/devices/([\w-]{{36}})/end", page.split("Sidebar", 1)[1]
    )
    assert family
    told = admin.does(f"{HOME}/{desk.rep.id}/devices/{family[1]}/end")
    assert "is signed out there" in told
    assert status_of_me(app.test_client(), access) == 401
    assert renew(app.test_client(), refresh).status_code == 400
    again = admin.submit(f"{HOME}/{desk.rep.id}/devices/{family[1]}/end")
    assert again.status_code == 404
    assert "everywhere" in admin.does(f"{HOME}/{desk.rep.id}/devices/end")
    assert "Not signed in anywhere now." in admin.see(f"{HOME}/{desk.rep.id}")


@pytest.mark.parametrize("role", ["rep", "lead", "admin", "auditor"])
def test_everybody_sees_their_own_account(desk: Desk, visit: Visits, role: str) -> None:
    there = visit(desk.build.member(desk.workspace, role=role, name="Ola Berg"))
    page = there.see(ME)
    assert "this browser" in page
    assert "You are signed in nowhere else." in page
    assert ("/console/lines" in page) == (role != "rep")


def test_a_rep_signs_out_elsewhere_one_by_one_and_all_at_once(
    desk: Desk, app: Flask, visit: Visits
) -> None:
    there = visit(desk.rep)
    other = browser(desk.uow, desk.rep, "Firefox on Linux")
    assert "Firefox on Linux" in there.see(ME)
    assert "Signed out there" in there.does(f"{ME}/devices/{name_of(other)}/end")
    assert "Firefox on Linux" not in there.see(ME)
    access, _ = signed_in(app.test_client(), desk.rep)
    assert "signed in only here" in there.does(f"{ME}/devices/end-others")
    assert status_of_me(app.test_client(), access) == 401
    assert there.submit(f"{ME}/devices/{new_id()}/end").status_code == 404


def test_a_script_s_token_is_listed_and_revoked(
    desk: Desk, app: Flask, visit: Visits, clock: HeldClock
) -> None:
    with desk.uow.write() as tx:
        secret = tokens.issue_for_script(tx, desk.rep.id, "Nightly report", 30)
    there = visit(desk.rep)
    page = there.see(ME)
    assert "Nightly report" in page
    assert "never" in page
    assert status_of_me(app.test_client(), secret) == 200
    page = there.see(ME).split("Nightly report", 1)[1]
    assert "never" not in page
    which = re.search(r"/me/devices/([\w-]{36})/end", page)
    assert which
    there.does(f"{ME}/devices/{which[1]}/end")
    assert status_of_me(app.test_client(), secret) == 401


def test_the_old_password_is_asked_and_the_new_one_holds(
    desk: Desk, app: Flask, visit: Visits
) -> None:
    there = visit(desk.rep)
    other = browser(desk.uow, desk.rep)
    wrong = there.submit(f"{ME}/password", old="not it at all", new=NEW)
    assert (wrong.status_code, "not your current password" in wrong.text) == (422, True)
    short = there.submit(f"{ME}/password", old=PASSWORD, new="short")
    assert (short.status_code, "10 to 256 characters" in short.text) == (422, True)
    assert "short" not in short.text.split('id="password-new"')[1][:200]
    assert "Your password is changed" in there.does(f"{ME}/password", old=PASSWORD, new=NEW)
    assert submit_sign_in(app.test_client(), desk.rep.user.email, NEW).status_code == 303
    assert name_of(other) not in there.see(ME)


def test_guessing_the_old_password_is_counted(desk: Desk, visit: Visits) -> None:
    there = visit(desk.rep)
    answers = [
        there.submit(f"{ME}/password", old=f"guess number {n}", new=NEW).status_code
        for n in range(9)
    ]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_a_sign_in_is_named_after_its_browser(desk: Desk, app: Flask) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/128.0 Safari/537"
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = agent
    submit_sign_in(client, desk.rep.user.email)
    assert "Chrome on Windows" in client.get(ME).text
