"""Signing in from the extension: code with PKCE, renewal, reuse, revocation."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.builders import Builders
from tests.integration.conftest import HeldClock
from tests.integration.http.browsing import (
    ORIGIN,
    OWN,
    REDIRECT,
    VERIFIER,
    authorize_path,
    code_for,
    exchange,
    form_mark,
    redirected,
    renew,
    status_of_me,
    submit_sign_in,
)
from threadside.http import oauth
from threadside.store.tables import Member, OAuthCode, OAuthToken
from threadside.store.uow import UnitOfWork
from threadside.workspace import devices
from threadside.workspace.members import Membership
from threadside.workspace.sessions import SignedIn


def pair(client: FlaskClient, email: str) -> dict[str, str]:
    answer = exchange(client, code_for(client, email))
    assert answer.status_code == 200, answer.text
    found: dict[str, str] = answer.get_json()
    return found


def test_a_rep_signs_in_and_the_token_works(client: FlaskClient, build: Builders) -> None:
    kim = build.member()
    answer = exchange(client, code_for(client, kim.user.email))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json is not None
    assert answer.json["token_type"] == "Bearer"
    assert answer.json["expires_in"] == 600
    assert status_of_me(client, answer.json["access_token"]) == 200


def test_the_state_comes_back_as_it_was(client: FlaskClient, build: Builders) -> None:
    kim = build.member()
    sent = submit_sign_in(client, kim.user.email, target=authorize_path(state='a "b" c&d=e'))
    assert redirected(client.get(sent.location))["state"] == 'a "b" c&d=e'


def test_only_digests_are_stored(client: FlaskClient, build: Builders, uow: UnitOfWork) -> None:
    made = pair(client, build.member().user.email)
    with uow.read() as session:
        row = session.scalar(select(OAuthToken))
        assert row is not None
        kept = repr([getattr(row, column.key) for column in OAuthToken.__table__.columns])
    assert made["access_token"] not in kept
    assert made["refresh_token"] not in kept


def test_a_code_works_once_and_its_replay_ends_what_came_of_it(
    client: FlaskClient, build: Builders
) -> None:
    code = code_for(client, build.member().user.email)
    first = exchange(client, code).get_json()
    again = exchange(client, code)
    assert (again.status_code, again.get_json()["error"]) == (400, "invalid_grant")
    assert status_of_me(client, first["access_token"]) == 401
    assert renew(client, first["refresh_token"]).status_code == 400


def test_a_code_lives_a_minute(client: FlaskClient, build: Builders, clock: HeldClock) -> None:
    code = code_for(client, build.member().user.email)
    clock.advance(seconds=61)
    assert exchange(client, code).get_json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": None},
        {"code_verifier": "another-verifier-of-43-characters-01234567890"},
        {"code_verifier": "short"},
        {"redirect_uri": "https://elsewhere.example/"},
        {"redirect_uri": None},
        {"client_id": "somebody-else"},
        {"client_id": None},
        {"client_secret": "guess"},
    ],
)
def test_an_exchange_that_does_not_fit_gets_nothing_and_burns_the_code(
    client: FlaskClient, build: Builders, changes: dict[str, str | None]
) -> None:
    code = code_for(client, build.member().user.email)
    assert exchange(client, code, **changes).status_code == 400
    if "client_id" not in changes and "client_secret" not in changes:
        assert exchange(client, code).status_code == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge": VERIFIER, "code_challenge_method": "plain"},
        {"code_challenge": "too-short"},
    ],
)
def test_pkce_cannot_be_talked_down(
    client: FlaskClient, build: Builders, changes: dict[str, str | None]
) -> None:
    build.member()
    answer = client.get(authorize_path(**changes))
    assert answer.location.startswith(REDIRECT)
    assert redirected(answer)["error"] == "invalid_request"
    assert redirected(answer)["state"] == "opaque-1"


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://elsewhere.example/"},
        {"redirect_uri": REDIRECT + "x"},
        {"redirect_uri": REDIRECT.rstrip("/")},
        {"redirect_uri": 'https://"é.example/\x00'},
        {"redirect_uri": None},
        {"client_id": "somebody-else"},
        {"client_id": None},
        {"client_id": "zwölf"},
    ],
)
def test_a_request_that_is_not_the_extension_s_stays_here(
    client: FlaskClient, changes: dict[str, str | None]
) -> None:
    answer = client.get(authorize_path(**changes))
    assert answer.status_code == 400
    assert answer.mimetype == "text/html"
    assert "Location" not in answer.headers


@pytest.mark.parametrize("response_type", ["token", "id_token", 'a"b', "é", None])
def test_only_codes_are_given(client: FlaskClient, response_type: str | None) -> None:
    answer = client.get(authorize_path(response_type=response_type))
    assert answer.status_code in {302, 400}
    assert "access_token" not in answer.headers.get("Location", "")


def test_parameters_given_twice_are_refused(client: FlaskClient) -> None:
    assert client.get(authorize_path() + "&state=another").status_code in {302, 400}


def test_a_renewal_replaces_both_tokens(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    first = pair(client, build.member().user.email)
    clock.advance(minutes=11)
    assert status_of_me(client, first["access_token"]) == 401
    second = renew(client, first["refresh_token"]).get_json()
    assert second["refresh_token"] != first["refresh_token"]
    assert status_of_me(client, second["access_token"]) == 200


def test_a_lost_answer_can_be_asked_for_again_within_45_seconds(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    first = pair(client, build.member().user.email)
    renew(client, first["refresh_token"])
    clock.advance(seconds=45)
    again = renew(client, first["refresh_token"])
    assert again.status_code == 200
    assert status_of_me(client, again.get_json()["access_token"]) == 200


def test_a_refresh_token_that_comes_back_later_ends_the_whole_sign_in(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    first = pair(client, build.member().user.email)
    second = renew(client, first["refresh_token"]).get_json()
    clock.advance(seconds=46)
    stolen = renew(client, first["refresh_token"])
    assert (stolen.status_code, stolen.get_json()["error"]) == (400, "invalid_grant")
    assert status_of_me(client, second["access_token"]) == 401
    assert renew(client, second["refresh_token"]).status_code == 400


def test_another_sign_in_of_the_same_member_goes_on(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    kim = build.member()
    laptop = pair(client, kim.user.email)
    desk = pair(client.application.test_client(), kim.user.email)
    renew(client, laptop["refresh_token"])
    clock.advance(seconds=46)
    renew(client, laptop["refresh_token"])
    assert status_of_me(client, desk["access_token"]) == 200


def test_a_refresh_token_lives_30_days_from_its_last_renewal(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    made = pair(client, build.member().user.email)
    clock.advance(days=29)
    made = renew(client, made["refresh_token"]).get_json()
    clock.advance(days=29)
    made = renew(client, made["refresh_token"]).get_json()
    clock.advance(days=31)
    assert renew(client, made["refresh_token"]).status_code == 400


def test_a_sign_in_ends_after_half_a_year_however_often_it_was_renewed(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    made = pair(client, build.member().user.email)
    for _month in range(8):
        clock.advance(days=25)
        answer = renew(client, made["refresh_token"])
        if answer.status_code != 200:
            break
        made = answer.get_json()
    assert answer.status_code == 400


def test_a_member_made_inactive_is_out_at_once(
    client: FlaskClient, build: Builders, uow: UnitOfWork
) -> None:
    kim = build.member()
    made = pair(client, kim.user.email)
    with uow.write() as tx:
        tx.session.get_one(Member, kim.id).active = False
    assert status_of_me(client, made["access_token"]) == 401
    assert renew(client, made["refresh_token"]).status_code == 400


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_giving_back_either_token_ends_the_sign_in(
    client: FlaskClient, build: Builders, which: str
) -> None:
    made = pair(client, build.member().user.email)
    data = {"client_id": "threadside-extension", "token": made[which]}
    assert client.post("/oauth/revoke", data=data, headers=ORIGIN).status_code == 200
    assert status_of_me(client, made["access_token"]) == 401
    assert renew(client, made["refresh_token"]).status_code == 400


def test_giving_back_an_unknown_token_is_fine(client: FlaskClient) -> None:
    data = {"client_id": "threadside-extension", "token": "never-seen"}
    assert client.post("/oauth/revoke", data=data).status_code == 200


def test_who_is_in_several_workspaces_chooses_one(client: FlaskClient, build: Builders) -> None:
    user = build.user(name="Ana Reyes")
    build.member(build.workspace("Alpine Dental"), user=user)
    north = build.member(build.workspace("Northside Supply"), user=user)
    sent = submit_sign_in(client, user.email, target=authorize_path())
    page = client.get(sent.location)
    assert "Alpine Dental" in page.text
    data = {"form_mark": form_mark(page), "member": north.id}
    chosen = client.post(sent.location, data=data, headers=OWN)
    made = exchange(client, redirected(chosen)["code"]).get_json()
    me = client.get("/v1/me", headers={"Authorization": f"Bearer {made['access_token']}"})
    assert me.get_json()["workspace"]["name"] == "Northside Supply"


def test_nobody_chooses_a_workspace_they_are_not_in(client: FlaskClient, build: Builders) -> None:
    kim, stranger = build.member(), build.member()
    submit_sign_in(client, kim.user.email)
    page = client.get("/sign-in")
    data = {"form_mark": form_mark(page), "member": stranger.id}
    answer = client.post(authorize_path(), data=data, headers=OWN)
    assert not answer.location.startswith(REDIRECT)


def test_an_older_session_asks_before_it_gives_a_code(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    kim = build.member(name="Kim Okafor")
    submit_sign_in(client, kim.user.email)
    clock.advance(minutes=2)
    page = client.get(authorize_path())
    assert page.status_code == 200
    assert "Kim Okafor" in page.text
    data = {"form_mark": form_mark(page), "decision": "cancel"}
    refused = client.post(authorize_path(), data=data, headers=OWN)
    assert redirected(refused) == {
        "error": "access_denied",
        "error_description": "The resource owner or authorization server denied the request",
        "state": "opaque-1",
    }


def test_a_password_just_typed_is_good_for_one_sidebar(
    client: FlaskClient, build: Builders, clock: HeldClock
) -> None:
    kim = build.member(name="Kim Okafor")
    sent = submit_sign_in(client, kim.user.email, target=authorize_path())
    clock.advance(seconds=1)
    assert exchange(client, redirected(client.get(sent.location))["code"]).status_code == 200
    again = client.get(authorize_path())
    assert again.status_code == 200
    assert "Kim Okafor" in again.text


def test_a_browser_that_is_signed_out_meanwhile_gives_no_code(
    client: FlaskClient, build: Builders, uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim = build.member()
    sent = submit_sign_in(client, kim.user.email, target=authorize_path())
    choices = oauth._choices

    def signed_out_after(who: SignedIn) -> list[Membership]:
        found = choices(who)
        with uow.write() as tx:
            devices.end_own(tx, who.user_id, who.session)
        return found

    monkeypatch.setattr(oauth, "_choices", signed_out_after)
    answer = client.get(sent.location)
    assert answer.location.startswith("/oauth/authorize?")
    assert client.get(answer.location).location.startswith("/sign-in?")


def test_a_forged_choice_gives_nothing(
    client: FlaskClient, build: Builders, clock: HeldClock, uow: UnitOfWork
) -> None:
    kim = build.member()
    submit_sign_in(client, kim.user.email)
    clock.advance(minutes=2)
    data = {"form_mark": "0" * 64, "member": kim.id}
    answer = client.post(authorize_path(), data=data, headers=OWN)
    assert answer.location.startswith("/oauth/authorize?")
    with uow.read() as session:
        assert session.scalar(select(OAuthCode)) is None


def test_a_user_without_a_workspace_is_told_so(client: FlaskClient, build: Builders) -> None:
    user = build.user()
    page = client.get(submit_sign_in(client, user.email, target=authorize_path()).location)
    assert page.status_code == 403
    assert "No workspace yet" in page.text


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"grant_type": "password", "username": "kim", "password": "x"},
        {"grant_type": 'ev"il\x00', "client_id": "threadside-extension"},
        {"grant_type": "authorization_code", "client_id": "threadside-extension"},
        {"grant_type": "refresh_token", "client_id": "threadside-extension"},
        {"grant_type": "refresh_token", "client_id": "ü", "refresh_token": "\ud7ff\x00"},
    ],
)
def test_nonsense_gets_an_oauth_error(client: FlaskClient, data: dict[str, str]) -> None:
    answer = client.post("/oauth/token", data=data)
    assert answer.status_code in {400, 401}
    assert "error" in answer.get_json()


def test_the_metadata_names_what_exists(client: FlaskClient) -> None:
    found = client.get("/.well-known/oauth-authorization-server").get_json()
    assert found["code_challenge_methods_supported"] == ["S256"]
    for name in ("authorization", "token", "revocation"):
        path = found[f"{name}_endpoint"].removeprefix(found["issuer"])
        assert client.post(path).status_code != 404
