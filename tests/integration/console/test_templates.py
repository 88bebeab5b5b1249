"""The list of templates, what waits for review, and everything known about one."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.console.templating import (
    HELLO,
    HOME,
    approved,
    changed,
    content,
    drafted,
    waiting,
    whole,
    words,
)
from tests.integration.desk import Desk
from threadside.insight import progress
from threadside.templates import draft


@pytest.fixture
def other(desk: Desk, visit: Callable[[Someone], Visit]) -> Visit:
    """A second admin in front of the console."""
    return visit(desk.build.member(desk.workspace, role="admin", name="Ola Berg"))


def test_an_empty_list_teaches_with_examples(admin: Visit) -> None:
    page = admin.see(HOME)
    assert "No templates yet" in page
    assert page.count(f'href="{HOME}/new?example=') == 3


@pytest.mark.parametrize("name", ["visit", "quote", "ready"])
def test_nothing_is_wrong_with_the_examples(admin: Visit, name: str) -> None:
    page = words(admin.see(f"{HOME}/new", example=name))
    assert "Nothing to mend." in page
    assert "1 segment, " in page


def test_a_reader_is_offered_no_form_of_the_empty_list(
    desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    page = visit(desk.build.member(desk.workspace, role="lead")).see(HOME)
    assert "No templates yet" in page
    assert f"{HOME}/new" not in page


def test_a_row_says_what_a_template_is_and_how_it_is_used(admin: Visit, desk: Desk) -> None:
    wanted = content(folder="Visits", tags=("morning", "vip"))
    made = approved(desk, admin.someone.id, wanted)
    desk.press(desk.person(), "Hi Anna", template={"id": made, "version": 1})
    desk.after_hold()
    _count(desk)
    page = words(admin.see(HOME))
    assert "Confirm a visit morning vip In use Visits Information 1 1 " in page


def test_states_are_told_apart_and_counted(admin: Visit, desk: Desk) -> None:
    us = admin.someone.id
    approved(desk, us, content("On my way"))
    drafted(desk, us, content("Running late"))
    waiting(desk, us, content("Quote sent"))
    page = words(admin.see(HOME))
    assert "All3 In use1 To review1 Drafts1" in page
    assert "Running late" in admin.see(HOME, show="draft")
    assert "On my way" not in admin.see(HOME, show="draft")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "gate"}, {"Delivery window"}),
        ({"folder": "Visits"}, {"On my way"}),
        ({"folder": "-"}, {"Oferta"}),
        ({"purpose": "marketing"}, {"Oferta"}),
        ({"language": "es"}, {"Oferta"}),
        ({"search": "nothing like it"}, set()),
        ({"purpose": "no such", "show": "no such"}, {"On my way", "Delivery window", "Oferta"}),
    ],
)
def test_the_list_is_narrowed(
    admin: Visit, desk: Desk, asked: dict[str, str], found: set[str]
) -> None:
    us = admin.someone.id
    drafted(desk, us, content("On my way", folder="Visits"))
    drafted(desk, us, content("Delivery window", "Does the gate code work?", folder="Delivery"))
    drafted(desk, us, content("Oferta", purpose="marketing", language="es"))
    page = admin.see(HOME, **asked)
    assert {name for name in ("On my way", "Delivery window", "Oferta") if f">{name}<" in page} == (
        found
    )
    assert ("No template is like this" in page) is not found


def test_a_long_list_comes_in_pages_that_keep_the_filters(admin: Visit, desk: Desk) -> None:
    for number in range(51):
        drafted(desk, admin.someone.id, content(f"Wording {number:02}", folder="Many"))
    page = admin.see(HOME, folder="Many")
    assert ("Wording 49" in page, "Wording 50" in page) == (True, False)
    after = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "folder=Many" in after
    rest = admin.see(after)
    assert ("Wording 49" in rest, "Wording 50" in rest) == (False, True)


def test_a_cursor_that_was_made_up_is_refused_in_words(admin: Visit) -> None:
    assert admin.open(HOME, after="made up").status_code == 422


def test_the_side_counts_what_waits(admin: Visit, desk: Desk) -> None:
    assert f'href="{HOME}"' in admin.see("/console/lines")
    waiting(desk, admin.someone.id)
    assert "Templates1 waiting" in words(admin.see("/console/lines"))


def test_the_queue_shows_the_oldest_first_with_what_would_change(admin: Visit, desk: Desk) -> None:
    us = admin.someone.id
    made = approved(desk, us)
    desk.clock.advance(minutes=1)
    changed(desk, us, made)
    desk.clock.advance(minutes=1)
    waiting(desk, us, content("Later"))
    page = admin.see(f"{HOME}/review")
    assert page.index("Confirm a visit") < page.index(">Later<")
    assert "taken out: ten end of what was taken out, put in: noon end" in words(page)
    assert f'href="{HOME}/{made}#proposed"' in page


def test_an_empty_queue_says_what_would_stand_there(admin: Visit) -> None:
    assert "Nothing waits for review" in admin.see(f"{HOME}/review")


def test_a_page_shows_the_wording_with_its_fields_in_words(admin: Visit, desk: Desk) -> None:
    made = approved(desk, admin.someone.id)
    page = words(admin.see(f"{HOME}/{made}"))
    assert "Merge field: First name or “there”" in page
    assert "1 segment, " in page
    assert "Nobody has sent it yet." in page


def test_markup_in_a_wording_stays_words(admin: Visit, desk: Desk) -> None:
    made = drafted(desk, admin.someone.id, content("<b>x</b>", "<script>alert(1)</script> hello"))
    for path in (HOME, f"{HOME}/{made}", f"{HOME}/{made}/edit"):
        page = admin.see(path)
        assert "<b>x" not in page
        assert "<script>alert" not in page


def test_a_draft_goes_to_review_and_another_admin_puts_it_in_force(
    admin: Visit, other: Visit, desk: Desk
) -> None:
    made = drafted(desk, admin.someone.id)
    at = f"{HOME}/{made}"
    page = admin.does(f"{at}/submit", version=1, words="Short and clear?")
    assert "Sent to review." in page
    assert "Short and clear?" in page
    page = other.does(f"{at}/decide", version=1, do="approve", reason="Says who writes")
    assert "reps can use it" in page
    assert "written by Dana Whitfield, approved by Ola Berg" in words(page)
    assert "Says who writes" in page
    assert [each["body"] for each in desk.get("/v1/templates")["items"]] == [HELLO]


def test_what_is_sent_back_is_a_draft_again_with_the_reason(
    admin: Visit, other: Visit, desk: Desk
) -> None:
    made = waiting(desk, admin.someone.id)
    at = f"{HOME}/{made}"
    answer = other.submit(f"{at}/decide", version=1, do="send_back", reason=" ")
    assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True)
    other.does(f"{at}/decide", version=1, do="send_back", reason="Say which visit")
    page = admin.see(at)
    assert "Say which visit" in page
    assert "Go on writing" in page


def test_whoever_decides_about_an_older_draft_is_shown_the_present_one(
    admin: Visit, other: Visit, desk: Desk
) -> None:
    made = waiting(desk, admin.someone.id)
    at = f"{HOME}/{made}"
    admin.does(f"{at}/take-back")
    edited = {"name": "Confirm a visit", "body": "See you at noon?", "purpose": "informational"}
    admin.does(f"{at}/edit", version=1, language="en", do="submit", **edited)
    answer = other.submit(f"{at}/decide", version=1, do="approve", reason="Fine")
    assert answer.status_code == 409
    assert "Dana Whitfield changed the draft" in answer.text
    assert "See you at noon?" in answer.text
    assert whole(desk, made).version == 0


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("decide", "approved or thrown away"),
        ("take-back", "approved or thrown away"),
        ("bring-back", "is in use by now"),
    ],
)
def test_whoever_comes_too_late_is_told_so_on_the_page_as_it_is(
    admin: Visit, other: Visit, desk: Desk, step: str, said: str
) -> None:
    at = f"{HOME}/{waiting(desk, admin.someone.id)}"
    admin.does(f"{at}/decide", version=1, do="approve", reason="Says it well")
    answer = other.submit(f"{at}/{step}", version=1, do="send_back", reason="Hm")
    assert (answer.status_code, said in words(answer.text)) == (409, True)
    assert "Approved wording, version 1" in answer.text


def test_a_change_that_begins_later_says_that_reps_have_neither_until_then(
    admin: Visit, desk: Desk
) -> None:
    us = admin.someone.id
    made = approved(desk, us)
    begins = desk.clock.now + timedelta(hours=1)
    with desk.uow.write() as tx:
        draft.revise(tx, desk.workspace.id, us, made)
        later = content(effective_from=begins)
        draft.edit(tx, desk.workspace.id, us, made, later, seen=1)
    assert "Reps have neither until" in admin.see(f"{HOME}/{made}")
    desk.clock.advance(hours=1)
    assert "Reps have neither until" not in admin.see(f"{HOME}/{made}")


def test_four_eyes_are_said_before_the_press(admin: Visit, other: Visit, desk: Desk) -> None:
    made = waiting(desk, admin.someone.id)
    desk.policy(four_eyes="on")
    page = admin.see(f"{HOME}/{made}")
    assert "somebody else approves it: Ola Berg." in page
    assert f"{HOME}/{made}/decide" not in page
    assert f"{HOME}/{made}/decide" in other.see(f"{HOME}/{made}")
    answer = admin.submit(f"{HOME}/{made}/decide", version=1, do="approve", reason="Mine")
    assert answer.status_code == 409


def test_a_template_is_retired_and_brought_back_for_a_reason(admin: Visit, desk: Desk) -> None:
    made = approved(desk, admin.someone.id)
    at = f"{HOME}/{made}"
    answer = admin.submit(f"{at}/retire", reason="")
    assert (answer.status_code, "<details open>" in answer.text) == (422, True)
    assert "reps can’t choose it any more" in admin.does(f"{at}/retire", reason="Old hours")
    assert desk.get("/v1/templates")["items"] == []
    assert "reps can choose it again" in admin.does(f"{at}/bring-back", reason="It was right")
    assert len(desk.get("/v1/templates")["items"]) == 1


def test_colleagues_talk_about_it(admin: Visit, other: Visit, desk: Desk) -> None:
    at = f"{HOME}/{drafted(desk, admin.someone.id)}"
    other.does(f"{at}/comment", words="Why ten?")
    assert "Ola Berg said, just now Why ten?" in words(admin.see(at))
    answer = other.submit(f"{at}/comment", words=" ")
    assert answer.status_code == 422


def test_a_copy_begins_with_the_same_words_under_another_name(admin: Visit, desk: Desk) -> None:
    made = approved(desk, admin.someone.id)
    at = f"{HOME}/{made}"
    answer = admin.submit(f"{at}/copy", name="confirm a VISIT")
    assert (answer.status_code, "<details open>" in answer.text) == (409, True)
    page = admin.does(f"{at}/copy", name="Confirm a second visit")
    assert "Does ten suit you?" in page
    assert 'value="Confirm a second visit"' in page


def test_a_draft_is_thrown_away_and_the_wording_in_force_stays(admin: Visit, desk: Desk) -> None:
    us = admin.someone.id
    made = approved(desk, us)
    changed(desk, us, made)
    at = f"{HOME}/{made}"
    admin.does(f"{at}/take-back")
    seen = whole(desk, made).draft
    assert seen
    assert "The draft is gone." in admin.does(f"{at}/discard", version=seen.revision)
    assert "Does ten suit you?" in admin.see(at)
    new = drafted(desk, us, content("Never approved"))
    assert "Never approved" not in admin.does(f"{HOME}/{new}/discard", version=1)


def test_the_file_has_them_all(admin: Visit, desk: Desk) -> None:
    approved(desk, admin.someone.id, content("=1+1", folder="Visits"))
    answer = admin.open(f"{HOME}/templates.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="templates.csv"'
    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert (row["name"], row["body"], row["folder"]) == ("'=1+1", HELLO, "Visits")


@pytest.mark.parametrize("role", ["lead", "auditor"])
def test_leads_and_auditors_read_every_page(
    desk: Desk, admin: Visit, visit: Callable[[Someone], Visit], role: str
) -> None:
    made = waiting(desk, admin.someone.id)
    reader = visit(desk.build.member(desk.workspace, role=role))
    for path in (HOME, f"{HOME}/review", f"{HOME}/{made}"):
        page = reader.see(path)
        assert "Confirm a visit" in page
        assert f'action="{HOME}/{made}' not in page
    assert reader.open(f"{HOME}/{made}/edit").status_code == 403


def test_a_template_of_another_workspace_is_not_found(
    desk: Desk, admin: Visit, visit: Callable[[Someone], Visit]
) -> None:
    made = waiting(desk, admin.someone.id)
    stranger = visit(desk.build.member(role="admin"))
    assert stranger.open(f"{HOME}/{made}").status_code == 404
    assert stranger.open(f"{HOME}/{made}/edit").status_code == 404
    assert "Does ten suit you?" not in stranger.see(HOME)
    for step in ("submit", "take-back", "decide", "retire", "bring-back", "comment", "discard"):
        answer = stranger.submit(f"{HOME}/{made}/{step}", version=1, reason="x", words="x")
        assert answer.status_code == 404, step
    assert "Does ten suit you?" not in stranger.submit(f"{HOME}/{made}/edit", version=1).text


@pytest.mark.parametrize("path", ["", "/review", "/{made}", "/{made}/edit", "/new", "/import"])
def test_a_page_takes_few_statements_whatever_is_on_it(
    admin: Visit, desk: Desk, statements: Callable[[], int], path: str
) -> None:
    us = admin.someone.id
    for number in range(6):
        made = approved(desk, us, content(f"Wording {number}", tags=(f"tag {number}",)))
        changed(desk, us, made)
    before = statements()
    admin.see(HOME + path.format(made=made))
    assert statements() - before <= 12


def _count(desk: Desk) -> None:
    """Deliveries as they are counted by the hour."""
    while True:
        with desk.uow.write() as tx:
            if progress.advance(tx, desk.workspace.id):
                return
