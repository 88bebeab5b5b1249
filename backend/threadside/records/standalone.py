"""The verifier that goes with every export: one file that needs Python and nothing else.

It is the product's own code, put together: what checks an export elsewhere is what checks it here.
"""

import inspect
import re
from functools import cache
from typing import Final

from threadside.audit import offline
from threadside.rules import chain, ed25519

PARTS: Final = (ed25519, chain, offline)
_OURS: Final = re.compile(r"^from threadside\..*\n", re.MULTILINE)


@cache
def source() -> str:
    """The text of `verify.py`."""
    parts = "\n\n".join(_OURS.sub("", inspect.getsource(part)).strip() for part in PARTS)
    return f"#!/usr/bin/env python3\n{parts}\n"
