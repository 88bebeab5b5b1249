"""What a template holds: whatever a draft may change, and a version keeps for good."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Literal

from threadside.errors import Invalid
from threadside.rules.names import every_word
from threadside.store.tables import TemplateDraft, TemplateVersion
from threadside.store.tables.templates import PURPOSES

Purpose = Literal["conversational", "informational", "marketing"]
"""CTIA's classes of messages (Messaging Principles and Best Practices, 5.1)."""
DraftState = Literal["draft", "in_review"]
State = Literal["draft", "approved", "suspended", "retired"]
"""Where a template itself stands; draft: it was never approved."""

LONGEST_NAME: Final = 120
LONGEST_FOLDER: Final = 80
LONGEST_BODY: Final = 1_600
"""What one text may hold (contracts/timeline.py)."""
MOST_TAGS: Final = 12
LONGEST_TAG: Final = 40
TAGS_APART: Final = "|"
"""What stands between tags in a file, and so in none of them."""
LONGEST_WORDS: Final = 2_000
_LONGEST_SORTED: Final = 200
_TAG: Final = re.compile(r"([a-z]{2,3})(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?((?:-[a-z0-9]{4,8})*)")
_UNSEEN: Final = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]")

__all__ = ["PURPOSES", "Content", "DraftState", "Purpose", "State", "cleaned", "sort_key"]


@dataclass(frozen=True)
class Content:
    """A name to find it by, the folder it stands in, the text with its merge fields.

    `purpose` is what whoever gets it has to have agreed to; `language` a BCP 47 tag, `und` where
    nobody said. It may be used while `effective_from` <= now < `effective_until`.
    """

    name: str
    body: str
    folder: str = ""
    tags: tuple[str, ...] = ()
    purpose: str = "conversational"
    language: str = "en"
    effective_from: datetime | None = None
    effective_until: datetime | None = None


def cleaned(content: Content) -> Content:
    """The same as it is kept: trimmed, line ends of one kind, every tag once, the language as BCP
    47 spells it. A draft's text may still be empty.

    Raises:
        Invalid: `bad_template_name`, `bad_template_body`, `bad_template_folder`,
            `bad_template_tags`, `bad_purpose`, `bad_language`, `bad_effective`.
    """
    name, folder = _one_line(content.name), _one_line(content.folder)
    body = _UNSEEN.sub("", content.body.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("bad_template_name", longest=LONGEST_NAME)
    if len(body) > LONGEST_BODY:
        raise Invalid("bad_template_body", longest=LONGEST_BODY)
    if len(folder) > LONGEST_FOLDER:
        raise Invalid("bad_template_folder", longest=LONGEST_FOLDER)
    if content.purpose not in PURPOSES:
        raise Invalid("bad_purpose")
    begins, ends = content.effective_from, content.effective_until
    if any(moment and not 2000 < moment.year < 2100 for moment in (begins, ends)) or (
        begins is not None and ends is not None and begins >= ends
    ):
        raise Invalid("bad_effective")
    return Content(
        name, body, folder, _tags(content.tags), content.purpose, _language(content.language),
        begins, ends,
    )  # fmt: skip


def sort_key(name: str) -> str:
    """A name as names are compared and sorted: without case, accents and punctuation."""
    return (" ".join(every_word(name)) or name.casefold())[:_LONGEST_SORTED]


def searchable(*contents: Content) -> str:
    """Every word that these can be found by, once, folded."""
    said = (
        text for each in contents for text in (each.name, each.folder, *each.tags, each.body)
    )  # fmt: skip
    return " ".join(dict.fromkeys(word for text in said for word in every_word(text)))


def of_row(row: TemplateDraft | TemplateVersion) -> Content:
    """What a draft or a version holds."""
    return Content(
        row.name, row.body, row.group_name, tuple(row.tags), row.purpose, row.language,
        row.effective_from, row.effective_until,
    )  # fmt: skip


def columns(content: Content) -> dict[str, Any]:
    """The same as the columns that a draft and a version share."""
    values = {**asdict(content), "tags": list(content.tags)}
    values["group_name"] = values.pop("folder")
    return values


def _one_line(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split())


def _tags(tags: Sequence[str]) -> tuple[str, ...]:
    apart = [_one_line(tag) for each in tags for tag in each.split(TAGS_APART)]
    found = {sort_key(tag): tag for tag in reversed(apart) if tag}
    if len(found) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in found.values()):
        raise Invalid("bad_template_tags", most=MOST_TAGS, longest=LONGEST_TAG)
    return tuple(reversed(found.values()))


def _language(tag: str) -> str:
    """A tag in the case that RFC 5646 (2.1.1) recommends.

    Raises:
        Invalid: `bad_language`.
    """
    found = _TAG.fullmatch(tag.strip().replace("_", "-").lower())
    if found is None or len(tag) > 35:
        raise Invalid("bad_language")
    language, script, region, rest = (part or "" for part in found.groups())
    return language + script.title() + region.upper() + rest
