"""What reps may send of what was approved: within its dates, and to whom it is meant for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from tests.integration.desk import ANNA, Desk
from tests.integration.templates.office import LATE, Office
from threadside.ids import new_id
from threadside.store.tables import ConsentEvent, Person, TemplateVersion
from threadside.templates import review


def press(desk: Desk, anna: Person, template_id: str, text: str = "Late", **wish: Any) -> Any:
    about = {"template": {"id": template_id, "version": 1}, **wish}
    return desk.ask("POST", "/v1/messages", desk.wish(anna, text, **about))


def code(answer: Any) -> str:
    return str(answer.json["verdict"]["code"] if "verdict" in answer.json else answer.json["code"])


@pytest.fixture
def dates(desk: Desk) -> tuple[datetime, datetime]:
    """From in an hour until in three."""
    return desk.clock.now + timedelta(hours=1), desk.clock.now + timedelta(hours=3)


def test_a_wording_is_used_within_its_dates_only(
    office: Office, dates: tuple[datetime, datetime]
) -> None:
    desk, anna = office.desk, office.desk.person()
    begins, ends = dates
    made = office.approved(replace(LATE, effective_from=begins, effective_until=ends))
    assert office.listed() == {}
    assert code(press(desk, anna, made)) == "template_not_approved"
    desk.clock.advance(hours=1)
    assert office.listed() == {LATE.name: LATE.body}
    assert press(desk, anna, made).status_code == 201
    desk.clock.advance(hours=2)
    assert office.listed() == {}
    assert code(press(desk, anna, made)) == "template_not_approved"


def test_whoever_shows_the_list_is_told_when_a_wording_begins_and_ends(
    office: Office, dates: tuple[datetime, datetime]
) -> None:
    desk = office.desk
    office.approved(replace(LATE, effective_from=dates[0], effective_until=dates[1]))
    versions, told = [desk.get("/v1/templates")["version"]], []
    for hours in (1, 2):
        before = desk.head()
        desk.clock.advance(hours=hours)
        desk.fold()
        told += [each.payload for each in desk.events(before)]
        versions.append(desk.get("/v1/templates")["version"])
    assert [each["what"] for each in told if each["type"] == "workspace"] == ["templates"] * 2
    assert len(set(versions)) == 3, "a list that was kept is fetched anew"


def test_a_text_that_was_pressed_in_time_goes_although_the_wording_was_retired_since(
    office: Office,
) -> None:
    desk, anna = office.desk, office.desk.person()
    made = office.approved()
    sent = press(desk, anna, made).json["id"]
    office.do(review.retire, made, "Over")
    desk.after_hold()
    assert desk.state(sent) == "submitted"


def agrees(desk: Desk, scope: str, strength: str) -> None:
    with desk.uow.write() as tx:
        tx.session.add(
            ConsentEvent(
                id=new_id(), workspace_id=desk.workspace.id, phone=ANNA, method="web_form",
                obtained_at=tx.now, at=tx.now, kind="granted", scope=scope, strength=strength,
            )
        )  # fmt: skip


def marketing(office: Office) -> tuple[Desk, Person, str]:
    """A template for marketing whose words sell nothing, and somebody who wants to be informed."""
    desk = office.desk
    desk.strict_policy(identity="off")
    anna = desk.person(state="CO")
    agrees(desk, "informational", "express")
    return desk, anna, office.approved(replace(LATE, purpose="marketing"))


def test_a_template_for_marketing_needs_consent_to_marketing_whatever_it_reads_like(
    office: Office,
) -> None:
    """47 CFR 64.1200(f)(9); CTIA Messaging Principles and Best Practices, 5.1."""
    desk, anna, made = marketing(office)
    assert desk.ask("POST", "/v1/messages", desk.wish(anna, "Late")).status_code == 201
    refused = press(desk, anna, made).json["verdict"]
    assert (refused["state"], refused["code"]) == ("stop", "no_marketing_consent")
    assert "This template is for marketing" in refused["detail"]
    agrees(desk, "marketing", "written")
    assert press(desk, anna, made).status_code == 201


def test_nobody_goes_past_what_a_template_was_approved_for(office: Office) -> None:
    desk, anna, made = marketing(office)
    why = [{"code": "no_marketing_consent", "reason": "They asked for exactly this"}]
    assert code(press(desk, anna, made, overrides=why)) == "no_marketing_consent"


def test_consent_to_marketing_that_is_taken_back_stops_a_text_that_waits(office: Office) -> None:
    desk, anna, made = marketing(office)
    agrees(desk, "marketing", "written")
    sent = press(desk, anna, made).json["id"]
    with desk.uow.write() as tx:
        tx.session.add(
            ConsentEvent(
                id=new_id(), workspace_id=desk.workspace.id, phone=ANNA, method="told_us",
                obtained_at=tx.now, at=tx.now, kind="revoked", scope="marketing",
            )
        )  # fmt: skip
    desk.after_hold()
    assert desk.state(sent) == "failed"
    assert desk.message(sent).failure_code == "no_consent"


def test_what_was_approved_can_not_be_changed_by_anybody(office: Office) -> None:
    made = office.approved()
    mine = TemplateVersion.template_id == made
    for change in (
        update(TemplateVersion).where(mine).values(body="Other words"),
        update(TemplateVersion).where(mine).values(approved_by=office.ravi.id),
        delete(TemplateVersion).where(mine),
    ):
        with pytest.raises(DBAPIError, match="append-only"), office.desk.uow.write() as tx:
            tx.session.execute(change)
    assert office.one(made).versions[0].content == LATE
