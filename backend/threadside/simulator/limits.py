"""The limits a carrier holds a business to, as they are configured; all are off by default.

Sources: Vonage's 30 requests a second for an account (support article 203993598); 10DLC: a
campaign's throughput in segments a minute (AT&T) and a brand's cap for a day (T-Mobile), which
ends at midnight, Pacific time.
"""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from threadside.simulator.fields import Number


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("a time zone like America/Los_Angeles is needed") from error
    return name


When = Literal["refuse", "reject", "queue"]
"""What becomes of a message over a limit: `refuse` is 429 at once and nothing accepted; `reject`
is accepted and rejected a moment later; `queue` is accepted and carried when there is room."""


class Campaign(BaseModel):
    """A 10DLC campaign. A line belongs to the first campaign that names it, or names no line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    lines: tuple[Number, ...] = ()
    segments_per_minute: float | None = Field(default=None, gt=0)
    brand: str | None = None
    over: When = "refuse"


class Brand(BaseModel):
    """A 10DLC brand: the segments all its campaigns may send in one day of `reset_zone`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    segments_per_day: int = Field(gt=0)
    reset_zone: Annotated[str, AfterValidator(_known_zone)] = "America/Los_Angeles"
    over: Literal["refuse", "reject"] = "reject"


class Limits(BaseModel):
    """Limits in force. A limit that is None does not exist."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests_per_s: float | None = Field(default=None, gt=0)
    """Of the account, whatever the requests say. Vonage's own figure is 30."""
    number_per_s: float | None = Field(default=None, gt=0)
    """Of each sending number."""
    number_counts: Literal["segments", "messages"] = "segments"
    number_over: When = "refuse"
    campaigns: tuple[Campaign, ...] = ()
    brands: tuple[Brand, ...] = ()
    retry_after: bool = True
    """Whether 429 says when there is room again."""

    def campaign_of(self, line: str) -> Campaign | None:
        """The campaign a line sends under, if any."""
        return next(
            (one for one in self.campaigns if not one.lines or line in one.lines),
            None,
        )

    def brand_of(self, campaign: Campaign | None) -> Brand | None:
        """The brand behind a campaign, if its cap is known."""
        wanted = campaign.brand if campaign else None
        return next((one for one in self.brands if one.id == wanted), None)
