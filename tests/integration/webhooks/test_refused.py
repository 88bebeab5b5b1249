"""Requests that are not, or not provably, from the carrier (V-5)."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.integration.desk import Account, Desk, inbound_body
from threadside.store.tables import RefusedWebhook, RefusedWebhookCount, WebhookReceipt
from threadside.webhooks.intake import LARGEST
from threadside.webhooks.refused import REFUSED_BYTES, REFUSED_KEPT

BODY = json.dumps(inbound_body("Hello")).encode()


def call(desk: Desk, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer."""
    answer = desk.app.test_client().post("/webhooks/vonage/inbound", data=body, headers=headers)
    return answer.status_code


def refused(desk: Desk) -> list[RefusedWebhook]:
    """What was kept of refused requests, oldest first."""
    with desk.uow.read() as session:
        assert session.scalar(select(func.count()).select_from(WebhookReceipt)) == 0
        return list(session.scalars(select(RefusedWebhook).order_by(RefusedWebhook.id)))


def test_a_body_that_was_changed_on_the_way_is_refused(desk: Desk) -> None:
    assert call(desk, BODY + b" ", desk.signed(BODY)) == 401
    (kept,) = refused(desk)
    assert (kept.reason, kept.path) == ("payload_hash", "/webhooks/vonage/inbound")


def test_no_signature_at_all_is_a_500_so_that_vonage_sends_it_again_signed(desk: Desk) -> None:
    assert call(desk, BODY, {"Content-Type": "application/json"}) == 500
    assert [kept.reason for kept in refused(desk)] == ["unsigned"]


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"age": 25 * 3600 - 60}, 200),
        ({"age": 25 * 3600 + 60}, 401),
        ({"age": -30}, 200),
        ({"age": -3600}, 401),
    ],
)
def test_a_token_is_good_for_the_day_that_vonage_retries(
    desk: Desk, claims: dict[str, int], status: int
) -> None:
    headers = desk.signed(BODY, iat=int(desk.clock().timestamp()) - claims["age"])
    assert call(desk, BODY, headers) == status


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iat": None}, "no_issue_time"),
        ({"iat": "now"}, "no_issue_time"),
        ({"payload_hash": ""}, "payload_hash"),
        ({"payload_hash": None}, "payload_hash"),
        ({"api_key": "unknown"}, "unknown_account"),
        ({"api_key": "nul\x00"}, "unknown_account"),
        ({"api_key": None}, "unknown_account"),
    ],
)
def test_tokens_with_odd_claims_are_refused(
    desk: Desk, claims: dict[str, Any], reason: str
) -> None:
    assert call(desk, BODY, desk.signed(BODY, **claims)) == 401
    assert [kept.reason for kept in refused(desk)] == [reason]


def test_another_secret_is_refused(desk: Desk) -> None:
    forged = Account(desk.account.id, desk.account.api_key, "another secret of thirty-two byt")
    assert call(desk, BODY, desk.signed(BODY, forged)) == 401
    assert [kept.reason for kept in refused(desk)] == ["signature"]


@pytest.mark.parametrize(
    "authorization",
    [
        "Bearer a.b.c",
        "Bearer ..",
        "Bearer a.W10.c",
        "Bearer a.eyJhcGlfa2V5IjoiXHVkODNkIn0.c",
        "Bearer é.é.é",
        "Bearer a." + "W1tb" * 1500 + ".c",
        "Basic YTpi",
        "Bearer",
        "",
    ],
)
def test_unreadable_tokens_are_refused_and_break_nothing(desk: Desk, authorization: str) -> None:
    assert call(desk, BODY, {"Authorization": authorization}) in {401, 500}
    (kept,) = refused(desk)
    assert kept.reason in {"unsigned", "unreadable_token", "unknown_account"}


def test_a_token_without_a_signature_algorithm_is_refused(desk: Desk) -> None:
    _, claims, _ = desk.signed(BODY)["Authorization"].removeprefix("Bearer ").split(".")
    none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
    assert call(desk, BODY, {"Authorization": f"Bearer {none}.{claims}."}) == 401


def test_the_last_hundred_refused_requests_are_kept_cut_short(desk: Desk) -> None:
    for number in range(REFUSED_KEPT + 5):
        body = f"{number} ".encode() + b"x" * 5_000
        assert call(desk, body, {}) == 500
    kept = refused(desk)
    assert len(kept) == REFUSED_KEPT
    assert kept[0].body.startswith("5 ")
    assert all(len(one.body) <= REFUSED_BYTES for one in kept)


def test_what_a_refused_request_says_does_no_harm(desk: Desk) -> None:
    assert call(desk, b"\x00\xff\xed\xa0\x80" * 10, {}) == 500
    assert len(refused(desk)) == 1


def totals(desk: Desk) -> dict[str, int]:
    """How many requests were refused, by reason."""
    with desk.uow.read() as session:
        rows = session.execute(select(RefusedWebhookCount.reason, RefusedWebhookCount.count))
        return {reason: count for reason, count in rows}  # noqa: C416 - a result is no mapping


def test_every_refused_request_is_counted_by_its_reason(desk: Desk) -> None:
    for _ in range(REFUSED_KEPT + 5):
        call(desk, b"{}", {})
    call(desk, BODY + b" ", desk.signed(BODY))
    assert totals(desk) == {"unsigned": REFUSED_KEPT + 5, "payload_hash": 1}


ROUTES = ("inbound", "status", "sms/inbound", "sms/receipt")


@pytest.mark.parametrize("route", ROUTES)
def test_a_huge_body_is_refused_and_its_beginning_kept(desk: Desk, route: str) -> None:
    body = b"msisdn=17205550142&text=" + b"x" * LARGEST
    answer = desk.app.test_client().post(f"/webhooks/vonage/{route}", data=body)
    assert answer.status_code == 413
    (kept,) = refused(desk)
    assert (kept.reason, len(kept.body)) == ("too_large", REFUSED_BYTES)
    assert kept.body.startswith("msisdn=")


@pytest.mark.parametrize(
    "body",
    [
        b"Hello World",
        b"{malformed]",
        b"[]",
        b"[" * 50_000,
        b"\x00\xff\xfe\xed\xa0\x80",
        b"<xml/>",
        b'{"unknown": 1}',
        b"&".join(b"msisdn=1" for _ in range(500)),
    ],
)
@pytest.mark.parametrize("route", ["sms/inbound", "sms/receipt"])
def test_what_is_no_webhook_of_the_sms_api_is_answered_for_good_and_kept(
    desk: Desk, route: str, body: bytes
) -> None:
    answer = desk.app.test_client().post(f"/webhooks/vonage/{route}", data=body)
    assert answer.status_code == 400
    assert len(refused(desk)) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"msisdn": {"nested": []}, "to": ["17205550100"], "messageId": 7, "sig": "0" * 32},
        {"sig": None, "text": None, "messageId": True},
        {"sig": {"a": 1}, "api-key": ["x"]},
        {"api-key": "\ud83d\x00", "sig": "x"},
        {"api-key": "k" * 100_000, "sig": "x"},
    ],
)
@pytest.mark.parametrize("route", ["sms/inbound", "sms/receipt"])
def test_fields_of_the_wrong_types_are_refused_and_break_nothing(
    desk: Desk, route: str, fields: dict[str, Any]
) -> None:
    raw = json.dumps(fields).encode()
    answer = desk.app.test_client().post(f"/webhooks/vonage/{route}", data=raw)
    assert answer.status_code == (401 if fields["sig"] else 500)
    assert len(refused(desk)) == 1


def test_a_signed_token_with_an_absurd_time_is_refused(desk: Desk) -> None:
    assert call(desk, BODY, desk.signed(BODY, iat=10**400)) == 401
    assert [kept.reason for kept in refused(desk)] == ["age"]


def test_a_time_as_long_as_a_book_is_stored(desk: Desk) -> None:
    body = {"message_uuid": "u", "status": "delivered", "timestamp": "9" * 100_000}
    assert desk.webhook("status", body).status_code == 200
