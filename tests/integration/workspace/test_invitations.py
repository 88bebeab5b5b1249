"""Invitations: a link that works once and for seven days, for whom it was made."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.builders import Builders, Someone
from tests.integration.conftest import HeldClock
from tests.integration.workspace.test_people import kinds
from tests.integration.workspace.test_tokens import at_once
from threadside.errors import Invalid, NotFound, Refusal
from threadside.store.tables import AuditEntry, AuditPayload, Invitation, Member, User
from threadside.store.uow import UnitOfWork
from threadside.workspace import invitations, upkeep
from threadside.workspace.invitations import Made

MAIL = "lee@example.com"


@pytest.fixture
def boss(build: Builders) -> Someone:
    return build.member(build.workspace("Foothill Solar"), role="admin", name="Dana Whitfield")


def invite(uow: UnitOfWork, boss: Someone, email: str = MAIL) -> Made:
    with uow.write() as tx:
        return invitations.invite(tx, boss.workspace.id, boss.id, email, "lead")


def state(uow: UnitOfWork, made: Made) -> str | None:
    with uow.read() as session:
        found = invitations.opened(session, made.secret, uow.clock())
    return None if found is None else found.state


def join(uow: UnitOfWork, made: Made, name: str = "Lee Park") -> Member:
    with uow.write() as tx:
        return invitations.join_as_new(tx, made.secret, name, "hash")


def test_a_link_says_where_it_leads_and_makes_a_member(uow: UnitOfWork, boss: Someone) -> None:
    made = invite(uow, boss, " LEE@Example.com ")
    with uow.read() as session:
        found = invitations.opened(session, made.secret, uow.clock())
    assert found is not None
    assert (found.workspace_name, found.email, found.role) == ("Foothill Solar", MAIL, "lead")
    assert (found.invited_by, found.known) == ("Dana Whitfield", False)
    member = join(uow, made)
    with uow.read() as session:
        user = session.get_one(User, member.user_id)
    assert (user.email, user.name) == (MAIL, "Lee Park")
    assert (member.role, member.active, member.workspace_id) == ("lead", True, boss.workspace.id)
    assert kinds(uow, boss.workspace) == ["invitation.made", "invitation.used"]
    with uow.read() as session:
        actors = session.scalars(
            select(AuditEntry.actor).where(AuditEntry.kind.in_(["member.added", "invitation.used"]))
        ).all()
    assert actors[-2:] == [f"member:{member.id}"] * 2


def test_only_the_digest_of_a_link_is_kept_and_no_address_in_the_record(
    uow: UnitOfWork, boss: Someone
) -> None:
    made = invite(uow, boss)
    with uow.read() as session:
        row = session.get_one(Invitation, made.id)
        written = str([vars(row), session.scalars(select(AuditPayload.payload)).all()])
        recorded = str(session.scalars(select(AuditPayload.payload)).all())
    assert made.secret not in written
    assert MAIL not in recorded


def test_a_link_works_once_even_for_several_at_once(uow: UnitOfWork, boss: Someone) -> None:
    made = invite(uow, boss)

    def use() -> bool:
        try:
            join(uow, made)
        except Refusal as refusal:
            return refusal.code not in {"invitation_over", "email_taken"}
        return True

    assert sorted(map(bool, at_once(4, use))) == [False, False, False, True]
    assert state(uow, made) == "used"


def test_a_link_works_for_seven_days(uow: UnitOfWork, boss: Someone, clock: HeldClock) -> None:
    made = invite(uow, boss)
    clock.now += timedelta(days=7) - timedelta(seconds=1)
    assert state(uow, made) == "open"
    clock.advance(seconds=1)
    assert state(uow, made) == "expired"
    with pytest.raises(Refusal, match="invitation_over"):
        join(uow, made)


def test_what_is_revoked_or_replaced_works_no_longer(uow: UnitOfWork, boss: Someone) -> None:
    first = invite(uow, boss)
    with uow.write() as tx:
        second = invitations.renew(tx, boss.workspace.id, boss.id, first.id)
    assert (state(uow, first), state(uow, second)) == ("revoked", "open")
    assert (second.email, second.role) == (MAIL, "lead")
    with uow.write() as tx:
        assert invitations.revoke(tx, boss.workspace.id, second.id) == MAIL
    assert state(uow, second) == "revoked"
    for made in (first, second):
        with pytest.raises(Refusal, match="invitation_over"):
            join(uow, made)
        with pytest.raises(Refusal, match="invitation_over"), uow.write() as tx:
            invitations.revoke(tx, boss.workspace.id, made.id)


def test_nobody_is_invited_twice_until_the_link_has_ended(
    uow: UnitOfWork, build: Builders, boss: Someone, clock: HeldClock
) -> None:
    invite(uow, boss)
    with pytest.raises(Refusal, match="invited_already"):
        invite(uow, boss)
    clock.advance(days=8)
    made = invite(uow, boss)
    with uow.read() as session:
        waiting = invitations.waiting(session, boss.workspace.id)
    assert [each.id for each in waiting] == [made.id]


def test_members_are_not_invited(uow: UnitOfWork, build: Builders, boss: Someone) -> None:
    gone = build.member(boss.workspace, active=False)
    with pytest.raises(Refusal, match="member_already"):
        invite(uow, boss, boss.user.email.upper())
    with pytest.raises(Refusal, match="member_deactivated"):
        invite(uow, boss, gone.user.email)
    with pytest.raises(Invalid, match="bad_email"):
        invite(uow, boss, "nobody")


def test_somebody_of_another_workspace_joins_as_who_they_are(
    uow: UnitOfWork, build: Builders, boss: Someone
) -> None:
    lee, other = build.member(), build.member()
    made = invite(uow, boss, lee.user.email)
    with uow.read() as session:
        found = invitations.opened(session, made.secret, uow.clock())
    assert found is not None
    assert found.known
    with pytest.raises(Refusal, match="invitation_of_another"), uow.write() as tx:
        invitations.join_as(tx, made.secret, other.user.id)
    with uow.write() as tx:
        invitations.join_as(tx, made.secret, lee.user.id)
    with uow.read() as session:
        assert session.scalar(select(func.count()).where(Member.user_id == lee.user.id)) == 2


def test_who_joined_by_the_command_line_meanwhile_is_told(
    uow: UnitOfWork, build: Builders, boss: Someone
) -> None:
    lee = build.member()
    made = invite(uow, boss, lee.user.email)
    build.member(boss.workspace, user=lee.user)
    with pytest.raises(Refusal, match="member_already"), uow.write() as tx:
        invitations.join_as(tx, made.secret, lee.user.id)
    assert state(uow, made) == "open"


def test_an_admin_reaches_no_invitation_of_another_workspace(
    uow: UnitOfWork, build: Builders, boss: Someone
) -> None:
    made = invite(uow, boss)
    stranger = build.member(role="admin")
    with pytest.raises(NotFound), uow.write() as tx:
        invitations.revoke(tx, stranger.workspace.id, made.id)
    with pytest.raises(NotFound), uow.write() as tx:
        invitations.renew(tx, stranger.workspace.id, stranger.id, made.id)
    assert state(uow, made) == "open"


def test_who_was_asked_is_forgotten_a_month_after(
    uow: UnitOfWork, boss: Someone, clock: HeldClock
) -> None:
    made = invite(uow, boss)
    for days, expected in ((36, "expired"), (2, None)):
        clock.advance(days=days)
        with uow.write() as tx:
            upkeep.forget_ended(tx)
        assert state(uow, made) == expected
