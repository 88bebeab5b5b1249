"""What a verdict depends on, as plain values. Moments are aware."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, Protocol

from threadside.rules.consent.standing import Standing
from threadside.rules.hours.quiet import QuietHours

MemberRole = Literal["rep", "lead", "admin", "auditor"]
LineState = Literal["none", "requested", "verifying", "live", "paused"]
Kind = Literal["initiate", "reply", "automation", "confirmation"]
"""initiate: a first text, or one long after · reply: to what they wrote · automation: a machine's
own · confirmation: the one answer to STOP, and the one to HELP."""
Who = Literal["nobody", "admin", "everyone"]

KINDS: Final = ("initiate", "reply", "automation", "confirmation")
NUMBER_PROBLEMS: Final = frozenset(
    {
        "no_number", "empty", "not_a_number", "too_short", "too_long", "short_code", "emergency",
        "ambiguous", "invalid", "alphanumeric", "landline", "premium", "shared_cost", "pager",
        "uan", "voicemail",
    }
)  # fmt: skip
"""Every `number_problem` with words of its own; another one reads as `number_not_textable`."""


class Finding(Protocol):
    """A cap that is reached, as `rules.human_pace` finds it."""

    @property
    def code(self) -> str:
        """Its stable code."""

    @property
    def level(self) -> str:
        """stop, wait or note."""

    @property
    def params(self) -> Mapping[str, str | int]:
        """What fills its words."""

    @property
    def until(self) -> datetime | None:
        """When it is over by itself."""


class Hinted(Protocol):
    """Something about the wording, as `rules.content` finds it."""

    @property
    def code(self) -> str:
        """Its stable code."""

    @property
    def level(self) -> str:
        """block, warn or hint."""

    @property
    def params(self) -> Mapping[str, str | int]:
        """What fills its words."""


class Secret(Protocol):
    """Sensitive data in the text, as `rules.sensitive` finds it; never the value itself."""

    @property
    def type(self) -> str:
        """card, ssn, …"""

    @property
    def action(self) -> str:
        """block or warn."""

    @property
    def rule(self) -> str:
        """The rule that found it."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """What stands against a number: since when, in whose words, told to which line of ours.

    `other_phone` is set where it came from another number of the same person. `carrier`: the
    carrier told us. `member` recorded it, where it was told otherwise than by text.
    """

    at: datetime
    words: str = ""
    line: str = ""
    reason: str = "opt_out"
    other_phone: str | None = None
    carrier: bool = False
    member: str = ""
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class Revocation:
    """A text that a person has to read first: it may be an opt-out, or tell of a wrong number."""

    id: str
    kind: str
    words: str
    at: datetime
    due_at: datetime
    other_phone: str | None = None
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class NumberDoubt:
    """The CRM changed whose the number is: `why` is `number_left`, `name_changed` or
    `other_record`, `was` whose it was, `now` what the CRM `crm` says instead."""

    id: str
    why: str
    at: datetime
    was: str
    now: str = ""
    crm: str = "crm"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the checks say of a text that is to leave, and what was said on this line before.

    `marketing`: it began from a template that was approved as marketing, whatever it reads like.
    `first` is True for the first text from this line to this number, `days_since_opt_out_line`
    None where no text of ours carried such a line, or nobody knows.
    """

    promotional: bool = False
    marketing: bool = False
    first: bool = False
    days_since_opt_out_line: int | None = None
    identifies: bool = True
    opt_out_line: bool = True
    segments: int = 1
    hints: Sequence[Hinted] = ()
    secrets: Sequence[Secret] = ()


@dataclass(frozen=True, slots=True)
class HoursOff:
    """Quiet hours are switched off in this workspace: by whom, when, and why, in their words."""

    by: str
    at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Pause:
    """All sending of the workspace is stopped: by whom, since when, and why, in words."""

    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the workspace decided, as far as a verdict depends on it."""

    without_consent: Literal["ask", "lock", "allow"] = "ask"
    number_doubts: Literal["hold", "warn"] = "hold"
    identity: Literal["off", "warn", "require"] = "require"
    identity_days: int = 30
    warn_segments: int = 3
    max_segments: int = 10
    block_warnings: frozenset[str] = frozenset()
    hours_override: Who = "nobody"
    promotional_override: Who = "everyone"
    sensitive_override: Who = "admin"


@dataclass(frozen=True, slots=True)
class Override:
    """Going past one refusal, and why."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a verdict depends on.

    `member_role` is None where no member acts. `number_problem` is None for a number that can be
    texted, else why not: `no_number`, a `PhoneProblem.code`, or the `note` of a `Phone` that is not
    textable. `line_state` is `none` when there is no line; `line_reason` says in words why it is
    paused; `line_lacks` is what its registration lacks for this number, a `registration.Lack`.
    `unrecorded`: the ledger has no line about them at all. `purpose` names what a machine's text
    is for. `pause` is set while all sending is stopped. `hours` is None only where there is no
    number to go by, or they are `hours_off`. `wording` is None while there is no text. `failed`
    names what could not be worked out.
    """

    member_role: str | None
    now: datetime
    kind: Kind = "initiate"
    purpose: str | None = None
    pause: Pause | None = None
    line_state: str = "live"
    line_reason: str = ""
    line_lacks: str | None = None
    number_problem: str | None = None
    suppressions: Sequence[Suppression] = ()
    erased_opt_out: bool = False
    revocations: Sequence[Revocation] = ()
    doubts: Sequence[NumberDoubt] = ()
    consent: Standing = field(default_factory=Standing)
    unrecorded: bool = False
    last_inbound_at: datetime | None = None
    last_outbound_at: datetime | None = None
    hours: QuietHours | None = None
    hours_off: HoursOff | None = None
    pace: Sequence[Finding] = ()
    wording: Wording | None = None
    limits: Limits = field(default_factory=Limits)
    overrides: Sequence[Override] = ()
    failed: Sequence[str] = ()

    def may(self, who: Who) -> bool:
        """Whether whoever asks is among those whom the policy lets go past a refusal."""
        return who == "everyone" or (who == "admin" and self.member_role == "admin")
