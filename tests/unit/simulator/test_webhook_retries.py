"""Retries follow support article 360028543292: 5 s, doubled, at most 15 min, for 24 hours."""

from itertools import pairwise

import pytest
import urllib3
from hypothesis import given
from hypothesis import strategies as st

from threadside.simulator.clock import VirtualClock
from threadside.simulator.letters import Letter, Manner, Sealed
from threadside.simulator.schedule import Schedule
from threadside.simulator.webhooks import Courier, Delivery, Kind, retry_delay


class Immediate(Schedule):
    """A schedule that a test drives by hand: the clock jumps from one action to the next."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__(clock, workers=0)
        self.clock = clock
        self.actions: list[tuple[float, object]] = []

    def after(self, delay_s: float, action: object) -> None:
        self.actions.append((self.clock.now() + delay_s, action))

    def run(self, at_most: int = 1000) -> None:
        while self.actions and at_most:
            due, action = self.actions.pop(0)
            self.clock.advance(max(0.0, due - self.clock.now()))
            assert callable(action)
            action()
            at_most -= 1


class Receiver:
    """Answers with the next status of a list; the last one is repeated."""

    def __init__(self, *statuses: int | Exception) -> None:
        self.statuses = list(statuses)
        self.calls: list[tuple[str, Sealed]] = []

    def __call__(self, url: str, request: Sealed) -> int:
        self.calls.append((url, request))
        answer = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def clock() -> VirtualClock:
    clock = VirtualClock()
    clock.set_factor(0)
    return clock


def sealed(letter: Letter, contact: str) -> Sealed:
    return Sealed("POST", "", b"{}", "signed", {"Authorization": "Bearer x"})


def deliver(
    clock: VirtualClock,
    receiver: Receiver,
    *,
    manner: Manner = "messages",
    kind: Kind = "inbound",
    retries_4xx: bool = False,
) -> Delivery:
    schedule = Immediate(clock)
    courier = Courier(clock, schedule, sealed, receiver, retries_4xx=lambda: retries_4xx)
    letter = Letter({}, manner)
    delivery = courier.send(
        kind, "http://business/inbound", letter, contact="17205550142", message_uuid="m"
    )
    schedule.run(5000)
    return delivery


def gaps(delivery: Delivery) -> list[float]:
    moments = [attempt.clock_s for attempt in delivery.attempts]
    return [round(after - before, 6) for before, after in pairwise(moments)]


def test_an_acknowledged_event_is_sent_once(clock: VirtualClock) -> None:
    receiver = Receiver(200)
    delivery = deliver(clock, receiver)
    assert delivery.state == "acknowledged"
    [(url, request)] = receiver.calls
    assert (url, request.body) == ("http://business/inbound", b"{}")
    assert request.headers["Authorization"] == "Bearer x"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_temporary_refusal_is_tried_again_until_it_is_taken(
    clock: VirtualClock, status: int
) -> None:
    delivery = deliver(clock, Receiver(status, status, status, 204))
    assert delivery.state == "acknowledged"
    assert gaps(delivery) == [5, 10, 20]


def test_a_timeout_and_a_lost_connection_are_tried_again(clock: VirtualClock) -> None:
    failure = urllib3.exceptions.ProtocolError("Connection aborted.")
    delivery = deliver(clock, Receiver(failure, failure, 200))
    assert delivery.state == "acknowledged"
    assert [attempt.status for attempt in delivery.attempts] == [None, None, 200]
    assert "Connection aborted" in (delivery.attempts[0].error or "")


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 410])
def test_any_other_refusal_loses_the_event_for_good(clock: VirtualClock, status: int) -> None:
    delivery = deliver(clock, Receiver(status))
    assert delivery.state == "refused"
    assert len(delivery.attempts) == 1


def test_after_24_hours_the_carrier_gives_up(clock: VirtualClock) -> None:
    delivery = deliver(clock, Receiver(503))
    assert delivery.state == "expired"
    assert gaps(delivery)[:9] == [5, 10, 20, 40, 80, 160, 320, 640, 900]
    lasted = delivery.attempts[-1].clock_s - delivery.attempts[0].clock_s
    assert 24 * 3600 - 900 < lasted <= 24 * 3600


def test_4xx_is_tried_again_where_the_account_is_set_so(clock: VirtualClock) -> None:
    assert deliver(clock, Receiver(404, 401, 200), retries_4xx=True).state == "acknowledged"


@pytest.mark.parametrize(("kind", "hours"), [("inbound", 24), ("status", 72)])
def test_the_sms_api_tries_whatever_is_not_2xx_every_minute(
    clock: VirtualClock, kind: Kind, hours: int
) -> None:
    assert deliver(clock, Receiver(404, 302, 204), manner="sms", kind=kind).state == "acknowledged"
    delivery = deliver(clock, Receiver(404), manner="sms", kind=kind)
    assert delivery.state == "expired"
    assert set(gaps(delivery)) == {60}
    assert len(delivery.attempts) == hours * 60 + 1


def test_an_event_without_an_address_goes_nowhere(clock: VirtualClock) -> None:
    schedule = Immediate(clock)
    courier = Courier(clock, schedule, sealed, Receiver(200))
    delivery = courier.send("status", None, Letter({}), contact="1", message_uuid="m")
    schedule.run()
    assert (delivery.state, delivery.attempts) == ("no_address", [])


def test_a_reset_ends_the_retries(clock: VirtualClock) -> None:
    schedule, receiver = Immediate(clock), Receiver(503)
    courier = Courier(clock, schedule, sealed, receiver)
    courier.send("status", "http://business/status", Letter({}), contact="1", message_uuid="m")
    courier.reset()
    schedule.run()
    assert len(receiver.calls) == 1
    assert courier.deliveries() == []


@given(st.integers(min_value=1, max_value=10_000))
def test_delays_rise_and_stay_under_15_minutes(failures: int) -> None:
    assert 5 <= retry_delay(failures) <= retry_delay(failures + 1) <= 900
