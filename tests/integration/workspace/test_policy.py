"""A policy is read, changed and remembered, version by version."""

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from tests.integration.desk import Desk
from threadside.contracts.policy import HoursEdit, Policy
from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.store.tables import AuditEntry, Workspace
from threadside.workspace import policy

WHY = "Counsel says so, letter of March 2"


def in_force(desk: Desk) -> tuple[Policy, int]:
    with desk.uow.read() as session:
        return policy.current(session, desk.workspace.id)


def put(desk: Desk, wanted: Policy, reason: str = WHY, seen: int | None = None) -> int:
    with desk.uow.write() as tx:
        return policy.change(tx, desk.workspace.id, desk.rep.id, wanted, reason, seen=seen)


def test_without_a_version_the_shipped_policy_holds(desk: Desk) -> None:
    fresh = desk.build.workspace("Alpine Dental")
    with desk.uow.read() as session:
        assert policy.current(session, fresh.id) == (Policy(), 0)


def test_a_change_is_a_version_with_its_author_and_reason(desk: Desk) -> None:
    """R-12: what a text was allowed by can be told later."""
    _, before = in_force(desk)
    assert put(desk, Policy(reply_minutes=30)) == before + 1
    found, version = in_force(desk)
    assert (found.reply_minutes, version) == (30, before + 1)
    with desk.uow.read() as session:
        newest, *_ = policy.history(session, desk.workspace.id)
    assert (newest.member_name, newest.reason, newest.at) == ("Kim Okafor", WHY, desk.clock())
    assert "reply_minutes" in newest.changed


def test_screens_hear_of_it(desk: Desk) -> None:
    head = desk.head()
    put(desk, Policy(reply_minutes=30))
    told = [event.payload for event in desk.events(above=head)]
    assert any("settings" in str(each) for each in told)


def test_it_is_recorded_in_the_chain(desk: Desk) -> None:
    """A-2"""
    put(desk, Policy(reply_minutes=30))
    with desk.uow.read() as session:
        kinds = session.scalars(
            select(AuditEntry.kind).where(AuditEntry.workspace_id == desk.workspace.id)
        ).all()
    assert "policy.changed" in kinds


def test_what_changes_nothing_makes_no_version(desk: Desk) -> None:
    version = put(desk, Policy())
    assert put(desk, Policy()) == version


def test_two_admins_do_not_overwrite_each_other(desk: Desk) -> None:
    _, seen = in_force(desk)
    put(desk, Policy(reply_minutes=30), seen=seen)
    with pytest.raises(Refusal) as refused:
        put(desk, Policy(reply_minutes=10), seen=seen)
    assert refused.value.code == "changed_meanwhile"


def test_hours_are_switched_off_by_somebody_who_says_why(desk: Desk) -> None:
    """Relaxed only with a logged acknowledgement (47 CFR 64.1200(c)(1))."""
    put(desk, Policy())
    off = Policy(quiet_hours="off", hours_off_acknowledged="We text only our own staff.")
    with pytest.raises(Invalid) as refused:
        put(desk, off, reason="")
    assert refused.value.code == "reason_needed"
    put(desk, off)
    found, _ = in_force(desk)
    assert (found.hours_off_by, found.hours_off_at) == ("Kim Okafor", desk.clock())
    desk.clock.advance(days=3)
    put(desk, found.model_copy(update={"reply_minutes": 10}))
    kept, _ = in_force(desk)
    assert kept.hours_off_at == found.hours_off_at
    put(desk, Policy())
    assert in_force(desk)[0].hours_off_by == ""


def test_hours_can_not_be_switched_off_without_words() -> None:
    with pytest.raises(ValidationError):
        Policy(quiet_hours="off")


def edit(state: str = "CO", closes: str = "20:00") -> HoursEdit:
    return HoursEdit.model_validate(
        {
            "state": state,
            "effective_from": "2026-01-01",
            "weekday": ("09:00", closes),
            "saturday": ("09:00", closes),
            "sunday": None,
            "source": "Counsel, letter of March 2",
        }
    )


def test_edited_hours_hold_from_the_next_verdict_on(desk: Desk) -> None:
    anna = desk.person(state="CO")
    desk.policy(quiet_hours="on")
    assert ask(desk, anna.id) == "go"
    desk.policy(quiet_hours="on", hours_edits=[edit()])
    assert ask(desk, anna.id) == "wait"


def ask(desk: Desk, person: str) -> str:
    return str(
        desk.get("/v1/verdict", phone="+17205550142", line=desk.line.id, person=person)["state"]
    )


def test_hours_of_a_state_that_is_none_are_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        put(desk, Policy(hours_edits=[edit("QQ")]))
    assert refused.value.code == "bad_hours"


def test_hours_are_never_wider_than_the_federal_ones() -> None:
    with pytest.raises(ValidationError):
        edit(closes="21:30")


def test_an_unknown_workspace_has_no_policy(desk: Desk) -> None:
    with pytest.raises(NotFound), desk.uow.read() as session:
        policy.current(session, new_id())


def test_the_version_in_force_is_the_workspaces(desk: Desk) -> None:
    version = put(desk, Policy(reply_minutes=30))
    with desk.uow.read() as session:
        assert session.get_one(Workspace, desk.workspace.id).policy_version == version
