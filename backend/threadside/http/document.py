"""The OpenAPI 3.1 document, collected by SpecTree from the routes, then made exact."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask
from pydantic import BaseModel, TypeAdapter
from spectree import Response, SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData
from spectree.plugins.flask_plugin import FlaskPlugin
from werkzeug.routing import BaseConverter

from threadside import __version__
from threadside.contracts.common import Problem
from threadside.contracts.events import ClientFrame, ServerFrame
from threadside.http.problems import CONTENT_TYPE

ID_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


MARK = "threadside_operation"
SENT: TypeAdapter[ServerFrame] = TypeAdapter(ServerFrame)
RECEIVED: TypeAdapter[ClientFrame] = TypeAdapter(ClientFrame)


class IdConverter(BaseConverter):
    """`<id:person_id>` in a rule: anything that is not one of our ids is an unknown path."""

    regex = ID_PATTERN


class _Plugin(FlaskPlugin):
    """SpecTree's Flask plugin, taught our path converter."""

    def parse_path(self, route: Any, path_parameter_descriptions: Any) -> tuple[str, list[Any]]:
        """The path with its parameters, those of converter `id` with their pattern."""
        path, parameters = super().parse_path(route, path_parameter_descriptions)
        for parameter in parameters:
            if parameter["schema"] is None:
                parameter["schema"] = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
        return path, parameters


def schema_name(model: type[BaseModel]) -> str:
    """A clean name for the document: `Page[Person]` becomes `Page_Person_`, as Pydantic does."""
    return re.sub(r"[^A-Za-z0-9_]", "_", model.__name__)


@dataclass(frozen=True)
class Operation:
    """What a route promises: contracts in and out, and the statuses of its problems.

    `upload`: takes a form with a `file` · `download`: gives bytes, or a range of them.
    """

    id: str
    group: str
    statuses: tuple[int, ...]
    public: bool
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    reply: type[BaseModel] | None
    status: int
    upload: bool = False
    download: bool = False


def describe(view: Callable[..., Any], operation: Operation) -> None:
    """Note on a view what it promises."""
    setattr(view, MARK, operation)


def openapi(app: Flask) -> dict[str, Any]:
    """The document of this application's REST routes: paths and names sorted, errors exact.

    SpecTree keeps what it has seen, so it is given a fresh application with the same routes.
    """
    tree = _tree()
    promised: dict[str, Operation] = {}
    mirror = Flask("threadside-openapi", static_folder=None)
    mirror.url_map.converters["id"] = IdConverter
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        operation: Operation | None = getattr(view, MARK, None)
        if operation is not None:
            methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            documented = _documented(tree, view, operation)
            promised[operation.id] = operation
            mirror.add_url_rule(rule.rule, rule.endpoint, documented, methods=methods)
    with mirror.app_context():
        found: dict[str, Any] = tree.spec
    for path in found["paths"].values():
        for each in path.values():
            _finish(each)
            _with_bytes(each, promised[each["operationId"]])
    found["components"]["schemas"] |= _stream_frames()
    found["paths"] = dict(sorted(found["paths"].items()))
    found["components"]["schemas"] = dict(sorted(found["components"]["schemas"].items()))
    return found


def _tree() -> SpecTree:
    return SpecTree(
        backend=_Plugin,
        mode="strict",
        title="Threadside",
        description="Business texting beside the CRM record.",
        version=__version__,
        annotations=False,
        naming_strategy=schema_name,
        nested_naming_strategy=lambda _parent, child: child,
        security_schemes=[
            SecurityScheme(
                name="bearer", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer")
            )
        ],
    )


def _documented(tree: SpecTree, view: Callable[..., Any], operation: Operation) -> Any:
    problems: dict[str, Any] = {f"HTTP_{status}": Problem for status in operation.statuses}
    answers = {} if operation.reply is None else {f"HTTP_{operation.status}": operation.reply}
    empty = () if operation.reply is not None else ("HTTP_204",)
    if operation.download:
        empty = ("HTTP_200",)
    return tree.validate(
        query=operation.query,
        json=operation.body,
        resp=Response(*empty, **answers, **problems),
        tags=(operation.group,),
        security=[] if operation.public else [{"bearer": []}],
        skip_validation=True,
        operation_id=operation.id,
    )(view)


def _finish(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        content = response.get("content")
        if content and int(status) >= 400:
            content[CONTENT_TYPE] = content.pop("application/json")
    for parameter in operation["parameters"]:
        schema = parameter["schema"]
        schema.pop("title", None)
        if not parameter.get("description"):
            parameter.pop("description", None)
    if not operation["description"]:
        del operation["description"]


def _with_bytes(operation: dict[str, Any], promised: Operation) -> None:
    """What SpecTree has no word for: a form with a file, and bytes as an answer."""
    blob = {"type": "string", "format": "binary"}
    if promised.upload:
        form = {"type": "object", "required": ["file"], "properties": {"file": blob}}
        content = {"multipart/form-data": {"schema": form}}
        operation["requestBody"] = {"required": True, "content": content}
    if promised.download:
        answers = operation["responses"]
        answers["200"] = {"description": "All of it", "content": {"*/*": {"schema": blob}}}
        answers["206"] = {"description": "A range of it", "content": {"*/*": {"schema": blob}}}
        answers["304"] = {"description": "As it was"}
        for status in ("409", "416"):
            answers[status] = {**answers["400"], "description": HTTPStatus(int(status)).phrase}
        operation["responses"] = dict(sorted(answers.items()))


def events_schema() -> dict[str, Any]:
    """The frames that the server sends on the stream, as JSON Schema (2020-12)."""
    schema = SENT.json_schema(mode="serialization")
    schema.pop("discriminator", None)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "ServerFrame"}
    return {**head, **schema}


def _stream_frames() -> dict[str, Any]:
    """WebSocket frames have no place among OpenAPI's paths, but clients want their types too."""
    place = "#/components/schemas/{model}"
    sent = SENT.json_schema(mode="serialization", ref_template=place)
    received = RECEIVED.json_schema(mode="validation", ref_template=place)
    return {**sent["$defs"], **received["$defs"]}
