"""Where each CRM's API is, by what an admin types; a key stands where the CRM wants it."""

import json

import pytest

from threadside.crms import known
from threadside.linking.problems import Garbled


@pytest.mark.parametrize(
    ("crm", "typed", "fields", "place"),
    [
        ("odoo", "https://acme.odoo.com/odoo/contacts", {"version": "18"}, "https://acme.odoo.com/jsonrpc"),
        ("odoo", "http://10.0.0.7:8069", {"version": "17.0+e"}, "http://10.0.0.7:8069/jsonrpc"),
        ("odoo", "https://acme.odoo.com", {"version": "saas~19.1"}, "https://acme.odoo.com/json/2"),
        ("odoo", "https://acme.odoo.com", {"version": "20"}, "https://acme.odoo.com/json/2"),
        ("espocrm", "https://crm.acme.example/espo", {}, "https://crm.acme.example/espo"),
        ("espocrm", "https://crm.acme.example/api/v1", {}, "https://crm.acme.example"),
        ("twenty", "https://crm.acme.example:3000", {}, "https://crm.acme.example:3000"),
        ("twenty", "https://acme.twenty.com/objects/people", {}, "https://api.twenty.com"),
        ("dynamics", "acme.crm4.dynamics.com", {}, "https://acme.crm4.dynamics.com"),
        ("zendesk", "acme.zendesk.com", {}, "https://acme.zendesk.com"),
    ],
)  # fmt: skip
def test_an_address(crm: str, typed: str, fields: dict[str, str], place: str) -> None:
    assert known()[crm].base_url(None, fields, typed) == place


@pytest.mark.parametrize(
    ("crm", "typed"),
    [
        ("dynamics", "acme.example"), ("dynamics", "evildynamics.com"),
        ("dynamics", "acme.dynamics.com.evil.example"), ("zendesk", "user@acme.zendesk.com"),
        ("zendesk", "acme.zendesk.com:8443"), ("zendesk", "zendesk.com.evil.example"),
    ],
)  # fmt: skip
def test_a_token_is_sent_to_no_stranger(crm: str, typed: str) -> None:
    with pytest.raises(Garbled):
        known()[crm].base_url(None, {}, typed)


TYPED = {"version": "18", "database": "acme", "login": "ada@acme.example", "key": "k-1"}


def test_odoo_takes_the_key_within_each_call_before_19() -> None:
    odoo, secret = known()["odoo"], json.dumps(TYPED)
    login = {
        "params": {"service": "common", "method": "authenticate", "args": [None, None, None, {}]}
    }
    call = {"params": {"service": "object", "args": [None, 2, None, "res.partner", "read"]}}
    assert odoo.enclosed(secret, login)["params"]["args"] == [
        "acme", "ada@acme.example", "k-1", {},
    ]  # fmt: skip
    assert odoo.enclosed(secret, call)["params"]["args"] == [
        "acme",
        2,
        "k-1",
        "res.partner",
        "read",
    ]
    assert login["params"]["args"][2] is None, "what was asked is not changed"


def test_odoo_takes_it_in_a_header_from_19_on() -> None:
    odoo, secret = known()["odoo"], json.dumps(TYPED)
    assert odoo.signed(secret) == {"Authorization": "Bearer k-1", "X-Odoo-Database": "acme"}
    body = {"ids": [7], "vals": {"body": "x"}}
    assert odoo.enclosed(secret, body) == body


def test_twenty_signs_with_the_key_of_what_was_typed() -> None:
    typed = json.dumps({"workspace": "acme.twenty.com", "key": "k-2"})
    assert known()["twenty"].signed(typed) == {"Authorization": "Bearer k-2"}
