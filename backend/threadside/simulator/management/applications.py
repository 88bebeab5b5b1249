"""Applications: who may sign tokens, and where webhooks of linked numbers go.

The account's first application is part of its configuration (`application_id` and what belongs to
it); further ones are made through the API and forgotten with a restart.
"""

from dataclasses import dataclass
from typing import Literal

from threadside.simulator.account import Account

Version = Literal["v1", "v0.1"]


@dataclass(frozen=True, slots=True)
class Application:
    """One application; `secure_media` gives its inbound files to its own tokens alone."""

    id: str
    name: str
    public_key: str
    inbound_url: str | None = None
    status_url: str | None = None
    version: Version = "v1"
    secure_media: bool = False


class ApplicationBook:
    """The account's applications, its first one among them."""

    def __init__(self) -> None:
        self._name = "Threadside simulator"
        self._further: dict[str, Application] = {}

    def all(self, account: Account) -> list[Application]:
        """Every application, the account's first one first."""
        return [self._first(account), *self._further.values()]

    def find(self, account: Account, application_id: str | None) -> Application | None:
        """One application, if there is such a one."""
        if application_id == account.application_id:
            return self._first(account)
        return self._further.get(application_id or "")

    def save(self, account: Account, application: Application) -> Account:
        """Make or change an application; the account, changed if it was its first one."""
        if application.id != account.application_id:
            self._further[application.id] = application
            return account
        self._name = application.name
        return account.changed(
            {
                "application_public_key": application.public_key,
                "inbound_url": application.inbound_url,
                "status_url": application.status_url,
                "webhook_version": application.version,
                "secure_media": application.secure_media,
            }
        )

    def remove(self, application_id: str) -> bool:
        """Whether there was such an application; the first one stays."""
        return self._further.pop(application_id, None) is not None

    def _first(self, account: Account) -> Application:
        return Application(
            account.application_id,
            self._name,
            account.application_public_key,
            account.inbound_url,
            account.status_url,
            account.webhook_version,
            account.secure_media,
        )
