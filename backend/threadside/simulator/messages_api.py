"""`POST /v1/messages`, answered as Vonage answers, and the faults that strike on the way.

Source: Messages API OpenAPI 1.11.0.
"""

import json
import secrets
import threading
from typing import Any

from flask import Blueprint, Response, request

from threadside.simulator.auth import authenticate
from threadside.simulator.faults import Fault, FaultKind
from threadside.simulator.network import Network
from threadside.simulator.problems import Problem, RefusedError, for_status
from threadside.simulator.server import BrokenAnswer, break_answer
from threadside.simulator.submission import Submission, read_object, read_submission


def messages_api(network: Network, stopping: threading.Event) -> Blueprint:
    """The blueprint; `stopping` cuts ordered delays short when the simulator ends."""
    api = Blueprint("messages", __name__)

    @api.post("/v1/messages")
    def send_message() -> Response:
        try:
            return _send(network, stopping)
        except RefusedError as refused:
            return _refusal(refused.problem)

    return api


def _send(network: Network, stopping: threading.Event) -> Response:
    body, unreadable = _body()
    client_ref = body.get("client_ref")
    network.ledger.count_post(client_ref if isinstance(client_ref, str) else None)
    authenticate(network.account, request.headers.get("Authorization"))
    if unreadable:
        raise unreadable
    if refused := _fault_before(network, str(body.get("to", "")), stopping):
        return refused
    submission = read_submission(body, network.account)
    outcome = network.outcome(submission)
    if outcome.refused_with:
        return _answer_with(outcome.refused_with)
    entry = network.accept(submission, outcome)
    accepted = _json({"message_uuid": entry.message_uuid}, 202)
    return _fault_after(network, submission, stopping) or accepted


def _body() -> tuple[dict[str, Any], RefusedError | None]:
    """Read before credentials are checked, so that refused requests are counted by reference."""
    try:
        return read_object(request.get_data()), None
    except RefusedError as unreadable:
        return {}, unreadable


def _fault_before(network: Network, to: str, stopping: threading.Event) -> Response | None:
    if fault := network.faults.take(FaultKind.DELAY, to):
        stopping.wait(fault.seconds)
    if network.faults.take(FaultKind.LOST_REQUEST, to):
        return _broken(BrokenAnswer.CLOSE)
    if fault := network.faults.take(FaultKind.STATUS, to):
        return _ordered_status(fault)
    return None


def _fault_after(
    network: Network, submission: Submission, stopping: threading.Event
) -> Response | None:
    faults, to = network.faults, submission.to
    if fault := faults.take(FaultKind.HANG_AFTER_ACCEPT, to):
        stopping.wait(fault.seconds)
    if fault := faults.take(FaultKind.LOST_RESPONSE_AFTER_ACCEPT, to):
        return _broken(BrokenAnswer.RESET if fault.mode == "reset" else BrokenAnswer.CLOSE)
    if fault := faults.take(FaultKind.STATUS_AFTER_ACCEPT, to):
        return _ordered_status(fault)
    if faults.take(FaultKind.EMPTY_RESPONSE, to):
        return Response(b"", 202, mimetype="application/json")
    if faults.take(FaultKind.PAGE_RESPONSE, to):
        return _page(202)
    if faults.take(FaultKind.REDIRECT_RESPONSE, to):
        return Response(status=302, headers={"Location": request.url})
    if faults.take(FaultKind.TRUNCATED_RESPONSE, to):
        break_answer(request.environ, BrokenAnswer.TRUNCATE)
    return None


def _broken(how: BrokenAnswer) -> Response:
    break_answer(request.environ, how)
    return Response(status=202)


def _ordered_status(fault: Fault) -> Response:
    answer = _answer_with(fault.status or 500)
    if fault.retry_after is not None:
        answer.headers["Retry-After"] = str(fault.retry_after)
    return answer


def _answer_with(status: int) -> Response:
    if problem := for_status(status):
        return _refusal(problem)
    # What is not Vonage's own answer comes from a gateway in front of it: a page, not JSON.
    return _page(status)


def _page(status: int) -> Response:
    page = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n"
    return Response(page, status, mimetype="text/html")


def _refusal(problem: Problem) -> Response:
    return _json(
        problem.document(secrets.token_hex(16)), problem.status, "application/problem+json"
    )


def _json(document: dict[str, object], status: int, mimetype: str = "application/json") -> Response:
    return Response(json.dumps(document), status, mimetype=mimetype)
