"""What the carrier said is written down, though the database is away when it says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import OperationalError

from tests.integration.desk import Desk
from threadside.ids import new_id
from threadside.sending.port import Accepted, Outcome, OutgoingText, not_accepted
from threadside.store.uow import Tx

GONE = OperationalError("COMMIT", {}, Exception("the server closed the connection"))


@contextmanager
def away(desk: Desk) -> Iterator[Tx]:
    """Nothing can be written."""
    raise GONE
    yield  # a context manager has to


@contextmanager
def unanswered(desk: Desk) -> Iterator[Tx]:
    """It is written, and the answer to the commit is lost."""
    with type(desk.uow).write(desk.uow) as tx:
        yield tx
    raise GONE


def says(
    desk: Desk,
    patch: pytest.MonkeyPatch,
    trouble: Callable[[Desk], object],
    outcome: Outcome,
    times: int = 1,
) -> None:
    """The carrier answers once, and from then on writing meets trouble a few times."""
    left = [trouble] * times

    def write() -> object:
        return left.pop()(desk) if left else type(desk.uow).write(desk.uow)

    def answer(_text: OutgoingText) -> Outcome:
        patch.setattr(desk.uow, "write", write)
        return outcome

    desk.carrier.next_answers = [answer]


def test_an_accepted_text_is_sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = desk.press(desk.person())
    says(desk, monkeypatch, away, Accepted(new_id()), times=2)
    desk.after_hold()
    assert desk.state(text["id"]) == "submitted"
    assert len(desk.carrier.posted) == 1


@pytest.mark.parametrize("trouble", [away, unanswered])
def test_a_text_that_surely_was_not_accepted_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: Callable[[Desk], object]
) -> None:
    text = desk.press(desk.person())
    says(desk, monkeypatch, trouble, not_accepted("throttled"))
    desk.after_hold()
    assert (desk.state(text["id"]), desk.waiting(text["id"]).state) == ("queued", "waiting")
    desk.clock.advance(minutes=1)
    desk.send_due()
    assert desk.state(text["id"]) == "submitted"
    assert len(desk.carrier.posted) == 2
