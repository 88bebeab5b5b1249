"""Whatever is sent, the answer is a problem document with a code, and never a 500."""

import json
from collections.abc import Iterator
from typing import Annotated

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as tune
from hypothesis import strategies as st
from pydantic import Field
from werkzeug.test import TestResponse

from tests.builders import Builders
from threadside.app import create_app
from threadside.contracts.common import CleanText, Id, Input, Output, Seq
from threadside.errors import NotFound, Refusal
from threadside.http.endpoint import endpoint
from threadside.runtime import EXTENSION
from threadside.settings import Settings
from threadside.workspace.actor import Actor

JSON = "application/json"
bp = Blueprint("shelf", __name__)


class Ask(Input):
    name: Annotated[CleanText, Field(max_length=20)]
    many: list[Annotated[CleanText, Field(max_length=5)]] = Field(default_factory=list)
    count: int = 1


class Book(Input):
    title: Annotated[CleanText, Field(min_length=1, max_length=50)]
    pages: Annotated[int, Field(ge=1, le=5000)]
    shelf: Id | None = None


class Shelf(Output):
    seq: Seq
    books: list[str]


@endpoint(bp, "GET", "/v1/shelf", query=Ask, reply=Shelf, needs="read")
def find_books(query: Ask) -> Shelf:
    return Shelf(seq=7, books=[query.name, *query.many, str(query.count)])


@endpoint(bp, "POST", "/v1/shelf/<id:shelf_id>", body=Book, reply=Shelf, status=201, needs="send")
def add_book(shelf_id: str, body: Book, actor: Actor) -> Shelf:
    if body.title == "missing":
        raise NotFound("book")
    if body.title == "moved":
        raise Refusal("thread_moved", extra={"items": [1]})
    if body.title == "broken":
        raise RuntimeError(f"the secret of {actor.name} in {shelf_id}")
    return Shelf(seq=8, books=[body.title])


@endpoint(bp, "DELETE", "/v1/shelf/<id:shelf_id>", needs="send")
def drop_shelf(shelf_id: str) -> None:
    assert shelf_id


SHELF = "/v1/shelf/01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
    made.register_blueprint(bp)
    yield made
    made.extensions[EXTENSION].uow.engine.dispose()


@pytest.fixture
def signed(build: Builders) -> dict[str, str]:
    return {"Authorization": f"Bearer {build.token(build.member(name='Kim Okafor'))}"}


def code(answer: TestResponse) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json", answer.text
    found = answer.get_json()
    assert set(found) >= {"type", "title", "status", "code", "detail"}
    assert found["status"] == answer.status_code
    assert found["detail"]
    return answer.status_code, found["code"]


def test_a_reply_carries_its_seq(client: FlaskClient, signed: dict[str, str]) -> None:
    answer = client.post(SHELF, json={"title": "Dune", "pages": 412}, headers=signed)
    assert (answer.status_code, answer.get_json()) == (201, {"seq": 8, "books": ["Dune"]})
    assert answer.headers["X-Event-Seq"] == "8"
    assert client.delete(SHELF, headers=signed).status_code == 204


def test_a_list_in_the_query_may_have_one_value(
    client: FlaskClient, signed: dict[str, str]
) -> None:
    answer = client.get("/v1/shelf?name=a&many=b&count=3", headers=signed)
    assert answer.get_json()["books"] == ["a", "b", "3"]
    answer = client.get("/v1/shelf?name=a&many=b&many=c", headers=signed)
    assert answer.get_json()["books"] == ["a", "b", "c", "1"]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"", (400, "bad_json")),
        (b"{", (400, "bad_json")),
        (b'{"title": "\xff", "pages": 1}', (400, "bad_json")),
        (b'{"title": "\\ud800", "pages": 1}', (400, "bad_json")),
        (b"[" * 5000, (400, "bad_json")),
        (b"[]", (422, "invalid")),
        (b"null", (422, "invalid")),
        (b'"x"', (422, "invalid")),
        (b'{"title": "a\\u0000b", "pages": 1}', (422, "invalid")),
        (b'{"title": "a", "pages": "1"}', (422, "invalid")),
        (b'{"title": "a", "pages": 1.5}', (422, "invalid")),
        (b'{"title": "a", "pages": NaN}', (422, "invalid")),
        (b'{"title": "a", "pages": 1e999}', (422, "invalid")),
        (b'{"title": "a", "pages": ' + b"9" * 4000 + b"}", (422, "invalid")),
        (b'{"title": "a", "pages": 1, "extra": 1}', (422, "invalid")),
        (b'{"title": "a", "pages": 1, "shelf": "../../etc"}', (422, "invalid")),
        (b'{"title": "missing", "pages": 1}', (404, "not_found")),
        (b'{"title": "moved", "pages": 1}', (409, "thread_moved")),
        (b'{"title": "' + b"x" * 70_000 + b'", "pages": 1}', (413, "too_large")),
    ],
)
def test_each_fault_has_its_code(
    client: FlaskClient, signed: dict[str, str], sent: bytes, expected: tuple[int, str]
) -> None:
    answer = client.post(SHELF, data=sent, content_type=JSON, headers=signed)
    assert code(answer) == expected


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_another_content_type_is_415(
    client: FlaskClient, signed: dict[str, str], content_type: str
) -> None:
    answer = client.post(SHELF, data=b"{}", content_type=content_type, headers=signed)
    assert code(answer) == (415, "wrong_content_type")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "name"),
        ("name=a&name=b", "name"),
        ("name=%00", "name"),
        ("name=a&other=b", "other"),
        ("name=a&count=x", "count"),
        ("name=" + "x" * 21, "name"),
        ("name=a&many=123456", "many.0"),
    ],
)
def test_a_broken_rule_names_its_field_and_repeats_nothing(
    client: FlaskClient, signed: dict[str, str], query: str, field: str
) -> None:
    answer = client.get(f"/v1/shelf?{query}", headers=signed)
    assert code(answer) == (422, "invalid")
    assert [each["field"] for each in answer.get_json()["errors"]] == [field]
    for each in answer.get_json()["errors"]:
        assert set(each) == {"field", "message"}


def test_what_was_sent_is_not_repeated(client: FlaskClient, signed: dict[str, str]) -> None:
    secret = "call me at 720 555 0142 "
    answer = client.post(SHELF, json={"title": secret * 9, "pages": secret}, headers=signed)
    assert code(answer) == (422, "invalid")
    assert "720" not in answer.text


@pytest.mark.parametrize(
    "path", ["/v1/nothing", "/v1/me/", "/v1/shelf/not-an-id", "/v1/shelf/%00", "/%ff%fe", "//"]
)
def test_unknown_paths_are_problems(client: FlaskClient, signed: dict[str, str], path: str) -> None:
    assert code(client.get(path, headers=signed)) == (404, "no_such_path")


def test_another_method_is_told_which_there_are(
    client: FlaskClient, signed: dict[str, str]
) -> None:
    answer = client.put("/v1/shelf", headers=signed)
    assert code(answer) == (405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]


def test_a_fault_of_ours_tells_nothing_but_its_number(
    client: FlaskClient, signed: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = client.post(SHELF, json={"title": "broken", "pages": 1}, headers=signed)
    assert code(answer) == (500, "internal")
    assert "secret" not in answer.text
    assert answer.get_json()["request_id"] == answer.headers["X-Request-Id"]
    assert answer.headers["X-Request-Id"] in answer.get_json()["detail"]
    assert answer.headers["X-Request-Id"] in capsys.readouterr().err


def test_logs_hold_no_query_string_and_no_number(
    client: FlaskClient, signed: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    client.get("/v1/shelf?name=%2B17205550142", headers=signed)
    client.get("/v1/%2B17205550142", headers=signed)
    client.post(SHELF, json={"title": "+17205550142", "pages": 1}, headers=signed)
    written = capsys.readouterr().err
    assert "/v1/shelf/<id:shelf_id>" in written
    assert "7205550142" not in written
    assert signed["Authorization"].split()[1] not in written


def test_an_auditor_route_that_changes_things_is_a_mistake_found_at_once() -> None:
    with pytest.raises(ValueError, match="changes something"):
        endpoint(bp, "POST", "/v1/wrong", needs="read")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@tune(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=json_values | st.fixed_dictionaries({"title": json_values, "pages": json_values}))
def test_no_json_breaks_us(client: FlaskClient, signed: dict[str, str], body: object) -> None:
    sent = json.dumps(body)
    answer = client.post(SHELF, data=sent, content_type=JSON, headers=signed)
    assert answer.status_code in {201, 404, 409} or code(answer)[0] in {400, 413, 422}


@tune(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=st.binary(max_size=60), query=st.text(max_size=30))
def test_no_bytes_break_us(
    client: FlaskClient, signed: dict[str, str], body: bytes, query: str
) -> None:
    answer = client.post(SHELF, data=body, content_type=JSON, headers=signed)
    assert code(answer)[0] in {400, 422}
    asked = client.get("/v1/shelf", query_string={"name": query, "q": query}, headers=signed)
    assert code(asked) == (422, "invalid")
