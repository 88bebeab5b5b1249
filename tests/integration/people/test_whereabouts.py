"""Where somebody is, as they told a colleague: it decides whose night it is."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.integration.desk import ANNA, BEN, Desk
from threadside.store.tables import AuditEntry, AuditPayload, Person

NIGHT_IN_DENVER = datetime(2026, 3, 3, 4, 30, tzinfo=UTC)  # 9:30 PM there, 6:30 PM in Hawaii
TOLL_FREE = "+18005550123"


def said(desk: Desk, person: Person | None = None, **where: Any) -> TestResponse:
    """A rep takes down where Anna is, or whom else they name."""
    about: dict[str, Any] = {"phone": ANNA, "person": person and person.id}
    return desk.ask("POST", "/v1/whereabouts", {**about, **where})


def verdict(desk: Desk, person: Person | None, phone: str = ANNA) -> Any:
    asked = {"phone": phone, "line": desk.line.id}
    return desk.get("/v1/verdict", **asked, **({"person": person.id} if person else {}))


def clocks(found: Any) -> list[str]:
    return [
        each["words"]
        for reason in found["reasons"]
        for each in reason["evidence"]
        if each["kind"] == "local_time"
    ]


def test_what_they_say_goes_before_the_area_code(desk: Desk) -> None:
    """Q-4, and section 2.3: the zone that they confirmed goes first."""
    desk.policy(quiet_hours="on")
    anna = desk.person()
    desk.clock.now = NIGHT_IN_DENVER
    assert verdict(desk, anna)["code"] == "quiet_hours"
    assert clocks(verdict(desk, anna)) == ["9:30 PM in Denver, by the area code"]
    assert said(desk, anna, state="HI").status_code == 204
    assert verdict(desk, anna)["state"] == "go"


def test_said_again_the_later_holds(desk: Desk) -> None:
    desk.policy(quiet_hours="on")
    anna = desk.person(state="HI")
    desk.clock.now = NIGHT_IN_DENVER
    said(desk, anna, state="Hawaii")
    said(desk, anna, state="Colorado")
    assert clocks(verdict(desk, anna)) == ["9:30 PM in Denver, as they told us"]


def test_of_a_state_with_two_clocks_both_count_until_one_is_said(desk: Desk) -> None:
    """Q-3: every candidate zone has to be open."""
    desk.policy(quiet_hours="on")
    anna = desk.person()
    desk.clock.now = datetime(2026, 3, 3, 1, 30, tzinfo=UTC)  # 8:30 PM in Miami, 7:30 in Pensacola
    said(desk, anna, state="FL")
    assert len(clocks(verdict(desk, anna))) == 2
    said(desk, anna, state="FL", zone="America/Chicago")
    assert verdict(desk, anna)["state"] == "go"


def test_a_number_without_a_place_can_be_texted_once_they_said_where_they_are(desk: Desk) -> None:
    """Q-3: the remedy that the refusal names."""
    desk.policy(quiet_hours="on")
    page = {"crm": "sample", "account": "acme", "type": "contact", "id": "7"}
    stranger = {"name": "Zoe Park", "record": page}
    assert verdict(desk, None, TOLL_FREE)["code"] == "hours_unknown_place"
    assert said(desk, phone=TOLL_FREE, new_person=stranger, state="CO").status_code == 204
    shown = desk.get("/v1/beside", **page, phones=[TOLL_FREE], name="Zoe Park")
    assert (shown["state"], shown["people"][0]["name"]) == ("person", "Zoe Park")
    assert shown["verdict"]["state"] == "go"
    assert shown["local_time"]["place"] == "Denver"


def test_it_is_told_in_the_timeline_and_recorded_with_what_was_before(desk: Desk) -> None:
    """A-2: in the transaction of the change."""
    anna = desk.person(state="CO")
    said(desk, anna, state="FL", zone="America/Chicago")
    assert desk.timeline(anna)[-1]["words"] == (
        "Kim Okafor noted where Anna Fernández is: Florida (time of Pensacola)."
        " Quiet hours go by it."
    )
    with desk.uow.read() as session:
        entry, kept = session.execute(
            select(AuditEntry, AuditPayload)
            .join(
                AuditPayload,
                (AuditPayload.workspace_id == AuditEntry.workspace_id)
                & (AuditPayload.number == AuditEntry.number),
            )
            .where(AuditEntry.kind == "person.where")
        ).one()
    assert entry.actor == f"member:{desk.rep.id}"
    assert (kept.phone, kept.person_id) == (ANNA, anna.id)
    assert kept.payload["changed"] == {
        "state": ["CO", "FL"],
        "zone": [None, "America/Chicago"],
        "zone_source": [None, "confirmed"],
    }


def test_the_same_again_is_no_news(desk: Desk) -> None:
    anna = desk.person()
    said(desk, anna, state="CO")
    before = desk.head()
    assert said(desk, anna, state="Colorado", zone="America/Denver").status_code == 204
    assert desk.head() == before


def test_outside_of_north_america_a_zone_says_it(desk: Desk) -> None:
    desk.policy(quiet_hours="on")
    kenji = desk.person("Kenji Ito", "+819012345678")
    assert said(desk, kenji, phone="+819012345678", zone="Asia/Tokyo").status_code == 204
    desk.clock.now = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    assert clocks(verdict(desk, kenji, "+819012345678")) == ["11:00 PM in Tokyo, as they told us"]


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ({}, "where_missing"),
        ({"state": "Atlantis"}, "unknown_state"),
        ({"zone": "Mars/Olympus"}, "unknown_zone"),
        ({"zone": "Etc/GMT+5"}, "unknown_zone"),
        ({"zone": "UTC"}, "unknown_zone"),
        ({"state": "CO", "zone": "America/New_York"}, "zone_not_of_state"),
        ({"state": "CO", "phone": BEN}, "not_their_number"),
        ({"state": "CO", "new_person": {"name": "Zoe"}}, "one_recipient"),
    ],
)
def test_what_can_not_be_is_said(desk: Desk, where: dict[str, Any], code: str) -> None:
    anna = desk.person(state="CO")
    refused = said(desk, anna, **where)
    assert (refused.status_code, refused.json["code"]) == (422, code)
    with desk.uow.read() as session:
        assert session.scalars(select(Person.zone_source)).all() == [None]


def test_it_is_of_somebody(desk: Desk) -> None:
    refused = said(desk, state="CO")
    assert (refused.status_code, refused.json["code"]) == (422, "one_recipient")


def test_states_come_by_name_with_the_towns_of_their_clocks(desk: Desk) -> None:
    items = desk.get("/v1/states")["items"]
    by_code = {each["code"]: each for each in items}
    assert items[0]["name"] == "Alabama"
    assert by_code["CA-ON"]["country"] == "CA"
    assert [each["place"] for each in by_code["FL"]["zones"]] == ["Miami", "Pensacola"]
    assert len(by_code["CO"]["zones"]) == 1
    assert all(each["zones"] for each in items)


def test_who_may_not_text_may_not_say_it(desk: Desk) -> None:
    auditor = desk.build.member(desk.workspace, role="auditor")
    anna = desk.person()
    body = {"phone": ANNA, "person": anna.id, "state": "CO"}
    assert desk.ask("POST", "/v1/whereabouts", body, who=auditor).status_code == 403
