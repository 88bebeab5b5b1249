"""Webhooks are proved as each CRM says they are; these proofs were made with `openssl dgst`."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from threadside.crms import known
from threadside.linking.port import Request
from threadside.linking.problems import Forged
from threadside.linking.values import Ref

URL = "https://texts.example/hooks"
ESPO_SECRET = json.dumps({"65aa": ["Contact.update", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"]})
ESPO_BODY = b'[{"id":"65b1c2d3e4f5a6b7c","phoneNumber":"+14155552671"}]'
ESPO_PROOF = "73236211703af42d02dbd00eae0017a468a0ce6706b10578055729f309074d7d"
TWENTY_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TWENTY = Request(
    "POST",
    URL,
    {
        "x-twenty-webhook-timestamp": "1793610000000",
        "x-twenty-webhook-signature": (
            "645ec12876be3c82c2806937d20695e9946439a47870f6724ee2c292178dffcd"
        ),
    },
    b'{"eventName":"person.updated","record":{"id":"20202020-0000-4000-8000-000000000009"},'
    b'"eventDate":"2026-11-02T09:00:01.000Z"}',
    at=TWENTY_AT,
)
CLOSE_KEY = "5f1e" * 8
CLOSE = Request(
    "POST",
    URL,
    {
        "close-sig-timestamp": "1793610000",
        "close-sig-hash": "577a006453ef8021609774fbbcc8ae526c899f9d489823fc9a9110b380d1b9ac",
    },
    b'{"event":{"id":"ev_1","object_type":"contact","action":"updated","object_id":"cont_1"}}',
)
ATTIO_SECRET = json.dumps({"secret": "attio-secret", "people": "people-id"})
ATTIO = Request(
    "POST",
    URL,
    {"attio-signature": "9bb2bc78dbcbb2bc9245edf475940182386505363f19c7ab80308933007ba180"},
    b'{"events":[{"event_type":"record.merged","id":{"object_id":"people-id","record_id":"new"},'
    b'"duplicate_record_id":"old"}]}',
)
ZENDESK = Request(
    "POST",
    URL,
    {
        "x-zendesk-webhook-signature": "M5qJ1UHQcAJnhit9nPC5W1z1ZdJTK4m5Ce99plOrjQQ=",
        "x-zendesk-webhook-signature-timestamp": "2021-03-25T05:09:27Z",
    },
    b'{"type":"zen:event-type:user.active_changed","id":"2b24ef10",'
    b'"detail":{"id":"6596848315901"},"event":{"current":false}}',
)


def espo(name: str, proof: bytes) -> Request:
    return Request("POST", URL, {name: base64.b64encode(b"65aa:" + proof).decode()}, ESPO_BODY)


@pytest.mark.parametrize(
    "request_",
    [espo("signature", ESPO_PROOF.encode()), espo("x-signature", bytes.fromhex(ESPO_PROOF))],
)
def test_espocrm_signs_in_hexadecimal_and_before_11_in_bytes(request_: Request) -> None:
    (change,) = known()["espocrm"].changes(request_, ESPO_SECRET, "")
    assert (change.kind, change.ref) == ("changed", Ref("contact", "65b1c2d3e4f5a6b7c"))


SIGNED = [
    ("espocrm", espo("signature", ESPO_PROOF.encode()), ESPO_SECRET),
    ("twenty", TWENTY, "twenty-secret"),
    ("close", CLOSE, CLOSE_KEY),
    ("attio", ATTIO, ATTIO_SECRET),
    ("zendesk", ZENDESK, "zendesk-secret"),
]


@pytest.mark.parametrize(("crm", "request_", "secret"), SIGNED)
def test_one_byte_more_is_forged(crm: str, request_: Request, secret: str) -> None:
    (change,) = known()[crm].changes(request_, secret, "")
    assert change.ref.type == "contact"
    with pytest.raises(Forged):
        known()[crm].changes(replace(request_, body=request_.body + b" "), secret, "")


@pytest.mark.parametrize(("crm", "request_", "_secret"), SIGNED)
@pytest.mark.parametrize("secret", ["", "{}", "null", '{"65aa": 7}', "zz", "[]"])
def test_without_its_secret_all_is_forged(
    crm: str, request_: Request, _secret: str, secret: str
) -> None:
    with pytest.raises(Forged):
        known()[crm].changes(request_, secret, "")


def test_twenty_is_believed_for_five_minutes() -> None:
    late = replace(TWENTY, at=TWENTY_AT + timedelta(minutes=6))
    with pytest.raises(Forged):
        known()["twenty"].changes(late, "twenty-secret", "")


def test_attio_tells_what_a_merged_person_became() -> None:
    (change,) = known()["attio"].changes(ATTIO, ATTIO_SECRET, "")
    assert change.kind == "merged"
    assert (change.ref, change.into) == (Ref("contact", "old"), Ref("contact", "new"))


def test_zendesk_tells_of_a_user_that_was_made_inactive() -> None:
    (change,) = known()["zendesk"].changes(ZENDESK, "zendesk-secret", "")
    assert (change.kind, change.ref) == ("deleted", Ref("contact", "6596848315901"))
