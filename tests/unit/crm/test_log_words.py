"""How a text reads in a CRM."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from threadside.contracts.people import MemberRef
from threadside.contracts.timeline import Failure, MediaItem, MessageItem
from threadside.crm.digest import of_day
from threadside.crm.entries import LONGEST, of_text
from threadside.linking.values import Ref
from threadside.timeline.crm_log import zone_for

DENVER = ZoneInfo("America/Denver")
ANNA = Ref("contact", "7")
KIM = MemberRef(id="kim", name="Kim Okafor", initials="KO")
AT = datetime(2026, 3, 2, 19, 5, tzinfo=UTC)


def item(text: str = "Hello", **values: Any) -> MessageItem:
    return MessageItem(
        **{
            "id": "m1", "seq": 1, "at": AT, "person_id": "p", "thread_id": "t", "line_id": "l",
            "phone": "+17205550142", "direction": "out", "text": text, "state": "delivered",
            "state_words": "Delivered", "segments": 1, "author": KIM, "origin": "human",
            "version": 1, **values,
        }
    )  # fmt: skip


def body(told: MessageItem, links: dict[str, str] | None = None) -> list[str]:
    entry = of_text(told, key="m1", who=ANNA, about=None, clock=DENVER, links=links or {})
    return entry.body.splitlines()


def test_a_text_of_ours_names_who_wrote_it_and_what_became_of_it() -> None:
    assert body(item()) == [
        "Sent Mar 2, 2026, 12:05 PM MST · Kim Okafor · Delivered", "Hello", "", "m1",
    ]  # fmt: skip


def test_a_text_that_did_not_arrive_says_why() -> None:
    why = Failure(code="x", title="Number can't receive texts", words="", next=[])
    head = body(item(state="undelivered", state_words="Not delivered", failure=why))[0]
    assert head.endswith("Not delivered: Number can't receive texts")


def test_what_a_machine_answered_is_nobodys() -> None:
    assert "automatic answer" in body(item(author=None))[0]


def test_pictures_have_an_address_where_there_is_one() -> None:
    picture = MediaItem(
        id="f1", kind="image", content_type="image/png", bytes=1, name="roof.png", thumbnail=False,
        state="ready",
    )  # fmt: skip
    assert "roof.png: https://x/f1" in body(item("", media=[picture]), {"f1": "https://x/f1"})
    assert "roof.png" in body(item("", media=[picture]))


@given(st.text(max_size=3000), st.sampled_from(["in", "out"]))
def test_whatever_is_texted_the_key_is_the_last_line(text: str, direction: str) -> None:
    entry = of_text(
        item(text, direction=direction), key="m1", who=ANNA, about=None, clock=DENVER, links={}
    )
    assert entry.body.endswith("\nm1")
    assert entry.direction == direction


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=60))
def test_a_day_is_never_too_long_and_keeps_its_newest_texts(lengths: list[int]) -> None:
    items = [
        item(f"<{number}>" + "x" * length, id=f"m{number}", at=AT + timedelta(minutes=number))
        for number, length in enumerate(lengths)
    ]
    entry = of_day(items, key="day:p", who=ANNA, clock=DENVER, links={})
    assert len(entry.body) < LONGEST + 200
    assert f"<{len(lengths) - 1}>" in entry.body
    assert entry.body.endswith("\nday:p")
    kept = entry.body.count("Sent ")
    assert (kept == len(items)) != ("earlier texts of this day" in entry.body)


def test_the_day_is_the_persons_own_as_far_as_it_is_known() -> None:
    assert zone_for("Europe/Berlin", "+17205550142") == "Europe/Berlin"
    assert zone_for(None, "+17205550142") == "America/Denver"
    assert zone_for(None, "+18005550142") == "UTC"
