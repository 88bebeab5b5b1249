"""May this member text this number from this line now, and why?

One function for what stands above the composer, for the press of Send, for the claim before the
carrier is called, for every machine's text and for an admin's "what if", so they can't disagree.
Only codes leave here; their words are `verdict.<code>.title`, `.detail` and `.admin` in the word
table, filled from the parameters. `sender`, `consent`, `moment` and `wording` hold the rules.
"""

from threadside.rules.verdict.decide import RULES, VERSION, Verdict, failed, verdict
from threadside.rules.verdict.facts import (
    KINDS,
    NUMBER_PROBLEMS,
    Facts,
    HoursOff,
    Kind,
    Limits,
    NumberDoubt,
    Override,
    Pause,
    Revocation,
    Suppression,
    Wording,
)
from threadside.rules.verdict.reason import Evidence, Reason, Remedy

__all__ = [
    "KINDS",
    "NUMBER_PROBLEMS",
    "RULES",
    "VERSION",
    "Evidence",
    "Facts",
    "HoursOff",
    "Kind",
    "Limits",
    "NumberDoubt",
    "Override",
    "Pause",
    "Reason",
    "Remedy",
    "Revocation",
    "Suppression",
    "Verdict",
    "Wording",
    "failed",
    "verdict",
]
