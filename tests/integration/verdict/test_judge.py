"""The verdict: the same answer for the snapshot, for Send and for the claim, in words."""

import pytest
from sqlalchemy import update

from tests.integration.desk import ANNA, Desk
from threadside.ids import new_id
from threadside.store.tables import Line, Member
from threadside.verdict.judge import judge


def ask(desk: Desk, phone: str = ANNA, **query: str) -> dict[str, object]:
    """The verdict for the rep."""
    return dict(desk.get("/v1/verdict", phone=phone, line=query.pop("line", desk.line.id), **query))


def test_a_fresh_number_on_a_live_line_may_be_texted(desk: Desk) -> None:
    anna = desk.person()
    found = ask(desk, person=anna.id)
    assert (found["state"], found["code"]) == ("go", "never_texted")
    assert found["title"]


def test_what_was_texted_and_answered_is_the_reason(desk: Desk) -> None:
    anna = desk.person()
    desk.press(anna)
    desk.clock.advance(days=10)
    assert ask(desk)["code"] == "texted_before"
    desk.says("Thursday works")
    assert ask(desk)["code"] == "answered_recently"
    desk.clock.advance(days=4)
    assert ask(desk)["code"] == "texted_before"


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        ("requested", ("stop", "line_not_live")),
        ("verifying", ("stop", "line_not_live")),
        ("paused", ("wait", "line_paused")),
    ],
)
def test_a_line_that_is_not_live(desk: Desk, state: str, verdict: tuple[str, str]) -> None:
    with desk.uow.write() as tx:
        tx.session.execute(update(Line).values(state=state, pause_reason=None))
    found = ask(desk)
    assert (found["state"], found["code"]) == verdict


def test_no_such_line_is_no_line(desk: Desk) -> None:
    with desk.uow.read() as session:
        found = judge(
            session,
            desk.workspace.id,
            member_id=desk.rep.id,
            phone=ANNA,
            line_id=new_id(),
            now=desk.clock(),
        )
    assert (found.state, found.code) == ("stop", "no_line")


def test_an_auditor_may_not_text(desk: Desk) -> None:
    auditor = desk.build.member(desk.workspace, role="auditor")
    found = desk.get("/v1/verdict", who=auditor, phone=ANNA, line=desk.line.id)
    assert (found["state"], found["code"]) == ("stop", "role_may_not_send")


def test_every_refusal_is_listed_and_the_first_names_the_verdict(desk: Desk) -> None:
    desk.says("STOP")
    with desk.uow.write() as tx:
        tx.session.execute(update(Line).values(state="verifying"))
        tx.session.execute(update(Member).where(Member.id == desk.rep.id).values(role="auditor"))
    found = ask(desk)
    stops = [one["code"] for one in found["reasons"] if one["weight"] == "stop"]  # type: ignore[index,attr-defined]
    assert stops == ["role_may_not_send", "line_not_live", "opted_out"]
    assert found["code"] == "role_may_not_send"


@pytest.mark.parametrize("role", ["rep", "lead", "admin"])
def test_everybody_else_may(desk: Desk, role: str) -> None:
    member = desk.build.member(desk.workspace, role=role)
    found = desk.get("/v1/verdict", who=member, phone=ANNA, line=desk.line.id)
    assert found["state"] == "go"


def test_words_speak_of_the_person(desk: Desk) -> None:
    anna = desk.person()
    desk.says("STOP")
    assert "Anna" in str(ask(desk, person=anna.id)["title"])
