"""Who may ask the made-up CRM: sign-ins, access tokens that end, refresh tokens good for one use.

A refresh token that comes a second time ends the sign-in, as careful CRMs have it (RFC 9700,
4.14.2).
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

REFUSED: Final = (400, {"error": "invalid_grant", "error_description": "This sign-in has ended."})


@dataclass
class Consents:
    """Tokens of one application and one account. Not for two threads at once."""

    lives_s: float
    """By the wall clock; what is told of it is `told_s`."""
    told_s: float
    codes: set[str] = field(default_factory=set)
    access: dict[str, float] = field(default_factory=dict)
    refresh: str = ""
    counts: Counter[str] = field(default_factory=Counter)

    def consent(self) -> str:
        """A person signs in and agrees: the code that their browser brings back."""
        code = str(uuid4())
        self.codes.add(code)
        return code

    def revoke(self) -> None:
        """They agree no more: every token has ended."""
        self.access.clear()
        self.refresh = ""

    def drop(self, token: str) -> None:
        """The CRM takes an access token no more before its time."""
        self.access.pop(token, None)

    def holds(self, token: str) -> bool:
        """Whether an access token is good now."""
        return self.access.get(token, 0.0) > time.monotonic()

    def give(self, form: dict[str, str]) -> tuple[int, Any]:
        """What the token endpoint answers (RFC 6749, 4.1.3 and 6)."""
        kind = form.get("grant_type")
        if kind == "authorization_code":
            if form.get("code") not in self.codes:
                return REFUSED
            self.codes.discard(form["code"])
            self.revoke()
            self.counts["sign_ins"] += 1
        elif not self.refresh or form.get("refresh_token") != self.refresh:
            self.revoke()
            self.counts["refused_refreshes"] += 1
            return REFUSED
        else:
            self.counts["refreshes"] += 1
        made, self.refresh = str(uuid4()), str(uuid4())
        self.access[made] = time.monotonic() + self.lives_s
        told = {"access_token": made, "refresh_token": self.refresh, "token_type": "Bearer"}
        return 200, {**told, "expires_in": int(self.told_s)}
