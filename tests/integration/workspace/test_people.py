"""Roles, leaving and coming back: an admin always remains, and who left is out at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import Builders, Someone
from tests.integration.conftest import HeldClock
from tests.integration.desk import Desk
from tests.integration.workspace.people import browser, extension
from tests.integration.workspace.test_tokens import at_once
from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.store.tables import AuditEntry, LoggedEvent, Member, Workspace
from threadside.store.uow import UnitOfWork
from threadside.workspace import invitations, roster, sessions, standing, tokens
from threadside.workspace.actor import actor_of


@pytest.fixture
def home(build: Builders) -> Workspace:
    return build.workspace("Foothill Solar")


@pytest.fixture
def boss(build: Builders, home: Workspace) -> Someone:
    return build.member(home, role="admin", name="Dana Whitfield")


@pytest.fixture
def kim(build: Builders, home: Workspace) -> Someone:
    return build.member(home, name="Kim Okafor")


def row(uow: UnitOfWork, someone: Someone) -> Member:
    with uow.read() as session:
        return session.get_one(Member, someone.id)


def kinds(uow: UnitOfWork, workspace: Workspace) -> list[str]:
    """What was recorded in a workspace, but for what makes the test's own rows."""
    with uow.read() as session:
        return list(
            session.scalars(
                select(AuditEntry.kind)
                .where(AuditEntry.workspace_id == workspace.id, ~AuditEntry.kind.endswith(".added"))
                .order_by(AuditEntry.number)
            )
        )


def refused(uow: UnitOfWork, token: str) -> bool:
    with uow.read() as session:
        try:
            actor_of(session, token, uow.clock())
        except Refusal as refusal:
            return refusal.status == 401
    return False


def opens(uow: UnitOfWork, secret: str) -> list[str] | None:
    """The workspaces that a browser opens; None when it is signed out."""
    with uow.read() as session:
        who = sessions.find(session, secret, uow.clock())
        return None if who is None else [m.workspace_name for m in sessions.open_to(session, who)]


def test_a_role_holds_from_the_next_request_on(
    uow: UnitOfWork, build: Builders, boss: Someone, kim: Someone
) -> None:
    token = build.token(kim)
    with uow.write() as tx:
        standing.change_role(tx, boss.workspace.id, kim.id, "lead", "rep")
    with uow.read() as session:
        assert actor_of(session, token, uow.clock()).role == "lead"
        told = session.scalars(select(LoggedEvent.payload)).all()
    assert {"type": "workspace", "what": "members"} in told
    assert kinds(uow, boss.workspace) == ["member.role"]


def test_the_second_of_two_who_change_a_role_is_told(
    uow: UnitOfWork, boss: Someone, kim: Someone
) -> None:
    with uow.write() as tx:
        standing.change_role(tx, boss.workspace.id, kim.id, "lead", "rep")
    with pytest.raises(Refusal, match="changed_meanwhile"), uow.write() as tx:
        standing.change_role(tx, boss.workspace.id, kim.id, "auditor", "rep")
    assert row(uow, kim).role == "lead"


def test_the_last_admin_stays_one(uow: UnitOfWork, build: Builders, boss: Someone) -> None:
    build.member(boss.workspace, role="admin", active=False)
    build.member(role="admin")
    with pytest.raises(Refusal, match="last_admin"), uow.write() as tx:
        standing.change_role(tx, boss.workspace.id, boss.id, "rep", "admin")


def test_of_two_admins_who_demote_each_other_at_once_one_remains(
    uow: UnitOfWork, build: Builders, boss: Someone
) -> None:
    other = build.member(boss.workspace, role="admin")
    targets = [boss.id, other.id]

    def demote() -> bool:
        target = targets.pop()
        try:
            with uow.write() as tx:
                standing.change_role(tx, boss.workspace.id, target, "rep", "admin")
        except Refusal:
            return False
        return True

    assert sorted(at_once(2, demote)) == [False, True]  # type: ignore[type-var]


def test_who_is_deactivated_is_out_at_once_and_their_scripts_as_well(
    uow: UnitOfWork, build: Builders, boss: Someone, kim: Someone
) -> None:
    secret = browser(uow, kim)
    access, refresh = extension(uow, kim, new_id())
    with uow.write() as tx:
        script = tokens.issue_for_script(tx, kim.id, "report", 30)
    with uow.write() as tx:
        standing.deactivate(tx, kim.workspace.id, kim.id, boss.id, " Left the company ")
    assert refused(uow, access)
    assert refused(uow, script)
    assert opens(uow, secret) is None
    with uow.write() as tx:
        assert tokens.rotate(tx, refresh, "threadside-extension") is None
    assert (row(uow, kim).active, row(uow, kim).left_reason) == (False, "Left the company")
    assert "member.deactivated" in kinds(uow, kim.workspace)


def test_a_browser_stays_signed_in_where_its_user_has_another_workspace(
    uow: UnitOfWork, build: Builders, boss: Someone, kim: Someone
) -> None:
    there = build.member(build.workspace("Zephyr Roofing"), user=kim.user)
    secret = browser(uow, kim)
    elsewhere = build.token(there)
    with uow.write() as tx:
        standing.deactivate(tx, kim.workspace.id, kim.id, boss.id, "Moved")
    assert opens(uow, secret) == ["Zephyr Roofing"]
    assert not refused(uow, elsewhere)


def test_who_is_let_back_in_signs_in_anew(
    uow: UnitOfWork, build: Builders, boss: Someone, kim: Someone
) -> None:
    build.member(build.workspace("Zephyr Roofing"), user=kim.user)
    secret, (access, _) = browser(uow, kim), extension(uow, kim, new_id())
    with uow.write() as tx:
        standing.deactivate(tx, kim.workspace.id, kim.id, boss.id, "Moved")
    # A sign-in whose code was being exchanged in that very moment.
    late, _ = extension(uow, kim, new_id())
    with uow.write() as tx:
        standing.reactivate(tx, kim.workspace.id, kim.id)
    assert refused(uow, access)
    assert refused(uow, late)
    assert opens(uow, secret) == ["Zephyr Roofing"]
    assert opens(uow, browser(uow, kim)) == ["Foothill Solar", "Zephyr Roofing"]
    assert kinds(uow, kim.workspace)[-1] == "member.reactivated"


def test_what_somebody_has_scheduled_is_not_sent_once_they_left(desk: Desk) -> None:
    boss = desk.build.member(desk.workspace, role="admin")
    at = (desk.clock() + timedelta(hours=2)).isoformat().replace("+00:00", "Z")
    message = desk.press(desk.person(), "See you at ten", send_at=at)
    with desk.uow.write() as tx:
        standing.deactivate(tx, desk.workspace.id, desk.rep.id, boss.id, "Left")
    desk.clock.advance(hours=3)
    desk.send_due()
    assert desk.carrier.texts == []
    assert desk.state(message["id"]) == "failed"


@pytest.mark.parametrize("how", ["demoted", "deactivated"])
def test_who_is_no_admin_any_more_leaves_no_link_behind(
    uow: UnitOfWork, build: Builders, boss: Someone, clock: HeldClock, how: str
) -> None:
    other = build.member(boss.workspace, role="admin")
    with uow.write() as tx:
        made = invitations.invite(tx, boss.workspace.id, other.id, "x@example.com", "admin")
    with uow.write() as tx:
        if how == "demoted":
            standing.change_role(tx, boss.workspace.id, other.id, "rep", "admin")
        else:
            standing.deactivate(tx, boss.workspace.id, other.id, boss.id, "Left")
    with uow.read() as session:
        found = invitations.opened(session, made.secret, clock())
    assert found is not None
    assert found.state == "revoked"


def test_nobody_deactivates_themselves_without_a_reason_or_twice(
    uow: UnitOfWork, build: Builders, boss: Someone, kim: Someone
) -> None:
    here = boss.workspace.id
    build.member(boss.workspace, role="admin")
    refusals: list[tuple[str, Callable[[], tuple[str, str, str]]]] = [
        ("not_oneself", lambda: (boss.id, boss.id, "Enough")),
        ("no_leaving_reason", lambda: (kim.id, boss.id, "  ")),
    ]
    for code, asked in refusals:
        member_id, by, reason = asked()
        with pytest.raises((Refusal, Invalid), match=code), uow.write() as tx:
            standing.deactivate(tx, here, member_id, by, reason)
    with uow.write() as tx:
        standing.deactivate(tx, here, kim.id, boss.id, "Left")
    with pytest.raises(Refusal, match="changed_meanwhile"), uow.write() as tx:
        standing.deactivate(tx, here, kim.id, boss.id, "Left again")


def test_nothing_reaches_into_another_workspace(
    uow: UnitOfWork, build: Builders, boss: Someone
) -> None:
    stranger = build.member(role="rep")
    for change in (
        lambda tx: standing.change_role(tx, boss.workspace.id, stranger.id, "lead", "rep"),
        lambda tx: standing.deactivate(tx, boss.workspace.id, stranger.id, boss.id, "x"),
        lambda tx: standing.reactivate(tx, boss.workspace.id, stranger.id),
    ):
        with pytest.raises(NotFound), uow.write() as tx:
            change(tx)


def test_people_are_found_by_part_of_a_name_or_address(
    uow: UnitOfWork, build: Builders, home: Workspace, clock: HeldClock
) -> None:
    for name in ("Zoë Núñez", "ana Nunez", "Ben Adler"):
        build.member(home, name=name)
    build.member(home, name="Gone Nunez", active=False)
    build.member(name="Nunez elsewhere")

    def names(words: str) -> list[str]:
        with uow.read() as session:
            return [each.name for each in roster.people(session, home.id, words, clock()).people]

    assert names("NUNEZ") == ["ana Nunez", "Zoë Núñez", "Gone Nunez"]
    assert names("zoe núñ") == ["Zoë Núñez"]
    assert names("") == ["ana Nunez", "Ben Adler", "Zoë Núñez", "Gone Nunez"]
    assert names("nobody") == []


def test_many_people_come_in_pages(
    uow: UnitOfWork, build: Builders, home: Workspace, clock: HeldClock
) -> None:
    for number in range(roster.PAGE + 3):
        build.member(home, name=f"Rep {number:03}")
    with uow.read() as session:
        second = roster.people(session, home.id, "", clock(), 2)
    assert [each.name for each in second.people] == ["Rep 050", "Rep 051", "Rep 052"]
    assert second.total == roster.PAGE + 3
