"""A text that names a template says what is locked in it, or does not leave as that template."""

from typing import Any

import pytest

from tests.integration.desk import BEN, Desk, OpenDesk
from threadside.ids import new_id
from threadside.store.tables import Template, TemplateVersion
from threadside.templates import usage

BODY = (
    "[[Hi {{first_name|there}}, your visit is {{ask: When? | in the morning / at noon}}.]] "
    "See you! [[Reply STOP to opt out.]]"
)
KEPT = "Hi Anna, your visit is at noon. See you! Reply STOP to opt out."


def template(desk: Desk, body: str = BODY) -> dict[str, Any]:
    """An approved template, as a press names it."""
    made = Template(
        id=new_id(), workspace_id=desk.workspace.id, name="Visit", group_name="",
        state="approved", version=1,
    )  # fmt: skip
    desk.build.add(made, TemplateVersion(template_id=made.id, version=1, body=body, name="Visit"))
    return {"id": made.id, "version": 1}


def refused(desk: Desk, text: str, use: dict[str, Any]) -> dict[str, Any]:
    """The problem of a press that must not leave."""
    head = desk.head()
    answer = desk.ask("POST", "/v1/messages", desk.wish(desk.person(), text, template=use))
    assert answer.status_code == 409
    assert desk.head() == head
    return dict(answer.json or {})


@pytest.mark.parametrize("free", ["See you!", "Bring the papers, please.", ""])
def test_what_is_free_is_the_reps_and_the_rest_leaves_as_approved(desk: Desk, free: str) -> None:
    text = KEPT.replace("See you!", free)
    assert desk.press(desk.person(), text, template=template(desk))["text"] == text


def test_the_senders_name_and_the_opt_out_line_may_stand_around_it(desk: Desk) -> None:
    desk.policy(brand="Acme")
    use = template(desk, "[[Hi {{first_name|there}}.]]")
    text = "Acme: Hi Anna. Reply STOP to opt out."
    assert desk.press(desk.person(), text, template=use)["text"] == text


@pytest.mark.parametrize(
    ("was", "now", "expected", "found"),
    [
        ("Reply STOP", "Reply NEVER", "Reply STOP to opt out.", "Reply NEVER to opt out."),
        (" Reply STOP to opt out.", "", "Reply STOP to opt out.", ""),
        ("Anna", "Bo", "Hi Anna, your visit is ….", "Hi Bo, your visit is at noon."),
        ("at noon", "never", "Hi Anna, your visit is ….", "Hi Anna, your visit is never."),
    ],
)
def test_a_change_is_refused_and_shown(
    desk: Desk, was: str, now: str, expected: str, found: str
) -> None:
    problem = refused(desk, KEPT.replace(was, now), template(desk))
    assert problem["code"] == "template_locked"
    assert problem["locked"]["expected"] == expected
    assert problem["locked"]["found"].startswith(found[:20])
    assert f"“{expected}”" in problem["detail"]


def test_what_nobody_knows_stops_a_template_that_requires_it(desk: Desk) -> None:
    use = template(desk, "See you on {{visit|date|required}}.")
    problem = refused(desk, "See you on Friday.", use)
    assert (problem["code"], problem["field"]) == ("template_value_missing", "visit")
    assert "“Visit” goes to nobody without “visit”" in problem["detail"]


def test_words_of_ones_own_are_held_to_nothing(desk: Desk) -> None:
    template(desk)
    assert desk.press(desk.person(), "Reply NEVER.")["template_id"] is None


def test_another_workspaces_template_is_none(desk: Desk, open_desk: OpenDesk) -> None:
    theirs = template(open_desk())
    assert refused(desk, KEPT, theirs)["code"] == "template_not_approved"


def test_what_a_rep_changed_of_a_template_is_kept_and_counted(desk: Desk) -> None:
    use = template(desk, "Hi {{first_name|there}}, see you at {{ask: When?}}.")
    desk.press(desk.person(), "Hi Anna, see you at ten.", template=use)
    desk.clock.advance(minutes=10)
    ben = desk.person("Ben", BEN)
    desk.press(ben, phone=BEN, text="Hi Ben, see you at ten. Bring the papers.", template=use)
    desk.after_hold()
    with desk.uow.read() as session:
        found = usage.replies(session, desk.workspace.id, use["id"], desk.clock.now)
    assert (found.compared, found.changed) == (2, 1)
    assert 20 < found.share < 50
