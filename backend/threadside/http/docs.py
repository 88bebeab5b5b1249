"""The OpenAPI document and a page that reads it, from our own origin and without script."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from threadside.http import browser
from threadside.http.document import openapi
from threadside.http.guards import open_to_anyone
from threadside.words import table

bp = Blueprint("docs", __name__)

PROBLEM = re.compile(r"^error\.(.+)\.title$")
DOCUMENT = "threadside.openapi"


@dataclass(frozen=True)
class Parameter:
    """A parameter as the page shows it."""

    name: str
    where: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True)
class Operation:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    public: bool
    parameters: list[Parameter]
    body: str | None
    replies: list[tuple[str, str, str | None]]


@bp.get("/v1/openapi.json")
@open_to_anyone("The contract is public, the data is not.")
def openapi_document() -> Response:
    """The OpenAPI 3.1 document of this server."""
    return jsonify(_document())


@bp.get("/docs")
@open_to_anyone("The contract is public, the data is not.")
def documentation() -> Response:
    """Every operation, schema and problem on one page."""
    document, words = _document(), table()
    return browser.page(
        "docs.html",
        groups=_groups(document),
        schemas=document["components"]["schemas"],
        problems=[
            (code, words[f"error.{code}.title"], words[f"error.{code}.detail"])
            for code in sorted(match[1] for match in map(PROBLEM.match, words) if match)
        ],
    )


def _document() -> dict[str, Any]:
    if DOCUMENT not in current_app.extensions:
        current_app.extensions[DOCUMENT] = openapi(current_app)
    found: dict[str, Any] = current_app.extensions[DOCUMENT]
    return found


def _groups(document: dict[str, Any]) -> dict[str, list[Operation]]:
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, found in methods.items():
            groups.setdefault(found["tags"][0], []).append(_operation(path, method, found))
    return groups


def _operation(path: str, method: str, found: dict[str, Any]) -> Operation:
    body = found.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        id=found["operationId"],
        method=method.upper(),
        path=path,
        summary=found["summary"],
        text=found.get("description", ""),
        public=not found["security"],
        parameters=[
            Parameter(
                name=each["name"],
                where=each["in"],
                kind=kind_of(each["schema"]),
                required=each["required"],
                text=each.get("description", ""),
            )
            for each in found["parameters"]
        ],
        body=_schema(body),
        replies=[
            (status, HTTPStatus(int(status)).phrase, _reply(reply))
            for status, reply in sorted(found["responses"].items())
        ],
    )


def kind_of(schema: dict[str, Any]) -> str:
    """A schema in a word or two: `string`, `contact | lead`, `list of string`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in schema:
        kinds = [kind_of(each) for each in schema["anyOf"] if each.get("type") != "null"]
        return " or ".join(kinds)
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'])}"
    return str(schema.get("type", "any"))


def _schema(content: dict[str, Any]) -> str | None:
    reference = content.get("schema", {}).get("$ref")
    return None if reference is None else str(reference).rsplit("/", 1)[1]


def _reply(reply: dict[str, Any]) -> str | None:
    for content in reply.get("content", {}).values():
        return _schema(content)
    return None
