"""A sign-in that ended in the middle of a form: nothing typed is lost, and nobody else sees it."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.console.test_policy_pages import typed
from tests.integration.desk import Desk
from tests.integration.http.browsing import OWN, submit_sign_in
from threadside.console import resuming
from threadside.store.tables import KeptForm
from threadside.workspace import kept_forms
from threadside.workspace import policy as policies

PACE = "/console/policy/pace"
SITE = "http://127.0.0.1:8080"
BACK = "You had to sign in again"
PAGES = Path(resuming.__file__).parent / "templates" / "console"


def hidden(page: str) -> dict[str, str]:
    """The marks of a page's forms."""
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {name: found[name] for name in ("form_mark", "workspace", "writer")}


def sent(
    there: Visit, marks: dict[str, str], path: str = PACE, page: str = "", **typed: Any
) -> Any:
    """A form that was opened before, sent now."""
    headers = {**OWN, "Referer": f"{SITE}{page or path}"}
    data = {name: value for name, value in {**marks, **typed}.items() if value is not None}
    return there.client.post(path, data=data, headers=headers)


def sleeps(desk: Desk) -> None:
    desk.clock.advance(hours=13)


def kept(desk: Desk) -> list[KeptForm]:
    with desk.uow.read() as session:
        return list(session.scalars(select(KeptForm)))


def test_after_signing_in_again_they_are_back_at_what_they_typed(admin: Visit, desk: Desk) -> None:
    marks = hidden(admin.see(PACE))
    fields = typed(desk, "pace", line_per_minute="11", reason="As <b>agreed</b>")
    sleeps(desk)
    answer = sent(admin, marks, **fields)
    assert (answer.status_code, answer.location) == (
        303, "/sign-in?next=%2Fconsole%2Fpolicy%2Fpace",
    )  # fmt: skip
    submit_sign_in(admin.client, admin.someone.user.email)
    page = admin.see(PACE)
    assert BACK in page
    assert 'value="11"' in page
    assert "As &lt;b&gt;agreed&lt;/b&gt;" in page
    with desk.uow.read() as session:
        rules, _ = policies.current(session, desk.workspace.id)
    assert rules.line_per_minute == 15, "nothing was done"
    assert 'value="11"' in admin.see(PACE), "a reload keeps it"
    assert BACK not in admin.see("/console/policy/hours")


def test_once_it_was_sent_it_is_put_back_no_more(admin: Visit, desk: Desk) -> None:
    marks = hidden(admin.see(PACE))
    fields = typed(desk, "pace", line_per_minute="11")
    sleeps(desk)
    sent(admin, marks, **fields)
    submit_sign_in(admin.client, admin.someone.user.email)
    admin.does(PACE, **fields)
    assert BACK not in admin.see(PACE)


def test_what_changed_since_is_noticed(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    marks = hidden(admin.see(PACE))
    fields = typed(desk, "pace", line_per_minute="11")
    sleeps(desk)
    sent(admin, marks, **fields)
    desk.policy(line_per_minute=12)
    submit_sign_in(admin.client, admin.someone.user.email)
    page = admin.see(PACE)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    assert int(version[1]) == fields["version"], "the one that it was typed for"
    assert admin.submit(PACE, **fields).status_code == 409


def test_a_tick_that_was_taken_away_stays_away(admin: Visit, desk: Desk) -> None:
    path = "/console/policy/consent"
    marks = hidden(admin.see(path))
    fields = typed(desk, "consent", opt_out_confirmation=None)
    sleeps(desk)
    sent(admin, marks, path, **fields)
    submit_sign_in(admin.client, admin.someone.user.email)
    page = admin.see(path)
    box = re.search(r'<input type="checkbox"[^>]*name="opt_out_confirmation"[^>]*>', page)
    assert box is not None
    assert "checked" not in box[0]


def test_a_form_without_a_page_of_its_own_leads_back_to_where_it_stood(
    admin: Visit, desk: Desk
) -> None:
    marks = hidden(admin.see("/console/settings"))
    sleeps(desk)
    there = "/console/settings/workspace"
    for came in ("/console/settings", there):
        answer = sent(admin, marks, there, came, name="Gulf", region="US", was_name="x")
        assert answer.location == "/sign-in?next=%2Fconsole%2Fsettings"
    submit_sign_in(admin.client, admin.someone.user.email)
    page = admin.see("/console/settings")
    assert 'value="Gulf"' in page
    assert 'name="was_name" value="x"' in page


def test_no_password_no_key_and_no_file_is_kept(admin: Visit, desk: Desk) -> None:
    marks = hidden(admin.see("/console/account"))
    sleeps(desk)
    sent(
        admin, marks, "/console/account", api_key="k-1", signature_secret="s-2",
        private_key="p-3", field_token="t-4",
    )  # fmt: skip
    [row] = kept(desk)
    opened = desk.held.sealer.open(row.sealed, f"kept_form:{row.user_id}")
    assert "k-1" in opened
    assert not {"s-2", "p-3", "t-4"} & set(re.findall(r"[a-z]-\d", opened))
    assert "k-1" not in row.sealed


def test_every_secret_field_there_is_is_among_those_never_kept() -> None:
    source = "".join(path.read_text("utf-8") for path in PAGES.glob("*.html"))
    names = set(re.findall(r'ui\.secret\w*\([^,]+, "(\w+)"', source))
    assert names
    assert {n for n in names if not n.startswith(resuming.OF_A_CRM_S_KEY)} <= resuming.SECRETS


def test_nobody_else_sees_it(admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]) -> None:
    marks = hidden(admin.see(PACE))
    other = desk.build.member(desk.workspace, role="admin", name="Ola Berg")
    sleeps(desk)
    sent(admin, marks, **typed(desk, "pace", line_per_minute="11"))
    submit_sign_in(admin.client, other.user.email)
    assert BACK not in Visit(admin.client, other).see(PACE), "of the same browser"
    assert BACK not in visit(admin.someone).see(PACE), "in another browser of theirs"


@pytest.mark.parametrize("forged", ["form_mark", "workspace", "writer"])
def test_what_this_browser_did_not_get_from_us_is_not_kept(
    admin: Visit, desk: Desk, forged: str
) -> None:
    marks = hidden(admin.see(PACE)) | {forged: "forged"}
    sleeps(desk)
    answer = sent(admin, marks, **typed(desk, "pace", line_per_minute="11"))
    assert answer.status_code == 303
    assert kept(desk) == []


def test_it_ends_after_half_an_hour(admin: Visit, desk: Desk) -> None:
    marks = hidden(admin.see(PACE))
    sleeps(desk)
    sent(admin, marks, **typed(desk, "pace", line_per_minute="11"))
    desk.clock.advance(minutes=31)
    submit_sign_in(admin.client, admin.someone.user.email)
    assert BACK not in admin.see(PACE)


def test_of_each_one_form_is_kept_and_one_that_is_too_long_is_not(
    admin: Visit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = hidden(admin.see(PACE))
    sleeps(desk)
    for value in ("11", "12"):
        sent(admin, marks, **typed(desk, "pace", line_per_minute=value))
    [before] = kept(desk)
    monkeypatch.setattr(kept_forms, "LONGEST", 100)
    answer = sent(admin, marks, **typed(desk, "pace", line_per_minute="13"))
    assert answer.status_code == 303
    assert kept(desk)[0].secret_hash == before.secret_hash


def test_a_form_with_a_file_leads_to_the_sign_in(admin: Visit, desk: Desk) -> None:
    marks = hidden(admin.see("/console/templates/import"))
    sleeps(desk)
    file = (BytesIO(b"name,body"), "templates.csv")
    answer = admin.client.post(
        "/console/templates/import", data={**marks, "file": file}, headers=OWN
    )
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


def test_every_form_that_is_typed_into_takes_it_back() -> None:
    """By the macro, which has to be given the form; those that only press a button need nothing."""
    bare = []
    for path in PAGES.glob("*.html"):
        for call in re.finditer(
            r"\{% call ui\.form\(([^%]*)\) %\}(.*?)\{% endcall %\}", path.read_text("utf-8"), re.S
        ):
            typed_into = re.search(r"ui\.(field|area|select|checkbox)\(", call[2])
            if typed_into and 'method="get"' not in call[1] and '"get"' not in call[1]:
                given = [part.strip() for part in call[1].split(",")]
                if len(given) < 2 or "=" in given[1]:
                    bare.append(f"{path.name}: {given[0]}")
    assert bare == ['setting.html: "/console/settings/of/" ~ name'], "it stands there many times"
