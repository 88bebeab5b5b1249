"""What time deletes, and what it must not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.integration.desk import ANNA, BEN, Desk
from tests.integration.records.conftest import Recorded, Verified
from tests.integration.records.test_export import written_consent
from threadside.records import holds, retention
from threadside.store.tables import (
    ConsentEvent,
    ConsentEvidence,
    Suppression,
    WebhookReceipt,
)


def pass_time(desk: Desk, **by: float) -> None:
    """Let time pass, then let a night's work be done."""
    desk.clock.advance(**by)
    desk._tokens.clear()
    with desk.uow.write() as tx:
        retention.plan(tx)
    desk.fold()


def words(desk: Desk, person_id: str) -> list[str]:
    return [item["text"] for item in desk.timeline(person_id) if item["kind"] == "message"]


def test_texts_are_emptied_when_their_time_is_over(
    desk: Desk, recorded: Recorded, verified: Verified
) -> None:
    desk.policy(retention_days=365)
    anna = desk.person()
    desk.press(anna, "an old text")
    desk.after_hold()
    pass_time(desk, days=300)
    desk.press(anna, "a newer text")
    desk.after_hold()
    assert words(desk, anna.id) == ["an old text", "a newer text"]
    pass_time(desk, days=70)
    assert words(desk, anna.id) == ["", "a newer text"]
    assert len(recorded("text.pressed")) == 1
    (_, account) = recorded("erasure.executed")[-1]
    assert account.payload["reason"] == "retention"
    assert verified().fault is None


def test_the_default_is_five_years(desk: Desk) -> None:
    anna = desk.person()
    desk.press(anna, "kept for long")
    pass_time(desk, days=1_800)
    assert words(desk, anna.id) == ["kept for long"]
    pass_time(desk, days=30)
    assert words(desk, anna.id) == [""]


def test_what_is_held_stays(desk: Desk) -> None:
    desk.policy(retention_days=365)
    anna, ben = desk.person(), desk.person("Ben Cole", BEN)
    desk.press(anna, "hello Anna")
    desk.press(ben, "hello Ben", phone=BEN)
    with desk.uow.write() as tx:
        holds.place(tx, desk.workspace.id, ANNA, "Doe v. Foothill")
    pass_time(desk, days=400)
    assert words(desk, anna.id) == ["hello Anna"]
    assert words(desk, ben.id) == [""]


def test_a_hold_on_everything_stops_the_clock(desk: Desk) -> None:
    desk.policy(retention_days=365)
    anna = desk.person()
    desk.press(anna, "hello Anna")
    desk.says("hello back")
    with desk.uow.write() as tx:
        holds.place(tx, desk.workspace.id, None, "investigation")
    pass_time(desk, days=3_000)
    assert words(desk, anna.id) == ["hello Anna", "hello back"]
    with desk.uow.read() as session:
        assert len(session.scalars(select(WebhookReceipt.id)).all()) == 1


def test_long_histories_go_batch_by_batch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.policy(retention_days=365)
    anna = desk.person()
    for number in range(7):
        desk.press(anna, f"text {number}")
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    pass_time(desk, days=400)
    assert words(desk, anna.id) == [""] * 7


def test_raw_webhooks_are_kept_for_thirty_days(desk: Desk) -> None:
    desk.says("hello")
    desk.arrives("to a line that is not ours", to="17205550199")
    desk.fold()
    pass_time(desk, days=29)
    with desk.uow.read() as session:
        assert len(session.scalars(select(WebhookReceipt.id)).all()) == 2
    pass_time(desk, days=2)
    with desk.uow.read() as session:
        assert session.scalars(select(WebhookReceipt.state)).all() == ["unmatched"]


def test_evidence_is_kept_until_nobody_can_rely_on_it(desk: Desk) -> None:
    written_consent(desk)
    anna = desk.person()
    pass_time(desk, days=365 * 3)
    desk.press(anna, "relying on it")
    desk.after_hold()
    pass_time(desk, days=365 * 4)
    with desk.uow.read() as session:
        assert len(session.scalars(select(ConsentEvidence.id)).all()) == 1
    pass_time(desk, days=365 + 30)
    with desk.uow.read() as session:
        assert session.scalars(select(ConsentEvidence.id)).all() == []
        assert len(session.scalars(select(ConsentEvent.id)).all()) == 1


def test_an_opt_out_never_ends_by_itself(desk: Desk) -> None:
    desk.says("STOP")
    pass_time(desk, days=365 * 20)
    with desk.uow.read() as session:
        assert session.scalars(select(Suppression.phone)).all() == [ANNA]
        assert timedelta(0) < desk.clock() - session.scalars(select(Suppression.since)).one()
