"""Entries of the audit log in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from threadside.audit.listing import Listed
from threadside.people.cards import display
from threadside.words import say, say_or, table

LONGEST: Final = 300
_SAID: Final = frozenset({"phone", "person"})
"""What stands in the sentence, and so not among the details."""
_WORDED: Final[Mapping[str, str]] = {
    "scope": "consent.scope",
    "problem": "chain",
    "outcome": "console.audit.outcome",
    "policy": "policy",
    "by": "console.audit.by",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What happened in a sentence, and the rest of it by label; `erased` where it is gone."""

    words: str
    details: tuple[tuple[str, str], ...]
    erased: bool


def in_words(row: Listed) -> Told:
    """An entry for somebody to read. A kind without a sentence of its own is named."""
    payload = dict(row.payload or {}) | ({"member": row.member} if row.member else {})
    stem = f"console.audit.kind.{row.entry.kind}"
    own = f"{stem}.{row.entry.actor}"
    words = say_or(
        own if own in table() else stem,
        "console.audit.kind.other",
        who=_actor(row.actor),
        whom=_whom(row),
        kind=row.entry.kind,
    )
    changed = payload.pop("changed", None)
    details = [*_changes(row.entry.kind, changed), *_details(payload)]
    return Told(words, tuple(details), row.payload is None)


def _actor(name: str) -> str:
    return say_or(f"console.audit.actor.{name}", "console.audit.actor.named", name=name)


def _whom(row: Listed) -> str:
    if row.payload is None:
        return say("console.audit.erased_number")
    number = display(row.phone) if row.phone else ""
    if row.person and number:
        return f"{row.person} ({number})"
    return row.person or number or row.member or say("console.audit.somebody")


def _changes(kind: str, changed: Any) -> list[tuple[str, str]]:
    """Settings with what they were and what they are now; of secrets only that they changed."""
    if not isinstance(changed, dict):
        return []
    return [(_setting(kind, name), _change(value)) for name, value in changed.items()]


def _setting(kind: str, name: str) -> str:
    plain = name.replace("_", " ").capitalize()
    key = f"policy.{name}" if kind == "policy.changed" else ""
    return say_or(key, "console.audit.setting", name=plain)


def _change(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        before, after = map(_plain, value)
        return say("console.audit.from_to", before=before, after=after)
    return _plain(value)


def _details(payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (
            say_or(f"console.audit.field.{name}", "console.audit.setting", name=name),
            _said(name, value),
        )
        for name, value in payload.items()
        if name not in _SAID and value not in (None, "", [], {})
    ]


def _said(name: str, value: Any) -> str:
    key = f"{_WORDED.get(name, '')}.{value}"
    if name in _WORDED and key in table() and name != "problem":
        return say(key)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return say("console.yes" if value else "console.no")
    if value in (None, "", [], {}):
        return "–"
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return written if len(written) <= LONGEST else f"{written[:LONGEST]}…"
