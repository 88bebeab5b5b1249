"""`POST /v1/messages`, answered as Vonage answers, and the faults that strike on the way.

`PATCH /v1/messages/{uuid}` is for RCS and WhatsApp; of a text nothing can be changed.

Source: Messages API OpenAPI 1.11.0.
"""

import threading
from dataclasses import replace
from typing import Any, NoReturn

from flask import Blueprint, Response, request

from threadside.simulator.answers import json_answer, refusal, retry_after_s
from threadside.simulator.auth import authenticate
from threadside.simulator.network import Network
from threadside.simulator.outcomes import limited
from threadside.simulator.problems import (
    LOW_BALANCE,
    NOT_FOUND,
    THROTTLED,
    InvalidParameter,
    RefusedError,
    invalid_params,
)
from threadside.simulator.request_faults import answer_with, fault_after, fault_before
from threadside.simulator.submission import read_object, read_submission
from threadside.simulator.throttle import Over


def messages_api(network: Network, stopping: threading.Event) -> Blueprint:
    """The blueprint; `stopping` cuts ordered delays short when the simulator ends."""
    api = Blueprint("messages", __name__)

    @api.post("/v1/messages")
    def send_message() -> Response:
        try:
            return _send(network, stopping)
        except RefusedError as refused:
            return refusal(refused.problem, refused.retry_after_s)

    @api.patch("/v1/messages/<message_uuid>")
    def change_message(message_uuid: str) -> Response:
        try:
            return _refuse_to_change(network, message_uuid)
        except RefusedError as refused:
            return refusal(refused.problem)

    return api


def _refuse_to_change(network: Network, message_uuid: str) -> NoReturn:
    authenticate(network.account, request.headers.get("Authorization"), network.public_key)
    status = read_object(request.get_data()).get("status")
    if all(entry.message_uuid != message_uuid for entry in network.ledger.accepted()):
        raise RefusedError(replace(NOT_FOUND, detail=f"Message with ID {message_uuid} not found"))
    known = status in ("read", "revoked")
    reason = "is not for messages of this channel" if known else "must be read or revoked"
    raise RefusedError(invalid_params(InvalidParameter("status", reason)))


def _send(network: Network, stopping: threading.Event) -> Response:
    body, unreadable = _body()
    client_ref = body.get("client_ref")
    network.ledger.count_post(client_ref if isinstance(client_ref, str) else None)
    application_id = authenticate(
        network.account, request.headers.get("Authorization"), network.public_key
    )
    if over := network.admit_request():
        raise _throttled(network, over)
    if unreadable:
        raise unreadable
    if refused := fault_before(network, str(body.get("to", "")), stopping):
        return refused
    submission = read_submission(body, network.account).of_application(application_id)
    outcome = network.outcome(submission)
    if outcome.refused_with:
        return answer_with(outcome.refused_with)
    if network.balance() < network.account.charge(submission.parts):
        raise RefusedError(LOW_BALANCE)
    over = network.admit(submission)
    if over and over.when == "refuse":
        raise _throttled(network, over)
    entry = network.accept(submission, limited(outcome, over))
    workflow = {"workflow_id": entry.workflow.id} if entry.workflow else {}
    accepted = json_answer({"message_uuid": entry.message_uuid, **workflow}, 202)
    return fault_after(network, submission.to, stopping) or accepted


def _throttled(network: Network, over: Over) -> RefusedError:
    """429, saying in real seconds when the limit has room again, if limits are to say that."""
    says = network.account.limits.retry_after
    wait_s = retry_after_s(over, network.clock) if says else None
    return RefusedError(THROTTLED, retry_after_s=wait_s)


def _body() -> tuple[dict[str, Any], RefusedError | None]:
    """Read before credentials are checked, so that refused requests are counted by reference."""
    try:
        return read_object(request.get_data()), None
    except RefusedError as unreadable:
        return {}, unreadable
