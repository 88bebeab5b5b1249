"""The networks of mobile phones, by the code that receipts carry.

A code is a mobile country code and a network code (ITU-T E.212). One operator has several; those
of the three that carry most US traffic are joined here, others stand for themselves.
"""

from collections.abc import Mapping
from typing import Final

NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("310030", "310170", "310280", "310380", "310410", "310950", "311180",
                     "313100"), "AT&T"),
    **dict.fromkeys(("310120", "310160", "310200", "310210", "310240", "310260", "310310",
                     "310490", "310660", "310800", "311490", "312530"), "T-Mobile"),
    **dict.fromkeys(("310004", "310010", "310012", "310013", "310590", "310890", "311270",
                     "311480", "311481", "311482", "311483", "311484", "311485", "311486",
                     "311487", "311488", "311489"), "Verizon"),
    **dict.fromkeys(("311220", "311580"), "US Cellular"),
    "302220": "Telus",
    "302610": "Bell",
    "302720": "Rogers",
}  # fmt: skip


def name(code: str) -> str:
    """The operator behind a code; the code itself where it is not known here."""
    return NAMES.get(code, code)
