import threading
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import event as sqlalchemy_event
from structlog.testing import capture_logs

from tests.unit.live.conftest import ELSEWHERE, HERE, House, Somebody, eventually
from tests.unit.live.wire import Client
from threadside.contracts.events import ConsentChanged, WorkspaceChanged
from threadside.live.connection import Connection
from threadside.live.hub import BURST, Hub, Listener
from threadside.live.limits import RESTART, TRY_LATER, Closing, Limits

NEVER = 3600.0


def _joined(hub: Hub, somebody: Somebody | None = None) -> tuple[Client, Connection]:
    client = Client()
    connection = client.connection(Limits(per_member=3))
    hub.admit(connection)
    hub.join(connection, somebody or Somebody())
    return client, connection


def _hears(client: Client, connection: Connection, count: int) -> list[int]:
    def heard() -> bool:
        connection.flush()
        return len(client.heard) >= count

    eventually(heard, f"{count} events arrive")
    return [frame["seq"] for frame in client.heard]


def test_a_committed_event_reaches_every_socket_of_its_workspace(house: House) -> None:
    hub = house.hub(tick_s=NEVER)
    ends = [_joined(hub), _joined(hub, Somebody(member_id="ben"))]
    house.happens(2)
    assert [_hears(*end, 2) for end in ends] == [[1, 2], [1, 2]]


def test_another_workspace_hears_nothing(house: House) -> None:
    hub = house.hub(tick_s=NEVER)
    stranger = _joined(hub, Somebody(workspace_id=ELSEWHERE))
    house.happens(3, workspace=HERE)
    house.happens(1, workspace=ELSEWHERE, what=WorkspaceChanged(what="settings"))
    assert _hears(*stranger, 1) == [1]
    assert stranger[0].heard[0]["data"]["what"] == "settings"


def test_a_lost_wake_up_costs_a_tick_and_no_event(house: House) -> None:
    house.uow.wake = lambda _topic, _key: None
    end = _joined(house.hub(tick_s=0.02))
    house.happens(3)
    assert _hears(*end, 3) == [1, 2, 3]


def test_a_failing_database_delays_events_and_loses_none(house: House) -> None:
    hub = house.hub(tick_s=0.02)
    end = _joined(hub)
    broken = threading.Event()
    broken.set()

    def fail(*_: object) -> None:
        if broken.is_set() and threading.current_thread().name == "live-hub":
            raise ConnectionError("the database is away")

    sqlalchemy_event.listen(house.engine, "before_cursor_execute", fail)
    with capture_logs():
        house.happens(2)
        eventually(lambda: hub.counters.snapshot()["pump_failures"] > 0, "the pump fails")
    broken.clear()
    assert _hears(*end, 2) == [1, 2]


def test_a_burst_is_told_as_one_reset(house: House) -> None:
    hub = house.hub(tick_s=NEVER)
    client, connection = _joined(hub)
    house.happens(BURST + 1)
    eventually(lambda: hub.counters.snapshot()["resets"] == 1, "a reset is offered")
    house.happens(1)
    eventually(lambda: hub.counters.snapshot()["events"] == 1, "and what follows")
    connection.flush()
    assert client.heard[0] == {"type": "reset", "head": BURST + 1}
    assert [frame["seq"] for frame in client.heard[1:]] == [BURST + 2]


def test_a_socket_that_left_hears_nothing_more(house: House) -> None:
    hub = house.hub(tick_s=NEVER)
    stays = _joined(hub)
    client, connection = _joined(hub)
    hub.leave(connection)
    house.happens(1)
    assert _hears(*stays, 1) == [1]
    connection.flush()
    assert client.heard == []


def test_what_a_member_may_not_see_is_neither_pushed_nor_replayed(house: House) -> None:
    def sees(listener: Listener, data: Mapping[str, Any]) -> bool:
        return listener.role != "auditor" or data["type"] != "consent"

    hub = house.hub(tick_s=NEVER, sees=sees)
    auditor = Somebody(role="auditor")
    end = _joined(hub, auditor)
    house.happens(what=ConsentChanged(phone="+17205550142", opted_out=True))
    house.happens(1)
    assert _hears(*end, 1) == [2]
    missed = hub.catch_up(auditor, 0, 10).missed
    assert missed is not None
    assert [frame.seq for frame in missed if frame.wire] == [2]


class TestCatchUp:
    def test_gives_what_came_after_the_cursor(self, house: House) -> None:
        house.happens(5)
        found = house.hub().catch_up(Somebody(), 2, 500)
        assert found.missed is not None
        assert ([frame.seq for frame in found.missed], found.head) == ([3, 4, 5], 5)

    def test_without_a_cursor_starts_at_the_head(self, house: House) -> None:
        house.happens(5)
        found = house.hub().catch_up(Somebody(), None, 500)
        assert (found.missed, found.head) == ([], 5)

    @pytest.mark.parametrize("missed", [10, 11])
    def test_asks_for_a_snapshot_when_too_much_was_missed(self, house: House, missed: int) -> None:
        house.happens(missed)
        found = house.hub().catch_up(Somebody(), 0, 10)
        assert (found.missed is None) == (missed > 10)

    def test_asks_for_a_snapshot_when_events_were_forgotten(self, house: House) -> None:
        house.happens(2)
        house.ages()
        house.happens(1)
        assert house.hub().catch_up(Somebody(), 1, 500).missed is None

    def test_asks_for_a_snapshot_when_the_cursor_is_of_a_later_database(self, house: House) -> None:
        house.happens(1)
        found = house.hub().catch_up(Somebody(), 9, 500)
        assert (found.missed, found.head) == (None, 1)


def test_a_member_has_a_bounded_number_of_sockets(house: House) -> None:
    hub = house.hub()
    ends = [_joined(hub) for _ in range(3)]
    with pytest.raises(Closing) as raised:
        _joined(hub)
    assert raised.value.code == TRY_LATER
    _joined(hub, Somebody(member_id="ben"))
    hub.leave(ends[0][1])
    _joined(hub)


def test_a_stopping_process_ends_every_socket_and_admits_none(house: House) -> None:
    hub = house.hub()
    _, connection = _joined(hub)
    hub.close_all(Closing(RESTART, "restart"))
    with pytest.raises(Closing) as raised:
        connection.flush()
    assert raised.value.code == RESTART
    with pytest.raises(Closing) as raised:
        _joined(hub)
    assert raised.value.code == RESTART
