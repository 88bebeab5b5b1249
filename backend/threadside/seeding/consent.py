"""What people agreed to, took back and never said, so that a seed shows every kind of verdict."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from threadside.consent import book
from threadside.contracts.policy import Policy
from threadside.ids import new_id
from threadside.rule_files import quiet_hours
from threadside.rules.hours import Whereabouts, decide
from threadside.store.tables import (
    Line,
    Message,
    Person,
    PersonPhone,
    PolicyVersion,
    Revocation,
    Suppression,
    TimelineItem,
    Workspace,
)
from threadside.store.uow import Tx

WORDING: Final = (
    "By ticking this box I agree that Northside Supply texts me about my orders and appointments. "
    "Message and data rates may apply. Reply STOP to opt out."
)
PAGE: Final = "https://northside.example/contact"
NEVER_ASKED: Final = "Tamara Reyes"
ASKED: Final = "Priscilla Okafor"
ENDED: Final = "Denise Yazzie"
UNPROVEN: Final = "Sarah Kowalski"
BY_OTHER_NUMBER: Final = "Rafael Quintero"
WRONG_NUMBER: Final = "Grace Adeyemi"
IN_DOUBT: Final = "Owen Gallagher"
ASLEEP: Final = "Keala Kahana"
NOWHERE: Final = "Gulf Coast order line"
"""Has a toll-free number, which has no place."""
AWAKE: Final = ("Anna Fern", "Luis Ortega")
WITHOUT_HISTORY: Final = frozenset({NEVER_ASKED, ASKED, ENDED})
ZONES: Final = (
    "America/Denver", "Pacific/Honolulu", "Pacific/Auckland", "Asia/Tokyo", "Asia/Dubai",
    "Europe/Berlin", "America/Sao_Paulo",
)  # fmt: skip
"""Around the world, so that it is day in one of them and night in another."""
LONG_ENOUGH: Final = timedelta(hours=1)

UNATTENDED: Final = Policy(
    quiet_hours="off",
    hours_off_acknowledged="A machine tries this installation at any hour.",
    caps="off",
    caps_off_acknowledged="A machine tries this installation faster than people text.",
    identity="off",
)
"""For harnesses: nobody real is texted by them."""


def add_consent(tx: Tx, workspace_id: str, people: Mapping[str, Person], line: Line) -> None:
    """The ledger, and what stands against texting, of everybody who has a number."""
    by_id = {person.id: person.name for person in people.values()}
    for phone, person_id, first in _numbers(tx, workspace_id):
        name = by_id.get(person_id, "")
        if name == ASKED:
            book.write(
                tx, workspace_id, phone, "asked", "system",
                person_id=person_id, line_id=line.id, at=tx.now - timedelta(days=2),
            )  # fmt: skip
        elif name == BY_OTHER_NUMBER and not first:
            _suppress(tx, line, phone, "opt_out", "STOP")
        elif name == WRONG_NUMBER and first:
            _suppress(tx, line, phone, "wrong_number", "Wrong person, sorry")
        elif name != NEVER_ASKED:
            _grant(tx, workspace_id, phone, person_id, name)


def add_doubt(tx: Tx, workspace_id: str, people: Mapping[str, Person]) -> None:
    """The text that a person has to read."""
    row = tx.session.execute(
        select(TimelineItem, Message)
        .join(Message, Message.id == TimelineItem.id)
        .where(
            TimelineItem.workspace_id == workspace_id,
            TimelineItem.person_id.in_([one.id for one in people.values() if one.name == IN_DOUBT]),
            Message.direction == "in",
        )
        .order_by(TimelineItem.at.desc())
        .limit(1)
    ).first()
    if row is not None:
        item, message = row
        tx.session.add(
            Revocation(
                id=new_id(),
                workspace_id=workspace_id,
                phone=message.phone,
                person_id=item.person_id,
                message_id=message.id,
                kind="opt_out",
                rule="take me off",
                words=item.text,
                opened_at=item.at,
                due_at=item.at + timedelta(days=14),
            )
        )


def settle_where(tx: Tx, people: Mapping[str, Person]) -> None:
    """Those of the demonstration are where it is day now, and one is where it is night."""
    for person in people.values():
        if person.name.startswith(AWAKE) and not _is_day(tx.now, None, person.state):
            person.zone = next((zone for zone in ZONES if _is_day(tx.now, zone, None)), None)
        elif person.name == ASLEEP:
            person.zone = next((zone for zone in ZONES if not _is_day(tx.now, zone, None)), None)
        elif person.name == NOWHERE:
            person.state = None
        if person.zone is not None:
            person.zone_source, person.state = "confirmed", None


def let_machines_text(tx: Tx, workspace: Workspace) -> None:
    """Put the policy for harnesses in force."""
    tx.session.add(
        PolicyVersion(
            workspace_id=workspace.id,
            version=1,
            body=UNATTENDED.model_dump(mode="json", exclude_defaults=True),
            reason="made for a machine",
            at=tx.now,
        )
    )
    workspace.policy_version = 1


def _numbers(tx: Tx, workspace_id: str) -> list[tuple[str, str, bool]]:
    """Every number that can be texted, whose it is, and whether it is their first."""
    rows = tx.session.execute(
        select(PersonPhone.e164, PersonPhone.person_id, PersonPhone.position)
        .where(
            PersonPhone.workspace_id == workspace_id,
            PersonPhone.e164.is_not(None),
            PersonPhone.problem.is_(None),
        )
        .order_by(PersonPhone.person_id, PersonPhone.position)
    )
    return [(row.e164, row.person_id, row.position == 0) for row in rows if row.e164]


def _grant(tx: Tx, workspace_id: str, phone: str, person_id: str, name: str) -> None:
    at = tx.now - timedelta(days=400)
    imported = name == UNPROVEN
    book.write(
        tx, workspace_id, phone, "granted", "import" if imported else "web_form",
        person_id=person_id, scope="informational", strength="express", verified=not imported,
        wording=None if imported else WORDING, source_url=None if imported else PAGE,
        obtained_at=at, at=at,
        expires_at=tx.now - timedelta(days=20) if name == ENDED else None,
    )  # fmt: skip


def _suppress(tx: Tx, line: Line, phone: str, reason: str, words: str) -> None:
    tx.session.add(
        Suppression(
            workspace_id=line.workspace_id,
            phone=phone,
            reason=reason,
            reach="person" if reason == "opt_out" else "number",
            since=tx.now - timedelta(days=12),
            keyword="stop" if reason == "opt_out" else "",
            words=words,
            line_id=line.id,
        )
    )


def _is_day(now: datetime, zone: str | None, state: str | None) -> bool:
    where = Whereabouts(phone="+17205550100", confirmed_zone=zone, state=state)
    found = decide(quiet_hours(), where, "initiate", now, margin_minutes=2)
    return found.allowed and found.closes_at is not None and found.closes_at - now >= LONG_ENOUGH
