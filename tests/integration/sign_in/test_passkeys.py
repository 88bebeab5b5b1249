"""Passkeys: adding, naming and removing them, and signing in by one alone (WebAuthn)."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import PASSWORD, QUICK, Someone
from tests.integration.conftest import HeldClock
from tests.integration.console.conftest import Visit, admin, visit
from tests.integration.desk import Desk, desk, open_desk
from tests.integration.http.browsing import (
    OWN,
    authorize_path,
    form_mark,
    redirected,
    submit_sign_in,
)
from tests.integration.sign_in.authenticator import with_app
from tests.integration.sign_in.software_key import PRESENT, Device
from threadside.console import me_passkeys
from threadside.runtime import Runtime
from threadside.settings import Settings
from threadside.workspace.passwords import Passwords

__all__ = ["admin", "desk", "open_desk", "visit"]

HOME = "/console/me/passkeys"
HERE = "http://localhost:8080"
Visits = Callable[[Someone], Visit]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A server with a name: browsers bind no passkey to an address."""
    return settings.model_copy(update={"public_url": HERE})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(me_passkeys, "passwords", Passwords(QUICK))
    monkeypatch.setitem(OWN, "Origin", HERE)


def asked_for_new(there: Visit, password: str = PASSWORD) -> TestResponse:
    return there.submit(f"{HOME}/ask", password=password)


def add(there: Visit, device: Device, name: str = "Laptop") -> str:
    options = asked_for_new(there).get_json()
    return there.does(HOME, name=name, credential=device.create(options))


def ask(client: FlaskClient) -> TestResponse:
    mark = form_mark(client.get("/sign-in/passkey"))
    return client.post("/sign-in/passkey/ask", data={"form_mark": mark}, headers=OWN)


def send(client: FlaskClient, credential: str, target: str = "") -> TestResponse:
    mark = form_mark(client.get("/sign-in/passkey"))
    data = {"form_mark": mark, "credential": credential, "next": target}
    return client.post("/sign-in/passkey", data=data, headers=OWN)


def is_signed_in(client: FlaskClient) -> bool:
    return "You are signed in" in client.get("/sign-in").text


def test_a_passkey_signs_in_alone_even_where_a_code_would_be_asked(
    admin: Visit, desk: Desk, visit: Visits, held: Runtime, clock: HeldClock
) -> None:
    device = Device(HERE)
    assert "Laptop" in add(visit(desk.rep), device)
    with_app(held, clock, desk.rep)
    client = desk.app.test_client()
    options = ask(client).get_json()
    assert options["userVerification"] == "required"
    assert options["rpId"] == "localhost"
    answer = send(client, device.get(options), "/docs")
    assert (answer.status_code, answer.location) == (303, "/docs")
    assert "Kim Okafor" in client.get("/sign-in").text
    page = admin.see("/console/records")
    assert "Kim Okafor added a passkey." in page
    assert "<dd>Passkey</dd>" in page


def test_the_extension_signs_in_by_it(desk: Desk, app: Flask, visit: Visits) -> None:
    device = Device(HERE)
    add(visit(desk.rep), device)
    client = app.test_client()
    answer = send(client, device.get(ask(client).get_json()), authorize_path())
    assert "code" in redirected(client.get(answer.location))


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"challenge": "AAAA"},
        {"type": "webauthn.create"},
    ],
)
def test_what_was_said_to_another_site_or_at_another_time_lets_nobody_in(
    desk: Desk, app: Flask, visit: Visits, wrong: dict[str, str]
) -> None:
    device = Device(HERE)
    add(visit(desk.rep), device)
    client = app.test_client()
    answer = send(client, device.get(ask(client).get_json(), **wrong))
    assert (answer.status_code, "does not hold" in answer.text) == (200, True)
    assert not is_signed_in(client)


def test_a_device_that_did_not_check_its_owner_is_refused(
    desk: Desk, app: Flask, visit: Visits
) -> None:
    there, device = visit(desk.rep), Device(HERE)
    device.flags = PRESENT
    options = asked_for_new(there).get_json()
    refused = there.submit(HOME, name="Laptop", credential=device.create(options))
    assert (refused.status_code, "does not hold" in refused.text) == (422, True)
    device = Device(HERE)
    add(there, device)
    device.flags = PRESENT
    client = app.test_client()
    assert "does not hold" in send(client, device.get(ask(client).get_json())).text


def test_an_answer_is_good_once_and_a_copied_key_is_noticed(
    desk: Desk, app: Flask, visit: Visits
) -> None:
    device = Device(HERE)
    add(visit(desk.rep), device)
    client, other = app.test_client(), app.test_client()
    answer = device.get(ask(client).get_json())
    assert send(client, answer).status_code == 303
    assert "used already" in send(other, answer).text
    device.count = 0
    assert "does not hold" in send(other, device.get(ask(other).get_json())).text


@pytest.mark.parametrize("answer", ["", "[]", "{}", "null", "\x00", '{"id": 1}', "[" * 10_000])
def test_whatever_a_stranger_sends_is_refused_in_words(app: Flask, desk: Desk, answer: str) -> None:
    client = app.test_client()
    ask(client)
    page = send(client, answer)
    assert page.status_code == 200
    assert 'id="passkey-problem" role="alert">' in page.text


def test_adding_one_asks_for_the_password_and_says_what_is_wrong(
    desk: Desk, visit: Visits, clock: HeldClock
) -> None:
    there, device = visit(desk.rep), Device(HERE)
    wrong = asked_for_new(there, "not it at all")
    assert (wrong.status_code, "current password" in wrong.get_json()["problem"]) == (422, True)
    options = asked_for_new(there).get_json()
    clock.advance(minutes=10)
    late = there.submit(HOME, name="Laptop", credential=device.create(options))
    assert (late.status_code, "took too long" in late.text) == (409, True)
    assert "No passkey yet" in there.see(HOME)
    add(there, device)
    again = there.submit(
        HOME, name="Twice", credential=device.create(asked_for_new(there).get_json())
    )
    assert (again.status_code, "here already" in again.text) == (409, True)


def test_one_is_renamed_and_removed_by_its_owner_alone(
    desk: Desk, app: Flask, visit: Visits
) -> None:
    there, device = visit(desk.rep), Device(HERE)
    which = re.search(r"/passkeys/([\w-]{36})/remove", add(there, device))
    assert which
    other = visit(desk.build.member(desk.workspace, role="admin", name="Ola Berg"))
    for verb in ("name", "remove"):
        answer = other.submit(f"{HOME}/{which[1]}/{verb}", name="Mine now")
        assert answer.status_code == 404
    assert "Desk at home" in there.does(f"{HOME}/{which[1]}/name", name="  Desk at home ")
    assert there.submit(f"{HOME}/{which[1]}/name", name=" ").status_code == 422
    there.does(f"{HOME}/{which[1]}/remove")
    client = app.test_client()
    assert "not known here" in send(client, device.get(ask(client).get_json())).text


def test_an_admin_who_resets_takes_passkeys_too(
    admin: Visit, desk: Desk, app: Flask, visit: Visits
) -> None:
    device = Device(HERE)
    add(visit(desk.rep), device)
    admin.does(f"/console/people/{desk.rep.id}/factor/reset")
    client = app.test_client()
    assert "not known here" in send(client, device.get(ask(client).get_json())).text
    assert submit_sign_in(client, desk.rep.user.email).location == "/sign-in/told"


def test_only_its_pages_run_a_script(desk: Desk, app: Flask, visit: Visits) -> None:
    client = app.test_client()
    assert "script-src" not in client.get("/sign-in").headers["Content-Security-Policy"]
    assert 'href="/sign-in/passkey"' in client.get("/sign-in").text
    for page in (client.get("/sign-in/passkey"), visit(desk.rep).open(HOME)):
        policy = page.headers["Content-Security-Policy"]
        assert "script-src 'self'; connect-src 'self'" in policy
        assert "unsafe" not in policy
