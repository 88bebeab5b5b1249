"""Webhooks of the SMS API: whichever way they come, signed by any of its algorithms."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.integration.desk import ANNA, Account, Desk, OpenDesk
from tests.integration.webhooks.sms_api import (
    INBOUND,
    RECEIPT,
    arrives,
    call,
    fields,
    receipt_fields,
    sign_by,
    signed,
)
from threadside.ids import new_id
from threadside.sending import accounts
from threadside.store.tables import CarrierAccount, RefusedWebhook, WebhookReceipt

WAYS = ("get", "form", "json", "bare")
ALGORITHMS = ("md5hash", "md5", "sha1", "sha256", "sha512")
WRONG = "another secret of thirty-two byt"


def kept(desk: Desk) -> list[tuple[str, str, str | None]]:
    """Kind, state and note of every webhook that was stored."""
    with desk.uow.read() as session:
        rows = session.scalars(select(WebhookReceipt).order_by(WebhookReceipt.id))
        return [(row.kind, row.state, row.note) for row in rows]


def refused(desk: Desk) -> list[str]:
    """Why requests were refused, oldest first."""
    with desk.uow.read() as session:
        return list(session.scalars(select(RefusedWebhook.reason).order_by(RefusedWebhook.id)))


def texts(desk: Desk, person: Any) -> list[str]:
    """The words on a person's timeline."""
    return [item["text"] for item in desk.timeline(person) if item["kind"] == "message"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_text_arrives_in_each_way_and_by_each_algorithm(
    desk: Desk, way: str, algorithm: str
) -> None:
    anna = desk.person()
    found = signed(desk, fields("Zoë & I = 2 +1 🏠"), algorithm)
    assert call(desk, INBOUND, found, way) == 200
    desk.fold()
    assert texts(desk, anna) == ["Zoë & I = 2 +1 🏠"]


def test_the_same_text_in_another_way_is_one_text(desk: Desk) -> None:
    anna = desk.person()
    found = signed(desk, fields("ok"))
    for way in WAYS:
        assert call(desk, INBOUND, found, way) == 200
    desk.fold()
    assert texts(desk, anna) == ["ok"]


@pytest.mark.parametrize("upper", [True, False])
def test_the_signature_s_case_does_not_matter(desk: Desk, upper: bool) -> None:
    found = signed(desk, fields("ok"))
    sig = found["sig"].upper() if upper else found["sig"].lower()
    assert call(desk, INBOUND, {**found, "sig": sig}) == 200


def test_an_account_is_found_by_its_secret_when_no_key_is_told(
    desk: Desk, open_desk: OpenDesk
) -> None:
    open_desk()
    other = Account(desk.open_account().id, desk.account.api_key, desk.account.secret)
    found = signed(desk, fields("ok"), account=other, api_key=None)
    assert call(desk, INBOUND, found) == 200
    assert [row[0] for row in kept(desk)] == ["sms_inbound"]


@pytest.mark.parametrize("changed", ["text", "msisdn", "to", "messageId", "timestamp", "api-key"])
def test_what_was_changed_on_the_way_is_refused(desk: Desk, changed: str) -> None:
    found = signed(desk, fields("ok"))
    assert call(desk, INBOUND, {**found, changed: "17205550177"}) == 401
    assert refused(desk) == ["unknown_account" if changed == "api-key" else "signature"]
    assert kept(desk) == []


def test_another_secret_is_refused(desk: Desk) -> None:
    forged = Account(desk.account.id, desk.account.api_key, WRONG)
    assert call(desk, INBOUND, signed(desk, fields("ok"), account=forged)) == 401


@pytest.mark.parametrize("sig", ["0", "é" * 32, "\x00", "a" * 50_000, "\ud800"])
def test_odd_signatures_are_refused_and_break_nothing(desk: Desk, sig: str) -> None:
    assert call(desk, INBOUND, {**signed(desk, fields("ok")), "sig": sig}) == 401


def test_no_signature_is_a_500_so_that_vonage_tries_again(desk: Desk) -> None:
    assert call(desk, INBOUND, fields("ok")) == 500
    assert call(desk, INBOUND, {**fields("ok"), "api-key": desk.account.api_key}, "get") == 500
    assert refused(desk) == ["unsigned", "unsigned"]


def test_an_account_can_do_without_signatures_but_not_with_wrong_ones(desk: Desk) -> None:
    sign_by(desk, "unsigned")
    anna = desk.person()
    assert call(desk, INBOUND, fields("ok"), "get") == 200
    assert call(desk, INBOUND, {**fields("no"), "sig": "0" * 32}) == 401
    desk.fold()
    assert texts(desk, anna) == ["ok"]


def test_of_several_accounts_without_signatures_the_one_with_the_line_is_meant(
    desk: Desk, open_desk: OpenDesk
) -> None:
    other = open_desk()
    for each in (desk, other):
        sign_by(each, "unsigned")
    with other.uow.write() as tx:
        tx.session.get_one(type(other.line), other.line.id).phone = "+18505550111"
    anna = desk.person()
    assert call(desk, INBOUND, fields("ok")) == 200
    assert call(desk, INBOUND, fields("whose?", to="19995550100")) == 401
    desk.fold()
    assert texts(desk, anna) == ["ok"]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_an_account_may_take_one_algorithm_only(desk: Desk, algorithm: str) -> None:
    sign_by(desk, "sha256")
    expected = 200 if algorithm == "sha256" else 401
    assert call(desk, INBOUND, signed(desk, fields("ok"), algorithm)) == expected


@pytest.mark.parametrize(
    ("age", "status"),
    [(0, 200), (-59, 200), (-61, 401), (72 * 3600, 200), (74 * 3600, 401)],
)
def test_a_signature_is_good_while_vonage_retries_and_clocks_may_differ_by_a_minute(
    desk: Desk, age: int, status: int
) -> None:
    stamp = str(int(desk.clock().timestamp()) - age)
    assert call(desk, INBOUND, signed(desk, fields("ok"), timestamp=stamp)) == status


@pytest.mark.parametrize("stamp", [None, "", "soon", "-1", "٣٤", "9" * 400])
def test_a_signature_without_a_time_is_refused(desk: Desk, stamp: str | None) -> None:
    assert call(desk, INBOUND, signed(desk, fields("ok"), timestamp=stamp)) == 401
    assert refused(desk) == ["no_issue_time"]


@pytest.mark.parametrize("way", ["sms", "messages"])
def test_while_the_secret_is_changed_the_old_and_the_new_one_hold(desk: Desk, way: str) -> None:
    def works(secret: str) -> bool:
        by = Account(desk.account.id, desk.account.api_key, secret)
        if way == "messages":
            return desk.webhook("status", b"{}", account=by).status_code == 200
        return call(desk, INBOUND, signed(desk, fields(new_id()), account=by)) == 200

    old, new = desk.account.secret, "the new secret of thirty-two byt"
    assert [works(old), works(new)] == [True, False]
    with desk.uow.write() as tx:
        row = tx.session.get_one(CarrierAccount, desk.account.id)
        accounts.change_secret(tx, desk.held.sealer, row, new)
    assert [works(old), works(new)] == [True, True]
    with desk.uow.write() as tx:
        accounts.end_change(tx, tx.session.get_one(CarrierAccount, desk.account.id))
    assert works(new)
    assert not works(WRONG)
    assert not works(old)


@pytest.mark.parametrize("way", ["get", "form", "json", "bare"])
@pytest.mark.parametrize("path", [INBOUND, RECEIPT])
def test_a_call_that_only_asks_whether_somebody_is_there_is_answered(
    desk: Desk, way: str, path: str
) -> None:
    assert call(desk, path, b"" if way in {"json", "bare"} else {}, way) == 200
    assert (kept(desk), refused(desk)) == ([], [])


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ({"type": "binary", "data": "EA06", "udh": "0605040B8423F0"}, "not_a_text"),
        ({"type": "wappush"}, "not_a_text"),
        ({"messageId": ""}, "fields"),
        ({"messageId": "m" * 5_000}, "fields"),
        ({"msisdn": "\x00"}, "fields"),
        ({"msisdn": "9" * 5_000}, "fields"),
    ],
)
def test_what_can_not_be_read_is_kept_for_people(
    desk: Desk, more: dict[str, Any], note: str
) -> None:
    found = fields("Binary message", **more)
    for _ in range(2):
        assert call(desk, INBOUND, signed(desk, found)) == 200
    desk.fold()
    assert [row[2] for row in kept(desk)] == [note]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nul \x00 byte", "nul  byte"),
        ("\u202egnp.exe\u202c", "\u202egnp.exe\u202c"),
        ("a" * 30_000, "a" * 30_000),
        ("<br />&amp;", "<br />&amp;"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("way", ["form", "json"])
def test_odd_texts_do_no_harm(desk: Desk, text: str, shown: str, way: str) -> None:
    anna = desk.person()
    arrives(desk, fields(text, keyword="X"), way)
    desk.fold()
    assert texts(desk, anna) == [shown]


def test_half_a_pair_is_shown_as_a_question_mark(desk: Desk) -> None:
    anna = desk.person()
    arrives(desk, fields("half \ud83d of a pair", keyword="X"))
    desk.fold()
    assert texts(desk, anna) == ["half ? of a pair"]


@pytest.mark.parametrize("sender", ["72345", "AMAZON", "911"])
def test_short_codes_and_names_are_shown_and_can_not_be_texted(desk: Desk, sender: str) -> None:
    arrives(desk, fields("Your code is 1234", sender))
    desk.fold()
    thread = desk.get("/v1/unread")["threads"][0]
    assert thread["phone"] == sender
    body = desk.wish(None, phone=sender) | {"person": thread["person"]["id"]}
    assert desk.ask("POST", "/v1/messages", body).status_code == 422


def test_a_text_to_a_line_that_is_not_ours_is_kept(desk: Desk) -> None:
    arrives(desk, fields("Hello?", to="19995550100"))
    desk.fold()
    assert kept(desk) == [("sms_inbound", "unmatched", "unknown_line")]


def sent(desk: Desk) -> str:
    """A text that the carrier has accepted."""
    made = desk.press(desk.person())
    desk.after_hold()
    return str(made["id"])


@pytest.mark.parametrize(
    ("status", "code", "state", "reason"),
    [
        ("delivered", "0", "delivered", None),
        ("delivered", "6", "delivered", None),
        ("accepted", None, "submitted", None),
        ("buffered", "0", "submitted", None),
        ("expired", "0", "undelivered", "carrier_expired"),
        ("failed", "6", "undelivered", "content"),
        ("failed", "12", "undelivered", "bad_number"),
        ("rejected", "9", "rejected", "opted_out"),
        ("failed", "4711", "undelivered", "unknown"),
        ("unknown", "1", "submitted", None),
        ("teleported", "1", "submitted", None),
    ],
)
@pytest.mark.parametrize("found_by", ["client-ref", "messageId"])
def test_a_receipt_is_folded_into_its_text(
    desk: Desk, *, status: str, code: str | None, state: str, reason: str | None, found_by: str
) -> None:
    message_id = sent(desk)
    name = message_id if found_by == "client-ref" else desk.message(message_id).carrier_uuid
    found = receipt_fields(status, **{found_by: name})
    if code is None:
        del found["err-code"]
    else:
        found["err-code"] = code
    assert call(desk, RECEIPT, signed(desk, found), "form") == 200
    desk.fold()
    shown = desk.get(f"/v1/messages/{message_id}")
    assert (shown["state"], (shown["failure"] or {}).get("code")) == (state, reason)


def test_a_receipt_for_a_text_that_is_not_ours_is_kept(desk: Desk) -> None:
    assert call(desk, RECEIPT, signed(desk, receipt_fields("delivered")), "get") == 200
    desk.fold()
    assert kept(desk) == [("sms_receipt", "unmatched", "unknown_text")]


@pytest.mark.parametrize("status", ["", None, "s" * 5_000])
def test_a_receipt_that_says_nothing_is_kept(desk: Desk, status: str | None) -> None:
    found = receipt_fields("delivered") | {"status": status or ""}
    assert call(desk, RECEIPT, signed(desk, found)) == 200
    assert kept(desk) == [("sms_receipt", "unreadable", "fields")]


def test_stop_by_the_sms_api_opts_out(desk: Desk) -> None:
    anna = desk.person()
    arrives(desk, fields("STOP"))
    desk.fold()
    refusal = desk.ask("POST", "/v1/messages", desk.wish(anna, phone=ANNA))
    assert (refusal.status_code, refusal.json["verdict"]["code"]) == (409, "opted_out")
