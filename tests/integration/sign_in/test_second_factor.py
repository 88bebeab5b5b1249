"""Signing in with a code besides the password (V-9; RFC 6238)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import Builders, Someone
from tests.integration.conftest import HeldClock
from tests.integration.http.browsing import (
    authorize_path,
    exchange,
    form_mark,
    redirected,
    status_of_me,
    submit_sign_in,
)
from tests.integration.sign_in.authenticator import (
    App,
    enter,
    key_in,
    recovery_codes,
    with_app,
)
from threadside.contracts.policy import Policy
from threadside.errors import Refusal
from threadside.rules import totp
from threadside.runtime import Runtime
from threadside.store.tables import RecoveryCode, SecondFactor
from threadside.workspace import policy, resets, second_factor

WHY = "Because the insurer asks for it"


@pytest.fixture
def kim(build: Builders) -> Someone:
    return build.member(build.workspace("Foothill Solar"), role="admin")


def is_signed_in(client: FlaskClient) -> bool:
    return "You are signed in" in client.get("/sign-in").text


def require(held: Runtime, someone: Someone, who: str) -> None:
    with held.uow.write() as tx:
        wanted = Policy.model_validate({"second_factor": who})
        policy.change(tx, someone.workspace.id, someone.id, wanted, WHY)


def test_the_password_alone_leads_to_the_code_and_no_further(
    client: FlaskClient, held: Runtime, clock: HeldClock, kim: Someone
) -> None:
    app, _ = with_app(held, clock, kim)
    answer = submit_sign_in(client, kim.user.email)
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    assert not is_signed_in(client)
    assert client.get("/console/me").location.startswith("/sign-in?")
    answer = enter(client, app.code())
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert is_signed_in(client)


@given(data=st.data())
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_of_any_sequence_of_codes_each_step_is_good_once_and_never_backwards(
    held: Runtime, clock: HeldClock, build: Builders, data: st.DataObject
) -> None:
    """RFC 6238, section 5.2: a code is taken when it is near, and newer than any that was taken."""
    someone = build.member()
    phone, _ = with_app(held, clock, someone)
    newest = totp.step_at(clock.now) - 2
    for _press in range(6):
        clock.advance(seconds=data.draw(st.integers(0, 45)))
        off = data.draw(st.integers(-3, 3))
        code, here = phone.code(off), totp.step_at(clock.now)
        means = max(totp.steps_of(phone.key, code, clock.now), default=0)
        answer = pressed(held, someone, code)
        if means > newest:
            assert (answer, means <= here + totp.DRIFT) == ("app", True)
            newest = means
        else:
            assert answer == ("used_code" if means else "wrong_factor_code")


def pressed(held: Runtime, someone: Someone, code: str) -> str:
    """What comes of a code: what it was, or why it is refused."""
    try:
        with held.uow.write() as tx:
            return second_factor.check(tx, held.sealer, someone.user.id, code)
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "٠١٢٣٤٥", "x" * 500, "\x00", "a-b-c-d-e"])
def test_what_is_no_code_is_said_on_the_page(
    client: FlaskClient, held: Runtime, clock: HeldClock, kim: Someone, typed: str
) -> None:
    with_app(held, clock, kim)
    submit_sign_in(client, kim.user.email)
    answer = enter(client, typed)
    assert (answer.status_code, "That code is not right." in answer.text) == (200, True)
    assert not is_signed_in(client)


def test_a_code_works_once(app: Flask, held: Runtime, clock: HeldClock, kim: Someone) -> None:
    phone, _ = with_app(held, clock, kim)
    first, second = app.test_client(), app.test_client()
    submit_sign_in(first, kim.user.email)
    submit_sign_in(second, kim.user.email)
    code = phone.code()
    assert enter(first, code).status_code == 303
    answer = enter(second, code)
    assert "Each code works once." in answer.text
    assert not is_signed_in(second)
    assert "Each code works once." in enter(second, phone.code(-1)).text
    assert enter(second, phone.code(1)).status_code == 303


def test_a_code_of_five_minutes_ago_is_wrong(
    client: FlaskClient, held: Runtime, clock: HeldClock, kim: Someone
) -> None:
    phone, _ = with_app(held, clock, kim)
    old = phone.code()
    clock.advance(minutes=5)
    submit_sign_in(client, kim.user.email)
    assert old == phone.code() or "not right" in enter(client, old).text


def test_a_recovery_code_works_once_however_it_is_written(
    app: Flask, held: Runtime, clock: HeldClock, kim: Someone
) -> None:
    _, codes = with_app(held, clock, kim)
    assert len(set(codes)) == 10
    client = app.test_client()
    submit_sign_in(client, kim.user.email)
    assert enter(client, codes[3].replace("-", " ").upper()).status_code == 303
    again = app.test_client()
    submit_sign_in(again, kim.user.email)
    assert "not right" in enter(again, codes[3]).text
    assert enter(again, codes[4]).status_code == 303
    with held.uow.read() as session:
        assert second_factor.standing(session, kim.user.id).left == 8


def test_codes_are_counted_with_passwords(
    client: FlaskClient, held: Runtime, clock: HeldClock, kim: Someone
) -> None:
    phone, _ = with_app(held, clock, kim)
    submit_sign_in(client, kim.user.email)
    for _try in range(5):
        assert "not right" in enter(client, phone.wrong()).text
    answer = enter(client, phone.code())
    assert 1 <= int(answer.headers["Retry-After"]) <= 300
    assert not is_signed_in(client)


def test_the_step_ends_after_ten_minutes_and_with_the_password(
    app: Flask, held: Runtime, clock: HeldClock, kim: Someone
) -> None:
    phone, _ = with_app(held, clock, kim)
    client = app.test_client()
    submit_sign_in(client, kim.user.email, target="/docs")
    clock.advance(minutes=10)
    assert client.get("/sign-in/code").location == "/sign-in"
    submit_sign_in(client, kim.user.email)
    mark = form_mark(client.get("/sign-in/code"))
    clock.advance(minutes=10)
    data = {"form_mark": mark, "code": phone.code()}
    answer = client.post("/sign-in/code", data=data, headers={"Origin": "http://127.0.0.1:8080"})
    assert answer.location == "/sign-in"
    assert not is_signed_in(client)


def test_the_cookie_of_a_step_is_no_session(
    client: FlaskClient, held: Runtime, clock: HeldClock, kim: Someone
) -> None:
    with_app(held, clock, kim)
    submit_sign_in(client, kim.user.email)
    step = client.get_cookie("threadside_step")
    assert step is not None
    assert step.http_only
    client.set_cookie("threadside_session", step.value)
    assert not is_signed_in(client)


def test_the_extension_gets_its_tokens_only_after_the_code(
    client: FlaskClient, held: Runtime, clock: HeldClock, kim: Someone
) -> None:
    phone, _ = with_app(held, clock, kim)
    answer = submit_sign_in(client, kim.user.email, target=authorize_path())
    assert answer.location.startswith("/sign-in/code?next=")
    again = client.get(authorize_path())
    assert again.location.startswith("/sign-in?")
    answer = enter(client, phone.code(), next=authorize_path())
    assert answer.location == authorize_path()
    code = redirected(client.get(answer.location))["code"]
    given = exchange(client, code).json
    assert given is not None
    assert status_of_me(client, given["access_token"]) == 200


@pytest.mark.parametrize(
    ("who", "role", "asked"),
    [
        ("optional", "admin", False), ("admins", "admin", True), ("admins", "lead", False),
        ("everyone", "rep", True),
    ],
)  # fmt: skip
def test_who_must_have_one_sets_it_up_at_the_next_sign_in(
    client: FlaskClient, clock: HeldClock, kim: Someone, build: Builders, held: Runtime,
    *, who: str, role: str, asked: bool,
) -> None:  # fmt: skip
    require(held, kim, who)
    ana = build.member(kim.workspace, role=role, name="Ana Ruiz")
    answer = submit_sign_in(client, ana.user.email, target="/docs")
    assert answer.location == ("/sign-in/set-up?next=%2Fdocs" if asked else "/docs")
    assert is_signed_in(client) is not asked
    if not asked:
        return
    page = client.get(answer.location).text
    assert "<svg" in page
    phone = App(key_in(page), clock)
    wrong = enter(client, phone.wrong(), "/sign-in/set-up")
    assert "not right" in wrong.text
    assert key_in(wrong.text) == phone.key
    done = enter(client, phone.code(), "/sign-in/set-up", next="/docs")
    assert len(recovery_codes(done.text)) == 10
    assert 'href="/docs"' in done.text
    assert done.headers["Cache-Control"] == "no-store"
    assert is_signed_in(client)


def test_who_is_reset_is_told_once_by_name(
    app: Flask, held: Runtime, clock: HeldClock, build: Builders, kim: Someone
) -> None:
    ana = build.member(kim.workspace, name="Ana Ruiz")
    with_app(held, clock, ana)
    with held.uow.write() as tx:
        resets.reset_factor(tx, kim.workspace.id, ana.id, "Kim Okafor")
    client = app.test_client()
    answer = submit_sign_in(client, ana.user.email, target="/docs")
    assert answer.location == "/sign-in/told?next=%2Fdocs"
    page = client.get(answer.location)
    assert "Kim Okafor turned off your two-step sign-in" in page.text
    data = {"form_mark": form_mark(page), "next": "/docs"}
    own = {"Origin": "http://127.0.0.1:8080"}
    assert client.post("/sign-in/told", data=data, headers=own).location == "/docs"
    assert submit_sign_in(app.test_client(), ana.user.email).location == "/sign-in"


def test_only_sealed_keys_and_digests_are_kept(
    held: Runtime, clock: HeldClock, kim: Someone
) -> None:
    phone, codes = with_app(held, clock, kim)
    with held.uow.read() as session:
        row = session.get_one(SecondFactor, kim.user.id)
        kept = [each.code_hash for each in session.query(RecoveryCode).all()]
    assert phone.key not in f"{row.key_sealed}{row.next_sealed}"
    assert not {code.replace("-", "") for code in codes} & set(kept)


def test_a_workspace_asks_only_its_own_members(
    client: FlaskClient, held: Runtime, build: Builders, kim: Someone
) -> None:
    require(held, kim, "everyone")
    stranger = build.member(role="admin", name="Sly Stranger")
    assert submit_sign_in(client, stranger.user.email).location == "/sign-in"
