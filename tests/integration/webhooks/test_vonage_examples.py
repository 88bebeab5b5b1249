"""Every payload of `tests/vonage_examples` that arrives at us, with the outcome it should have.

Numbers, ids and secrets are those of the examples: the desk gets the line, the account's key and
the text that an example speaks of. The Messages API's come signed, as Vonage sends them; those
of the SMS API with their own signature where its secret is published, else without one, to an
account that does without.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select, update

from tests.integration.desk import Desk
from tests.integration.webhooks.sms_api import INBOUND, RECEIPT
from threadside.app import MACHINERY
from threadside.carriers import vonage_sms
from threadside.machinery import Machinery
from threadside.sending import accounts
from threadside.store.tables import (
    CarrierAccount,
    Line,
    Media,
    Message,
    MessageMedia,
    Receipt,
    RefusedWebhook,
    TimelineItem,
    WebhookReceipt,
)

EXAMPLES = Path(__file__).parents[2] / "vonage_examples"
MANIFEST = {
    entry["id"]: entry
    for entry in json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))
}
ARRIVING = ("sms_inbound", "sms_dlr", "message_status", "inbound_message", "sequence")


@dataclass(frozen=True)
class Shown:
    """The text stands in a thread, from `peer`, after five minutes at the latest."""

    peer: str
    text: str
    mark: str | None = None
    media: str | None = None
    """What became of what came with it."""


@dataclass(frozen=True)
class Kept:
    """Answered with 200, kept for people; no conversation has it."""

    note: str


@dataclass(frozen=True)
class Dropped:
    """Answered with 200; nothing of it is kept."""


@dataclass(frozen=True)
class Folded:
    """The text of ours that it speaks of is in this state, for this reason."""

    state: str
    reason: str | None = None


WHATSAPP = Kept("not_a_text")
"""A workspace has lines for texts; what comes by other channels is kept and listed."""
LONG = (
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age"
    " of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the"
    " season of Light, it was the season of Darkness, it was the spring of hope, it was the winter"
    " of despair, we had everything before us, we had nothing before us, we were all going direct"
    " to Heaven, we were all going direct the other way ... in short, the period was so far like"
    " the present period, that some of its noisiest authorities insisted on its being received,"
    " for good or for evil, in the superlative degree of comparison only."
)
THIRD_OF_FOUR = (
    "[…] y for a non-functionality-adding upgrading can be a hard sell.\n\nI understand the"
    " reasoning. I had two clients that were on PHP 5.2 for a very, very long  […]"
)
OUTCOMES: dict[str, Shown | Kept | Dropped | Folded] = {
    "c01_inbound": Shown("+14845552121", "Test this."),
    "c02_inbound_long": Shown("+14845552121", THIRD_OF_FOUR, "parts_missing"),
    "c03_inbound_binary": Kept("not_a_text"),
    "c04_json": Shown("+14845552121", "Test this."),
    "c05_invalid": Dropped(),
    "c06_java_full": Shown("+447700900001", "[…] Hello world […]", "parts_missing"),
    "c07_net_iso_timestamp": Shown("+447700900001", "[…] Hello world […]", "parts_missing"),
    "c08_get_minimal": Shown("+2349067554729", "Join"),
    "c09_alnum_sender": Shown("MTN", "Join"),
    "c10_post_form_minimal": Shown("+2349067554729", "Join"),
    "c11_url_check_post_empty": Dropped(),
    "c12_signed_md5hash": Shown("+14843472194", "Test again"),
    "c13_signed_md5hmac_upper": Shown("+14843472194", "Test again"),
    "c14_signed_sha1": Shown("+14843472194", "Test again"),
    "c15_signed_sha256": Shown("+14843472194", "Test again"),
    "c16_signed_sha512": Shown("+14843472194", "Test again"),
    "c17_signed_amp_eq": Shown("+14843472194", "Test with & and ="),
    "c18_signed_keyword_plural": Shown("+14843472194", "Testings"),
    "c22_concat5_scrambled": Shown("+447700900001", LONG),
    "c25_concat_fields_absent": Shown("+447700900001", "s. Allô ceci est un test de lon"),
    "d01_dlr_get": Folded("delivered"),
    "d02_dlr_post": Folded("delivered"),
    "d03_dlr_post_json": Folded("delivered"),
    "d04_docs_delivered": Folded("delivered"),
    "d05_missing_scts_us_tollfree": Folded("undelivered", "bad_number"),
    "d06_optout_err9": Folded("undelivered", "opted_out"),
    "d07_net_int_timestamp": Folded("delivered"),
    "d08_get_delivered": Folded("delivered"),
    "d09_get_expired": Folded("undelivered", "carrier_expired"),
    "d10_get_failed": Folded("undelivered", "content"),
    "d11_get_accepted": Folded("submitted"),
    "d12_get_buffered": Folded("submitted"),
    "d13_get_unexpected": Folded("submitted"),
    "d14_status_url_check": Dropped(),
    "d15_shortcode_get_malformed_ts": Folded("delivered"),
    "d16_shortcode_post": Folded("delivered"),
    "e02_net_status_all_channels": Folded("submitted"),
    "e03_mms_undeliverable_min": Folded("undelivered", "network"),
    "e04_int_title_unknown_props": Folded("delivered"),
    "e05_workflow_alt_names": Folded("submitted"),
    "e06_multisegment_delivered": Folded("delivered"),
    "e08_whatsapp_read_user_id": Folded("delivered"),
    "f02_sms_java_total_count": Shown("+447700900001", "Hello, world!", "truncated"),
    "f03_not_an_inbound_php": Kept("fields"),
    "f04_mms_text_php": Shown("+447700900001", "This is sample text."),
    "f15_vcard_ftp_url": Shown("+447700900001", "", media="failed"),
    "f16_degenerate_1": Kept("fields"),
    "f17_degenerate_2": Kept("not_a_text"),
    "f18_degenerate_3": Kept("not_a_text"),
    "f19_degenerate_4": Kept("not_a_text"),
    "f23_missing_channel_php": Kept("not_a_text"),
    "f24_unknown_channel_php": Kept("not_a_text"),
    "f25_whatsapp_space_timestamp": WHATSAPP,
    "f26_v01_whatsapp": WHATSAPP,
    "f28_v01_messenger": WHATSAPP,
    "f29_net_kitchen_sink": WHATSAPP,
    "f30_whatsapp_sender_user_id": WHATSAPP,
    "f31_unsupported": WHATSAPP,
    "f32_messenger_docs": WHATSAPP,
}
ELSEWHERE = {
    "c19_signed_empty_secret",  # below: an empty secret holds nowhere
    "c21_msgsearch_invalid_to",  # an answer to a search, which we don't ask for
}


def calls(example: str) -> list[dict[str, Any]]:
    """The HTTP exchanges of an example, in their order."""
    told = json.loads((EXAMPLES / MANIFEST[example]["file"]).read_text(encoding="utf-8"))
    steps: list[dict[str, Any]] = told.get("steps", [told])
    return steps


def said(call: dict[str, Any]) -> dict[str, Any]:
    """The fields of an example, for finding the line and the text it speaks of."""
    try:
        parsed = json.loads(call["body"])
    except ValueError:
        return dict(parse_qsl(call["body"] or urlsplit(call["target"]).query))
    return parsed if isinstance(parsed, dict) else {}


def without_unknown_signature(call: dict[str, Any], example: str) -> dict[str, Any]:
    """Where the secret of a published signature is not, the call as if it had none."""
    if "signature" in MANIFEST[example] or "sig" not in said(call):
        return call
    target = re.sub(r"&sig=\w+", "", call["target"])
    if not call["body"]:
        return {**call, "target": target}
    fields = {name: value for name, value in said(call).items() if name != "sig"}
    return {**call, "target": target, "body": json.dumps(fields)}


def prepared(desk: Desk, example: str, told: dict[str, Any]) -> None:
    """The desk's account and line become those of the example."""
    signature = MANIFEST[example].get("signature")
    secret = signature["secret"] if signature else desk.account.secret
    sealed = desk.held.sealer.seal(secret, accounts.seal_place("signature_secret", desk.account.id))
    to = told.get("to")
    line = to.get("number", "none") if isinstance(to, dict) else to or "none"
    phone = line if len(line) < 7 or not line.isdigit() else f"+{line}"
    with desk.uow.write() as tx:
        tx.session.execute(
            update(CarrierAccount).values(
                signature_secret_sealed=sealed,
                sms_signature=signature["algorithm"] if signature else "unsigned",
                **({"api_key": told["api-key"]} if "api-key" in told else {}),
            )
        )
        tx.session.execute(update(Line).values(phone=phone))
    if signature:
        desk.clock.now = datetime.fromtimestamp(int(told["timestamp"]) + 60, UTC)


def replay(desk: Desk, example: str) -> None:
    """Every call of an example is made and answered with 200, then everything due is done."""
    client = desk.app.test_client()
    kind = MANIFEST[example]["kind"]
    for told in calls(example):
        call = without_unknown_signature(told, example)
        body = call["body"].encode()
        if kind in {"message_status", "inbound_message"}:
            route = "status" if kind == "message_status" else "inbound"
            answer = desk.webhook(route, body)
        else:
            path = RECEIPT if kind == "sms_dlr" else INBOUND
            headers = {"Content-Type": call["headers"].get("Content-Type", "")}
            answer = client.open(
                f"{path}?{urlsplit(call['target']).query}",
                method=call["method"],
                data=body,
                headers={name: value for name, value in headers.items() if value},
            )
        assert (answer.status_code, answer.data) == (200, b"")
    desk.fold()
    desk.clock.advance(minutes=5)
    desk.fold()


def sent(desk: Desk, told: dict[str, Any]) -> str:
    """A text of ours that the carrier knows under the id that the example tells."""
    made = desk.press(desk.person())
    desk.after_hold()
    uuid = told.get("messageId") or told.get("message_uuid")
    with desk.uow.write() as tx:
        tx.session.execute(update(Message).values(carrier_uuid=uuid))
    return str(made["id"])


@pytest.mark.parametrize("example", OUTCOMES)
def test_a_payload_has_the_outcome_that_its_source_means(desk: Desk, example: str) -> None:
    outcome = OUTCOMES[example]
    told = said(calls(example)[0])
    message_id = sent(desk, told) if isinstance(outcome, Folded) else None
    prepared(desk, example, told)
    for _ in range(2):  # every webhook may come twice
        replay(desk, example)
    machinery: Machinery = desk.app.extensions[MACHINERY]
    machinery.media.fetch_due()
    with desk.uow.read() as session:
        texts = session.execute(
            select(Message.phone, TimelineItem.text, Message.mark, Media.state)
            .join(TimelineItem, TimelineItem.id == Message.id)
            .outerjoin(MessageMedia, MessageMedia.message_id == Message.id)
            .outerjoin(Media, Media.id == MessageMedia.media_id)
            .where(Message.direction == "in")
        ).all()
        webhooks = session.execute(select(WebhookReceipt.state, WebhookReceipt.note)).all()
        receipts = session.scalars(select(Receipt.id)).all()
        assert session.scalars(select(RefusedWebhook.id)).all() == []
    assert [Shown(*row) for row in texts] == ([outcome] if isinstance(outcome, Shown) else [])
    if isinstance(outcome, Kept):
        assert [tuple(row) for row in webhooks] == [("unreadable", outcome.note)]
    elif isinstance(outcome, Dropped):
        assert webhooks == []
    else:
        assert {row.state for row in webhooks} == {"done"}
    if message_id is not None and isinstance(outcome, Folded):
        shown = desk.get(f"/v1/messages/{message_id}")
        assert Folded(shown["state"], (shown["failure"] or {}).get("code")) == outcome
        assert len(receipts) == 1


def test_every_payload_that_arrives_is_among_them() -> None:
    arriving = {name for name, entry in MANIFEST.items() if entry["kind"] in ARRIVING}
    assert arriving == OUTCOMES.keys() | ELSEWHERE


def test_one_receipt_in_three_ways_is_one_text_delivered(desk: Desk) -> None:
    told = said(calls("d01_dlr_get")[0])
    message_id = sent(desk, told)
    prepared(desk, "d01_dlr_get", told)
    replay(desk, "d01_dlr_get")
    before = desk.get(f"/v1/messages/{message_id}")
    for example in ("d02_dlr_post", "d03_dlr_post_json"):
        replay(desk, example)
    assert desk.get(f"/v1/messages/{message_id}") == before


def test_the_same_message_by_get_and_by_form_is_one(desk: Desk) -> None:
    prepared(desk, "c08_get_minimal", said(calls("c08_get_minimal")[0]))
    for example in ("c08_get_minimal", "c10_post_form_minimal"):
        replay(desk, example)
    with desk.uow.read() as session:
        assert len(session.scalars(select(Message.id)).all()) == 1


def test_what_an_empty_secret_has_signed_is_refused(desk: Desk) -> None:
    (call,) = calls("c19_signed_empty_secret")
    prepared(desk, "c19_signed_empty_secret", said(call))
    answer = desk.app.test_client().post(INBOUND, data=call["body"])
    assert answer.status_code == 401


def test_a_nested_message_of_the_older_version_reads_the_same(desk: Desk) -> None:
    (call,) = calls("f26_v01_whatsapp")
    body = json.loads(call["body"].replace('"whatsapp"', '"sms"'))
    prepared(desk, "f26_v01_whatsapp", body)
    assert desk.webhook("inbound", body).status_code == 200
    desk.fold()
    with desk.uow.read() as session:
        row = session.execute(
            select(Message.phone, TimelineItem.text).join(
                TimelineItem, TimelineItem.id == Message.id
            )
        ).one()
    assert tuple(row) == ("+447700900001", "Hello From Vonage!")


def test_the_claims_of_a_token_as_documented(desk: Desk) -> None:
    told = json.loads((EXAMPLES / "g01_claims_docs.json").read_text(encoding="utf-8"))["payload"]
    body = b"{}"
    desk.clock.now = datetime.fromtimestamp(told["iat"] + 60, UTC)
    claims = {name: told[name] for name in ("iat", "jti", "iss", "application_id")}
    path = "/webhooks/vonage/status"
    headers = desk.signed(body, **claims)
    assert desk.app.test_client().post(path, data=body, headers=headers).status_code == 200
    headers = desk.signed(body, **claims, payload_hash=told["payload_hash"])
    assert desk.app.test_client().post(path, data=body, headers=headers).status_code == 401


def test_the_fields_of_an_example_are_the_same_whichever_way_they_come() -> None:
    by_get, by_form = (calls(name)[0] for name in ("c08_get_minimal", "c10_post_form_minimal"))
    query = urlsplit(by_get["target"]).query
    assert vonage_sms.fields_of(query, b"") == vonage_sms.fields_of("", by_form["body"].encode())
