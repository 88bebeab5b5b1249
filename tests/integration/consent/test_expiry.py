"""Consent that ended by itself gets its line; what is in force never waits for it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from tests.integration.consent.test_records import consent
from tests.integration.desk import ANNA, BEN, Desk
from threadside.consent import expiry
from threadside.store.tables import ConsentEvent

Card = Callable[..., dict[str, Any]]


def ledger(desk: Desk, phone: str = ANNA) -> list[tuple[str, str]]:
    with desk.uow.read() as session:
        rows = session.scalars(
            select(ConsentEvent).where(ConsentEvent.phone == phone).order_by(ConsentEvent.id)
        )
        return [(row.kind, row.scope) for row in rows]


def hourly(desk: Desk) -> int:
    with desk.uow.write() as tx:
        return expiry.write_ended(tx)


def test_a_conversation_ends_72_hours_after_their_last_text(desk: Desk, card: Card) -> None:
    """C-5: and its end is written down, once."""
    desk.says("Hi, do you install on flat roofs?")
    desk.clock.advance(hours=50)
    desk.says("Hello?")
    desk.clock.advance(hours=71)
    assert hourly(desk) == 0
    assert card()["standing"] == "given"
    desk.clock.advance(hours=1)
    assert card()["standing"] == "none", "by the clock, before any line says so"
    before = desk.head()
    assert (hourly(desk), hourly(desk)) == (1, 0)
    assert ledger(desk) == [("granted", "conversational"), ("expired", "conversational")]
    assert [event.type for event in desk.events(before)] == ["consent"]


def test_their_next_text_begins_another_one(desk: Desk) -> None:
    desk.says("Hi")
    desk.clock.advance(hours=73)
    hourly(desk)
    desk.says("Me again")
    assert [kind for kind, _ in ledger(desk)] == ["granted", "expired", "granted"]


def test_the_hours_are_the_workspaces(desk: Desk) -> None:
    desk.policy(conversation_hours=24)
    desk.says("Hi")
    desk.clock.advance(hours=25)
    assert hourly(desk) == 1


def test_implied_consent_of_canada_ends_on_its_day(desk: Desk, card: Card) -> None:
    """C-5: CASL, six months after an inquiry."""
    phone = "+14165550123"
    consent(desk, phone=phone, basis="inquiry", basis_at="2026-02-02T00:00:00Z")
    desk.clock.now = desk.clock.now.replace(month=8, day=2, hour=0, minute=30)
    desk._tokens.clear()
    assert card(phone)["standing"] == "none"
    assert hourly(desk) == 1
    assert ledger(desk, phone) == [("granted", "informational"), ("expired", "informational")]


def test_a_closed_number_is_not_talked_with(desk: Desk) -> None:
    """An answer to STOP begins no conversation, nor does what a machine wrote."""
    desk.says("STOP")
    desk.says("What is this?")
    desk.says("Liked “Reply STOP to opt out”", peer=BEN)
    assert ledger(desk) == [("revoked", "all")]
    assert ledger(desk, BEN) == []
