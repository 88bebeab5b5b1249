"""Nothing of another workspace through any route: every id of theirs is unknown here.

Generated over all routes. Each has a positive control: the same request by somebody of the right
workspace succeeds, so a 404 can't come from a typo.

Compliance: V-1.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from urllib3 import encode_multipart_formdata
from werkzeug.test import TestResponse

from tests.integration.desk import ANNA, Desk, OpenDesk
from tests.integration.library.shelf import Shelf
from tests.unit.media import samples
from threadside.events import log
from threadside.http.guards import asks_for_token
from threadside.library.content import Content
from threadside.sending.port import Unknown
from threadside.store.tables import CrmConnection, PageAdapter, Template, TemplateVersion

STRANGER = "+17205550188"
Request = tuple[str, str, Any]
"""Method, path with query, JSON body; bytes are the file of a form."""

PICTURE = samples.picture()
RECORD = {"crm": "sample", "account": "acme", "type": "contact", "id": "1001"}


class House(Desk):
    """A workspace with one of everything that has an id."""

    def furnish(self) -> "House":
        """Make one of each."""
        self.anna = self.person()
        self.text = self.press(self.anna, "A secret of this house")
        said = {"message": self.text["id"], "name": "A secret wording", "body": "Hello"}
        assert self.ask("POST", "/v1/templates/proposals", said).status_code == 201
        self.template = Template(
            id=self.text["id"], workspace_id=self.workspace.id, name="T", group_name="",
            state="approved", version=1,
        )  # fmt: skip
        body = TemplateVersion(template_id=self.template.id, version=1, body="Hi")
        linked = CrmConnection(
            id=self.text["id"], workspace_id=self.workspace.id, crm="ledger", account="acme",
            name="A secret account", base_url="https://crm.example.com", mapping={},
            state="needs_sign_in", linked_by=self.rep.id, linked_at=self.clock(),
        )  # fmt: skip
        taught = PageAdapter(
            id=self.text["id"], workspace_id=self.workspace.id, crm="own-secret",
            data={
                "id": "own-secret", "name": "A secret system", "hosts": ["crm.example.com"],
                "records": [{"address": "/people/{id}", "type": "contact"}],
            },
            created_at=self.clock(),
        )  # fmt: skip
        self.build.add(self.template, body, linked, taught)
        self.file = Shelf(self.app, self).approved(Content("A secret file", "Of this house"))
        choice = {"record": RECORD, "person": self.anna.id}
        assert self.ask("PUT", "/v1/records/person", choice).status_code == 204
        return self


def wish(house: House, **change: Any) -> dict[str, Any]:
    """A press of Send whose every id is this house's."""
    return house.wish(house.anna, **change)


def undo(house: House) -> Request:
    return "POST", f"/v1/messages/{house.text['id']}/undo", None


def send_now(house: House) -> Request:
    later = (house.clock.now + timedelta(hours=2)).isoformat()
    scheduled = house.press(house.anna, send_at=later)
    return "POST", f"/v1/messages/{scheduled['id']}/send-now", None


def settle(house: House) -> Request:
    house.carrier.next_answers = [Unknown("no_answer")]
    house.after_hold()
    return "POST", f"/v1/messages/{house.text['id']}/settle", {"outcome": "not_sent"}


def get_message(house: House) -> Request:
    return "GET", f"/v1/messages/{house.text['id']}", None


def place(house: House) -> Request:
    return "GET", f"/v1/messages/{house.text['id']}/place", None


def timeline(house: House) -> Request:
    return "GET", f"/v1/people/{house.anna.id}/timeline", None


def note(house: House) -> Request:
    body = {"client_key": "a-note-for-them", "text": "Hello"}
    return "POST", f"/v1/people/{house.anna.id}/notes", body


def read(house: House) -> Request:
    return "POST", f"/v1/people/{house.anna.id}/read", {"seq": 1}


def verdict(house: House) -> Request:
    query = f"phone=%2B17205550142&line={house.line.id}&person={house.anna.id}"
    return "GET", f"/v1/verdict?{query}", None


def templates_beside(house: House) -> Request:
    return "GET", f"/v1/templates/beside?person={house.anna.id}", None


def propose(house: House) -> Request:
    said = {"message": house.text["id"], "name": "Ours", "body": "A wording of this house"}
    return "POST", "/v1/templates/proposals", said


def choose(house: House) -> Request:
    return "PUT", "/v1/records/person", {"record": RECORD, "person": house.anna.id}


def not_them(house: House) -> Request:
    body = {"record": RECORD, "not_person": house.anna.id}
    return "POST", "/v1/records/not-them", body


def link_person(house: House) -> Request:
    return "POST", "/v1/records/link", {"record": RECORD, "person": house.anna.id}


def link_number(house: House) -> Request:
    return "POST", "/v1/unmatched/link", {"phone": "+13035550188", "person": house.anna.id}


def unlink_number(house: House) -> Request:
    ask(house, link_number(house))
    return "POST", "/v1/unmatched/unlink", {"phone": "+13035550188", "person": house.anna.id}


def send(house: House) -> Request:
    return "POST", "/v1/messages", wish(house, client_key="a-key-of-nobody")


def upload(house: House) -> Request:
    return "POST", f"/v1/media?line={house.line.id}", PICTURE


def picture(house: House) -> Request:
    kept = ask(house, upload(house))
    assert kept.json is not None
    return "GET", f"/v1/media/{kept.json['id']}", None


def thumbnail(house: House) -> Request:
    return "GET", f"{picture(house)[1]}/thumbnail", None


def use_file(house: House) -> Request:
    return "POST", f"/v1/library/{house.file}/use", None


def consent(house: House) -> Request:
    return "GET", f"/v1/consent?phone=%2B17205550142&person={house.anna.id}", None


def record_consent(house: House) -> Request:
    body = {"method": "verbal", "words": "Yes, text me", **whose(house, "consent")}
    return "POST", "/v1/consent", body


def record_opt_out(house: House) -> Request:
    return "POST", "/v1/consent/opt-outs", {"channel": "phone", **whose(house, "opt-out")}


def say_where(house: House) -> Request:
    body = {"phone": ANNA, "person": house.anna.id, "state": "CO"}
    return "POST", "/v1/whereabouts", body


def record_wrong_number(house: House) -> Request:
    return "POST", "/v1/consent/wrong-numbers", whose(house, "wrong-number")


def settle_revocation(house: House) -> Request:
    house.says("STOP that")
    open_ = house.get("/v1/consent", phone=ANNA)["card"]["open"]
    path = f"/v1/consent/revocations/{open_['id']}/settle"
    return "POST", path, {"outcome": "dismissed"}


def settle_doubt(house: House) -> Request:
    path = f"/v1/consent/doubts/{house.doubted(house.anna)}/settle"
    return "POST", path, {"outcome": "still_theirs"}


def ask_for_consent(house: House) -> Request:
    return "POST", "/v1/consent/requests", {"line": house.line.id, **whose(house, "ask")}


def whose(house: House, what: str) -> dict[str, Any]:
    """Of whom something is recorded."""
    return {"client_key": f"{what}-of-anna", "phone": ANNA, "person": house.anna.id}


def evidence(house: House) -> Request:
    kept = ask(house, ("POST", "/v1/consent/evidence", PICTURE))
    assert kept.json is not None
    return "GET", f"/v1/consent/evidence/{kept.json['id']}", None


BY_ID: dict[str, Callable[[House], Request]] = {
    "GET /v1/messages/<message_id>": get_message,
    "GET /v1/messages/<message_id>/place": place,
    "POST /v1/messages/<message_id>/undo": undo,
    "POST /v1/messages/<message_id>/send-now": send_now,
    "POST /v1/messages/<message_id>/settle": settle,
    "GET /v1/people/<person_id>/timeline": timeline,
    "POST /v1/people/<person_id>/notes": note,
    "POST /v1/people/<person_id>/read": read,
    "GET /v1/verdict": verdict,
    "GET /v1/templates/beside": templates_beside,
    "POST /v1/templates/proposals": propose,
    "PUT /v1/records/person": choose,
    "POST /v1/records/not-them": not_them,
    "POST /v1/records/link": link_person,
    "POST /v1/unmatched/link": link_number,
    "POST /v1/unmatched/unlink": unlink_number,
    "POST /v1/messages": send,
    "POST /v1/media": upload,
    "GET /v1/media/<media_id>": picture,
    "GET /v1/media/<media_id>/thumbnail": thumbnail,
    "POST /v1/library/<item_id>/use": use_file,
    "GET /v1/consent": consent,
    "POST /v1/consent": record_consent,
    "POST /v1/consent/opt-outs": record_opt_out,
    "POST /v1/consent/wrong-numbers": record_wrong_number,
    "POST /v1/consent/revocations/<revocation_id>/settle": settle_revocation,
    "POST /v1/consent/doubts/<doubt_id>/settle": settle_doubt,
    "POST /v1/consent/requests": ask_for_consent,
    "POST /v1/whereabouts": say_where,
    "GET /v1/consent/evidence/<evidence_id>": evidence,
}
"""Routes that take an id of a workspace: with another workspace's they answer 404."""

OWN = {
    "GET /v1/me": "/v1/me",
    "GET /v1/unread": "/v1/unread",
    "GET /v1/templates": "/v1/templates",
    "GET /v1/templates/proposals": "/v1/templates/proposals",
    "GET /v1/library": "/v1/library",
    "GET /v1/unmatched": "/v1/unmatched",
    "GET /v1/crm/connections": "/v1/crm/connections",
    "GET /v1/page-adapters": "/v1/page-adapters",
    "GET /v1/beside": (
        "/v1/beside?crm=sample&account=acme&type=contact&id=1001&phones=%2B17205550142"
    ),
}
"""Routes that answer about the caller's workspace alone: nothing of another's is in them."""


NAMES_NOTHING = {
    "POST /v1/consent/evidence",
    "GET /v1/states",
    "POST /v1/records/refresh",
    "POST /v1/records/search",
    "POST /v1/people/search",
    "POST /v1/people/search/crm",
    "PUT /v1/unmatched/customer",
    "POST /v1/page-reports",
    "POST /v1/badges",
}
"""Routes that take nothing of a workspace and answer with what they were given alone, or with what
the caller's own workspace or a linked CRM of it says of it (`test_badges.py`, for numbers)."""


def plain(rule: str) -> str:
    """A rule without the kind of its variables: `<id:message_id>` is `<message_id>`."""
    return rule.replace("<id:", "<")


@pytest.fixture
def here(open_desk: OpenDesk, desk: Desk) -> House:
    """The workspace that asks."""
    return House(desk.app, desk.held, desk.build, desk.clock)


@pytest.fixture
def there(desk: Desk) -> House:
    """The workspace that must stay closed to others."""
    return House(desk.app, desk.held, desk.build, desk.clock).furnish()


def ask(house: House, request: Request) -> TestResponse:
    """The request by this house's rep."""
    method, path, body = request
    if not isinstance(body, bytes):
        return house.ask(method, path, body)
    form, content_type = encode_multipart_formdata({"file": ("roof.jpg", body)})
    headers = {"Authorization": f"Bearer {house.token()}", "Content-Type": content_type}
    return house.app.test_client().open(path, method=method, data=form, headers=headers)


def test_every_route_that_asks_who_one_is_is_tried_here(app: Flask) -> None:
    """Public routes know no workspace; webhooks and the stream have tests of their own."""
    rules = {
        f"{method} {plain(rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if asks_for_token(app.view_functions[rule.endpoint])
    }
    assert rules == set(BY_ID) | set(OWN) | NAMES_NOTHING


@pytest.mark.parametrize("route", BY_ID)
def test_an_id_of_another_workspace_is_unknown(here: House, there: House, route: str) -> None:
    request = BY_ID[route](there)
    before = there.head()
    answer = ask(here, request)
    assert answer.status_code == 404, answer.text
    assert "secret" not in answer.text
    assert there.head() == before
    assert ask(there, request).status_code in {200, 201, 204}, "the control"


@pytest.mark.parametrize("route", OWN)
def test_an_answer_about_ones_own_workspace_holds_nothing_of_another(
    here: House, there: House, route: str
) -> None:
    there.says("Another secret of that house")
    there.says("Who is this?", peer=STRANGER)
    mine, theirs = here.ask("GET", OWN[route]), there.ask("GET", OWN[route])
    assert (mine.status_code, theirs.status_code) == (200, 200)
    ids = [there.workspace.id, there.line.id, there.anna.id, there.rep.id, there.text["id"]]
    ids.append(STRANGER)
    assert not [id_ for id_ in ids if id_ in mine.text]
    assert "secret" not in mine.text
    assert any(id_ in theirs.text for id_ in ids) or "secret" in theirs.text, "the control"


@pytest.mark.parametrize("field", ["line", "person", "template", "phone and person", "media"])
def test_a_press_with_one_id_of_another_workspace_sends_nothing(
    here: House, there: House, field: str
) -> None:
    anna = here.person("Our own Anna")
    change: dict[str, Any] = {
        "line": {"line": there.line.id},
        "person": {"person": there.anna.id},
        "template": {"template": {"id": there.template.id, "version": 1}},
        "phone and person": {"person": there.anna.id, "phone": ANNA},
        "media": {"media": [picture(there)[1].rpartition("/")[2]]},
    }[field]
    answer = here.ask("POST", "/v1/messages", here.wish(anna) | change)
    assert answer.status_code in {404, 409}
    assert here.timeline(anna) == []
    assert here.press(anna, "Hello")["state"] == "held"


def test_a_record_chosen_there_is_not_known_here(here: House, there: House) -> None:
    shown = here.get("/v1/beside", **RECORD)
    assert (shown["state"], shown["record"]["known"]) == ("empty", False)
    assert there.get("/v1/beside", **RECORD)["person_id"] == there.anna.id


def test_the_stream_delivers_events_of_ones_own_workspace_alone(here: House, there: House) -> None:
    """What a socket reads when it resumes is the log of its member's workspace."""
    here.press(here.person(), "ours")
    there.says("theirs")
    for house, words, foreign in ((here, "ours", "theirs"), (there, "theirs", "ours")):
        with house.uow.read() as session:
            rows = log.after(session, house.workspace.id, 0, 500)
        assert rows is not None
        told = json.dumps([row.payload for row in rows])
        assert words in told
        assert foreign not in told
        assert {row.workspace_id for row in rows} == {house.workspace.id}
