"""Getting the next access token, once for all processes.

A refresh token may be good for one use: where two use it, a careful CRM ends the whole sign-in
(RFC 9700, 4.14.2). So one process at a time refreshes, under a lease in the token's row, and the
others wait and read again. What the CRM gave is committed before anybody signs with it.

Between the CRM's answer and that commit there is a moment in which a crash loses the new refresh
token. Where refresh tokens are good for one use the next attempt is then refused, and a person has
to sign in again: `refresh_interrupted`. No order of writing can close that gap.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.events import log
from threadside.ids import new_id
from threadside.linking import apps, tokens
from threadside.linking.exchange import Exchange, Grant
from threadside.linking.means import Means
from threadside.linking.port import Crm, OAuth, Region
from threadside.linking.problems import (
    CrmProblem,
    Garbled,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.linking.tokens import Fresh, Held
from threadside.store.tables import CrmConnection, CrmToken
from threadside.store.uow import Tx

LEASE: Final = timedelta(seconds=60)
"""Longer than asking a token endpoint can take, by more than machines' clocks may differ."""
PAUSE: Final = timedelta(seconds=10)
"""Before a token endpoint that failed is asked again."""
STEP_S: Final = 0.1
STEPS: Final = 60
"""How often whoever did not get the lease reads again."""
_FAILED: Final = "!"
"""Begins a lease that nobody holds: the pause after a failure, and its code."""
_CLEAR: Final = "!throttled"
"""A failure after which the refresh token is surely as good as before."""
INTERRUPTED: Final = "refresh_interrupted"


@dataclass(frozen=True)
class _Lease:
    by: str
    generation: int
    refresh: str
    linked: CrmConnection
    interrupted: bool


@dataclass(frozen=True)
class _Taken:
    """Somebody else refreshes, or nobody may just now: `problem` is why."""

    problem: CrmProblem | None


def renew(means: Means, connection_id: str, used: Held) -> Held:
    """A newer secret than the one `used`, which the CRM refused or whose life has ended.

    Raises:
        NeedsSignIn: when there is none to be had; the connection says so from now on.
        Throttled, Unavailable, Garbled: when there is none now.
    """
    for _ in range(STEPS):
        found = _take(means, connection_id, used.generation)
        if isinstance(found, Held):
            return found
        if isinstance(found, _Lease):
            renewed = _refresh(means, found)
            if renewed is not None:
                return renewed
        elif found.problem is not None:
            raise found.problem
        means.wait(STEP_S)
    raise Unavailable("slow")


def renew_early(means: Means, connection_id: str, used: Held) -> Held:
    """A newer secret if one can be had without waiting for others; `used` still holds.

    Raises:
        NeedsSignIn: as `renew`.
    """
    found = _take(means, connection_id, used.generation)
    if isinstance(found, Held):
        return found
    if isinstance(found, _Taken):
        return used
    try:
        return _refresh(means, found) or used
    except (Throttled, Unavailable, Garbled):
        return used


def _take(means: Means, connection_id: str, generation: int) -> Held | _Lease | _Taken:
    with means.uow.write() as tx:
        row = tokens.locked(tx, connection_id)
        if row is None:
            raise NeedsSignIn("disconnected")
        if row.generation != generation:
            return tokens.held(means.sealer, row)
        linked = tx.session.get_one(CrmConnection, connection_id)
        if linked.state == "needs_sign_in":
            raise NeedsSignIn(linked.reason or "sign_in_ended")
        by, until = row.lease_by or "", row.lease_until
        if until is not None and until > tx.now:
            return _Taken(_failed(by, (until - tx.now).total_seconds()))
        refresh = tokens.refresh_secret(means.sealer, row)
        if refresh is None:
            ended = _no_refresh(means, linked)
            tokens.end(tx, connection_id, ended, generation)
        else:
            row.lease_by, row.lease_until = new_id(), tx.now + LEASE
            return _Lease(row.lease_by, generation, refresh, linked, by not in ("", _CLEAR))
    raise NeedsSignIn(ended)


def _failed(by: str, left_s: float) -> CrmProblem | None:
    """Why nobody may refresh just now; None for a lease that somebody holds."""
    if not by.startswith(_FAILED):
        return None
    if by == _CLEAR:
        return Throttled(left_s)
    code = by.removeprefix(_FAILED)
    return Unavailable(code) if code in {"slow", "unreachable", "broken"} else Garbled(code)


def _no_refresh(means: Means, linked: CrmConnection) -> str:
    crm = means.crms.get(linked.crm)
    return "token_refused" if crm is not None and isinstance(crm.link, OAuth) else "key_refused"


def _refresh(means: Means, lease: _Lease) -> Held | None:
    """The new secret, or that of whoever was quicker; None while they are still at it."""
    started = means.uow.clock()
    crm = means.crms.get(lease.linked.crm)
    try:
        if crm is None:
            raise Refused("unknown_crm")
        exchange = exchange_of(means, crm, lease.linked)
        means.at("refreshing")
        grant = exchange.refresh(lease.refresh)
        means.at("refreshed")
    except NeedsSignIn as problem:
        return _refused(means, lease, problem)
    except CrmProblem as problem:
        _pause(means, lease, problem)
        raise
    return _kept(means, lease, crm, grant, started)


def exchange_of(means: Means, crm: Crm, linked: CrmConnection) -> Exchange:
    """Where the application of a connection's workspace gets its tokens.

    Raises:
        NeedsSignIn: `app_removed`, when the workspace has none any more; `key_refused` where
            there is nothing to refresh; `key_lost`.
    """
    if not isinstance(crm.link, OAuth):
        raise NeedsSignIn("key_refused")
    with means.uow.read() as session:
        app = apps.find(session, means.sealer, linked.workspace_id, linked.crm)
    if app is None:
        raise NeedsSignIn("app_removed")
    region = region_of(crm.link, linked.region)
    return Exchange(means.transport, crm.link, region, linked.host, app)


def region_of(oauth: OAuth, code: str) -> Region:
    """The place to sign in of that code, else a CRM's first."""
    return next((each for each in oauth.regions if each.code == code), oauth.regions[0])


def _refused(means: Means, lease: _Lease, problem: NeedsSignIn) -> Held | None:
    """`invalid_grant` is read once more: somebody else may have been quicker."""
    reason = problem.code
    if lease.interrupted and reason == "sign_in_ended":
        reason = INTERRUPTED
    with means.uow.write() as tx:
        row = tokens.locked(tx, lease.linked.id)
        if row is None:
            raise NeedsSignIn("disconnected")
        if row.generation != lease.generation:
            return tokens.held(means.sealer, row)
        if _others(row, lease, tx.now):
            return None
        tokens.end(tx, lease.linked.id, reason, lease.generation)
    raise NeedsSignIn(reason, problem.detail)


def _others(row: CrmToken, lease: _Lease, now: datetime) -> bool:
    until = row.lease_until
    return row.lease_by != lease.by and until is not None and until > now


def _pause(means: Means, lease: _Lease, problem: CrmProblem) -> None:
    wait = PAUSE
    if isinstance(problem, Throttled):
        wait = timedelta(seconds=max(1.0, min(problem.retry_after_s, 3600.0)))
    with means.uow.write() as tx:
        row = tokens.locked(tx, lease.linked.id)
        if row is not None and row.lease_by == lease.by:
            row.lease_by, row.lease_until = f"{_FAILED}{problem.code}", tx.now + wait


def _kept(means: Means, lease: _Lease, crm: Crm, grant: Grant, started: datetime) -> Held:
    connection_id = lease.linked.id
    fresh = Fresh(grant.access, grant.refresh, started, grant.lives_s)
    with means.uow.write() as tx:
        row = tokens.locked(tx, connection_id)
        if row is None:
            raise NeedsSignIn("disconnected")
        if row.generation != lease.generation:
            return tokens.held(means.sealer, row)
        kept = tokens.keep(tx, means.sealer, connection_id, fresh)
        _move(tx, connection_id, crm, grant)
    return kept


def _move(tx: Tx, connection_id: str, crm: Crm, grant: Grant) -> None:
    """Take the address that the CRM's answer names, where the adapter finds it to be its own."""
    linked = tx.session.scalars(
        select(CrmConnection)
        .where(CrmConnection.id == connection_id)
        .with_for_update(key_share=True)
    ).one()
    assert isinstance(crm.link, OAuth)  # noqa: S101 - or nothing was refreshed
    try:
        base = crm.base_url(region_of(crm.link, linked.region), grant.answer, linked.host)
    except CrmProblem:
        return
    base = base.rstrip("/")
    if base and base != linked.base_url:
        linked.base_url = base
        about = {"connection": connection_id, "crm": linked.crm}
        audit.record(tx, linked.workspace_id, "crm.address_changed", about)
        log.emit(tx, linked.workspace_id, WorkspaceChanged(what="settings"))
