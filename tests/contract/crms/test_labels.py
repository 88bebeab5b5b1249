"""What stands in a field with options is read in the words that people see in the CRM."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from tests.contract.crms.direct import Direct
from tests.contract.crms.double import Asked, Double, Said
from tests.contract.crms.doubles.attio import AttioDouble
from tests.contract.crms.doubles.dynamics import DynamicsDouble
from tests.contract.crms.doubles.hubspot import HubSpotDouble
from tests.contract.crms.doubles.odoo import Odoo18, Odoo19
from tests.contract.crms.doubles.pipedrive import PipedriveDouble
from tests.contract.crms.doubles.salesforce import SalesforceDouble
from tests.contract.crms.doubles.twenty import TwentyDouble
from tests.contract.crms.doubles.zendesk import ZendeskDouble
from tests.contract.crms.doubles.zoho import ZohoDouble
from threadside.linking.reading import dig
from threadside.linking.values import Mapped, Ref

_SET = "8c1b1518b4531717c676029a45911c340390a699"
_FORMATTED = "@OData.Community.Display.V1.FormattedValue"
CHOSEN: list[tuple[type[Double], str, Mapping[str, Any], str]] = [
    (HubSpotDouble, "plan", {"plan": "gold_12"}, "Gold, yearly"),
    (HubSpotDouble, "plan", {"plan": "gold_12;opt_3"}, "Gold, yearly, Parking"),
    (HubSpotDouble, "plan", {"plan": "was_deleted"}, "was_deleted"),
    (PipedriveDouble, _SET, {_SET: [41, 42]}, "Sailing, Golf, indoors"),
    (PipedriveDouble, _SET, {_SET: 41}, "Sailing"),
    (ZohoDouble, "Needs", {"Needs": ["A car", "A loan"]}, "A car, A loan"),
    (SalesforceDouble, "LeadSource", {"LeadSource": "Referral"}, "Empfehlung"),
    (SalesforceDouble, "Needs__c", {"Needs__c": "LOAN;CAR_1"}, "A loan, A car"),
    (Odoo18, "x_plan", {"x_plan": "gold"}, "Gold, yearly"),
    (Odoo19, "x_plan", {"x_plan": "silver"}, "Silver"),
    (Odoo18, "user_id", {}, "Grace Hopper"),
    (DynamicsDouble, "new_plan", {"new_plan": 3, f"new_plan{_FORMATTED}": "Gold"}, "Gold"),
    (ZendeskDouble, "user_fields.plan", {"plan": "gold_plan"}, "Gold, yearly"),
    (TwentyDouble, "needs", {"needs": ["LOAN", "CAR_1"]}, "A loan, A car"),
]


@contextmanager
def chosen(
    kind: type[Double], name: str, values: Mapping[str, Any]
) -> Iterator[tuple[Double, Direct, Ref]]:
    """A double with somebody who has these values, and a card that shows the field."""
    with kind() as double:
        ada = double.person("Ada", "Lovelace", "+14155552671")
        double.records[ada].chosen = dict(values)
        mapping = Mapped(opt_out=double.mapping.opt_out, shown=(name,), values={"plan": name})
        yield double, Direct(double, mapping), ada


@pytest.mark.parametrize(("kind", "name", "values", "shown"), CHOSEN)
def test_a_chosen_value_is_read_by_its_label(
    kind: type[Double], name: str, values: Mapping[str, Any], shown: str
) -> None:
    with chosen(kind, name, values) as (double, api, ada):
        record = double.crm.record(api, ada)
        assert record.fields[name] == shown
        assert shown in [fact.value for fact in record.facts]


def test_of_a_list_of_people_labels_are_asked_for_once() -> None:
    with chosen(HubSpotDouble, "plan", {"plan": "opt_3"}) as (double, api, ada):
        for _ in range(3):
            assert double.crm.record(api, ada).fields["plan"] == "Parking"
        batch = double.crm.crawl(api, None)
        assert [each.fields["plan"] for each in batch.records] == ["Parking"]
        asked = [each for each in double.asked if "/properties/" in each.path]
        assert len(asked) == 1


@pytest.mark.parametrize("no", [403, 404, 429, 500])
def test_a_record_is_read_where_its_labels_can_t_be(
    no: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chosen(HubSpotDouble, "plan", {"plan": "opt_3"}) as (double, api, ada):
        monkeypatch.setattr(double, "described", lambda _: Said(no, {}))
        record = double.crm.record(api, ada)
        assert (record.name, record.fields["plan"]) == ("Ada Lovelace", "opt_3")


def test_a_renamed_stage_of_hubspot_is_shown_as_it_is_called_now() -> None:
    with chosen(HubSpotDouble, "plan", {"lifecyclestage": "customer"}) as (double, api, ada):
        assert [each.value for each in double.crm.record(api, ada).facts] == ["Customer"]
        deal = double.group("deal", "Engine", (ada, "", True))
        facts = {each.label: each.value for each in double.crm.record(api, deal).facts}
        assert facts["Stage"] == "Qualified to buy"


def test_an_option_s_label_may_say_that_somebody_opted_out() -> None:
    with HubSpotDouble() as double:
        ada = double.person("Ada", "Lovelace")
        double.records[ada].chosen = {"plan": "opt_9"}
        api = Direct(double, Mapped(opt_out="plan"))
        assert not double.crm.record(api, ada).opted_out
        shape = double.shape("properties")["results"]
        plan = next(each for each in shape if each["name"] == "plan")
        plan["options"] = [{"label": "Opted out", "value": "opt_9"}]
        double.described = lambda _: Said(200, {"results": [plan]})  # type: ignore[method-assign]
        assert double.crm.record(Direct(double, Mapped(opt_out="plan")), ada).opted_out


@pytest.mark.parametrize(
    ("kind", "stage"),
    [(TwentyDouble, "New"), (AttioDouble, "In Progress"), (SalesforceDouble, "Interessent")],
)
def test_a_deal_s_stage_is_in_the_crm_s_words(kind: type[Double], stage: str) -> None:
    with kind() as double:
        ada = double.person("Ada", "Lovelace")
        double.group("deal", "Engine", (ada, "", True))
        (deal,) = double.crm.related(Direct(double), ada) or ()
        assert (deal.stage, deal.amount.partition(".")[0], deal.title) == (stage, "1200", "Engine")


@pytest.mark.parametrize(
    ("kind", "closed", "open_"),
    [
        (TwentyDouble, ["CUSTOMER", "CLOSED_LOST"], ["PROPOSAL", "ALMOST_CUSTOMERS_ONE"]),
        (AttioDouble, ["Won 🎉", "Closed - lost"], ["Lead", "Wonder"]),
    ],
)
def test_a_deal_is_closed_by_what_its_stage_is_called(
    kind: type[Double], closed: list[str], open_: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with kind() as double:
        ada = double.person("Ada", "Lovelace")
        deals = {double.group("deal", each, (ada, "", True)).id: each for each in closed + open_}
        real = double.answer

        def answer(asked: Asked) -> Said:
            said = real(asked)
            for each in _deals(said.body):
                name = deals[each["id"]["record_id"] if kind is AttioDouble else each["id"]]
                if kind is AttioDouble:
                    each["values"]["stage"][0]["status"]["title"] = name
                else:
                    each["stage"] = name
            return said

        monkeypatch.setattr(double, "answer", answer)
        found = double.crm.related(Direct(double), ada) or ()
        assert {each.title for each in found} == set(open_)


def _deals(body: Any) -> list[dict[str, Any]]:
    data = body.get("data") if isinstance(body, dict) else None
    found = data if isinstance(data, list) else dig(data, "opportunities")
    return [each for each in found or () if "stage" in each or "stage" in each.get("values", {})]
