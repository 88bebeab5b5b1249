"""Does an inbound text object to being texted at all?

For counting only: how many of a line's or a template's texts annoy somebody. What the person wants
done is for a member to read, and an opt-out is recognised elsewhere (`rules.intents`).

The phrases are of four kinds: the sender is not known, it is to stop, it is called spam, it is
reported or will be (7726 is the carriers' number for reporting unwanted texts). There is no list of
them to go by; carriers count reports, of which a sender never hears.
"""

import re
import unicodedata
from typing import Final

_COMPLAINT: Final = re.compile(
    r"""
    (?: who\ (?:is|are\ you|dis)(?:\ this)?(?:\ number)?$
      | how\ did\ you\ get\ (?:my|this)\ (?:number|phone)
      | (?:don\ t|do\ not|never|stop|quit)\ (?:ever\ )?
        (?:text|contact|messag|harass|spam)(?:e|ing|ming)?\ me\b
      | leave\ me\ alone | take\ me\ off | remove\ me\b
      | (?:lose|delete|remove)\ (?:my|this)\ number
      | (?:this\ is|you\ are|you\ re|is\ this|stop\ the)\ spam\b
      | ^(?:spam|scam)(?:mer)?$
      | \b(?:reported|reporting|report)\ (?:you|this)\b | \b7726\b | \bdo\ not\ call\ list\b
      | \b(?:my\ lawyer|sue\ you|harassment)\b
      | \bi\ never\ (?:signed\ up|subscribed|gave\ you)
    )
    """,
    re.VERBOSE,
)
LONGEST: Final = 300
"""Characters that are looked at. A complaint says so at once, and long texts are no keyword."""


def objects(text: str) -> bool:
    """Whether a text complains about being texted; never raises."""
    letters = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    plain = "".join(char if char.isalnum() else " " for char in letters)
    return _COMPLAINT.search(" ".join(plain.split())) is not None
