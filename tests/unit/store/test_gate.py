"""The gate in front of SQLite's writer: first come, first served."""

import threading
import time

import pytest

from threadside.errors import Refusal
from threadside.store.gate import FifoGate


def waiting(gate: FifoGate) -> int:
    """How many stand in the queue."""
    return len(gate._waiting)


def test_the_gate_is_handed_over_in_the_order_of_asking() -> None:
    gate = FifoGate()
    order: list[int] = []

    def pass_through(number: int) -> None:
        with gate.pass_through():
            order.append(number)

    threads = [threading.Thread(target=pass_through, args=(number,)) for number in range(20)]
    with gate.pass_through():
        for place, thread in enumerate(threads, start=1):
            thread.start()
            while waiting(gate) < place:
                time.sleep(0)
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_whoever_waits_too_long_is_told_that_the_server_is_busy() -> None:
    gate = FifoGate(timeout_s=0.01)
    refusals: list[Refusal] = []

    def ask() -> None:
        try:
            with gate.pass_through():
                raise AssertionError("the gate was held")
        except Refusal as refusal:
            refusals.append(refusal)

    with gate.pass_through():
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert [(refusal.code, refusal.status) for refusal in refusals] == [("busy", 503)]
    with gate.pass_through():
        assert waiting(gate) == 0


def test_an_error_inside_gives_the_gate_back() -> None:
    gate = FifoGate(timeout_s=0.01)
    with pytest.raises(ZeroDivisionError), gate.pass_through():
        raise ZeroDivisionError
    with gate.pass_through():
        pass
