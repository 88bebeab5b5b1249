"""Passwords: Argon2id (RFC 9106), bounded in memory, the same time for known and unknown users."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from threadside.errors import Invalid, Refusal
from threadside.rules.passwords import LONGEST, SHORTEST, wrong_with

__all__ = ["LONGEST", "SHORTEST", "Checked", "Passwords", "passwords"]

AT_ONCE = 2
"""Each check takes 64 MiB and a quarter of a second; more at once would be a way to stop us."""
WAIT_S = 10.0

_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$lOTOqhKyp5MfUqJKQwNm1Q$"
    "8IHT9sgTgBrI11s3d/iVVXJeZJH3wt2JsO4xMCVvYIs"
)
"""The hash of nothing anybody knows, checked when there is no such user."""


@dataclass(frozen=True)
class Checked:
    """Whether a password was right, and its hash under today's costs when the old was weaker."""

    right: bool
    better_hash: str | None = None


class Passwords:
    """Hashes and checks, a few at a time."""

    def __init__(self, hasher: PasswordHasher | None = None, at_once: int = AT_ONCE) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.BoundedSemaphore(at_once)

    def hash(self, password: str, about: Sequence[str] = ()) -> str:
        """The hash to keep for a new password of somebody known by `about`: address and name.

        Raises:
            Invalid: `weak_password`, `common_password`, `personal_password` (`rules.passwords`).
            Refusal: `busy` (503) when no turn comes within ten seconds.
        """
        if wrong := wrong_with(password, about):
            raise Invalid(wrong, shortest=SHORTEST, longest=LONGEST)
        return self._in_turn(password, None) or ""

    def check(self, password: str, known: str | None) -> Checked:
        """Compare with the hash of a user, or with nobody's, which takes as long.

        Raises:
            Refusal: `busy` (503) when no turn comes within ten seconds.
        """
        if len(password) > LONGEST:
            return Checked(right=False)
        found = self._in_turn(password, known or _NOBODY)
        if found is None or known is None:
            return Checked(right=False)
        return Checked(right=True, better_hash=found or None)

    def _in_turn(self, password: str, known: str | None) -> str | None:
        if not self._turns.acquire(timeout=WAIT_S):
            raise Refusal("busy", status=503)
        try:
            return self._hasher.hash(password) if known is None else self._verify(password, known)
        finally:
            self._turns.release()

    def _verify(self, password: str, known: str) -> str | None:
        """None when wrong, a better hash when the costs have risen, else an empty text."""
        try:
            self._hasher.verify(known, password)
        except (Argon2Error, InvalidHashError):
            return None
        return self._hasher.hash(password) if self._hasher.check_needs_rehash(known) else ""


passwords = Passwords()
"""The process's own: the bound on memory holds for the whole process."""
