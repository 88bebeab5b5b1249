"""What is seeded shows every kind of verdict, at whatever hour it is looked at."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.builders import quick_hash
from tests.integration.conftest import HeldClock
from threadside.ids import new_id
from threadside.runtime import Runtime
from threadside.seeding.workspace import Seeded, seed
from threadside.sending.port import AccountAccess
from threadside.store.tables import Member, Person, PersonPhone
from threadside.verdict.judge import judge

PEOPLE = Path(__file__).resolve().parents[3] / "e2e" / "sample_crm" / "data.json"
FEWEST = 8


def seeded(held: Runtime, *, unattended: bool = False) -> Seeded:
    access = AccountAccess(new_id(), "127.0.0.1", "key", new_id(), "", "secret")
    with held.uow.write() as tx:
        source = json.loads(PEOPLE.read_text(encoding="utf-8"))
        return seed(
            tx,
            held.sealer,
            source,
            access,
            account="acme",
            password_hash=quick_hash("threadside"),
            unattended=unattended,
        )


def verdicts(held: Runtime, made: Seeded) -> dict[str, tuple[str, str]]:
    """State and code by person."""
    found = {}
    with held.uow.read() as session:
        member = session.scalar(select(Member.id).where(Member.role == "rep"))
        rows = session.execute(
            select(Person.name, Person.id, PersonPhone.e164)
            .join(PersonPhone, PersonPhone.person_id == Person.id)
            .where(PersonPhone.position == 0)
        )
        for name, person_id, phone in rows:
            verdict = judge(
                session,
                made.workspace_id,
                member_id=member,
                phone=phone,
                line_id=made.line_ids[0],
                now=held.uow.clock(),
                person_id=person_id,
                number_problem=None if phone else "not_a_number",
            )
            found[name] = (verdict.state, verdict.code)
    return found


@pytest.mark.parametrize("hour", [3, 9, 16, 22])
def test_at_any_hour_eight_verdicts_can_be_seen(held: Runtime, clock: HeldClock, hour: int) -> None:
    clock.now = datetime(2026, 11, 22, hour, 30, tzinfo=UTC)
    found = verdicts(held, seeded(held))
    assert found["Anna Fernández"] == ("go", "answered_recently")
    assert found["Luis Ortega"][0] == "go"
    assert found["Kim Sato"] == ("stop", "opted_out")
    assert found["Tamara Reyes"] == ("stop", "no_consent")
    assert found["Owen Gallagher"] == ("stop", "revocation_open")
    assert found["Rafael Quintero"] == ("stop", "opted_out_person")
    assert found["Grace Adeyemi"] == ("stop", "wrong_number")
    assert found["Keala Kahana"] == ("wait", "quiet_hours")
    assert found["Gulf Coast order line"] == ("stop", "hours_unknown_place")
    assert len(set(found.values())) >= FEWEST


def test_a_harness_may_text_most_of_them_at_night(held: Runtime, clock: HeldClock) -> None:
    clock.now = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    states = [state for state, _ in verdicts(held, seeded(held, unattended=True)).values()]
    assert states.count("go") > len(states) // 2
