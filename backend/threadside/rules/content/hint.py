"""What a content check says, and what it must know beside the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

Level = Literal["block", "warn", "hint"]
Scope = Literal["none", "conversational", "informational", "marketing"]
Span = tuple[int, int]

LEVELS: Final[tuple[Level, ...]] = ("block", "warn", "hint")


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing about a text, in the words `content.<code>.title`, `.detail` and `.why`.

    `params` fill those words. `spans` are half-open ranges of code points of the text (UTF-16
    units in the extension). `fix` is the whole text with this one thing mended, where one press
    can mend it.
    """

    code: str
    level: Level
    params: Mapping[str, str | int] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What the workspace's policy and the conversation say.

    `link_domains` hold registered domains without `www.`; a sub-domain of one is registered too.
    `plain_words` map an admin's jargon to plain wording. `days_since_opt_out_line` is None where
    no text of ours carried one or nobody knows. `template` is the filled template that the draft
    began from. `previous` are our last texts to this person, newest first. `copied` counts the
    others who got a wording from anybody here within the last hour, by the first `copies.SHORT`
    characters of its `copies.mark`.
    """

    brand: str = ""
    link_domains: frozenset[str] = frozenset()
    warn_segments: int = 3
    max_segments: int = 10
    blocked_risks: frozenset[str] = frozenset()
    plain_words: Mapping[str, str] = field(default_factory=dict)
    first_to_number: bool = False
    days_since_opt_out_line: int | None = None
    language: str = "en"
    scope: Scope = "informational"
    template: str | None = None
    previous: Sequence[str] = ()
    copied: Mapping[str, int] = field(default_factory=dict)


def spread(*found: Hint | None) -> tuple[Hint, ...]:
    """Those that were found, the gravest first, else in the order given."""
    hints = [hint for hint in found if hint is not None]
    return tuple(sorted(hints, key=lambda hint: LEVELS.index(hint.level)))
