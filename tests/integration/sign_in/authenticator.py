"""Somebody's authenticator app, and people who have one."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import Someone
from tests.integration.conftest import HeldClock
from tests.integration.http.browsing import OWN, form_mark
from threadside.rules import totp
from threadside.runtime import Runtime
from threadside.workspace import second_factor


class App:
    """An app that was given a key; the clock is the test's."""

    def __init__(self, key: str, clock: HeldClock) -> None:
        self.key = key
        self._clock = clock

    def code(self, ahead: int = 0) -> str:
        """What it shows, or showed `ahead` half minutes later."""
        return totp.code_of(self.key, totp.step_at(self._clock.now) + ahead)

    def wrong(self) -> str:
        """Six digits that hold at no moment around now."""
        near = {self.code(off) for off in (-1, 0, 1)}
        return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def with_app(held: Runtime, clock: HeldClock, someone: Someone) -> tuple[App, list[str]]:
    """Somebody sets an app up; gives it and the recovery codes. A minute goes by."""
    user_id = someone.user.id
    with held.uow.write() as tx:
        second_factor.begin(tx, held.sealer, user_id)
    with held.uow.read() as session:
        app = App(second_factor.begun_key(session, held.sealer, user_id) or "", clock)
    with held.uow.write() as tx:
        codes = second_factor.confirm(tx, held.sealer, user_id, app.code())
    clock.advance(minutes=1)
    return app, codes


def key_in(page: str) -> str:
    """The key that a page shows as text."""
    found = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)
    assert found, page
    return found[1].replace(" ", "")


def recovery_codes(page: str) -> list[str]:
    """The codes that a page shows."""
    return re.findall(r"<li><code>([a-z2-9-]{19})</code>", page)


def enter(client: FlaskClient, code: str, path: str = "/sign-in/code", **more: str) -> TestResponse:
    """Type a code into the page and press the button."""
    data = {"form_mark": form_mark(client.get(path)), "code": code, **more}
    return client.post(path, data=data, headers=OWN)
