"""The log of texts through lost answers, outages, refusals, merges, erasures and moves."""

import threading

import pytest
from sqlalchemy import select

from tests.integration.crm.ledger import Ledger, LedgerCrm, NoApi
from tests.integration.crm.logged import Logged
from tests.integration.desk import ANNA, BEN, Desk
from threadside.crm import log, outcomes, turns
from threadside.crm.outcomes import Done
from threadside.errors import Refusal
from threadside.insight import attention
from threadside.linking.problems import (
    CrmProblem,
    Garbled,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.linking.values import Ref
from threadside.records import erase, retention
from threadside.store.tables import Person, TimelineItem


@pytest.fixture
def anna(logged: Logged, desk: Desk) -> Person:
    """Somebody with a record in the CRM."""
    made = desk.person()
    logged.contact(made)
    return made


def message_ids(desk: Desk) -> list[str]:
    with desk.uow.read() as session:
        return list(
            session.scalars(
                select(TimelineItem.id)
                .where(TimelineItem.kind == "message")
                .order_by(TimelineItem.id)
            )
        )


@pytest.mark.parametrize("problem", [Unavailable("slow"), Garbled("html")])
def test_an_answer_that_is_lost_makes_no_second_entry(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person, problem: CrmProblem
) -> None:
    desk.says("Hello")
    ledger.next_faults = [("after", problem)]
    logged.write()
    assert len(ledger.on("7")) == 1
    assert ledger.calls.count("write") == 1
    assert "find" in ledger.calls


@pytest.mark.parametrize("problem", [Unavailable("slow"), Garbled("html")])
def test_a_request_that_never_arrived_is_made_again_once_that_is_sure(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person, problem: CrmProblem
) -> None:
    desk.says("Hello")
    ledger.next_faults = [("before", problem)]
    began = desk.clock()
    logged.write()
    assert len(ledger.on("7")) == 1
    assert ledger.calls.count("write") == 2
    assert desk.clock() - began > ledger.lag, "the CRM's search needs so long"


def test_a_process_that_dies_after_its_claim_leaves_it_to_the_next(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("Hello")
    with desk.uow.write() as tx:
        claimed = turns.claim(
            tx, turns.Linked(logged.connection.id, "ledger"), lambda _tx, _media: ""
        )
    assert claimed is not None
    assert logged.writer.write_due() == 0, "it may still be at work"
    desk.clock.advance(seconds=turns.LEASE.total_seconds() + 1)
    logged.write()
    assert len(ledger.on("7")) == 1


def test_the_only_process_need_not_wait_for_the_lease_of_the_one_before(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("Hello")
    with desk.uow.write() as tx:
        turns.claim(tx, turns.Linked(logged.connection.id, "ledger"), lambda _tx, _media: "")
    began = desk.clock()
    with desk.uow.write() as tx:
        turns.abandon(tx)
    logged.write()
    assert len(ledger.on("7")) == 1
    assert desk.clock() - began < turns.LEASE


def test_a_crm_that_is_away_is_left_in_peace_and_gets_everything_in_order_afterwards(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    ledger.down = Unavailable("unreachable")
    for number in range(6):
        desk.says(f"text {number}")
    for _ in range(100):
        logged.writer.write_due()
        desk.clock.advance(seconds=3)
    assert len(ledger.calls) < 20, "not every entry knocks, and ever more seldom"
    assert logged.shown(anna) == ["Not in the CRM yet"] * 6
    ledger.down = None
    logged.write(rounds=120)
    assert [one.body.splitlines()[1] for one in ledger.on("7")] == [
        f"text {number}" for number in range(6)
    ]


def test_what_is_too_fast_waits_as_long_as_the_crm_says_and_is_no_doubt(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("Hello")
    ledger.next_faults = [("before", Throttled(60))]
    logged.writer.write_due()
    desk.clock.advance(seconds=59)
    assert logged.writer.write_due() == 0
    desk.clock.advance(seconds=2)
    logged.write()
    assert ledger.calls == ["write", "write"]


def test_a_revoked_sign_in_waits_until_it_is_linked_again(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    ledger.down = NeedsSignIn("revoked")
    desk.says("Hello")
    logged.writer.write_due()
    logged.change(state="needs_sign_in")
    desk.clock.advance(days=3)
    assert logged.writer.write_due() == 0
    ledger.down = None
    logged.change(state="live")
    with desk.uow.write() as tx:
        log.relinked(tx, logged.connection.id)
    logged.write()
    assert len(ledger.on("7")) == 1


def test_what_the_crm_refuses_is_shown_with_words_and_can_be_tried_again(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("Hello")
    ledger.next_faults = [("before", Refused("scope_missing", "no notes"))]
    logged.write()
    assert logged.shown(anna) == ["Not in the CRM: Threadside is not allowed to write there"]
    with desk.uow.read() as session:
        assert attention.waiting(session, desk.workspace.id).crm == 1
        (row,) = log.failed(session, desk.workspace.id)
    with desk.uow.write() as tx:
        log.try_again(tx, desk.workspace.id, row.entry.id)
    logged.write()
    assert logged.shown(anna) == ["In the CRM"]
    with pytest.raises(Refusal, match="mended_already"), desk.uow.write() as tx:
        log.try_again(tx, desk.workspace.id, row.entry.id)


def test_a_merged_record_is_followed_and_a_circle_of_them_is_not(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    ledger.merged = {Ref("contact", "7"): Ref("contact", "9")}
    desk.says("Hello")
    logged.write()
    assert len(ledger.on("9")) == 1
    ledger.merged[Ref("contact", "9")] = Ref("contact", "7")
    desk.says("Round and round")
    logged.write()
    assert [entry.state for entry in logged.entries()] == ["written", "gone"]
    assert logged.shown(anna) == ["In the CRM", "No longer in the CRM"]


def test_a_deleted_record_or_entry_is_not_brought_back(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    message_id = desk.press(anna)["id"]
    desk.after_hold()
    logged.write()
    ledger.objects.clear()
    desk.reports(message_id, "delivered")
    logged.write()
    assert ledger.on("7") == []
    assert logged.entry_of(message_id).state == "gone"


def test_a_deal_that_is_gone_leaves_the_text_on_the_person(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    logged.contact(anna, "55", "deal")
    ledger.merged = {Ref("deal", "55"): None}
    opened = {"crm": "ledger", "account": "ledger.example", "type": "deal", "id": "55"}
    desk.press(anna, record=opened)
    desk.after_hold()
    logged.write()
    (entry,) = ledger.on("7")
    assert entry.about is None


def test_an_erased_number_is_erased_there_as_well(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("My secret")
    logged.write()
    desk.says("Another, not written yet")
    with desk.uow.write() as tx:
        erase.erase(tx, desk.workspace.id, ANNA)
    logged.write()
    assert ledger.objects == {}
    assert {entry.state for entry in logged.entries()} == {"dropped"}


def test_an_entry_that_may_exist_is_looked_for_before_it_counts_as_erased(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("My secret")
    ledger.next_faults = [("after", Unavailable("slow"))]
    logged.writer.write_due()
    with desk.uow.write() as tx:
        erase.erase(tx, desk.workspace.id, ANNA)
    logged.write()
    assert ledger.objects == {}


def test_of_a_day_only_what_was_erased_goes(daily: Logged, desk: Desk, ledger: Ledger) -> None:
    other = "+17205550143"
    anna = desk.person("Anna Fernández", ANNA, other)
    daily.contact(anna)
    desk.says("from the first")
    desk.says("from the other", other)
    daily.write()
    with desk.uow.write() as tx:
        erase.erase(tx, desk.workspace.id, other)
    daily.write()
    (entry,) = ledger.on("7")
    assert "from the first" in entry.body
    assert "from the other" not in entry.body


def test_what_time_deletes_here_goes_there(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("Long ago")
    logged.write()
    desk.clock.advance(days=5000)
    with desk.uow.write() as tx:
        retention.sweep(tx, {"workspace": desk.workspace.id, "what": "texts"})
    logged.write()
    assert ledger.objects == {}


def test_a_disconnected_crm_is_told_nothing_any_more(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("Hello")
    logged.change(state="disconnected")
    with desk.uow.write() as tx:
        assert log.disconnected(tx, logged.connection.id) == 1
    desk.says("Anybody there?")
    logged.write()
    assert ledger.calls == []
    assert logged.shown(anna) == [None, None]


def test_what_belonged_to_somebody_else_is_erased_there_and_written_here(
    logged: Logged, desk: Desk, ledger: Ledger
) -> None:
    anna = desk.person()
    wrong = logged.contact(anna, "7")
    message_id = desk.press(anna)["id"]
    desk.after_hold()
    logged.write()
    right = logged.contact(anna, "8")
    desk.says("Not written yet")
    with desk.uow.write() as tx:
        assert log.moved(tx, desk.workspace.id, wrong.id, right.id, anna.id) == 2
    desk.reports(message_id, "delivered")
    logged.write(rounds=80)
    assert ledger.on("7") == []
    assert len(ledger.on("8")) == 2
    assert len(ledger.deleted) == 1, "only what was written had to go"
    assert logged.shown(anna) == ["In the CRM"] * 2
    for each in message_ids(desk):
        assert len(ledger.standing(each)) == 1


def test_who_was_slower_than_their_lease_erases_what_they_doubled(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("Hello")
    linked = turns.Linked(logged.connection.id, "ledger")
    with desk.uow.write() as tx:
        slow = turns.claim(tx, linked, lambda _tx, _media: "")
    assert slow is not None
    desk.clock.advance(minutes=10)
    logged.write(seconds=30)
    ledger.objects["late"] = next(iter(ledger.objects.values()))
    with desk.uow.write() as tx:
        outcomes.settle(tx, slow, Done("late"), asked_at=tx.now, search_lag_s=0)
    logged.write()
    assert len(ledger.objects) == 1
    assert "late" not in ledger.objects


def test_what_somebody_slower_than_their_lease_wrote_is_shown(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    desk.says("Hello")
    linked = turns.Linked(logged.connection.id, "ledger")
    with desk.uow.write() as tx:
        slow = turns.claim(tx, linked, lambda _tx, _media: "")
    assert slow is not None
    made = LedgerCrm(ledger).write(NoApi(), slow.entry)
    desk.clock.advance(minutes=10)
    with desk.uow.write() as tx:
        looking = turns.claim(tx, linked, lambda _tx, _media: "")
    assert looking is not None
    with desk.uow.write() as tx:
        outcomes.settle(tx, slow, Done(made), asked_at=tx.now, search_lag_s=0)
    with desk.uow.write() as tx:
        outcomes.settle(tx, looking, Done(made), asked_at=tx.now, search_lag_s=0)
    logged.write()
    assert len(ledger.objects) == 1
    assert logged.shown(anna) == ["In the CRM"]


def test_an_entry_of_another_workspace_is_not_found(logged: Logged, desk: Desk) -> None:
    with pytest.raises(Refusal, match="not_found"), desk.uow.write() as tx:
        log.try_again(tx, desk.workspace.id, "0" * 36)


def test_two_processes_write_each_entry_once(
    logged: Logged, desk: Desk, ledger: Ledger, anna: Person
) -> None:
    ben = desk.person("Ben", BEN)
    logged.contact(ben, "8")
    for number in range(12):
        desk.says(f"text {number}", ANNA if number % 2 else BEN)
    writers = [logged.writer, logged.another_writer()]
    threads = [threading.Thread(target=each.write_due) for each in writers]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    logged.write()
    assert ledger.calls.count("write") == 12
    assert [one.body.splitlines()[1] for one in ledger.on("8")] == [
        f"text {number}" for number in range(0, 12, 2)
    ]
