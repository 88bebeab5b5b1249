"""The way of a fresh workspace to its first text: every step ticks itself, and comes undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from threadside.ids import new_id
from threadside.store.tables import (
    AuditEntry,
    Campaign,
    ConsentEvent,
    CrmConnection,
    Line,
    Message,
    OAuthToken,
    Template,
    TemplateVersion,
)
from threadside.workspace import set_up

HOME = "/console/set-up"
MINE = "+13035550123"
FEW = 12


def lacks(desk: Desk, workspace_id: str = "") -> dict[str, str | None]:
    with desk.uow.read() as session:
        found = set_up.steps(session, workspace_id or desk.workspace.id, desk.clock())
    assert tuple(step.name for step in found) == set_up.STEPS
    return {step.name: step.lacks for step in found}


def link_crm(desk: Desk, state: str = "live") -> CrmConnection:
    made = CrmConnection(
        id=new_id(), workspace_id=desk.workspace.id, crm="hubspot", account="1", name="Our HubSpot",
        base_url="https://api.example", state=state, linked_by=desk.rep.id,
        linked_at=desk.clock(),
    )  # fmt: skip
    desk.build.add(made)
    return made


def approve_template(desk: Desk) -> Template:
    made = Template(
        id=new_id(), workspace_id=desk.workspace.id, name="Appointment", group_name="",
        state="approved", version=1,
    )  # fmt: skip
    desk.build.add(made)
    desk.build.add(TemplateVersion(template_id=made.id, version=1, body="See you at nine."))
    return made


def send_test(admin: Visit, desk: Desk, **fields: str | None) -> str:
    """The page after a test; its fields as the page fills them in."""
    given = {"phone": "(303) 555-0123", "line": desk.line.id, "key": new_id(), "mine": "on"}
    return admin.does(f"{HOME}/test", **{**given, **fields})


def test_the_admin_of_a_fresh_workspace_sees_six_open_steps_first(
    desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    fresh = visit(desk.build.member(role="admin"))
    assert fresh.open("/console").location == HOME
    page = fresh.see(HOME)
    assert "0 of 6 steps are done" in page
    assert "No carrier account is connected yet" in page
    assert 'href="/console/account"' in page
    assert "Send a test to myself" not in page, "nothing could send it"
    assert lacks(desk, fresh.someone.workspace.id) == {
        "line": "no_account", "crm": "none", "consent": "no_contact", "template": "none",
        "responder": "alone", "test": "no_line",
    }  # fmt: skip


def test_a_number_counts_while_it_can_really_text(desk: Desk) -> None:
    assert lacks(desk)["line"] is None
    with desk.uow.write() as tx:
        tx.session.execute(update(Campaign).values(state="suspended"))
    assert lacks(desk)["line"] == "unregistered"
    with desk.uow.write() as tx:
        tx.session.execute(update(Line).values(state="paused"))
    assert lacks(desk)["line"] == "paused"
    desk.open_line("+447400123456", name="London", campaign_id=None)
    assert lacks(desk)["line"] is None, "one that can is enough"


def test_a_crm_counts_while_it_answers(desk: Desk) -> None:
    made = link_crm(desk)
    assert lacks(desk)["crm"] is None
    with desk.uow.write() as tx:
        tx.session.get_one(CrmConnection, made.id).state = "needs_sign_in"
    assert lacks(desk)["crm"] == "shaky"


def test_consent_counts_once_the_policy_in_force_says_how_to_reach_somebody(desk: Desk) -> None:
    desk.policy(brand="Foothill Solar")
    assert lacks(desk)["consent"] == "no_contact"
    desk.policy(contact_path="(720) 555-0199")
    assert lacks(desk)["consent"] is None
    desk.policy()
    assert lacks(desk)["consent"] == "no_contact"


def test_a_template_counts_while_it_is_approved(desk: Desk) -> None:
    made = approve_template(desk)
    assert lacks(desk)["template"] is None
    with desk.uow.write() as tx:
        tx.session.get_one(Template, made.id).state = "draft"
    assert lacks(desk)["template"] == "drafted"


def test_somebody_answers_while_they_are_signed_in_to_the_extension(
    admin: Visit, desk: Desk
) -> None:
    assert lacks(desk)["responder"] == "signed_out", "there are two, and neither is"
    admin.submit("/console/people/invite", email="ola@foothill.example", role="rep")
    assert lacks(desk)["responder"] == "invited"
    desk.token()
    assert lacks(desk)["responder"] is None
    with desk.uow.write() as tx:
        tx.session.execute(update(OAuthToken).values(revoked_at=desk.clock()))
    assert lacks(desk)["responder"] == "invited"


def test_a_script_does_not_answer_anybody(desk: Desk) -> None:
    desk.token()
    with desk.uow.write() as tx:
        tx.session.execute(update(OAuthToken).values(kind="script"))
    assert lacks(desk)["responder"] == "alone"


def test_the_test_is_done_when_the_carrier_says_it_arrived(admin: Visit, desk: Desk) -> None:
    page = send_test(admin, desk)
    assert "the carrier has yet to say that it arrived" in page
    desk.clock.advance(minutes=1)
    desk.after_hold()
    [text] = desk.carrier.posted
    assert (text.sender, text.to) == (desk.line.phone, MINE)
    with desk.uow.read() as session:
        message = session.scalars(select(Message)).one()
    assert (message.purpose, message.origin) == ("line_check", "human")
    assert lacks(desk)["test"] == "on_its_way"
    desk.reports(message.id, "delivered", to=MINE.removeprefix("+"))
    page = admin.see(HOME)
    assert "A test reached +1 303 555 0123." in page
    assert 'href="/console/deliverability"' in page
    assert lacks(desk)["test"] is None


def test_a_test_that_did_not_arrive_says_why(admin: Visit, desk: Desk) -> None:
    send_test(admin, desk)
    desk.clock.advance(minutes=1)
    desk.after_hold()
    with desk.uow.read() as session:
        message = session.scalars(select(Message)).one()
    desk.reports(message.id, "undeliverable", to=MINE.removeprefix("+"), code=1230)
    assert "The last test did not arrive" in admin.see(HOME)
    assert lacks(desk)["test"] == "failed"


def test_the_ledger_says_what_they_ticked_and_no_more(admin: Visit, desk: Desk) -> None:
    send_test(admin, desk)
    with desk.uow.read() as session:
        line = session.scalars(select(ConsentEvent)).one()
    assert (line.kind, line.phone, line.member_id) == ("granted", MINE, admin.someone.id)
    assert line.wording == "This is my own phone, and I ask for this one text."
    assert (line.verified, line.strength) == (False, "express")
    assert line.expires_at == line.at + timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"mine": None}, "Tick that it is yours"),
        ({"phone": "12"}, "number with its area code"),
        ({"line": "another"}, "This number can’t text at the moment"),
    ],
)
def test_what_can_t_be_sent_is_said_beside_its_field_and_what_was_typed_stays(
    admin: Visit, desk: Desk, fields: dict[str, str | None], sentence: str
) -> None:
    given = {"phone": "(303) 555-0123", "line": desk.line.id, "key": new_id(), "mine": "on"}
    answer = admin.submit(f"{HOME}/test", **{**given, **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{fields.get("phone", given["phone"])}"' in answer.text
    assert desk.send_due() == 0


def test_who_opted_out_gets_no_test_and_nothing_is_written_down(admin: Visit, desk: Desk) -> None:
    desk.says("STOP", peer=MINE)
    with desk.uow.read() as session:
        before = session.scalar(select(func.count(ConsentEvent.id)))
    given = {"phone": MINE, "line": desk.line.id, "key": new_id(), "mine": "on"}
    answer = admin.submit(f"{HOME}/test", **given)
    assert answer.status_code == 409
    with desk.uow.read() as session:
        assert session.scalar(select(func.count(ConsentEvent.id))) == before


def test_a_form_that_is_sent_twice_is_one_text(admin: Visit, desk: Desk) -> None:
    key = new_id()
    for _ in range(2):
        send_test(admin, desk, key=key)
    desk.clock.advance(minutes=1)
    desk.after_hold()
    assert len(desk.carrier.posted) == 1
    with desk.uow.read() as session:
        assert session.scalar(select(func.count(ConsentEvent.id))) == 1


def test_every_page_says_how_far_it_is_until_it_is_put_away(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    there = "/console/lines"
    assert "1 of 6" in admin.see(there)
    assert "1 of 6" not in visit(desk.build.member(desk.workspace, role="lead")).see(there)
    assert "1 of 6" not in admin.does(f"{HOME}/hide")
    assert admin.open("/console").location == there
    assert "The set-up is put away" not in admin.see(there)
    assert "Every page says again" in admin.does(f"{HOME}/show")
    assert "1 of 6" in admin.see(there)
    with desk.uow.read() as session:
        kinds = session.scalars(select(AuditEntry.kind)).all()
    assert [kind for kind in kinds if kind.startswith("set_up")] == [
        "set_up.hidden",
        "set_up.shown",
    ]


def test_once_all_is_done_no_page_speaks_of_it(admin: Visit, desk: Desk) -> None:
    link_crm(desk)
    approve_template(desk)
    desk.token()
    desk.policy(contact_path="(720) 555-0199")
    send_test(admin, desk)
    desk.clock.advance(minutes=1)
    desk.after_hold()
    with desk.uow.read() as session:
        message = session.scalars(select(Message)).one()
    desk.reports(message.id, "delivered", to=MINE.removeprefix("+"))
    assert set(lacks(desk).values()) == {None}
    assert "Everything is in place" in admin.see(HOME)
    assert 'class="set-up"' not in admin.see("/console/lines")
    assert admin.open("/console").location == "/console/lines"


def test_what_another_workspace_has_ticks_nothing(admin: Visit, desk: Desk) -> None:
    link_crm(desk)
    approve_template(desk)
    desk.token()
    desk.policy(contact_path="(720) 555-0199")
    send_test(admin, desk)
    other = desk.build.workspace("Zephyr Roofing")
    assert None not in lacks(desk, other.id).values()


def test_only_admins_set_up(desk: Desk, visit: Callable[[Someone], Visit]) -> None:
    lead = visit(desk.build.member(desk.workspace, role="lead"))
    assert lead.open("/console").location == "/console/lines"
    assert lead.open(HOME).status_code == 403
    for path in ("/test", "/hide", "/show"):
        assert lead.submit(f"{HOME}{path}").status_code == 403


def test_all_of_it_is_one_statement_however_many_lines_there_are(
    admin: Visit, desk: Desk, statements: Callable[[], int]
) -> None:
    for number in range(3):
        desk.open_line(f"+1720555016{number}")
    before = statements()
    lacks(desk)
    assert statements() - before == 1
    send_test(admin, desk)
    before = statements()
    admin.see(HOME)
    assert statements() - before <= FEW
