"""Every route that changes something tells every screen."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.integration.desk import ANNA, Desk
from threadside.http.guards import asks_for_token
from threadside.sending.port import Unknown

READING = {"GET", "HEAD", "OPTIONS"}


def changing(app: Flask) -> set[str]:
    """Every `METHOD rule` by which a member may change something.

    Public routes are not among them: signing in changes no workspace, and webhooks are stored;
    the jobs that fold them in tell.
    """
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - READING
        if asks_for_token(app.view_functions[rule.endpoint])
    }


def undo(desk: Desk) -> Any:
    sent = desk.press(desk.person())
    return lambda: desk.ask("POST", f"/v1/messages/{sent['id']}/undo")


def send_now(desk: Desk) -> Any:
    later = (desk.clock.now + timedelta(hours=2)).isoformat()
    sent = desk.press(desk.person(), send_at=later)
    return lambda: desk.ask("POST", f"/v1/messages/{sent['id']}/send-now")


def settle(desk: Desk) -> Any:
    sent = desk.press(desk.person())
    desk.carrier.next_answers = [Unknown("no_answer")]
    desk.after_hold()
    body = {"outcome": "sent"}
    return lambda: desk.ask("POST", f"/v1/messages/{sent['id']}/settle", body)


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


def of_anna(desk: Desk, path: str, **values: Any) -> Any:
    body = {"client_key": "key-of-anna", "phone": ANNA, "person": desk.person().id, **values}
    return lambda: desk.ask("POST", path, body)


def record_consent(desk: Desk) -> Any:
    return of_anna(desk, "/v1/consent", method="verbal", words="Yes, text me")


def record_opt_out(desk: Desk) -> Any:
    return of_anna(desk, "/v1/consent/opt-outs", channel="phone")


def record_wrong_number(desk: Desk) -> Any:
    return of_anna(desk, "/v1/consent/wrong-numbers")


def ask_for_consent(desk: Desk) -> Any:
    return of_anna(desk, "/v1/consent/requests", line=desk.line.id)


def say_where(desk: Desk) -> Any:
    body = {"phone": ANNA, "person": desk.person().id, "state": "CO"}
    return lambda: desk.ask("POST", "/v1/whereabouts", body)


def settle_revocation(desk: Desk) -> Any:
    desk.person()
    desk.says("STOP that")
    open_ = desk.get("/v1/consent", phone=ANNA)["card"]["open"]
    path = f"/v1/consent/revocations/{open_['id']}/settle"
    return lambda: desk.ask("POST", path, {"outcome": "dismissed"})


def settle_doubt(desk: Desk) -> Any:
    path = f"/v1/consent/doubts/{desk.doubted(desk.person())}/settle"
    return lambda: desk.ask("POST", path, {"outcome": "not_theirs"})


def linked(desk: Desk) -> dict[str, str]:
    """A record that means Anna."""
    record = {"crm": "sample", "account": "acme", "type": "contact", "id": "1001"}
    body = {"record": record, "person": desk.person().id}
    desk.ask("PUT", "/v1/records/person", body)
    return record


def not_them(desk: Desk) -> Any:
    record = linked(desk)
    person = desk.get("/v1/beside", **record)["person_id"]
    body = {"record": record, "not_person": person}
    return lambda: desk.ask("POST", "/v1/records/not-them", body)


def link_person(desk: Desk) -> Any:
    body = {"record": linked(desk), "person": desk.person("Ben Cole").id}
    return lambda: desk.ask("POST", "/v1/records/link", body)


def mark_customer(desk: Desk) -> Any:
    desk.says("Hello")
    return lambda: desk.ask("PUT", "/v1/unmatched/customer", {"phone": ANNA, "customer": False})


def link_number(desk: Desk) -> Any:
    desk.says("Hello")
    body = {"phone": ANNA, "person": desk.person("Ben Cole", "+13035550177").id}
    return lambda: desk.ask("POST", "/v1/unmatched/link", body)


def unlink_number(desk: Desk) -> Any:
    ask = link_number(desk)
    linked = ask().json["person"]["id"]
    body = {"phone": ANNA, "person": linked}
    return lambda: desk.ask("POST", "/v1/unmatched/unlink", body)


TELLING: dict[str, Callable[[Desk], Any]] = {
    "POST /v1/messages": send,
    "POST /v1/messages/<message_id>/undo": undo,
    "POST /v1/messages/<message_id>/send-now": send_now,
    "POST /v1/messages/<message_id>/settle": settle,
    "POST /v1/people/<person_id>/notes": note,
    "POST /v1/people/<person_id>/read": read,
    "PUT /v1/records/person": choose,
    "POST /v1/records/not-them": not_them,
    "POST /v1/records/link": link_person,
    "PUT /v1/unmatched/customer": mark_customer,
    "POST /v1/unmatched/link": link_number,
    "POST /v1/unmatched/unlink": unlink_number,
    "POST /v1/consent": record_consent,
    "POST /v1/consent/opt-outs": record_opt_out,
    "POST /v1/consent/wrong-numbers": record_wrong_number,
    "POST /v1/consent/revocations/<revocation_id>/settle": settle_revocation,
    "POST /v1/consent/doubts/<doubt_id>/settle": settle_doubt,
    "POST /v1/consent/requests": ask_for_consent,
    "POST /v1/whereabouts": say_where,
}


SILENT = {
    "POST /v1/media",
    "POST /v1/consent/evidence",
    "POST /v1/records/refresh",
    "POST /v1/records/search",
    "POST /v1/people/search",
    "POST /v1/people/search/crm",
    "POST /v1/page-reports",
    "POST /v1/badges",
    "POST /v1/library/<item_id>/use",
    "POST /v1/templates/proposals",
}
"""An upload, or a copy of a file of the library, is nobody else's business until a text or a line
of the ledger has it; a proposal waits in the console until an admin looks; what a linked
CRM is asked is told when it says something new; that a page was rebuilt is read in the console; a
list only asks."""


def plain(rule: str) -> str:
    """A rule without the kind of its variables: `<id:message_id>` is `<message_id>`."""
    return rule.replace("<id:", "<")


def test_every_route_that_changes_something_is_tried_here(app: Flask) -> None:
    assert {plain(rule) for rule in changing(app)} == set(TELLING) | SILENT


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
