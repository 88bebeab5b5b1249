"""Whether a text that names a template still says what is locked in it, values and slots filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from threadside.errors import Refusal
from threadside.rules import locks
from threadside.rules.content import opt_out_lines
from threadside.rules.locks import Around
from threadside.rules.templates import Field, parse
from threadside.store.tables import TemplateVersion
from threadside.templates import checks
from threadside.words import say

LONGEST_QUOTE: Final = 160


@dataclass(frozen=True)
class Known:
    """What merge fields mean for whoever gets a text: as they are known here, and as the rep saw
    them, which was compared with the CRM at the press (`crm.fresh`)."""

    here: Mapping[str, str]
    shown: Mapping[str, str]

    def of(self, key: str) -> tuple[str, ...]:
        """The values that a field may have."""
        found = (source.get(key, "") for source in (self.here, self.shown))
        return tuple(dict.fromkeys(each for each in found if each))


def asks(body: str) -> bool:
    """Whether there is anything to hold a text to."""
    return locks.has_locks(body) or any(field.required for field in _fields(body))


def require_kept(
    session: Session, workspace_id: str, wording: TemplateVersion, text: str, known: Known
) -> None:
    """Raises:
    Refusal: `template_locked` (409) when the text lacks what is locked, with `locked`: what it
        has to say (`expected`) and what it says (`found`); `template_value_missing` (409) naming
        a `field` that the template requires and nobody knows.
    """
    missing = next(
        (each for each in _fields(wording.body) if each.required and not known.of(each.key)), None
    )
    if missing is not None:
        raise Refusal(
            "template_value_missing",
            params={"name": wording.name, "field": missing.name},
            extra={"field": missing.name},
        )
    if not locks.has_locks(wording.body):
        return
    values = {each.key: known.of(each.key) for each in _fields(wording.body)}
    brand = checks.policy(session, workspace_id).brand.strip()
    around = Around(
        before=(f"{brand}: ",) if brand else (),
        behind=tuple(f"{gap}{line}" for line in opt_out_lines() for gap in (" ", "\n")),
    )
    change = locks.changed(locks.tokens(wording.body, values), text, around)
    if change is not None:
        raise Refusal(
            "template_locked",
            params={
                "name": wording.name,
                "expected": _short(change.expected),
                "found": _short(change.found) or say("template.locked.nothing"),
            },
            extra={"locked": {"expected": change.expected, "found": change.found}},
        )


def _fields(body: str) -> tuple[Field, ...]:
    return tuple(part for part in parse(body) if isinstance(part, Field))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1]}…"
