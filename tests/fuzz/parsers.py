"""Every parser that reads what strangers send, as a function of bytes that must hold its promise.

A promise broken is an AssertionError; anything but the parser's own refusal is a crash.
"""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from threadside.carriers import vonage_sms, vonage_webhooks
from threadside.carriers.vonage_fields import LONGEST_NAME
from threadside.carriers.vonage_signatures import (
    BadSignature,
    claimed_api_key,
    verify,
    verify_sms,
)
from threadside.carriers.vonage_sms_send import read_answer
from threadside.rules import intents, segments, templates
from threadside.rules.content.check import check
from threadside.rules.content.hint import LEVELS, Setting
from threadside.rules.delivery import State
from threadside.rules.failures import REASONS
from threadside.rules.phones import Phone, parse_phone
from threadside.rules.segments import SPACE, joined, web_addresses
from threadside.rules.sensitive.scan import find, mask
from threadside.rules.split import split
from threadside.sending.port import (
    Accepted,
    InboundText,
    NotAccepted,
    StatusReceipt,
    Unknown,
    Unreadable,
)

SECRET: Final = "a secret that nobody guesses in a lifetime"
NAMES: Final = (
    "message_uuid", "messageId", "message-id", "messages", "message-count", "channel",
    "message_type", "from", "to", "msisdn", "number", "type", "text", "content", "timestamp",
    "message-timestamp",
    "status", "error", "title", "code", "reason", "error-text", "err-code", "client_ref",
    "client-ref", "concat", "concat-ref", "concat-total", "concat-part", "sms", "num_messages",
    "total_count", "image", "url", "caption", "name", "file", "vcard", "usage", "destination",
)  # fmt: skip
WORDS: Final = (
    "sms", "mms", "text", "unicode", "image", "file", "17205550142", "2026-03-02T15:30:00Z", "true",
    "0", "1", "9", "1240", "delivered", "rejected", "submitted", "expired",
    "0001-01-01T00:00:00+14:00", "wait [ 702 ]",
)  # fmt: skip
NOW: Final = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def sms_webhook(data: bytes) -> None:
    """A request to `/webhooks/vonage/sms/…`: the query up to the first NUL, then the body."""
    query, _, body = data.partition(b"\x00")
    with suppress(Unreadable):
        found = vonage_sms.fields_of(query.decode("utf-8", "replace"), body)
        with suppress(BadSignature):
            verify_sms(found, (SECRET,), "any", NOW)
            raise AssertionError("a guess was taken for a signature")
        _webhook(found, vonage_sms.read_inbound, vonage_sms.read_status)


def messages_webhook(data: bytes) -> None:
    """A JSON body sent to `/webhooks/vonage/inbound` or `…/status`."""
    found = _json(data)
    if isinstance(found, dict):
        _webhook(found, vonage_webhooks.read_inbound, vonage_webhooks.read_status)


def token(data: bytes) -> None:
    """An Authorization header: never taken without the secret, never a crash."""
    header = data.decode("latin-1")
    with suppress(BadSignature):
        assert isinstance(claimed_api_key(header), str)
    with suppress(BadSignature):
        verify(header, data, (SECRET,), NOW)
        raise AssertionError("a guess was taken for a signature")


def sms_answer(data: bytes) -> None:
    """The SMS API's answer to a send: accepted only with an id for each part that was taken."""
    outcome = read_answer(_json(data))
    assert isinstance(outcome, Accepted | NotAccepted | Unknown)
    if isinstance(outcome, Accepted):
        assert outcome.parts
        assert all(0 < len(part) <= LONGEST_NAME for part in outcome.parts)
    if isinstance(outcome, NotAccepted):
        assert outcome.code in REASONS


def phone(data: bytes) -> None:
    """What a page or a person writes as a number: what is read once is read again the same."""
    found = parse_phone(data.decode("utf-8", "replace"), "US")
    if isinstance(found, Phone):
        again = parse_phone(found.e164, "US")
        assert isinstance(again, Phone)
        assert again.e164 == found.e164


def text(data: bytes) -> None:
    """A text of anybody's: it has segments, an intent, and fields or none."""
    words = data.decode("utf-8", "replace")
    size = segments.count(words)
    assert size.segments >= (1 if words else 0)
    assert set(templates.render(words, {}).missing) <= set(templates.fields(words))


def intent(data: bytes) -> None:
    """A text that came, and ours before it up to the first NUL: an answer, and the same again."""
    ours, _, theirs = data.decode("utf-8", "replace").partition("\x00")
    found = intents.classify(theirs, ours)
    assert found.because
    assert (found.action == "deliver") == (found.intent == "none")
    assert found == intents.classify(theirs, ours)


def secrets(data: bytes) -> None:
    """What must not be texted: each finding lies within the text, and is masked."""
    words = data.decode("utf-8", "replace")
    for finding in find(words):
        assert 0 <= finding.start < finding.end <= len(words)
        assert finding.last4 is None or finding.type == "card"
    assert isinstance(mask(words), str)


def parts(data: bytes) -> None:
    """A long text cut into several: nothing but white space is lost, and each is short enough."""
    words = data.decode("utf-8", "replace")
    for most in (1, 3):
        cut = split(words, most)
        assert _solid("".join(cut)) == _solid(joined(words))
        for part in cut:
            assert segments.count(part).segments <= most or any(web_addresses(part))


def hints(data: bytes) -> None:
    """A text as it is typed: what is said of it lies within it."""
    words = data.decode("utf-8", "replace")
    for hint in check(words, Setting(brand="Foothill Solar", first_to_number=True)):
        assert hint.level in LEVELS
        for start, end in hint.spans:
            assert 0 <= start < end <= len(words)


PARSERS: Final[Mapping[str, Callable[[bytes], None]]] = {
    parser.__name__: parser
    for parser in (
        sms_webhook,
        messages_webhook,
        token,
        sms_answer,
        phone,
        text,
        intent,
        secrets,
        parts,
        hints,
    )
}


def _solid(words: str) -> str:
    return re.sub(f"[{SPACE}]", "", words)


def _json(data: bytes) -> Any:
    """The JSON in `data`; of bytes that are none, an object with the names that parsers look for.

    Chance seldom writes JSON, and a name of twelve letters never.
    """
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return _object(BytesIO(data), depth=3)


def _object(source: BytesIO, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while place := source.read(1):
        if place[0] >= len(NAMES):
            break
        found[NAMES[place[0]]] = _value(source, depth)
    return found


def _value(source: BytesIO, depth: int) -> Any:
    kind, size = (source.read(2) + b"\0\0")[:2]
    if depth and kind % 8 == 0:
        return _object(source, depth - 1)
    if depth and kind % 8 == 1:
        return [_value(source, depth - 1) for _ in range(size % 4)]
    words = source.read(size).decode("utf-8", "replace") + ("\ud83d" if kind > 200 else "")
    plain: tuple[Any, ...] = (WORDS[size % len(WORDS)], size, -size / 3, None, bool(size))
    return (words, words, words, *plain)[kind % 8]


def _webhook(
    found: Mapping[str, Any],
    read_inbound: Callable[[Mapping[str, Any]], InboundText],
    read_status: Callable[[Mapping[str, Any]], StatusReceipt],
) -> None:
    with suppress(Unreadable):
        arrived = read_inbound(found)
        for value in (arrived.text, arrived.peer, arrived.line_phone, arrived.carrier_uuid):
            assert "\x00" not in value
            value.encode("utf-8")
        assert 0 < len(arrived.carrier_uuid) <= LONGEST_NAME
        assert arrived.at is None or arrived.at.tzinfo is not None
    with suppress(Unreadable):
        told = read_status(found)
        assert told.state is None or State(told.state)
        assert told.error_code is None or told.error_code in REASONS
