"""The second thing people prove themselves with: an authenticator app, and codes to recover by.

A code works once: the newest half minute that was used is kept, and only a later one is taken
(RFC 6238, section 5.2). The app's key is sealed; of recovery codes only digests are kept.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, Literal, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from threadside.audit import sign_ins
from threadside.errors import Refusal
from threadside.rules import totp
from threadside.sealing import SealBroken, Sealer
from threadside.store.sealed import SealedColumn
from threadside.store.tables import (
    Member,
    Passkey,
    PolicyVersion,
    RecoveryCode,
    SecondFactor,
    User,
    Workspace,
)
from threadside.store.uow import Tx
from threadside.verdict.policy import parsed
from threadside.workspace.secrets import digest

CODES: Final = 10
_LETTERS: Final = "abcdefghijkmnpqrstuvwxyz23456789"
"""Five bits each, without those that are taken for one another."""
_GROUPS: Final = 4

Used = Literal["app", "recovery"]


@dataclass(frozen=True)
class Standing:
    """What a user has set up: since when, how many recovery codes and passkeys, whether another app
    is being set up; `reset_at` and `reset_by` where somebody took it away and they don't know."""

    since: datetime | None = None
    left: int = 0
    passkeys: int = 0
    begun: bool = False
    reset_at: datetime | None = None
    reset_by: str = ""

    @property
    def on(self) -> bool:
        """Whether signing in asks for a code."""
        return self.since is not None


def _place(what: str, user_id: str) -> str:
    return f"second_factor.{what}:{user_id}"


SEALED: Final = (
    SealedColumn(SecondFactor.key_sealed, partial(_place, "key")),
    SealedColumn(SecondFactor.next_sealed, partial(_place, "next")),
)
"""Every sealed column of second factors."""


def standing(session: Session, user_id: str) -> Standing:
    """What a user has set up."""
    left = (
        select(func.count())
        .where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
        .scalar_subquery()
    )
    keys = select(func.count()).where(Passkey.user_id == user_id).scalar_subquery()
    row = session.execute(
        select(SecondFactor, left.label("left"), keys.label("passkeys"))
        .select_from(User)
        .outerjoin(SecondFactor, SecondFactor.user_id == User.id)
        .where(User.id == user_id)
    ).one()
    kept: SecondFactor | None = row.SecondFactor
    if kept is None:
        return Standing(passkeys=row.passkeys)
    since = kept.added_at if kept.key_sealed else None
    begun = bool(kept.next_sealed)
    return Standing(since, row.left, row.passkeys, begun, kept.reset_at, kept.reset_by)


def required(session: Session, user_id: str) -> bool:
    """Whether a workspace of this user wants a second factor of members in their role."""
    rows = session.execute(
        select(Member.role, PolicyVersion.body)
        .join(Workspace, Workspace.id == Member.workspace_id)
        .join(
            PolicyVersion,
            (PolicyVersion.workspace_id == Workspace.id)
            & (PolicyVersion.version == Workspace.policy_version),
        )
        .where(Member.user_id == user_id, Member.active)
    )
    wanted = ((row.role, parsed(row.body).second_factor) for row in rows)
    return any(who == "everyone" or (who == "admins" and role == "admin") for role, who in wanted)


def begin(tx: Tx, sealer: Sealer, user_id: str) -> None:
    """Make the key of an app that is to be set up; the one before holds until it is confirmed."""
    row = tx.session.get(SecondFactor, user_id)
    if row is None:
        row = SecondFactor(user_id=user_id)
        tx.session.add(row)
    row.next_sealed = sealer.seal(totp.new_key(), _place("next", user_id))


def called_off(tx: Tx, user_id: str) -> None:
    """Set no other app up; what holds goes on."""
    tx.session.execute(
        update(SecondFactor).where(SecondFactor.user_id == user_id).values(next_sealed=None)
    )


def begun_key(session: Session, sealer: Sealer, user_id: str) -> str | None:
    """The key of the app that is being set up, in base32.

    Raises:
        Refusal: `factor_unreadable` (409) when it was sealed with a key that is lost.
    """
    row = session.get(SecondFactor, user_id)
    if row is None or not row.next_sealed:
        return None
    return _opened(sealer, row.next_sealed, "next", user_id)


def confirm(tx: Tx, sealer: Sealer, user_id: str, code: str) -> list[str]:
    """The app shows the right code, so it holds from now on; gives the recovery codes, which are
    not kept.

    Raises:
        Refusal: `nothing_begun` (409), `wrong_factor_code` (422), `factor_unreadable` (409).
    """
    row = _held(tx, user_id)
    if row is None or not row.next_sealed:
        raise Refusal("nothing_begun")
    key = _opened(sealer, row.next_sealed, "next", user_id)
    steps = totp.steps_of(key, code, tx.now)
    if not steps:
        raise Refusal("wrong_factor_code", status=422)
    row.key_sealed = sealer.seal(key, _place("key", user_id))
    row.next_sealed = None
    row.last_step, row.added_at = steps[-1], tx.now
    row.reset_at, row.reset_by = None, ""
    sign_ins.everywhere(tx, user_id, "second_factor.added")
    return _new_codes(tx, user_id)


def check(tx: Tx, sealer: Sealer, user_id: str, code: str) -> Used:
    """A code of the app or a recovery code is used up; says which it was.

    Raises:
        Refusal: `wrong_factor_code` (422), `used_code` (422) for one of the app that was used
            before, `factor_unreadable` (409).
    """
    plain = "".join(code.split()).replace("-", "").lower()
    if len(plain) > totp.DIGITS:
        _use_recovery(tx, user_id, plain)
        return "recovery"
    row = tx.session.get(SecondFactor, user_id)
    if row is None or not row.key_sealed:
        raise Refusal("wrong_factor_code", status=422)
    steps = totp.steps_of(_opened(sealer, row.key_sealed, "key", user_id), plain, tx.now)
    if not steps:
        raise Refusal("wrong_factor_code", status=422)
    using = (
        update(SecondFactor)
        .where(SecondFactor.user_id == user_id, SecondFactor.last_step < steps[-1])
        .values(last_step=steps[-1])
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", tx.session.execute(using)).rowcount != 1:
        raise Refusal("used_code", status=422)
    return "app"


def replace_codes(tx: Tx, sealer: Sealer, user_id: str, code: str) -> list[str]:
    """Ten other recovery codes; those before work no longer. Raises as `check` does."""
    check(tx, sealer, user_id, code)
    sign_ins.everywhere(tx, user_id, "second_factor.codes")
    return _new_codes(tx, user_id)


def remove(tx: Tx, sealer: Sealer, user_id: str, code: str) -> None:
    """The password alone signs in again. Raises as `check` does, and:

    Raises:
        Refusal: `factor_required` (409) where a workspace wants one.
    """
    if required(tx.session, user_id):
        raise Refusal("factor_required")
    check(tx, sealer, user_id, code)
    for table in (RecoveryCode, SecondFactor):
        tx.session.execute(delete(table).where(table.user_id == user_id))
    sign_ins.everywhere(tx, user_id, "second_factor.removed")


def reset(tx: Tx, user_id: str, by: str) -> None:
    """Somebody who may takes a user's app, recovery codes and passkeys away; `by` is their name,
    which the user is told at the next sign-in. Recording it is theirs.

    Raises:
        Refusal: `no_factor` (409) when there is none.
    """
    row = _held(tx, user_id)
    keys = tx.session.scalars(
        delete(Passkey).where(Passkey.user_id == user_id).returning(Passkey.id)
    ).all()
    if not keys and (row is None or not row.key_sealed):
        raise Refusal("no_factor")
    if row is None:
        row = SecondFactor(user_id=user_id)
        tx.session.add(row)
    tx.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    row.key_sealed = row.next_sealed = row.added_at = None
    row.reset_at, row.reset_by = tx.now, by


def told(tx: Tx, user_id: str) -> None:
    """A user has read that somebody took their second factor away."""
    tx.session.execute(
        update(SecondFactor)
        .where(SecondFactor.user_id == user_id)
        .values(reset_at=None, reset_by="")
    )


def _held(tx: Tx, user_id: str) -> SecondFactor | None:
    return tx.session.scalar(
        select(SecondFactor).where(SecondFactor.user_id == user_id).with_for_update()
    )


def _new_codes(tx: Tx, user_id: str) -> list[str]:
    tx.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    made = ["".join(secrets.choice(_LETTERS) for _ in range(4 * _GROUPS)) for _ in range(CODES)]
    tx.session.add_all(RecoveryCode(user_id=user_id, code_hash=digest(code)) for code in made)
    return [_grouped(code) for code in made]


def _grouped(code: str) -> str:
    parts: Sequence[str] = [code[at : at + 4] for at in range(0, len(code), 4)]
    return "-".join(parts)


def _use_recovery(tx: Tx, user_id: str, code: str) -> None:
    using = (
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user_id,
            RecoveryCode.code_hash == digest(code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=tx.now)
    )
    if cast("CursorResult[Any]", tx.session.execute(using)).rowcount != 1:
        raise Refusal("wrong_factor_code", status=422)


def _opened(sealer: Sealer, sealed: str, what: str, user_id: str) -> str:
    try:
        return sealer.open(sealed, _place(what, user_id))
    except SealBroken as error:
        raise Refusal("factor_unreadable") from error
