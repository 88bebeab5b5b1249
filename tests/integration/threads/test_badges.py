"""Beside the numbers of a list: who waits since when, whose they are, what is unread."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from tests.integration.threads.test_beside import statements
from threadside.http.badges import LISTS
from threadside.sending.port import Accepted
from threadside.store.tables import Person, Suppression
from threadside.threads import badges


def listed(desk: Desk, *numbers: str, **asked: Any) -> list[dict[str, Any]]:
    answer = desk.ask("POST", "/v1/badges", {"numbers": list(numbers or (ANNA,))}, **asked)
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    found: list[dict[str, Any]] = answer.json["badges"]
    return found


def badge(desk: Desk, number: str = ANNA, **asked: Any) -> dict[str, Any]:
    (found,) = listed(desk, number, **asked)
    return found


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written.replace("Z", "+00:00"))


def test_who_nobody_answered_waits_since_the_first_of_their_texts(desk: Desk) -> None:
    anna = desk.person(owner_id=desk.rep.id)
    came = desk.clock()
    desk.says("Is Tuesday fine?", timestamp=came.isoformat())
    desk.clock.advance(hours=2)
    desk.says("Hello?", timestamp=desk.clock().isoformat())
    shown = badge(desk)
    assert abs(moment(shown.pop("waiting_since")) - came) < timedelta(seconds=2)
    assert shown == {
        "number": ANNA,
        "person_id": anna.id,
        "unread": 2,
        "owner": {"id": desk.rep.id, "name": "Kim Okafor", "initials": "KO"},
        "opted_out": False,
    }


def test_a_text_of_ours_answers_and_their_next_one_waits_anew(desk: Desk) -> None:
    anna = desk.person()
    desk.says("Is Tuesday fine?")
    desk.clock.advance(minutes=5)
    desk.press(anna, "It is")
    assert badge(desk)["waiting_since"] is None
    desk.after_hold()
    desk.clock.advance(minutes=5)
    again = desk.clock()
    desk.says("And Friday?", timestamp=again.isoformat())
    assert abs(moment(badge(desk)["waiting_since"]) - again) < timedelta(seconds=2)


def test_an_answer_on_another_number_of_theirs_is_an_answer(desk: Desk) -> None:
    anna = desk.person("Anna Fernández", ANNA, BEN)
    desk.says("Is Tuesday fine?")
    desk.clock.advance(minutes=5)
    desk.press(anna, "It is", phone=BEN)
    assert [one["waiting_since"] for one in listed(desk, ANNA, BEN)] == [None, None]


def test_unread_is_the_members_own_and_stops_counting_at_ten(desk: Desk) -> None:
    anna = desk.person()
    for number in range(12):
        desk.says(f"Text {number}")
    colleague = desk.build.member(desk.workspace, name="Ben Ito")
    assert badge(desk)["unread"] == 10
    marked = desk.ask("POST", f"/v1/people/{anna.id}/read", {"seq": desk.head()})
    assert marked.status_code == 204
    assert (badge(desk)["unread"], badge(desk, who=colleague)["unread"]) == (0, 10)
    desk.says("One more")
    assert badge(desk)["unread"] == 1


def test_numbers_are_understood_as_the_page_writes_them(desk: Desk) -> None:
    anna = desk.person()
    written = ["(720) 555-0142", "tel:+1-720-555-0142", "+1 720 555 0142", "nobody", "2026-03-02"]
    assert [(one["number"], one["person_id"]) for one in listed(desk, *written)] == [
        (number, anna.id) for number in written[:3]
    ]


def test_a_number_that_nobody_here_has_is_left_out(desk: Desk, open_desk: OpenDesk) -> None:
    """Nor is it told what another workspace knows of it."""
    there = open_desk()
    there.person()
    there.build.person(there.workspace, "Ben", BEN)
    desk.says("Hello")
    assert [one["number"] for one in listed(desk, ANNA, BEN, "+13035550111")] == [ANNA]
    assert listed(there, ANNA)[0]["unread"] == 0
    assert listed(there, ANNA)[0]["waiting_since"] is None


def test_who_opted_out_waits_for_nothing(desk: Desk) -> None:
    desk.person("Anna Fernández", ANNA, BEN)
    desk.says("Is Tuesday fine?")
    desk.says("STOP")
    desk.carrier.next_answers = [Accepted("confirmed")]
    shown = listed(desk, ANNA, BEN)
    assert [one["opted_out"] for one in shown] == [True, True], "it reaches every number of theirs"
    assert [one["waiting_since"] for one in shown] == [None, None]


def test_a_wrong_number_is_that_number_alone(desk: Desk) -> None:
    desk.person("Anna Fernández", ANNA, BEN)
    desk.build.add(
        Suppression(
            workspace_id=desk.workspace.id, phone=ANNA, reason="wrong_number", reach="number",
            since=desk.clock(),
        )
    )  # fmt: skip
    assert [one["opted_out"] for one in listed(desk, ANNA, BEN)] == [True, False]


def test_of_several_people_the_one_last_texted_with_is_meant(desk: Desk) -> None:
    desk.person("Aaron Fernández")
    anna = desk.person("Anna Fernández")
    desk.press(anna)
    assert badge(desk)["person_id"] == anna.id


def test_a_stranger_who_wrote_has_a_badge(desk: Desk) -> None:
    desk.says("Who is this?", peer=BEN)
    with desk.uow.read() as session:
        stranger = session.scalar(select(Person.id).where(Person.name == ""))
    assert (badge(desk, BEN)["person_id"], badge(desk, BEN)["owner"]) == (stranger, None)


def test_the_same_statements_for_one_number_and_for_a_hundred(desk: Desk) -> None:
    desk.person()
    desk.says("Hello")
    many = [ANNA, BEN, *(f"+1303555{number:04d}" for number in range(100, 198))]
    seen = []
    for numbers in ([ANNA], many):
        with statements(desk) as ran, desk.uow.read() as session:
            badges.badges(session, desk.workspace.id, desk.rep.id, "US", numbers)
        seen.append(len(ran))
    assert seen == [3, 3]
    with statements(desk) as ran, desk.uow.read() as session:
        assert badges.badges(session, desk.workspace.id, desk.rep.id, "US", ["no number"]) == []
    assert ran == []


@pytest.mark.parametrize(
    "numbers", [[], [ANNA] * 101, [""], ["1" * 65], ["7\x00"], [7], ANNA, None]
)
def test_what_is_no_list_of_numbers_is_refused(desk: Desk, numbers: Any) -> None:
    answer = desk.ask("POST", "/v1/badges", {"numbers": numbers})
    assert (answer.status_code, (answer.json or {})["code"]) == (422, "invalid")


def test_who_only_reads_and_who_is_not_signed_in_are_refused(desk: Desk) -> None:
    auditor = desk.build.member(desk.workspace, role="auditor")
    body = {"numbers": [ANNA]}
    assert desk.ask("POST", "/v1/badges", body, who=auditor).status_code == 403
    assert desk.app.test_client().post("/v1/badges", json=body).status_code == 401


def test_a_member_asks_no_more_than_a_few_lists_do(desk: Desk) -> None:
    codes = [
        desk.ask("POST", "/v1/badges", {"numbers": ["nobody"]}).status_code
        for _ in range(LISTS.amount + 1)
    ]
    assert (set(codes[:-1]), codes[-1]) == ({200}, 429)
