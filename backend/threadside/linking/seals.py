"""What of a linked CRM is sealed, where, and sealing it again under the newest key."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select

from threadside.linking.problems import NeedsSignIn
from threadside.sealing import SealBroken, Sealer
from threadside.store.tables import CrmApp, CrmConnection, CrmToken
from threadside.store.uow import Tx

ACCESS: Final = "crm_token.access"
REFRESH: Final = "crm_token.refresh"
APP: Final = "crm_app.client_secret"
VERIFIER: Final = "crm_linking.verifier"
HOOK: Final = "crm_connection.hook"


def place(what: str, row: str) -> str:
    """What a sealed column of a row is bound to: one of the above, and the row's id."""
    return f"{what}:{row}"


def app_row(workspace_id: str, crm: str) -> str:
    """The id of a CRM's application, which has none of its own."""
    return f"{workspace_id}/{crm}"


def opened(sealer: Sealer, sealed: str, what: str, row: str) -> str:
    """The secret of a row.

    Raises:
        NeedsSignIn: `key_lost`, when it was sealed with a key that this server does not have.
    """
    try:
        return sealer.open(sealed, place(what, row))
    except SealBroken as error:
        raise NeedsSignIn("key_lost") from error


def rotate(tx: Tx, sealer: Sealer) -> int:
    """Seal every secret of linked CRMs again, under the ring's newest key; gives how many.

    Raises:
        SealBroken: when the ring does not hold the key that one of them was sealed with.
    """
    count = 0
    for row, column, where in _all(tx):
        sealed = getattr(row, column)
        if sealed is not None:
            setattr(row, column, sealer.seal(sealer.open(sealed, where), where))
            count += 1
    tx.session.flush()
    return count


def _all(tx: Tx) -> Iterator[tuple[CrmApp | CrmToken | CrmConnection, str, str]]:
    """Each sealed value that stays: its row, locked, its column, its place."""
    for token in tx.session.scalars(select(CrmToken).with_for_update(key_share=True)):
        yield token, "access_sealed", place(ACCESS, token.connection_id)
        yield token, "refresh_sealed", place(REFRESH, token.connection_id)
    for app in tx.session.scalars(select(CrmApp).with_for_update(key_share=True)):
        row = app_row(app.workspace_id, app.crm)
        yield app, "client_secret_sealed", place(APP, row)
    for linked in tx.session.scalars(select(CrmConnection).with_for_update(key_share=True)):
        yield linked, "hook_sealed", place(HOOK, linked.id)
