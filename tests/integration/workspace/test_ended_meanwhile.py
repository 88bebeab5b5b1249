"""Access that ends in the very moment in which it is used: what came of the use ends as well."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from tests.builders import PASSWORD, QUICK, Builders, Someone
from tests.integration.workspace.people import EXTENSION, browser, extension, name_of
from tests.integration.workspace.test_people import refused
from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.store.uow import Tx, UnitOfWork
from threadside.workspace import devices, sessions, standing, tokens
from threadside.workspace.change_password import change
from threadside.workspace.passwords import Checked, Passwords
from threadside.workspace.secrets import new_secret
from threadside.workspace.sign_in import sign_in

NEW = "a lamp beside the river"
SOMEBODY_WAITS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND datname = current_database()"
)

End = Callable[[Tx, Someone], object]


@pytest.fixture
def kim(build: Builders) -> Someone:
    return build.member(build.workspace("Foothill Solar"), name="Kim Okafor")


def by_themselves(tx: Tx, kim: Someone) -> None:
    devices.end_own_others(tx, kim.user.id, "")


def by_an_admin(tx: Tx, kim: Someone) -> None:
    member = standing.standing(tx.session, kim.workspace.id, kim.id)
    [device] = devices.of_member(tx.session, kim.workspace.id, member, tx.now)
    devices.end_of_member(tx, kim.workspace.id, member, device.id)


def by_leaving(tx: Tx, kim: Someone) -> None:
    standing.deactivate(tx, kim.workspace.id, kim.id, "nobody", "Left")


@contextmanager
def meanwhile(uow: UnitOfWork, end: End, kim: Someone) -> Iterator[Callable[[], None]]:
    """Somebody ends the access while the block writes. What it is given starts that and comes back
    when they wait for it: on PostgreSQL for a row, on SQLite for their turn to write."""

    def run() -> None:
        with uow.write() as tx:
            end(tx, kim)

    def start() -> None:
        ending.append(pool.submit(run))
        deadline = time.monotonic() + 10
        while uow.engine.dialect.name == "postgresql":
            with uow.read() as session:
                if session.scalar(SOMEBODY_WAITS):
                    return
            assert time.monotonic() < deadline, "nobody waits"

    with ThreadPoolExecutor(1) as pool:
        ending: list[Future[None]] = []
        yield start
        ending[0].result(20)


@pytest.mark.parametrize("end", [by_themselves, by_an_admin, by_leaving])
@pytest.mark.parametrize("again", [False, True], ids=["first use", "answer was lost"])
def test_what_is_being_renewed_ends_with_its_sign_in(
    uow: UnitOfWork, kim: Someone, end: End, *, again: bool
) -> None:
    _, refresh = extension(uow, kim, new_id())
    if again:
        renewed(uow, refresh)
    secret = new_secret()
    with meanwhile(uow, end, kim) as somebody_ends_it, uow.write() as tx:
        family = tokens.rotate(tx, refresh, EXTENSION)
        assert family is not None
        somebody_ends_it()
        tokens.issue(tx, family, EXTENSION, secret, new_secret())
    assert refused(uow, secret)


def renewed(uow: UnitOfWork, refresh: str) -> None:
    with uow.write() as tx:
        family = tokens.rotate(tx, refresh, EXTENSION)
        assert family is not None
        tokens.issue(tx, family, EXTENSION, new_secret(), new_secret())


def test_a_browser_that_is_signed_out_gives_no_more_codes(uow: UnitOfWork, kim: Someone) -> None:
    secret = browser(uow, kim)
    with uow.write() as tx:
        assert sessions.still_opens(tx, secret, kim.id)
        assert not sessions.still_opens(tx, secret, new_id())
    with uow.write() as tx:
        devices.end_own(tx, kim.user.id, name_of(secret))
    with uow.write() as tx:
        assert not sessions.still_opens(tx, secret, kim.id)


class Interrupted(Passwords):
    """While it checks a password for the first time, something happens."""

    def __init__(self, happens: Callable[[], None], hasher: PasswordHasher) -> None:
        super().__init__(hasher)
        self._happens: list[Callable[[], None]] = [happens]

    def check(self, password: str, known: str | None) -> Checked:
        found = super().check(password, known)
        for happens in self._happens[:]:
            self._happens.clear()
            happens()
        return found


@pytest.mark.parametrize("cost", [1, 2], ids=["same costs", "costs have risen"])
def test_a_password_that_is_changed_while_it_is_checked_signs_nobody_in(
    uow: UnitOfWork, kim: Someone, cost: int
) -> None:
    def changed() -> None:
        change(uow, Passwords(QUICK), kim.user.id, old=PASSWORD, new=NEW, here="")

    hasher = PasswordHasher(time_cost=cost, memory_cost=8, parallelism=1)
    with pytest.raises(Refusal, match="wrong_password"):
        sign_in(uow, Interrupted(changed, hasher), kim.user.email, PASSWORD, None)
    assert sign_in(uow, Passwords(QUICK), kim.user.email, NEW, None)
