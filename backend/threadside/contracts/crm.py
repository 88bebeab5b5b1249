"""CRM accounts that are linked."""

from typing import Literal

from threadside.contracts.common import CrmName, Id, Instant, Output

ConnectionState = Literal["live", "needs_sign_in", "unavailable", "disconnected"]
"""live: it answers · needs_sign_in: a person has to link it again · unavailable: it failed more
than once, texting goes on with what is known · disconnected: nothing is asked"""


class Connection(Output):
    """A CRM account. `words` say how it stands; `reason` is the code of what went wrong last.

    `account` is the portal, org or host, as records name it.
    """

    id: Id
    crm: CrmName
    crm_name: str
    account: str
    name: str
    state: ConnectionState
    reason: str | None = None
    words: str
    failed_at: Instant | None = None
    answered_at: Instant | None = None
    linked_at: Instant


class Connections(Output):
    """Every CRM account that was linked, the first one first."""

    items: list[Connection]
