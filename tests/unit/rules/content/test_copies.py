"""The same text to many, and to one person again."""

from collections import Counter

import pytest

from threadside.rules.content import SHORT, Setting, check, fingerprint, mark, near_identical

TEXT = "Hi {name}, your roof inspection is booked for Tuesday at {hour} PM. See you there."


def to(name: str, hour: int = 3) -> str:
    return TEXT.format(name=name, hour=hour)


def codes(text: str, setting: Setting) -> dict[str, str]:
    return {hint.code: hint.level for hint in check(text, setting)}


@pytest.mark.parametrize(
    ("others", "level"), [(2, None), (3, "hint"), (9, "hint"), (10, "warn"), (25, "warn")]
)
def test_copies_to_others_within_the_hour_are_counted(others: int, level: str | None) -> None:
    """P-4: near-identical text, names removed, warns from ten on."""
    sent = [to(name, hour) for hour, name in enumerate(["Ann", "Bo Li", "Zoé"] * 9)][:others]
    sent += ["Something else entirely went out to many people."] * 30
    found = codes(to("Dana"), Setting(copied=Counter(mark(text)[:SHORT] for text in sent)))
    assert found.get("copied_around") == level


def test_short_texts_are_no_copies() -> None:
    assert mark("On my way!") == ""
    again = Setting(previous=["On my way!"] * 3, copied={"": 30})
    assert codes("On my way!", again) == {}


def test_a_text_of_numbers_alone_is_no_copy_of_another() -> None:
    """Nothing stays of it that could be told again."""
    assert mark("Tuesday, 3 March 2026, 4 PM") == ""
    assert codes("Friday 4 May 2026 5 PM", Setting(copied={"": 30})) == {}


def test_a_mark_tells_no_words() -> None:
    found = mark(to("Ann"))
    assert len(found) == 64
    assert set(found) <= set("0123456789abcdef")
    assert found == mark(to("Bo Li", 11)) != mark("Hi Ann, your roof is leaking. Please call us.")


def test_another_time_is_another_message_to_the_same_person() -> None:
    assert codes(to("Ann", 4), Setting(previous=[to("Ann", 3)])) == {}
    assert codes(to("Ann", 3), Setting(previous=[to("Ann", 3)])) == {"same_as_previous": "warn"}


def test_a_template_sent_unedited_again_is_flagged_and_an_edited_one_is_not() -> None:
    before = Setting(template=to("Ann", 4), previous=["Thanks!", to("Ann", 3)])
    assert codes(to("Ann", 4), before) == {"robotic_template_unedited": "warn"}
    assert codes("Good to hear from you, Ann! " + to("Ann", 4)[8:], before) == {}
    first = Setting(template=to("Ann"), previous=["Thanks!"])
    assert codes(to("Ann"), first) == {}


def test_copies_for_other_people_are_near_identical() -> None:
    assert near_identical(to("Ann", 3), to("Bo Li", 9))
    assert fingerprint(to("Ann")) == fingerprint(to("Bo Li", 11))
    assert not near_identical(to("Ann"), "Hi Ann, your roof is leaking. Please call us.")
    assert fingerprint("Ann, your roof is done.", ["Ann Lee"]) == "your roof is done"
