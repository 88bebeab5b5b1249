"""A workspace at work, and people in front of its console."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests.builders import Someone
from tests.integration.desk import Desk, desk, open_desk
from tests.integration.http.browsing import OWN, form_mark, submit_sign_in
from threadside.store.uow import UnitOfWork

__all__ = ["Visit", "admin", "desk", "open_desk", "statements", "visit"]


class Visit:
    """Somebody in front of the console, in a browser of their own."""

    def __init__(self, client: FlaskClient, someone: Someone) -> None:
        self.client = client
        self.someone = someone
        submit_sign_in(client, someone.user.email)

    def open(self, path: str, **query: Any) -> TestResponse:
        """A page."""
        return self.client.get(path, query_string=query or None)

    def see(self, path: str, **query: Any) -> str:
        """A page that is there, as text."""
        answer = self.open(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.text

    def mark(self) -> str:
        """The mark of this browser's forms."""
        return form_mark(self.open("/console/workspaces"))

    def submit(self, path: str, **fields: Any) -> TestResponse:
        """A form of ours, filled in; a field that is None is left out."""
        given = {
            "form_mark": self.mark(),
            "workspace": self.someone.workspace.id,
            **fields,
        }
        data = {name: value for name, value in given.items() if value is not None}
        return self.client.post(path, data=data, headers=OWN)

    def does(self, path: str, **fields: Any) -> str:
        """A form that is taken; gives the page that is shown after it."""
        answer = self.submit(path, **fields)
        assert answer.status_code == 303, answer.text
        return self.see(answer.location)


@pytest.fixture
def visit(app: Flask) -> Callable[[Someone], Visit]:
    """Opens the console for somebody."""
    return lambda someone: Visit(app.test_client(), someone)


@pytest.fixture
def admin(desk: Desk, visit: Callable[[Someone], Visit]) -> Visit:
    """The desk's admin in front of the console."""
    return visit(desk.build.member(desk.workspace, role="admin", name="Dana Whitfield"))


@pytest.fixture
def statements(uow: UnitOfWork) -> Iterator[Callable[[], int]]:
    """How many statements the database has been asked so far; a transaction's begin is none."""
    asked = [0]

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked[0] += not statement.startswith("BEGIN")

    event.listen(uow.engine, "before_cursor_execute", count)
    yield lambda: asked[0]
    event.remove(uow.engine, "before_cursor_execute", count)
