"""Every page of the console: who may see it, whose data it shows, which forms it takes."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.builders import Builders, Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from tests.integration.http.browsing import OWN
from threadside.console.frame import need_of
from threadside.ids import new_id

FOR_READERS = {
    "POST /console/workspaces",
    "POST /console/policy/what-if",
    "POST /console/records/verify",
    "POST /console/me/devices/<id:device_id>/end",
    "POST /console/me/devices/end-others",
    "POST /console/me/password",
    "POST /console/me/passkeys",
    "POST /console/me/passkeys/ask",
    "POST /console/me/passkeys/<id:passkey_id>/name",
    "POST /console/me/passkeys/<id:passkey_id>/remove",
    "POST /console/me/factor/begin",
    "POST /console/me/factor/leave",
    "POST /console/me/factor/confirm",
    "POST /console/me/factor/codes",
    "POST /console/me/factor/remove",
}
"""Forms that change nothing of the workspace, or only what is everybody's own."""


FEW = 12


def routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/console"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, rule


def path_of(rule: Rule) -> str:
    places = {"place": 0}
    values = {name: places.get(name, new_id()) for name in rule.arguments}
    return str(rule.build(values, append_unknown=False)[1])  # type: ignore[index]


def test_every_page_says_what_its_visitor_needs(app: Flask) -> None:
    found = {f"{m} {r.rule}": need_of(app.view_functions[r.endpoint]) for m, r in routes(app)}
    assert len(found) > 15
    assert None not in found.values()
    posts = {name for name, need in found.items() if name.startswith("POST") and need != "admin"}
    assert posts == FOR_READERS


def test_a_stranger_is_sent_to_sign_in_and_comes_back(app: Flask, client: FlaskClient) -> None:
    for method, rule in routes(app):
        answer = client.open(path_of(rule), method=method, headers=OWN)
        assert answer.status_code == 303, rule.rule
        assert answer.location.startswith("/sign-in?next=%2Fconsole"), rule.rule


def test_a_token_opens_no_page(client: FlaskClient, desk: Desk) -> None:
    boss = desk.build.member(desk.workspace, role="admin")
    headers = {"Authorization": f"Bearer {desk.token(boss)}"}
    assert client.get("/console/lines", headers=headers).status_code == 303


@pytest.mark.parametrize("role", ["lead", "auditor"])
def test_leads_and_auditors_read_and_change_nothing(
    app: Flask, desk: Desk, visit: Callable[[Someone], Visit], role: str
) -> None:
    reader = visit(desk.build.member(desk.workspace, role=role))
    assert "Front desk" in reader.see("/console/lines")
    assert 'method="post" class="' not in reader.see(f"/console/lines/{desk.line.id}")
    for method, rule in routes(app):
        if need_of(app.view_functions[rule.endpoint]) == "admin":
            answer = (
                reader.submit(path_of(rule)) if method == "POST" else reader.open(path_of(rule))
            )
            assert answer.status_code == 403, rule.rule
            assert answer.mimetype == "text/html"


def test_a_rep_is_told_in_words_that_the_console_is_not_for_them(
    desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    answer = visit(desk.rep).open("/console/lines")
    assert answer.status_code == 403
    assert "The console is not for reps" in answer.text


def test_no_form_is_taken_without_its_mark(app: Flask, admin: Visit) -> None:
    for method, rule in routes(app):
        if method == "POST":
            answer = admin.submit(path_of(rule), form_mark=None)
            assert (answer.status_code, "open too long" in answer.text) == (400, True), rule.rule


def test_no_form_of_another_workspace_is_taken(app: Flask, admin: Visit) -> None:
    for method, rule in routes(app):
        if method == "POST":
            answer = admin.submit(path_of(rule), workspace=new_id())
            assert answer.status_code == 409, rule.rule


def test_nothing_of_another_workspace_is_found(
    app: Flask, build: Builders, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    """Every page with an id in its address, asked for with the ids of somebody else's things."""
    stranger = visit(build.member(role="admin"))
    ids = {
        "line_id": desk.line.id,
        "brand_id": desk.campaign.brand_id,
        "campaign_id": desk.campaign.id,
    }
    walked = 0
    for method, rule in routes(app):
        if rule.arguments and rule.arguments <= set(ids):
            values = {name: ids[name] for name in rule.arguments}
            path = str(rule.build(values, append_unknown=False)[1])  # type: ignore[index]
            posted = method == "POST"
            answer = stranger.submit(path, version=1) if posted else stranger.open(path)
            assert answer.status_code in (404, 409), f"{method} {path}"
            assert "Front desk" not in answer.text
            walked += 1
    assert walked > 10


def test_every_page_takes_few_statements(
    app: Flask, admin: Visit, desk: Desk, statements: Callable[[], int]
) -> None:
    """Also the first one in a while, which writes down that its visitor was here, and while all
    sending is paused."""
    ids = {
        "line_id": desk.line.id,
        "brand_id": desk.campaign.brand_id,
        "campaign_id": desk.campaign.id,
        "member_id": admin.someone.id,
    }
    desk.press(desk.person(), "Hello")
    admin.does("/console/settings/sending/pause", reason="Billing check")
    cost: dict[str, int] = {}
    for method, rule in routes(app):
        if method == "GET" and rule.arguments <= set(ids):
            path = str(rule.build(ids, append_unknown=False)[1])  # type: ignore[index]
            desk.clock.advance(minutes=6)
            before = statements()
            assert admin.open(path).status_code < 500, path
            cost[path] = statements() - before
    assert len(cost) > 20
    assert {path: cost for path, cost in cost.items() if cost > FEW} == {}


def test_the_page_of_an_address_that_leads_nowhere(admin: Visit) -> None:
    answer = admin.open("/console/elsewhere")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_somebody_in_two_workspaces_chooses_and_forms_stay_where_they_were_made(
    build: Builders, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    boss = build.member(desk.workspace, role="admin", name="Dana Whitfield")
    other = build.member(build.workspace("Zephyr Roofing"), role="admin", user=boss.user)
    there = visit(boss)
    page = there.see("/console/workspaces")
    assert "Zephyr Roofing" in page
    assert there.submit("/console/workspaces", member=other.id).location == "/console"
    assert "Front desk" not in there.see("/console/lines")
    stale = there.submit(f"/console/lines/{desk.line.id}/pause", version=1)
    assert (stale.status_code, "Another workspace" in stale.text) == (409, True)


def test_somebody_who_is_a_rep_here_and_an_admin_there_sees_there(
    build: Builders, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    other = build.member(build.workspace("Zephyr Roofing"), role="admin", user=desk.rep.user)
    assert "Zephyr Roofing" in visit(other).see("/console/lines")


def test_pages_run_no_script_and_no_style_of_their_own(admin: Visit, desk: Desk) -> None:
    for path in ("/console/lines", f"/console/lines/{desk.line.id}", "/console/registration"):
        answer = admin.open(path)
        assert "default-src 'none'; style-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "<script" not in answer.text
        assert " style=" not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"


def test_what_was_done_is_told_once(admin: Visit, desk: Desk) -> None:
    page = admin.does(f"/console/lines/{desk.line.id}/pause", version=1)
    assert "Its texts stay in the queue." in page
    assert "Its texts stay in the queue." not in admin.see(f"/console/lines/{desk.line.id}")


@pytest.mark.parametrize("cookie", ["=nowhere", "=line_paused", "%00", "=line_test&name=%3Cb%3E"])
def test_a_forged_sentence_of_what_was_done_says_nothing_wrong(
    client: FlaskClient, desk: Desk, cookie: str
) -> None:
    there = Visit(client, desk.build.member(desk.workspace, role="admin"))
    client.set_cookie("threadside_told", cookie)
    assert "<b>" not in there.see("/console/lines").replace("<b>Kim Okafor</b>", "")
