"""The OpenAPI document: valid 3.1, clean names, every operation explained; and its page."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from threadside.http.document import openapi

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/v1/openapi.json").get_json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(references(each) for each in value))
    return set()


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert document["components"]["securitySchemes"]["bearer"] == {
        "type": "http",
        "scheme": "bearer",
    }


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) <= known


def test_schema_names_are_clean(document: dict[str, Any]) -> None:
    for name in document["components"]["schemas"]:
        assert re.fullmatch(r"[A-Z][A-Za-z0-9_]*", name), name


def test_operations_have_names_and_words(document: dict[str, Any]) -> None:
    found = [operation for _m, _p, operation in operations(document)]
    names = [operation["operationId"] for operation in found]
    assert len(names) == len(set(names))
    assert "me" in names
    for operation in found:
        assert operation["summary"].endswith("."), operation["operationId"]


def test_errors_are_problem_documents(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        for status, reply in operation["responses"].items():
            if int(status) >= 400:
                assert set(reply["content"]) == {"application/problem+json"}, (method, path)
        assert {"400", "422", "500", "503"} <= set(operation["responses"])


def test_every_route_under_v1_is_in_the_document(app: Flask, document: dict[str, Any]) -> None:
    left_out = {"/v1/openapi.json", "/v1/stream"}
    routes = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/v1/") and rule.rule not in left_out
    }
    assert routes == set(document["paths"])


def test_path_parameters_have_a_pattern(document: dict[str, Any]) -> None:
    for _method, path, operation in operations(document):
        named = set(re.findall(r"{(\w+)}", path))
        given = {p["name"]: p for p in operation["parameters"] if p["in"] == "path"}
        assert set(given) == named
        assert all("pattern" in p["schema"] for p in given.values())


def test_two_applications_make_the_same_document(app: Flask) -> None:
    assert openapi(app) == openapi(app)


def test_the_page_shows_every_operation_schema_and_problem(
    client: FlaskClient, document: dict[str, Any]
) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    for _method, path, operation in operations(document):
        assert f'id="{operation["operationId"]}"' in page.text
        assert path in page.text
    for name in document["components"]["schemas"]:
        assert f'id="schema-{name}"' in page.text
    assert 'id="problem-invalid"' in page.text


def test_the_page_loads_from_our_own_origin_only(client: FlaskClient) -> None:
    page = client.get("/docs")
    assert "<script" not in page.text
    for address in re.findall(r'(?:src|href)="([^"#]+)"', page.text):
        assert address.startswith("/"), address
        assert client.get(address, buffered=True).status_code == 200, address
