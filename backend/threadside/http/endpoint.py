"""One decorator for REST routes: contract in, contract out, guard, and a place in the document.

SpecTree writes the OpenAPI document from what is noted here (`document.py`). Parsing is done
here, because malformed JSON (400), another content type (415) and broken rules (422) are to be
told apart, and what was refused is never repeated.

    @endpoint(bp, "POST", "/v1/notes", body=NewNote, reply=NoteItem, status=201, needs="send")
    def add_note(actor: Actor, body: NewNote) -> NoteItem: ...
"""

import inspect
from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args, get_origin

from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError

from threadside.errors import Refusal
from threadside.http import reaching
from threadside.http.document import Operation, describe
from threadside.http.guards import Need, current_actor, guard
from threadside.http.problems import invalid
from threadside.http.reaching import fields

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Handler = TypeVar("Handler", bound=Callable[..., BaseModel | Response | None])

ALWAYS = (400, 422, 429, 500, 503)
GUARDED = (401, 403, 404)
WITH_BODY = (409, 413, 415)


def endpoint(
    bp: Blueprint,
    method: Method,
    rule: str,
    *,
    needs: Need,
    query: type[BaseModel] | None = None,
    body: type[BaseModel] | None = None,
    reply: type[BaseModel] | None = None,
    status: int = 200,
    upload: bool = False,
    download: bool = False,
    whose: tuple[str, ...] = (),
) -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of `method rule`.

    The handler names what it wants among `actor`, `query`, `body` and the path's variables, and
    gives back a `reply`, or None for 204. Its name is the operation's id, its docstring the text
    of the documentation. When the reply has a `seq`, it also goes out as `X-Event-Seq`.

    With `upload` the body is a form whose `file` the handler reads itself; with `download` it
    gives back a whole response, of any content type, which may be a part of it (206).

    What is named by an id has to be within the member's reach (`reaching.py`); `whose` are fields
    with a number or a CRM's record that must be so too.

    Raises:
        ValueError: when a route that changes something asks for `read` only; an auditor would
            be let through.
    """
    if method != "GET" and needs == "read":
        raise ValueError(f"{method} {rule} changes something: it needs `send` or more")

    def register(handler: Handler) -> Handler:
        wanted = frozenset(inspect.signature(handler).parameters)

        def view(**path: str) -> Response:
            given: dict[str, Any] = dict(path)
            if "actor" in wanted:
                given["actor"] = current_actor()
            if query is not None:
                given["query"] = read_query(query)
            if body is not None:
                given["body"] = read_body(body)
            if needs != "public":
                named = {**fields(given.get("query")), **fields(given.get("body")), **path}
                reaching.require(current_actor(), named, whose)
            return answer(handler(**given), status)

        view.__name__, view.__doc__ = handler.__name__, handler.__doc__
        view.__module__ = handler.__module__
        described = Operation(
            id=handler.__name__,
            group=bp.name,
            statuses=_problems(method, needs),
            public=needs == "public",
            query=query,
            body=body,
            reply=reply,
            status=status,
            upload=upload,
            download=download,
        )
        describe(view, described)
        bp.add_url_rule(rule, handler.__name__, guard(needs)(view), methods=[method])
        return handler

    return register


def read_query(model: type[BaseModel]) -> BaseModel:
    """The query string as `model`; a parameter given twice where one is meant is refused.

    Raises:
        Refusal: 422 `invalid`.
    """
    values = {
        name: found if len(found) > 1 or _takes_list(model, name) else found[0]
        for name, found in request.args.lists()
    }
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise invalid(error) from None


def read_body(model: type[BaseModel]) -> BaseModel:
    """The JSON body as `model`, strictly: `"5"` is no number.

    Raises:
        Refusal: 415 `wrong_content_type`, 400 `bad_json`, 422 `invalid`; werkzeug raises 413.
    """
    if request.mimetype != "application/json":
        raise Refusal("wrong_content_type", status=415)
    try:
        return model.model_validate_json(request.get_data(cache=False), strict=True)
    except ValidationError as error:
        if any(each["type"] == "json_invalid" for each in error.errors(include_url=False)):
            raise Refusal("bad_json", status=400) from None
        raise invalid(error) from None


def answer(reply: BaseModel | Response | None, status: int) -> Response:
    """The response for a handler's reply."""
    if isinstance(reply, Response):
        return reply
    if reply is None:
        return Response(status=204)
    response = Response(reply.model_dump_json(), status, mimetype="application/json")
    seq = getattr(reply, "seq", None)
    if seq is not None:
        response.headers["X-Event-Seq"] = str(seq)
    return response


def _takes_list(model: type[BaseModel], name: str) -> bool:
    field = model.model_fields.get(name)
    if field is None:
        return False
    kinds = (field.annotation, *get_args(field.annotation))
    return any(get_origin(kind) is list for kind in kinds)


def _problems(method: Method, needs: Need) -> tuple[int, ...]:
    guarded = () if needs == "public" else GUARDED
    return tuple(sorted({*ALWAYS, *guarded, *(() if method == "GET" else WITH_BODY)}))
