"""Passwords: right, wrong, unknown; the cost of asking."""

import threading

import pytest
from argon2 import PasswordHasher

from threadside.errors import Invalid, Refusal
from threadside.workspace import passwords as module
from threadside.workspace.passwords import Passwords

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def test_the_right_password_is_right() -> None:
    checker = Passwords(CHEAP)
    kept = checker.hash("a few words in a row")
    assert checker.check("a few words in a row", kept).right
    assert not checker.check("a few words in a rowx", kept).right


def test_nobody_has_no_password() -> None:
    assert not Passwords(CHEAP).check("anything at all", None).right


def test_an_unknown_user_costs_as_much_as_a_known_one() -> None:
    assert not PasswordHasher().check_needs_rehash(module._NOBODY)


def test_a_hash_with_lower_costs_is_made_anew() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("a few words")
    dear = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    found = Passwords(dear).check("a few words", weak)
    assert found.better_hash is not None
    assert not dear.check_needs_rehash(found.better_hash)


@pytest.mark.parametrize("password", ["", "ninechars", "x" * 257])
def test_short_and_endless_passwords_are_not_taken(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        Passwords(CHEAP).hash(password)
    assert refused.value.code == "weak_password"


@pytest.mark.parametrize("kept", ["", "plain text", "$argon2id$broken"])
def test_a_broken_hash_lets_nobody_in(kept: str) -> None:
    assert not Passwords(CHEAP).check("anything at all", kept).right


def test_no_more_than_the_allowed_number_hash_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    entered, leave = threading.Semaphore(0), threading.Event()

    class Slow(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:  # noqa: ARG002
            entered.release()
            leave.wait(10)
            return "$done"

    monkeypatch.setattr(module, "WAIT_S", 0.01)
    checker = Passwords(Slow(), at_once=2)
    threads = [threading.Thread(target=checker.hash, args=("a few words",)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _thread in threads:
        assert entered.acquire(timeout=10)
    with pytest.raises(Refusal) as refused:
        checker.hash("a few words")
    assert (refused.value.code, refused.value.status) == ("busy", 503)
    leave.set()
    for thread in threads:
        thread.join()
