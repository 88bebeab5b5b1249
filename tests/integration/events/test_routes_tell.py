"""Every route that changes something tells every screen, unless there is a reason not to."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.integration.desk import ANNA, Desk

READING = {"GET", "HEAD", "OPTIONS"}

SILENT = {
    "POST /webhooks/vonage/inbound": "stores; the job that folds it in tells",
    "POST /webhooks/vonage/status": "stores; the job that folds it in tells",
}
"""Routes that change something of which no screen shows anything, and why."""
SIGN_IN = ("/oauth/", "/sign-in", "/sign-out", "/signin", "/signout", "/login", "/logout")
"""Signing in changes sessions and tokens, which belong to no workspace's screens."""


def changing(app: Flask) -> set[str]:
    """Every `METHOD rule` that may change something of a workspace."""
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - READING
        if not rule.rule.startswith(SIGN_IN)
    }


def undo(desk: Desk) -> Any:
    sent = desk.press(desk.person())
    return lambda: desk.ask("POST", f"/v1/messages/{sent['id']}/undo")


def send(desk: Desk) -> Any:
    body = desk.wish(desk.person())
    return lambda: desk.ask("POST", "/v1/messages", body)


def note(desk: Desk) -> Any:
    anna = desk.person()
    body = {"client_key": "note-on-anna", "text": "Prefers texts"}
    return lambda: desk.ask("POST", f"/v1/people/{anna.id}/notes", body)


def read(desk: Desk) -> Any:
    anna = desk.person()
    desk.says("Hello", peer=ANNA)
    body = {"seq": desk.head()}
    return lambda: desk.ask("POST", f"/v1/people/{anna.id}/read", body)


def choose(desk: Desk) -> Any:
    anna = desk.person()
    record = {"crm": "sample", "account": "acme", "type": "contact", "id": "1001"}
    body = {"record": record, "person": anna.id}
    return lambda: desk.ask("PUT", "/v1/records/person", body)


TELLING: dict[str, Callable[[Desk], Any]] = {
    "POST /v1/messages": send,
    "POST /v1/messages/<message_id>/undo": undo,
    "POST /v1/people/<person_id>/notes": note,
    "POST /v1/people/<person_id>/read": read,
    "PUT /v1/records/person": choose,
}


def plain(rule: str) -> str:
    """A rule without the kind of its variables: `<id:message_id>` is `<message_id>`."""
    return rule.replace("<id:", "<")


def test_every_route_that_changes_something_is_tried_here_or_explained(app: Flask) -> None:
    assert {plain(rule) for rule in changing(app)} == set(TELLING) | set(SILENT)


@pytest.mark.parametrize("rule", TELLING)
def test_it_tells(desk: Desk, rule: str) -> None:
    act = TELLING[rule](desk)
    before = desk.head()
    assert act().status_code in {200, 201, 204}
    assert desk.head() > before


def test_reading_again_what_is_read_tells_nothing_new(desk: Desk) -> None:
    act = read(desk)
    act()
    before = desk.head()
    assert act().status_code == 204
    assert desk.head() == before
