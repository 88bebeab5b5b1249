"""A long timeline, page by page, while texts go on arriving."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.conftest import HeldClock
from tests.integration.desk import Desk
from threadside.ids import new_id
from threadside.store.tables import Person, TimelineItem
from threadside.store.uow import UnitOfWork
from threadside.timeline.page import page

STEPS = st.lists(
    st.sampled_from(["arrive", "arrive at the same moment", "older page"]), max_size=40
)


def arrive(uow: UnitOfWork, person: Person, texts: list[str]) -> None:
    """Notes are the cheapest items."""
    with uow.write() as tx:
        tx.session.add_all(
            TimelineItem(
                id=new_id(), workspace_id=person.workspace_id, person_id=person.id, kind="note",
                at=tx.now, seq=0, text=text, version=1,
            )
            for text in texts
        )  # fmt: skip


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, size=st.integers(1, 5), before=st.integers(0, 12))
def test_older_pages_have_no_gap_and_nothing_twice_while_texts_arrive(
    desk: Desk, clock: HeldClock, steps: list[str], size: int, before: int
) -> None:
    person = desk.build.person(desk.workspace, "Anna Fernández")
    first = [f"old {number}" for number in range(before)]
    for text in first:
        clock.advance(seconds=len(text) % 2)
        arrive(desk.uow, person, [text])
    cursor: str | None = None
    read: list[str] = []
    begun = False
    for number, step in enumerate([*steps, *["older page"] * (before + 1)]):
        if step != "older page":
            clock.advance(seconds=1 if step == "arrive" else 0)
            if not begun:
                first.append(f"new {number}")
            arrive(desk.uow, person, [f"new {number}"])
        elif not begun or cursor:
            begun = True
            with desk.uow.read() as session:
                found = page(session, desk.workspace.id, person.id, cursor, size)
            read = [item.text for item in found.items if item.kind != "event"] + read
            cursor = found.next_cursor
    while cursor:
        with desk.uow.read() as session:
            found = page(session, desk.workspace.id, person.id, cursor, size)
        read = [item.text for item in found.items if item.kind != "event"] + read
        cursor = found.next_cursor
    assert read == first


def test_the_last_page_says_that_it_is_the_last(desk: Desk) -> None:
    person = desk.person()
    arrive(desk.uow, person, [str(number) for number in range(60)])
    newest = desk.get(f"/v1/people/{person.id}/timeline")
    assert [len(newest["items"]), bool(newest["next_cursor"])] == [30, True]
    oldest = desk.get(f"/v1/people/{person.id}/timeline", before=newest["next_cursor"])
    assert [len(oldest["items"]), oldest["next_cursor"]] == [30, None]
    texts = [item["text"] for item in oldest["items"] + newest["items"]]
    assert texts == [str(number) for number in range(60)]


@pytest.mark.parametrize(
    "cursor", ["x", "====", "MjAyNg", "é", "MjAyNi0wMy0wMnxub3QtYW4taWQ", "a" * 200, "%00"]
)
def test_a_cursor_that_is_not_ours_is_refused(desk: Desk, cursor: str) -> None:
    person = desk.person()
    answer = desk.ask("GET", f"/v1/people/{person.id}/timeline", query={"before": cursor})
    assert (answer.status_code, answer.json["code"]) == (422, "bad_cursor")


@pytest.mark.parametrize("limit", ["0", "101", "many", "-1"])
def test_a_page_has_between_one_and_a_hundred_items(desk: Desk, limit: str) -> None:
    person = desk.person()
    answer = desk.ask("GET", f"/v1/people/{person.id}/timeline", query={"limit": limit})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
