"""HubSpot's signatures, on the examples that HubSpot published, and what its events tell."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from threadside.crms.hubspot import CRM
from threadside.linking.port import Request
from threadside.linking.problems import Forged, Garbled
from threadside.linking.values import Ref

SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
URL = "https://www.example.com/webhook_uri"
# legacydocs.hubspot.com/docs/faq/v1-request-validation
V1 = Request(
    "POST", URL,
    {"x-hubspot-signature": "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de",
     "x-hubspot-signature-version": "v1"},
    b'[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,'
    b'"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM",'
    b'"changeFlag":"NEW","appId":54321}]',
)  # fmt: skip
# legacydocs.hubspot.com/docs/faq/v2-request-validation
V2 = Request(
    "POST", URL,
    {"x-hubspot-signature": "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900",
     "x-hubspot-signature-version": "v2"},
    b'{"example_field":"example_value"}',
)  # fmt: skip
V2_GET = replace(
    V2, method="GET", body=b"",
    headers={**V2.headers, "x-hubspot-signature":
             "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e"},
)  # fmt: skip
# github.com/HubSpot/hubspot-api-python, tests/spec/utils/test_signature.py
V3 = Request(
    "POST", URL,
    {"x-hubspot-signature-v3": "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=",
     "x-hubspot-request-timestamp": "1693657560000"},
    b"{'example_field':'example_value'}",
    datetime.fromtimestamp(1693657560, UTC),
)  # fmt: skip


def told(request: Request, secret: str = SECRET) -> Any:
    """The changes, or what is wrong with the body once the signature holds."""
    try:
        return CRM.changes(request, "", secret)
    except Garbled as problem:
        return problem


def signed(*events: dict[str, Any]) -> Request:
    """A request of version 1 with these events."""
    body = json.dumps(events).encode()
    proof = hashlib.sha256(SECRET.encode() + body).hexdigest()
    return Request("POST", URL, {"x-hubspot-signature": proof}, body)


def test_the_published_examples_hold() -> None:
    (change,) = told(V1)
    assert (change.kind, change.ref, change.account) == ("changed", Ref("contact", "123"), "62515")
    for example in (V2, V2_GET, V3):
        assert isinstance(told(example), Garbled)


@pytest.mark.parametrize("example", [V1, V2, V2_GET, V3], ids=["v1", "v2", "v2 GET", "v3"])
def test_nothing_else_does(example: Request) -> None:
    for forged in (
        replace(example, body=example.body + b" "),
        replace(example, headers={}),
        replace(example, headers=dict.fromkeys(example.headers, "é")),
    ):
        with pytest.raises(Forged):
            told(forged)
    for secret in ("", "zzzzzzzz"):
        with pytest.raises(Forged):
            told(example, secret)


@pytest.mark.parametrize("example", [V2, V3], ids=["v2", "v3"])
def test_the_address_and_the_method_are_signed(example: Request) -> None:
    for forged in (replace(example, url=f"{URL}?x=1"), replace(example, method="PUT")):
        with pytest.raises(Forged):
            told(forged)


def test_the_third_version_ages() -> None:
    assert V3.at is not None
    assert isinstance(told(replace(V3, at=V3.at + timedelta(minutes=4, seconds=59))), Garbled)
    for at in (V3.at + timedelta(minutes=5, seconds=1), V3.at - timedelta(hours=1), None):
        with pytest.raises(Forged) as forged:
            told(replace(V3, at=at))
        assert forged.value.code == "stale"
    for stamp in ("", "x", "9" * 400, "²"):
        late = replace(V3, headers={**V3.headers, "x-hubspot-request-timestamp": stamp})
        with pytest.raises(Forged):
            told(late)


def test_a_merge_names_everybody_who_became_somebody_else() -> None:
    event = {
        "eventId": 5, "portalId": 1, "occurredAt": 1793609400000, "objectId": 12,
        "subscriptionType": "contact.merge", "primaryObjectId": 10, "mergedObjectIds": [11, 10],
        "newObjectId": 12,
    }  # fmt: skip
    changes = told(signed(event))
    into = Ref("contact", "12")
    assert [(each.kind, each.ref.id, each.into) for each in changes] == [
        ("merged", "11", into), ("merged", "10", into), ("changed", "12", None),
    ]  # fmt: skip
    assert len({each.key for each in changes}) == 3


def test_deletions_generic_objects_and_what_is_not_for_us() -> None:
    said = [
        ("contact.privacyDeletion", "", 1), ("object.creation", "0-3", 2),
        ("object.creation", "2-118", 3), ("conversation.newMessage", "", 4),
        ("contact.propertyChange", "", {"x": 1}),
    ]  # fmt: skip
    changes = told(
        signed(
            *(
                {
                    "eventId": each,
                    "subscriptionType": what,
                    "objectTypeId": kind,
                    "objectId": number,
                }
                for each, (what, kind, number) in enumerate(said)
            )
        )
    )
    assert [(each.kind, each.ref) for each in changes] == [
        ("deleted", Ref("contact", "1")), ("changed", Ref("deal", "2")),
    ]  # fmt: skip


def test_an_import_tells_of_a_record_once() -> None:
    event = {"portalId": 1, "occurredAt": 1, "subscriptionType": "contact.propertyChange"}
    changes = told(signed(*({**event, "eventId": each, "objectId": 7} for each in range(100))))
    assert len(changes) == 1


@pytest.mark.parametrize("body", [b"", b"x", b"{}", b"null", b'"[]"', b"[" * 50_000, b"\xff"])
def test_a_signed_body_that_is_no_list(body: bytes) -> None:
    proof = hashlib.sha256(SECRET.encode() + body).hexdigest()
    assert isinstance(told(Request("POST", URL, {"x-hubspot-signature": proof}, body)), Garbled)
