"""Sessions, codes and tokens that grant nothing any more are forgotten; the others stay."""

from datetime import timedelta

from sqlalchemy import func, select

from tests.builders import Builders
from tests.integration.conftest import HeldClock
from threadside.store.base import Base
from threadside.store.tables import OAuthCode, OAuthToken, WebSession
from threadside.store.uow import UnitOfWork
from threadside.workspace import codes, sessions, tokens, upkeep

CLIENT = "threadside-extension"


def count(uow: UnitOfWork, table: type[Base]) -> int:
    with uow.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_what_has_ended_goes_and_what_has_not_stays(
    uow: UnitOfWork, build: Builders, clock: HeldClock
) -> None:
    kim = build.member()

    def sign_in_everywhere(name: str) -> None:
        with uow.write() as tx:
            sessions.start(tx, kim.user.id, None)
            codes.give(
                tx,
                f"code-{name}",
                client_id=CLIENT,
                member_id=kim.id,
                redirect_uri="https://x/",
                code_challenge="c",
            )
            family = tokens.Family(codes.family_of(name), kim.id, tx.now)
            tokens.issue(tx, family, CLIENT, f"access-{name}", f"refresh-{name}")
            tokens.issue_for_script(tx, kim.id, name, days=31)

    sign_in_everywhere("old")
    clock.now += tokens.REFRESH + timedelta(days=2)
    sign_in_everywhere("new")
    with uow.write() as tx:
        upkeep.forget_ended(tx)
    assert count(uow, WebSession) == 1
    assert count(uow, OAuthCode) == 1
    assert count(uow, OAuthToken) == 2


def test_a_token_that_can_still_be_renewed_stays(
    uow: UnitOfWork, build: Builders, clock: HeldClock
) -> None:
    kim = build.member()
    with uow.write() as tx:
        family = tokens.Family(codes.family_of("x"), kim.id, tx.now)
        tokens.issue(tx, family, CLIENT, "access", "refresh")
    clock.advance(days=29)
    with uow.write() as tx:
        upkeep.forget_ended(tx)
        assert tokens.rotate(tx, "refresh", CLIENT) == family
