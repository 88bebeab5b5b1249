"""Linked accounts: opened for requests, linked again, disconnected."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import delete, select

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import NotFound
from threadside.events import log
from threadside.ids import new_id
from threadside.linking import health, pace, refresh, tokens
from threadside.linking.client import Client
from threadside.linking.health import Seen
from threadside.linking.means import Means
from threadside.linking.port import Api, Crm, OAuth
from threadside.linking.problems import CrmProblem, NeedsSignIn
from threadside.linking.tokens import Fresh, Held
from threadside.linking.values import Account, Mapped
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import CrmConnection, CrmToken
from threadside.store.uow import Tx

PATIENCE_S = 2.0
"""How long a person's request waits for the CRM's pace; a job does not, it comes again."""


class Connections:
    """Opens linked accounts. One for a process; what it gives is for one thread."""

    def __init__(self, means: Means) -> None:
        self.means = means

    def open(self, connection_id: str, patience_s: float = 0.0) -> Api:
        """Requests to a connection's account; each waits for `patience_s` at most for its turn.

        Raises:
            NotFound: when there is no such connection.
            NeedsSignIn: when its CRM is one that this server does not know (`unknown_crm`).
        """
        with self.means.uow.read() as session:
            linked = session.get(CrmConnection, connection_id)
        if linked is None:
            raise NotFound("connection")
        crm = self.means.crms.get(linked.crm)
        if crm is None:
            raise NeedsSignIn("unknown_crm")
        access = _Linked(self.means, crm, linked, patience_s)
        return Client(crm, access, self.means.transport, self.means.definitions)

    def disconnect(self, workspace_id: str, connection_id: str) -> bool:
        """Remove a connection's tokens here, then revoke them at the CRM; whether it has heard.

        Raises:
            NotFound: when the workspace has no such connection.
        """
        means = self.means
        with means.uow.write() as tx:
            # The token's row is locked first, as everywhere.
            row = tokens.locked(tx, connection_id)
            linked = tx.session.scalar(
                select(CrmConnection)
                .where(
                    CrmConnection.workspace_id == workspace_id, CrmConnection.id == connection_id
                )
                .with_for_update(key_share=True)
            )
            if linked is None:
                raise NotFound("connection")
            secret = _revocable(means, row) if row is not None else None
            _forget(tx, linked)
        crm = means.crms.get(linked.crm)
        if secret is None or crm is None or not isinstance(crm.link, OAuth):
            return False
        try:
            return refresh.exchange_of(means, crm, linked).revoke(*secret)
        except CrmProblem:
            return False


class _Linked:
    """A connection as a client speaks for it (`client.Access`)."""

    def __init__(self, means: Means, crm: Crm, linked: CrmConnection, patience_s: float) -> None:
        self._means = means
        self._crm = crm
        self.id = linked.id
        self._patience_s = patience_s
        self._seen = Seen(linked.state, linked.reason, linked.failed_at, linked.answered_at)
        self.account = linked.account
        self.base_url = linked.base_url
        self.mapping = mapped(linked.mapping)

    def enter(self, cost: int) -> Held:
        held = self._current()
        now = self._means.uow.clock()
        if held.expired(now):
            refresh.renew(self._means, self.id, held)
            held = self._current()
        elif held.due(now):
            refresh.renew_early(self._means, self.id, held)
            held = self._current()
        pace.enter(self._means, self.id, self._crm.windows, cost, self._patience_s)
        return held

    def renew(self, used: Held) -> None:
        refresh.renew(self._means, self.id, used)

    def refused(self, used: Held) -> CrmProblem:
        with self._means.uow.write() as tx:
            tokens.end(tx, self.id, "token_refused", used.generation)
        return NeedsSignIn("token_refused")

    def close(self, seconds: float) -> None:
        with self._means.uow.write() as tx:
            pace.close(tx, self.id, seconds)

    def heard(self, problem: CrmProblem | None) -> None:
        health.note(self._means, self.id, self._seen, problem)

    def _current(self) -> Held:
        with self._means.uow.read() as session:
            linked = session.get(CrmConnection, self.id)
            held = tokens.read(session, self._means.sealer, self.id)
        if linked is None or held is None or linked.state == "disconnected":
            raise NeedsSignIn("disconnected")
        self._seen = Seen(linked.state, linked.reason, linked.failed_at, linked.answered_at)
        if linked.state == "needs_sign_in":
            raise NeedsSignIn(linked.reason or "sign_in_ended")
        self.base_url = linked.base_url
        return held


@dataclass(frozen=True)
class Linking:
    """A link that was made: by whom, to what, where it signs in, and what it was given."""

    workspace_id: str
    member_id: str
    crm: str
    account: Account
    base_url: str
    fresh: Fresh
    region: str = ""
    host: str = ""
    scopes: str = ""


def keep(tx: Tx, means: Means, made: Linking) -> str:
    """Keep a link; gives the connection's id. The same account once more is the same connection,
    with what was mapped; another account is another one."""
    one_at_a_time(tx.session, f"crm {made.workspace_id} {made.crm} {made.account.id}")
    which = (
        CrmConnection.workspace_id == made.workspace_id,
        CrmConnection.crm == made.crm,
        CrmConnection.account == made.account.id,
    )
    known = tx.session.scalar(select(CrmConnection.id).where(*which))
    if known is not None:
        tokens.locked(tx, known)
        linked = tx.session.get_one(CrmConnection, known, with_for_update={"key_share": True})
        linked.version += 1
    else:
        linked = CrmConnection(id=new_id(), workspace_id=made.workspace_id, crm=made.crm)
        linked.account, linked.mapping = made.account.id, {}
        tx.session.add(linked)
    linked.name, linked.base_url = made.account.name[:200], made.base_url
    linked.region, linked.host, linked.scopes = made.region, made.host, made.scopes
    linked.state, linked.reason, linked.retry_at = "live", None, None
    linked.answered_at = linked.linked_at = tx.now
    linked.linked_by = made.member_id
    tx.session.flush()
    tokens.keep(tx, means.sealer, linked.id, made.fresh)
    about = {"connection": linked.id, "crm": made.crm, "account": made.account.id}
    audit.record(tx, made.workspace_id, "crm.linked", about)
    log.emit(tx, made.workspace_id, WorkspaceChanged(what="settings"))
    return linked.id


def mapped(stored: Mapping[str, Any] | None) -> Mapped:
    """A connection's mapping as an adapter is handed it; what is no field of it is left out."""
    names = {each.name for each in fields(Mapped)}
    given: dict[str, Any] = {k: value for k, value in (stored or {}).items() if k in names}
    for name in ("phones", "shown"):
        given[name] = tuple(given.get(name, ()))
    return Mapped(**given)


def _revocable(means: Means, row: CrmToken) -> tuple[str, str] | None:
    try:
        refresh_token = tokens.refresh_secret(means.sealer, row)
        if refresh_token:
            return refresh_token, "refresh_token"
        return tokens.held(means.sealer, row).secret, "access_token"
    except NeedsSignIn:
        return None


def _forget(tx: Tx, linked: CrmConnection) -> None:
    tx.session.execute(delete(CrmToken).where(CrmToken.connection_id == linked.id))
    linked.state, linked.reason, linked.retry_at = "disconnected", None, None
    linked.hook_sealed = linked.hook_expires_at = None
    linked.version += 1
    tx.session.flush()
    about = {"connection": linked.id, "crm": linked.crm}
    audit.record(tx, linked.workspace_id, "crm.disconnected", about)
    log.emit(tx, linked.workspace_id, WorkspaceChanged(what="settings"))
