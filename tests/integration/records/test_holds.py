"""Legal holds are placed, listed and ended, each on the record."""

import pytest

from tests.integration.desk import ANNA, Desk
from tests.integration.records.conftest import Recorded
from threadside.errors import Invalid, NotFound
from threadside.records import holds


def test_a_hold_stands_until_it_is_ended(desk: Desk, recorded: Recorded) -> None:
    with desk.uow.write() as tx:
        placed = holds.place(tx, desk.workspace.id, ANNA, " a letter from counsel ", desk.rep.id)
    with desk.uow.read() as session:
        (found,) = holds.standing(session, desk.workspace.id)
    assert (found.id, found.reason, found.member_id) == (
        placed.id, "a letter from counsel", desk.rep.id,
    )  # fmt: skip
    with desk.uow.write() as tx:
        holds.end(tx, desk.workspace.id, placed.id)
    with desk.uow.read() as session:
        assert list(holds.standing(session, desk.workspace.id)) == []
    assert [entry.kind for entry, _ in recorded("hold.placed", "hold.ended")] == [
        "hold.placed", "hold.ended",
    ]  # fmt: skip


def test_a_hold_needs_a_reason_and_ends_once(desk: Desk) -> None:
    with pytest.raises(Invalid, match="empty_reason"), desk.uow.write() as tx:
        holds.place(tx, desk.workspace.id, ANNA, " ")
    with desk.uow.write() as tx:
        placed = holds.place(tx, desk.workspace.id, None, "audit")
    with desk.uow.write() as tx:
        holds.end(tx, desk.workspace.id, placed.id)
    with pytest.raises(NotFound), desk.uow.write() as tx:
        holds.end(tx, desk.workspace.id, placed.id)
