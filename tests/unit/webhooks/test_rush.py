"""Webhooks go first, and what can wait waits for a moment only."""

import threading
from contextlib import ExitStack

import pytest

from threadside.webhooks import rush
from threadside.webhooks.rush import MANY, Rush


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """So long that nothing but an event can end a wait within a test."""
    monkeypatch.setattr(rush, "PATIENCE_S", 60.0)


def waiting(many: Rush) -> threading.Thread:
    thread = threading.Thread(target=many.let_pass, daemon=True)
    thread.start()
    return thread


def test_a_few_webhooks_hold_nobody_up() -> None:
    many = Rush()
    with ExitStack() as stack:
        for _ in range(MANY - 1):
            stack.enter_context(many.taking())
        many.let_pass()


def test_many_are_let_past() -> None:
    many = Rush()
    with ExitStack() as others:
        for _ in range(MANY - 1):
            others.enter_context(many.taking())
        with many.taking():
            thread = waiting(many)
            assert thread.is_alive()
        thread.join(10)
        assert not thread.is_alive()


def test_one_that_fails_is_taken_no_more() -> None:
    many = Rush()
    for _ in range(MANY):
        with pytest.raises(ValueError, match="broken"), many.taking():
            raise ValueError("broken")
    many.let_pass()


def test_however_long_a_rush_lasts_the_rest_has_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rush, "PATIENCE_S", 0.01)
    many = Rush()
    with ExitStack() as stack:
        for _ in range(MANY):
            stack.enter_context(many.taking())
        many.let_pass()
