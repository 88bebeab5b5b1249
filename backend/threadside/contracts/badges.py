"""`POST /v1/badges`: what stands beside the numbers that a list shows."""

from typing import Annotated

from pydantic import Field

from threadside.contracts.common import CleanText, Input, Instant, Output
from threadside.contracts.people import MemberRef

MOST_NUMBERS = 100
MOST_COUNTED = 10

ListedNumber = Annotated[CleanText, Field(min_length=1, max_length=64)]


class BadgesQuery(Input):
    """Numbers as a page writes them."""

    numbers: Annotated[list[ListedNumber], Field(min_length=1, max_length=MOST_NUMBERS)]


class Badge(Output):
    """What is known of one number. `person_id` is whom its newest conversation is with."""

    number: str = Field(description="As it was asked")
    person_id: str
    waiting_since: Instant | None = Field(
        description="When the first of the texts came that nobody has answered"
    )
    unread: int = Field(
        description="Texts that this member has not read; counting stops at 10", le=MOST_COUNTED
    )
    owner: MemberRef | None
    opted_out: bool = Field(description="Something stands against texting this number")


class Badges(Output):
    """Nothing stands here for a number that nobody in the workspace has."""

    badges: list[Badge]
