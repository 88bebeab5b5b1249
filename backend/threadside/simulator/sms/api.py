"""`POST /sms/json`: HTTP 200 whatever happens, and one entry for every part.

Source: SMS API OpenAPI 1.2.
"""

import threading
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import parse_form_data

from threadside.simulator.answers import json_answer, real_wait_s
from threadside.simulator.ledger import Accepted
from threadside.simulator.network import Network
from threadside.simulator.outcomes import limited
from threadside.simulator.request_faults import answer_with, fault_after, fault_before
from threadside.simulator.sms.request import (
    QUOTA,
    THROTTLED,
    SmsRefusedError,
    authenticate,
    read_request,
)
from threadside.simulator.submission import Submission
from threadside.simulator.throttle import Over


def sms_api(network: Network, stopping: threading.Event) -> Blueprint:
    """The blueprint; `stopping` cuts ordered delays short when the simulator ends."""
    api = Blueprint("sms", __name__)

    @api.route("/sms/json", methods=["GET", "POST"])
    def send_sms() -> Response:
        form = _form(network)
        try:
            return _send(network, form, stopping)
        except SmsRefusedError as refused:
            return json_answer(_answer([_refused(network, form, refused)]))

    return api


def _form(network: Network) -> dict[str, str]:
    """Query and form together; the form only if the Content-Type admits to it."""
    given: MultiDict[str, str] = request.values
    if not request.form and network.account.lenient_content_type:
        environ = {**request.environ, "CONTENT_TYPE": "application/x-www-form-urlencoded"}
        given = parse_form_data(environ)[1]
    return {name: value for name, value in given.items() if value}


def _send(network: Network, form: dict[str, str], stopping: threading.Event) -> Response:
    network.ledger.count_post(form.get("client-ref"))
    authenticate(network.account, form, request.headers.get("Authorization"))
    if over := network.admit_request():
        raise _throttled(network, over)
    if refused := fault_before(network, form.get("to", ""), stopping):
        return refused
    submission = read_request(form, network.account)
    outcome = network.outcome(submission)
    if outcome.refused_with:
        return answer_with(outcome.refused_with)
    if outcome.sms_status:
        raise SmsRefusedError(outcome.sms_status)
    if network.balance() < network.account.charge(submission.parts):
        raise SmsRefusedError(QUOTA)
    over = network.admit(submission)
    if over and over.when == "refuse":
        raise _throttled(network, over)
    entry = network.accept(submission, limited(outcome, over))
    accepted = json_answer(_answer(_parts(network, submission, entry)))
    return fault_after(network, submission.to, stopping) or accepted


def _throttled(network: Network, over: Over) -> SmsRefusedError:
    """The hint is in milliseconds and inside the text: there is no header for it."""
    wait_ms = round(real_wait_s(over, network.clock) * 1000)
    hint = f"please wait [ {wait_ms} ] and retry" if network.account.limits.retry_after else (
        "please wait and retry"
    )  # fmt: skip
    return SmsRefusedError(THROTTLED, text=f"Throughput Rate Exceeded - {hint}")


def _parts(network: Network, submission: Submission, entry: Accepted) -> list[dict[str, str]]:
    account = network.account
    return [
        {
            "to": submission.to,
            "message-id": part_id,
            "status": "0",
            "remaining-balance": f"{network.balance():.8f}",
            "message-price": f"{account.charge(1):.8f}",
            "network": account.network_code,
            **({"client-ref": submission.client_ref} if submission.client_ref else {}),
        }
        for part_id in entry.part_ids
    ]


def _refused(network: Network, form: dict[str, str], refused: SmsRefusedError) -> dict[str, str]:
    entry = {"status": str(refused.status), "error-text": refused.text}
    if refused.status == THROTTLED and "to" in form:
        return {"to": form["to"], **entry, "network": network.account.network_code}
    return entry


def _answer(messages: list[dict[str, str]]) -> dict[str, Any]:
    return {"message-count": str(len(messages)), "messages": messages}
