"""What somebody agreed to, derived from the lines of the consent ledger of their number.

Nothing is ever overwritten: the same lines, in any order and however often each is given, amount to
the same standing.

Scopes are CTIA's classes of messages, each wider one with the narrower in it: conversational,
informational, marketing (CTIA Messaging Principles and Best Practices, 5.1). A conversation is only
begun by a text of theirs and ends some time after their last. Marketing needs consent in writing
(47 CFR 64.1200(f)(9)); where it was given in another way it covers informational texts. Implied
consent with a date on which it ends is that of Canada's law (CASL section 10(9)-(10)).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

SCOPES: Final = ("conversational", "informational", "marketing")
"""From the narrowest to the widest."""
STRENGTHS: Final = ("implied", "express", "written")
CONVERSATION_HOURS: Final = 72
FROM_THEM: Final = frozenset({"inbound_text", "keyword"})
"""How a conversation comes about: by a text of theirs alone."""


@dataclass(frozen=True)
class LedgerLine:
    """One line of the ledger. `settles` is the id of the line that it answers."""

    id: str
    kind: str
    scope: str
    strength: str | None
    method: str
    at: datetime
    expires_at: datetime | None
    verified: bool
    settles: str | None = None


@dataclass(frozen=True)
class Grant:
    """Consent that holds. `until` is when it ends by itself, `event_id` the line that gave it.

    A conversation that no line tells of, only the time of their last text, has no `event_id`.
    """

    scope: str
    strength: str
    since: datetime
    until: datetime | None
    verified: bool
    event_id: str | None
    method: str


@dataclass(frozen=True)
class Standing:
    """What they agreed to, the widest first, and what they took back.

    With `revoked_at` there are no `scopes`. `marketing_revoked_at`: they want no marketing, the
    rest stays. `disputed_at`: the number was said not to be theirs. `asked_id` is a question of
    ours that they have not answered, `asked_at` when we last asked. `ended_at` is when the last
    consent ended by itself.
    """

    scopes: tuple[Grant, ...] = ()
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    marketing_revoked_at: datetime | None = None
    marketing_revoked_by: str | None = None
    disputed_at: datetime | None = None
    asked_at: datetime | None = None
    asked_id: str | None = None
    ended_at: datetime | None = None


def standing(
    lines: Iterable[LedgerLine],
    *,
    now: datetime,
    last_inbound_at: datetime | None = None,
    conversation_hours: int = CONVERSATION_HOURS,
) -> Standing:
    """Where consent of one number stands at `now`. Lines that are later than `now` do not count.

    `last_inbound_at` is when they last wrote, which a conversation lasts from.
    """
    ledger = sorted(
        {line.id: line for line in lines if line.at <= now}.values(),
        key=lambda line: (line.at, line.id),
    )
    found = _Reading()
    for line in ledger:
        found.read(line)
    return found.standing(now, last_inbound_at, timedelta(hours=conversation_hours))


def covers(found: Standing, scope: str) -> Grant | None:
    """The consent that lets a text of `scope` go, the best proven first; None when none does.

    Raises:
        ValueError: for a word that is no scope.
    """
    least = SCOPES.index(scope)
    fitting = [grant for grant in found.scopes if reach(grant) >= least]
    return min(
        fitting,
        key=lambda grant: (not grant.verified, -STRENGTHS.index(grant.strength), grant.since),
        default=None,
    )


def reach(grant: Grant) -> int:
    """The widest scope that it covers, as a place in `SCOPES`.

    Marketing counts where it was agreed to in writing, or where the law itself implies it for a
    time.
    """
    if grant.scope != "marketing":
        return SCOPES.index(grant.scope)
    in_writing = grant.strength == "written"
    by_law = grant.strength == "implied" and grant.until is not None
    return SCOPES.index("marketing" if in_writing or by_law else "informational")


class _Reading:
    """The ledger as far as it has been read."""

    def __init__(self) -> None:
        self.grants: dict[str, Grant] = {}
        self.revoked: LedgerLine | None = None
        self.no_marketing: LedgerLine | None = None
        self.disputed: LedgerLine | None = None
        self.asked: LedgerLine | None = None
        self.open_question: str | None = None
        self.ended_at: datetime | None = None

    def read(self, line: LedgerLine) -> None:
        match line.kind:
            case "granted" | "confirmed" | "scope_changed":
                self._grant(line)
            case "revoked":
                self._revoke(line)
            case "restored":
                self._restore(line)
            case "expired":
                self._expire(line)
            case "superseded":
                self._end(line)
            case "disputed":
                self.disputed = line
                self.grants.clear()
            case "asked":
                self.asked, self.open_question = line, line.id
            case _:
                pass

    def _grant(self, line: LedgerLine) -> None:
        if line.settles is not None and line.settles == self.open_question:
            self.open_question = None
        if self.revoked is not None or line.scope not in SCOPES:
            return  # what they took back is given again by them alone, with `restored`
        if line.scope == "conversational" and line.method not in FROM_THEM:
            return
        if line.kind == "scope_changed":
            self.grants.clear()
        strength = line.strength if line.strength in STRENGTHS else "implied"
        if line.scope == "marketing" and strength == "written":
            self.no_marketing = None
        self.grants[line.id] = Grant(
            scope=line.scope,
            strength=strength,
            since=line.at,
            until=line.expires_at,
            verified=line.verified,
            event_id=line.id,
            method=line.method,
        )

    def _revoke(self, line: LedgerLine) -> None:
        self.open_question = None
        if line.scope == "marketing":
            self.no_marketing = self.no_marketing or line
        else:
            self.revoked = self.revoked or line

    def _restore(self, line: LedgerLine) -> None:
        if line.scope == "marketing":
            self.no_marketing = None
        else:
            self.revoked = None

    def _expire(self, line: LedgerLine) -> None:
        self.ended_at = line.at
        self._end(line)

    def _end(self, line: LedgerLine) -> None:
        """End the consent it names, or all of its scope."""
        self.grants = {
            key: grant
            for key, grant in self.grants.items()
            if (key != line.settles if line.settles else line.scope not in (grant.scope, "all"))
        }

    def standing(self, now: datetime, heard: datetime | None, lasts: timedelta) -> Standing:
        grants = [self._lasting(grant, heard, lasts) for grant in self.grants.values()]
        if not any(grant.scope == "conversational" for grant in grants):
            grants.extend(self._unwritten(heard, lasts))
        ended = [grant.until for grant in grants if grant.until and grant.until <= now]
        alive = [grant for grant in grants if grant.until is None or grant.until > now]
        alive.sort(key=lambda grant: (-SCOPES.index(grant.scope), grant.since, grant.event_id))
        return Standing(
            scopes=() if self.revoked else tuple(alive),
            revoked_at=self.revoked.at if self.revoked else None,
            revoked_by=self.revoked.id if self.revoked else None,
            marketing_revoked_at=self.no_marketing.at if self.no_marketing else None,
            marketing_revoked_by=self.no_marketing.id if self.no_marketing else None,
            disputed_at=self.disputed.at if self.disputed else None,
            asked_at=self.asked.at if self.asked else None,
            asked_id=self.open_question,
            ended_at=max([*ended, *([self.ended_at] if self.ended_at else [])], default=None),
        )

    def _lasting(self, grant: Grant, heard: datetime | None, lasts: timedelta) -> Grant:
        if grant.scope == "conversational":
            return replace(grant, until=max(grant.since, heard or grant.since) + lasts)
        if grant.scope == "marketing" and self.no_marketing is not None:
            return replace(grant, scope="informational")
        return grant

    def _unwritten(self, heard: datetime | None, lasts: timedelta) -> list[Grant]:
        """The conversation that their last text began, where no line tells of it."""
        if heard is None or (self.disputed is not None and self.disputed.at >= heard):
            return []
        return [
            Grant("conversational", "implied", heard, heard + lasts, True, None, "inbound_text")
        ]
