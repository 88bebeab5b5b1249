"""What a script's token may: each scope, what a lack of one says, and that no route is without."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import Builders
from tests.integration.conftest import HeldClock
from threadside.http.guards import asks_for_token, guard_of
from threadside.runtime import Runtime
from threadside.workspace import tokens
from threadside.workspace.scopes import AREAS, SCOPES, granted, needed

CALLS = {
    "conversations:read": ("GET", "/v1/templates"),
    "conversations:write": ("POST", "/v1/badges"),
    "consent:read": ("GET", "/v1/consent?phone=%2B17205550188"),
    "records:read": ("GET", "/v1/crm/connections"),
    "records:write": ("POST", "/v1/people/search"),
}


def status(client: FlaskClient, token: str, method: str, path: str) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"}
    body = {} if method == "POST" else None
    answer = client.open(path, method=method, json=body, headers=headers)
    return answer.status_code, (answer.get_json() or {}).get("scope", "")


@pytest.mark.parametrize("given", SCOPES)
def test_a_token_may_what_it_was_made_for_and_hears_what_it_lacks(
    client: FlaskClient, build: Builders, given: str
) -> None:
    token = build.token(build.member(), kind="script", scopes=given)
    assert status(client, token, "GET", "/v1/me")[0] == 200
    for scope, (method, path) in CALLS.items():
        code, lacks = status(client, token, method, path)
        if granted(given, scope):
            assert code != 403, scope
        else:
            assert (code, lacks) == (403, scope)


def test_the_refusal_has_a_code_and_a_sentence(client: FlaskClient, build: Builders) -> None:
    token = build.token(build.member(), kind="script", scopes="consent:read")
    answer = client.get("/v1/templates", headers={"Authorization": f"Bearer {token}"}).get_json()
    assert answer["code"] == "needs_scope"
    assert "conversations:read" in answer["detail"]


def test_a_scope_gives_nothing_that_the_role_does_not(client: FlaskClient, build: Builders) -> None:
    auditor = build.member(role="auditor")
    token = build.token(auditor, kind="script", scopes="records:write")
    assert status(client, token, "POST", "/v1/people/search") == (403, "")


@pytest.mark.parametrize("kind", ["oauth", "script"])
def test_a_token_without_scopes_may_all_that_its_member_may(
    client: FlaskClient, build: Builders, kind: str
) -> None:
    token = build.token(build.member(), kind=kind)  # type: ignore[arg-type]
    assert all(status(client, token, *call)[0] != 403 for call in CALLS.values())


def test_every_guarded_route_needs_a_scope_there_is(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if asks_for_token(view) and guard_of(view) is not None:
            group = rule.endpoint.rpartition(".")[0]
            assert needed(group, guard_of(view) or "") in {"", *SCOPES}, rule.rule


def test_write_holds_read_in_its_own_area_alone() -> None:
    for area in AREAS:
        for other in AREAS:
            assert granted(f"{area}:write", f"{other}:read") == (area == other)
            assert not granted(f"{area}:read", f"{other}:write")


def test_the_end_of_a_token_holds_with_scopes_too(
    client: FlaskClient, build: Builders, held: Runtime, clock: HeldClock
) -> None:
    kim = build.member()
    with held.uow.write() as tx:
        token = tokens.issue_for_script(tx, kim.id, "report", 7, "conversations:read")
    assert status(client, token, "GET", "/v1/templates")[0] == 200
    clock.now += timedelta(days=7)
    assert status(client, token, "GET", "/v1/templates")[0] == 401
