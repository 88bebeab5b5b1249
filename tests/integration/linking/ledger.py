"""Two made-up CRMs: Ledger is signed in to, Cabinet takes an address and a key."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from threadside.linking.defaults import Rest
from threadside.linking.port import Api, Key, KeyField, OAuth, Region, Scope, Window
from threadside.linking.problems import Garbled
from threadside.linking.values import Account


class Ledger(Rest):
    """Its API stands behind the OAuth server of the tests."""

    id = "ledger"
    name = "Ledger"
    windows = (Window(1000, 1.0),)

    def __init__(self, url: str, **link: Any) -> None:
        region = Region("one", "One", f"{url}/auth", f"{url}/token", f"{url}/token/revocation", url)
        asked = ("openid", "offline_access", "crm.read", "crm.write")
        scopes = tuple(Scope(name, "For the tests") for name in asked)
        wanted = OAuth((region,), scopes, extra={"prompt": "consent"}, rotates=True)
        self.link = replace(wanted, **link)

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:  # noqa: ARG002
        """Where the answer says, if that is this machine."""
        said = str(token.get("instance_url") or (region.api if region else ""))
        if not said.startswith("http://127.0.0.1:"):
            raise Garbled("other_host")
        return said

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:  # noqa: ARG002
        """Who has signed in."""
        me = api.call("GET", "/api/me").json
        return Account(me["account"], me["name"], api.base_url)


class Cabinet(Rest):
    """A CRM on the customer's own machine."""

    id = "cabinet"
    name = "Cabinet"
    windows = (Window(1000, 1.0),)
    link = Key((KeyField("key", "API key", secret=True),))

    def signed(self, secret: str) -> Mapping[str, str]:
        """Its own header."""
        return {"X-Key": secret}

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:  # noqa: ARG002
        """The host is the account."""
        me = api.call("GET", "/me").json
        return Account(api.base_url.split("/")[2], me["name"], api.base_url)
