"""Checking a wording before it becomes a template, when every later text would repeat its fault."""

from dataclasses import replace

from threadside.rules import locks
from threadside.rules.content.check import check
from threadside.rules.content.hint import Hint, Setting


def lint_template(body: str, setting: Setting) -> tuple[Hint, ...]:
    """What `check` says of the body with its merge fields and slots filled. A field that can't be
    read as one ("{{first name}}") stays and is a hole. Lengths count a field as long as it
    is written.

    Nothing is said of the conversation, since there is none yet.
    """
    alone = replace(
        setting, first_to_number=False, days_since_opt_out_line=None, template=None,
        previous=(), copied={},
    )  # fmt: skip
    parts = (each.part for each in locks.stretches(body))
    filled = (part if isinstance(part, str) else _sample(part.source) for part in parts)
    hints = check("".join(filled), alone)
    # A mending of the filled text would take the fields out.
    return tuple(replace(hint, fix=None) for hint in hints)


def _sample(source: str) -> str:
    # As long as the field, and a word that no list holds.
    return "a" * len(source)
