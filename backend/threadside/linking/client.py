"""`port.Api` over HTTP: signed, at the CRM's pace, one clear outcome for each call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import requests

from threadside.linking.addresses import same_place
from threadside.linking.answers import json_of, said, wants_scope
from threadside.linking.definitions import Choices, Definitions
from threadside.linking.port import Answer, Crm, Key
from threadside.linking.problems import (
    CrmProblem,
    Garbled,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.linking.tokens import Held
from threadside.linking.transport import Transport, lower
from threadside.linking.values import Mapped

PAUSE_S: Final = 10.0
"""After a 429 that does not say for how long."""


class Access(Protocol):
    """Who a client speaks for, and what that takes; `id` is the connection's."""

    id: str
    account: str
    base_url: str
    mapping: Mapped

    def enter(self, cost: int) -> Held:
        """What to sign the next request with, once it may be made.

        Raises:
            NeedsSignIn, Throttled, Unavailable: when none may be made now.
        """
        ...

    def renew(self, used: Held) -> None:
        """The CRM refused `used`; the next `enter` gives another.

        Raises:
            NeedsSignIn, Throttled, Unavailable: when there is none.
        """
        ...

    def refused(self, used: Held) -> CrmProblem:
        """The CRM refuses what it has just handed out: what to raise."""
        ...

    def close(self, seconds: float) -> None:
        """The CRM takes nothing for so many seconds."""
        ...

    def heard(self, problem: CrmProblem | None) -> None:
        """What became of a call; None for an answer."""
        ...


@dataclass
class Bare:
    """A secret at hand, before there is a connection: nothing is kept, nothing refreshed."""

    base_url: str
    secret: Held
    id: str = ""
    account: str = ""
    mapping: Mapped = field(default_factory=Mapped)

    def enter(self, cost: int) -> Held:
        """The secret."""
        return self.secret

    def renew(self, used: Held) -> None:
        """There is no other."""
        raise NeedsSignIn("token_refused")

    def refused(self, used: Held) -> CrmProblem:
        """As `renew`."""
        return NeedsSignIn("token_refused")

    def close(self, seconds: float) -> None:
        """Nobody else asks yet."""

    def heard(self, problem: CrmProblem | None) -> None:
        """Nobody asks."""


class Client:
    """The `Api` that adapters are handed."""

    def __init__(
        self,
        crm: Crm,
        access: Access,
        transport: Transport,
        definitions: Definitions | None = None,
    ) -> None:
        self._crm = crm
        self._access = access
        self._transport = transport
        self._definitions = definitions or Definitions()

    @property
    def account(self) -> str:
        """The portal, org or host."""
        return self._access.account

    @property
    def base_url(self) -> str:
        """Where the API answers, without a trailing slash."""
        return self._access.base_url

    @property
    def mapping(self) -> Mapped:
        """What the admin mapped."""
        return self._access.mapping

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        cost: int = 1,
    ) -> Answer:
        """One request, as `port.Api.call` says. After a 401, or what the CRM says in its place,
        it is made once more with a new token: what was not signed was not done (RFC 9110, 15.5.2).
        """
        whole: dict[str, Any] = {
            "method": method,
            "params": params,
            "json": json,
            "headers": {"Accept": "application/json", **(headers or {})},
        }
        try:
            answer = self._read(self._signed(path, whole, cost))
        except CrmProblem as problem:
            self._access.heard(problem)
            raise
        self._access.heard(None)
        return answer

    def kept(self, name: str, read: Callable[[], Choices]) -> Choices:
        """As `port.Api.kept` says, in this process."""
        return self._definitions.get(self._access.id, name, read)

    def _signed(self, path: str, whole: dict[str, Any], cost: int) -> requests.Response:
        used = self._access.enter(cost)
        told = self._ask(used, path, whole)
        if not self._denies(whole["json"], told):
            return told
        self._access.renew(used)
        used = self._access.enter(cost)
        told = self._ask(used, path, whole)
        if self._denies(whole["json"], told):
            raise self._access.refused(used)
        return told

    def _denies(self, asked: Any, told: requests.Response) -> bool:
        """Whether it says that what the request was signed with is taken no more."""
        if told.status_code == 401:
            return not _scope(told)
        return 200 <= told.status_code < 300 and self._crm.denies(
            asked, lambda: json_of(told.content, told.headers.get("Content-Type", ""))
        )

    def _ask(self, used: Held, path: str, whole: dict[str, Any]) -> requests.Response:
        own = isinstance(self._crm.link, Key)
        headers = {**whole["headers"], **self._crm.signed(used.secret)}
        body = self._crm.enclosed(used.secret, whole["json"])
        session = self._transport.session(own=own)
        session.cookies.clear()
        return session.request(
            **{**whole, "url": self._address(path), "headers": headers, "json": body},
            allow_redirects=False,
        )

    def _address(self, path: str) -> str:
        """Below the base, unless it is whole; never another host than the CRM's."""
        base = self._access.base_url
        url = path if "://" in path[:9] else f"{base}/{path.lstrip('/')}"
        if not same_place(url, base):
            raise Garbled("foreign_address")
        return url

    def _read(self, told: requests.Response) -> Answer:
        status, headers = told.status_code, lower(told.headers)
        wait = self._crm.limits(headers, status)
        if status == 429:
            wait = wait if wait is not None and wait > 0 else PAUSE_S
        if wait is not None and wait > 0:
            self._access.close(wait)
        if 200 <= status < 300:
            return Answer(status, json_of(told.content, headers.get("content-type", "")), headers)
        raise _problem(told, wait)


def _problem(told: requests.Response, wait: float | None) -> CrmProblem:
    status = told.status_code
    if status < 400:
        return Garbled("redirected")
    if status >= 500 or status == 408:
        return Unavailable("slow" if status in {408, 504} else "broken")
    if status == 429 or (status == 403 and wait):
        return Throttled(wait or PAUSE_S)
    if status in {404, 410}:
        code = "not_found"
    elif status in {401, 403}:
        code = "scope_missing" if _scope(told) else "forbidden"
    else:
        code = "invalid"
    return Refused(code, said(told.content, told.headers.get("Content-Type", "")))


def _scope(told: requests.Response) -> bool:
    return wants_scope(told.content, told.headers.get("WWW-Authenticate", ""))
