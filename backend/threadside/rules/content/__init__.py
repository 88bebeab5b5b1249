"""What stands in a text: hints that block, warn or advise, and what the wording carries.

Nothing here reads the sensitive data in a text; `rules.sensitive` does.
"""

from threadside.rules.content.check import check
from threadside.rules.content.copies import (
    SHORT,
    comparable,
    fingerprint,
    mark,
    near_identical,
    similarity,
)
from threadside.rules.content.hint import Hint, Level, Scope, Setting
from threadside.rules.content.identity import (
    carries_identity,
    carries_opt_out_line,
    opt_out_lines,
    with_identity,
)
from threadside.rules.content.lint import lint_template
from threadside.rules.content.phrases import RISKS
from threadside.rules.content.risk import is_promotional

__all__ = [
    "RISKS",
    "SHORT",
    "Hint",
    "Level",
    "Scope",
    "Setting",
    "carries_identity",
    "carries_opt_out_line",
    "check",
    "comparable",
    "fingerprint",
    "is_promotional",
    "lint_template",
    "mark",
    "near_identical",
    "opt_out_lines",
    "similarity",
    "with_identity",
]
