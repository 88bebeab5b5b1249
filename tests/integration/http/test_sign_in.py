"""The sign-in page: passwords, tries, forms, sessions (V-9)."""

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient

from tests.builders import PASSWORD, Builders
from tests.integration.conftest import HeldClock
from tests.integration.http.browsing import OWN, form_mark, submit_sign_in
from threadside.http import sign_in
from threadside.store.tables import User, WebSession
from threadside.store.uow import UnitOfWork
from threadside.workspace.passwords import Passwords
from threadside.workspace.secrets import digest


def is_signed_in(client: FlaskClient) -> bool:
    return "You are signed in" in client.get("/sign-in").text


def session_cookie(client: FlaskClient) -> str:
    cookie = client.get_cookie("threadside_session")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    return cookie.value


def test_the_right_password_signs_in(client: FlaskClient, build: Builders) -> None:
    kim = build.user(email="kim@example.com")
    answer = submit_sign_in(client, "  KIM@example.com ")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert kim.name in client.get("/sign-in").text


@pytest.mark.parametrize("password", ["wrong", "", "x" * 300, "\x00", PASSWORD + " "])
def test_a_wrong_password_says_no_more_than_that(
    client: FlaskClient, build: Builders, password: str
) -> None:
    known = submit_sign_in(client, build.user(email="kim@example.com").email, password)
    unknown = submit_sign_in(client, "nobody@example.com", password)
    assert known.status_code == unknown.status_code == 200
    sentence = "That e-mail and password don&#39;t belong together."
    assert sentence in known.text
    assert sentence in unknown.text
    assert not is_signed_in(client)


@pytest.mark.parametrize("email", ["", "\x00", "a\x00@b.c", "'; drop table", "ü" * 500, "\ud7ff"])
def test_hostile_addresses_are_just_wrong(client: FlaskClient, email: str) -> None:
    assert "belong together" in submit_sign_in(client, email, "x").text
    assert not is_signed_in(client)


def test_a_form_from_elsewhere_is_refused(client: FlaskClient, build: Builders) -> None:
    data = {"email": build.user().email, "password": PASSWORD, "form_mark": "0" * 64}
    assert "<form" in client.post("/sign-in", data=data, headers=OWN).text
    assert not is_signed_in(client)
    foreign = {"Origin": "https://evil.example"}
    page = client.get("/sign-in")
    data["form_mark"] = form_mark(page)
    assert client.post("/sign-in", data=data, headers=foreign).status_code == 403
    assert client.post("/sign-in", data=data, headers={"Origin": "null"}).status_code == 403
    assert not is_signed_in(client)


def test_the_seventh_try_at_an_account_waits(client: FlaskClient, build: Builders) -> None:
    kim = build.user()
    for _try in range(6):
        assert "belong together" in submit_sign_in(client, kim.email, "wrong").text
    answer = submit_sign_in(client, kim.email)
    assert not is_signed_in(client)
    assert 1 <= int(answer.headers["Retry-After"]) <= 300
    assert "Wait 5 minutes, then try again." in answer.text


def test_another_account_is_not_held_up(client: FlaskClient, build: Builders) -> None:
    kim, ana = build.user(), build.user()
    for _try in range(7):
        submit_sign_in(client, kim.email, "wrong")
    assert submit_sign_in(client, ana.email).status_code == 303


def test_success_forgets_the_tries_before(client: FlaskClient, build: Builders) -> None:
    kim = build.user()
    for _round in range(3):
        for _try in range(4):
            submit_sign_in(client, kim.email, "wrong")
        answer = submit_sign_in(client, kim.email)
        assert answer.status_code == 303
        client.delete_cookie("threadside_session")


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/docs", "/docs"),
        ("https://evil.example/", "/sign-in"),
        ("//evil.example/", "/sign-in"),
        ("/\\evil.example/", "/sign-in"),
        ("/\tx", "/sign-in"),
        ("javascript:alert(1)", "/sign-in"),
        ("", "/sign-in"),
    ],
)
def test_signing_in_leads_to_this_server_only(
    client: FlaskClient, build: Builders, target: str, goes_to: str
) -> None:
    answer = submit_sign_in(client, build.user().email, target="", next=target)
    assert answer.location == goes_to


def test_the_session_changes_with_each_sign_in(client: FlaskClient, build: Builders) -> None:
    kim = build.user()
    page = client.get("/sign-in")
    submit_sign_in(client, kim.email)
    former = session_cookie(client)
    data = {"form_mark": form_mark(client.get("/sign-in")), "email": kim.email}
    client.post("/sign-in", data={**data, "password": PASSWORD}, headers=OWN)
    assert session_cookie(client) != former
    assert form_mark(page) != data["form_mark"]
    client.set_cookie("threadside_session", former)
    assert not is_signed_in(client)


def test_a_session_ends_after_twelve_hours_without_use(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    submit_sign_in(client, build.user().email)
    clock.advance(hours=11)
    assert is_signed_in(client)
    clock.advance(hours=11)
    assert is_signed_in(client)
    clock.advance(hours=12)
    assert not is_signed_in(client)


def test_a_session_ends_after_fourteen_days_in_any_case(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    submit_sign_in(client, build.user().email)
    for _half_day in range(27):
        clock.advance(hours=11.9)
        assert is_signed_in(client)
    clock.advance(hours=24)
    assert not is_signed_in(client)


def test_signing_out_ends_the_session_on_the_server(
    client: FlaskClient, build: Builders, uow: UnitOfWork
) -> None:
    submit_sign_in(client, build.user().email)
    secret = session_cookie(client)
    data = {"form_mark": form_mark(client.get("/sign-in"))}
    assert client.post("/sign-out", data=data, headers=OWN).status_code == 303
    with uow.read() as session:
        assert session.get(WebSession, digest(secret)) is None


def test_signing_out_needs_the_mark(client: FlaskClient, build: Builders) -> None:
    submit_sign_in(client, build.user().email)
    assert client.post("/sign-out", headers=OWN).status_code == 400
    assert is_signed_in(client)


def test_a_hash_with_lower_costs_is_replaced(
    client: FlaskClient, build: Builders, uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    dearer = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(sign_in, "passwords", Passwords(dearer))
    kim = build.user()
    submit_sign_in(client, kim.email)
    with uow.read() as session:
        kept = session.get_one(User, kim.id).password_hash
    assert kept != kim.password_hash
    assert not dearer.check_needs_rehash(kept)
    client.delete_cookie("threadside_session")
    assert submit_sign_in(client, kim.email).status_code == 303


def test_the_page_runs_no_script_and_can_t_be_framed(client: FlaskClient) -> None:
    headers = client.get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "chromiumapp.org" in policy
    assert headers["Referrer-Policy"] == "same-origin"


def test_names_are_shown_as_text(client: FlaskClient, build: Builders) -> None:
    submit_sign_in(client, build.user(name="<script>alert(1)</script>").email)
    assert "<script>" not in client.get("/sign-in").text


def test_a_cookie_proves_nothing_to_the_api(client: FlaskClient, build: Builders) -> None:
    submit_sign_in(client, build.member().user.email)
    answer = client.get("/v1/me")
    assert (answer.status_code, answer.get_json()["code"]) == (401, "sign_in_required")
