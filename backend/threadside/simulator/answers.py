"""How the simulated APIs answer: JSON, and problems as Vonage writes them."""

import json
import math
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Response

from threadside.simulator.clock import VirtualClock
from threadside.simulator.problems import Problem
from threadside.simulator.throttle import Over


def real_wait_s(over: Over, clock: VirtualClock) -> float:
    """Until there is room again in real seconds; a held clock counts as running."""
    return over.wait_s / (clock.factor or 1.0)


def retry_after_s(over: Over, clock: VirtualClock) -> int:
    """The same for `Retry-After`."""
    return math.ceil(real_wait_s(over, clock))


def refusal(problem: Problem, retry_after_s: int | None = None) -> Response:
    """A problem document, with `Retry-After` if that is known."""
    document = problem.document(secrets.token_hex(16))
    answer = json_answer(document, problem.status, "application/problem+json")
    if retry_after_s is not None:
        answer.headers["Retry-After"] = str(retry_after_s)
    return answer


def json_answer(
    document: Mapping[str, Any], status: int = 200, mimetype: str = "application/json"
) -> Response:
    """A JSON answer, its fields in the order given."""
    return Response(json.dumps(document), status, mimetype=mimetype)
