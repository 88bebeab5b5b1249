"""From a file to what reps send: draft, review, approval, and out of use again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.integration.library.shelf import ROOF, Shelf, refused
from tests.unit.media import samples
from threadside.library import draft, review
from threadside.store.tables import AuditEntry
from threadside.words import say


def test_reps_see_a_file_once_it_is_approved_and_not_before(shelf: Shelf) -> None:
    made = shelf.add()
    assert shelf.one(made).content.name == "roof photo"
    shelf.do(draft.change, made, content=ROOF, seen=1)
    assert shelf.listed() == {}
    shelf.do(review.submit, made, seen=2, words="For the crews")
    assert shelf.listed() == {}
    assert shelf.do(review.approve, made, "Sharp", seen=2, by=shelf.ravi) == 1
    [item] = shelf.listed().values()
    assert (item["name"], item["alt"], item["folder"], item["tags"], item["version"]) == (
        ROOF.name, ROOF.alt, "Roofs", ["slate", "skylight"], 1,
    )  # fmt: skip
    whole = shelf.one(made)
    assert (whole.state, whole.version, whole.open) == ("approved", 1, None)
    [version] = whole.versions
    assert (version.author, version.approved_by, version.reason, version.approved_at) == (
        "Dana Field", "Ravi Shah", "Sharp", shelf.desk.clock.now,
    )  # fmt: skip
    assert [(each.kind, each.member, each.words) for each in whole.remarks] == [
        ("begun", "Dana Field", ""),
        ("submitted", "Dana Field", "For the crews"),
        ("approved", "Ravi Shah", "Sharp"),
    ]


def test_what_is_approved_stays_in_use_while_another_file_is_looked_at(shelf: Shelf) -> None:
    made = shelf.approved()
    [before] = shelf.listed().values()
    assert shelf.replace(made, samples.picture(size=(90, 60)), seen=0) == 2
    assert shelf.listed()[ROOF.name]["media"] == before["media"]
    shelf.do(review.submit, made, seen=2)
    shelf.do(review.approve, made, "Newer", seen=2, by=shelf.ravi)
    [after] = shelf.listed().values()
    assert (after["version"], after["media"]["width"]) == (2, 90)
    assert [each.media.width for each in shelf.one(made).versions] == [90, 64]


def test_nobody_changes_or_deletes_what_was_approved(shelf: Shelf) -> None:
    shelf.approved()
    for change in ("UPDATE library_version SET alt = 'x'", "DELETE FROM library_version"):
        with pytest.raises(DBAPIError, match="append-only"), shelf.desk.uow.write() as tx:
            tx.session.execute(text(change))


def test_nothing_gets_into_review_that_nobody_has_described(shelf: Shelf) -> None:
    made = shelf.add()
    assert refused(lambda: shelf.do(review.submit, made, seen=1)).code == "alt_needed"
    shelf.do(draft.change, made, content=replace(ROOF, alt="  "), seen=1)
    assert refused(lambda: shelf.do(review.submit, made, seen=2)).code == "alt_needed"


def test_four_eyes_keep_whoever_made_it_from_approving_and_say_who_may(shelf: Shelf) -> None:
    shelf.desk.policy(four_eyes="on")
    made = shelf.add()
    shelf.do(draft.change, made, content=ROOF, seen=1, by=shelf.ravi)
    mira = shelf.admin("Mira Cole")
    shelf.do(review.submit, made, seen=2)
    for maker in (shelf.dana, shelf.ravi):
        found = refused(lambda who=maker: shelf.do(review.approve, made, "Ok", seen=2, by=who))
        assert found.code == "four_eyes"
        assert "Mira Cole" in found.params["who"]
    assert shelf.do(review.approve, made, "Ok", seen=2, by=mira) == 1


def test_who_brings_another_file_is_one_of_the_four_eyes_too(shelf: Shelf) -> None:
    shelf.desk.policy(four_eyes="on")
    made = shelf.approved(by=shelf.ravi)
    shelf.replace(made, samples.picture(size=(90, 60)), seen=0, by=shelf.ravi)
    shelf.do(review.submit, made, seen=2)
    assert refused(lambda: shelf.do(review.approve, made, "Ok", seen=2, by=shelf.ravi)).code == (
        "four_eyes"
    )
    assert shelf.do(review.approve, made, "Ok", seen=2, by=shelf.dana) == 2


def test_four_eyes_where_there_is_one_admin_say_what_to_do(shelf: Shelf) -> None:
    shelf.desk.policy(four_eyes="on")
    with shelf.desk.uow.write() as tx:
        tx.session.get_one(type(shelf.ravi.member), shelf.ravi.id).active = False
    made = shelf.waiting()
    found = refused(lambda: shelf.do(review.approve, made, "Ok", seen=2))
    assert found.code == "four_eyes_alone"
    assert "Policy" in say("error.four_eyes_alone.detail", **found.params)


def test_who_saves_second_is_told_what_is_there_now(shelf: Shelf) -> None:
    made = shelf.add()
    shelf.do(draft.change, made, content=ROOF, seen=1)
    mine = replace(ROOF, name="By Ravi")
    found = refused(lambda: shelf.do(draft.change, made, content=mine, seen=1, by=shelf.ravi))
    assert found.extra["now"] == {"revision": 2, "by": "Dana Field"}
    late = refused(lambda: shelf.replace(made, samples.PDF, seen=1))
    assert late.code == "changed_meanwhile"
    assert shelf.one(made).media.kind == "image"
    assert shelf.do(draft.change, made, content=mine, seen=2, by=shelf.ravi) == 3


def test_what_was_approved_meanwhile_is_not_changed_by_who_saw_the_draft(shelf: Shelf) -> None:
    made = shelf.approved()
    found = refused(lambda: shelf.do(draft.change, made, content=ROOF, seen=2))
    assert found.code == "changed_meanwhile"
    assert shelf.one(made).open is None


def test_saving_what_is_there_makes_no_new_revision(shelf: Shelf) -> None:
    made = shelf.add()
    shelf.do(draft.change, made, content=ROOF, seen=1)
    assert shelf.do(draft.change, made, content=replace(ROOF, name=" Roof  photo "), seen=2) == 2


def test_review_holds_it_until_it_is_taken_back_or_sent_back(shelf: Shelf) -> None:
    made = shelf.waiting()
    held: list[Callable[[], Any]] = [
        lambda: shelf.do(draft.change, made, content=ROOF, seen=2),
        lambda: shelf.replace(made, samples.PDF, seen=2),
        lambda: shelf.do(draft.discard, made, seen=2),
        lambda: shelf.do(review.submit, made, seen=2),
    ]
    assert {refused(call).code for call in held} == {"library_in_review"}
    shelf.do(review.take_back, made)
    assert refused(lambda: shelf.do(review.take_back, made)).code == "library_not_in_review"
    shelf.do(review.submit, made, seen=2)
    shelf.do(review.send_back, made, "Too dark", seen=2, by=shelf.ravi)
    assert shelf.replace(made, samples.picture("PNG"), seen=2) == 3
    assert [each.kind for each in shelf.one(made).remarks] == [
        "begun", "submitted", "taken_back", "submitted", "sent_back",
    ]  # fmt: skip


def test_nothing_is_approved_that_was_not_in_review_or_is_not_what_was_seen(shelf: Shelf) -> None:
    made = shelf.add()
    assert refused(lambda: shelf.do(review.approve, made, "Ok", seen=1)).code == (
        "library_not_in_review"
    )
    shelf.do(draft.change, made, content=ROOF, seen=1)
    shelf.do(review.submit, made, seen=2)
    assert refused(lambda: shelf.do(review.approve, made, "Ok", seen=1)).code == (
        "changed_meanwhile"
    )
    assert refused(lambda: shelf.do(review.approve, made, " ", seen=2)).code == (
        "reason_needed_here"
    )
    assert shelf.listed() == {}


def test_a_draft_that_was_never_approved_takes_its_item_with_it(shelf: Shelf) -> None:
    made = shelf.add()
    shelf.do(review.comment, made, "Do we need it?")
    assert shelf.do(draft.discard, made, seen=1) is True
    assert refused(lambda: shelf.one(made)).code == "not_found"
    kept = shelf.approved()
    shelf.replace(kept, samples.PDF, seen=0)
    assert shelf.do(draft.discard, kept, seen=2) is False
    assert shelf.one(kept).open is None
    assert shelf.listed()[ROOF.name]["media"]["kind"] == "image"


def test_a_retired_item_is_out_of_reach_until_it_is_brought_back(shelf: Shelf) -> None:
    made = shelf.approved()
    shelf.do(review.retire, made, "Out of season")
    assert shelf.listed() == {}
    again = refused(lambda: shelf.do(review.retire, made, "Twice"))
    assert (again.code, again.params["state"]) == ("library_moved_on", "retired")
    shelf.do(review.bring_back, made, "Spring is here")
    assert list(shelf.listed()) == [ROOF.name]
    assert refused(lambda: shelf.do(review.bring_back, made, "Twice")).code == "library_moved_on"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, "bad_template_name"),
        ({"name": "x" * 121}, "bad_template_name"),
        ({"alt": "x" * 501}, "bad_alt"),
        ({"folder": "x" * 81}, "bad_template_folder"),
        ({"tags": tuple(f"tag {n}" for n in range(13))}, "bad_template_tags"),
    ],
)
def test_what_can_not_be_kept_is_refused(shelf: Shelf, wrong: dict[str, Any], code: str) -> None:
    made = shelf.add()
    found = refused(lambda: shelf.do(draft.change, made, content=replace(ROOF, **wrong), seen=1))
    assert found.code == code


def test_every_step_is_in_the_record_and_reps_are_told_of_what_they_see(shelf: Shelf) -> None:
    before, version = shelf.desk.head(), shelf.desk.get("/v1/library")["version"]
    made = shelf.approved()
    shelf.replace(made, samples.PDF, seen=0)
    shelf.do(review.comment, made, "Hm")
    shelf.do(draft.discard, made, seen=2)
    assert shelf.desk.get("/v1/library")["version"] != version
    shelf.do(review.retire, made, "Over")
    with shelf.desk.uow.read() as session:
        kinds = [
            kind for (kind,) in session.query(AuditEntry.kind).order_by(AuditEntry.number)
            if kind.startswith("library.")
        ]  # fmt: skip
    assert kinds == [
        "library.drafted", "library.edited", "library.submitted", "library.approved",
        "library.drafted", "library.replaced", "library.commented", "library.discarded",
        "library.retired",
    ]  # fmt: skip
    for kind in kinds:
        assert say(f"console.audit.kind.{kind}", who="Dana")
    told = [each.payload for each in shelf.desk.events(before)]
    assert [each["what"] for each in told if each["type"] == "workspace"] == ["library"] * 2


def test_another_workspaces_items_are_not_there(shelf: Shelf, app: Any, open_desk: Any) -> None:
    made = shelf.approved()
    strangers = Shelf(app, open_desk())
    calls: list[Callable[[], Any]] = [
        lambda: strangers.one(made),
        lambda: strangers.do(draft.change, made, content=ROOF, seen=0),
        lambda: strangers.replace(made, samples.PDF, seen=0),
        lambda: strangers.do(draft.discard, made, seen=1),
        lambda: strangers.do(review.submit, made, seen=1),
        lambda: strangers.do(review.comment, made, "Hm"),
        lambda: strangers.do(review.retire, made, "Mine now"),
    ]
    assert {refused(call).code for call in calls} == {"not_found"}
    assert strangers.listed() == {}
    assert strangers.desk.ask("POST", f"/v1/library/{made}/use").status_code == 404
