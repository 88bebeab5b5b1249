"""The page of an invitation's link: joining as somebody new, or as who one is already."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import PASSWORD, QUICK, Builders, Someone
from tests.integration.conftest import HeldClock
from tests.integration.http.browsing import OWN, form_mark, submit_sign_in
from threadside.http import join as joining
from threadside.store.uow import UnitOfWork
from threadside.workspace import invitations
from threadside.workspace.invitations import Made
from threadside.workspace.passwords import Passwords

MAIL = "lee@example.com"
GOOD = "a lamp beside the river"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(joining, "passwords", Passwords(QUICK))
    return


@pytest.fixture
def boss(build: Builders) -> Someone:
    return build.member(build.workspace("Foothill Solar"), role="admin", name="Dana Whitfield")


def invite(uow: UnitOfWork, boss: Someone, email: str = MAIL) -> Made:
    with uow.write() as tx:
        return invitations.invite(tx, boss.workspace.id, boss.id, email, "rep")


def page(client: FlaskClient, made: Made) -> TestResponse:
    return client.get("/join", query_string={"link": made.secret})


def submit(client: FlaskClient, made: Made, **fields: str) -> TestResponse:
    given = {
        "form_mark": form_mark(page(client, made)),
        "link": made.secret,
        "name": "Lee Park",
        "password": GOOD,
    }
    return client.post("/join", data=given | fields, headers=OWN)


def test_somebody_new_sets_a_name_and_a_password_and_is_in(
    client: FlaskClient, uow: UnitOfWork, boss: Someone
) -> None:
    made = invite(uow, boss)
    shown = page(client, made)
    assert shown.status_code == 200
    assert "Join Foothill Solar" in shown.text
    assert "Dana Whitfield invites you as Rep." in shown.text
    assert f'value="{MAIL}"' in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    answer = submit(client, made, name="  Lee   Park ")
    assert answer.status_code == 303
    welcome = client.get(answer.location)
    assert "You are in Foothill Solar" in welcome.text
    assert "Lee Park" in welcome.text
    assert 'href="/console"' not in welcome.text
    assert submit_sign_in(client, MAIL, GOOD).status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "  "}, "Enter a name."),
        ({"password": "short"}, "10 to 256 characters"),
        ({"form_mark": "forged"}, "open too long"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_still_works(
    client: FlaskClient, uow: UnitOfWork, boss: Someone, fields: dict[str, str], sentence: str
) -> None:
    made = invite(uow, boss)
    answer = submit(client, made, **fields)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert GOOD not in answer.text
    assert submit(client, made).status_code == 303


@pytest.mark.parametrize("name", ["محمد بن سلمان", "李小龍", "Zoë \u202eNúñez"])
def test_a_name_of_any_script_is_kept_and_nothing_turns_it(
    client: FlaskClient, uow: UnitOfWork, boss: Someone, name: str
) -> None:
    answer = submit(client, invite(uow, boss), name=name)
    assert name.replace("\u202e", "") in client.get(answer.location).text


def test_tries_with_a_link_are_counted(client: FlaskClient, uow: UnitOfWork, boss: Someone) -> None:
    made = invite(uow, boss)
    answers = [submit(client, made, password="short") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [422] * 6 + [429]
    assert "Wait" in answers[-1].text


def test_somebody_of_another_workspace_signs_in_and_joins(
    client: FlaskClient, uow: UnitOfWork, build: Builders, boss: Someone
) -> None:
    lee = build.member(build.workspace("Zephyr Roofing"), name="Lee Park")
    made = invite(uow, boss, lee.user.email)
    shown = page(client, made)
    assert 'name="password"' not in shown.text
    [target] = [
        part.split('"')[0] for part in shown.text.split('href="') if part.startswith("/sign-in?")
    ]
    back = parse_qs(urlsplit(target.replace("&amp;", "&")).query)["next"][0]
    there = submit_sign_in(client, lee.user.email, PASSWORD, target=back)
    shown = client.get(there.location)
    assert "Lee Park" in shown.text
    answer = submit(client, made)
    assert answer.status_code == 303
    assert "You are in Foothill Solar" in client.get(answer.location).text


def test_who_has_an_account_but_is_not_signed_in_can_t_set_its_password(
    client: FlaskClient, uow: UnitOfWork, build: Builders, boss: Someone
) -> None:
    lee = build.member()
    made = invite(uow, boss, lee.user.email)
    mark = form_mark(client.get("/sign-in"))
    fields = {"form_mark": mark, "link": made.secret, "name": "X", "password": GOOD}
    answer = client.post("/join", data=fields, headers=OWN)
    assert answer.status_code == 422
    assert submit_sign_in(client, lee.user.email).status_code == 303


def test_somebody_else_who_is_signed_in_is_told_for_whom_it_is(
    client: FlaskClient, uow: UnitOfWork, build: Builders, boss: Someone
) -> None:
    submit_sign_in(client, boss.user.email)
    shown = page(client, invite(uow, boss))
    assert f"The invitation is for {MAIL}" in shown.text
    assert 'name="password"' not in shown.text
    lee = build.member()
    made = invite(uow, boss, lee.user.email)
    answer = submit(client, made)
    assert (answer.status_code, "for another address" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("end", "words", "status"),
    [
        ("used", "This link was used already", 410),
        ("expired", "This link has expired", 410),
        ("revoked", "This link was taken back", 410),
        ("renewed", "This link was taken back", 410),
        ("unknown", "This link does not work", 404),
    ],
)
def test_a_link_that_is_over_says_why(
    client: FlaskClient, uow: UnitOfWork, boss: Someone, clock: HeldClock,
    *, end: str, words: str, status: int,
) -> None:  # fmt: skip
    made = invite(uow, boss)
    mark = form_mark(page(client, made))
    with uow.write() as tx:
        if end == "used":
            invitations.join_as_new(tx, made.secret, "Lee", "hash")
        elif end == "revoked":
            invitations.revoke(tx, boss.workspace.id, made.id)
        elif end == "renewed":
            invitations.renew(tx, boss.workspace.id, boss.id, made.id)
    clock.advance(days=8 if end == "expired" else 0)
    secret = "x" * 43 if end == "unknown" else made.secret
    fields = {"form_mark": mark, "link": secret, "name": "Lee", "password": GOOD}
    for answer in (
        client.get("/join", query_string={"link": secret}),
        client.post("/join", data=fields, headers=OWN),
    ):
        assert (answer.status_code, words in answer.text) == (status, True)
    assert client.get("/joined").location == "/sign-in"


@pytest.mark.parametrize("link", ["", "x" * 5000, "%00", "é"])
def test_anything_for_a_link_is_answered_in_words(client: FlaskClient, link: str) -> None:
    answer = client.get("/join", query_string={"link": link})
    assert (answer.status_code, "This link does not work" in answer.text) == (404, True)
