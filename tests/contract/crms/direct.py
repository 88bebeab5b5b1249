"""The smallest `Api`: one request over loopback, its answer mapped as the port says."""

import json as codec
from collections.abc import Callable, Mapping
from typing import Any

import requests

from tests.contract.crms.double import Double
from threadside.linking.definitions import Choices, Definitions
from threadside.linking.port import Answer
from threadside.linking.problems import Garbled, NeedsSignIn, Refused, Throttled, Unavailable
from threadside.linking.values import Mapped

_MOST_BYTES = 5_000_000


class Direct:
    """Signed in with the one token that doubles take; no pace, no refresh, no second try.
    `described` are the requests that only asked how the account is set up."""

    def __init__(self, double: Double, mapping: Mapped | None = None) -> None:
        self._double = double
        self._mapping = double.mapping if mapping is None else mapping
        self._definitions = Definitions()
        self.described: set[int] = set()

    @property
    def account(self) -> str:
        return self._double.account

    @property
    def base_url(self) -> str:
        return self._double.base_url

    @property
    def mapping(self) -> Mapped:
        return self._mapping

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        cost: int = 1,  # noqa: ARG002 - no pace here
    ) -> Answer:
        """One request, as `threadside.linking.port.Api.call` says."""
        url = path if path.startswith(self.base_url) else f"{self.base_url}{path}"
        signed = {**(headers or {}), **self._double.crm.signed("a-token")}
        json = self._double.crm.enclosed("a-token", json)
        try:
            told = requests.request(
                method, url, params=params, json=json, headers=signed, timeout=10,
                allow_redirects=False,
            )  # fmt: skip
        except requests.Timeout as error:
            raise Unavailable("slow") from error
        except requests.RequestException as error:
            raise Unavailable("unreachable") from error
        return self._read(told)

    def kept(self, name: str, read: Callable[[], Choices]) -> Choices:
        def noted() -> Choices:
            before = len(self._double.asked)
            try:
                return read()
            finally:
                self.described |= set(range(before, len(self._double.asked)))

        return self._definitions.get("", name, noted)

    def _read(self, told: requests.Response) -> Answer:
        status = told.status_code
        headers = {name.lower(): value for name, value in told.headers.items()}
        wait = self._double.crm.limits(headers, status)
        if status == 401:
            raise NeedsSignIn("sign_in_ended")
        if status == 429 or (status == 403 and wait):
            raise Throttled(wait or 60.0)
        if status >= 500:
            raise Unavailable("broken")
        if status in (404, 410):
            raise Refused("not_found", told.text[:300])
        if status >= 400:
            raise Refused("forbidden" if status == 403 else "invalid", told.text[:300])
        if len(told.content) > _MOST_BYTES:
            raise Garbled("too_large")
        if not told.content:
            return Answer(status, None, headers)
        try:
            return Answer(status, codec.loads(told.content), headers)
        except (ValueError, RecursionError) as error:
            raise Garbled("not_json") from error
