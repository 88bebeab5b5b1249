"""How a wording is shown: its merge fields told apart, filled for somebody, with what is known of
its length and its faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy.orm import Session

from threadside.console.frame import visitor
from threadside.crm import card, finding
from threadside.http.records import lookups
from threadside.rules import locks
from threadside.rules import templates as merging
from threadside.rules.content import Hint
from threadside.rules.locks import Slot
from threadside.runtime import runtime
from threadside.store.tables import Person, Workspace
from threadside.templates import catalog, checks
from threadside.templates.checks import Checked, FieldUse, Ground
from threadside.templates.content import PURPOSES, Content, DraftState
from threadside.words import say, say_or, table

MOST_PEOPLE: Final = 6
LONGEST_SEARCH: Final = 100
TONES: Final[Mapping[str, str]] = {"block": "block", "warn": "warn", "hint": "note"}
LANGUAGES: Final = (
    "en", "es", "fr", "pt", "de", "it", "pl", "ru", "ht", "vi", "zh", "ko", "tl", "ar", "hi",
)  # fmt: skip
"""Offered to whoever writes one: those most spoken at home in the United States, and some of
Europe. Others that a workspace has are offered as well."""


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of a wording: plain words, a merge field, a field that was filled, a hole, or what
    a rep is asked for; and whether it is locked."""

    kind: Literal["words", "field", "unknown", "filled", "hole", "slot"]
    text: str
    fallback: str | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Something to mend or to think of, in words. `tone` is block, warn or note."""

    tone: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Look:
    """A wording as the page beside it shows it. `bits` are it filled for `whom` (empty: for
    nobody real)."""

    bits: tuple[Bit, ...]
    whom: str
    checked: Checked
    told: tuple[Told, ...]
    people: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    nobody: bool = False


def ground(session: Session) -> Ground:
    """What the visitor's wordings are judged by."""
    return checks.ground(session, visitor().workspace_id)


def looked_at(
    session: Session, ground: Ground, content: Content, search: str = "", chosen: str = ""
) -> Look:
    """How `content` would reach the one of the people found by `search` whose id is `chosen`, else
    the first of them; somebody made up without a search. Never fails, whatever is typed."""
    checked = checks.of(ground, content)
    people = _found(session, search)
    ids = [id_ for id_, _ in people]
    meant = chosen if chosen in ids else next(iter(ids), "")
    person = session.get(Person, meant) if meant else None
    values = _values(session, person) if person is not None else samples()
    return Look(
        bits=tuple(filled(content.body, values)),
        whom=person.name if person is not None else "",
        checked=checked,
        told=told(checked),
        people=people,
        chosen=meant,
        nobody=bool(search.strip()) and not people,
    )


def bits(body: str, known: Sequence[FieldUse]) -> list[Bit]:
    """A wording with its merge fields and slots in words."""
    unknown = {use.name for use in known if not use.known and use.fallback is None}
    found: list[Bit] = []
    for each in locks.stretches(body):
        part = each.part
        if isinstance(part, str):
            found.append(Bit("words", part, locked=each.locked))
        elif isinstance(part, Slot):
            found.append(Bit("slot", part.label, " / ".join(part.choices) or None, each.locked))
        else:
            kind: Literal["unknown", "field"] = "unknown" if part.name in unknown else "field"
            found.append(Bit(kind, _said(part), part.fallback, each.locked))
    return found


def filled(body: str, values: Mapping[str, str]) -> list[Bit]:
    """A wording with `values` in its fields; one without a value or a fallback is a hole."""
    found: list[Bit] = []
    for each in locks.stretches(body):
        part = each.part
        if isinstance(part, str):
            found.append(Bit("words", part, locked=each.locked))
        elif isinstance(part, Slot):
            found.append(Bit("slot", part.label, None, each.locked))
        else:
            one = merging.render(part.source, values)
            hole = Bit("hole", _said(part), None, each.locked)
            found.append(hole if one.missing else Bit("filled", one.text, None, each.locked))
    return found


def told(checked: Checked) -> tuple[Told, ...]:
    """What the checks found, the gravest first."""
    hints = [_told(hint) for hint in checked.hints]
    worst = [each for each in hints if each.tone == "block"]
    return (
        *worst,
        *(
            Told(
                "warn",
                say("console.templates.unknown", field=name),
                say("console.templates.unknown_detail"),
            )
            for name in checked.unknown_fields
        ),
        *(each for each in hints if each not in worst),
    )


def _told(hint: Hint) -> Told:
    return Told(
        TONES[hint.level],
        say(f"content.{hint.code}.title", **hint.params),
        say(f"content.{hint.code}.detail", **hint.params),
    )


def field(name: str) -> str:
    """A merge field in words; one of a CRM by its own name."""
    return say_or(f"console.templates.field.{name}", "console.templates.field", name=_plain(name))


def _said(part: merging.Field) -> str:
    """A merge field with how it is written, in words."""
    if not part.format:
        return field(part.name)
    return say(f"console.templates.written_as.{part.format}", field=field(part.name))


def offered() -> list[tuple[str, str]]:
    """The merge fields to choose from: as they are written, with a fallback where a person may
    lack the value, and in words."""
    found = []
    for name in catalog.FIELDS:
        key = f"console.templates.fallback.{name}"
        instead = f"|{say(key)}" if key in table() else ""
        found.append((f"{{{{{name}{instead}}}}}", field(name)))
    return found


def written() -> list[tuple[str, str]]:
    """What else a wording may hold: an example of each, and what it does."""
    examples = {
        "date": "{{visit|date}}",
        "time": "{{visit|time}}",
        "money": "{{amount|money}}",
        "first_name": "{{name|first_name}}",
        "required": "{{visit|date|required}}",
        "or": '{{visit|date|or:"soon"}}',
        "slot": "{{ask: Gate code | up to 8}}",
        "choices": "{{ask: When? | in the morning / at noon}}",
        "lock": "[[Reply STOP to opt out.]]",
    }
    return [(source, say(f"console.templates.formats.{key}")) for key, source in examples.items()]


def samples() -> dict[str, str]:
    """Values of somebody who does not exist, but for those of the visitor and their workspace."""
    first, last, company = (
        say(f"console.templates.sample.{part}") for part in ("first_name", "last_name", "company")
    )
    return catalog.values(
        name=f"{first} {last}",
        first_name=first,
        company=company,
        member_name=visitor().who.name,
        workspace_name=visitor().here.workspace_name,
    )


def language(tag: str) -> str:
    """A language in words, one without words by its tag."""
    return say_or(f"console.templates.language.{tag}", "console.templates.language", tag=tag)


def languages(*others: str) -> list[tuple[str, str]]:
    """The languages to choose from, with those of `others` that are not among the usual ones."""
    tags = dict.fromkeys((*LANGUAGES, *(each for each in others if each and each != "und")))
    return [*((tag, language(tag)) for tag in tags), ("und", language("und"))]


def purposes(none: str = "") -> list[tuple[str, str]]:
    """The purposes with their words, before them `none` for every one."""
    found = [(each, say(f"console.templates.purpose.{each}")) for each in PURPOSES]
    return [("", none), *found] if none else found


def in_use(content: Content, now: datetime) -> str:
    """Whether a wording's time has come: `early`, `over`, or empty within it."""
    if content.effective_from is not None and now < content.effective_from:
        return "early"
    if content.effective_until is not None and now >= content.effective_until:
        return "over"
    return ""


def badges(state: str, draft: DraftState | None, when: str = "") -> list[tuple[str, str]]:
    """Where a template stands, as words and their tone: the template first, then what is open
    beside it. `when` is whether its time has come."""
    if state == "draft":
        waits = draft == "in_review"
        return [(say(f"console.templates.state.{draft or state}"), "wait" if waits else "quiet")]
    tones = {"approved": "go", "suspended": "stop"}
    found = [(say(f"console.templates.state.{state}"), tones.get(state, "quiet"))]
    if state == "approved" and when:
        found = [(say(f"console.templates.state.{when}"), "wait" if when == "early" else "quiet")]
    if draft:
        tone = "wait" if draft == "in_review" else "quiet"
        found.append((say(f"console.templates.change.{draft}"), tone))
    return found


def _found(session: Session, search: str) -> tuple[tuple[str, str], ...]:
    wanted = search.replace("\x00", "").strip()[:LONGEST_SEARCH]
    if not wanted:
        return ()
    workspace = session.get_one(Workspace, visitor().workspace_id)
    found = finding.own(session, workspace.id, workspace.region, wanted).items
    return tuple(
        (each.person, ", ".join(part for part in (each.name, each.company, each.phone) if part))
        for each in found[:MOST_PEOPLE]
        if each.person
    )


def _values(session: Session, person: Person) -> dict[str, str]:
    """What the composer would put in for them, the values of their CRM as well."""
    now = runtime().uow.clock()
    theirs, _ = card.values_of(session, lookups().crms, visitor().workspace_id, person.id, now)
    return theirs | catalog.values(
        name=person.name if person.first_name else "",
        first_name=person.first_name,
        company=person.company,
        member_name=visitor().who.name,
        workspace_name=visitor().here.workspace_name,
    )


def _plain(name: str) -> str:
    return name.replace("_", " ").replace(".", ": ")
