"""From a draft to what reps use: writing, review, approval, and out of use again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.integration.templates.office import LATE, Office, refused
from threadside.store.tables import AuditEntry, Template
from threadside.templates import draft, review, suspend
from threadside.words import say


def test_reps_see_a_wording_once_it_is_approved_and_not_before(office: Office) -> None:
    made = office.do(draft.begin, LATE)
    assert office.listed() == {}
    office.do(review.submit, made, seen=1, words="For the crews")
    assert office.listed() == {}
    assert office.do(review.approve, made, "Reads well", seen=1, by=office.ravi) == 1
    assert office.listed() == {LATE.name: LATE.body}
    whole = office.one(made)
    assert (whole.state, whole.version, whole.draft) == ("approved", 1, None)
    [version] = whole.versions
    assert (version.content, version.author, version.approved_by, version.reason) == (
        LATE, "Dana Field", "Ravi Shah", "Reads well",
    )  # fmt: skip
    assert version.approved_at == office.desk.clock.now
    assert [(each.kind, each.member, each.words) for each in whole.remarks] == [
        ("begun", "Dana Field", ""),
        ("submitted", "Dana Field", "For the crews"),
        ("approved", "Ravi Shah", "Reads well"),
    ]


def test_what_is_approved_stays_in_use_while_a_new_wording_is_written(office: Office) -> None:
    made = office.approved()
    office.do(draft.revise, made)
    wanted = replace(LATE, name="Late", body="Sorry, late.", folder="Field")
    assert office.do(draft.edit, made, wanted, seen=1) == 2
    assert office.listed() == {LATE.name: LATE.body}
    office.do(review.submit, made, seen=2)
    assert office.listed() == {LATE.name: LATE.body}
    assert office.do(review.approve, made, "Shorter", seen=2) == 2
    assert office.listed() == {"Late": "Sorry, late."}
    assert [each.version for each in office.one(made).versions] == [2, 1]


def test_a_draft_of_a_template_in_use_can_be_discarded_alone(office: Office) -> None:
    made = office.approved()
    office.do(draft.revise, made)
    assert office.do(draft.discard, made, seen=1) is False
    assert office.one(made).draft is None
    assert office.listed() == {LATE.name: LATE.body}


def test_a_template_that_was_never_approved_goes_with_its_draft(office: Office) -> None:
    made = office.do(draft.begin, LATE)
    office.do(review.comment, made, "Do we need it?")
    assert office.do(draft.discard, made, seen=1) is True
    assert refused(lambda: office.one(made)).code == "not_found"
    assert office.do(draft.begin, LATE) != made


def test_a_copy_begins_with_the_newest_wording(office: Office) -> None:
    made = office.approved()
    copied = office.do(draft.copy, made, "Late by car")
    assert office.one(copied).content == replace(LATE, name="Late by car")
    office.do(draft.revise, made)
    office.do(draft.edit, made, replace(LATE, body="New words"), seen=1)
    assert office.one(office.do(draft.copy, made, "Third")).content.body == "New words"


def test_who_saves_second_is_told_what_is_there_now(office: Office) -> None:
    made = office.do(draft.begin, LATE)
    office.do(draft.edit, made, replace(LATE, body="By Dana"), seen=1)
    mine = replace(LATE, body="By Ravi")
    found = refused(lambda: office.do(draft.edit, made, mine, seen=1, by=office.ravi))
    assert found.code == "changed_meanwhile"
    assert found.extra["now"] == {"revision": 2, "by": "Dana Field"}
    assert office.one(made).content.body == "By Dana"
    assert office.do(draft.edit, made, mine, seen=2, by=office.ravi) == 3


def test_saving_what_is_there_makes_no_new_revision(office: Office) -> None:
    made = office.do(draft.begin, LATE)
    assert office.do(draft.edit, made, replace(LATE, body=f" {LATE.body}\r\n"), seen=1) == 1


def test_review_holds_the_words_until_they_are_taken_back_or_sent_back(office: Office) -> None:
    made = office.do(draft.begin, LATE)
    office.do(review.submit, made, seen=1)
    for verb in (draft.edit, draft.discard):
        args = (LATE,) if verb is draft.edit else ()
        found = refused(lambda verb=verb, args=args: office.do(verb, made, *args, seen=1))
        assert found.code == "template_in_review"
    office.do(review.take_back, made)
    office.do(review.submit, made, seen=1)
    office.do(review.send_back, made, "Say who writes", seen=1, by=office.ravi)
    assert office.do(draft.edit, made, replace(LATE, body="Kim here, late."), seen=1) == 2
    assert [each.kind for each in office.one(made).remarks] == [
        "begun", "submitted", "taken_back", "submitted", "sent_back",
    ]  # fmt: skip


def test_nothing_is_approved_that_was_not_in_review_or_is_not_what_was_read(
    office: Office,
) -> None:
    made = office.do(draft.begin, LATE)
    assert refused(lambda: office.do(review.approve, made, "Good", seen=1)).code == (
        "template_not_in_review"
    )
    office.do(review.submit, made, seen=1)
    assert refused(lambda: office.do(review.approve, made, "Good", seen=2)).code == (
        "changed_meanwhile"
    )
    assert refused(lambda: office.do(review.approve, made, " ", seen=1)).code == (
        "reason_needed_here"
    )
    assert office.listed() == {}


def test_what_is_never_to_be_sent_does_not_get_into_review(office: Office) -> None:
    bad = replace(LATE, body="Reply CANCEL to cancel your visit.")
    made = office.do(draft.begin, bad)
    found = refused(lambda: office.do(review.submit, made, seen=1))
    assert (found.code, found.extra) == ("template_refused", {"hint": "per_se_word_invitation"})
    empty = office.do(draft.begin, replace(LATE, name="Empty", body=""))
    assert refused(lambda: office.do(review.submit, empty, seen=1)).code == "bad_template_body"


def test_a_rule_that_came_while_it_was_in_review_holds_at_approval(office: Office) -> None:
    made = office.do(draft.begin, replace(LATE, body="Happy hour starts at five."))
    office.do(review.submit, made, seen=1)
    office.desk.policy(blocked_risks=["alcohol"])
    found = refused(lambda: office.do(review.approve, made, "Good", seen=1))
    assert found.extra == {"hint": "risky_content"}


def test_four_eyes_keep_writers_from_approving_and_say_who_may(office: Office) -> None:
    office.desk.policy(four_eyes="on")
    made = office.do(draft.begin, LATE)
    office.do(draft.edit, made, replace(LATE, body="Late."), seen=1, by=office.ravi)
    mira = office.admin("Mira Cole")
    office.do(review.submit, made, seen=2)
    for writer in (office.dana, office.ravi):
        found = refused(lambda who=writer: office.do(review.approve, made, "Ok", seen=2, by=who))
        assert found.code == "four_eyes"
        assert "Mira Cole" in found.params["who"]
    assert office.do(review.approve, made, "Ok", seen=2, by=mira) == 1


def test_four_eyes_where_there_is_one_admin_say_what_to_do(office: Office) -> None:
    office.desk.policy(four_eyes="on")
    office.desk.build.member(office.desk.workspace, role="admin", name="Gone", active=False)
    with office.desk.uow.write() as tx:
        tx.session.get_one(type(office.ravi.member), office.ravi.id).active = False
    made = office.do(draft.begin, LATE)
    office.do(review.submit, made, seen=1)
    found = refused(lambda: office.do(review.approve, made, "Ok", seen=1))
    assert found.code == "four_eyes_alone"
    assert "Policy" in say("error.four_eyes_alone.detail", **found.params)
    office.desk.policy(four_eyes="off")
    assert office.do(review.approve, made, "Ok", seen=1) == 1


def test_a_retired_template_is_out_of_use_until_it_is_brought_back(office: Office) -> None:
    made = office.approved()
    office.do(review.retire, made, "Out of season")
    assert office.listed() == {}
    again = refused(lambda: office.do(review.retire, made, "Twice"))
    assert (again.code, again.params["state"]) == ("template_moved_on", "retired")
    office.do(review.bring_back, made, "Spring is here")
    assert office.listed() == {LATE.name: LATE.body}
    assert refused(lambda: office.do(review.bring_back, made, "Twice")).code == (
        "template_moved_on"
    )


def test_one_that_people_opted_out_of_says_why_and_can_be_brought_back(office: Office) -> None:
    made = office.approved()
    with office.desk.uow.write() as tx:
        assert suspend.suspend(tx, office.desk.workspace.id, made, "opt_outs")
        assert not suspend.suspend(tx, office.desk.workspace.id, made, "opt_outs")
    whole = office.one(made)
    assert (whole.state, whole.suspended_because) == ("suspended", "opt_outs")
    assert whole.remarks[-1].words == say("pause.opt_outs")
    assert office.listed() == {}
    office.do(review.bring_back, made, "Reworded the list it goes to")
    assert office.one(made).suspended_because == ""
    assert office.listed() == {LATE.name: LATE.body}


def test_a_new_wording_brings_a_retired_template_back(office: Office) -> None:
    made = office.approved()
    office.do(review.retire, made, "Wrong words")
    office.do(draft.revise, made)
    office.do(draft.edit, made, replace(LATE, body="Right words"), seen=1)
    assert office.approve(made, 2) == 2
    assert office.listed() == {LATE.name: "Right words"}


@pytest.mark.parametrize("name", ["Running late", "running LATE!", "Rünning  late"])
def test_a_name_is_given_once_whatever_its_case_and_accents(office: Office, name: str) -> None:
    made = office.approved()
    office.do(review.retire, made, "Out of season")
    found = refused(lambda: office.do(draft.begin, replace(LATE, name=name)))
    assert found.code == "template_name_taken"
    other = office.do(draft.begin, replace(LATE, name="Another"))
    wanted = replace(LATE, name=name)
    assert refused(lambda: office.do(draft.edit, other, wanted, seen=1)).code == (
        "template_name_taken"
    )


def test_a_draft_keeps_its_new_name_free_of_others(office: Office) -> None:
    made = office.approved()
    office.do(draft.revise, made)
    office.do(draft.edit, made, replace(LATE, name="Late"), seen=1)
    assert refused(lambda: office.do(draft.begin, replace(LATE, name="late"))).code == (
        "template_name_taken"
    )
    back = office.do(draft.edit, made, LATE, seen=2)
    assert back == 3


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, "bad_template_name"),
        ({"name": "x" * 121}, "bad_template_name"),
        ({"body": "x" * 1601}, "bad_template_body"),
        ({"folder": "x" * 81}, "bad_template_folder"),
        ({"tags": tuple(f"tag {n}" for n in range(13))}, "bad_template_tags"),
        ({"tags": ("x" * 41,)}, "bad_template_tags"),
        ({"purpose": "fun"}, "bad_purpose"),
        ({"language": "english"}, "bad_language"),
    ],
)
def test_what_can_not_be_kept_is_refused_beside_its_field(
    office: Office, wrong: dict[str, Any], code: str
) -> None:
    assert refused(lambda: office.do(draft.begin, replace(LATE, **wrong))).code == code


def test_what_was_typed_is_kept_tidy(office: Office) -> None:
    typed = replace(
        LATE, name="  Running   late ", body="One\r\nTwo\x00 ", language="pt_br",
        tags=("Crew", "crew", " ", "Área|Two"),
    )  # fmt: skip
    found = office.one(office.do(draft.begin, typed)).content
    assert (found.name, found.body, found.language) == ("Running late", "One\nTwo", "pt-BR")
    assert found.tags == ("Crew", "Área", "Two")


def test_another_workspaces_templates_are_not_there(office: Office, open_desk: Any) -> None:
    made = office.approved()
    strangers = Office(open_desk())
    calls: list[Callable[[], Any]] = [
        lambda: strangers.one(made),
        lambda: strangers.do(draft.revise, made),
        lambda: strangers.do(draft.copy, made, "Mine"),
        lambda: strangers.do(draft.edit, made, LATE, seen=1),
        lambda: strangers.do(draft.discard, made, seen=1),
        lambda: strangers.do(review.submit, made, seen=1),
        lambda: strangers.do(review.comment, made, "Hm"),
        lambda: strangers.do(review.retire, made, "Mine now"),
    ]
    assert {refused(call).code for call in calls} == {"not_found"}
    assert office.listed() == {LATE.name: LATE.body}


def test_every_step_is_in_the_record_and_reps_are_told_of_what_they_see(office: Office) -> None:
    before = office.desk.head()
    made = office.approved()
    office.do(draft.revise, made)
    office.do(review.comment, made, "Hm")
    office.do(draft.discard, made, seen=1)
    office.do(review.retire, made, "Over")
    with office.desk.uow.read() as session:
        kinds = [
            kind for (kind,) in session.query(AuditEntry.kind).order_by(AuditEntry.number)
            if kind.startswith("template.")
        ]  # fmt: skip
        state = session.get_one(Template, made).state
    assert kinds == [
        "template.drafted", "template.submitted", "template.approved", "template.drafted",
        "template.commented", "template.discarded", "template.retired",
    ]  # fmt: skip
    assert state == "retired"
    told = [each.payload for each in office.desk.events(before)]
    assert [each["what"] for each in told if each["type"] == "workspace"] == ["templates"] * 2
