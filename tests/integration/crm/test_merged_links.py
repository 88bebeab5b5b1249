"""A record that was merged: its card and its texts lead to the one that took its place."""

from collections.abc import Iterator

import pytest

from tests.integration.crm.ledger import ACCOUNT, Ledger, LedgerCrm, NoApi
from tests.integration.crm.logged import Logged
from tests.integration.crm.made_up import ANNA, Office
from tests.integration.desk import Desk
from threadside.contracts.common import RecordRef
from threadside.crm import reading
from threadside.crm.asking import Crms
from threadside.crm.lookup import Lookups
from threadside.linking.values import Ref
from threadside.store.tables import Person

SEVEN = RecordRef(crm="ledger", account=ACCOUNT, type="contact", id="7")


@pytest.fixture
def lookups(desk: Desk, ledger: Ledger) -> Iterator[Lookups]:
    made = Lookups(desk.uow, Crms({"ledger": LedgerCrm(ledger)}, lambda _connection: NoApi()))
    yield made
    made.close(wait=True)


def test_its_card_leads_to_the_one_that_took_its_place(office: Office) -> None:
    for id_ in ("1", "2", "3"):
        office.contact(id_, "Anna Fernández", ANNA)
    assert office.opened("1")["context"]["url"] == "https://acme.example/c/1"
    office.desk.clock.advance(minutes=1)
    office.holds.gone[Ref("contact", "1")] = Ref("contact", "2")
    context = office.refresh("1")["context"]
    assert (context["state"], context["url"]) == ("merged", "https://acme.example/c/2")
    office.desk.clock.advance(minutes=1)
    office.holds.gone[Ref("contact", "2")] = Ref("contact", "3")
    office.refresh("2")
    context = office.beside("1")["context"]
    assert context["merged_into"] == office.key("3")
    assert context["url"] == "https://acme.example/c/3"


def test_one_whose_heir_was_deleted_leads_nowhere(office: Office) -> None:
    for id_ in ("1", "2"):
        office.contact(id_, "Anna Fernández", ANNA)
    office.opened("1")
    office.desk.clock.advance(minutes=1)
    office.holds.gone[Ref("contact", "1")] = Ref("contact", "2")
    office.refresh("1")
    office.desk.clock.advance(minutes=1)
    del office.holds.records[Ref("contact", "2")]
    office.refresh("2")
    context = office.beside("1")["context"]
    assert (context["state"], context["url"]) == ("merged", None)


def test_its_texts_lead_there_whoever_notices_it_first(
    logged: Logged, desk: Desk, ledger: Ledger, lookups: Lookups
) -> None:
    anna = desk.person()
    logged.contact(anna)
    lookups.refresh(desk.workspace.id, SEVEN, 5.0)
    desk.says("Hello")
    logged.write()
    assert links(desk, anna) == ["https://ledger.example/7"]
    ledger.merged = {Ref("contact", "7"): Ref("contact", "9")}
    desk.says("Still me")
    logged.write()
    assert reading.read_due(lookups), "the writer has noticed it; nobody has opened the record"
    logged.write()
    assert links(desk, anna) == ["https://ledger.example/9"] * 2
    assert len(ledger.on("9")) == 2
    assert not ledger.on("7")


def links(desk: Desk, anna: Person) -> list[str]:
    items = desk.timeline(anna)
    return [item["crm"]["url"] for item in items if item["kind"] == "message"]
