"""People known here by what somebody types: the beginnings of words of their name and company, or
of their number.

Both are ranges of an index (`person_word`, `person_phone`), of which a bounded part is read: among
two hundred thousand people it takes what it takes among two hundred.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from threadside.contracts.strangers import MOST_FOUND, FoundPeople, FoundPerson
from threadside.rules.names import typed_digits, words
from threadside.rules.phones import Phone, calling_code, parse_phone
from threadside.store.tables import Member, Person, PersonPhone, PersonWord, User
from threadside.words import say

MOST_READ: Final = 200
"""Of the index; the order among them is the likeliest's, and whoever means another types on."""
FEWEST_DIGITS: Final = 4
_LAST: Final = "\U0010ffff"


def own(session: Session, workspace_id: str, region: str, said: str) -> FoundPeople:
    """Whom this workspace knows that may be meant. `region` is where plain numbers are read."""
    typed, wanted = typed_digits(said), words(said)
    if typed:
        ids = _by_number(session, workspace_id, region, said, typed)
    elif wanted:
        ids = _by_words(session, workspace_id, wanted)
    else:
        ids = []
    rows = _read(session, workspace_id, ids) if ids else []
    found = sorted(rows, key=lambda row: _order(row, wanted))
    return FoundPeople(
        items=[_shown(row, wanted, by_number=bool(typed)) for row in found[:MOST_FOUND]],
        more=len(found) > MOST_FOUND or len(ids) == MOST_READ,
    )


def last_texted(person: Any) -> datetime | None:
    """The later of the last texts in and out."""
    times = [at for at in (person.last_inbound_at, person.last_outbound_at) if at is not None]
    return max(times, default=None)


def _by_words(session: Session, workspace_id: str, wanted: Sequence[str]) -> list[str]:
    """Who has words that begin like each of these. The longest narrows most."""
    first, *others = sorted(set(wanted), key=lambda word: (-len(word), word))
    query = select(PersonWord.person_id).where(
        PersonWord.workspace_id == workspace_id, *_begins(PersonWord.word, first)
    )
    for word in others:
        other = aliased(PersonWord)
        also = exists().where(other.person_id == PersonWord.person_id, *_begins(other.word, word))
        query = query.where(also)
    rows = session.scalars(query.order_by(PersonWord.word, PersonWord.person_id).limit(MOST_READ))
    return list(rows)


def _by_number(
    session: Session, workspace_id: str, region: str, said: str, typed: str
) -> list[str]:
    parsed = parse_phone(said, region)
    beginnings = {parsed.e164} if isinstance(parsed, Phone) else _beginnings(typed, region)
    ids: dict[str, None] = {}
    for begins in sorted(beginnings):
        query = (
            select(PersonPhone.person_id)
            .where(PersonPhone.workspace_id == workspace_id, *_begins_number(begins))
            .order_by(PersonPhone.e164)
            .limit(MOST_READ)
        )
        ids.update(dict.fromkeys(session.scalars(query)))
    return list(ids)[:MOST_READ]


def _beginnings(typed: str, region: str) -> set[str]:
    """What a number may begin with of which only this was typed."""
    digits = typed.lstrip("+")
    if len(digits) < FEWEST_DIGITS:
        return set()
    if typed.startswith("+"):
        return {typed}
    code = calling_code(region)
    return {f"+{digits}", f"+{code}{digits.lstrip('0')}"} if code else {f"+{digits}"}


def _begins(column: InstrumentedAttribute[str], word: str) -> tuple[ColumnElement[bool], ...]:
    """A range of the index, which is ordered by bytes."""
    return column >= word, column < word + _LAST


def _begins_number(begins: str) -> tuple[ColumnElement[bool], ...]:
    """A range of digits, which every locale orders alike; what it ends with is compared as well,
    since a locale may pass over the plus."""
    column = PersonPhone.e164
    above = str(int(begins[1:]) + 1)
    bound = (column < f"+{above}",) if len(above) == len(begins) - 1 else ()
    begun: ColumnElement[bool] = func.substr(column, 1, len(begins)) == begins
    return column >= begins, *bound, begun


def _read(session: Session, workspace_id: str, ids: Sequence[str]) -> list[Any]:
    """Those of them who have a name, once."""
    phone = (
        select(PersonPhone.display)
        .where(
            PersonPhone.person_id == Person.id,
            PersonPhone.left_at.is_(None),
            PersonPhone.e164.is_not(None),
        )
        .order_by(PersonPhone.position, PersonPhone.id)
        .limit(1)
        .scalar_subquery()
    )
    columns = (
        Person.id, Person.name, Person.first_name, Person.title, Person.company,
        Person.last_inbound_at, Person.last_outbound_at,
    )  # fmt: skip
    rows = session.execute(
        select(*columns, User.name.label("owner"), phone.label("phone"))
        .outerjoin(Member, Member.id == Person.owner_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(
            Person.workspace_id == workspace_id,
            Person.id.in_(list(dict.fromkeys(ids))),
            Person.name != "",
        )
    )
    return list(rows)


def _order(row: Any, wanted: Sequence[str]) -> tuple[int, int, float, str, str]:
    """Whole words of the name first, then its beginnings, then the company; of those alike who was
    texted last."""
    own_words = words(f"{row.name} {row.first_name}")
    whole = sum(word in own_words for word in wanted)
    last = last_texted(row)
    return (
        -whole,
        -_beginning(wanted, own_words),
        -last.timestamp() if last else 0.0,
        row.name.casefold(),
        row.id,
    )


def _beginning(wanted: Iterable[str], of: Sequence[str]) -> int:
    return sum(any(own.startswith(word) for own in of) for word in wanted)


def _shown(row: Any, wanted: Sequence[str], *, by_number: bool) -> FoundPerson:
    return FoundPerson(
        person=row.id,
        record=None,
        crm_name="",
        name=row.name,
        title=row.title,
        company=row.company,
        owner=row.owner or "",
        phone=row.phone or "",
        last_texted_at=last_texted(row),
        why=say("people.found.number" if by_number else f"people.found.{what(row, wanted)}"),
        url=None,
    )


def what(row: Any, wanted: Sequence[str]) -> str:
    """What of somebody is what was typed: their `name`, their `company`, or `both`."""
    by_name = _beginning(wanted, words(f"{row.name} {getattr(row, 'first_name', '')}"))
    if by_name == len(wanted):
        return "name"
    return "both" if by_name else "company"
