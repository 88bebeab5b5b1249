"""Linking a CRM by signing in: out to the CRM with a state and a challenge, back with a code.

The way is written down (`crm_linking`): the answer has to come from the admin who set out, within
ten minutes, once (RFC 9700, 4.7; PKCE, RFC 7636).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import delete, select

from threadside.errors import Invalid, NotFound, Refusal
from threadside.linking import addresses, apps, connections, seals
from threadside.linking.client import Bare, Client
from threadside.linking.connections import Linking
from threadside.linking.digests import digest
from threadside.linking.exchange import Exchange, Grant
from threadside.linking.means import Means
from threadside.linking.port import Crm, OAuth, Region
from threadside.linking.problems import CrmProblem, Garbled
from threadside.linking.refresh import region_of
from threadside.linking.tokens import Fresh, Held
from threadside.linking.values import Account
from threadside.store.tables import CrmLinking
from threadside.store.uow import Tx

ON_THE_WAY: Final = timedelta(minutes=10)
CALLBACK: Final = "/console/crm/callback"
"""Below the server's public address; what an admin registers with the CRM."""
_OFFLINE: Final = frozenset({"offline_access", "refresh_token"})
"""Scopes that ask for a refresh token (OpenID Connect Core, 11; Salesforce). Whether one came is
seen by itself; CRMs do not repeat them reliably."""


@dataclass(frozen=True)
class Admin:
    """Who links."""

    workspace_id: str
    member_id: str


@dataclass(frozen=True)
class _Way:
    crm: Crm
    oauth: OAuth
    region: Region
    host: str
    verifier: str


def begin(
    means: Means,
    admin: Admin,
    crm: str,
    redirect_uri: str,
    *,
    region: str = "",
    host: str = "",
) -> str:
    """Where to send an admin's browser so that they sign in to a CRM and consent.

    `region` is one of the CRM's; `host` is their own, where it asks for one (`needs_host`).

    Raises:
        NotFound: when there is no such CRM, or it is linked by a key.
        Invalid: `bad_choice` for a region it does not have, `bad_crm_address`.
        Refusal: `no_crm_app` (409) before an application is kept (`apps.keep`).
        NeedsSignIn: `key_lost`.
    """
    adapter, link = _signed_in_to(means, crm)
    if region and region not in {each.code for each in link.regions}:
        raise Invalid("bad_choice")
    place = region_of(link, region)
    if link.needs_host or "{host}" in place.authorize:
        host = urlsplit(addresses.tidy(host)).netloc
    state = secrets.token_urlsafe(32)
    verifier = secrets.token_urlsafe(48) if link.pkce else ""
    key = digest(state)
    with means.uow.write() as tx:
        app = apps.find(tx.session, means.sealer, admin.workspace_id, adapter.id)
        if app is None:
            raise Refusal("no_crm_app")
        tx.session.execute(delete(CrmLinking).where(CrmLinking.expires_at < tx.now))
        tx.session.add(
            CrmLinking(
                state_hash=key,
                workspace_id=admin.workspace_id,
                member_id=admin.member_id,
                crm=adapter.id,
                region=place.code,
                host=host,
                verifier_sealed=means.sealer.seal(verifier, seals.place(seals.VERIFIER, key)),
                expires_at=tx.now + ON_THE_WAY,
            )
        )
    exchange = Exchange(means.transport, link, place, host, app)
    return exchange.address(redirect_uri, state, verifier)


def finish(means: Means, admin: Admin, answer: Mapping[str, str], redirect_uri: str) -> str:
    """Link the account that an admin came back from; `answer` is the callback's query. Gives the
    connection's id.

    Raises:
        Refusal: 409 `crm_link_stale` for a state that is unknown, used, too old or somebody
            else's; `crm_link_denied` when they did not consent; `crm_link_failed` when the CRM
            says another error or no code; `crm_scope_missing` with `scopes`;
            `crm_no_refresh_token`.
        NeedsSignIn, Throttled, Unavailable, Garbled, Refused: what the CRM answered.
    """
    way = _arrived(means, admin, answer.get("state", ""), answer.get("location", ""))
    if answer.get("error"):
        denied = answer["error"] == "access_denied"
        raise Refusal("crm_link_denied" if denied else "crm_link_failed")
    code = answer.get("code", "")
    if not code:
        raise Refusal("crm_link_failed")
    with means.uow.read() as session:
        app = apps.find(session, means.sealer, admin.workspace_id, way.crm.id)
    if app is None:
        raise Refusal("no_crm_app")
    exchange = Exchange(means.transport, way.oauth, way.region, way.host, app)
    started = means.uow.clock()
    grant = exchange.code(code, way.verifier, redirect_uri)
    try:
        _require_enough(way.oauth, grant, way.host)
        fresh = Fresh(grant.access, grant.refresh, started, grant.lives_s)
        base, account = _proven(means, way, grant, fresh)
    except (Refusal, CrmProblem):
        hint = "refresh_token" if grant.refresh else "access_token"
        exchange.revoke(grant.refresh or grant.access, hint)
        raise
    made = Linking(
        workspace_id=admin.workspace_id,
        member_id=admin.member_id,
        crm=way.crm.id,
        account=account,
        base_url=base,
        fresh=fresh,
        region=way.region.code,
        host=way.host,
        scopes=" ".join(sorted(grant.scopes or {each.name for each in way.oauth.scopes})),
    )
    with means.uow.write() as tx:
        return connections.keep(tx, means, made)


def _signed_in_to(means: Means, crm: str) -> tuple[Crm, OAuth]:
    adapter = means.crms.get(crm)
    if adapter is None or not isinstance(adapter.link, OAuth):
        raise NotFound("crm")
    return adapter, adapter.link


def _arrived(means: Means, admin: Admin, state: str, location: str) -> _Way:
    """The way that an answer ends, which it does whatever it says."""
    key = digest(state)
    with means.uow.write() as tx:
        row = _of(tx, admin, key)
    if row is None or row.expires_at <= means.uow.clock():
        raise Refusal("crm_link_stale")
    adapter, link = _signed_in_to(means, row.crm)
    # A CRM with several places may say by its answer in which of them the account is (Zoho).
    code = location if location in {each.code for each in link.regions} else row.region
    region = region_of(link, code)
    verifier = seals.opened(means.sealer, row.verifier_sealed, seals.VERIFIER, key)
    return _Way(adapter, link, region, row.host, verifier)


def _of(tx: Tx, admin: Admin, key: str) -> CrmLinking | None:
    """The row of a state, removed; one that another admin set out with stays theirs."""
    row = tx.session.scalar(
        select(CrmLinking)
        .where(
            CrmLinking.state_hash == key,
            CrmLinking.workspace_id == admin.workspace_id,
            CrmLinking.member_id == admin.member_id,
        )
        .with_for_update()
    )
    if row is not None:
        tx.session.expunge(row)
        tx.session.execute(delete(CrmLinking).where(CrmLinking.state_hash == key))
    return row


def _require_enough(link: OAuth, grant: Grant, host: str) -> None:
    asked = {each.name.replace("{host}", host) for each in link.scopes}
    if grant.scopes is not None:
        missing = sorted(asked - _OFFLINE - grant.scopes)
        if missing:
            named = ", ".join(missing)
            raise Refusal("crm_scope_missing", params={"scopes": named}, extra={"scopes": missing})
    if grant.refresh is None and (grant.lives_s is not None or link.rotates or asked & _OFFLINE):
        raise Refusal("crm_no_refresh_token")


def _proven(means: Means, way: _Way, grant: Grant, fresh: Fresh) -> tuple[str, Account]:
    """Where the API answers and whose it is, which it was asked."""
    base = way.crm.base_url(way.region, grant.answer, way.host).rstrip("/")
    means.transport.check(base, own=False)
    held = Held(grant.access, 0, fresh.at, fresh.expires_at)
    bare = Bare(base, held)
    account = way.crm.account_of(Client(way.crm, bare, means.transport), grant.answer)
    if not account.id:
        raise Garbled("no_account")
    return base, account
