"""Odoo before 19 refuses a key with status 200: the connection needs another key all the same."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.contract.crms.double import Asked, Said
from tests.contract.crms.doubles.odoo import Odoo18
from tests.integration.linking.conftest import Office
from threadside.crms.odoo import CRM
from threadside.linking import keys
from threadside.linking.problems import NeedsSignIn, Refused
from threadside.linking.transport import Transport
from threadside.linking.values import Ref

TYPED = {"database": "foothill", "login": "ada@example.com", "key": "a-token", "version": "18"}


class Server(Odoo18):
    """Its key can be taken back, at the sign-in or within the database; it can forbid a model."""

    unknown = False

    def rpc(self, asked: Asked) -> Said:
        if self.unknown and asked.body["params"]["service"] == "common":
            return Said(200, {"jsonrpc": "2.0", "id": 1, "result": False})
        return super().rpc(asked)

    rpc.routes = Odoo18.rpc.routes  # type: ignore[attr-defined]


@pytest.fixture
def odoo() -> Iterator[Server]:
    with Server() as opened:
        yield opened


@pytest.fixture
def with_odoo(office: Office) -> Office:
    transport = Transport(loopback=True, read_s=10)
    return replace(office, means=replace(office.means, crms={"odoo": CRM}, transport=transport))


def link(office: Office, odoo: Server) -> str:
    address = odoo.base_url.removesuffix(odoo.suffix)
    return keys.link(office.means, office.admin, "odoo", address, TYPED)


def ask(office: Office, connection_id: str, ref: Ref) -> None:
    CRM.record(office.open(connection_id, patience_s=10.0), ref)


@pytest.mark.parametrize("unknown", [True, False], ids=["no such user", "access denied"])
def test_a_key_that_was_taken_back_needs_a_new_one(
    with_odoo: Office, odoo: Server, unknown: bool
) -> None:
    ada = odoo.person("Ada", "Lovelace", "(415) 555-2671")
    connection_id = link(with_odoo, odoo)
    ask(with_odoo, connection_id, ada)
    odoo.unknown = unknown
    odoo.always = None if unknown else odoo.signed_out
    with pytest.raises(NeedsSignIn, match="key_refused"):
        ask(with_odoo, connection_id, ada)
    found = with_odoo.connection(connection_id)
    assert (found.state, found.reason) == ("needs_sign_in", "key_refused")
    asked = len(odoo.asked)
    with pytest.raises(NeedsSignIn, match="key_refused"):
        ask(with_odoo, connection_id, ada)
    assert len(odoo.asked) == asked, "it is not asked again"
    odoo.unknown, odoo.always = False, None
    assert link(with_odoo, odoo) == connection_id
    ask(with_odoo, connection_id, ada)
    assert with_odoo.connection(connection_id).state == "live"


def test_a_key_that_is_none_is_not_linked(with_odoo: Office, odoo: Server) -> None:
    odoo.unknown = True
    with pytest.raises(NeedsSignIn, match="token_refused"):
        link(with_odoo, odoo)
    assert "crm.linked" not in with_odoo.recorded()


def test_what_a_user_may_not_read_ends_no_sign_in(with_odoo: Office, odoo: Server) -> None:
    ada = odoo.person("Ada", "Lovelace", "(415) 555-2671")
    connection_id = link(with_odoo, odoo)
    odoo.always = odoo._fault("odoo.exceptions.AccessError")
    with pytest.raises(Refused):
        ask(with_odoo, connection_id, ada)
    assert with_odoo.connection(connection_id).state == "live"
