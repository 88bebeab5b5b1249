"""The double's adapter, and plain requests to it: one outcome for each call, no second try."""

from collections.abc import Mapping
from typing import Any, Final

import requests

from threadside.linking.defaults import Rest
from threadside.linking.port import Answer, Api, Key
from threadside.linking.problems import (
    Garbled,
    Gone,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.linking.values import Account, Batch, Entry, Mapped, RemoteRecord

ACCOUNT: Final = "double.example"
CRM_ID: Final = "double"
TIMEOUT_S: Final = 1.5


class Plain:
    """Requests to the double, signed with `token`."""

    account = ACCOUNT
    mapping = Mapped()

    def __init__(self, url: str, token: str) -> None:
        self.base_url = url
        self._signed = {"Authorization": f"Bearer {token}", "Connection": "close"}

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,  # noqa: ARG002 - the port's
        cost: int = 1,  # noqa: ARG002 - the port's
    ) -> Answer:
        """One request; raises as `linking.port.Api.call` says."""
        try:
            told = requests.request(
                method, self.base_url + path, params=dict(params or {}), json=json,
                headers=self._signed, timeout=TIMEOUT_S,
            )  # fmt: skip
        except requests.Timeout as error:
            raise Unavailable("slow") from error
        except requests.RequestException as error:
            raise Unavailable("unreachable") from error
        _raise(told)
        try:
            body = told.json()
        except ValueError as error:
            raise Garbled("not_json") from error
        return Answer(told.status_code, body, {})


def _raise(told: requests.Response) -> None:
    if told.status_code == 401:
        raise NeedsSignIn("revoked")
    if told.status_code == 429:
        raise Throttled(float(told.headers.get("Retry-After", 1)))
    if told.status_code >= 500:
        raise Unavailable("broken")
    if told.status_code == 404:
        raise Refused("not_found")
    if told.status_code >= 400:
        raise Refused("invalid")


class DoubleCrm(Rest):
    """The CRM's adapter."""

    id = CRM_ID
    name = "Double"
    link = Key(())

    def __init__(self, lag_s: float) -> None:
        self.search_lag_s = lag_s

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:  # noqa: ARG002
        """Whose it is."""
        return Account(ACCOUNT, "Double", api.base_url)

    def by_phone(self, api: Api, e164: str, national: str) -> list[RemoteRecord]:  # noqa: ARG002
        """Nobody is looked up."""
        return []

    def crawl(self, api: Api, cursor: str | None) -> Batch:  # noqa: ARG002
        """Nothing is indexed."""
        return Batch((), None)

    def write(self, api: Api, entry: Entry) -> str:
        """Keep an entry."""
        return str(_field(api.call("POST", "/entries", json=_told(entry)), "id"))

    def find(self, api: Api, entry: Entry) -> str | None:
        """By its key."""
        ids = _field(api.call("GET", "/entries", params={"key": entry.key}), "ids")
        return str(ids[0]) if ids else None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Change an entry."""
        try:
            _object(api.call("PUT", f"/entries/{remote_id}", json=_told(entry)))
        except Refused as problem:
            if problem.code == "not_found":
                raise Gone(entry.who) from problem
            raise

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:  # noqa: ARG002
        """Delete an entry."""
        _object(api.call("DELETE", f"/entries/{remote_id}"))


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "key": entry.key, "who": f"{entry.who.type} {entry.who.id}", "subject": entry.subject,
        "body": entry.body, "at": entry.at.isoformat(), "direction": entry.direction,
    }  # fmt: skip


def _object(answer: Answer) -> Mapping[str, Any]:
    if not isinstance(answer.json, Mapping):
        raise Garbled("other_fields")
    return answer.json


def _field(answer: Answer, name: str) -> Any:
    try:
        return _object(answer)[name]
    except KeyError as error:
        raise Garbled("other_fields") from error
