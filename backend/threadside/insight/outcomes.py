"""In what ways a text can end, as far as counting goes. Pure.

delivered: within an hour after it left · late: delivered, but later · open: no final word ·
failed_<class>: not delivered, by `rules.failures`' classes · opt_out, complaint: not an end of a
text, but what a person answered to it, counted in the hour of the answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from threadside.rules.failures import error_class

PROMPT: Final = timedelta(hours=1)
"""A phone that is on and reachable has a text in seconds; an hour covers short outages."""
NO_RECEIPT_AFTER: Final = timedelta(hours=72)
"""Vonage gives a text up after 72 hours at most (https://developer.vonage.com/en/api/messages,
`ttl`). From then on silence is an outcome."""
DELIVERED, LATE, OPEN = "delivered", "late", "open"
FAILED: Final = "failed_"
OPT_OUT, COMPLAINT = "opt_out", "complaint"
OBJECTIONS: Final = (OPT_OUT, COMPLAINT)
PERSONAL: Final = frozenset({f"{FAILED}permanent", f"{FAILED}opted_out"})
"""Failures that speak of one phone and never of the way to it."""

_NEVER_LEFT: Final = frozenset({"held", "queued", "canceled", "lapsed", "received"})
_NO_WORD_YET: Final = frozenset({"submitting", "submitted", "uncertain"})


@dataclass(frozen=True, order=True)
class Cell:
    """Texts of one kind: by a line, with a template (empty: by hand), to a network (empty: not
    known)."""

    line_id: str
    template_id: str
    network: str


def outcome(
    state: str,
    failure_code: str | None,
    *,
    at: datetime,
    accepted: bool,
    delivered_at: datetime | None,
) -> str | None:
    """How a text of ours ended; None when it never left.

    `accepted` is whether the carrier has given it an id. A text that we ourselves stopped has no
    carrier's reason, or one that the carrier never gave.
    """
    if state in _NEVER_LEFT:
        return None
    if state in _NO_WORD_YET:
        return OPEN
    if state == "delivered":
        return LATE if delivered_at is not None and delivered_at > at + PROMPT else DELIVERED
    kind = error_class(failure_code or "unknown")
    if kind is None or (not accepted and kind in ("opted_out", "expired")):
        return None
    return f"{FAILED}{kind}"


def hour_of(at: datetime) -> datetime:
    """The beginning of the hour, UTC, in which a moment lies."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class Tally:
    """Texts that left, by what became of them; the parts add up to `sent`.

    `waiting` have no final word and still may get one, `silent` will not any more.
    """

    delivered: int = 0
    late: int = 0
    failed: int = 0
    silent: int = 0
    waiting: int = 0
    opt_outs: int = 0
    complaints: int = 0

    @property
    def sent(self) -> int:
        """All that left."""
        return self.arrived + self.failed + self.silent + self.waiting

    @property
    def arrived(self) -> int:
        """All that were delivered, late ones too."""
        return self.delivered + self.late

    @property
    def decided(self) -> int:
        """All of which it is known what became of them."""
        return self.sent - self.waiting

    def share(self, part: int) -> float | None:
        """`part` of those decided; None before there are any."""
        return part / self.decided if self.decided else None


def tally(counted: Iterable[tuple[str, bool, int]]) -> Tally:
    """Add up (outcome, whether its time is over, texts)."""
    sums: dict[str, int] = {}
    for ended, over, texts in counted:
        name = _FIELDS.get(ended) or "failed"
        if ended == OPEN and over:
            name = "silent"
        sums[name] = sums.get(name, 0) + texts
    return Tally(**sums)


_FIELDS: Final[Mapping[str, str]] = {
    DELIVERED: "delivered",
    LATE: "late",
    OPEN: "waiting",
    OPT_OUT: "opt_outs",
    COMPLAINT: "complaints",
}
