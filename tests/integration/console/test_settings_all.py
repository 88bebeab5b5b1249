"""Every setting in one place: found, told, traced back, set back; and two admins at one of them."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.console.test_policy_pages import WHY, typed
from tests.integration.desk import Desk
from threadside.console import policy_fields, settings_catalog
from threadside.contracts.policy import Policy
from threadside.store.tables import AuditEntry, SettingChange, Workspace
from threadside.words import table
from threadside.workspace import policy as policies

HOME = "/console/settings"
POLICY = "/console/policy"


def rules(desk: Desk) -> tuple[Policy, int]:
    with desk.uow.read() as session:
        return policies.current(session, desk.workspace.id)


def workspace(desk: Desk) -> Workspace:
    with desk.uow.read() as session:
        return session.get_one(Workspace, desk.workspace.id)


def hold(admin: Visit, desk: Desk, seconds: int, why: str = "") -> None:
    was = workspace(desk).hold_seconds
    admin.does(f"{HOME}/undo", hold_seconds=seconds, was_hold_seconds=was, reason=why)


def test_no_field_of_the_policy_or_the_workspace_is_left_out(desk: Desk) -> None:
    with desk.uow.read() as session:
        found = settings_catalog.items(session, desk.workspace.id)
    names = [each.name for each in found]
    assert len(names) == len(set(names))
    assert set(Policy.model_fields) - policy_fields.ELSEWHERE <= set(names)
    decided = {"name", "region", "hold_seconds"}
    kept = {column.name for column in Workspace.__table__.columns} - decided
    assert kept - {"above_reads"} == {
        "id", "templates_version", "library_version", "policy_version", "set_up_hidden_at",
        "created_at",
    }, "a new column is a setting, or it is not"  # fmt: skip
    assert "above_reads" in names
    assert decided <= set(names)
    for each in found:
        assert each.effect, each.name
        assert f"settings.group.{each.group}" in table()


def test_each_says_how_it_stands_what_it_was_at_first_and_leads_to_its_form(
    admin: Visit, desk: Desk
) -> None:
    desk.strict_policy(conversation_hours=48)
    page = admin.see(HOME)
    assert "Hours that a conversation lasts" in page
    assert "As shipped: 72." in page
    for place in set(re.findall(r'href="(/console/policy/[^"#]+)#([^"]+)"', page)):
        path, anchor = place
        form = admin.see(path)
        assert f'id="{anchor}"' in form or f"{anchor}." in form, place


@pytest.mark.parametrize("asked", ["quiet florida nowhere", "zzz"])
def test_what_is_not_there_is_said(admin: Visit, asked: str) -> None:
    assert "No setting holds" in admin.see(HOME, q=asked)


def test_a_search_finds_by_name_effect_value_and_source(admin: Visit, desk: Desk) -> None:
    desk.strict_policy(contact_path="Desk 4711")
    assert "Time to undo" in admin.see(HOME, q="undo seconds")
    assert "How to reach a person" in admin.see(HOME, q="4711")
    assert "Texts a minute, per line" in admin.see(HOME, q="CTIA operation")
    page = admin.see(HOME, q="<b>QUIET")
    assert "&lt;b&gt;QUIET" in page
    assert "<b>QUIET" not in page


def test_who_changed_a_setting_last_stands_beside_it_with_all_before(
    admin: Visit, desk: Desk
) -> None:
    hold(admin, desk, 9, "Too many mistakes")
    desk.clock.advance(minutes=5)
    hold(admin, desk, 0)
    assert "Dana Whitfield, just now" in admin.see(HOME, q="time to undo")
    page = admin.see(f"{HOME}/of/hold_seconds")
    assert page.index("9 → 0") < page.index("5 → 9")
    assert "Too many mistakes" in page
    with desk.uow.read() as session:
        kinds = session.scalars(select(AuditEntry.kind)).all()
    assert kinds.count("settings.changed") == 2


def test_what_stays_as_it_was_is_no_change(admin: Visit, desk: Desk) -> None:
    hold(admin, desk, workspace(desk).hold_seconds)
    with desk.uow.read() as session:
        assert session.scalars(select(SettingChange)).all() == []


def test_a_setting_of_the_workspace_is_set_back_with_a_reason(admin: Visit, desk: Desk) -> None:
    hold(admin, desk, 9)
    with desk.uow.read() as session:
        change = session.scalars(select(SettingChange.id)).one()
    path = f"{HOME}/of/hold_seconds"
    none = admin.submit(path, change=change, now=9, reason=" ")
    assert (none.status_code, "Fill in this field" in none.text) == (422, True)
    stale = admin.submit(path, change=change, now=7, reason=WHY)
    assert (stale.status_code, "Somebody else changed this" in stale.text) == (409, True)
    assert "is set back" in admin.does(path, change=change, now=9, reason=WHY)
    assert workspace(desk).hold_seconds == 5


def test_a_rule_is_set_back_and_the_others_stay(admin: Visit, desk: Desk) -> None:
    desk.strict_policy(line_per_minute=9)
    desk.strict_policy(line_per_minute=7, brand="Foothill")
    version = rules(desk)[1]
    path = f"{HOME}/of/line_per_minute"
    page = admin.see(path)
    assert "9 → 7" in page
    assert "Set back to “9”" in page
    admin.does(path, change=version, version=version, reason=WHY)
    found, after = rules(desk)
    assert (found.line_per_minute, found.brand, after) == (9, "Foothill", version + 1)
    assert "7 → 9" in admin.see(path)


def test_a_rule_that_another_one_needs_is_not_set_back_alone(admin: Visit, desk: Desk) -> None:
    desk.policy()
    desk.strict_policy()
    version = rules(desk)[1]
    answer = admin.submit(
        f"{HOME}/of/quiet_hours", change=version, version=version, reason=WHY
    )  # fmt: skip
    assert (answer.status_code, "can’t be set back alone" in answer.text) == (422, True)
    assert rules(desk)[0].quiet_hours == "on"


def test_the_second_admin_sees_both_and_nothing_typed_is_lost(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    desk.strict_policy()
    mine = typed(desk, "pace", line_per_minute="10", schedule_days="7")
    other = visit(desk.build.member(desk.workspace, role="admin", name="Ola Berg"))
    theirs = typed(desk, "pace", line_per_minute="12", rep_new_per_hour="20")
    other.does(f"{POLICY}/pace", **{**theirs, "reason": "Fewer at once"})
    answer = admin.submit(f"{POLICY}/pace", **mine)
    assert answer.status_code == 409
    page = answer.text
    assert "Changed while you were writing" in page
    assert "Ola Berg saved it on" in page
    assert "Fewer at once" in page
    row = page[page.index("Texts a minute, per line") :]
    assert [row.index(f">{value}</td>") for value in (15, 12, 10)] == sorted(
        row.index(f">{value}</td>") for value in (15, 12, 10)
    )
    filled = dict(re.findall(r'name="(\w+)" [^>]*value="([^"]*)"', page))
    assert filled["line_per_minute"] == "10", "typed by both: mine stays, and is marked"
    assert filled["schedule_days"] == "7", "typed by me"
    assert filled["rep_new_per_hour"] == "20", "typed by them alone: taken over"
    assert filled["reason"] == WHY
    version = rules(desk)[1]
    admin.does(f"{POLICY}/pace", **{**mine, "rep_new_per_hour": "20", "version": version})
    found, _ = rules(desk)
    assert (found.line_per_minute, found.schedule_days, found.rep_new_per_hour) == (10, 7, 20)


def test_the_same_for_the_workspace_s_own(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    before = workspace(desk)
    was = {"was_name": before.name, "was_region": before.region}
    visit(desk.build.member(desk.workspace, role="admin")).does(
        f"{HOME}/workspace", name="Theirs", region="US", **was
    )
    answer = admin.submit(f"{HOME}/workspace", name="Mine", region="GB", **was)
    assert (answer.status_code, ">Theirs</td>" in answer.text) == (409, True)
    assert 'value="Mine"' in answer.text
    assert 'name="was_name" value="Theirs"' in answer.text
    assert workspace(desk).name == "Theirs"


def test_another_workspace_s_changes_are_nobody_s_here(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    hold(admin, desk, 9, "Ours alone")
    with desk.uow.read() as session:
        change = session.scalars(select(SettingChange.id)).one()
    stranger = visit(desk.build.member(role="admin"))
    assert "Ours alone" not in stranger.see(f"{HOME}/of/hold_seconds")
    now = stranger.someone.workspace.hold_seconds
    answer = stranger.submit(f"{HOME}/of/hold_seconds", change=change, now=now, reason=WHY)
    assert answer.status_code == 404


def test_who_reads_sets_nothing_back(desk: Desk, visit: Callable[[Someone], Visit]) -> None:
    auditor = visit(desk.build.member(desk.workspace, role="auditor"))
    assert "Set it back" not in auditor.see(f"{HOME}/of/brand")
    assert auditor.submit(f"{HOME}/of/brand", reason=WHY).status_code == 403
    assert auditor.open(f"{HOME}/of/nothing").status_code == 404
