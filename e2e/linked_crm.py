"""A CRM that is linked: its double on loopback, its pages under its own host, and the link to it.

The doubles are those of the contract tests. Here they also take their time, and have the fields
that a page of the CRM shows.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, select

from e2e.foreign_crm import CRMS, ForeignCrm, Shown
from e2e.stack import Stack
from tests.contract.crms.double import Asked, Double, Kept, Said
from tests.contract.crms.doubles.hubspot import HubSpotDouble
from tests.contract.crms.doubles.pipedrive import PipedriveDouble
from tests.contract.crms.doubles.salesforce import SalesforceDouble
from threadside.crms import known
from threadside.keys import key_ring
from threadside.linking import connections
from threadside.linking.connections import Linking
from threadside.linking.means import Means
from threadside.linking.tokens import Fresh
from threadside.linking.transport import Transport
from threadside.linking.values import Account, Ref
from threadside.settings import Settings
from threadside.store.tables import Member, Workspace
from threadside.store.uow import UnitOfWork

REACH = {"THREADSIDE_CRM_LOOPBACK": "1"}
"""The environment of a server that may reach a CRM on this machine."""
TOKEN = "a-token"
"""The one that doubles take."""


def _at_once() -> None:
    """A CRM in good health."""


class Paced(Double):
    """Does `before` ahead of each answer, which may wait; one answer is made after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.before: Callable[[], object] = _at_once
        self._turn = threading.Lock()

    def answer(self, asked: Asked) -> Said:
        """As the CRM, after `before`."""
        self.before()
        with self._turn:
            return super().answer(asked)

    def recover(self) -> None:
        """Answer at once again, and everything."""
        self.always, self.before = None, _at_once

    def named(self, words: str) -> list[tuple[Ref, str]]:
        """On whom entries with these words are, and what they say."""
        with self._turn:
            found = list(self.entries.values())
        return [(each.who, each.body) for each in found if words in each.body]


class HubSpot(Paced, HubSpotDouble):
    """One portal. `more` are properties beyond those that the contract needs, by record."""

    def __init__(self) -> None:
        super().__init__()
        self.more: dict[Ref, dict[str, str]] = {}

    def _object(self, found: Kept, names: Any) -> dict[str, Any]:
        said = super()._object(found, names)
        its = self.more.get(found.ref, {})
        said["properties"] |= {name: its[name] for name in names if name in its}
        return said


class Salesforce(Paced, SalesforceDouble):
    """One org."""


class Pipedrive(Paced, PipedriveDouble):
    """One company."""


def link(stack: Stack, double: Double) -> str:
    """Link the account of a double, as coming back from its sign-in does; gives the connection's
    id. One that is linked already is live again."""
    settings = Settings(_env_file=None, data_dir=stack.folder / "data")
    engine = create_engine(settings.sqlalchemy_url)
    try:
        means = Means(UnitOfWork(engine), key_ring(settings), known(), Transport(loopback=True))
        account = Account(double.account, f"{double.crm.name} {double.account}", double.base_url)
        with means.uow.write() as tx:
            made = Linking(
                workspace_id=tx.session.scalars(select(Workspace.id)).one(),
                member_id=tx.session.scalars(select(Member.id).where(Member.role == "admin")).one(),
                crm=double.crm.id,
                account=account,
                base_url=double.base_url,
                fresh=Fresh(TOKEN, None, tx.now),
            )
            return connections.keep(tx, means, made)
    finally:
        engine.dispose()


def forget_when_read(stack: Stack) -> None:
    """Every record was read an hour ago: it is read anew when it is opened or texted."""
    stack.sql(
        "UPDATE crm_record SET fetched_at = datetime(fetched_at, '-1 hour') || '.000000' "
        "WHERE fetched_at IS NOT NULL"
    )


@contextmanager
def held_back(double: Paced) -> Iterator[threading.Event]:
    """The CRM says nothing until the event is set, or the block ends."""
    gate = threading.Event()
    double.before = gate.wait
    try:
        yield gate
    finally:
        gate.set()
        double.recover()


_FORMS = {crm.crm: crm for crm in CRMS}


def _pipedrive(name: str, phone: str) -> str:
    """As HubSpot's, with the person's own block and the deals of others beside it."""
    return _FORMS["hubspot"].form(name, phone)


PAGES: Mapping[str, ForeignCrm] = {
    "hubspot": _FORMS["hubspot"],
    "salesforce": _FORMS["salesforce"],
    "pipedrive": ForeignCrm(
        "pipedrive", "acme", "https://acme.pipedrive.com",
        {"Content-Security-Policy": "script-src 'self' 'nonce-c2lkZQ'; object-src 'none'; "
         "base-uri 'self'; frame-ancestors 'self'; frame-src 'self' https://*.pipedrive.com"},
        _pipedrive,
        Shown("/person/7", "contact", "7", "Pia Dorn", "(720) 555-0187"),
        Shown("/deal/12", "deal", "12", "Paul Dorn", "(720) 555-0188"),
        "/persons/list/user/everyone",
    ),
}  # fmt: skip
"""The pages of the linked CRMs, by the CRM's id."""
_ADDRESS: Mapping[str, Callable[[Ref], str]] = {
    "hubspot": lambda ref: (
        f"/contacts/4412/record/{ {'contact': '0-1', 'company': '0-2', 'deal': '0-3'}[ref.type] }"
        f"/{ref.id}"
    ),
    "salesforce": lambda ref: (
        f"/lightning/r/{ {'contact': 'Contact', 'lead': 'Lead', 'deal': 'Opportunity'}[ref.type] }"
        f"/{ref.id}/view"
    ),
    "pipedrive": lambda ref: (
        f"/{ {'contact': 'person', 'deal': 'deal', 'company': 'organization'}[ref.type] }/{ref.id}"
    ),
}


def shown(double: Double, ref: Ref) -> Shown:
    """A record as the CRM's page has it: its name and first number, which the page may lack."""
    kept = double.records[ref]
    phone = kept.phones[0] if kept.phones else ""
    return Shown(_ADDRESS[double.crm.id](ref), ref.type, ref.id, kept.name, phone)
