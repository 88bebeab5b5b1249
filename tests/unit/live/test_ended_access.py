"""Whether a client may still listen is asked when the workspace's members changed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.unit.live.conftest import House, Somebody, eventually
from tests.unit.live.test_conversation import HELLO, Desk
from threadside.contracts.events import WorkspaceChanged
from threadside.live.hub import BURST
from threadside.live.limits import SIGN_IN_AGAIN

MEMBERS = WorkspaceChanged(what="members")


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    made = Desk(house)
    yield made
    made.close()


def test_a_token_that_was_revoked_ends_its_socket_with_the_news(desk: Desk) -> None:
    desk.tokens["ben's"] = Somebody(member_id="ben")
    client, other = desk.opens(HELLO), desk.opens({"type": "hello", "token": "ben's"})
    eventually(lambda: len(client.heard) == len(other.heard) == 1, "both are ready")
    del desk.tokens["anna's"]
    desk.house.happens(what=MEMBERS)
    eventually(lambda: client.closed_with is not None, "the socket ends")
    assert client.closed_with == (SIGN_IN_AGAIN, "sign_in_required")
    desk.house.happens()
    eventually(lambda: len(other.heard) == 3, "the other one hears on")


def test_a_flood_of_events_hides_no_revocation(desk: Desk) -> None:
    client = desk.opens(HELLO)
    eventually(lambda: len(client.heard) == 1, "it is ready")
    del desk.tokens["anna's"]
    desk.house.happens(BURST + 1, what=MEMBERS)
    eventually(lambda: client.closed_with is not None, "the socket ends")


def test_what_ended_while_the_socket_was_joining_ends_it_without_news(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    join = desk.hub.join

    def slow(*told: object) -> None:
        del desk.tokens["anna's"]
        join(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.hub, "join", slow)
    client = desk.opens(HELLO)
    eventually(lambda: client.closed_with is not None, "the socket ends")
    assert client.closed_with is not None
    assert client.closed_with[0] == SIGN_IN_AGAIN


def test_another_role_hears_what_it_may_from_then_on(house: House) -> None:
    desk = Desk(house)
    desk.hub = house.hub(tick_s=0.05, sees=lambda who, _payload: who.role == "admin")
    client = desk.opens(HELLO)
    eventually(lambda: len(client.heard) == 1, "it is ready")
    desk.tokens["anna's"] = replace(Somebody(), role="admin")

    def heard() -> bool:
        desk.house.happens(what=MEMBERS)
        return len(client.heard) > 1

    eventually(heard, "an admin's events arrive")
    desk.close()
