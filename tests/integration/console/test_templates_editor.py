"""Writing a template: kept as a draft, judged while it is typed, and nothing lost between two."""

from collections.abc import Callable

import pytest

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.console.templating import (
    HELLO,
    HOME,
    MENDED,
    approved,
    content,
    drafted,
    only,
    typed,
    waiting,
    whole,
    words,
)
from tests.integration.desk import ANNA, Desk

NEW = f"{HOME}/new"
LOOK = f"{HOME}/look"


@pytest.fixture
def other(desk: Desk, visit: Callable[[Someone], Visit]) -> Visit:
    """A second admin in front of the console."""
    return visit(desk.build.member(desk.workspace, role="admin", name="Ola Berg"))


def test_a_draft_is_kept_with_everything_that_was_said(admin: Visit, desk: Desk) -> None:
    page = admin.does(
        NEW,
        **typed(
            folder="Visits", tags="morning, vip, morning", purpose="marketing", language="es",
            effective_from="2026-12-01T08:00", effective_until="2027-01-01T00:00",
        ),
    )  # fmt: skip
    assert "The draft is saved." in page
    kept = whole(desk, only(desk)).content
    assert (kept.folder, kept.tags, kept.purpose) == ("Visits", ("morning", "vip"), "marketing")
    assert kept.language == "es"
    assert "Dec 1, 2026, 08:00 UTC" in page


def test_line_ends_are_those_of_a_text(admin: Visit, desk: Desk) -> None:
    admin.does(NEW, **typed(body="One\r\ntwo"))
    assert whole(desk, only(desk)).content.body == "One\ntwo"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "name"),
        ({"body": "x" * 1601}, "1600"),
        ({"effective_from": "soon"}, "day and time"),
        ({"effective_from": "2027-01-02T00:00", "effective_until": "2027-01-01T00:00"}, "later"),
        ({"tags": ",".join("abcdefghijklmn")}, "tags"),
        ({"purpose": "bribery"}, "choose"),
        ({"do": "submit", "body": " "}, "text"),
        ({"do": "submit", "body": "Dear {{first name}}, hello"}, "{{"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    admin: Visit, desk: Desk, wrong: dict[str, str], sentence: str
) -> None:
    form = typed(folder="Kept folder", **{"body": HELLO, **wrong})
    answer = admin.submit(NEW, **form)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert 'value="Kept folder"' in answer.text
    assert form["body"].strip() in answer.text.replace("&#34;", '"')
    told = answer.text.split('class="error"', 1)[1].split("</p>", 1)[0].lower()
    assert sentence in told


def test_two_templates_of_one_name_would_be_mixed_up(admin: Visit, desk: Desk) -> None:
    drafted(desk, admin.someone.id)
    answer = admin.submit(NEW, **typed("CONFIRM a visit"))
    assert answer.status_code == 409
    assert 'id="template-name" name="name" aria-invalid="true"' in answer.text


def test_a_new_one_is_sent_to_review_at_once(admin: Visit, desk: Desk) -> None:
    assert "Sent to review." in admin.does(NEW, **typed(do="submit"))
    found = whole(desk, only(desk)).draft
    assert found
    assert found.state == "in_review"


def test_a_change_is_written_beside_the_wording_in_force(admin: Visit, desk: Desk) -> None:
    made = approved(desk, admin.someone.id)
    page = admin.see(f"{HOME}/{made}/edit")
    assert "Does ten suit you?" in page
    assert whole(desk, made).draft is None
    page = admin.does(f"{HOME}/{made}/edit", version=0, **typed(body=MENDED))
    assert "taken out: ten end of what was taken out, put in: noon end" in words(page)
    assert [each["body"] for each in desk.get("/v1/templates")["items"]] == [HELLO]


def test_the_second_of_two_writers_sees_both_and_loses_nothing(
    admin: Visit, other: Visit, desk: Desk
) -> None:
    made = drafted(desk, admin.someone.id)
    at = f"{HOME}/{made}/edit"
    admin.does(at, version=1, **typed(body="Does eleven suit you?"))
    answer = other.submit(at, version=1, **typed(body="Does noon suit you?", tags="mine"))
    page = words(answer.text)
    assert answer.status_code == 409
    assert "Dana Whitfield saved it" in page
    assert "Does eleven suit you?" in page
    assert "Does noon suit you?</textarea>" in answer.text
    assert 'value="mine"' in answer.text
    assert 'name="version" value="2"' in answer.text
    other.does(at, version=2, **typed(body="Does noon suit you?"))
    assert whole(desk, made).content.body == "Does noon suit you?"


def test_two_who_begin_a_change_at_once_see_each_other(
    admin: Visit, other: Visit, desk: Desk
) -> None:
    made = approved(desk, admin.someone.id)
    at = f"{HOME}/{made}/edit"
    admin.does(at, version=0, **typed(body="Does eleven suit you?"))
    answer = other.submit(at, version=0, **typed(body="Does noon suit you?"))
    assert (answer.status_code, "Does eleven suit you?" in answer.text) == (409, True)
    assert "Does noon suit you?</textarea>" in answer.text


def test_a_draft_that_is_gone_takes_no_words_with_it(
    admin: Visit, other: Visit, desk: Desk
) -> None:
    made = drafted(desk, admin.someone.id)
    admin.does(f"{HOME}/{made}/discard", version=1)
    answer = other.submit(f"{HOME}/{made}/edit", version=1, **typed(body="Does noon suit you?"))
    assert answer.status_code == 404
    assert "Does noon suit you?</textarea>" in answer.text
    assert f'action="{NEW}"' in answer.text


def test_what_waits_for_review_is_not_written_on(admin: Visit, desk: Desk) -> None:
    made = waiting(desk, admin.someone.id)
    page = admin.see(f"{HOME}/{made}/edit")
    assert "take it back first" in page
    answer = admin.submit(f"{HOME}/{made}/edit", version=1, **typed(body="Does noon suit you?"))
    assert answer.status_code == 409
    assert "Does noon suit you?</textarea>" in answer.text


def test_without_a_script_a_press_shows_how_it_looks_and_keeps_nothing(
    admin: Visit, desk: Desk
) -> None:
    answer = admin.submit(NEW, **typed(do="look"))
    assert answer.status_code == 200
    assert "Hi Maria, Dana from" in words(answer.text)
    assert "No templates yet" in admin.see(HOME)


def test_a_piece_of_the_page_answers_what_is_being_typed(admin: Visit) -> None:
    answer = admin.submit(LOOK, **typed(body="Hello {{nonsense}} – ok"))
    assert answer.status_code == 200
    assert "<html" not in answer.text
    page = words(answer.text)
    assert "Nothing fills “nonsense”" in page
    assert "nonsense is missing" in page
    assert "Special characters" in page


@pytest.mark.parametrize(
    "body", ["", " ", "{{", "{{first_name", "}}", "{{a|}}", "\x00", "😀" * 900]
)
def test_whatever_is_typed_is_answered(admin: Visit, body: str) -> None:
    assert admin.submit(LOOK, **typed(body=body, purpose="", language="")).status_code == 200


def test_it_is_looked_at_for_a_real_person_by_name_or_number(admin: Visit, desk: Desk) -> None:
    desk.person()
    for asked in ("ferna", "(720) 555-0142"):
        page = words(admin.submit(LOOK, **typed(person=asked)).text)
        assert "As Anna Fernández would get it" in page
        assert "Hi Anna, Dana from" in page
    assert "Nobody by that name" in admin.submit(LOOK, **typed(person="zz")).text


def test_one_of_several_is_chosen(admin: Visit, desk: Desk) -> None:
    desk.person()
    second = desk.person("Anna Berg", "+13035550178")
    page = words(admin.submit(LOOK, **{**typed(person="anna"), "as": second.id}).text)
    assert "As Anna Berg would get it" in page
    stranger = desk.build.person(desk.build.workspace(), "Zoe Elsewhere")
    page = words(admin.submit(LOOK, **{**typed(person="anna"), "as": stranger.id}).text)
    assert "Zoe" not in page
    assert ANNA[-4:] in page


def test_only_the_editor_runs_a_script_and_only_ours(admin: Visit, desk: Desk) -> None:
    made = drafted(desk, admin.someone.id, content())
    for path in (NEW, f"{HOME}/{made}/edit"):
        policy = admin.open(path).headers["Content-Security-Policy"]
        assert "default-src 'none'; style-src 'self'" in policy
        assert "script-src 'self'; connect-src 'self'" in policy
    for path in (HOME, f"{HOME}/review", f"{HOME}/{made}", f"{HOME}/import"):
        answer = admin.open(path)
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert "<script" not in answer.text


def test_locked_words_and_what_reps_are_asked_for_are_shown_apart(admin: Visit, desk: Desk) -> None:
    body = "[[We come {{ask: When? | at noon / at six}}.]] Bye {{visit|date|soon}}"
    said = words(admin.does(NEW, **typed(body=body, do="submit")))
    assert "Locked: We come The rep is asked: When? at noon / at six. (end of what is" in said
    assert whole(desk, only(desk)).draft is not None
    assert "asks: When?" in admin.submit(LOOK, **typed(body=body)).text
