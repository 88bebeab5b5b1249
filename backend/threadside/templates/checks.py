"""What stands in a wording, before anybody approves it: hints, lengths, fields, addresses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from threadside.contracts.policy import Policy
from threadside.errors import Invalid, Refusal
from threadside.rules import locks, segments
from threadside.rules.content import Hint, Scope, Setting, lint_template
from threadside.rules.content import links as addresses
from threadside.rules.content.folded import fold
from threadside.rules.locks import Slot
from threadside.rules.templates import Field, parse
from threadside.store.tables import CrmConnection, PolicyVersion, Workspace
from threadside.templates.catalog import FIELDS
from threadside.templates.content import LONGEST_BODY, Content
from threadside.verdict import policy as policies
from threadside.words import say

_PLAUSIBLE: Final[Mapping[str, tuple[str, str]]] = {
    "name": ("Bo Li", "Maria-Fernanda Gutierrez Castellanos"),
    "first_name": ("Bo", "Maria-Fernanda"),
    "company": ("3M", "Rocky Mountain Heating & Cooling Services LLC"),
    "rep.name": ("Al Wu", "Christopher Montgomery-Jones"),
    "rep.first_name": ("Al", "Christopher"),
}
_OF_CRM: Final = ("1", "x" * 40)
"""What another system's field may hold; nobody knows how long that is."""


@dataclass(frozen=True)
class Size:
    """Characters, and the segments that they cost."""

    characters: int
    segments: int


@dataclass(frozen=True)
class FieldUse:
    """A merge field where it stands. `known`: something fills it here."""

    name: str
    fallback: str | None
    known: bool


@dataclass(frozen=True)
class Checked:
    """What is to be said of a wording. Sizes are those with the shortest and the longest plausible
    values; `encoding` is that of the longest; `unicode_chars` the characters of the text itself
    that force ucs2; `domains` where its links lead."""

    hints: tuple[Hint, ...]
    encoding: str
    unicode_chars: tuple[str, ...]
    shortest: Size
    longest: Size
    fields: tuple[FieldUse, ...]
    domains: tuple[str, ...]

    @property
    def unknown_fields(self) -> tuple[str, ...]:
        """The fields that nothing fills and that have no fallback: nobody could send the text as
        it stands."""
        names = (each.name for each in self.fields if not each.known and each.fallback is None)
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class Ground:
    """What the wordings of a workspace are judged by: its policy and name, and the merge fields
    that are filled there."""

    policy: Policy
    workspace: str
    known_fields: frozenset[str]


def ground(session: Session, workspace_id: str) -> Ground:
    """It, by two statements, for any number of wordings.

    Raises:
        LookupError: for an unknown workspace.
        ValueError: when the stored policy is not of this release.
    """
    found, workspace = _policy(session, workspace_id)
    return Ground(found, workspace, _of_crms(session, workspace_id).union(FIELDS))


def of(ground: Ground, content: Content) -> Checked:
    """The checks of a wording, of one that is still being typed as well."""
    shortest, longest = (_filled(content.body, ground.workspace, at) for at in (0, 1))
    long = segments.count(longest)
    return Checked(
        hints=lint_template(content.body, _setting(ground.policy, content)),
        encoding=long.encoding,
        unicode_chars=segments.count("".join(_literal(content.body))).unicode_chars,
        shortest=Size(len(shortest), segments.count(shortest).segments),
        longest=Size(len(longest), long.segments),
        fields=tuple(
            FieldUse(part.name, part.fallback, part.name in ground.known_fields)
            for part in parse(content.body)
            if isinstance(part, Field)
        ),
        domains=_domains(content.body, ground.policy),
    )


def require_sendable(session: Session, workspace_id: str, content: Content) -> None:
    """Raises:
    Invalid: `bad_template_body` for an empty text.
    Refusal: `template_refused` (422), with what is never to be sent, its code in `hint`.
    """
    if not content.body:
        raise Invalid("bad_template_body", longest=LONGEST_BODY)
    hints = lint_template(content.body, _setting(policy(session, workspace_id), content))
    worst = next((hint for hint in hints if hint.level == "block"), None)
    if worst is not None:
        raise Refusal(
            "template_refused",
            status=422,
            params={
                "name": content.name,
                "why": say(f"content.{worst.code}.detail", **worst.params),
            },
            extra={"hint": worst.code},
        )


def policy(session: Session, workspace_id: str) -> Policy:
    """The policy in force. Raises as `ground` does."""
    return _policy(session, workspace_id)[0]


def _policy(session: Session, workspace_id: str) -> tuple[Policy, str]:
    """It, and what the workspace is called."""
    in_force = and_(
        PolicyVersion.workspace_id == Workspace.id,
        PolicyVersion.version == Workspace.policy_version,
    )
    row = session.execute(
        select(PolicyVersion.body, Workspace.name)
        .select_from(Workspace)
        .outerjoin(PolicyVersion, in_force)
        .where(Workspace.id == workspace_id)
    ).first()
    if row is None:
        raise LookupError(workspace_id)
    return policies.parsed(row.body), row.name


def _setting(found: Policy, content: Content) -> Setting:
    return Setting(
        brand=found.brand,
        link_domains=frozenset(found.link_domains),
        warn_segments=found.warn_segments,
        max_segments=found.max_segments,
        blocked_risks=frozenset(found.blocked_risks),
        plain_words=found.plain_words,
        language=content.language.partition("-")[0],
        scope=cast("Scope", content.purpose),  # every purpose is one
    )


def _of_crms(session: Session, workspace_id: str) -> frozenset[str]:
    """The merge fields that the workspace's CRMs fill."""
    mappings = session.scalars(
        select(CrmConnection.mapping).where(CrmConnection.workspace_id == workspace_id)
    )
    return frozenset(name for each in mappings for name in (each or {}).get("values", {}))


def _filled(body: str, workspace: str, at: int) -> str:
    """The text with the shortest (0) or the longest (1) values that are to be expected."""
    parts = (each.part for each in locks.stretches(body))
    return "".join(
        part if isinstance(part, str) else _values(part, workspace)[at] for part in parts
    )


def _values(field: Field | Slot, workspace: str) -> tuple[str, str]:
    if isinstance(field, Slot):
        known = list(field.choices) or ["1", "x" * field.longest]
        return min(known, key=len), max(known, key=len)
    named = {**_PLAUSIBLE, "workspace.name": (workspace, workspace)}.get(field.name, _OF_CRM)
    known = [*named, *([] if field.fallback is None else [field.fallback])]
    return min(known, key=len), max(known, key=len)


def _literal(body: str) -> Iterator[str]:
    for part in (each.part for each in locks.stretches(body)):
        if isinstance(part, Slot):
            yield " ".join(part.choices)
        else:
            yield part if isinstance(part, str) else part.fallback or ""


def _domains(body: str, found: Policy) -> tuple[str, ...]:
    links = addresses.find(fold(body), frozenset(found.link_domains))
    return tuple(dict.fromkeys(link.host for link in links))
