"""Those who look after templates find them, count them, and read what became of one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.integration.desk import Desk
from tests.integration.templates.office import LATE, Office, refused
from threadside.insight.outcomes import hour_of
from threadside.store.tables import DeliveryHour
from threadside.templates import draft, listing, review, usage
from threadside.templates.content import Content
from threadside.templates.listing import Wanted
from threadside.templates.usage import Usage

BODIES = {
    "Café visit": ("Hi {{first_name|there}}, see you at the café.", "Visits", ("Crew",)),
    "Quote sent": ("Your quote is in your inbox.", "Quotes", ()),
    "Ångström": ("Niño, ¿mañana?", "", ("Straße",)),
}


def names(office: Office, **wanted: Any) -> list[str]:
    with office.desk.uow.read() as session:
        found = listing.find(session, office.desk.workspace.id, Wanted(**wanted))
    return [row.name for row in found.rows]


@pytest.fixture
def shelf(office: Office) -> Office:
    """Three templates in use, in folders, with tags."""
    for name, (body, folder, tags) in BODIES.items():
        office.approved(Content(name, body, folder, tags, language="es" if "ñ" in body else "en"))
    return office


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Ångström", "Café visit", "Quote sent"]),
        ("cafe", ["Café visit"]),
        ("CAFÉ", ["Café visit"]),
        ("uot", ["Quote sent"]),
        ("visits", ["Café visit"]),
        ("crew see", ["Café visit"]),
        ("strasse", ["Ångström"]),
        ("manana nino", ["Ångström"]),
        ("cafe quote", []),
        ("100%", []),
        ("!?", []),
    ],
)
def test_a_search_forgives_case_accents_and_half_words(
    shelf: Office, typed: str, found: list[str]
) -> None:
    assert names(shelf, search=typed) == found


def test_filters_narrow_by_folder_purpose_and_language(shelf: Office) -> None:
    shelf.approved(replace(LATE, folder="Quotes", purpose="marketing"))
    assert names(shelf, folder="Quotes") == ["Quote sent", LATE.name]
    assert names(shelf, folder="") == ["Ångström"]
    assert names(shelf, purpose="marketing") == [LATE.name]
    assert names(shelf, language="es") == ["Ångström"]
    with shelf.desk.uow.read() as session:
        choices = listing.choices(session, shelf.desk.workspace.id)
    assert choices.folders == (("", 1), ("Quotes", 2), ("Visits", 1))
    assert (choices.languages, choices.tags) == (("en", "es"), ("Crew", "Straße"))


def test_what_is_written_beside_a_wording_in_use_is_found_and_counted_as_both(
    shelf: Office,
) -> None:
    with shelf.desk.uow.read() as session:
        rows = listing.find(session, shelf.desk.workspace.id, Wanted(search="quote")).rows
    shelf.do(draft.revise, rows[0].id)
    shelf.do(draft.edit, rows[0].id, Content("Quote sent", "An estimate, then."), seen=1)
    new = shelf.do(draft.begin, LATE)
    shelf.do(review.submit, new, seen=1)
    retired = shelf.approved(replace(LATE, name="Old"))
    shelf.do(review.retire, retired, "Old")
    assert names(shelf, show="draft") == ["Quote sent"]
    assert names(shelf, show="in_review") == [LATE.name]
    assert names(shelf, show="approved") == ["Ångström", "Café visit", "Quote sent"]
    assert names(shelf, search="estimate") == ["Quote sent"]
    with shelf.desk.uow.read() as session:
        counts = listing.counts(session, shelf.desk.workspace.id)
        [row] = listing.find(session, shelf.desk.workspace.id, Wanted(search="estimate")).rows
    assert counts == {
        "": 5, "draft": 1, "in_review": 1, "approved": 3, "suspended": 0, "retired": 1,
    }  # fmt: skip
    assert (row.body, row.draft) == ("Your quote is in your inbox.", "draft")


def test_pages_show_every_template_once_by_name(office: Office) -> None:
    made = [office.do(draft.begin, Content(f"Number {n}", "Hi")) for n in (3, 0, 4, 1, 2)]
    seen: list[str] = []
    after: str | None = ""
    with office.desk.uow.read() as session:
        while after is not None:
            page = listing.find(session, office.desk.workspace.id, Wanted(), after=after, most=2)
            seen += [row.id for row in page.rows]
            after = page.next
    assert seen == [made[place] for place in (1, 3, 4, 0, 2)]


@pytest.mark.parametrize("cursor", ["x", "bm8", "eHx5", "w" * 40, "YXx8eg"])
def test_a_cursor_that_is_none_is_refused(office: Office, cursor: str) -> None:
    with office.desk.uow.read() as session:
        found = refused(lambda: listing.waiting(session, office.desk.workspace.id, after=cursor))
        assert found.code == "bad_cursor"


def test_what_waits_for_review_comes_oldest_first_with_what_it_would_change(
    office: Office,
) -> None:
    first, second = office.approved(), office.do(draft.begin, Content("New", "Hi"))
    office.do(draft.revise, first)
    office.do(draft.edit, first, replace(LATE, body="Later"), seen=1)
    office.do(review.submit, second, seen=1, by=office.ravi)
    office.desk.clock.advance(hours=1)
    office.do(review.submit, first, seen=2)
    workspace_id = office.desk.workspace.id
    with office.desk.uow.read() as session:
        assert session.scalar(listing.waiting_count(workspace_id)) == 2
        page = listing.waiting(session, workspace_id, most=1)
        rest = listing.waiting(session, workspace_id, most=1, after=page.next or "")
    [new], [changed] = page.rows, rest.rows
    assert (new.id, new.in_force, new.draft.submitted_by) == (second, None, "Ravi Shah")
    assert (changed.id, changed.in_force, changed.draft.content.body) == (first, LATE, "Later")
    assert rest.next is None


def count(desk: Desk, template_id: str, outcome: str, texts: int, **ago: int) -> None:
    hour = hour_of(desk.clock.now - timedelta(**ago))
    desk.build.add(
        DeliveryHour(
            workspace_id=desk.workspace.id, hour=hour, line_id=desk.line.id,
            template_id=template_id, network="", outcome=outcome, texts=texts,
        )
    )  # fmt: skip


def test_usage_is_told_for_a_page_by_one_statement(office: Office) -> None:
    made, unused = office.approved(), office.approved(replace(LATE, name="Unused"))
    desk = office.desk
    count(desk, made, "delivered", 30, days=40)
    count(desk, made, "failed_network", 10, days=3)
    count(desk, made, "opt_out", 2, days=1)
    statements: list[str] = []
    with desk.uow.read() as session:
        engine = session.get_bind()
        event.listen(
            engine, "before_cursor_execute",
            watch := lambda *called: statements.append(called[2]),
        )  # fmt: skip
        found = listing.find(session, desk.workspace.id, Wanted(), now=desk.clock.now)
        event.remove(engine, "before_cursor_execute", watch)
    used = {row.id: row.usage for row in found.rows}
    assert used[made] == Usage(40, hour_of(desk.clock.now - timedelta(days=3)), 2)
    assert used[made].opt_out_rate == 0.05
    assert used[unused] == Usage()
    assert len([each for each in statements if each.startswith("SELECT")]) == 2


def test_an_answer_within_three_days_counts_as_one(office: Office) -> None:
    desk = office.desk
    made, anna = office.approved(), desk.person()
    about = {"template": {"id": made, "version": 1}}
    for answer_after in (1, 80, None):
        desk.press(anna, "Late", **about)
        desk.after_hold()
        if answer_after:
            desk.clock.advance(hours=answer_after)
            desk.says("Ok")
        desk.clock.advance(days=4)
    with desk.uow.read() as session:
        found = usage.replies(session, desk.workspace.id, made, desk.clock.now)
    assert (found.texts, found.answered) == (3, 1)
    assert found.rate == pytest.approx(1 / 3)
