"""Opt-outs in the linked CRM: written where they are ours, taken back only then, never believed."""

from sqlalchemy import select

from tests.integration.crm.ledger import Ledger
from tests.integration.crm.logged import Logged
from tests.integration.desk import ANNA, Desk
from threadside.consent import told
from threadside.ids import new_id
from threadside.linking.problems import Refused, Unavailable
from threadside.linking.values import Ref
from threadside.store.tables import CrmNumber, Suppression

KEY = ("7", ANNA)


def test_stop_is_written_on_every_record_with_the_number_and_start_takes_it_back(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    anna = desk.person()
    logged.contact(anna, "7")
    logged.contact(anna, "8", "lead")
    desk.build.add(
        CrmNumber(
            id=new_id(), workspace_id=desk.workspace.id, connection_id=logged.connection.id,
            type="contact", remote_id="9", raw="(720) 555-0142", e164=ANNA, seen_at=desk.clock(),
        )
    )  # fmt: skip
    desk.says("STOP")
    logged.write()
    assert ledger.opted_out == {
        ("7", ANNA): True, ("8", ANNA): True, ("9", "(720) 555-0142"): True,
    }  # fmt: skip
    desk.says("START")
    logged.write()
    assert set(ledger.opted_out.values()) == {False}


def test_an_opt_out_of_the_crms_own_is_never_taken_back(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    logged.contact(desk.person())
    ledger.opted_out[KEY] = True
    desk.says("STOP")
    logged.write()
    desk.says("START")
    logged.write()
    assert ledger.opted_out[KEY] is True
    assert not [each for each in ledger.calls if each.startswith("opt_out")]


def test_what_the_crm_told_us_is_not_told_back(logged: Logged, desk: Desk, ledger: Ledger) -> None:
    logged.contact(desk.person())
    ledger.opted_out[KEY] = True
    with desk.uow.write() as tx:
        told.from_crm(tx, desk.workspace.id, ANNA, field="sms_opt_out", words="yes")
    logged.write()
    assert not [each for each in ledger.calls if each.startswith("opt_out")]


def test_an_answer_that_is_lost_is_no_reason_to_forget_whose_it_is(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    logged.contact(desk.person())
    desk.says("STOP")
    ledger.next_faults = [("before", Unavailable("slow")), ("after", Unavailable("slow"))]
    for _ in range(30):
        logged.writer.write_due()
        desk.clock.advance(seconds=10)
    assert ledger.opted_out[KEY] is True
    desk.says("START")
    logged.write()
    logged.writer.write_due()
    assert ledger.opted_out[KEY] is False


def test_whoever_changes_their_mind_before_it_was_written_leaves_the_last_word(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    logged.contact(desk.person())
    desk.says("STOP")
    desk.says("START")
    logged.write()
    assert ledger.opted_out == {}, "nothing stood there that was ours"


def test_a_crm_that_refuses_it_changes_nothing_here(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    logged.contact(desk.person())
    ledger.merged = {Ref("contact", "7"): None}
    desk.says("STOP")
    logged.write()
    assert [row.state for row in logged.opt_outs()] == ["gone"]
    with desk.uow.read() as session:
        assert session.scalar(select(Suppression.reason)) == "opt_out"


def test_a_refusal_is_kept_with_its_reason(logged: Logged, desk: Desk, ledger: Ledger) -> None:
    logged.contact(desk.person())
    desk.says("STOP")
    ledger.next_faults = [("before", Refused("forbidden"))]
    logged.writer.write_due()
    assert [(row.state, row.problem) for row in logged.opt_outs()] == [("failed", "forbidden")]
