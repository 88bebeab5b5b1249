"""A workspace whose admin may link Ledger, and the OAuth server that Ledger signs people in by."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import Builders, Someone
from tests.integration.conftest import HeldClock
from tests.integration.linking.ledger import Cabinet, Ledger
from tests.integration.linking.provider import CALLBACK, Provider, running
from threadside.linking import apps, oauth
from threadside.linking.apps import App
from threadside.linking.connections import Connections
from threadside.linking.means import Means
from threadside.linking.oauth import Admin
from threadside.linking.port import Api
from threadside.linking.transport import Transport
from threadside.runtime import Runtime
from threadside.store.tables import AuditEntry, CrmConnection, CrmToken

APP = App("threadside", "a secret of the application")


@pytest.fixture(scope="session")
def oauth_server() -> Iterator[Provider]:
    """Started once for all tests."""
    with running() as provider:
        yield provider


@pytest.fixture
def provider(oauth_server: Provider) -> Provider:
    """A server that behaves well and where nobody has signed in."""
    oauth_server.reset()
    return oauth_server


@dataclass
class Office:
    """An admin of a workspace that has registered an application with Ledger."""

    means: Means
    admin: Admin
    provider: Provider
    clock: HeldClock
    someone: Someone

    @property
    def connections(self) -> Connections:
        """Opens what was linked."""
        return Connections(self.means)

    def with_link(self, **link: Any) -> "Office":
        """The same office where Ledger signs in otherwise."""
        ledger = Ledger(self.provider.url, **link)
        return replace(self, means=replace(self.means, crms={**self.means.crms, "ledger": ledger}))

    def set_out(self) -> str:
        """Where the admin's browser is sent."""
        return oauth.begin(self.means, self.admin, "ledger", CALLBACK)

    def come_back(self, answer: dict[str, str]) -> str:
        """The callback; gives the connection's id."""
        return oauth.finish(self.means, self.admin, answer, CALLBACK)

    def link(self) -> str:
        """Set out, sign in, consent, come back."""
        return self.come_back(self.provider.consent(self.set_out()))

    def open(self, connection_id: str, patience_s: float = 0.0) -> Api:
        """Requests to a linked account."""
        return self.connections.open(connection_id, patience_s)

    def connection(self, connection_id: str) -> CrmConnection:
        """How a connection stands."""
        with self.means.uow.read() as session:
            return session.get_one(CrmConnection, connection_id)

    def token(self, connection_id: str) -> CrmToken | None:
        """What it is signed with, sealed."""
        with self.means.uow.read() as session:
            return session.get(CrmToken, connection_id)

    def recorded(self) -> list[str]:
        """What the audit chain says of CRMs."""
        with self.means.uow.read() as session:
            kinds = session.scalars(
                select(AuditEntry.kind)
                .where(AuditEntry.workspace_id == self.admin.workspace_id)
                .order_by(AuditEntry.number)
            )
            return [kind for kind in kinds if kind.startswith("crm.")]

    def outlive(self, connection_id: str, share: float = 1.0) -> None:
        """Let a share of the access token's life pass, by our clock."""
        row = self.token(connection_id)
        assert row is not None
        assert row.expires_at is not None
        life = row.expires_at - row.obtained_at
        self.clock.now = row.obtained_at + life * share


@pytest.fixture
def office(held: Runtime, build: Builders, provider: Provider, clock: HeldClock) -> Office:
    """Nobody has linked anything yet."""
    someone = build.member(role="admin")
    means = Means(
        uow=held.uow,
        sealer=held.sealer,
        crms={"ledger": Ledger(provider.url), "cabinet": Cabinet()},
        transport=Transport(loopback=True, read_s=0.5),
        wait=lambda seconds: clock.advance(seconds=seconds),
    )
    with held.uow.write() as tx:
        apps.keep(tx, held.sealer, someone.workspace.id, "ledger", APP)
    return Office(means, Admin(someone.workspace.id, someone.id), provider, clock, someone)
