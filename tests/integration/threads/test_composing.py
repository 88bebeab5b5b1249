"""What the snapshot tells the composer's checks of the policy and of the wordings of the hour."""

from typing import Any

from tests.integration.desk import BEN, Desk, OpenDesk
from tests.integration.threads.test_beside import beside, link, statements
from threadside.rules.content import SHORT, Setting, check, mark
from threadside.store.tables import Person

WORDS = "Hi {name}, your table is booked for {day} at 7 PM, see you then."


def guests(desk: Desk, count: int) -> list[tuple[Person, str]]:
    phones = [f"+1720555{number:04}" for number in range(200, 200 + count)]
    return [(desk.person(f"Guest{phone[-2:]}", phone), phone) for phone in phones]


def composing(desk: Desk) -> dict[str, Any]:
    """Of the record that means Anna."""
    return dict(beside(desk)["composing"])


def send(desk: Desk, count: int, words: str = WORDS) -> None:
    for number, (guest, phone) in enumerate(guests(desk, count)):
        desk.press(guest, words.format(name=guest.name, day=f"June {number + 1}"), phone=phone)


def test_a_wording_that_three_others_got_is_told_by_its_mark(desk: Desk) -> None:
    """P-4: names, dates and times in it do not make it another one."""
    link(desk, desk.person())
    send(desk, 3)
    copied = composing(desk)["copied"]
    draft = WORDS.format(name="Anna", day="Friday")
    assert copied == {mark(draft)[:SHORT]: 3}
    (hint,) = check(draft, Setting(copied=copied))
    assert (hint.code, hint.level, hint.params) == ("copied_around", "hint", {"times": 3})


def test_how_far_it_is_to_a_refusal_is_told_of_the_line_and_the_day(desk: Desk) -> None:
    """P-4: as the cap counts them; without caps nothing ends in one."""
    link(desk, desk.person())
    send(desk, 3)
    desk.clock.advance(hours=3)
    shown = composing(desk)
    assert shown["copied"] == {}
    assert list(shown["copied_today"].values()) == [3]
    assert shown["most_alike"] is None
    desk.policy(caps="on", alike_stop=12)
    assert composing(desk)["most_alike"] == 12
    desk.clock.advance(hours=22)
    assert composing(desk)["copied_today"] == {}


def test_two_others_are_too_few_and_the_person_on_screen_is_none(desk: Desk) -> None:
    anna = desk.person()
    link(desk, anna)
    send(desk, 2)
    desk.press(anna, WORDS.format(name="Anna", day="Friday"))
    assert composing(desk)["copied"] == {}


def test_an_hour_later_nothing_is_told(desk: Desk) -> None:
    link(desk, desk.person())
    send(desk, 3)
    desk.clock.advance(minutes=61)
    assert composing(desk)["copied"] == {}


def test_what_everybody_says_is_no_wording(desk: Desk) -> None:
    link(desk, desk.person())
    send(desk, 4, "On my way, {name}!")
    assert composing(desk)["copied"] == {}


def test_no_words_of_colleagues_are_told(desk: Desk) -> None:
    link(desk, desk.person())
    send(desk, 3)
    shown = beside(desk)["composing"]
    assert "table" not in str(shown)
    assert "booked" not in str(shown)


def test_another_workspace_is_not_counted(desk: Desk, open_desk: OpenDesk) -> None:
    link(desk, desk.person())
    send(open_desk(), 4)
    assert composing(desk)["copied"] == {}


def test_kinds_that_the_policy_refuses_are_told_before_the_press(desk: Desk) -> None:
    """X-2: an owner may refuse what is only warned of as shipped."""
    link(desk, desk.person())
    assert composing(desk)["block_warnings"] == []
    desk.policy(block_warnings=["passport", "iban"])
    assert composing(desk)["block_warnings"] == ["iban", "passport"]
    desk.policy(phi_mode=True)
    assert composing(desk)["block_warnings"] == ["health"]


def test_what_is_told_to_be_refused_is_refused(desk: Desk) -> None:
    anna = desk.person()
    link(desk, anna)
    words = "The gate code is 4821#, come in."
    desk.press(anna, words)
    desk.policy(block_warnings=["access_code"])
    assert composing(desk)["block_warnings"] == ["access_code"]
    answer = desk.ask("POST", "/v1/messages", desk.wish(anna, words))
    assert (answer.status_code, (answer.json or {})["code"]) == (409, "refused")


def test_it_stays_within_eight_statements_however_busy_the_hour(desk: Desk) -> None:
    link(desk, desk.person(), desk.person("Ben Cole", BEN))
    send(desk, 12)
    anna = beside(desk)["people"][0]["id"]
    with statements(desk) as seen:
        shown = beside(desk, person=anna)
    assert list(shown["composing"]["copied"].values()) == [12]
    assert len(seen) <= 8, "\n".join(seen)
