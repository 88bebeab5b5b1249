"""Every route has a guard, or stands here with the reason why it has none (V-13)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.builders import Builders
from tests.integration.http.browsing import ORIGIN
from threadside.app import create_app
from threadside.http.guards import ROLES, asks_for_token, guard_of
from threadside.http.origins import SHIPPED_EXTENSION
from threadside.ids import new_id
from threadside.runtime import EXTENSION
from threadside.settings import Settings

OPEN = {
    "/.well-known/oauth-authorization-server": "public facts",
    "/assets/<name>": "the look of our pages",
    "/docs": "the contract",
    "/f/<key>": "a form for whoever comes by, from its own sites, counted",
    "/f/<key>.js": "the same script for everybody",
    "/healthz": "whether the process answers",
    "/join": "a secret of 256 random bits, good once",
    "/joined": "what a signed-in browser may see",
    "/m/<token>/<name>": "a token of 144 random bits",
    "/metrics": "counts, for private networks",
    "/oauth/authorize": "asks for a session",
    "/oauth/revoke": "the token is the proof",
    "/oauth/token": "the code or the token is the proof",
    "/readyz": "which part is not ready",
    "/new-password": "the link is the proof",
    "/sign-in": "where proof begins",
    "/sign-in/code": "the step's cookie, then the code",
    "/sign-in/passkey": "the passkey is the proof",
    "/sign-in/passkey/ask": "a random challenge",
    "/sign-in/set-up": "the step's cookie, then the code",
    "/sign-in/told": "the browser's own session",
    "/sign-out": "the form's mark",
    "/v1/openapi.json": "the contract",
    "/v1/stream": "the first frame carries the token",
    "/webhooks/crm/<id:connection_id>": "the CRM's signature",
    "/webhooks/vonage/inbound": "Vonage's signature",
    "/webhooks/vonage/sms/inbound": "Vonage's signature",
    "/webhooks/vonage/sms/receipt": "Vonage's signature",
    "/webhooks/vonage/status": "Vonage's signature",
}


def routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule


def path_of(rule: Rule) -> str:
    return str(rule.build(dict.fromkeys(rule.arguments, new_id()), append_unknown=False)[1])  # type: ignore[index]


def test_every_route_is_guarded_or_explained(app: Flask) -> None:
    undecided = [
        r.rule for _m, r in routes(app) if guard_of(app.view_functions[r.endpoint]) is None
    ]
    assert undecided == []
    public = {
        r.rule for _m, r in routes(app) if guard_of(app.view_functions[r.endpoint]) == "public"
    }
    assert public == set(OPEN)


def test_nothing_answers_without_a_token(app: Flask, client: FlaskClient) -> None:
    asked = 0
    for method, rule in routes(app):
        if not asks_for_token(app.view_functions[rule.endpoint]):
            continue
        answer = client.open(path_of(rule), method=method)
        assert (answer.status_code, answer.get_json()["code"]) == (401, "sign_in_required"), rule
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        asked += 1
    assert asked


def test_an_auditor_changes_nothing(app: Flask, client: FlaskClient, build: Builders) -> None:
    token = build.token(build.member(role="auditor"))
    for method, rule in routes(app):
        if method == "GET" or not asks_for_token(app.view_functions[rule.endpoint]):
            continue
        headers = {"Authorization": f"Bearer {token}"}
        answer = client.open(path_of(rule), method=method, headers=headers)
        assert answer.status_code == 403, (method, rule)
        assert answer.get_json()["code"] in {"needs_send", "needs_admin"}


def test_every_role_is_known_to_the_guards() -> None:
    assert ROLES["read"] == {"rep", "lead", "admin", "auditor"}
    assert ROLES["send"] == ROLES["read"] - {"auditor"}


def test_a_route_that_nobody_decided_on_is_refused(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = app.test_client().get("/forgotten")
    assert (answer.status_code, answer.get_json()["code"]) == (403, "no_guard")


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x y",
        "Basic a2ltOng=",
        "Bearer " + "x" * 500,
        "Bearer é\x7f",
    ],
)
def test_a_malformed_token_is_no_token(client: FlaskClient, authorization: str) -> None:
    answer = client.get("/v1/me", headers={"Authorization": authorization})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "sign_in_required")


def test_a_revoked_token_is_no_token(client: FlaskClient, build: Builders) -> None:
    token = build.token(build.member(), revoked_at=build.now)
    answer = client.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.get_json()["code"] == "sign_in_required"


def test_the_extension_may_ask_across_origins(client: FlaskClient, build: Builders) -> None:
    preflight = client.options(
        "/v1/me",
        headers={
            **ORIGIN,
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "authorization",
            "Access-Control-Request-Private-Network": "true",
        },
    )
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == ORIGIN["Origin"]
    assert "authorization" in preflight.headers["Access-Control-Allow-Headers"]
    assert preflight.headers["Access-Control-Allow-Private-Network"] == "true"
    headers = {**ORIGIN, "Authorization": f"Bearer {build.token(build.member())}"}
    answer = client.get("/v1/me", headers=headers)
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN["Origin"]
    assert "X-Event-Seq" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "http://127.0.0.1:8080.evil.example",
        "http://127.0.0.1:80801",
        "https://127.0.0.1:8080",
        "chrome-extension://kfgfnggophamflgkhjkankbogoinpiai.evil.example",
    ],
)
def test_other_origins_are_refused(client: FlaskClient, build: Builders, origin: str) -> None:
    token = build.token(build.member())
    headers = {"Origin": origin, "Authorization": f"Bearer {token}"}
    answer = client.get("/v1/me", headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "origin_not_allowed")
    assert "Access-Control-Allow-Origin" not in answer.headers
    preflight = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    assert client.options("/v1/me", headers=preflight).status_code == 403


def test_answers_are_not_kept_and_not_sniffed(client: FlaskClient, build: Builders) -> None:
    token = build.token(build.member())
    headers = client.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Server" not in headers
    assert "Set-Cookie" not in headers


def test_the_shipped_extension_is_the_one_in_the_repository() -> None:
    baked = Path(__file__).parents[3] / "extension" / "id.json"
    assert json.loads(baked.read_text(encoding="ascii"))["id"] == SHIPPED_EXTENSION


@pytest.mark.parametrize(("hops", "status"), [(0, 200), (1, 404)])
def test_a_proxy_s_word_counts_only_when_there_is_a_proxy(
    settings: Settings, hops: int, status: int
) -> None:
    app = create_app(settings.model_copy(update={"forwarded_hops": hops}))
    told = {"X-Forwarded-For": "8.8.8.8"}
    assert app.test_client().get("/metrics", headers=told).status_code == status
    app.extensions[EXTENSION].uow.engine.dispose()
