"""What of a linked CRM is sealed, and where."""

from functools import partial
from typing import Final

from threadside.linking.problems import NeedsSignIn
from threadside.sealing import SealBroken, Sealer
from threadside.store.sealed import SealedColumn
from threadside.store.tables import CrmApp, CrmConnection, CrmLinking, CrmToken

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


SEALED: Final = (
    SealedColumn(CrmToken.access_sealed, partial(place, ACCESS)),
    SealedColumn(CrmToken.refresh_sealed, partial(place, REFRESH)),
    SealedColumn(
        CrmApp.client_secret_sealed, lambda workspace, crm: place(APP, app_row(workspace, crm))
    ),
    SealedColumn(CrmConnection.hook_sealed, partial(place, HOOK)),
    SealedColumn(CrmLinking.verifier_sealed, partial(place, VERIFIER)),
)
"""Every sealed column of linked CRMs."""
