"""What is not a text yet: nothing at all, or a form that nobody filled in."""

import re
from typing import Final

from threadside.rules.content.folded import Folded
from threadside.rules.content.hint import Hint
from threadside.rules.content.phrases import DATA

_GREETINGS: Final = DATA["holes"]["greetings"]
_LABELS: Final = DATA["holes"]["labels"]
_NEAR: Final = "[a-z']{1,15}"
_THEN_NOTHING: Final = r"(?= ?[,.!?:;\n-]|(?![\s\S]))"
_HOLE: Final = re.compile(
    "|".join(
        (
            r"\{\{[^{}\n]{0,80}\}{0,2}|\}\}",
            r"\{ ?[a-z0-9][a-z0-9_. ]{0,40}\}",
            r"<<[^<>\n]{1,40}>>",
            r"\*\|[a-z0-9_:]{1,40}\|\*",
            r"%[a-z][a-z_]{2,30}%",
            rf"[<\[] ?(?:{_NEAR}[ _-]){{0,4}}(?:{_LABELS})(?:[ _-]{_NEAR}){{0,3}} ?[>\]]",
            r"\((?:your |first |last |customer |client )?name\)",
            r"(?<![a-z0-9_./=?&-])(?:first|last|full|customer|client|company|agent|rep)_name(?![a-z0-9_])",
            "_{3,}",
            "lorem ipsum",
            rf"(?<![a-z0-9])(?:{_GREETINGS})(?: (?:mrs?|ms|dr|sra?|mme|m)\.?)? {{1,3}},",
            rf"(?<![a-z0-9])(?:{_GREETINGS}),? (?:null|undefined|none|nan|n/a){_THEN_NOTHING}",
        )
    )
)
# "XXXX 4821" is a number made unreadable on purpose, and "XXXL" a size.
_CROSSES: Final = re.compile(
    r"(?<![A-Za-z0-9*-])(?<![0-9] )(?:X{3,}(?![A-Za-z0-9])(?![ -]?[0-9X*])"
    r"|[Xx]{2}[:/][Xx]{2}(?![A-Za-z0-9])|(?<=[$€£])X{2}(?![A-Za-z0-9]))"
)


def is_empty(folded: Folded) -> bool:
    """Is there nothing to be seen: blanks, line breaks, invisible characters?"""
    return not folded.plain.strip(" \n")


def check(folded: Folded) -> Hint | None:
    """`unfilled_placeholder`, showing the first: `{{…}}`, [NAME], <first name>, XXXX, "Dear ,"."""
    spans = [folded.span(*found.span()) for found in _HOLE.finditer(folded.plain)]
    spans += [found.span() for found in _CROSSES.finditer(folded.text)]
    if not spans:
        return None
    spans.sort()
    start, end = spans[0]
    return Hint("unfilled_placeholder", "block", {"hole": folded.text[start:end]}, tuple(spans))
