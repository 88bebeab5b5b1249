"""Which fields mean what: decided by an admin, in force with the next reading."""

import pytest

from tests.integration.crm.made_up import ANNA, Office
from threadside.crm import mapping
from threadside.errors import Invalid, NotFound
from threadside.ids import new_id
from threadside.linking.values import Field, Mapped

FIELDS = (Field("order_no", "Order"), Field("mobile", "Mobile", "phone"))


def change(office: Office, wanted: Mapped, connection_id: str = "") -> None:
    with office.desk.uow.write() as tx:
        id_ = connection_id or office.connection.id
        mapping.change(tx, office.desk.workspace.id, id_, wanted, FIELDS)


def test_it_is_in_force_with_the_next_reading(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA, fields={"order_no": "A-17"})
    office.opened("1")
    change(office, Mapped(values={"order": "order_no"}, shown=("order_no",)))
    context = office.beside("1")["context"]
    assert context["state"] == "stale"
    assert ("Order", "A-17") in [(f["label"], f["value"]) for f in context["fields"]]
    assert office.beside("1")["values"]["order"] == "A-17"
    assert office.refresh("1")["context"]["state"] == "fresh"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Mapped(phones=("fax",)), "unknown_field"),
        (Mapped(values={"first_name": "order_no"}), "bad_merge_name"),
        (Mapped(values={"rep.name": "order_no"}), "bad_merge_name"),
        (Mapped(values={"Order No": "order_no"}), "bad_merge_name"),
        (Mapped(shown=("order_no",) * 41), "too_many_fields"),
    ],
)
def test_what_makes_no_sense_is_refused(office: Office, wanted: Mapped, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        change(office, wanted)
    assert refused.value.code == code


def test_a_connection_of_nobody_is_not_there(office: Office) -> None:
    with pytest.raises(NotFound):
        change(office, Mapped(), new_id())


def test_a_preferred_name_is_how_they_are_spoken_to(office: Office) -> None:
    office.set(mapping={"preferred_name": "nick"})
    office.contact("1", "Margaret Hill", ANNA, first_name="Margaret", fields={"nick": "Maggie"})
    context = office.refresh("1")["context"]
    assert {each["name"]: each["value"] for each in context["values"]}["first_name"] == "Maggie"
    assert ("Goes by", "Maggie") in {(each["label"], each["value"]) for each in context["fields"]}
    who = office.beside("1")["people"][0]["id"]
    assert office.person(who).first_name == "Maggie"
    office.change("1", fields={"nick": ""})
    office.desk.clock.advance(minutes=5)
    context = office.refresh("1")["context"]
    assert {each["name"]: each["value"] for each in context["values"]}["first_name"] == "Margaret"
    assert office.person(who).first_name == "Margaret"
