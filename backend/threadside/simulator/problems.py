"""Vonage's refusals, word for word, misspellings included.

Source: Messages API OpenAPI 1.11.0 (schemas `Error…`). The number in `type` is a namespace of its
own: `#1150` here has nothing to do with the delivery error 1150.
"""

from dataclasses import dataclass, field

_API = "https://developer.vonage.com/api-errors"


@dataclass(frozen=True, slots=True)
class InvalidParameter:
    """One entry of `invalid_parameters`."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """HTTP status and problem document (RFC 9457), without its `instance`."""

    status: int
    type: str
    title: str
    detail: str
    invalid_parameters: tuple[InvalidParameter, ...] = field(default=())

    def document(self, instance: str) -> dict[str, object]:
        """The body as Vonage sends it; `instance` is a trace id of 32 hexadecimal digits."""
        body: dict[str, object] = {
            "type": self.type,
            "title": self.title,
            "detail": self.detail,
            "instance": instance,
        }
        if self.invalid_parameters:
            body["invalid_parameters"] = [
                {"name": parameter.name, "reason": parameter.reason}
                for parameter in self.invalid_parameters
            ]
        return body


class RefusedError(Exception):
    """A request is answered with this problem instead, with `Retry-After` when that is given."""

    def __init__(self, problem: Problem, *, retry_after_s: int | None = None) -> None:
        super().__init__(problem.title)
        self.problem = problem
        self.retry_after_s = retry_after_s


WRONG_CREDENTIALS = Problem(
    401,
    f"{_API}/#unathorized",
    "You did not provide correct credentials.",
    "Check that you're using the correct credentials, and that your account has this feature"
    " enabled",
)
UNPROVISIONED = Problem(
    401,
    f"{_API}/#unprovisioned",
    "The crendentials provided do not have access to the requested product",
    "Check your API key is correct and has been whitelisted",
)
LOW_BALANCE = Problem(
    402,
    f"{_API}/#low-balance",
    "Low balance",
    "This request could not be performed due to your account balance being low.",
)
FORBIDDEN = Problem(
    403,
    f"{_API}/#forbidden",
    "Forbidden",
    "Your account does not have permission to perform this action.",
)
NOT_FOUND = Problem(404, f"{_API}#not-found", "Not Found", "The requested resource was not found")
INVALID_JSON = Problem(
    422,
    f"{_API}#invalid-json",
    "The request body did not contain valid JSON",
    "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
)
UNSUPPORTED_CHANNEL = Problem(
    422,
    f"{_API}/messages#1100",
    "Unsupported channel",
    "The specified channel is not supported.",
)
INVALID_SENDER = Problem(
    422,
    f"{_API}/messages#1120",
    "Invalid sender",
    "The `from` parameter is invalid for the given channel.",
)
INVALID_RECIPIENT = Problem(
    422,
    f"{_API}/messages#110",
    "Invalid recipient",
    "The `to` parameter is invalid for the given channel.",
)
INVALID_MESSAGE_TYPE = Problem(
    422,
    f"{_API}/messages#1140",
    "Invalid message type",
    "The `to` parameter is invalid for the given channel.",
)
INVALID_CLIENT_REFERENCE = Problem(
    422,
    f"{_API}/messages#1060",
    "Invalid client reference",
    "The client reference can be a string of up to 40 characters.",
)
THROTTLED = Problem(
    429,
    f"{_API}/messages#1000",
    "Rate Limit Hit",
    "Please wait, then retry your request",
)
INTERNAL_ERROR = Problem(
    500,
    f"{_API}/messages#1000",
    "Internal error",
    "There was an error processing your request in the Platform.",
)


def invalid_params(*parameters: InvalidParameter) -> Problem:
    """422 with the parameters that were wrong."""
    return Problem(
        422,
        f"{_API}/messages#1150",
        "Invalid params",
        "The value of one or more parameters is invalid.",
        parameters,
    )


_BY_STATUS = {
    problem.status: problem
    for problem in (
        WRONG_CREDENTIALS,
        LOW_BALANCE,
        FORBIDDEN,
        NOT_FOUND,
        THROTTLED,
        INTERNAL_ERROR,
    )
}


def for_status(status: int) -> Problem | None:
    """The document Vonage sends with this status; None where a gateway answers with a page."""
    if status == 422:
        return invalid_params(InvalidParameter("text", "invalid value"))
    return _BY_STATUS.get(status)
