"""Somebody of one location, team or agency reaches nothing of another: by id, by search, in a list,
in a file, in the console, on the socket.

Generated over every route of the application. A route that stands in no table here fails the first
test, so none is added without somebody deciding what it may tell.
"""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA
from tests.integration.places.conftest import Franchise
from tests.integration.threads.test_tenancy import BY_ID, RECORD, STRANGER, ask, plain
from threadside.app import HUB
from threadside.console import frame
from threadside.contracts.events import EventData
from threadside.http.guards import guard_of
from threadside.ids import new_id
from threadside.live.hub import Hub
from threadside.live.seeing import KINDS, sees
from threadside.workspace.actor import actor_of

SEERS = ("location", "team", "agency")

Ask = tuple[str, str, Any]
LISTS: dict[str, Ask] = {
    "GET /v1/unread": ("GET", "/v1/unread", None),
    "GET /v1/unmatched": ("GET", "/v1/unmatched", None),
    "GET /v1/beside": (
        "GET",
        "/v1/beside?crm=sample&account=acme&type=contact&id=1001&phones=%2B17205550142",
        None,
    ),
    "POST /v1/people/search": ("POST", "/v1/people/search", {"said": "Anna"}),
    "POST /v1/badges": ("POST", "/v1/badges", {"numbers": [ANNA]}),
    "POST /v1/records/search": ("POST", "/v1/records/search", {"phone": ANNA}),
    "POST /v1/people/search/crm": ("POST", "/v1/people/search/crm", {"said": "Anna"}),
    "POST /v1/records/refresh": ("POST", "/v1/records/refresh", RECORD),
    "PUT /v1/unmatched/customer": (
        "PUT", "/v1/unmatched/customer", {"phone": STRANGER, "customer": False},
    ),
}  # fmt: skip
"""Routes that look for something: none of Denver is in what they answer elsewhere."""

SHARED = {
    "GET /v1/me": "oneself",
    "GET /v1/templates": "wordings are the workspace's",
    "GET /v1/templates/proposals": "what became of one's own",
    "GET /v1/library": "approved files are the workspace's",
    "POST /v1/library/<item_id>/use": "approved files are the workspace's",
    "GET /v1/crm/connections": "which CRMs are linked",
    "GET /v1/page-adapters": "how pages of a CRM are read",
    "GET /v1/states": "a table of the law",
    "POST /v1/page-reports": "says what a page looks like, and is told nothing",
    "POST /v1/consent/evidence": "takes a file, and tells its own id",
}
"""Routes that answer every member alike, and why that is right."""

OPEN = {
    "health", "oauth", "pages", "join", "sign_in_steps", "sign_in_passkey", "new_password",
    "docs", "forms", "media.linked_media", "stream", "webhooks_crm", "webhooks_vonage",
}  # fmt: skip
"""Blueprints and routes that know no member: a secret, a signature or nobody's business. The
stream asks who listens itself (below)."""

LOCAL = {
    "GET /console": {},
    "GET /console/<path:unknown>": {"unknown": ["no-such-page"]},
    "GET /console/workspaces": {},
    "POST /console/workspaces": {},
    "GET /console/lines": {},
    "GET /console/lines/<line_id>": {"line_id": ["line"]},
    "GET /console/deliverability": {},
    "GET /console/people": {},
    "GET /console/people/<member_id>": {"member_id": ["member"]},
    "GET /console/places": {},
    "GET /console/places/<location_id>": {"location_id": ["location"]},
    "GET /console/templates": {},
    "GET /console/templates/<template_id>": None,
    "GET /console/me": {},
    "POST /console/me/password": {},
    "GET /console/me/factor": {},
    "POST /console/me/factor/begin": {},
    "POST /console/me/factor/codes": {},
    "POST /console/me/factor/confirm": {},
    "POST /console/me/factor/leave": {},
    "POST /console/me/factor/remove": {},
    "GET /console/me/passkeys": {},
    "POST /console/me/passkeys": {},
    "POST /console/me/passkeys/ask": {},
    "POST /console/me/passkeys/<passkey_id>/name": {"passkey_id": ["member"]},
    "POST /console/me/passkeys/<passkey_id>/remove": {"passkey_id": ["member"]},
    "POST /console/me/devices/end-others": {},
    "POST /console/me/devices/<device_id>/end": {"device_id": ["member"]},
}
"""Pages that whoever leads a location opens, with the ids of Denver that they may be asked for;
None: of the whole workspace by right. Every other page of the console refuses them."""


def rules(app: Flask) -> list[tuple[str, Rule]]:
    """Every route of the application, with its method."""
    return [
        (f"{method} {plain(rule.rule)}", rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def need(app: Flask, rule: Rule) -> str | None:
    return guard_of(app.view_functions[rule.endpoint])


def secrets(franchise: Franchise) -> list[str]:
    """What only Denver knows."""
    denver = franchise.denver
    return [
        "A secret of this house", "Another secret", "Who is this?", denver.anna.id,
        denver.anna.name, denver.line.id, denver.text["thread_id"], denver.rep.id,
        "Dana of Denver", franchise.at_denver.id,
    ]  # fmt: skip


def test_somebody_decided_about_every_route(app: Flask) -> None:
    undecided = [
        name
        for name, rule in rules(app)
        if name not in BY_ID
        and name not in LISTS
        and name not in SHARED
        and not (
            {rule.endpoint, rule.endpoint.split(".")[0]} & OPEN and need(app, rule) == "public"
        )
        and not rule.rule.startswith("/console")
    ]
    assert undecided == []
    names = {name for name, _ in rules(app)}
    assert (set(BY_ID) | set(LISTS) | set(SHARED) | set(LOCAL)) <= names


def test_somebody_decided_about_every_page_that_a_location_opens(app: Flask) -> None:
    local = {
        name
        for name, rule in rules(app)
        if rule.rule.startswith("/console") and frame.is_local(app.view_functions[rule.endpoint])
    }
    assert local == set(LOCAL)


def test_somebody_decided_about_every_kind_of_event() -> None:
    kinds = {kind.model_fields["type"].default for kind in get_args(get_args(EventData)[0])}
    assert kinds == {*KINDS, "message", "workspace"}


@pytest.mark.parametrize("route", sorted(set(BY_ID) - set(SHARED)))
def test_an_id_of_another_location_is_unknown(franchise: Franchise, route: str) -> None:
    request = BY_ID[route](franchise.denver)
    for kind in SEERS:
        seer = franchise.seer(kind)
        before = seer.head()
        answer = ask(seer, request)
        assert answer.status_code == 404, (kind, answer.text)
        assert "secret" not in answer.text
        assert seer.head() == before
    assert ask(franchise.denver, request).status_code in {200, 201, 204}, "the control"


@pytest.mark.parametrize("route", LISTS)
def test_no_list_and_no_search_holds_anything_of_another_location(
    franchise: Franchise, route: str
) -> None:
    denver = franchise.denver
    denver.says("Another secret of that house")
    denver.says("Who is this?", peer=STRANGER)
    method, path, body = LISTS[route]
    for kind in SEERS:
        answer = franchise.seer(kind).ask(method, path, body)
        assert answer.status_code in {200, 404}, (kind, answer.text)
        assert not [one for one in secrets(franchise) if one in answer.text], kind
    assert denver.ask(method, path, body).status_code in {200, 204}, "the control"


@pytest.mark.parametrize("route", ["GET /v1/unread", "GET /v1/beside", "POST /v1/people/search"])
def test_the_location_itself_finds_its_own(franchise: Franchise, route: str) -> None:
    franchise.denver.says("Another secret of that house")
    method, path, body = LISTS[route]
    assert franchise.denver.anna.id in franchise.denver.ask(method, path, body).text


def filled(franchise: Franchise, rule: Rule) -> str:
    """The route with Denver's ids, and any other where Denver has none of its kind."""
    known = {
        "line_id": franchise.denver.line.id,
        "member_id": franchise.denver.rep.id,
        "location_id": franchise.at_denver.id,
        "template_id": franchise.denver.template.id,
        "message_id": franchise.denver.text["id"],
        "place": 1, "name": "limits", "topic": "texts", "group": "texts", "unknown": "no-such-page",
    }  # fmt: skip
    values = {name: known.get(name, new_id()) for name in rule.arguments}
    built = rule.build(values, append_unknown=False)
    assert built is not None
    return built[1]


@pytest.mark.parametrize("role", ["lead", "auditor"])
def test_the_console_of_a_location_holds_nothing_of_another(
    app: Flask, franchise: Franchise, visit: Callable[[Someone], Visit], role: str
) -> None:
    franchise.denver.says("Another secret of that house")
    visitor = visit(franchise.member("Bea of Boulder", franchise.at_boulder, role=role))
    tried = 0
    for name, rule in rules(app):
        if not rule.rule.startswith("/console"):
            continue
        method, path = name.split()[0], filled(franchise, rule)
        answer = visitor.open(path) if method == "GET" else visitor.submit(path)
        if name not in LOCAL:
            assert answer.status_code == 403, f"{name}: {answer.status_code}"
        elif LOCAL[name]:
            assert answer.status_code == 404, f"{name}: {answer.status_code}"
        shown = [one for one in secrets(franchise) if one in answer.text]
        assert not shown, f"{name} shows {shown}"
        tried += 1
    assert tried > 100


def test_a_location_sees_its_own_in_the_console(
    franchise: Franchise, visit: Callable[[Someone], Visit]
) -> None:
    lead = visit(franchise.member("Lou of Denver", franchise.at_denver, role="lead"))
    assert "Dana of Denver" in lead.see("/console/people")
    assert "Bo of Boulder" not in lead.see("/console/people")
    assert franchise.denver.line.id in lead.see("/console/lines")
    assert franchise.boulder.line.id not in lead.see("/console/lines")


@pytest.mark.parametrize("kind", SEERS)
def test_no_socket_is_told_of_another_location(app: Flask, franchise: Franchise, kind: str) -> None:
    denver = franchise.denver
    denver.says("Another secret of that house")
    denver.says("STOP that")
    ask(denver, BY_ID["POST /v1/people/<person_id>/notes"](denver))
    ask(denver, BY_ID["POST /v1/people/<person_id>/read"](denver))
    ask(denver, BY_ID["POST /v1/whereabouts"](denver))
    ask(denver, BY_ID["POST /v1/records/link"](denver))
    ask(denver, BY_ID["POST /v1/consent/opt-outs"](denver))
    told = {row.type for row in denver.events()}
    assert told >= {*KINDS, "message"}, "the control: every kind of event happened"
    seer = franchise.seer(kind)
    with denver.uow.read() as session:
        outside = actor_of(session, seer.token(), denver.clock())
        inside = actor_of(session, denver.token(), denver.clock())
    hub: Hub = app.extensions[HUB]
    frames = hub.catch_up(outside, 0, 500).missed
    assert frames is not None
    words = b"".join(frame.wire for frame in frames if frame.wire is not None)
    assert not [one for one in [*secrets(franchise), ANNA] if one.encode() in words]
    for row in denver.events():
        assert sees(denver.uow, inside, row.payload), row.type
        assert sees(denver.uow, outside, row.payload) == (row.type == "workspace"), row.type
