"""Vonage's webhook bodies in our words: read whole, or refused as unreadable; never an error."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.carriers import vonage_fields, vonage_webhooks
from threadside.sending.port import InboundMedia, InboundText, StatusReceipt, Unreadable

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(
    ["channel", "message_type", "message_uuid", "to", "from", "timestamp", "text", "status",
     "client_ref", "error", "message", "image", "content", "sms"]
)  # fmt: skip
BODIES = st.dictionaries(
    FIELDS, JSON | st.sampled_from(["sms", "text", "delivered", "17205550142"])
)

INBOUND: dict[str, Any] = {
    "channel": "sms",
    "message_uuid": "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
    "to": "17205550100",
    "from": "17205550142",
    "timestamp": "2026-03-02T15:30:00Z",
    "text": "Thursday works",
}


def test_an_inbound_text() -> None:
    assert vonage_webhooks.read_inbound(INBOUND) == InboundText(
        carrier_uuid="aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
        line_phone="+17205550100",
        peer="+17205550142",
        text="Thursday works",
        at=datetime(2026, 3, 2, 15, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("sender", "peer"),
    [("17205550142", "+17205550142"), ("+17205550142", "+17205550142"), ("72345", "72345"),
     ("AMAZON", "AMAZON"), ("٣٤٥٦٧٨٩٠١", "٣٤٥٦٧٨٩٠١")],
)  # fmt: skip
def test_a_sender_is_a_number_or_kept_as_it_is(sender: str, peer: str) -> None:
    assert vonage_webhooks.read_inbound(INBOUND | {"from": sender}).peer == peer


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("2026-03-02T15:30:00Z", datetime(2026, 3, 2, 15, 30, tzinfo=UTC)),
        ("2026-03-02 15:30:00 UTC", datetime(2026, 3, 2, 15, 30, tzinfo=UTC)),
        ("2026-03-02T15:30:00", None),
        ("soon", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("9999-12-31T23:59:59Z", None),
        (None, None),
    ],
)
def test_the_carriers_time_is_taken_only_with_its_zone(
    stamp: str | None, at: datetime | None
) -> None:
    assert vonage_webhooks.read_inbound(INBOUND | {"timestamp": stamp}).at == at


@pytest.mark.parametrize(
    ("status", "title", "state", "reason"),
    [
        ("submitted", None, "submitted", None),
        ("delivered", None, "delivered", None),
        ("delivered", "1180", "delivered", None),
        ("read", None, "delivered", None),
        ("rejected", "1240", "rejected", "opted_out"),
        ("undeliverable", "1260", "undelivered", "bad_number"),
        ("undeliverable", None, "undelivered", "network"),
        ("rejected", "1999", "rejected", "unknown"),
        ("rejected", None, "rejected", "unknown"),
        ("teleported", "1180", None, None),
    ],
)
def test_the_status_decides_and_an_error_explains(
    status: str, title: str | None, state: str | None, reason: str | None
) -> None:
    body: dict[str, Any] = {"message_uuid": "uuid", "status": status, "client_ref": "ref"}
    if title is not None:
        body["error"] = {"title": title}
    assert vonage_webhooks.read_status(body) == StatusReceipt(
        "uuid", "ref", status, state, reason, None
    )


OLDER: dict[str, Any] = {
    "message_uuid": INBOUND["message_uuid"],
    "to": {"type": "sms", "number": "17205550100"},
    "from": {"type": "sms", "number": "17205550142"},
    "timestamp": "2026-03-02T15:30:00Z",
    "message": {"content": {"type": "text", "text": "Thursday works"}},
}


def test_the_older_nested_shape_says_the_same() -> None:
    assert vonage_webhooks.read_inbound(OLDER) == vonage_webhooks.read_inbound(INBOUND)


@pytest.mark.parametrize(
    "odd",
    [
        {"from": {"type": "sms", "id": "1111111111111111"}},
        {"from": "17205550142"},
        {"message": {}},
        {"message": {"content": {"type": "text"}}},
        {"message": {"content": {"type": ["text"], "text": "x"}}},
        {"to": {"type": "messenger", "id": "0"}},
        {"to": {"type": {}, "number": "17205550100"}},
    ],
)
def test_a_nested_shape_that_lacks_what_it_takes_is_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        vonage_webhooks.read_inbound(OLDER | odd)


def test_a_receipt_of_the_older_shape_has_a_code_for_a_title() -> None:
    body = {
        "message_uuid": "uuid",
        "to": {"type": "sms", "number": "17205550142"},
        "from": {"type": "sms", "number": "17205550100"},
        "status": "rejected",
        "error": {"code": 1240, "reason": "Illegal number"},
    }
    word = vonage_webhooks.read_status(body)
    assert (word.state, word.error_code) == ("rejected", "opted_out")


URL = "https://api.nexmo.com/v3/media/1b456509"


MORE = "https://api.nexmo.com/v3/media/2c567510"


@pytest.mark.parametrize(
    ("fields", "text", "media"),
    [
        ({"message_type": "text", "text": "Hi"}, "Hi", []),
        ({"message_type": "image", "image": {"url": URL, "caption": "Roof"}}, "Roof",
         [InboundMedia("image", URL)]),
        ({"message_type": "image", "image": {"url": URL, "name": "roof.jpg"}, "text": "See"}, "See",
         [InboundMedia("image", URL, "roof.jpg")]),
        ({"message_type": "vcard", "vcard": {"url": "ftp://example.com/contact.vcf"}}, "",
         [InboundMedia("vcard", "ftp://example.com/contact.vcf")]),
        ({"message_type": "image", "image": {"url": URL, "caption": "One"},
          "content": [{"type": "image", "url": URL, "caption": "One"},
                      {"type": "file", "url": MORE, "caption": "Two"}, {}, 7]},
         "One\nTwo", [InboundMedia("image", URL), InboundMedia("file", MORE)]),
        ({"message_type": "image", "image": {"url": URL},
          "content": [{"type": "video", "url": MORE}]},
         "", [InboundMedia("image", URL), InboundMedia("video", MORE)]),
    ],
)  # fmt: skip
def test_a_media_message_is_its_words_and_all_that_came_along(
    fields: dict[str, Any], text: str, media: list[InboundMedia]
) -> None:
    body = {name: value for name, value in INBOUND.items() if name != "text"}
    found = vonage_webhooks.read_inbound(body | {"channel": "mms"} | fields)
    assert (found.text, list(found.media), found.mark) == (text, media, None)


def test_media_of_the_older_shape_are_the_same() -> None:
    body = {
        "message_uuid": "uuid",
        "to": {"type": "mms", "number": "17205550100"},
        "from": {"type": "mms", "number": "17205550142"},
        "message": {"content": {"type": "image", "image": {"url": URL, "caption": "Roof"}}},
    }
    found = vonage_webhooks.read_inbound(body)
    assert (found.text, found.media) == ("Roof", (InboundMedia("image", URL),))


@pytest.mark.parametrize(
    "image",
    [{}, {"caption": "Roof"}, {"url": ""}, {"url": None}, {"url": URL + "x" * 2000},
     {"url": URL + "\x00"}, {"url": "\ud800"}],
)  # fmt: skip
def test_what_came_and_has_no_address_is_marked(image: dict[str, Any]) -> None:
    body = INBOUND | {"channel": "mms", "message_type": "image", "image": image}
    found = vonage_webhooks.read_inbound(body)
    assert (found.mark, found.media) == ("media", ())


def test_of_a_thousand_things_twenty_are_asked_for_and_the_rest_is_marked() -> None:
    content = [{"type": "image", "url": f"{URL}-{number}"} for number in range(1000)]
    found = vonage_webhooks.read_inbound(INBOUND | {"channel": "mms", "content": content})
    assert (len(found.media), found.mark) == (20, "media")


@pytest.mark.parametrize(
    ("sms", "mark"),
    [
        ({"num_messages": "3"}, None),
        ({"num_messages": "3", "total_count": "3"}, None),
        ({"num_messages": "2", "total_count": 3}, "truncated"),
        ({"num_messages": "two", "total_count": 3}, None),
        ("2 of 3", None),
    ],
)
def test_a_text_of_which_the_carrier_has_lost_parts_is_marked(sms: Any, mark: str | None) -> None:
    assert vonage_webhooks.read_inbound(INBOUND | {"sms": sms}).mark == mark


@given(body=BODIES)
def test_any_inbound_body_is_read_or_refused(body: dict[str, Any]) -> None:
    try:
        text = vonage_webhooks.read_inbound(body)
    except Unreadable:
        return
    for name in (text.carrier_uuid, text.line_phone, text.peer):
        assert 0 < len(name) <= vonage_fields.LONGEST_NAME + 1
        assert vonage_fields.clean(name) == name
    assert vonage_fields.clean(text.text) == text.text


@given(body=BODIES)
def test_any_status_body_is_read_or_refused(body: dict[str, Any]) -> None:
    try:
        word = vonage_webhooks.read_status(body)
    except Unreadable:
        return
    for name in (word.carrier_uuid, word.status, word.client_ref or "none"):
        assert 0 < len(name) <= vonage_fields.LONGEST_NAME


@given(text=st.text(st.characters(exclude_categories=())))
def test_cleaned_text_can_be_stored_and_keeps_every_real_character(text: str) -> None:
    cleaned = vonage_fields.clean(text)
    assert "\x00" not in cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert vonage_fields.clean(cleaned) == cleaned
