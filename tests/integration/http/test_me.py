"""`GET /v1/me`: a token stands for one member."""

from datetime import timedelta

from flask.testing import FlaskClient

from tests.builders import Builders


def test_a_token_tells_who_is_signed_in(client: FlaskClient, build: Builders) -> None:
    ana = build.member(role="admin", name="Ana Reyes")
    answer = client.get("/v1/me", headers={"Authorization": f"Bearer {build.token(ana)}"})
    assert answer.status_code == 200
    assert answer.json == {
        "member": {"id": ana.id, "name": "Ana Reyes", "initials": "AR"},
        "email": ana.user.email,
        "role": "admin",
        "may_send": True,
        "workspace": {
            "id": ana.workspace.id,
            "name": "Foothill Solar",
            "region": "US",
            "hold_seconds": 5,
        },
    }


def test_an_auditor_may_not_send(client: FlaskClient, build: Builders) -> None:
    token = build.token(build.member(role="auditor"))
    answer = client.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.json is not None
    assert answer.json["may_send"] is False


def test_an_expired_token_asks_to_be_renewed(client: FlaskClient, build: Builders) -> None:
    token = build.token(build.member(), expires_in=timedelta(seconds=0))
    answer = client.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json and answer.json["code"]) == (401, "token_expired")
