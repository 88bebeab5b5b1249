"""Faults that strike a request to send, before or after its message is accepted."""

import threading

from flask import Response, request

from threadside.simulator.answers import refusal
from threadside.simulator.faults import Fault, FaultKind
from threadside.simulator.network import Network
from threadside.simulator.problems import for_status
from threadside.simulator.server import BrokenAnswer, break_answer


def fault_before(network: Network, to: str, stopping: threading.Event) -> Response | None:
    """What happens to a request before it is read; an answer means that nothing is accepted."""
    if late_s := network.faults.take_delay(to):
        stopping.wait(late_s)
    if network.faults.take(FaultKind.LOST_REQUEST, to):
        return _broken(BrokenAnswer.CLOSE)
    if fault := network.faults.take(FaultKind.STATUS, to):
        return _ordered_status(fault)
    return None


def fault_after(network: Network, to: str, stopping: threading.Event) -> Response | None:
    """What happens to the answer of a message that was accepted."""
    faults = network.faults
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
    return answer_with(fault.status or 500, fault.retry_after)


def answer_with(status: int, retry_after_s: int | None = None) -> Response:
    """The answer with this error status, as Vonage or its gateway words it."""
    if problem := for_status(status):
        return refusal(problem, retry_after_s)
    # What is not Vonage's own answer comes from a gateway in front of it: a page, not JSON.
    answer = _page(status)
    if retry_after_s is not None:
        answer.headers["Retry-After"] = str(retry_after_s)
    return answer


def _page(status: int) -> Response:
    page = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n"
    return Response(page, status, mimetype="text/html")
