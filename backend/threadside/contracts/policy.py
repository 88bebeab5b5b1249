"""A workspace's policy: what its owners decide, with the defaults that the product ships.

Every default has its reason in `docs/policy.md`. Where a regulation sets a bound, a workspace may
only be stricter.
"""

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from threadside.contracts.common import CleanText, Input, Instant

RiskClass = Literal[
    "sex", "hate", "alcohol", "firearms", "tobacco", "cannabis", "gambling", "loans", "debt",
    "crypto", "get_rich", "lead_resale",
]  # fmt: skip
SHORTEST_REASON: Final = 10
EARLIEST: Final = "08:00"
LATEST: Final = "21:00"
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-4]):[0-5][0-9]$", examples=["08:00"])]

Who = Literal["nobody", "admin", "everyone"]
"""Who may go past a refusal of one kind, with a reason that is kept."""


class HoursEdit(Input):
    """A dated window of one state that replaces the shipped one, with where it comes from."""

    state: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    effective_from: date
    effective_to: date | None = None
    weekday: tuple[Clock, Clock]
    saturday: tuple[Clock, Clock] | None
    sunday: tuple[Clock, Clock] | None
    holidays_closed: bool = False
    source: Annotated[CleanText, Field(min_length=3, max_length=500)]

    @model_validator(mode="after")
    def _within_federal_hours(self) -> Self:
        for span in filter(None, (self.weekday, self.saturday, self.sunday)):
            if not EARLIEST <= span[0] < span[1] <= LATEST:
                raise ValueError(f"hours lie within {EARLIEST} to {LATEST} (47 CFR 64.1200(c)(1))")
        return self


class Policy(Input):
    """What a workspace decided. Times of day are the contact's."""

    brand: Annotated[CleanText, Field(max_length=60)] = ""
    contact_path: Annotated[CleanText, Field(max_length=160)] = ""
    """How to reach a person, for the answer to HELP: a phone, an address, a page."""

    without_consent: Literal["ask", "lock", "allow"] = "ask"
    number_doubts: Literal["hold", "warn"] = "hold"
    """What a number does for which the CRM has another name by now."""
    conversation_hours: Annotated[int, Field(ge=1, le=168)] = 72
    opt_out_confirmation: bool = True
    opt_out_words: Annotated[CleanText, Field(max_length=300)] = ""
    help_words: Annotated[CleanText, Field(max_length=300)] = ""
    consent_request_words: Annotated[CleanText, Field(max_length=300)] = ""

    quiet_hours: Literal["on", "off"] = "on"
    hours_off_acknowledged: Annotated[CleanText, Field(max_length=500)] = ""
    """Why they are off, in the words of who answers for it; shown above every composer."""
    hours_off_by: Annotated[CleanText, Field(max_length=200)] = ""
    hours_off_at: Instant | None = None
    hours_mode: Literal["default", "strict_dual"] = "default"
    hours_unknown_state: Literal["strictest", "federal"] = "strictest"
    reply_minutes: Annotated[int, Field(ge=0, le=60)] = 60
    close_margin_minutes: Annotated[int, Field(ge=0, le=30)] = 2
    hours_edits: Annotated[list[HoursEdit], Field(max_length=200)] = Field(default_factory=list)
    hours_override: Who = "nobody"
    promotional_override: Who = "everyone"
    sensitive_override: Who = "admin"

    identity_days: Annotated[int, Field(ge=1, le=365)] = 30
    identity: Literal["off", "warn", "require"] = "require"
    warn_segments: Annotated[int, Field(ge=1, le=10)] = 3
    max_segments: Annotated[int, Field(ge=1, le=10)] = 10
    link_domains: Annotated[
        list[Annotated[CleanText, Field(max_length=253)]], Field(max_length=100)
    ] = Field(default_factory=list)
    blocked_risks: Annotated[list[RiskClass], Field(max_length=12)] = Field(default_factory=list)
    plain_words: Annotated[
        dict[
            Annotated[CleanText, Field(max_length=60)], Annotated[CleanText, Field(max_length=120)]
        ],
        Field(max_length=200),
    ] = Field(default_factory=dict)
    block_warnings: Annotated[
        list[Literal["iban", "health", "access_code", "passport"]], Field(max_length=4)
    ] = Field(default_factory=list)
    phi_mode: bool = False

    caps: Literal["on", "off"] = "on"
    caps_off_acknowledged: Annotated[CleanText, Field(max_length=500)] = ""
    """Why nobody counts, in the words of who answers for it; shown with every press."""
    line_per_minute: Annotated[int, Field(ge=1, le=60)] = 15
    line_seconds_between: Annotated[int, Field(ge=0, le=60)] = 2
    line_per_day: Annotated[int, Field(ge=1, le=1000)] = 1000
    rep_new_per_hour: Annotated[int, Field(ge=1, le=1000)] = 30
    rep_new_per_day: Annotated[int, Field(ge=1, le=1000)] = 200
    alike_warn: Annotated[int, Field(ge=2, le=1000)] = 10
    alike_stop: Annotated[int, Field(ge=2, le=25)] = 25
    ratio_warn: Annotated[int, Field(ge=1, le=100)] = 3
    ratio_stop: Annotated[int, Field(ge=2, le=10)] = 10
    ratio_from: Annotated[int, Field(ge=10, le=1000)] = 100
    unanswered_day: Annotated[int, Field(ge=1, le=3)] = 3
    unanswered_week: Annotated[int, Field(ge=1, le=20)] = 2
    schedule_days: Annotated[int, Field(ge=1, le=90)] = 30

    four_eyes: Literal["off", "on"] = "off"
    """Whether a template is approved by somebody other than those who wrote it."""

    second_factor: Literal["optional", "admins", "everyone"] = "optional"
    """Who can't sign in by a password alone."""

    retention_days: Annotated[int, Field(ge=365, le=2557)] = 1826
    anchor_email: Annotated[CleanText, Field(max_length=200)] = ""
    read_log: bool = True

    @model_validator(mode="after")
    def _acknowledged(self) -> Self:
        if self.quiet_hours == "off" and len(self.hours_off_acknowledged.strip()) < SHORTEST_REASON:
            raise ValueError("quiet hours are only switched off with a reason in words")
        if self.caps == "off" and len(self.caps_off_acknowledged.strip()) < SHORTEST_REASON:
            raise ValueError("caps are only switched off with a reason in words")
        return self
