"""The double's adapter: all that is between the server's own client and the made-up CRM."""

from collections.abc import Mapping
from typing import Any, Final

from faults.crm.clock import LAG_S, TOKEN_LIFE_S
from threadside.linking.defaults import Rest
from threadside.linking.port import Answer, Api, Key, OAuth, Region, Scope, Window
from threadside.linking.problems import Garbled, Gone, Refused
from threadside.linking.values import Account, Batch, Entry, RemoteRecord

ACCOUNT: Final = "double.example"
CRM_ID: Final = "double"
PACE: Final = Window(60, 60.0)


class DoubleCrm(Rest):
    """A CRM that is signed in to; its customers say at which host they are."""

    id = CRM_ID
    name = "Double"
    windows = (PACE,)
    search_lag_s = LAG_S
    link: OAuth | Key = OAuth(
        (Region("one", "One", "http://{host}/authorize", "http://{host}/token"),),
        (Scope("entries", "To log texts"),),
        lives_s=int(TOKEN_LIFE_S),
        needs_host=True,
        rotates=True,
    )

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:  # noqa: ARG002
        """The host that was typed."""
        return f"http://{host}"

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:  # noqa: ARG002
        """Whose it is."""
        return Account(str(_field(api.call("GET", "/me"), "account")), "Double", api.base_url)

    def by_phone(self, api: Api, e164: str, national: str) -> list[RemoteRecord]:  # noqa: ARG002
        """Nobody is looked up."""
        return []

    def crawl(self, api: Api, cursor: str | None) -> Batch:  # noqa: ARG002
        """Nothing is indexed."""
        return Batch((), None)

    def write(self, api: Api, entry: Entry) -> str:
        """Keep an entry."""
        return self.written(_field(api.call("POST", "/entries", json=_told(entry)), "id"))

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
