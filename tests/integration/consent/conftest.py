"""Fixtures of a workspace at work, and what tests of consent ask of it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.integration.desk import ANNA, Desk, desk, open_desk
from threadside.store.tables import AutoReply, ConsentEvent, Suppression

__all__ = ["desk", "open_desk"]

Kinds = Callable[[str], list[str]]


@pytest.fixture
def kinds(desk: Desk) -> Kinds:
    """The kinds of a number's lines in the ledger, oldest first, conversations left out."""

    def of(phone: str = ANNA) -> list[str]:
        with desk.uow.read() as session:
            return list(
                session.scalars(
                    select(ConsentEvent.kind)
                    .where(ConsentEvent.phone == phone, ConsentEvent.scope != "conversational")
                    .order_by(ConsentEvent.id)
                )
            )

    return of


@pytest.fixture
def closed(desk: Desk) -> Callable[[], list[tuple[str, str, str]]]:
    """What closes numbers of the workspace: phone, reason, reach."""

    def found() -> list[tuple[str, str, str]]:
        with desk.uow.read() as session:
            rows = session.scalars(select(Suppression).order_by(Suppression.phone))
            return [(row.phone, row.reason, row.reach) for row in rows]

    return found


@pytest.fixture
def left_out(desk: Desk) -> Callable[[], list[tuple[str, str | None]]]:
    """Each automatic reply that was due: what for, and why it was left out, if it was."""

    def found() -> list[tuple[str, str | None]]:
        with desk.uow.read() as session:
            rows = session.scalars(select(AutoReply).order_by(AutoReply.at, AutoReply.cause_id))
            return [(row.purpose, row.left_out) for row in rows]

    return found


@pytest.fixture
def card(desk: Desk) -> Callable[..., dict[str, Any]]:
    """Where consent of a number stands, as the API says."""

    def found(phone: str = ANNA) -> dict[str, Any]:
        shown: dict[str, Any] = desk.get("/v1/consent", phone=phone)["card"]
        return shown

    return found
