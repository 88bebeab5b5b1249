"""One reason of a verdict: its code, its weight, what it rests on, what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

Weight = Literal["stop", "wait", "note"]
EvidenceKind = Literal[
    "message", "consent", "rule", "local_time", "number", "line", "count", "policy", "text"
]
RemedyCode = Literal[
    "choose_line", "choose_number", "mend_in_crm", "ask_consent", "record_consent", "send_later",
    "override", "settle_revocation", "say_where", "call", "tell_admin", "edit_text", "wait",
    "still_theirs", "not_theirs", "nothing",
]  # fmt: skip
Params = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reason rests on. `about` names its sentence, `verdict.evidence.<about>`."""

    kind: EvidenceKind
    about: str
    params: Params = field(default_factory=dict)
    at: datetime | None = None
    id: str | None = None
    source: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would change the verdict; `at` is when, for a text that goes later."""

    code: RemedyCode
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a stable code, what fills its words (RFC 3339 times as text), its evidence.

    stop: it can't go · wait: it goes at `until`, or when somebody acts · note: changes nothing.
    `variant` picks a sentence where one code has several. `zone` and `place` say for whose clock
    `until` is worded.
    """

    code: str
    weight: Weight = "stop"
    params: Params = field(default_factory=dict)
    evidence: Sequence[Evidence] = ()
    remedies: Sequence[Remedy] = ()
    may_override: bool = False
    variant: str = ""
    until: datetime | None = None
    zone: str | None = None
    place: str | None = None


def remedies(*codes: RemedyCode) -> tuple[Remedy, ...]:
    """Remedies that need no time."""
    return tuple(Remedy(code) for code in codes)


def rfc3339(moment: datetime) -> str:
    """A moment as the words' parameters hold it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
