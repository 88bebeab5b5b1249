"""What a client says of a picture or file that it uploads."""

from typing import Annotated

from pydantic import Field

from threadside.contracts.common import Id, Input


class UploadQuery(Input):
    """Over which line it is to go, and how much room there is for it."""

    line: Id
    room: Annotated[int, Field(ge=1, le=25_000_000)] | None = Field(
        None,
        description="What other media leave of the line's limit, in bytes; pictures shrink to it",
    )
    link: bool = Field(
        False, description="It goes as a link in the text, so the line's limit does not matter"
    )
