"""What of the templates comes first beside a person."""

from datetime import timedelta
from typing import Any

import pytest

from tests.integration.desk import BEN, Desk, OpenDesk
from tests.integration.templates.office import Office
from threadside.store.tables import Person
from threadside.templates import draft, review
from threadside.templates.content import Content

ANOTHER = Content("Offer another time", "No problem! Would {{date}} suit you better?", "Visits")
PRICE = Content("Price answer", "It comes to about {{amount}}.", "Sales", ("quote",))
ADDRESS = Content("Our address", "We are at 12 Main Street.", "Office")


@pytest.fixture
def made(office: Office) -> dict[str, str]:
    """The ids of three templates in force, by name."""
    return {each.name: office.approved(each) for each in (ANOTHER, PRICE, ADDRESS)}


@pytest.fixture
def anna(desk: Desk) -> Person:
    return desk.person()


def beside(desk: Desk, person: Person | None = None, **more: Any) -> Any:
    query = {"person": person.id} if person is not None else {}
    return desk.get("/v1/templates/beside", **query, **more)


def whys(desk: Desk, person: Person) -> list[tuple[str, str]]:
    return [(each["template_id"], each["why"]) for each in beside(desk, person)["suggested"]]


def with_template(desk: Desk, person: Person, template_id: str, **more: Any) -> dict[str, Any]:
    return desk.press(person, template={"id": template_id, "version": 1}, **more)


def test_what_they_just_wrote_suggests_and_says_why(
    desk: Desk, anna: Person, made: dict[str, str]
) -> None:
    desk.says("Can we do another day?")
    assert whys(desk, anna) == [
        (made["Offer another time"], "Like what Anna wrote: “another day”"),
    ]


def test_what_was_answered_suggests_nothing_more(
    desk: Desk, anna: Person, made: dict[str, str]
) -> None:
    desk.says("Can we do another day?")
    assert len(whys(desk, anna)) == 1
    desk.press(anna, "Sure, when?")
    assert whys(desk, anna) == []
    desk.says("Also, how much is it?")
    assert [id_ for id_, _ in whys(desk, anna)] == [made["Price answer"]]


def test_an_old_text_suggests_nothing(desk: Desk, anna: Person, made: dict[str, str]) -> None:
    desk.says("How much is it?")
    desk.clock.advance(days=15)
    assert made
    assert whys(desk, anna) == []


def test_only_what_may_be_used_is_suggested(desk: Desk, anna: Person, office: Office) -> None:
    office.do(draft.begin, PRICE)
    gone = office.approved(ADDRESS)
    office.do(review.retire, gone, "We moved")
    desk.says("How much is it, and where are you located?")
    assert whys(desk, anna) == []


def test_what_a_member_used_last_comes_first_for_them_alone(
    desk: Desk, anna: Person, made: dict[str, str]
) -> None:
    with_template(desk, anna, made["Price answer"])
    desk.clock.advance(minutes=5)
    with_template(desk, anna, made["Our address"])
    with_template(desk, anna, made["Our address"], text="Once more")
    assert beside(desk)["recent"] == [made["Our address"], made["Price answer"]]
    colleague = desk.build.member(desk.workspace)
    assert desk.get("/v1/templates/beside", who=colleague)["recent"] == []


def test_who_got_a_template_before_is_told_with_when_and_by_whom(
    desk: Desk, anna: Person, made: dict[str, str]
) -> None:
    with_template(desk, anna, made["Price answer"])
    desk.after_hold()
    desk.clock.advance(days=2)
    [sent] = beside(desk, anna)["sent"]
    assert (sent["template_id"], sent["by"]["name"]) == (made["Price answer"], "Kim Okafor")
    at = desk.clock.now - timedelta(days=2)
    assert sent["at"] < desk.clock.now.isoformat()
    assert sent["at"][:10] == at.date().isoformat()
    ben = desk.person("Ben Cole", BEN)
    assert beside(desk, ben)["sent"] == []


def test_a_text_that_was_taken_back_was_not_sent(
    desk: Desk, anna: Person, made: dict[str, str]
) -> None:
    text = with_template(desk, anna, made["Price answer"])
    assert desk.ask("POST", f"/v1/messages/{text['id']}/undo").status_code == 200
    assert beside(desk, anna)["sent"] == []


def test_nothing_is_said_of_a_person_of_another_workspace(
    desk: Desk, anna: Person, made: dict[str, str], open_desk: OpenDesk
) -> None:
    desk.says("How much is it?")
    with_template(desk, anna, made["Price answer"])
    desk.after_hold()
    elsewhere = open_desk()
    Office(elsewhere).approved(PRICE)
    answer = elsewhere.ask("GET", "/v1/templates/beside", query={"person": anna.id})
    assert answer.status_code == 404
    assert elsewhere.get("/v1/templates/beside")["recent"] == []
