"""Codes and tokens under contention: two at once can't both be first."""

import threading
from collections.abc import Callable

from hypothesis import settings as tune
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.builders import Builders
from tests.integration.conftest import HeldClock
from threadside.ids import new_id
from threadside.store.uow import UnitOfWork
from threadside.workspace import codes, tokens

CLIENT = "threadside-extension"


def at_once(times: int, act: Callable[[], object]) -> list[object]:
    """What `act` gives to `times` threads that begin together."""
    results: list[object] = []
    barrier = threading.Barrier(times)

    def run() -> None:
        barrier.wait(10)
        results.append(act())

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_several_exchanges_at_once_one_gets_the_code(uow: UnitOfWork, build: Builders) -> None:
    kim = build.member()
    with uow.write() as tx:
        codes.give(
            tx,
            "the-code",
            client_id=CLIENT,
            member_id=kim.id,
            redirect_uri="https://x/",
            code_challenge="c",
        )

    def redeem() -> codes.Redeemed | None:
        with uow.write() as tx:
            return codes.redeem(tx, "the-code", CLIENT)

    found = at_once(6, redeem)
    assert len([each for each in found if each is not None]) == 1


def test_renewals_at_once_stay_in_one_family(uow: UnitOfWork, build: Builders) -> None:
    kim = build.member()
    with uow.write() as tx:
        family = tokens.Family(new_id(), kim.id, tx.now)
        tokens.issue(tx, family, CLIENT, "access", "refresh")

    def renew() -> tokens.Family | None:
        with uow.write() as tx:
            return tokens.rotate(tx, "refresh", CLIENT)

    assert at_once(6, renew) == [family] * 6


def test_a_thief_and_an_owner_never_both_go_on(
    uow: UnitOfWork, build: Builders, clock: HeldClock
) -> None:
    """Whatever they do, once a token is used again after the grace nothing of the family works."""
    kim = build.member()

    class Sharing(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.number = 0
            self.used_at: dict[str, float] = {}
            self.ended = False
            self.family = tokens.Family(new_id(), kim.id, clock())
            self.known = [self.issue()]

        def issue(self) -> str:
            self.number += 1
            secret = f"{self.family.id}-{self.number}"
            with uow.write() as tx:
                tokens.issue(tx, self.family, CLIENT, f"access-{secret}", secret)
            return secret

        @rule(seconds=st.integers(0, 60))
        def wait(self, seconds: int) -> None:
            clock.advance(seconds=seconds)

        @rule(data=st.data())
        def use(self, data: st.DataObject) -> None:
            secret = data.draw(st.sampled_from(self.known))
            with uow.write() as tx:
                found = tokens.rotate(tx, secret, CLIENT)
            first = self.used_at.setdefault(secret, clock().timestamp())
            late = clock().timestamp() - first > tokens.GRACE.total_seconds()
            assert (found is None) == (self.ended or late)
            self.ended = self.ended or late
            if found is not None:
                self.known.append(self.issue())

        @invariant()
        def nothing_works_after_the_end(self) -> None:
            if self.ended:
                with uow.write() as tx:
                    assert all(tokens.rotate(tx, each, CLIENT) is None for each in self.known)

    run_state_machine_as_test(
        Sharing, settings=tune(max_examples=15, stateful_step_count=12, deadline=None)
    )
