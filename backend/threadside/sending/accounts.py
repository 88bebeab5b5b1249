"""From an account's row to a carrier that can speak for it. Secrets are opened here alone."""

import threading
import time
from collections.abc import Callable, Mapping

from sqlalchemy import select

from threadside.sealing import Sealer
from threadside.sending.port import AccountAccess, Carrier
from threadside.store.tables import CarrierAccount
from threadside.store.uow import Tx, UnitOfWork

REMEMBERED_S = 30.0
Open = Callable[[AccountAccess], Carrier]


def seal_place(column: str, account_id: str) -> str:
    """What a sealed column of an account is bound to."""
    return f"carrier_account.{column}:{account_id}"


def add(tx: Tx, sealer: Sealer, workspace_id: str, carrier: str, access: AccountAccess) -> None:
    """Keep an account of a workspace, its secrets sealed."""
    tx.session.add(
        CarrierAccount(
            id=access.id,
            workspace_id=workspace_id,
            carrier=carrier,
            api_host=access.api_host,
            api_key=access.api_key,
            application_id=access.application_id,
            private_key_sealed=sealer.seal(
                access.private_key, seal_place("private_key", access.id)
            ),
            signature_secret_sealed=sealer.seal(
                access.signature_secret, seal_place("signature_secret", access.id)
            ),
            created_at=tx.now,
        )
    )
    tx.session.flush()


class CarrierAccounts:
    """Carriers by account, made once per thread: an adapter's HTTP session is not shared."""

    def __init__(self, uow: UnitOfWork, sealer: Sealer, carriers: Mapping[str, Open]) -> None:
        self._uow = uow
        self._sealer = sealer
        self._carriers = dict(carriers)
        self._local = threading.local()
        self._known: dict[tuple[str, str], tuple[float, AccountAccess]] = {}

    def carrier(self, account_id: str) -> Carrier:
        """The carrier for an account of ours.

        Raises:
            LookupError: when there is no such account.
        """
        opened: dict[str, Carrier] = self._local.__dict__.setdefault("opened", {})
        if account_id not in opened:
            name, access = self.access(account_id)
            opened[account_id] = self._carriers[name](access)
        return opened[account_id]

    def access(self, account_id: str) -> tuple[str, AccountAccess]:
        """The carrier's name and the opened access of an account."""
        with self._uow.read() as session:
            row = session.scalar(select(CarrierAccount).where(CarrierAccount.id == account_id))
        if row is None:
            raise LookupError(f"no carrier account {account_id}")
        return row.carrier, self._opened(row)

    def by_api_key(self, carrier: str, api_key: str) -> AccountAccess | None:
        """The account that a webhook's `api_key` names, or None; remembered for half a minute."""
        known = self._known.get((carrier, api_key))
        if known is not None and known[0] > time.monotonic():
            return known[1]
        with self._uow.read() as session:
            row = session.scalar(
                select(CarrierAccount).where(
                    CarrierAccount.carrier == carrier, CarrierAccount.api_key == api_key
                )
            )
        if row is None:
            return None
        access = self._opened(row)
        self._known[carrier, api_key] = (time.monotonic() + REMEMBERED_S, access)
        return access

    def _opened(self, row: CarrierAccount) -> AccountAccess:
        return AccountAccess(
            id=row.id,
            api_host=row.api_host,
            api_key=row.api_key,
            application_id=row.application_id,
            private_key=self._sealer.open(
                row.private_key_sealed, seal_place("private_key", row.id)
            ),
            signature_secret=self._sealer.open(
                row.signature_secret_sealed, seal_place("signature_secret", row.id)
            ),
        )
