"""Webhooks that prove themselves by a password or a token of ours: Pipedrive's and Zoho's."""

import base64
import json
from typing import Any

import pytest

from threadside.crms.pipedrive import CRM as PIPEDRIVE
from threadside.crms.zoho import CRM as ZOHO
from threadside.crms.zoho.notices import channel
from threadside.linking.port import Request
from threadside.linking.problems import Forged, Garbled
from threadside.linking.values import Ref

SECRET = "0123456789" * 6
URL = "https://texts.example/h"


def basic(body: bytes, user: str = "threadside", password: str = SECRET) -> Request:
    """As Pipedrive calls: RFC 7617."""
    access = base64.b64encode(f"{user}:{password}".encode()).decode()
    return Request("POST", URL, {"authorization": f"Basic {access}"}, body)


def meta(**said: Any) -> bytes:
    """A body of version 2."""
    known = {
        "action": "change", "entity": "person", "entity_id": "7", "host": "acme.pipedrive.com",
        "timestamp": "2026-11-02T09:00:00.000Z", "correlation_id": "c-1", "attempt": 1,
    }  # fmt: skip
    return json.dumps({"meta": known | said, "data": {}, "previous": {}}).encode()


def test_pipedrive_tells_again_with_the_same_key() -> None:
    (once,) = PIPEDRIVE.changes(basic(meta()), SECRET, "")
    (again,) = PIPEDRIVE.changes(basic(meta(attempt=3)), SECRET, "")
    (other,) = PIPEDRIVE.changes(basic(meta(correlation_id="c-2")), SECRET, "")
    assert once == again
    assert other.key != once.key
    assert (once.kind, once.ref, once.account) == ("changed", Ref("contact", "7"), "acme")


def test_pipedrive_tells_a_merge_as_a_deletion() -> None:
    (change,) = PIPEDRIVE.changes(basic(meta(action="delete", merged_to_id="9")), SECRET, "")
    assert (change.kind, change.into) == ("merged", Ref("contact", "9"))
    (change,) = PIPEDRIVE.changes(basic(meta(action="delete")), SECRET, "")
    assert (change.kind, change.into) == ("deleted", None)


def test_pipedrive_wants_the_password() -> None:
    bearer = Request("POST", URL, {"authorization": f"Bearer {SECRET}"}, meta())
    for forged in (basic(meta(), user="admin"), basic(meta(), password=""), bearer):
        with pytest.raises(Forged):
            PIPEDRIVE.changes(forged, SECRET, "")
    with pytest.raises(Forged):
        PIPEDRIVE.changes(basic(meta(), password=""), "", "")


def notice(**said: Any) -> Request:
    """As Zoho calls."""
    known = {
        "server_time": 1793609400000, "module": "Contacts", "ids": ["4876876000000333001"],
        "operation": "update", "channel_id": "1000000068001", "token": SECRET[:50],
    }  # fmt: skip
    return Request("POST", URL, {}, json.dumps(known | said).encode())


def test_zoho_tells_of_every_id() -> None:
    changes = ZOHO.changes(notice(ids=["1", "2", None, {}], operation="delete"), SECRET, "")
    assert [(each.kind, each.ref) for each in changes] == [
        ("deleted", Ref("contact", "1")), ("deleted", Ref("contact", "2")),
    ]  # fmt: skip
    assert len({each.key for each in changes}) == 2
    assert list(ZOHO.changes(notice(module="Products"), SECRET, "")) == []


def test_zoho_wants_the_token_back() -> None:
    for forged in (notice(token=""), notice(token=SECRET[:49]), notice(token=None)):
        with pytest.raises(Forged):
            ZOHO.changes(forged, SECRET, "")
    with pytest.raises(Forged):
        ZOHO.changes(notice(token=""), "", "")


def test_a_channel_is_its_address_s_own() -> None:
    assert channel(URL) == channel(URL) != channel(f"{URL}?x")
    assert 0 < channel(URL) < 2**53


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b"null", b"{}", b"[" * 50_000, b"\xff"])
def test_bodies_that_are_none(body: bytes) -> None:
    with pytest.raises(Garbled):
        PIPEDRIVE.changes(basic(body), SECRET, "")
    with pytest.raises((Forged, Garbled)):
        ZOHO.changes(Request("POST", URL, {}, body), SECRET, "")
