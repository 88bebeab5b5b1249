"""Refusals that a person or a program can act on.

Every refusal has a stable `code`; the sentence for people stands in the word table under
`error.<code>`. The HTTP floor turns a refusal into problem+json (RFC 9457).
"""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):  # noqa: N818 - it refuses; nothing is broken
    """A request that was understood and is not done, with the reason.

    `code` is stable and machine-readable, `status` an HTTP status, `params` fill the sentence,
    `extra` is added to the problem document (for example the items a rep has not seen).
    """

    def __init__(
        self,
        code: str,
        *,
        status: int = 409,
        params: Mapping[str, object] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.params = dict(params or {})
        self.extra = dict(extra or {})


class NotFound(Refusal):
    """The thing does not exist in this workspace; whether it exists elsewhere is not said."""

    def __init__(self, what: str) -> None:
        super().__init__("not_found", status=404, params={"what": what})


class Forbidden(Refusal):
    """The member's role does not allow this."""

    def __init__(self, code: str = "forbidden", **params: object) -> None:
        super().__init__(code, status=403, params=params)


class Invalid(Refusal):
    """The request's values do not make sense together."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, status=422, params=params)
