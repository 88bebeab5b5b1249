"""`POST /v1/redact/transaction`: forget what a message said.

Source: Redact API OpenAPI 1.0: not before 60 minutes have passed.
"""

import math

from flask import Blueprint, Response, request

from threadside.simulator.answers import refusal
from threadside.simulator.auth import authenticate
from threadside.simulator.network import Network
from threadside.simulator.problems import (
    NOT_FOUND,
    WRONG_CREDENTIALS,
    InvalidParameter,
    Problem,
    RefusedError,
    invalid_params,
)
from threadside.simulator.submission import read_object

_WAIT_S = 3600.0


def redact_api(network: Network) -> Blueprint:
    """The blueprint; key and secret (Basic) are asked for."""
    api = Blueprint("redact", __name__)

    @api.post("/v1/redact/transaction")
    def redact() -> Response:
        try:
            return _redact(network)
        except RefusedError as refused:
            return refusal(refused.problem)

    return api


def _redact(network: Network) -> Response:
    authorization = request.headers.get("Authorization", "")
    if not authorization.lower().startswith("basic "):
        raise RefusedError(WRONG_CREDENTIALS)
    authenticate(network.account, authorization)
    body = read_object(request.get_data())
    for name, known in (("product", {"messages", "sms"}), ("type", {"outbound", "inbound"})):
        if body.get(name) not in known:
            raise RefusedError(invalid_params(InvalidParameter(name, "invalid value")))
    message_id = str(body.get("id", ""))
    accepted_s = network.ledger.moment_of(message_id, body["type"])
    if accepted_s is None:
        raise RefusedError(NOT_FOUND)
    if (left := _WAIT_S - (network.clock.now() - accepted_s)) > 0:
        raise RefusedError(_too_early(left))
    network.ledger.redact(message_id)
    return Response(status=204)


def _too_early(left_s: float) -> Problem:
    return Problem(
        403,
        "https://developer.nexmo.com/api-errors/redact#premature-redaction",
        "Premature Redaction",
        f"You must wait 60 minutes before redacting ID; {math.ceil(left_s / 60)} are left.",
    )
