"""The people and records of a CRM's export."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from threadside.ids import new_id
from threadside.rules.phones import Phone, parse_phone
from threadside.store.tables import Person, PersonPhone, Record, RecordPerson
from threadside.store.uow import Tx

CRM = "sample"


def add_people(
    tx: Tx, workspace_id: str, account: str, source: Mapping[str, Any], owners: Mapping[str, str]
) -> dict[str, Person]:
    """Contacts and leads with their phones and records, and the deals, tickets and companies that
    mean them. Gives the contacts by their CRM id."""
    companies = {company["id"]: company["name"] for company in source["companies"]}
    contacts: dict[str, Person] = {}
    for row in source["contacts"]:
        company = companies.get(row.get("company_id"), "")
        contacts[row["id"]] = _person(tx, workspace_id, row, company, owners)
    leads = {
        row["id"]: _person(tx, workspace_id, row, row.get("company", ""), owners)
        for row in source["leads"]
    }
    tx.session.flush()
    link = _Linker(tx, workspace_id, account)
    for row in source["contacts"]:
        link("contact", row["id"], row["name"], [contacts[row["id"]].id])
    for row in source["leads"]:
        link("lead", row["id"], row["name"], [leads[row["id"]].id])
    for row in source["deals"]:
        link("deal", row["id"], row["name"], [contacts[c].id for c in row["contact_ids"]])
    for row in source["tickets"]:
        link("ticket", row["id"], row["subject"], [contacts[c].id for c in row["contact_ids"]])
    for company in source["companies"]:
        staff = [c["id"] for c in source["contacts"] if c.get("company_id") == company["id"]]
        link("company", company["id"], company["name"], [contacts[c].id for c in staff])
    return contacts


def _person(
    tx: Tx, workspace_id: str, row: Mapping[str, Any], company: str, owners: Mapping[str, str]
) -> Person:
    person = Person(
        id=new_id(),
        workspace_id=workspace_id,
        name=row["name"],
        first_name=row.get("first_name", ""),
        title=row.get("title", ""),
        company=company,
        state=row.get("state") if row.get("country", "US") == "US" else None,
        owner_id=owners.get(row.get("owner") or ""),
        created_at=tx.now,
        version=1,
    )
    tx.session.add(person)
    tx.session.flush()
    for position, phone in enumerate(row.get("phones", ())):
        tx.session.add(_phone(person, phone, position, row.get("country", "US")))
    return person


def _phone(person: Person, phone: Mapping[str, str], position: int, region: str) -> PersonPhone:
    parsed = parse_phone(phone["raw"], region)
    problem: str | None
    e164: str | None
    if isinstance(parsed, Phone):
        problem = None if parsed.textable else parsed.note
        e164, display = parsed.e164, parsed.display
    else:
        problem = parsed.code
        e164, display = None, phone["raw"]
    return PersonPhone(
        id=new_id(),
        workspace_id=person.workspace_id,
        person_id=person.id,
        raw=phone["raw"],
        e164=e164,
        display=display,
        label=phone.get("label", "").lower(),
        problem=problem,
        position=position,
    )


class _Linker:
    def __init__(self, tx: Tx, workspace_id: str, account: str) -> None:
        self._tx = tx
        self._workspace_id = workspace_id
        self._account = account
        self._now: datetime = tx.now

    def __call__(self, kind: str, remote_id: str, name: str, person_ids: list[str]) -> None:
        record = Record(
            id=new_id(),
            workspace_id=self._workspace_id,
            crm=CRM,
            account=self._account,
            type=kind,
            remote_id=remote_id,
            name=name,
            created_at=self._now,
        )
        self._tx.session.add(record)
        self._tx.session.flush()
        for position, person_id in enumerate(person_ids):
            self._tx.session.add(
                RecordPerson(record_id=record.id, person_id=person_id, position=position)
            )
