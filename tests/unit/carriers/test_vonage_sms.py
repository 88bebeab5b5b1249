"""The SMS API's webhooks in our words: read whole, or refused as unreadable; never an error."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.carriers import vonage_fields, vonage_sms
from threadside.sending.port import InboundText, Part, StatusReceipt, Unreadable

TEXT = {
    "msisdn": "17205550142",
    "to": "17205550100",
    "messageId": "0A0000000123ABCD1",
    "text": "Thursday works",
    "type": "text",
    "keyword": "THURSDAY",
    "message-timestamp": "2026-03-02 15:30:00",
}
NAMES = st.sampled_from(
    [*TEXT, "concat", "concat-ref", "concat-total", "concat-part", "status", "err-code",
     "client-ref", "sig", "api-key", "timestamp"]
)  # fmt: skip
VALUES = st.text(max_size=80) | st.sampled_from(
    ["text", "unicode", "true", "3", "2", "255", "17205550142", "delivered", "failed"]
)


def test_a_text() -> None:
    assert vonage_sms.read_inbound(TEXT) == InboundText(
        carrier_uuid="0A0000000123ABCD1",
        line_phone="+17205550100",
        peer="+17205550142",
        text="Thursday works",
        at=datetime(2026, 3, 2, 15, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("reference", "total", "number", "part"),
    [
        ("185", "5", "1", Part(185, 5, 1)),
        ("0", "255", "255", Part(0, 255, 255)),
        (185, 5, 5, Part(185, 5, 5)),
        ("65535", "2", "1", Part(65_535, 2, 1)),
        ("65536", "2", "1", None),
        ("185", "1", "1", None),
        ("185", "256", "1", None),
        ("185", "5", "0", None),
        ("185", "5", "6", None),
        ("", "5", "1", None),
        ("٣", "5", "1", None),
        (True, 5, 1, None),
    ],
)
def test_a_part_names_its_text_and_its_place(
    reference: Any, total: Any, number: Any, part: Part | None
) -> None:
    concat = {"concat": "true", "concat-ref": reference, "concat-total": total}
    found = vonage_sms.read_inbound({**TEXT, **concat, "concat-part": number})
    assert found.part == part


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("2020-01-01 12:00:00", datetime(2020, 1, 1, 12, tzinfo=UTC)),
        ("2020-01-01T12:00:00.000+00:00", datetime(2020, 1, 1, 12, tzinfo=UTC)),
        ("\\2020-01-01\\ 12:00:00", None),
        ("0001-01-01 00:00:00", None),
        ("9999-12-31 23:59:59", None),
        ("", None),
    ],
)
def test_times_are_utc_where_they_are_times(stamp: str, at: datetime | None) -> None:
    assert vonage_sms.read_inbound({**TEXT, "message-timestamp": stamp}).at == at


def test_a_receipt_says_whom_it_was_for_the_other_way_round() -> None:
    found = vonage_sms.read_status(
        {"messageId": "14", "status": "failed", "err-code": "9", "client-ref": "ours",
         "msisdn": "17205550142", "to": "17205550100"}
    )  # fmt: skip
    assert found == StatusReceipt("14", "ours", "failed", "undelivered", "opted_out", None)


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("msisdn=1&text=a%20b%2B", b""),
        ("", b"msisdn=1&text=a+b%2B"),
        ("ignored=1", b'{"msisdn": 1, "text": "a b+"}'),
        ("", b' \r\n{"msisdn": "1", "text": "a b+"}'),
    ],
)
def test_fields_are_the_same_whichever_way_they_come(query: str, body: bytes) -> None:
    assert vonage_sms.fields_of(query, body) == {"msisdn": "1", "text": "a b+"}


@pytest.mark.parametrize(
    "body",
    [b"Hello World", b"{malformed]", b"[1]", b"[" * 50_000, b'{"a": 1}', b"\xff\xfe",
     b"&".join(b"msisdn=1" for _ in range(1_000)),
     b'{"msisdn": ' + b"9" * 10_000 + b"}"],
)  # fmt: skip
def test_what_no_webhook_looks_like_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        vonage_sms.fields_of("", body)


@given(body=st.binary(max_size=300), query=st.text(max_size=100))
def test_any_bytes_are_fields_or_unreadable(body: bytes, query: str) -> None:
    try:
        found = vonage_sms.fields_of(query, body)
    except Unreadable:
        return
    assert all(isinstance(part, str) for pair in found.items() for part in pair)


@given(body=st.dictionaries(NAMES, VALUES))
def test_any_fields_are_a_text_or_unreadable(body: dict[str, str]) -> None:
    try:
        text = vonage_sms.read_inbound(body)
    except Unreadable:
        return
    for name in (text.carrier_uuid, text.line_phone, text.peer):
        assert 0 < len(name) <= vonage_fields.LONGEST_NAME + 1
    assert vonage_fields.clean(text.text) == text.text
    if text.part is not None:
        assert 1 <= text.part.number <= text.part.total <= vonage_sms.MOST_PARTS


@given(body=st.dictionaries(NAMES, VALUES))
def test_any_fields_are_a_receipt_or_unreadable(body: dict[str, str]) -> None:
    try:
        word = vonage_sms.read_status(body)
    except Unreadable:
        return
    failed = word.state in {"rejected", "undelivered"}
    assert (word.error_code is not None) == failed
