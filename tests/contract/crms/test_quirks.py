"""What is one CRM's alone, against its double."""

import json
from typing import Any

import pytest

from tests.contract.crms.direct import Direct
from tests.contract.crms.double import HOOK_SECRET, HOOK_URL, Asked, Double, Said, entry
from tests.contract.crms.doubles.hubspot import HubSpotDouble
from tests.contract.crms.doubles.pipedrive import PipedriveDouble
from tests.contract.crms.doubles.salesforce import SalesforceDouble
from tests.contract.crms.doubles.zoho import ZohoDouble
from tests.contract.crms.world import E164, NATIONAL
from threadside.linking.problems import Gone, Refused, Throttled
from threadside.linking.values import Mapped, Ref, RemotePhone


def instead(double: Double, part: str, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers requests whose path or query has this part so."""
    real = double.answer

    def answer(asked: Asked) -> Said:
        return said if part in f"{asked.path} {asked.query}" else real(asked)

    monkeypatch.setattr(double, "answer", answer)


class TestHubSpot:
    def test_a_deleted_owner_has_an_id_and_no_name(self) -> None:
        with HubSpotDouble() as double:
            ada = double.person("Ada", "Lovelace")
            owner = double.crm.record(Direct(double), ada).owner
            assert owner is not None
            assert (owner.id, owner.name, owner.email) == (
                "77",
                "Grace Hopper",
                "grace@acme.example",
            )
            double.records[ada].owner = "78"
            owner = double.crm.record(Direct(double), ada).owner
            assert owner is not None
            assert (owner.id, owner.name) == ("78", "")

    def test_a_mapped_number_is_searched_as_it_was_typed(self) -> None:
        with HubSpotDouble() as double:
            api = Direct(double, Mapped(phones=("phone", "whatsapp", "second", "third", "fourth")))
            assert list(double.crm.by_phone(api, E164, NATIONAL)) == []
            (search,) = [each for each in double.asked if each.path.endswith("/search")]
            groups = [each["filters"][0] for each in search.body["filterGroups"]]
            assert len(groups) == 5
            assert {each["value"] for each in groups} == {E164, NATIONAL}

    def test_an_entry_names_its_deal(self) -> None:
        with HubSpotDouble() as double:
            ada, deal = double.person("Ada", "L"), double.group("deal", "Engine")
            written = double.crm.write(Direct(double), entry(ada, "tsx-1", about=deal))
            assert double.entries[written].about == deal.id


class TestSalesforce:
    def test_a_field_that_the_user_may_not_see(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with SalesforceDouble() as double:
            ada = double.person("Ada", "Lovelace", "+14155552670", "+14155552671")
            said = Said(400, double.shape("invalid_field"))
            instead(double, "HomePhone", said, monkeypatch)
            read = double.crm.record(Direct(double), ada)
            assert (read.name, [phone.raw for phone in read.phones]) == (
                "Ada Lovelace",
                ["+14155552671"],
            )
            assert [each.ref for each in double.crm.by_phone(Direct(double), E164, NATIONAL)] == [
                ada
            ]

    def test_a_number_that_the_index_does_not_know(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with SalesforceDouble() as double:
            ada = double.person("Ada", "Lovelace", "ext. (415) 555/26-71")
            double.person("Bob", "Byron", "(415) 555-2672")
            instead(double, "/search", Said(200, double.shape("search")), monkeypatch)
            assert [each.ref for each in double.crm.by_phone(Direct(double), E164, NATIONAL)] == [
                ada
            ]

    def test_leads_that_the_user_may_not_see(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with SalesforceDouble() as double:
            _, cursor = double.crm.changed_since(Direct(double), None)
            ada = double.person("Ada", "Lovelace", "+14155552671")
            instead(double, "Lead", Said(400, double.shape("malformed")), monkeypatch)
            found = double.crm.by_phone(Direct(double), E164, NATIONAL)
            assert [each.ref for each in found] == [ada]
            assert double.crm.crawl(Direct(double), "lead:").cursor is None
            told, _ = double.crm.changed_since(Direct(double), cursor)
            assert [each.ref for each in told] == [ada]

    def test_a_converted_lead_is_its_contact(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with SalesforceDouble() as double:
            lead, ada = double.person("Ada", "L", kind="lead"), double.person("Ada", "L")
            row = {"Id": lead.id, "Name": "Ada L", "ConvertedContactId": ada.id[:15]}
            said = Said(200, double.shape("query") | {"records": [row]})
            instead(double, "queryAll", said, monkeypatch)
            with pytest.raises(Gone) as gone:
                double.crm.record(Direct(double), lead)
            assert gone.value.into == ada

    def test_fifteen_characters_are_enough(self) -> None:
        with SalesforceDouble() as double:
            ada = double.person("Ada", "Lovelace")
            read = double.crm.record(Direct(double), Ref("contact", ada.id[:15]))
            assert read.ref == ada
            assert read.url == f"{double.base_url}/lightning/r/Contact/{ada.id}/view"

    def test_too_many_requests_are_a_403(self) -> None:
        with SalesforceDouble() as double:
            ada = double.person("Ada", "Lovelace")
            double.always = Said(403, double.shape("rate_limit"))
            with pytest.raises(Refused):
                double.crm.record(Direct(double), ada)
            double.always = double.too_fast
            with pytest.raises(Throttled):
                double.crm.record(Direct(double), ada)

    def test_changes_come_in_pages_and_none_is_missed(self) -> None:
        with SalesforceDouble() as double:
            double.person("Ada", "Lovelace")
            _, cursor = double.crm.changed_since(Direct(double), None)
            people = {double.person("P", str(each)) for each in range(250)}
            for ref in people:
                double.records[ref].at = double.touch(ref).at
            seen: set[Ref] = set()
            for _ in range(3):
                told, cursor = double.crm.changed_since(Direct(double), cursor)
                seen |= {each.ref for each in told}
            assert seen == people
            for nonsense in (
                "",
                "x",
                "[]",
                '{"contact": 7}',
                json.dumps({"contact": ["x'", "y'"]}),
            ):
                told, _ = double.crm.changed_since(Direct(double), nonsense)
                assert list(told) == []

    def test_a_name_that_was_mapped_is_no_part_of_a_query(self) -> None:
        with SalesforceDouble() as double:
            ada = double.person("Ada", "Lovelace", "+14155552671")
            api = Direct(double, Mapped(zone="Id FROM User --", phones=("Phone)", "MobilePhone")))
            assert double.crm.record(api, ada).name == "Ada Lovelace"
            assert double.crm.by_phone(api, E164, NATIONAL)
            assert all("User" not in each.query.get("q", "") for each in double.asked)


class TestPipedrive:
    def test_a_lead_is_about_its_person(self) -> None:
        with PipedriveDouble() as double:
            ada = double.person("Ada", "Lovelace", "+14155552671")
            lead = double.group("lead", "Engine", (ada, "", True))
            (member,) = double.crm.people(Direct(double), lead)
            assert (member.record.ref, member.primary) == (ada, True)
            written = double.crm.write(Direct(double), entry(lead, "tsx-1"))
            assert double.entries[written].who == ada
            assert double.crm.find(Direct(double), entry(lead, "tsx-1")) == written

    def test_a_company_without_a_type_for_texts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with PipedriveDouble() as double:
            ada = double.person("Ada", "Lovelace")
            types = double.shape("activity_types")
            types[1]["active_flag"] = False
            instead(double, "/activityTypes", Said(200, {"data": types}), monkeypatch)
            with pytest.raises(Refused):
                double.crm.write(Direct(double), entry(ada, "tsx-1"))
            (tried,) = [each for each in double.asked if each.method == "POST"]
            assert tried.body["type"] == "task"

    def test_an_option_that_says_it_has_to_be_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with PipedriveDouble() as double:
            ada = double.person("Ada", "Lovelace")
            field: dict[str, Any] = double.shape("fields")[2]
            field["options"] = [{"id": 31, "label": "Welcome"}]
            instead(double, "/personFields/", Said(200, {"data": field}), monkeypatch)
            with pytest.raises(Refused):
                double.crm.set_opt_out(Direct(double), ada, RemotePhone(E164), True)
            double.crm.set_opt_out(Direct(double), ada, RemotePhone(E164), False)

    def test_webhooks_are_asked_for_once(self) -> None:
        with PipedriveDouble() as double:
            for _ in range(2):
                double.crm.watch(Direct(double), HOOK_URL, HOOK_SECRET)
            assert [each["event_object"] for each in double.hooks] == [
                "person", "organization", "deal", "lead",
            ]  # fmt: skip


class TestZoho:
    def test_leads_that_the_user_may_not_see(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with ZohoDouble() as double:
            ada = double.person("Ada", "Lovelace", "+14155552671")
            no = Said(403, {"code": "NO_PERMISSION", "message": "permission denied"})
            instead(double, "/Leads", no, monkeypatch)
            found = double.crm.by_phone(Direct(double), E164, NATIONAL)
            assert [each.ref for each in found] == [ada]

    def test_a_converted_lead_is_its_contact(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with ZohoDouble() as double:
            lead, ada = double.person("Ada", "L", kind="lead"), double.person("Ada", "L")
            row = {"id": lead.id, "$converted": True, "$converted_detail": {"contact": ada.id}}
            instead(double, "/Leads/", Said(200, {"data": [row]}), monkeypatch)
            with pytest.raises(Gone) as gone:
                double.crm.record(Direct(double), lead)
            assert gone.value.into == ada

    def test_a_2xx_that_says_no(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with ZohoDouble() as double:
            ada = double.person("Ada", "Lovelace")
            said = Said(202, {"data": [double.shape("mandatory")]})
            instead(double, "/Notes", said, monkeypatch)
            with pytest.raises(Refused) as refused:
                double.crm.write(Direct(double), entry(ada, "tsx-1"))
            assert refused.value.detail == "required field not found"

    def test_a_page_of_its_data_center(self) -> None:
        with ZohoDouble() as double:
            deal = double.group("deal", "Engine")
            url = double.crm.record(Direct(double), deal).url
            assert url == f"https://crm.zoho.com/crm/org7001/tab/Potentials/{deal.id}"

    def test_a_watch_says_when_it_lapses(self) -> None:
        with ZohoDouble() as double:
            hook = double.crm.watch(Direct(double), HOOK_URL, HOOK_SECRET)
            assert hook is not None
            assert hook.expires_at is not None
            assert hook.expires_at.isoformat() == "2026-11-03T09:00:00+00:00"
