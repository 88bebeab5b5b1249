"""Everything a text's content is checked for before it is sent, but sensitive data.

The extension checks the same while a text is typed, by `extension/src/sidebar/content/check.ts`;
both read `content.json` and run `shared_schemas/vectors/content.json`.
"""

from threadside.rules import segments
from threadside.rules.content import (
    copies,
    holes,
    identity,
    invitations,
    links,
    risk,
    shouting,
    tone,
)
from threadside.rules.content.folded import Folded, fold
from threadside.rules.content.hint import Hint, Setting, spread


def check(text: str, setting: Setting) -> tuple[Hint, ...]:
    """What is to be said about `text`: what blocks it, then warnings, then hints; never raises.

    An ordinary polite text has none. An empty one is only empty.
    """
    folded = fold(text)
    if holes.is_empty(folded):
        return (Hint("empty", "block"),)
    return spread(
        *_wording(folded, setting),
        *identity.check(folded, setting),
        *copies.check(text, setting),
    )


def _wording(folded: Folded, setting: Setting) -> tuple[Hint | None, ...]:
    found = links.find(folded, setting.link_domains)
    phrases = risk.phrases(folded)
    return (
        holes.check(folded),
        _length(folded.text, setting),
        *links.check(folded, found, setting),
        invitations.check(folded, invitations.find(folded)),
        *risk.check(folded, phrases, setting),
        tone.fancy_font(folded.text),
        shouting.check(folded, found, setting),
        tone.blame(folded, phrases),
        *tone.marks(folded, found),
        tone.questions(folded, found),
        tone.jargon(folded, setting.plain_words),
    )


def _length(text: str, setting: Setting) -> Hint | None:
    count = segments.count(text).segments
    if count > setting.max_segments:
        return Hint("too_long", "block", {"segments": count, "most": setting.max_segments})
    if count > setting.warn_segments:
        return Hint("many_segments", "warn", {"segments": count, "fewer": setting.warn_segments})
    return None
