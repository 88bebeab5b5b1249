"""How often signing in may be tried: by address and account together, by each alone; and how often
a public form may be sent, and linked CRMs asked.

Both together stops guessing one account from one place after a few tries; an account alone is
allowed more, so that a stranger elsewhere can't easily lock its owner out.
"""

import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from threadside.errors import Refusal

THROTTLE = "threadside.throttle"
PAIR = RateLimitItemPerMinute(6, 5, namespace="pair")
ACCOUNT = RateLimitItemPerMinute(30, 5, namespace="account")
ADDRESS = RateLimitItemPerMinute(120, 5, namespace="address")

FORM_ADDRESS = RateLimitItemPerMinute(10, 10, namespace="form address")
FORM_WHOLE = RateLimitItemPerMinute(600, 10, namespace="form")

RECORDS = "threadside.records_throttle"
RECORD = RateLimitItemPerMinute(120, namespace="record")
"""Two a second: nobody opens records that fast for a minute."""
PEOPLE = RateLimitItemPerMinute(240, namespace="people")
"""As fast as somebody types, four times a second."""
PEOPLE_IN_CRMS = RateLimitItemPerMinute(60, namespace="people in crms")
"""Searches are what CRMs charge most for (Pipedrive: twenty times a record)."""


class FormThrottle:
    """Counts what visitors send from public forms: by address, and by form."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, address: str, key: str) -> None:
        """Count one answer, before anything of it is kept.

        Raises:
            Refusal: `too_many_answers` (429) with the seconds to wait.
        """
        for limit, name in ((FORM_ADDRESS, address), (FORM_WHOLE, key)):
            if not self._limiter.hit(limit, name):
                wait = seconds_left(self._limiter, limit, (name,))
                raise Refusal(
                    "too_many_answers",
                    status=429,
                    params={"minutes": in_minutes(wait)},
                    extra={"retry_after": wait},
                )


class RecordThrottle:
    """Counts what a member has us look for, here or in linked CRMs, in this process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, member_id: str, limit: RateLimitItem = RECORD) -> None:
        """Count one question, before it is asked.

        Raises:
            Refusal: `too_many_requests` (429) with the seconds to wait.
        """
        if not self._limiter.hit(limit, member_id):
            wait = seconds_left(self._limiter, limit, (member_id,))
            raise Refusal("too_many_requests", status=429, extra={"retry_after": wait})


class SignInThrottle:
    """Counts tries in this process; a success forgets those of its account."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, address: str, account: str) -> None:
        """Count one try, before the password is looked at.

        Raises:
            Refusal: `too_many_tries` (429) with the seconds to wait.
        """
        for limit, keys in self._keys(address, account):
            if not self._limiter.hit(limit, *keys):
                wait = seconds_left(self._limiter, limit, keys)
                raise Refusal(
                    "too_many_tries",
                    status=429,
                    params={"minutes": in_minutes(wait)},
                    extra={"retry_after": wait},
                )

    def count_place(self, address: str) -> None:
        """Count one try that names no account. Raises as `count` does."""
        if not self._limiter.hit(ADDRESS, address):
            wait = seconds_left(self._limiter, ADDRESS, (address,))
            raise Refusal(
                "too_many_tries",
                status=429,
                params={"minutes": in_minutes(wait)},
                extra={"retry_after": wait},
            )

    def forget(self, address: str, account: str) -> None:
        """The password was right."""
        self._limiter.clear(PAIR, address, account)
        self._limiter.clear(ACCOUNT, account)

    def _keys(self, address: str, account: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
        return [(ADDRESS, (address,)), (ACCOUNT, (account,)), (PAIR, (address, account))]


def seconds_left(
    limiter: MovingWindowRateLimiter, limit: RateLimitItem, keys: tuple[str, ...]
) -> int:
    """How long until something may be tried again, at least a second."""
    resets_at = limiter.get_window_stats(limit, *keys).reset_time
    return max(1, math.ceil(resets_at - time.time()))


def in_minutes(seconds: int) -> str:
    """`a minute`, `5 minutes`."""
    minutes = math.ceil(seconds / 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"
