"""The use of a script's token is written down, and seldom."""

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.builders import Builders
from tests.integration.conftest import HeldClock
from tests.integration.http.browsing import status_of_me
from threadside.store.tables import OAuthToken
from threadside.store.uow import UnitOfWork


def test_a_script_s_token_says_when_it_was_last_used(
    client: FlaskClient, uow: UnitOfWork, build: Builders, clock: HeldClock
) -> None:
    kim = build.member()
    secret = build.token(kim, kind="script")

    def used_at() -> object:
        with uow.read() as session:
            return session.scalars(
                select(OAuthToken.used_at).where(OAuthToken.member_id == kim.id)
            ).one()

    assert used_at() is None
    begun = clock()
    noted = []
    for minutes in (0, 4, 1):
        clock.advance(minutes=minutes)
        assert status_of_me(client, secret) == 200
        noted.append(used_at())
    assert noted == [begun, begun, clock()]
