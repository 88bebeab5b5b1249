"""Whom `/_sim/` obeys, how it reads an order, and how it refuses one."""

from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Response, jsonify, request
from pydantic import BaseModel, ValidationError

from threadside.simulator.problems import RefusedError
from threadside.simulator.submission import read_object

_Model = TypeVar("_Model", bound=BaseModel)


def given() -> dict[str, Any]:
    """The JSON object sent, whatever its Content-Type; nothing sent is an empty one."""
    raw = request.get_data()
    return read_object(raw) if raw else {}


def order(model: type[_Model]) -> _Model:
    return model.model_validate(given())


def only_from_here() -> Response | None:
    """A web page elsewhere must not drive the simulator of the person who reads it.

    Browsers name the page's origin with every request that changes something; a host name with a
    dot in it is one that somebody else's DNS may have pointed here.
    """
    host = urlsplit(f"//{request.host}").hostname or ""
    if "." in host and not host.replace(".", "").isdigit():
        return problem(403, "host_not_local", f"The simulator does not answer as {host}.")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return problem(403, "origin_foreign", f"Pages of {origin} may not drive the simulator.")
    return None


def invalid(error: ValidationError) -> Response:
    faults = "; ".join(
        f"{'.'.join(str(part) for part in one['loc']) or 'body'}: {one['msg']}"
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    )
    return problem(422, "invalid", faults)


def unreadable(error: RefusedError) -> Response:
    return problem(422, "invalid_json", f"{error.problem.title}: send a JSON object.")


def problem(status: int, code: str, detail: str) -> Response:
    answer = jsonify(type="about:blank", title=code, status=status, code=code, detail=detail)
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer
