"""Whatever happens is recorded in the same transaction, in an order that can be verified."""

import threading

import pytest
from sqlalchemy import delete, event, func, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.integration.audit.conftest import Recorded, Verified
from tests.integration.desk import ANNA, Desk
from threadside.audit import log, who
from threadside.contracts.events import WorkspaceChanged
from threadside.events import log as events
from threadside.rules.chain import text_digest
from threadside.store.tables import (
    AuditEntry,
    AuditHead,
    AuditPayload,
    ConsentEvent,
    Line,
    TimelineItem,
)


def test_a_text_is_recorded_from_the_press_to_its_receipt(
    desk: Desk, recorded: Recorded, verified: Verified
) -> None:
    anna = desk.person()
    made = desk.press(anna, "See you at 10")
    desk.after_hold()
    desk.reports(made["id"], "delivered")
    desk.says("Thank you")
    rows = recorded("text.pressed", "text.accepted", "text.receipt", "text.received")
    assert [entry.kind for entry, _ in rows] == [
        "text.pressed", "text.accepted", "text.receipt", "text.received",
    ]  # fmt: skip
    assert [entry.actor for entry, _ in rows] == [
        f"member:{desk.rep.id}", "carrier", "carrier", "contact",
    ]  # fmt: skip
    assert {payload.phone for _, payload in rows} == {ANNA}
    pressed = rows[0][1].payload
    assert pressed["message"] == made["id"]
    assert pressed["text_sha256"] == text_digest("See you at 10")
    assert "See you" not in str([payload.payload for _, payload in rows])
    assert verified().fault is None


def test_no_number_and_no_name_stands_in_a_header(desk: Desk, recorded: Recorded) -> None:
    desk.press(desk.person())
    desk.says("Thanks from Anna")
    for entry, _ in recorded():
        header = f"{entry.kind} {entry.actor}"
        assert ANNA not in header
        assert "Anna" not in header


def test_what_is_undone_is_not_recorded(desk: Desk, recorded: Recorded) -> None:
    before = len(recorded())

    def undone() -> None:
        with desk.uow.write() as tx:
            log.record(tx, desk.workspace.id, "override", {"why": "test"})
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        undone()
    assert len(recorded()) == before


def test_a_change_that_can_not_be_recorded_does_not_happen(desk: Desk) -> None:
    """A-2: the entry is written in the transaction of the change, or neither is."""
    with desk.uow.write() as tx:
        newest = tx.session.get_one(AuditHead, desk.workspace.id)
        newest.number -= 1  # the next number is taken: what a lost head would look like
    answer = desk.ask("POST", "/v1/messages", desk.wish(desk.person(), "never"))
    assert answer.status_code == 500
    with desk.uow.read() as session:
        assert session.scalar(select(func.count(TimelineItem.id))) == 0


@pytest.mark.parametrize(
    "statement",
    [
        update(AuditEntry).values(actor="system"),
        delete(AuditEntry),
        update(AuditPayload).values(phone=None),
        update(ConsentEvent).values(words="START"),
        delete(ConsentEvent),
    ],
    ids=["change entry", "delete entry", "change payload", "change consent", "delete consent"],
)
def test_the_database_refuses_to_change_what_was_recorded(desk: Desk, statement: object) -> None:
    """A-6: with the application's own connection, by any statement."""
    desk.says("STOP")
    with pytest.raises(DBAPIError, match="append-only"), desk.uow.write() as tx:
        tx.session.execute(statement)  # type: ignore[call-overload]


def test_postgresql_refuses_to_empty_a_table_as_well(desk: Desk) -> None:
    """A-6"""
    if desk.uow.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    for table in ("audit_entry", "audit_payload", "audit_anchor", "consent_event CASCADE"):
        with pytest.raises(DBAPIError, match="append-only"), desk.uow.write() as tx:
            tx.session.execute(text(f"TRUNCATE {table}"))


def test_everything_of_a_transaction_shares_a_head(desk: Desk, verified: Verified) -> None:
    with desk.uow.write() as tx:
        for number in range(50):
            log.record(tx, desk.workspace.id, "override", {"number": number})
    report = verified()
    assert report.fault is None
    assert report.entries >= 50


def test_many_at_once_make_one_chain_and_nobody_waits_crosswise(
    desk: Desk, verified: Verified
) -> None:
    """Half of them record first and tell after, half the other way around."""
    failed: list[BaseException] = []

    def work(first: str) -> None:
        try:
            for _ in range(10):
                with desk.uow.write() as tx:
                    if first == "audit":
                        log.record(tx, desk.workspace.id, "override", {"first": first})
                    events.emit(tx, desk.workspace.id, WorkspaceChanged(what="settings"))
                    if first == "events":
                        log.record(tx, desk.workspace.id, "override", {"first": first})
        except BaseException as error:  # noqa: BLE001 - shown below
            failed.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in ("audit", "events") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert verified().fault is None


def test_two_workspaces_have_chains_of_their_own(desk: Desk, open_desk: object) -> None:
    other = open_desk()  # type: ignore[operator]
    with desk.uow.write() as tx:
        log.record(tx, desk.workspace.id, "override", {})
        log.record(tx, other.workspace.id, "override", {})
    with desk.uow.read() as session:
        heads = {
            head.workspace_id: head.number for head in session.scalars(select(AuditHead)).all()
        }
    assert heads[desk.workspace.id] > 0
    assert heads[other.workspace.id] > 0


def test_an_admins_change_of_a_line_is_recorded_wherever_it_is_made(
    desk: Desk, recorded: Recorded
) -> None:
    who.act_as(who.member(desk.rep.id))
    with desk.uow.write() as tx:
        tx.session.get_one(Line, desk.line.id).name = "Showroom"
    who.act_as(who.SYSTEM)
    (entry, payload) = recorded("line.changed")[-1]
    assert entry.actor == f"member:{desk.rep.id}"
    assert payload.payload["changed"] == {"name": ["Front desk", "Showroom"]}


def test_secrets_are_never_recorded(desk: Desk, recorded: Recorded) -> None:
    (_, payload) = recorded("account.added")[-1]
    assert payload.payload["changed"]["signature_secret_sealed"] == "changed"


@pytest.mark.parametrize("actor", ["Kim", "+17205550142", "member:kim"])
def test_an_actor_is_never_a_name_or_a_number(desk: Desk, actor: str) -> None:
    with pytest.raises(ValueError, match="header"), desk.uow.write() as tx:
        log.record(tx, desk.workspace.id, "override", {}, actor=actor)


def test_a_press_of_send_costs_few_statements_more(desk: Desk) -> None:
    """The head is read and written once, whatever is recorded; PostgreSQL gets rows in one go."""
    anna = desk.person()
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    engine = desk.uow.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with desk.uow.write() as tx:
            for _ in range(3):
                log.record(tx, desk.workspace.id, "override", {}, phone=ANNA, person_id=anna.id)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(statements) == (2 if engine.dialect.name == "postgresql" else 4), statements
