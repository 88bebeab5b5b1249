"""Long texts in parts: joined in their order, shown once, released when a part never comes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.integration.desk import Desk
from tests.integration.webhooks.sms_api import arrives, fields, part_fields
from threadside.ids import new_id
from threadside.store.tables import InboundPart, Suppression, WebhookReceipt
from threadside.threads import parts

WORDS = ("It was the best of ti", "mes, it was the wor", "st of times")
WHOLE = "".join(WORDS)


def part(desk: Desk, number: int, words: tuple[str, ...] = WORDS, **more: Any) -> None:
    """One part of a text is acknowledged and folded in."""
    arrives(desk, part_fields(words[number - 1], number, len(words), **more))
    desk.fold()


def shown(desk: Desk, person: Any) -> list[tuple[str, str | None]]:
    """Text and mark of what stands on a timeline."""
    return [
        (item["text"], item["mark"] and item["mark"]["code"])
        for item in desk.timeline(person)
        if item["kind"] == "message"
    ]


def states(desk: Desk) -> set[str]:
    """The states of all webhooks that were kept."""
    with desk.uow.read() as session:
        return set(session.scalars(select(WebhookReceipt.state)))


def wait(desk: Desk, minutes: float = 5) -> None:
    """Let time pass, then run what is due."""
    desk.clock.advance(minutes=minutes)
    desk.fold()


def test_nothing_is_shown_before_the_last_part(desk: Desk) -> None:
    anna = desk.person()
    for number in (2, 3):
        part(desk, number)
    assert shown(desk, anna) == []
    assert states(desk) == {"pending"}
    part(desk, 1)
    assert shown(desk, anna) == [(WHOLE, None)]
    assert states(desk) == {"done"}


def test_a_part_that_never_comes_is_marked_after_five_minutes(desk: Desk) -> None:
    anna = desk.person()
    for number in (3, 1):
        part(desk, number)
    wait(desk, 4.9)
    assert shown(desk, anna) == []
    wait(desk, 0.2)
    assert shown(desk, anna) == [("It was the best of ti […] st of times", "parts_missing")]
    assert desk.timeline(anna)[0]["mark"]["words"] == "A part of this text has not arrived."
    assert states(desk) == {"done"}


def test_a_part_that_comes_after_all_completes_what_is_shown(desk: Desk) -> None:
    anna = desk.person()
    part(desk, 1)
    wait(desk)
    first = desk.timeline(anna)[0]
    assert shown(desk, anna) == [("It was the best of ti […]", "parts_missing")]
    wait(desk, 600)
    for number in (3, 2):
        part(desk, number)
    (whole,) = desk.timeline(anna)
    assert (whole["id"], whole["text"], whole["mark"]) == (first["id"], WHOLE, None)
    assert whole["version"] == first["version"] + 2


def test_repeated_parts_are_dropped_before_and_after_it_is_shown(desk: Desk) -> None:
    anna = desk.person()
    for number in (1, 1, 2, 2, 3, 3, 1):
        part(desk, number)
    assert shown(desk, anna) == [(WHOLE, None)]
    wait(desk)
    assert shown(desk, anna) == [(WHOLE, None)]
    assert states(desk) == {"done"}


def test_a_repeated_webhook_is_one_part(desk: Desk) -> None:
    anna = desk.person()
    found = part_fields("first ", 1, 2, messageId="0B01")
    for _ in range(3):
        arrives(desk, found)
    arrives(desk, part_fields("second", 2, 2))
    desk.fold()
    assert shown(desk, anna) == [("first second", None)]


def test_parts_may_share_one_id_of_the_carrier_s(desk: Desk) -> None:
    anna = desk.person()
    for number in (1, 2, 3):
        part(desk, number, messageId="0B01")
    assert shown(desk, anna) == [(WHOLE, None)]


def test_the_senders_counter_comes_round_again(desk: Desk) -> None:
    anna = desk.person()
    for number in (1, 2, 3):
        part(desk, number)
    other = ("You were the one", " who said that", " yesterday")
    for number in (2, 1, 3):
        part(desk, number, other)
    later = ("Now it is", " all over", " for today")
    for number in (1, 2, 3):
        part(desk, number, later, **{"message-timestamp": "2026-03-02 18:30:00"})
    assert [text for text, _ in shown(desk, anna)] == [WHOLE, "".join(other), "".join(later)]


@pytest.mark.parametrize("order", [(1, 2), (2, 1), (2, 2, 1), (1, 2, 1, 2)])
def test_a_later_text_may_end_like_the_one_before(desk: Desk, order: tuple[int, ...]) -> None:
    anna = desk.person()
    for number in (1, 2):
        part(desk, number, ("Tuesday at nine is good for", " me, see you there"))
    later = {"message-timestamp": "2026-03-02 15:34:00"}
    for number in order:
        part(desk, number, ("Sorry, Wednesday is better for", " me, see you there"), **later)
    wait(desk, 6)
    assert shown(desk, anna) == [
        ("Tuesday at nine is good for me, see you there", None),
        ("Sorry, Wednesday is better for me, see you there", None),
    ]
    assert states(desk) == {"done"}


@pytest.mark.parametrize("again", [(1,), (2,), (1, 2), (2, 1)])
def test_parts_that_come_once_more_minutes_later_are_the_same_text(
    desk: Desk, again: tuple[int, ...]
) -> None:
    anna = desk.person()
    words = ("Tuesday at nine is good for", " me, see you there")
    for number in (1, 2):
        part(desk, number, words)
    for number in again:
        part(desk, number, words, **{"message-timestamp": "2026-03-02 15:34:00"})
    wait(desk, 6)
    assert shown(desk, anna) == [("".join(words), None)]
    assert states(desk) == {"done"}


def test_texts_of_two_people_and_two_references_stay_apart(desk: Desk) -> None:
    anna, ben = desk.person(), desk.person("Ben Cole", "+13035550177")
    for number in (1, 2, 3):
        part(desk, number, ("a", "b", "c"))
        part(desk, number, ("x", "y", "z"), reference=7)
        part(desk, number, ("1", "2", "3"), msisdn="13035550177")
    assert sorted(text for text, _ in shown(desk, anna)) == ["abc", "xyz"]
    assert shown(desk, ben) == [("123", None)]


def test_nothing_is_sent_to_somebody_whose_text_is_not_whole(desk: Desk) -> None:
    anna = desk.person()
    message_id = desk.press(anna)["id"]
    part(desk, 1)
    desk.after_hold()
    assert desk.carrier.posted == []
    wait(desk)
    desk.send_due()
    assert [text.client_ref for text in desk.carrier.posted] == [message_id]


def test_stop_in_parts_stops(desk: Desk) -> None:
    anna = desk.person()
    message_id = desk.press(anna)["id"]
    for number, words in ((2, "OP"), (1, "ST")):
        arrives(desk, part_fields(words, number, 2))
        desk.fold()
    desk.after_hold()
    assert [text for text in desk.carrier.texts if "unsubscribed" not in text] == []
    assert desk.get(f"/v1/messages/{message_id}")["failure"]["code"] == "opted_out"


def test_of_a_text_with_a_gap_a_stop_counts_and_a_start_does_not(desk: Desk) -> None:
    def suppressed() -> bool:
        with desk.uow.read() as session:
            return session.scalar(select(Suppression.phone)) is not None

    desk.person()
    arrives(desk, part_fields("STOP ", 1, 2, reference=1))
    desk.fold()
    wait(desk)
    assert suppressed()
    arrives(desk, part_fields("START ", 1, 2, reference=2))
    desk.fold()
    wait(desk)
    assert suppressed()
    arrives(desk, part_fields("please", 2, 2, reference=1))
    desk.fold()
    assert suppressed()


def test_what_makes_no_sense_as_a_part_is_a_text_of_its_own(desk: Desk) -> None:
    anna = desk.person()
    odd = (("0", "3"), ("4", "3"), ("1", "1"), ("x", "3"), ("1", ""), ("-1", "3"), ("1", "9999999"))
    for number, total in odd:
        concat = {"concat": "true", "concat-ref": "1", "concat-part": number, "concat-total": total}
        arrives(desk, fields(f"{number} of {total}", **concat))
    desk.fold()
    assert [text for text, _ in shown(desk, anna)] == [f"{n} of {t}" for n, t in odd]


def test_parts_to_a_line_that_is_not_ours_are_kept(desk: Desk) -> None:
    part(desk, 1, to="19995550100")
    assert states(desk) == {"unmatched"}


def test_parts_are_forgotten_once_nothing_can_be_added(desk: Desk) -> None:
    desk.person()
    for number in (1, 2, 3):
        part(desk, number)
    for days, left in ((1, 3), (3, 0)):
        desk.clock.advance(days=days)
        with desk.uow.write() as tx:
            parts.forget(tx)
        with desk.uow.read() as session:
            assert len(session.scalars(select(InboundPart)).all()) == left


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    words=st.lists(
        st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8), min_size=2, max_size=5
    ),
    data=st.data(),
)
def test_the_end_is_the_same_for_every_order_and_repetition(
    desk: Desk, words: list[str], data: st.DataObject
) -> None:
    """Released in between or not, whatever time each part takes."""
    desk.clock.now = desk.clock.now.replace(hour=15, minute=30)
    peer = f"+1720{abs(hash(new_id())) % 10**7:07d}"
    numbers = list(range(1, len(words) + 1))
    order = data.draw(st.permutations(numbers + data.draw(st.lists(st.sampled_from(numbers)))))
    reference = data.draw(st.integers(0, 65_535))
    for number in order:
        found = part_fields(words[number - 1], number, len(words), reference)
        arrives(desk, {**found, "msisdn": peer.removeprefix("+")})
        desk.clock.advance(seconds=data.draw(st.integers(0, 400)))
        desk.fold()
    people = {thread["phone"]: thread["person"]["id"] for thread in threads(desk)}
    assert shown(desk, people[peer]) == [("".join(words), None)]


def threads(desk: Desk) -> list[dict[str, Any]]:
    """Every thread with something unread."""
    found: list[dict[str, Any]] = desk.get("/v1/unread")["threads"]
    return found


@given(
    held=st.dictionaries(st.integers(1, 6), st.text(max_size=5), min_size=1),
    total=st.integers(6, 8),
)
def test_joined_parts_stand_in_their_order_around_the_gaps(
    held: dict[int, str], total: int
) -> None:
    text = parts.joined(held, total)
    place = 0
    for number in sorted(held):
        place = text.index(held[number], place) + len(held[number])
    missing = set(range(1, total + 1)) - held.keys()
    gaps = sum(1 for number in missing if number - 1 not in missing)
    if not any("[…]" in words for words in held.values()):
        assert text.count(parts.GAP) == gaps
