"""A draft beside what was sent before: to this person, and to others within the hour.

What is found is a note: the text may go, and the record says that it was known.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select

from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from threadside.ids import new_id
from threadside.store.tables import AuditEntry, AuditPayload, Person, Template, TemplateVersion
from threadside.verdict.judge import Draft, judge

WORDS = "Hi {name}, your roof inspection is booked for {day} at 3 PM. See you there."


def to(name: str, day: str = "Tuesday") -> str:
    return WORDS.format(name=name, day=day)


def found(desk: Desk, text: str | None, phone: str = ANNA, **draft: Any) -> list[str]:
    """What the verdict on a draft says of its wording."""
    with desk.uow.read() as session:
        verdict = judge(
            session,
            desk.workspace.id,
            member_id=desk.rep.id,
            phone=phone,
            line_id=desk.line.id,
            now=desk.clock(),
            draft=Draft(text=text, **draft),
        )
    return [one.code for one in verdict.reasons if one.code.startswith("content_")]


def pressed(desk: Desk, person: Person, text: str, **values: Any) -> list[str]:
    """What the record says was known of a text's wording when Send was pressed."""
    made = desk.press(person, text, **values)
    query = (
        select(AuditPayload.payload)
        .join(
            AuditEntry,
            (AuditPayload.workspace_id == AuditEntry.workspace_id)
            & (AuditPayload.number == AuditEntry.number),
        )
        .where(AuditEntry.workspace_id == desk.workspace.id, AuditEntry.kind == "text.pressed")
    )
    with desk.uow.read() as session:
        mine = [each for each in session.scalars(query) if each["message"] == made["id"]]
    return [code for code in mine[0]["reasons"] if code.startswith("content_")]


def template(desk: Desk, body: str) -> dict[str, Any]:
    """An approved template, as a press names it."""
    made = Template(
        id=new_id(), workspace_id=desk.workspace.id, name="Booked", group_name="Visits",
        state="approved", version=1,
    )  # fmt: skip
    desk.build.add(made, TemplateVersion(template_id=made.id, version=1, body=body))
    return {"id": made.id, "version": 1}


def people(desk: Desk, count: int) -> list[tuple[Person, str]]:
    phones = [f"+1720555{number:04}" for number in range(200, 200 + count)]
    return [(desk.person(f"Guest{phone[-2:]}", phone), phone) for phone in phones]


@contextmanager
def statements(desk: Desk) -> Iterator[list[str]]:
    """Every query of the block."""
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(desk.uow.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(desk.uow.engine, "before_cursor_execute", note)


def test_what_this_person_got_before_is_known_at_the_press(desk: Desk) -> None:
    anna = desk.person()
    assert pressed(desk, anna, to("Anna")) == []
    desk.clock.advance(days=3)
    assert pressed(desk, anna, to("Anna")) == ["content_same_as_previous"]
    assert pressed(desk, anna, to("Anna", "Friday")) == []
    assert pressed(desk, anna, "On my way!") == pressed(desk, anna, "On my way!") == []


def test_what_a_colleague_sent_them_counts_as_well(desk: Desk) -> None:
    anna, colleague = desk.person(), desk.build.member(desk.workspace)
    desk.press(anna, to("Anna"), who=colleague)
    assert found(desk, to("Anna")) == ["content_same_as_previous"]


def test_only_the_last_few_of_our_texts_are_compared(desk: Desk) -> None:
    anna = desk.person()
    desk.press(anna, to("Anna"))
    for number in range(5):
        desk.clock.advance(minutes=1)
        desk.press(anna, f"Another matter altogether, the {number} of them")
    assert found(desk, to("Anna")) == []


def test_what_was_taken_back_or_never_left_was_not_read(desk: Desk) -> None:
    anna = desk.person()
    first = desk.press(anna, to("Anna"))
    assert found(desk, to("Anna")) == ["content_same_as_previous"]
    assert desk.ask("POST", f"/v1/messages/{first['id']}/undo").status_code == 200
    assert found(desk, to("Anna")) == []


def test_what_they_wrote_or_another_person_got_is_no_repetition(
    desk: Desk, open_desk: OpenDesk
) -> None:
    anna, elsewhere = desk.person(), open_desk()
    desk.press(desk.person("Ben Cole", BEN), to("Ben"), phone=BEN)
    desk.says(to("Anna"))
    elsewhere.press(elsewhere.person(), to("Anna"))
    assert pressed(desk, anna, to("Anna")) == []


def test_a_template_sent_again_as_it_stands_is_told_from_an_edited_one(desk: Desk) -> None:
    """The fields are filled as the composer fills them, for this person and this member."""
    anna = desk.person(company="Alpine Dental")
    use = template(
        desk, "Hi {{first_name}}, this is {{rep.name}}. Is all well at {{company|your place}}?"
    )
    words = "Hi Anna, this is Kim Okafor. Is all well at Alpine Dental?"
    assert pressed(desk, anna, words, template=use) == []
    assert pressed(desk, anna, words, template=use) == ["content_robotic_template_unedited"]
    assert pressed(desk, anna, words) == ["content_same_as_previous"]
    own = "Hi Anna, good to hear the move went so smoothly! Kim Okafor again, shall I call?"
    assert pressed(desk, anna, own, template=use) == []


@pytest.mark.parametrize(("others", "level"), [(9, []), (10, ["content_copied_around"])])
def test_the_same_words_to_ten_others_of_the_hour_are_noted(
    desk: Desk, others: int, level: list[str]
) -> None:
    """P-4: whoever sent them and from whichever line; below ten it is the composer's hint."""
    colleague, second = desk.build.member(desk.workspace), desk.open_line("+18505550111")
    for number, (guest, phone) in enumerate(people(desk, others)):
        who = colleague if number % 2 else desk.rep
        line = second.id if number % 3 else desk.line.id
        desk.press(guest, to(guest.name), phone=phone, who=who, line=line)
    assert found(desk, to("Anna")) == level
    desk.clock.advance(minutes=61)
    assert found(desk, to("Anna")) == []


def test_many_texts_to_one_other_person_are_one_other(desk: Desk) -> None:
    ben = desk.person("Ben Cole", BEN)
    for day in ["Monday", "Tuesday"] * 6:
        desk.press(ben, to("Ben", day), phone=BEN)
    assert found(desk, to("Anna")) == []


def test_a_machine_and_a_text_that_was_pressed_already_are_not_compared(desk: Desk) -> None:
    anna = desk.person()
    made = desk.press(anna, to("Anna"))
    assert found(desk, to("Anna"), message_id=made["id"]) == []
    assert found(desk, to("Anna"), purpose="consent_request") == []


@pytest.mark.parametrize(
    ("draft", "more"),
    [
        ({"text": None}, 0),
        ({"text": "On my way!"}, 0),
        ({"text": to("Anna"), "purpose": "consent_request"}, 0),
        ({"text": to("Anna"), "message_id": "a-text-that-waits"}, 0),
        ({"text": to("Anna")}, 1),
    ],
)
def test_comparing_takes_one_statement_and_only_for_a_text_of_a_person(
    desk: Desk, draft: dict[str, Any], more: int
) -> None:
    anna = desk.person()
    for day in range(8):
        desk.press(anna, to("Anna", f"the {day}"))
    with statements(desk) as bare:
        found(desk, None)
    with statements(desk) as seen:
        found(desk, **draft)
    assert len(seen) - len(bare) == more, "\n".join(seen)


def test_a_press_that_names_a_template_takes_three_statements_more(desk: Desk) -> None:
    anna = desk.person()
    use = template(desk, to("{{first_name}}"))
    desk.press(anna, "One before, so that all is there")
    with statements(desk) as plain:
        desk.press(anna, to("Anna"))
    with statements(desk) as named:
        desk.press(anna, to("Anna"), template=use)
    # Is it approved; how far from it, filled in with names and the CRM's fields, is what was sent.
    assert len(named) - len(plain) == 3, "\n".join(named)
