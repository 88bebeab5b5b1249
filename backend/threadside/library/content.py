"""What is said of a library item: its name, what it shows in words, where it stands."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final, Literal

from threadside.errors import Invalid
from threadside.store.tables import LibraryVersion
from threadside.templates import content as wording
from threadside.templates.content import sort_key

State = Literal["draft", "approved", "retired"]
"""Where an item itself stands; draft: it was never approved."""
OpenState = Literal["draft", "in_review"]

LONGEST_NAME: Final = wording.LONGEST_NAME
LONGEST_FOLDER: Final = wording.LONGEST_FOLDER
LONGEST_ALT: Final = 500
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")

__all__ = ["Content", "OpenState", "State", "cleaned", "named_after", "of_row", "sort_key"]


@dataclass(frozen=True)
class Content:
    """A name to find it by, what it shows for those who can't see it, its folder and tags."""

    name: str
    alt: str = ""
    folder: str = ""
    tags: tuple[str, ...] = ()


def cleaned(content: Content) -> Content:
    """The same as it is kept: trimmed, on one line each, every tag once.

    Raises:
        Invalid: `bad_template_name`, `bad_template_folder`, `bad_template_tags`, `bad_alt`.
    """
    plain = wording.cleaned(
        wording.Content(content.name, "", folder=content.folder, tags=content.tags)
    )
    alt = " ".join("".join(c if _kept(c) else " " for c in content.alt).split())
    if len(alt) > LONGEST_ALT:
        raise Invalid("bad_alt", longest=LONGEST_ALT)
    return Content(plain.name, alt, plain.folder, plain.tags)


def named_after(file_name: str) -> str:
    """What an item is called until somebody names it: `roof_photo-2.JPG` is `roof photo 2`."""
    said = " ".join(re.sub(r"[_-]+", " ", _ENDING.sub("", file_name)).split())
    return said[:LONGEST_NAME].strip() or file_name[:LONGEST_NAME]


def of_row(row: LibraryVersion) -> Content:
    """What a version says."""
    return Content(row.name, row.alt, row.group_name, tuple(row.tags))


def columns(content: Content) -> dict[str, Any]:
    """The same as the columns of a version, with every word that it can be found by, folded."""
    plain = wording.Content(content.name, content.alt, content.folder, content.tags)
    return {
        "name": content.name, "alt": content.alt, "group_name": content.folder,
        "tags": list(content.tags), "search": wording.searchable(plain),
    }  # fmt: skip


def _kept(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs"}
