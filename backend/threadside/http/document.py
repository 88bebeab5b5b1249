"""The OpenAPI 3.1 document, collected by SpecTree from the routes, then made exact."""

import re
from copy import deepcopy
from typing import Any

from flask import Flask
from pydantic import BaseModel, TypeAdapter
from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData
from spectree.plugins.flask_plugin import FlaskPlugin
from werkzeug.routing import BaseConverter

from threadside import __version__
from threadside.contracts.events import ClientFrame, ServerFrame
from threadside.http.problems import CONTENT_TYPE

ID_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


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


document = SpecTree(
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


def openapi(app: Flask) -> dict[str, Any]:
    """The document of this application's REST routes: paths and names sorted, errors exact."""
    with app.app_context():
        found: dict[str, Any] = deepcopy(document.spec)
    for path in found["paths"].values():
        for operation in path.values():
            _finish(operation)
    found["components"]["schemas"] |= _stream_frames()
    found["paths"] = dict(sorted(found["paths"].items()))
    found["components"]["schemas"] = dict(sorted(found["components"]["schemas"].items()))
    return found


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
