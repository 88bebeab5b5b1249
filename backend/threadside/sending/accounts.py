"""From an account's row to a carrier that can speak for it. Secrets are opened here alone."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from sqlalchemy import ColumnElement, select, true

from threadside.sealing import Sealer
from threadside.sending.port import AccountAccess, Carrier, Records
from threadside.store.sealed import SealedColumn
from threadside.store.tables import CarrierAccount, Line
from threadside.store.uow import Tx, UnitOfWork

REMEMBERED_S = 30.0
Open = Callable[[AccountAccess], Carrier]
OpenRecords = Callable[[AccountAccess], Records]


def seal_place(column: str, account_id: str) -> str:
    """What a sealed column of an account is bound to."""
    return f"carrier_account.{column}:{account_id}"


SEALED: Final = tuple(
    SealedColumn(column, partial(seal_place, name))
    for name, column in (
        ("private_key", CarrierAccount.private_key_sealed),
        ("signature_secret", CarrierAccount.signature_secret_sealed),
        ("old_signature_secret", CarrierAccount.old_signature_secret_sealed),
        ("api_secret", CarrierAccount.api_secret_sealed),
    )
)
"""Every sealed column of carriers' accounts."""


def add(tx: Tx, sealer: Sealer, workspace_id: str, carrier: str, access: AccountAccess) -> None:
    """Keep an account of a workspace, its secrets sealed."""
    tx.session.add(
        CarrierAccount(
            id=access.id,
            workspace_id=workspace_id,
            carrier=carrier,
            api=access.api,
            api_host=access.api_host,
            api_key=access.api_key,
            application_id=access.application_id,
            private_key_sealed=sealer.seal(
                access.private_key, seal_place("private_key", access.id)
            ),
            signature_secret_sealed=sealer.seal(
                access.signature_secret, seal_place("signature_secret", access.id)
            ),
            sms_signature=access.sms_signature,
            api_secret_sealed=sealer.seal(access.api_secret, seal_place("api_secret", access.id))
            if access.api_secret
            else None,
            created_at=tx.now,
        )
    )
    tx.session.flush()


def change_secret(tx: Tx, sealer: Sealer, account: CarrierAccount, secret: str) -> None:
    """Take a new secret for webhooks beside the present one, which holds until `end_change`.

    The carrier goes over to the new one at a moment of its own, and signs its retries when it
    likes; a webhook refused in between would be lost. Until then a further change corrects the
    new one: the old one may still be the only secret that the carrier knows.
    """
    if account.old_signature_secret_sealed is None:
        present = sealer.open(
            account.signature_secret_sealed, seal_place("signature_secret", account.id)
        )
        account.old_signature_secret_sealed = sealer.seal(
            present, seal_place("old_signature_secret", account.id)
        )
    account.signature_secret_sealed = sealer.seal(
        secret, seal_place("signature_secret", account.id)
    )
    tx.session.flush()


def end_change(tx: Tx, account: CarrierAccount) -> None:
    """The old secret holds no longer."""
    account.old_signature_secret_sealed = None
    tx.session.flush()


def set_api_secret(tx: Tx, sealer: Sealer, account: CarrierAccount, secret: str) -> None:
    """Keep the account's own secret, or another one in its place."""
    account.api_secret_sealed = sealer.seal(secret, seal_place("api_secret", account.id))
    tx.session.flush()


def set_application(
    tx: Tx, sealer: Sealer, account: CarrierAccount, application_id: str, private_key: str
) -> None:
    """Speak for another application, or with another key of the same one."""
    account.application_id = application_id
    account.private_key_sealed = sealer.seal(private_key, seal_place("private_key", account.id))
    tx.session.flush()


class CarrierAccounts:
    """Carriers by account, made once per thread: an adapter's HTTP session is not shared."""

    def __init__(
        self,
        uow: UnitOfWork,
        sealer: Sealer,
        carriers: Mapping[str, Open],
        records: Mapping[str, OpenRecords],
    ) -> None:
        self._uow = uow
        self._sealer = sealer
        self._carriers = dict(carriers)
        self._records = dict(records)
        self._local = threading.local()
        self._known: dict[tuple[str, str], tuple[float, tuple[AccountAccess, ...]]] = {}

    def carrier(self, account_id: str) -> Carrier:
        """The carrier for an account of ours, made anew once an admin has changed the account.

        Raises:
            LookupError: when there is no such account.
        """
        with self._uow.read() as session:
            version = session.scalar(
                select(CarrierAccount.version).where(CarrierAccount.id == account_id)
            )
        opened: dict[str, tuple[int | None, Carrier]] = self._local.__dict__.setdefault(
            "opened", {}
        )
        known = opened.get(account_id)
        if known is None or known[0] != version:
            name, access = self.access(account_id)
            known = opened[account_id] = version, self._carriers[name](access)
        return known[1]

    def records(self, account_id: str) -> Records | None:
        """What the carrier has on file for an account; None without the secret they ask for.

        Raises:
            LookupError: when there is no such account.
        """
        name, access = self.access(account_id)
        opening = self._records.get(name)
        return opening(access) if opening is not None and access.api_secret else None

    def access(self, account_id: str) -> tuple[str, AccountAccess]:
        """The carrier's name and the opened access of an account."""
        with self._uow.read() as session:
            row = session.scalar(select(CarrierAccount).where(CarrierAccount.id == account_id))
        if row is None:
            raise LookupError(f"no carrier account {account_id}")
        return row.carrier, self._opened(row)

    def by_api_key(
        self, carrier: str, api_key: str, *, fresh: bool = False
    ) -> tuple[AccountAccess, ...]:
        """The account that a webhook's `api_key` names, if any; remembered for half a minute.

        `fresh` looks again: a secret may just have been changed.
        """
        return self._remembered(carrier, api_key, CarrierAccount.api_key == api_key, fresh=fresh)

    def of_carrier(self, carrier: str, *, fresh: bool = False) -> tuple[AccountAccess, ...]:
        """Every account at a carrier, for webhooks that name none; remembered likewise."""
        return self._remembered(carrier, "", true(), fresh=fresh)

    def with_line(self, accounts: Sequence[AccountAccess], phone: str) -> AccountAccess | None:
        """The only one of `accounts` that has the line `phone`."""
        with self._uow.read() as session:
            owners = set(
                session.scalars(
                    select(Line.carrier_account_id).where(
                        Line.phone == phone,
                        Line.carrier_account_id.in_([account.id for account in accounts]),
                    )
                )
            )
        return next((a for a in accounts if a.id in owners), None) if len(owners) == 1 else None

    def _remembered(
        self, carrier: str, name: str, which: ColumnElement[bool], *, fresh: bool
    ) -> tuple[AccountAccess, ...]:
        known = self._known.get((carrier, name))
        if known is not None and known[0] > time.monotonic() and not fresh:
            return known[1]
        with self._uow.read() as session:
            rows = session.scalars(
                select(CarrierAccount).where(CarrierAccount.carrier == carrier, which)
            ).all()
        found = tuple(self._opened(row) for row in rows)
        if found:
            self._known[carrier, name] = (time.monotonic() + REMEMBERED_S, found)
        return found

    def _opened(self, row: CarrierAccount) -> AccountAccess:
        return AccountAccess(
            id=row.id,
            api=row.api,
            api_host=row.api_host,
            api_key=row.api_key,
            application_id=row.application_id,
            private_key=self._sealer.open(
                row.private_key_sealed, seal_place("private_key", row.id)
            ),
            signature_secret=self._sealer.open(
                row.signature_secret_sealed, seal_place("signature_secret", row.id)
            ),
            old_signature_secret=self._sealer.open(
                row.old_signature_secret_sealed, seal_place("old_signature_secret", row.id)
            )
            if row.old_signature_secret_sealed
            else "",
            sms_signature=row.sms_signature,
            api_secret=self._sealer.open(row.api_secret_sealed, seal_place("api_secret", row.id))
            if row.api_secret_sealed
            else "",
        )
