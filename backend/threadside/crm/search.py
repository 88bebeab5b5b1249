"""Who has a number in the linked CRMs: by the index, else by asking all of them at once.

What the index names is read again by id, since a number may have changed hands; what a CRM's own
search gives is compared, since most of them search loosely.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy import select, tuple_

from threadside.contracts.people import PersonRef
from threadside.contracts.records import FoundRecord, NewContact
from threadside.crm import facts, index, linked
from threadside.crm.asking import Crms
from threadside.crm.linked import Link
from threadside.crm.lookup import Lookups
from threadside.linking.problems import CrmProblem, Throttled
from threadside.linking.values import PEOPLE, Ref, RemoteRecord
from threadside.rules.phones import national_digits
from threadside.store.tables import Person, Record, RecordPerson
from threadside.store.uow import Tx

MOST: Final = 20
MOST_VERIFIED: Final = 5
"""Of one account: more records with one number than that are searched for, not read one by one."""


@dataclass(frozen=True)
class Having:
    """A contact or lead that has the number, as it was read just now."""

    link: Link
    record: RemoteRecord


@dataclass(frozen=True)
class Search:
    """Who has a number. `complete`: every linked CRM answered; else try again after `wait_s`.
    `read` is everything that was read on the way, for the index."""

    having: tuple[Having, ...]
    complete: bool
    wait_s: float = 0.0
    read: tuple[Having, ...] = ()
    left: tuple[tuple[Link, Ref], ...] = ()


def search(lookups: Lookups, workspace_id: str, e164: str, wait_s: float) -> Search:
    """Ask who has the number, for `wait_s` seconds at most. Nothing is kept yet (`keep`)."""
    with lookups.uow.read() as session:
        links = linked.of_workspace(session, workspace_id)
        hits = index.who_has(session, workspace_id, e164)
    works = [
        (
            link,
            partial(
                _in_account,
                lookups.crms,
                link,
                [hit.ref for hit in hits if hit.connection_id == link.id][:MOST_VERIFIED],
                e164,
            ),
        )
        for link in links
    ]
    answers = lookups.together(works, wait_s)
    found = [answer for answer in answers if answer is not None]
    return Search(
        having=tuple(each for answer in found for each in answer.having)[:MOST],
        complete=len(found) == len(links) and all(answer.complete for answer in found),
        wait_s=max((answer.wait_s for answer in found), default=0.0),
        read=tuple(each for answer in found for each in answer.read),
        left=tuple(each for answer in found for each in answer.left),
    )


def _in_account(crms: Crms, link: Link, hits: Sequence[Ref], e164: str) -> Search:
    read: list[Having] = []
    left: list[tuple[Link, Ref]] = []
    try:
        for ref in hits:
            asked = crms.read(link, ref)
            if asked.problem is None:
                left.extend((link, old) for old, _ in asked.passed)
                if asked.record is None:
                    left.append((link, asked.ref))
                else:
                    read.append(Having(link, facts.bounded(asked.record)))
        if not (having := _with(read, e164)):
            national = national_digits(e164)
            live = crms.ask(link, lambda crm, api: crm.by_phone(api, e164, national))
            read.extend(
                Having(link, facts.bounded(one)) for one in live[:MOST] if one.ref.type in PEOPLE
            )
            having = _with(read, e164)
    except Throttled as throttled:
        return Search(_with(read, e164), False, throttled.retry_after_s, tuple(read), tuple(left))
    except CrmProblem:
        return Search(_with(read, e164), False, 0.0, tuple(read), tuple(left))
    return Search(having, True, 0.0, tuple(read), tuple(left))


def _with(read: Sequence[Having], e164: str) -> tuple[Having, ...]:
    found: dict[Ref, Having] = {}
    for each in read:
        numbers = facts.numbers(each.record, each.link.mapping, each.link.region)
        if e164 in facts.e164s(numbers):
            found.setdefault(each.record.ref, each)
    return tuple(found.values())


def learn(tx: Tx, found: Search) -> None:
    """Know what was read on the way, and what is gone."""
    for each in found.read:
        index.learn(tx, each.link, [each.record])
    for link, ref in found.left:
        index.forget(tx, link, ref)


def offered(tx: Tx, crms: Crms, workspace_id: str, having: Sequence[Having]) -> list[FoundRecord]:
    """The records as a rep chooses among them, each with the people here that it means."""
    means = _people(tx, workspace_id, [each.link.key(each.record.ref) for each in having])
    return [
        FoundRecord(
            record=(key := each.link.key(each.record.ref)),
            crm_name=crms.name(each.link.crm),
            name=each.record.name,
            title=each.record.title,
            company=each.record.company,
            url=each.record.url or None,
            people=means.get((key.crm, key.account, key.type, key.id), []),
        )
        for each in having
    ]


def _people(
    tx: Tx, workspace_id: str, keys: Sequence[Any]
) -> dict[tuple[str, str, str, str], list[PersonRef]]:
    columns = (Record.crm, Record.account, Record.type, Record.remote_id)
    rows = tx.session.execute(
        select(*columns, Person.id, Person.name)
        .join(RecordPerson, RecordPerson.record_id == Record.id)
        .join(Person, Person.id == RecordPerson.person_id)
        .where(
            Record.workspace_id == workspace_id,
            tuple_(*columns).in_([(key.crm, key.account, key.type, key.id) for key in keys]),
        )
    )
    found: dict[tuple[str, str, str, str], list[PersonRef]] = {}
    for crm, account, type_, remote_id, person_id, name in rows:
        person = PersonRef(id=person_id, name=name)
        found.setdefault((crm, account, type_, remote_id), []).append(person)
    return found


def new_contacts(lookups: Lookups, workspace_id: str, e164: str = "") -> list[NewContact]:
    """Where the linked CRMs make a contact with this number, as far as they have a page for it."""
    with lookups.uow.read() as session:
        links = linked.of_workspace(session, workspace_id)
    found: list[NewContact] = []
    for link in links:
        crm = lookups.crms.known.get(link.crm)
        url = crm.new_contact_page(link.base_url, link.account, e164) if crm is not None else ""
        if facts.web_address(url):
            found.append(NewContact(crm_name=lookups.crms.name(link.crm), url=url))
    return found
