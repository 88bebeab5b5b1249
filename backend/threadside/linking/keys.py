"""Linking a CRM by its address and a key: the second kind of connection.

The secret of such a connection is what was typed into the CRM's one field, or, where it asks for
several, a JSON object of them by name: `Crm.signed` is handed that, `account_of` and `base_url`
the fields themselves.
"""

import json
from collections.abc import Mapping
from typing import Final

from threadside.errors import Invalid, NotFound
from threadside.linking import addresses, connections
from threadside.linking.client import Bare, Client
from threadside.linking.connections import Linking
from threadside.linking.means import Means
from threadside.linking.oauth import Admin
from threadside.linking.port import Key
from threadside.linking.problems import Garbled
from threadside.linking.tokens import Fresh, Held

LONGEST: Final = 4000


def link(means: Means, admin: Admin, crm: str, address: str, typed: Mapping[str, str]) -> str:
    """Link the account at `address` with what an admin `typed`, by the names of the CRM's fields;
    the CRM was asked with it. Gives the connection's id.

    Raises:
        NotFound: when there is no such CRM, or it is linked by signing in.
        Invalid: `bad_crm_address`; `bad_crm_key` when a field is empty or no plain text.
        NeedsSignIn: `token_refused`, when the CRM does not take the key.
        Throttled, Unavailable, Garbled, Refused: what the CRM answered; an address that must not
            be asked is `unreachable`.
    """
    adapter = means.crms.get(crm)
    if adapter is None or not isinstance(adapter.link, Key):
        raise NotFound("crm")
    host = addresses.tidy(address)
    fields = _fields(adapter.link, typed)
    base = adapter.base_url(None, fields, host).rstrip("/")
    means.transport.check(base, own=True)
    secret = secret_of(fields)
    now = means.uow.clock()
    client = Client(adapter, Bare(base, Held(secret, 0, now)), means.transport)
    account = adapter.account_of(client, fields)
    if not account.id:
        raise Garbled("no_account")
    made = Linking(
        workspace_id=admin.workspace_id,
        member_id=admin.member_id,
        crm=adapter.id,
        account=account,
        base_url=base,
        fresh=Fresh(secret, None, now),
        host=host,
    )
    with means.uow.write() as tx:
        return connections.keep(tx, means, made)


def secret_of(fields: Mapping[str, str]) -> str:
    """What `Crm.signed` is handed for these fields."""
    return next(iter(fields.values())) if len(fields) == 1 else json.dumps(dict(fields))


def _fields(link: Key, typed: Mapping[str, str]) -> dict[str, str]:
    found = {each.name: typed.get(each.name, "").strip() for each in link.fields}
    for value in found.values():
        if not value or len(value) > LONGEST or not value.isprintable():
            raise Invalid("bad_crm_key")
    return found
