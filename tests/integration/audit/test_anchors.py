"""A head that was written down elsewhere shows what a chain alone can't."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text

from tests.integration.audit.conftest import Verified
from tests.integration.desk import Desk
from threadside.audit import check, log
from threadside.audit.anchoring import Anchoring
from threadside.audit.anchors import AnchorFolder, AnchorForged, Signer, read_line
from threadside.insight import attention
from threadside.rules.chain import Anchor, Fault
from threadside.rules.ed25519 import is_signed
from threadside.store.tables import AuditAnchor, AuditEntry, AuditHead

SIGNER = Signer(b"s" * 32)


@pytest.fixture
def folder(tmp_path: Path) -> AnchorFolder:
    return AnchorFolder(tmp_path / "elsewhere")


@pytest.fixture
def letters() -> list[tuple[str, str, str]]:
    return []


@pytest.fixture
def keeper(desk: Desk, folder: AnchorFolder, letters: list[Any]) -> Anchoring:
    return Anchoring(desk.uow, folder, SIGNER, lambda *letter: letters.append(letter))


def tamper(desk: Desk, *statements: str) -> None:
    """Change what the database refuses to change, as its owner could."""
    postgres = desk.uow.engine.dialect.name == "postgresql"
    with desk.uow.engine.begin() as connection:
        if postgres:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            for name in ("audit_entry_update", "audit_entry_delete", "audit_anchor_delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS keep_{name}"))
        for statement in statements:
            connection.execute(text(statement), {"workspace": desk.workspace.id})


def head(desk: Desk) -> Anchor:
    with desk.uow.read() as session:
        row = session.get_one(AuditHead, desk.workspace.id)
        return Anchor(row.number, row.hash)


def test_every_day_the_head_is_written_down_and_signed(
    desk: Desk, keeper: Anchoring, folder: AnchorFolder
) -> None:
    """A-3"""
    assert keeper.run() == 1
    assert keeper.run() == 0
    desk.press(desk.person())
    desk.clock.advance(hours=22)
    assert keeper.run() == 0
    desk.clock.advance(hours=2)
    assert keeper.run() == 1
    assert folder.anchors(desk.workspace.id)[-1] == head(desk)
    assert len(list(folder.lines(desk.workspace.id))) == 2


def test_a_line_can_be_checked_by_whoever_has_it(
    desk: Desk, keeper: Anchoring, folder: AnchorFolder
) -> None:
    keeper.run()
    (raw,) = folder.lines(desk.workspace.id)
    told, anchor = read_line(raw)
    assert anchor == head(desk)
    assert told["key"] == SIGNER.public_key
    assert is_signed(
        bytes.fromhex(told["key"]),
        json.dumps(
            {name: told[name] for name in told if name != "signature"},
            sort_keys=True, separators=(",", ":"),
        ).encode(),
        bytes.fromhex(told["signature"]),
    )  # fmt: skip
    with pytest.raises(AnchorForged):
        read_line(raw.replace(b'"number":', b'"number":1'))


def test_it_is_also_sent_to_the_address_of_the_policy(
    desk: Desk, keeper: Anchoring, letters: list[tuple[str, str, str]]
) -> None:
    desk.policy(anchor_email="owner@foothill.example")
    keeper.run()
    ((to, subject, body),) = letters
    assert to == "owner@foothill.example"
    assert "anchor" in subject
    assert json.loads(body)["hash"] == head(desk).hash


def test_a_chain_that_was_cut_off_is_found_and_alarms(
    desk: Desk, keeper: Anchoring, verified: Verified
) -> None:
    """A-3: without its anchor nobody could tell; head and anchors in the database go as well."""
    before = head(desk)
    desk.press(desk.person())
    keeper.run()
    anchored = head(desk)
    tamper(
        desk,
        "DELETE FROM audit_anchor WHERE workspace_id = :workspace",
        f"DELETE FROM audit_entry WHERE workspace_id = :workspace AND number > {before.number}",
        f"DELETE FROM audit_payload WHERE workspace_id = :workspace AND number > {before.number}",
        f"UPDATE audit_head SET number = {before.number}, hash = '{before.hash}' "
        "WHERE workspace_id = :workspace",
    )
    assert verified().fault is None
    assert keeper.anchor(desk.workspace.id) == Fault(anchored.number, "truncated")
    with desk.uow.read() as session:
        assert attention.waiting(session, desk.workspace.id).chain == 1
        (found,) = attention.broken_chains(session, desk.workspace.id)
    assert (found.number, found.problem) == (anchored.number, "truncated")


def test_an_edited_entry_is_found_and_nothing_is_anchored_on_top(
    desk: Desk, keeper: Anchoring, folder: AnchorFolder
) -> None:
    desk.press(desk.person())
    edited = head(desk).number
    tamper(desk, f"UPDATE audit_entry SET actor = 'cli' WHERE number = {edited}")
    assert keeper.anchor(desk.workspace.id) == Fault(edited, "edited")
    assert folder.anchors(desk.workspace.id) == []


def test_a_changed_file_of_anchors_alarms(
    desk: Desk, keeper: Anchoring, folder: AnchorFolder
) -> None:
    keeper.run()
    path = folder.path(desk.workspace.id)
    path.write_bytes(path.read_bytes().replace(b'"hash":"', b'"hash":"0'))
    fault = keeper.anchor(desk.workspace.id)
    assert fault is not None
    assert fault.problem == "anchor_forged"


def test_a_payload_that_was_deleted_is_found_by_reading_all(desk: Desk, verified: Verified) -> None:
    """A-4"""
    desk.press(desk.person())
    number = head(desk).number
    tamper(desk, f"DELETE FROM audit_payload WHERE number = {number}")
    assert verified().fault == Fault(number, "payload_missing")


def test_anchors_can_not_be_deleted(desk: Desk, keeper: Anchoring) -> None:
    """A-6"""
    keeper.run()
    with pytest.raises(Exception, match="append-only"), desk.uow.write() as tx:
        tx.session.execute(delete(AuditAnchor))


def test_the_job_anchors_after_its_commit_and_is_due_again(desk: Desk, held: Any) -> None:
    from threadside.audit import anchoring

    with desk.uow.write() as tx:
        anchoring.plan(tx)
    desk.fold()
    assert AnchorFolder(held.settings.anchors).anchors(desk.workspace.id) == [head(desk)]
    with desk.uow.read() as session:
        assert session.scalars(select(AuditAnchor.number)).all() == [head(desk).number]


def test_a_chain_is_verified_page_by_page(
    desk: Desk, verified: Verified, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "AT_ONCE", 7)
    with desk.uow.write() as tx:
        for number in range(40):
            log.record(tx, desk.workspace.id, "override", {"number": number})
    report = verified()
    with desk.uow.read() as session:
        assert report.entries == len(session.scalars(select(AuditEntry.number)).all())
    assert report.fault is None


def test_what_is_written_while_a_chain_is_checked_raises_no_alarm(
    desk: Desk, keeper: Anchoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = check.rows

    def and_meanwhile(*given: Any) -> Any:
        yield from rows(*given)
        with desk.uow.write() as tx:
            log.record(tx, desk.workspace.id, "override", {"number": 1})

    monkeypatch.setattr(check, "rows", and_meanwhile)
    assert keeper.anchor(desk.workspace.id) is None
