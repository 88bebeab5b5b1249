"""Whether the server lives, is ready, and what it measured."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from threadside.http.metrics import METRICS, Metrics
from threadside.store.uow import UnitOfWork


def test_a_ready_server_says_so(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.get_json()["checks"] == {"database": "ok", "migrations": "ok"}


@pytest.mark.parametrize(("revision", "state"), [(None, "pending"), ("9999", "newer")])
def test_a_database_of_another_shape_is_not_ready(
    client: FlaskClient, uow: UnitOfWork, revision: str | None, state: str
) -> None:
    with uow.write() as tx:
        tx.session.execute(text("DELETE FROM alembic_version"))
        if revision:
            insert = text("INSERT INTO alembic_version VALUES (:revision)")
            tx.session.execute(insert, {"revision": revision})
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["checks"]["migrations"]) == (503, state)


def test_requests_are_counted_by_rule_not_by_path(client: FlaskClient) -> None:
    client.get("/v1/me")
    client.get("/v1/+17205550142")
    page = client.get("/metrics").text
    assert 'threadside_requests_total{method="GET",route="/v1/me",status="401"} 1.0' in page
    assert 'route="(unknown)",status="404"' in page
    assert "7205550142" not in page


def test_others_can_add_gauges(client: FlaskClient) -> None:
    measures: Metrics = client.application.extensions[METRICS]
    measures.gauge("depth", "How many wait", lambda: 3.0)
    assert "threadside_depth 3.0" in client.get("/metrics").text


def test_the_internet_gets_no_measures(client: FlaskClient) -> None:
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": "8.8.8.8"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "no_such_path")
