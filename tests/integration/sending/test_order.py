"""Nobody overtakes an earlier text to the same person, whoever releases them."""

from sqlalchemy import update

from tests.integration.desk import Desk
from threadside.sending.claim import claim
from threadside.store.tables import Message, Outbox


def test_a_text_whose_hold_has_ended_is_not_overtaken_before_it_is_released(desk: Desk) -> None:
    """Two processes release at the same time: each skips the rows that the other holds."""
    person = desk.person()
    first, second = desk.press(person, "First"), desk.press(person, "Second")
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    with desk.uow.write() as tx:
        tx.session.execute(
            update(Message).where(Message.id == second["id"]).values(state="queued", state_rank=10)
        )
        tx.session.execute(
            update(Outbox).where(Outbox.message_id == second["id"]).values(state="waiting")
        )
    with desk.uow.write() as tx:
        assert claim(tx, "one of them") is None
    assert desk.send_due() == 2
    assert [text.client_ref for text in desk.carrier.posted] == [first["id"], second["id"]]
