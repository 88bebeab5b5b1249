"""A workspace at work, and its chain."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.integration.desk import Desk, desk, open_desk
from threadside.audit import check
from threadside.rules.chain import Report
from threadside.store.tables import AuditEntry, AuditPayload

__all__ = ["desk", "open_desk"]

Verified = Callable[[], Report]
Recorded = Callable[..., list[tuple[AuditEntry, AuditPayload]]]


@pytest.fixture
def verified(desk: Desk) -> Verified:
    """What verifying the workspace's chain in the database finds."""

    def verify() -> Report:
        with desk.uow.read() as session:
            return check.database(session, desk.workspace.id)

    return verify


@pytest.fixture
def recorded(desk: Desk) -> Recorded:
    """The entries of these kinds with their payloads, in order; all without kinds."""

    def find(*kinds: str) -> list[tuple[AuditEntry, AuditPayload]]:
        query = (
            select(AuditEntry, AuditPayload)
            .join(
                AuditPayload,
                (AuditPayload.workspace_id == AuditEntry.workspace_id)
                & (AuditPayload.number == AuditEntry.number),
            )
            .where(AuditEntry.workspace_id == desk.workspace.id)
            .order_by(AuditEntry.number)
        )
        if kinds:
            query = query.where(AuditEntry.kind.in_(kinds))
        with desk.uow.read() as session:
            return [(entry, payload) for entry, payload in session.execute(query)]

    return find
