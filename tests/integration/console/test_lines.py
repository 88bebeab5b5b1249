"""Lines in the console: registered, proven, tried, paused, linked, limited."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, OUR_LINE, Desk
from threadside.store.tables import Line, LineCheck, Message

SECOND = "+17205550155"
MINE = "+13035550123"


def line_of(desk: Desk, phone: str = OUR_LINE) -> Line:
    with desk.uow.read() as session:
        return session.scalars(select(Line).where(Line.phone == phone)).one()


def register(admin: Visit, desk: Desk, phone: str = SECOND, **fields: str) -> Line:
    page = admin.does("/console/lines/new", phone=phone, name="Warehouse", **fields)
    assert "goes live once it is proven" in page
    return line_of(desk, SECOND)


def at(line: Line, action: str = "") -> str:
    return f"/console/lines/{line.id}{action}"


def test_the_list_shows_every_line_with_its_state(admin: Visit, desk: Desk) -> None:
    desk.open_line(SECOND, name="Warehouse", state="paused", campaign_id=None)
    page = admin.see("/console/lines")
    assert all(word in page for word in ("Front desk", "Live", "Warehouse", "Paused"))
    assert "Not allowed" in page  # to US numbers, without a campaign


def test_an_empty_list_says_what_a_line_is(visit: Callable[[Someone], Visit], desk: Desk) -> None:
    page = visit(desk.build.member(role="admin")).see("/console/lines")
    assert "No line yet" in page
    assert "/console/lines/new" in page


def test_a_number_is_registered_as_people_write_it(admin: Visit, desk: Desk) -> None:
    line = register(admin, desk, "(720) 555-0155", hosted="on")
    assert (line.state, line.hosted, line.name) == ("requested", True, "Warehouse")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"phone": "12", "name": "Warehouse"}, "bad_number"),
        ({"phone": "+1 720 555 0155", "name": " "}, "empty_name"),
        ({"phone": OUR_LINE, "name": "Warehouse"}, "line_taken"),
    ],
)
def test_a_form_that_cannot_stay_so_keeps_what_was_typed(
    admin: Visit, desk: Desk, fields: dict[str, str], sentence: str
) -> None:
    answer = admin.submit("/console/lines/new", **fields)
    assert answer.status_code == 422
    assert f'value="{fields["phone"]}"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'class="error"' in answer.text


def test_a_text_that_arrives_makes_a_line_live(admin: Visit, desk: Desk) -> None:
    line = register(admin, desk)
    answer = admin.submit(at(line, "/arrived"), version=line.version)
    assert "No text to this number has arrived" in answer.text
    desk.clock.advance(minutes=1)
    desk.says("hello", to=SECOND.removeprefix("+"))
    assert "is live" in admin.does(at(line, "/arrived"), version=line.version)
    assert line_of(desk, SECOND).state == "live"


def test_a_code_that_was_texted_to_the_line_makes_it_live(admin: Visit, desk: Desk) -> None:
    line = register(admin, desk)
    admin.does(at(line, "/code"), version=line.version)
    assert line_of(desk, SECOND).state == "verifying"
    desk.clock.advance(minutes=1)
    desk.after_hold()
    [text] = desk.carrier.posted
    assert (text.sender, text.to) == (OUR_LINE, SECOND)
    code = re.findall(r"\d{6}", text.text)[0]
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    version = line_of(desk, SECOND).version
    assert "not the code" in admin.submit(at(line, "/verify"), version=version, code=wrong).text
    version = line_of(desk, SECOND).version
    admin.does(at(line, "/verify"), version=version, code=f" {code[:3]} {code[3:]}")
    assert line_of(desk, SECOND).state == "live"


def test_a_code_cannot_be_guessed(admin: Visit, desk: Desk) -> None:
    line = register(admin, desk)
    admin.does(at(line, "/code"), version=line.version)
    for _ in range(5):
        version = line_of(desk, SECOND).version
        admin.submit(at(line, "/verify"), version=version, code="no")
    version = line_of(desk, SECOND).version
    answer = admin.submit(at(line, "/verify"), version=version, code="000000")
    assert "typed wrongly 5 times" in answer.text


def test_a_test_is_a_real_text_and_its_state_is_shown(admin: Visit, desk: Desk) -> None:
    line = line_of(desk)
    page = admin.does(at(line, "/test"), version=line.version, phone="(303) 555-0123")
    assert "on its way" in page
    desk.clock.advance(minutes=1)
    desk.after_hold()
    [text] = desk.carrier.posted
    assert (text.sender, text.to) == (OUR_LINE, MINE)
    page = admin.see(at(line))
    assert "Sent" in page
    assert 'value="+1 303 555 0123"' in page  # remembered


def test_a_second_test_goes_to_the_person_that_the_first_one_made(admin: Visit, desk: Desk) -> None:
    for _ in range(2):
        line = line_of(desk)
        admin.does(at(line, "/test"), version=line.version, phone=MINE)
    with desk.uow.read() as session:
        assert len(session.scalars(select(Message)).all()) == 2
        assert len(session.scalars(select(LineCheck)).all()) == 1


def test_a_test_that_may_not_be_sent_says_why(admin: Visit, desk: Desk) -> None:
    with desk.uow.write() as tx:
        tx.session.execute(update(Line).values(campaign_id=None))
    line = line_of(desk)
    answer = admin.submit(at(line, "/test"), version=line.version, phone=MINE)
    assert answer.status_code == 409
    assert "It belongs to no registered campaign." in answer.text
    assert desk.carrier.posted == []


def test_pausing_keeps_texts_and_resuming_lets_them_go(admin: Visit, desk: Desk) -> None:
    line = line_of(desk)
    admin.does(at(line, "/pause"), version=line.version)
    assert "an admin paused it" in admin.see(at(line))
    desk.press(desk.person(), "Hello")
    desk.clock.advance(minutes=1)
    desk.after_hold()
    assert desk.carrier.texts == []
    admin.does(at(line, "/resume"), version=line.version + 1)
    desk.after_hold()
    assert desk.carrier.texts == ["Hello"]


def test_the_second_of_two_admins_is_told(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    line = line_of(desk)
    other = visit(desk.build.member(desk.workspace, role="admin", name="Ola Berg"))
    about = {"version": line.version, "sms": "on", "media_limit": 600}
    admin.does(at(line, "/describe"), name="Front office", **about)
    answer = other.submit(at(line, "/describe"), name="Reception", **about)
    assert answer.status_code == 409
    assert "Somebody else changed this" in answer.text
    assert 'value="Reception"' in answer.text
    assert line_of(desk).name == "Front office"


def test_what_a_line_can_do_is_changed(admin: Visit, desk: Desk) -> None:
    line = line_of(desk)
    admin.does(
        at(line, "/describe"), version=line.version, name="Desk", sms="on", media_limit="500"
    )
    line = line_of(desk)
    assert (line.name, line.sms, line.mms, line.media_limit) == ("Desk", True, False, 500_000)
    answer = admin.submit(
        at(line, "/describe"), version=line.version, name="Desk", media_limit="much"
    )
    assert "Enter a number" in answer.text


def test_a_line_is_linked_to_a_campaign_and_may_text_then(admin: Visit, desk: Desk) -> None:
    line = desk.open_line(SECOND, campaign_id=None)
    verdict = desk.get("/v1/verdict", phone=ANNA, line=line.id)
    assert (verdict["state"], verdict["code"]) == ("stop", "line_unregistered")
    assert "no registered campaign" in verdict["detail"]
    admin.does(at(line, "/link"), version=1, campaign=desk.campaign.id)
    assert desk.get("/v1/verdict", phone=ANNA, line=line.id)["state"] == "go"


def test_a_campaign_of_another_workspace_cannot_be_linked(admin: Visit, desk: Desk) -> None:
    foreign = desk.build.campaign(desk.build.workspace("Elsewhere"))
    assert admin.submit(at(desk.line, "/link"), version=1, campaign=foreign.id).status_code == 404


def test_the_page_shows_when_webhooks_came_and_where_their_addresses_are(
    admin: Visit, desk: Desk
) -> None:
    page = admin.see(at(desk.line))
    assert "/console/account#webhooks" in page
    assert "none has arrived yet" in page
    desk.says("hello")
    desk.clock.advance(minutes=3)
    assert "3 min ago" in admin.see(at(desk.line))
