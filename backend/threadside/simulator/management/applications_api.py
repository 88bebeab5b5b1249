"""`/v2/applications`: make, read, change and remove applications.

Source: Application API OpenAPI 2.0; only the capability `messages` means something here.
"""

import uuid
from typing import Annotated, Any, Literal

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Blueprint, Response, request
from pydantic import BaseModel, Field, ValidationError

from threadside.simulator.answers import json_answer, refusal
from threadside.simulator.auth import authenticate
from threadside.simulator.fields import PublicKey, WebAddress
from threadside.simulator.management.applications import Application
from threadside.simulator.problems import (
    NOT_FOUND,
    WRONG_CREDENTIALS,
    InvalidParameter,
    Problem,
    RefusedError,
)
from threadside.simulator.state import State
from threadside.simulator.submission import read_object


class _Webhook(BaseModel):
    address: WebAddress
    http_method: Literal["POST"] = "POST"


class _Webhooks(BaseModel):
    inbound_url: _Webhook | None = None
    status_url: _Webhook | None = None


class _Messages(BaseModel):
    webhooks: _Webhooks = _Webhooks()
    version: Literal["v1", "v0.1"] = "v1"
    authenticate_inbound_media: bool = False


class _Capabilities(BaseModel):
    messages: _Messages | None = None


class _Keys(BaseModel):
    public_key: PublicKey | None = None


class _Wanted(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=100)]
    keys: _Keys = _Keys()
    capabilities: _Capabilities = _Capabilities()


def applications_api(state: State) -> Blueprint:
    """The blueprint; key and secret (Basic) are asked for."""
    api = Blueprint("applications", __name__, url_prefix="/v2/applications")
    api.before_request(lambda: _authenticate(state))
    api.register_error_handler(RefusedError, lambda refused: refusal(refused.problem))
    api.register_error_handler(ValidationError, _invalid)

    @api.get("")
    def list_applications() -> Response:
        return _listed(state)

    @api.post("")
    def make_application() -> Response:
        wanted = _Wanted.model_validate(read_object(request.get_data()))
        private_key = None
        if wanted.keys.public_key is None:
            private_key, wanted.keys.public_key = _key_pair()
        application = _application(str(uuid.uuid4()), wanted, wanted.keys.public_key)
        with state.configuring:
            state.account = state.applications.save(state.account, application)
        return json_answer(_shown(application, private_key), 201)

    @api.get("/<application_id>")
    def show_application(application_id: str) -> Response:
        return json_answer(_shown(_find(state, application_id)))

    @api.put("/<application_id>")
    def change_application(application_id: str) -> Response:
        known = _find(state, application_id)
        wanted = _Wanted.model_validate(read_object(request.get_data()))
        public_key = wanted.keys.public_key or known.public_key
        application = _application(application_id, wanted, public_key)
        with state.configuring:
            state.account = state.applications.save(state.account, application)
        return json_answer(_shown(application))

    @api.delete("/<application_id>")
    def remove_application(application_id: str) -> Response:
        _find(state, application_id)
        if not state.applications.remove(application_id):
            raise RefusedError(_STAYS)
        return Response(status=204)

    return api


_STAYS = Problem(
    403,
    "https://developer.vonage.com/api-errors#forbidden",
    "Forbidden",
    "The simulator's own application stays; change it through /_sim/config.",
)


def _authenticate(state: State) -> None:
    authorization = request.headers.get("Authorization", "")
    if not authorization.lower().startswith("basic "):
        raise RefusedError(WRONG_CREDENTIALS)
    authenticate(state.account, authorization)


def _find(state: State, application_id: str) -> Application:
    application = state.applications.find(state.account, application_id)
    if application is None:
        raise RefusedError(NOT_FOUND)
    return application


def _application(application_id: str, wanted: _Wanted, public_key: str) -> Application:
    messages = wanted.capabilities.messages or _Messages()
    inbound, status = messages.webhooks.inbound_url, messages.webhooks.status_url
    return Application(
        application_id,
        wanted.name,
        public_key,
        inbound.address if inbound else None,
        status.address if status else None,
        messages.version,
        messages.authenticate_inbound_media,
    )


def _key_pair() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def _listed(state: State) -> Response:
    size = max(1, min(request.args.get("page_size", 10, int), 100))
    page = max(1, request.args.get("page", 1, int))
    everything = state.applications.all(state.account)
    here = everything[(page - 1) * size : page * size]
    return json_answer(
        {
            "page_size": size,
            "page": page,
            "total_items": len(everything),
            "total_pages": -(-len(everything) // size),
            "_embedded": {"applications": [_shown(one) for one in here]},
            "_links": {"self": {"href": f"/v2/applications?page_size={size}&page={page}"}},
        }
    )


def _shown(application: Application, private_key: str | None = None) -> dict[str, Any]:
    """The private key is told once, when it was made here."""
    webhooks = {
        name: {"address": url, "http_method": "POST"}
        for name, url in (
            ("inbound_url", application.inbound_url),
            ("status_url", application.status_url),
        )
        if url
    }
    keys = {"public_key": application.public_key}
    return {
        "id": application.id,
        "name": application.name,
        "keys": keys | ({"private_key": private_key} if private_key else {}),
        "privacy": {"improve_ai": False},
        "capabilities": {
            "messages": {
                "webhooks": webhooks,
                "version": application.version,
                "authenticate_inbound_media": application.secure_media,
            }
        },
        "_links": {"self": {"href": f"/v2/applications/{application.id}"}},
    }


def _invalid(error: ValidationError) -> Response:
    wrong = tuple(
        InvalidParameter(".".join(str(part) for part in one["loc"]), one["msg"])
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    )
    return refusal(
        Problem(
            400,
            "https://developer.vonage.com/api-errors/application#payload-validation",
            "Bad Request",
            "The request failed due to validation errors",
            wrong,
        )
    )
