"""What goes on with a person in the CRM: open deals and late tickets on the card."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.integration.crm.made_up import ANNA, MadeUp, Office
from tests.integration.desk import Desk
from threadside.crm import linked
from threadside.linking.problems import Garbled, Unavailable
from threadside.linking.values import Member, Ref, Related

ANNA_REF = Ref("contact", "1")
ROOF = Related(
    "deal", "9", "Roof", "Qualified", "1200.00", "USD", date(2026, 12, 1),
    datetime(2026, 3, 1, 9, tzinfo=UTC), "https://acme.example/d/9",
)  # fmt: skip
LEAK = Related("ticket", "5", "Leak", "Waiting on us", url="https://acme.example/t/5")


@pytest.fixture
def office(desk: Desk) -> Iterator[Office]:
    made = Office(desk, MadeUp(), threads=1)
    made.contact("1", "Anna Fern\u00e1ndez", ANNA)
    made.holds.related[ANNA_REF] = [ROOF, LEAK]
    yield made
    made.lookups.close(wait=True)


def settled(office: Office) -> None:
    """What was on its way has come: with one thread, whatever is asked next waits for it."""
    with office.desk.uow.read() as session:
        link = linked.by_id(session, office.connection.id)
    assert link is not None
    office.lookups.together([(link, lambda: True)], 10)


def opened(office: Office, id_: str = "1", type_: str = "contact") -> Any:
    """The card, once all that it shows was read."""
    office.refresh(id_, type_)
    settled(office)
    return office.beside(id_, type_)["context"]


def titles(card: Any) -> list[str]:
    return [each["title"] for each in card["related"]]


def test_deals_and_tickets_are_on_the_card_with_their_age(office: Office) -> None:
    deal, ticket = opened(office)["related"]
    assert (deal["kind"], deal["title"], deal["stage"]) == ("deal", "Roof", "Qualified")
    assert (deal["amount"], deal["currency"], deal["closes_on"]) == ("1200.00", "USD", "2026-12-01")
    assert deal["url"] == "https://acme.example/d/9"
    assert deal["at"] == office.desk.clock().isoformat(timespec="milliseconds").replace(
        "+00:00", "Z"
    )
    assert (ticket["kind"], ticket["title"], ticket["amount"]) == ("ticket", "Leak", "")


def test_who_looks_at_it_is_told_when_they_are_there_and_once(office: Office) -> None:
    office.refresh("1")
    settled(office)
    before = office.desk.head()
    office.desk.clock.advance(minutes=1)
    opened(office)
    assert office.desk.events(before) == []
    office.holds.related[ANNA_REF] = [LEAK]
    office.desk.clock.advance(minutes=1)
    assert titles(opened(office)) == ["Leak"]
    (told,) = [each.payload for each in office.desk.events(before)]
    assert (told["type"], told["record"]) == ("record", office.key("1"))


@pytest.mark.parametrize("problem", [Unavailable("slow"), Garbled("not_json"), KeyError("x")])
def test_an_error_there_never_empties_the_card(office: Office, problem: Exception) -> None:
    opened(office)
    office.holds.related[ANNA_REF] = problem
    office.desk.clock.advance(hours=1)
    card = opened(office)
    assert card["state"] == "fresh"
    assert titles(card) == ["Roof", "Leak"]
    assert {each["at"] for each in card["related"]} < {card["fetched_at"]} | {
        each["at"] for each in card["related"]
    }


def test_a_crm_without_it_says_nothing(office: Office) -> None:
    office.contact("2", "Ben Ito", "+13035550177")
    assert opened(office, "2")["related"] == []


def test_what_is_old_is_shown_at_once_and_read_again(office: Office) -> None:
    opened(office)
    office.desk.clock.advance(hours=3)
    card = office.beside("1")["context"]
    assert (card["state"], titles(card)) == ("stale", ["Roof", "Leak"])


def test_it_is_not_asked_again_and_again(office: Office) -> None:
    for _ in range(3):
        opened(office)
        office.desk.clock.advance(seconds=8)
    assert office.holds.asked.count("related 1") == 1


def test_on_a_deal_the_others_of_its_person_are_shown(office: Office) -> None:
    shed = Related("deal", "10", "Shed", "Won soon")
    office.holds.related[ANNA_REF] = [ROOF, shed]
    office.deal("9", "Roof", Member(office.holds.records[ANNA_REF], primary=True))
    assert titles(opened(office, "9", "deal")) == ["Shed"]


def test_a_deal_that_changed_is_shown_as_it_is_now(office: Office) -> None:
    opened(office)
    office.holds.related[ANNA_REF] = [LEAK]
    office.desk.clock.advance(minutes=1)
    assert office.hook([["k1", "changed", "deal", "9"]]).status_code == 200
    office.desk.fold()
    office.reader.work_due()
    assert titles(office.beside("1")["context"]) == ["Leak"]


def test_all_of_it_is_bounded_and_leads_to_the_crm_alone(office: Office) -> None:
    office.holds.related[ANNA_REF] = [
        Related("deal", str(each), "<b>" + "x" * 5000, "s" * 999, "1e99", "dollars", url=url)
        for each, url in enumerate([
            "https://evil.example/d/1", "http://acme.example/d/1", "javascript:alert(1)",
            "https://acme.example@evil.example/", *["https://acme.example/d/2"] * 50,
        ])
    ]  # fmt: skip
    found = opened(office)["related"]
    assert [each["url"] for each in found] == [None] * 4 + ["https://acme.example/d/2"]
    assert {len(each["title"]) for each in found} == {200}
    assert {(each["amount"], each["currency"]) for each in found} == {("", "")}
