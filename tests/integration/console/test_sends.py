"""The red button: an admin stops all sending, every page says so, and one of them lets it go on."""

from collections.abc import Callable

import pytest

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from threadside.sending import pausing
from threadside.sending.pausing import Paused

HOME = "/console/settings"
SWITCH = f"{HOME}/sending"
BANNER = "All sending is paused"


def standing(desk: Desk) -> Paused | None:
    with desk.uow.read() as session:
        return pausing.standing(session, desk.workspace.id, desk.clock())


def since(desk: Desk) -> str:
    found = standing(desk)
    assert found is not None
    return found.at.isoformat()


def test_an_admin_stops_all_sending_and_lets_it_go_on(admin: Visit, desk: Desk) -> None:
    desk.press(desk.person(), "Hello")
    page = admin.does(f"{SWITCH}/pause", reason="Billing check")
    assert "No text leaves until it is resumed" in page
    assert desk.after_hold() == 0
    page = admin.does(f"{SWITCH}/resume", at=since(desk))
    assert "Sending goes on" in page
    assert BANNER not in page
    assert desk.send_due() == 1


def test_every_page_says_who_paused_it_and_why_and_how_many_texts_wait(
    admin: Visit, desk: Desk
) -> None:
    desk.press(desk.person(), "Hello")
    assert BANNER not in admin.see("/console/lines")
    admin.does(f"{SWITCH}/pause", reason="Check\x00<b>billing</b>")
    desk.clock.advance(minutes=12)
    for path in ("/console/lines", "/console/policy", HOME):
        page = admin.see(path)
        assert BANNER in page
        assert "By Dana Whitfield" in page
        assert "12 min ago" in page
        assert "Check &lt;b&gt;billing&lt;/b&gt;" in page
        assert "1 text waits." in page
        assert "Resume sending" in page


def test_a_page_asks_as_much_of_the_database_whether_it_is_paused_or_not(
    admin: Visit, desk: Desk, statements: Callable[[], int]
) -> None:
    def cost() -> int:
        before = statements()
        admin.see("/console/lines")
        return statements() - before

    usual = cost()
    for number in range(3):
        desk.press(desk.person(), f"text {number}")
    admin.does(f"{SWITCH}/pause", reason="Billing check")
    desk.clock.advance(minutes=1)
    admin.see("/console/lines")
    assert cost() == usual


def test_it_takes_a_reason_and_keeps_what_was_typed(admin: Visit, desk: Desk) -> None:
    answer = admin.submit(f"{SWITCH}/pause", reason="  ")
    assert (answer.status_code, "Fill in this field" in answer.text) == (422, True)
    assert standing(desk) is None


def test_the_second_of_two_admins_is_told(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    other = visit(desk.build.member(desk.workspace, role="admin", name="Ola Berg"))
    admin.does(f"{SWITCH}/pause", reason="Billing check")
    answer = other.submit(f"{SWITCH}/pause", reason="Wrong price")
    assert (answer.status_code, "Somebody paused it before you" in answer.text) == (409, True)
    assert "Billing check" in answer.text
    first = since(desk)
    admin.does(f"{SWITCH}/resume", at=first)
    desk.clock.advance(minutes=1)
    admin.does(f"{SWITCH}/pause", reason="Once more")
    answer = other.submit(f"{SWITCH}/resume", at=first)
    assert (answer.status_code, "Somebody else changed this" in answer.text) == (409, True)
    assert standing(desk) is not None


@pytest.mark.parametrize("at", ["", "now", "2026-03-02T15:30:00"])
def test_a_form_that_was_made_for_no_pause_ends_none(admin: Visit, desk: Desk, at: str) -> None:
    admin.does(f"{SWITCH}/pause", reason="Billing check")
    assert admin.submit(f"{SWITCH}/resume", at=at).status_code == 409
    assert standing(desk) is not None


def test_resuming_what_is_not_paused_says_so(admin: Visit) -> None:
    answer = admin.submit(f"{SWITCH}/resume", at="2026-03-02T15:30:00+00:00")
    assert (answer.status_code, "somebody resumed it before you" in answer.text) == (409, True)


def test_it_stands_under_needs_attention_and_is_resumed_there(admin: Visit, desk: Desk) -> None:
    assert "Sending is paused" not in admin.see("/console/attention")
    admin.does(f"{SWITCH}/pause", reason="Billing check")
    page = admin.see("/console/attention")
    assert 'id="sending"' in page
    assert "Sending is paused" in page
    admin.does(f"{SWITCH}/resume", at=since(desk))
    assert 'id="sending"' not in admin.see("/console/attention")


def test_the_audit_log_says_who_and_why(admin: Visit, desk: Desk) -> None:
    admin.does(f"{SWITCH}/pause", reason="Billing check")
    admin.does(f"{SWITCH}/resume", at=since(desk))
    page = admin.see("/console/records")
    assert "Dana Whitfield paused all sending." in page
    assert "Billing check" in page
    assert "Dana Whitfield resumed sending." in page


@pytest.mark.parametrize("role", ["lead", "auditor"])
def test_readers_see_that_it_is_paused_and_have_no_button(
    desk: Desk, admin: Visit, visit: Callable[[Someone], Visit], role: str
) -> None:
    reader = visit(desk.build.member(desk.workspace, role=role))
    assert ">Pause all sending</button>" not in reader.see(HOME)
    admin.does(f"{SWITCH}/pause", reason="Billing check")
    page = reader.see(HOME)
    assert BANNER in page
    assert "Resume sending" not in page
    assert reader.submit(f"{SWITCH}/resume", at=since(desk)).status_code == 403


def test_another_workspace_goes_on(
    desk: Desk, admin: Visit, visit: Callable[[Someone], Visit]
) -> None:
    stranger = visit(desk.build.member(role="admin"))
    admin.does(f"{SWITCH}/pause", reason="Billing check")
    assert BANNER not in stranger.see(HOME)
    assert stranger.submit(f"{SWITCH}/resume", at=since(desk)).status_code == 409
    assert standing(desk) is not None
