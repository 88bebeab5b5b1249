"""Odoo has two APIs: `test_adapters.py` asks the one up to 18, this the one from 19 on; and what is
Odoo's own."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.crms.direct import Direct
from tests.contract.crms.double import Asked, Double, Said
from tests.contract.crms.doubles.odoo import Odoo18, Odoo19
from tests.contract.crms.suite import Contract
from threadside.crms.odoo import CRM
from threadside.linking.problems import CrmProblem, Garbled, NeedsSignIn
from threadside.linking.values import Ref


@pytest.fixture
def double() -> Iterator[Double]:
    with Odoo19() as opened:
        yield opened


class TestOdoo19(Contract):
    """See `suite.py`."""


class Extended(Odoo18):
    """With a company, a lead that is nobody's, an action, and sign-ins that fail."""

    signed_in = True

    def _row(self, found: Any) -> dict[str, Any]:
        row = super()._row(found)
        if found.first == "Acme":
            row["is_company"] = True
        if found.ref.type == "lead" and found.first == "Engine":
            row |= {"contact_name": "Charles Babbage", "phone": "(415) 555-2671"}
            row["phone_sanitized"] = "+14155552671"
        return row

    def rpc(self, asked: Asked) -> Said:
        if asked.body["params"]["service"] == "common" and not self.signed_in:
            return Said(200, {"jsonrpc": "2.0", "id": 1, "result": False})
        return super().rpc(asked)

    rpc.routes = Odoo18.rpc.routes  # type: ignore[attr-defined]

    def do_search_read(self, model: str, ids: list[int], **named: Any) -> Any:
        if model == "ir.actions.act_window":
            number = named["domain"][0][2]
            return [{"id": number, "res_model": "crm.lead"}] if number == 212 else []
        return super().do_search_read(model, ids, **named)


@pytest.fixture
def odoo() -> Iterator[Extended]:
    with Extended() as opened:
        yield opened


def test_an_action_says_of_what_its_records_are(odoo: Extended) -> None:
    assert CRM.model_of_action(Direct(odoo), "212") == "lead"
    assert CRM.model_of_action(Direct(odoo), "213") is None


def test_a_company_is_itself_before_its_people(odoo: Extended) -> None:
    acme = odoo.person("Acme", "", "+14155550100")
    members = CRM.people(Direct(odoo), acme)
    assert (members[0].record.ref, members[0].primary) == (acme, True)


def test_a_lead_without_a_partner_is_somebody(odoo: Extended) -> None:
    lead = odoo.group("lead", "Engine")
    (member,) = CRM.people(Direct(odoo), lead)
    assert (member.record.ref, member.record.name) == (lead, "Charles Babbage")
    assert lead in [each.ref for each in CRM.by_phone(Direct(odoo), "+14155552671", "4155552671")]


def test_crm_need_not_be_installed(odoo: Extended, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = odoo.person("Ada", "Lovelace", "(415) 555-2671")
    cursor = CRM.changed_since(Direct(odoo), None)[1]
    monkeypatch.setattr(odoo, "living", _contacts_alone(odoo))
    assert [each.ref for each in CRM.by_phone(Direct(odoo), "+14155552671", "4155552671")] == [ada]
    odoo.touch(ada)
    assert [each.ref for each in CRM.changed_since(Direct(odoo), cursor)[0]] == [ada]


def test_a_wrong_key_is_no_user(odoo: Extended) -> None:
    odoo.signed_in = False
    with pytest.raises(NeedsSignIn):
        CRM.record(Direct(odoo), Ref("contact", "7"))


def test_19_s_address_of_an_18_is_a_page(odoo: Extended) -> None:
    odoo.suffix = "/json/2"
    with pytest.raises(Garbled):
        CRM.record(Direct(odoo), Ref("contact", "7"))


@pytest.mark.parametrize("name", ["psycopg2.errors.SerializationFailure", "", None, 7])
def test_what_went_wrong_within_is_a_problem(odoo: Extended, name: Any) -> None:
    fault = odoo.shape("fault")
    fault["error"]["data"]["name"] = name
    odoo.always = Said(200, fault)
    with pytest.raises(CrmProblem):
        CRM.record(Direct(odoo), Ref("contact", "7"))


def _contacts_alone(odoo: Odoo18) -> Any:
    from tests.contract.crms.doubles.odoo import OdooError

    real = odoo.living

    def living(*kinds: Any) -> Any:
        if "lead" in kinds:
            raise OdooError("builtins.KeyError")
        return real(*kinds)

    return living
