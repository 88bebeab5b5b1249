"""The CRM has another name for a number than the one that agreed: whose is it?"""

from typing import Any

import pytest
from sqlalchemy import select

from tests.integration.crm.made_up import ANNA, MadeUp, Office
from tests.integration.desk import BEN, OpenDesk
from threadside.linking.values import Ref
from threadside.store.tables import AuditEntry, ConsentEvent, Suppression

MARIA = "Maria Lindt"
RUBEN = "Ruben Ito"


@pytest.fixture
def maria(office: Office) -> str:
    """Maria's record with her number, by which she agreed to texts."""
    office.desk.policy(without_consent="ask")
    office.contact("1", MARIA, ANNA)
    maria = str(office.opened("1")["person_id"])
    agreed = {
        "client_key": "maria-agreed", "phone": ANNA, "person": maria, "method": "verbal",
        "words": "Yes, text me",
    }  # fmt: skip
    assert office.desk.ask("POST", "/v1/consent", agreed).status_code == 201
    office.desk.clock.advance(minutes=5)
    return maria


def asked(office: Office, phone: str = ANNA) -> dict[str, Any]:
    """The verdict for the rep."""
    found: dict[str, Any] = office.desk.get("/v1/verdict", phone=phone, line=office.desk.line.id)
    return found


def doubt(office: Office) -> dict[str, Any]:
    """What the verdict says of the doubt."""
    [found] = [each for each in asked(office)["reasons"] if each["code"] == "number_doubted"]
    return dict(found)


def settle(office: Office, outcome: str, id_: str = "", **more: str) -> Any:
    doubt_id = id_ or doubt(office)["evidence"][0]["id"]
    path = f"/v1/consent/doubts/{doubt_id}/settle"
    return office.desk.ask("POST", path, {"outcome": outcome, **more})


def lines(office: Office) -> list[tuple[str, str]]:
    """The ledger's lines of the number but for conversations, the oldest first."""
    with office.desk.uow.read() as session:
        rows = session.execute(
            select(ConsentEvent.kind, ConsentEvent.method)
            .where(ConsentEvent.phone == ANNA, ConsentEvent.scope != "conversational")
            .order_by(ConsentEvent.at, ConsentEvent.id)
        )
        return [(row.kind, row.method) for row in rows]


def in_chain(office: Office, kind: str) -> int:
    with office.desk.uow.read() as session:
        return len(session.scalars(select(AuditEntry).where(AuditEntry.kind == kind)).all())


def renamed(office: Office, name: str = RUBEN) -> None:
    office.change("1", name=name)
    office.opened("1")


def test_a_number_that_the_crm_took_off_them_is_asked_about(office: Office, maria: str) -> None:
    """B06: with both numbers, since when, and what helps."""
    assert asked(office)["state"] == "go"
    office.change("1", numbers=[BEN])
    office.opened("1")
    found = asked(office)
    assert (found["state"], found["code"], found["title"]) == (
        "stop", "number_doubted", f"Still {MARIA}?",
    )  # fmt: skip
    reason = doubt(office)
    assert f"took this number off {MARIA}" in reason["words"]
    assert "64.1200(m)" in reason["admin"]
    assert [each["words"] for each in reason["remedies"]] == ["Still Maria", "Not Maria", "Call"]
    assert reason["evidence"][0]["at"] is not None
    assert in_chain(office, "consent.held") == 1


def test_a_record_with_wholly_another_name_carries_no_consent_over(
    office: Office, maria: str
) -> None:
    renamed(office)
    reason = doubt(office)
    assert reason["evidence"][0]["words"] == f"{MARIA} before, {RUBEN} now, in the CRM"
    assert settle(office, "not_theirs").status_code == 200
    assert asked(office)["code"] == "no_consent"
    with office.desk.uow.read() as session:
        assert session.scalars(select(Suppression)).all() == []
    assert lines(office)[-2:] == [("held", "crm_field"), ("disputed", "told_us")]
    newest = office.desk.get("/v1/consent", phone=ANNA)["items"][:2]
    assert [each["words"] for each in newest] == [
        "Kim Okafor recorded that the number is somebody else's.",
        f"The record with the number became {RUBEN} in the CRM. It was {MARIA}.",
    ]


@pytest.mark.parametrize(
    "name", ["Maria Berg", "Lindt, Maria", "M. Berg", "María LINDT", "Mari", ""]
)
def test_a_new_surname_or_spelling_is_the_same_person(
    office: Office, maria: str, name: str
) -> None:
    renamed(office, name)
    assert asked(office)["state"] == "go"


def test_a_record_of_somebody_else_that_has_the_number_too(office: Office, maria: str) -> None:
    office.contact("2", RUBEN, ANNA)
    office.opened("2")
    found = doubt(office)
    assert f"gave this number to {RUBEN} as well" in found["words"]
    assert settle(office, "not_theirs").status_code == 200
    assert asked(office)["code"] == "no_consent"


def test_a_relative_of_the_same_name_shares_the_number(office: Office, maria: str) -> None:
    office.contact("2", "Ruben Lindt", ANNA)
    office.opened("2")
    assert asked(office)["state"] == "go"


def test_still_hers_everything_is_as_before_and_it_is_asked_once(
    office: Office, maria: str
) -> None:
    renamed(office)
    doubt_id = doubt(office)["evidence"][0]["id"]
    assert settle(office, "still_theirs", note="She married").status_code == 200
    assert asked(office)["state"] == "go"
    assert settle(office, "still_theirs", doubt_id).status_code == 200
    assert settle(office, "not_theirs", doubt_id).json["code"] == "already_settled"
    assert in_chain(office, "consent.settled") == 1
    office.desk.clock.advance(minutes=5)
    office.opened("1")
    assert asked(office)["state"] == "go"
    told = office.beside("1")["timeline"]["items"][-1]["words"]
    assert told == f"Kim Okafor says that the number is still that of {MARIA}."


def test_the_doubt_ends_when_the_change_is_taken_back(office: Office, maria: str) -> None:
    renamed(office)
    office.desk.clock.advance(minutes=5)
    renamed(office, MARIA)
    assert asked(office)["state"] == "go"
    assert lines(office)[-2:] == [("held", "crm_field"), ("dismissed", "crm_field")]
    office.desk.clock.advance(minutes=5)
    office.change("1", numbers=[BEN])
    office.opened("1")
    assert asked(office)["state"] == "stop"
    office.desk.clock.advance(minutes=5)
    office.change("1", numbers=[ANNA, BEN])
    office.opened("1")
    assert asked(office)["state"] == "go"


def test_a_record_that_loses_the_number_again_or_is_deleted_has_it_no_more(
    office: Office, maria: str
) -> None:
    for id_ in ("2", "3"):
        office.contact(id_, RUBEN, ANNA)
        office.opened(id_)
        assert asked(office)["state"] == "stop"
        office.desk.clock.advance(minutes=5)
        if id_ == "2":
            office.change(id_, numbers=[BEN])
        else:
            office.holds.gone[Ref("contact", id_)] = None
        office.refresh(id_)
        assert asked(office)["state"] == "go"


def test_a_number_that_nobody_else_has_is_closed_as_a_wrong_one(office: Office, maria: str) -> None:
    office.change("1", numbers=[BEN])
    office.opened("1")
    assert settle(office, "not_theirs").status_code == 200
    assert asked(office)["code"] == "wrong_number"


def test_a_number_that_moved_to_another_record_is_one_question(office: Office, maria: str) -> None:
    office.contact("2", RUBEN, ANNA)
    office.opened("2")
    office.desk.clock.advance(minutes=5)
    office.change("1", numbers=[BEN])
    office.opened("1")
    assert len(doubt(office)["evidence"]) == 2
    assert settle(office, "not_theirs").status_code == 200
    assert asked(office)["code"] == "no_consent"


def test_what_waits_keeps_its_place_until_somebody_has_said(office: Office, maria: str) -> None:
    desk = office.desk
    waits = desk.press(office.person(maria), "See you Thursday")
    renamed(office)
    desk.after_hold()
    assert (desk.carrier.texts, desk.state(waits["id"])) == ([], "held")
    settle(office, "still_theirs")
    desk.after_hold()
    assert desk.carrier.texts == ["See you Thursday"]


def test_what_waits_for_somebody_else_is_taken_back(office: Office, maria: str) -> None:
    waits = office.desk.press(office.person(maria), "See you Thursday")
    renamed(office)
    settle(office, "not_theirs")
    assert office.desk.state(waits["id"]) == "failed"


def test_the_policy_may_only_warn(office: Office, maria: str) -> None:
    office.desk.policy(without_consent="ask", number_doubts="warn")
    renamed(office)
    assert asked(office)["state"] == "go"
    assert doubt(office)["weight"] == "note"


def test_who_wrote_since_may_be_answered(office: Office, maria: str) -> None:
    renamed(office)
    office.desk.clock.advance(minutes=5)
    office.desk.says("Is my roof ready?", peer=ANNA)
    assert asked(office)["state"] == "go"
    assert doubt(office)["weight"] == "note"


def test_a_number_that_nobody_used_is_nobodys_question(office: Office) -> None:
    office.contact("1", MARIA, ANNA)
    office.opened("1")
    office.desk.clock.advance(minutes=5)
    renamed(office)
    assert lines(office) == []


def test_another_crm_that_still_has_it_leaves_no_doubt(office: Office, maria: str) -> None:
    other = MadeUp("second")
    office.link(other)
    office.contact("9", MARIA, ANNA, crm=other)
    office.refresh("9", crm="second")
    office.desk.clock.advance(minutes=5)
    office.change("1", numbers=[BEN])
    office.refresh("1")
    assert asked(office)["state"] == "go"


def test_a_doubt_of_another_workspace_is_not_there(
    office: Office, maria: str, open_desk: OpenDesk
) -> None:
    """V-1"""
    renamed(office)
    doubt_id = doubt(office)["evidence"][0]["id"]
    answer = open_desk().ask(
        "POST", f"/v1/consent/doubts/{doubt_id}/settle", {"outcome": "still_theirs"}
    )
    assert answer.status_code == 404
