"""Pictures and files that are approved for texts."""

from typing import Annotated

from pydantic import Field

from threadside.contracts.common import CleanText, Input, Output
from threadside.contracts.timeline import MediaItem


class LibraryQuery(Input):
    """What to look for, and where to go on."""

    search: Annotated[CleanText, Field(max_length=100)] = Field(
        "", description="Words of name, description, folder or tags, in whole or in part"
    )
    folder: Annotated[CleanText, Field(max_length=80)] | None = None
    after: Annotated[CleanText, Field(max_length=400)] = Field(
        "", description="`next_cursor` of the page before"
    )
    limit: Annotated[int, Field(ge=1, le=100)] = 40


class LibraryItem(Output):
    """An approved picture or file. `alt` says what it shows."""

    id: str
    version: int
    name: str
    alt: str
    folder: str
    tags: list[str]
    media: MediaItem = Field(description="Its id goes with a text as that of an upload does")


class Library(Output):
    """A page of them by name. `version` changes whenever any of them does; `recent` are those that
    this member sent last, before the first page of all."""

    version: str
    items: list[LibraryItem]
    recent: list[LibraryItem]
    next_cursor: str | None
