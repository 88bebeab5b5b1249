"""The context card: what was last read of the open record, of whoever it means, and how old it is.

It never asks the CRM; one statement, whatever the CRM holds, and one more for a record that was
merged: its link leads to the one that took its place.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache as once
from typing import Any, Final

from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import Session

from threadside.contracts.common import RecordRef
from threadside.contracts.records import ContextCard, ContextField, ContextState, MergeValue
from threadside.crm import facts, mapping, related
from threadside.crm.asking import Crms
from threadside.crm.cache import Heir, heir_of
from threadside.crm.linked import READABLE
from threadside.linking.connections import mapped
from threadside.linking.values import PEOPLE, RemoteRecord
from threadside.rules import languages, merge_formats
from threadside.rules.hours.regions import current_zone
from threadside.rules.merge_formats import Reader
from threadside.store.tables import (
    CrmConnection,
    CrmRecord,
    Person,
    Record,
    RecordPerson,
    Workspace,
)
from threadside.words import say, say_or

FRESH: Final = timedelta(minutes=2)
MOST_ROWS: Final = 20
_PROBLEMS: Final[dict[str, ContextState]] = {
    "needs_sign_in": "needs_sign_in",
    "throttled": "throttled",
    "slow": "slow",
}


@dataclass(frozen=True)
class _Part:
    """A record that was read, with the account it is of."""

    link: CrmConnection
    cached: CrmRecord
    said: RemoteRecord


def load(
    session: Session, crms: Crms, workspace_id: str, ref: RecordRef, *, person_id: str | None,
    now: datetime,
) -> ContextCard:  # fmt: skip
    """The card of a record, with what its CRM says of the person it means."""
    if ref.crm not in crms.known:
        return ContextCard()
    asked = {**ref.model_dump(exclude={"id"}), "remote": ref.id, "workspace": workspace_id}
    rows = session.execute(_rows(), {**asked, "person": person_id or ""}).all()
    own = [row for row in rows if (row[0].crm, row[0].account) == (ref.crm, ref.account)]
    if not own:
        return ContextCard()
    link: CrmConnection = own[0][0]
    key = (ref.type, ref.id)
    cached = next((row[1] for row in own if row[1] is not None and (row[2], row[3]) == key), None)
    state = _state(link, cached, now)
    parts = _parts(rows, cached)
    heir = heir_of(session, workspace_id, ref, cached)
    return ContextCard(
        state=state,
        words=_words(crms, link, cached, state),
        crm_name=crms.name(link.crm),
        fetched_at=cached.fetched_at if cached else None,
        url=_url(parts, cached, heir),
        merged_into=heir.ref if heir else None,
        opted_out=any(part.said.opted_out for part in parts),
        fields=[field for part in parts for field in _fields(part, whole=part.cached is cached)],
        values=_values(crms, parts, _reader(parts, rows[0], now)),
        language=_language(parts) or None,
        related=related.shown(
            [(part.cached, part.said.url) for part in parts if part.said.ref.type in PEOPLE], ref
        ),
    )


def values_of(
    session: Session, crms: Crms, workspace_id: str, person_id: str, now: datetime
) -> tuple[dict[str, str], str]:
    """What merge fields mean for a person whichever record is open, by one statement, and the tag
    of the language that they speak (empty where nobody says)."""
    nowhere = {"crm": "", "account": "", "type": "", "remote": ""}
    asked = {**nowhere, "workspace": workspace_id, "person": person_id}
    rows = session.execute(_rows(), asked).all()
    if not rows:
        return {}, ""
    parts = _parts(rows, None)
    found = _values(crms, parts, _reader(parts, rows[0], now))
    return {each.name: each.value for each in found}, _language(parts)


@once
def _rows() -> Any:
    """Every linked account, with the open record and those that are the person, where it is
    theirs."""
    wanted = (
        select(Record.id.label("id"), literal(0).label("place"))
        .where(
            Record.workspace_id == bindparam("workspace"),
            Record.crm == bindparam("crm"),
            Record.account == bindparam("account"),
            Record.type == bindparam("type"),
            Record.remote_id == bindparam("remote"),
        )
        .union_all(
            select(RecordPerson.record_id, literal(1)).where(
                RecordPerson.person_id == bindparam("person")
            )
        )
        .subquery()
    )
    found = (
        select(Record.id, Record.crm, Record.account, Record.type, Record.remote_id, wanted.c.place)
        .join(wanted, wanted.c.id == Record.id)
        .subquery()
    )
    zone = select(Person.zone).where(
        Person.workspace_id == bindparam("workspace"), Person.id == bindparam("person")
    )
    region = select(Workspace.region).where(Workspace.id == bindparam("workspace"))
    return (
        select(
            CrmConnection,
            CrmRecord,
            found.c.type,
            found.c.remote_id,
            zone.scalar_subquery().label("zone"),
            region.scalar_subquery().label("region"),
        )
        .outerjoin(
            found,
            (found.c.crm == CrmConnection.crm) & (found.c.account == CrmConnection.account),
        )
        .outerjoin(CrmRecord, CrmRecord.record_id == found.c.id)
        .where(
            CrmConnection.workspace_id == bindparam("workspace"),
            CrmConnection.state.in_(READABLE),
        )
        .order_by(found.c.place, CrmConnection.id)
        .limit(MOST_ROWS)
    )


def _parts(rows: Any, cached: CrmRecord | None) -> list[_Part]:
    """The open record first, then the contacts and leads that the person is."""
    parts: dict[str, _Part] = {}
    for link, row, type_, *_ in rows:
        if row is None or row.record_id in parts or row.gone_at is not None:
            continue
        said = facts.from_json(row.facts)
        if said is not None and (row is cached or type_ in PEOPLE):
            parts[row.record_id] = _Part(link, row, said)
    return sorted(parts.values(), key=lambda part: part.cached is not cached)


def _state(link: CrmConnection, cached: CrmRecord | None, now: datetime) -> ContextState:
    if link.state == "needs_sign_in":
        return "needs_sign_in"
    if cached is not None and cached.gone_at is not None:
        return "merged" if cached.merged_into else "gone"
    if cached is not None and cached.problem is not None:
        return _PROBLEMS.get(cached.problem, "unavailable")
    if link.state == "unavailable":
        return "unavailable"
    if cached is None or cached.fetched_at is None:
        return "loading"
    return "stale" if cached.stale or cached.fetched_at < now - FRESH else "fresh"


def _words(crms: Crms, link: CrmConnection, cached: CrmRecord | None, state: ContextState) -> str:
    problem = cached.problem if cached is not None else None
    if state == "unavailable" and problem is not None:
        key = f"crm.problem.{problem}"
        return say_or(key, "crm.context.unavailable", crm=crms.name(link.crm))
    return say(f"crm.context.{state}", crm=crms.name(link.crm))


def _url(parts: list[_Part], cached: CrmRecord | None, heir: Heir | None) -> str | None:
    own = next((part.said.url for part in parts if part.cached is cached), "")
    if own or heir is None or heir.row is None or heir.row.gone_at is not None:
        return own or None
    said = facts.from_json(heir.row.facts)
    return said.url or None if said is not None else None


def _fields(part: _Part, *, whole: bool) -> list[ContextField]:
    said, at = part.said, part.cached.fetched_at
    assert at is not None  # noqa: S101 - it has facts
    owner = (said.owner.name or say("crm.field.former_owner")) if said.owner else ""
    place = ", ".join(each for each in (said.city, said.state, said.country) if each)
    own = [
        ("crm.field.owner", owner), ("crm.field.title", said.title),
        ("crm.field.company", said.company), ("crm.field.address", place),
        ("crm.field.zone", said.zone), ("crm.field.language", said.language),
        ("crm.field.first_name", _goes_by(part)),
    ]  # fmt: skip
    found = [ContextField(label=say(key), value=value, at=at) for key, value in own if value]
    labels = mapping.labels(part.link.mapping)
    for name in mapped(part.link.mapping).shown:
        if said.fields.get(name):
            label = labels.get(name, name)
            found.append(ContextField(label=label, value=said.fields[name], at=at))
    for fact in said.facts if whole else ():
        url = fact.url or None
        found.append(ContextField(label=fact.label, value=fact.value, url=url, at=at))
    return found


def _goes_by(part: _Part) -> str:
    """The name that they prefer, else the CRM's first name; not one that was guessed."""
    said, name = part.said, mapped(part.link.mapping).preferred_name
    if said.ref.type not in PEOPLE:
        return ""
    return (said.fields.get(name, "") if name else "") or said.first_name


def _language(parts: list[_Part]) -> str:
    """The tag of the language that a CRM says they speak; empty where none does."""
    people = (part.said.language for part in parts if part.said.ref.type in PEOPLE)
    return next(filter(None, map(languages.tag_of, people)), "")


def _reader(parts: list[_Part], row: Any, now: datetime) -> Reader:
    """Who reads what is written to them: in their language, by their clock where it is known."""
    told = (part.said.zone for part in parts if part.said.ref.type in PEOPLE)
    zone = row.zone or next(filter(None, map(current_zone, filter(None, told))), "")
    return Reader(_language(parts), zone, row.region, now)


def _values(crms: Crms, parts: list[_Part], reader: Reader) -> list[MergeValue]:
    """What merge fields mean, in every way that a template may ask for it written."""
    found: dict[str, MergeValue] = {}
    for part in parts:
        at = part.cached.fetched_at
        values = facts.merge_values(part.said, mapped(part.link.mapping))
        for name, value in values.items():
            if at is not None and name not in found:
                source = crms.name(part.link.crm)
                for key, words in merge_formats.expand({name: value}, reader).items():
                    found[key] = MergeValue(name=key, value=words, source=source, at=at)
    return list(found.values())
