"""The audit log as somebody reads it, and the check whether it holds."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import delete, select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from threadside.audit import check, log
from threadside.audit.piecewise import AT_ONCE
from threadside.machinery import anchor_keeper
from threadside.store.tables import AuditEntry, AuditHead, AuditPayload

PAGE = "/console/records"


def recorded(desk: Desk, kind: str = "hold.placed", phone: str | None = None, **about: str) -> None:
    with desk.uow.write() as tx:
        log.record(tx, desk.workspace.id, kind, about, phone=phone)


def anchored(desk: Desk) -> None:
    keeper = anchor_keeper(desk.held.settings, desk.uow, desk.held.sealer)
    assert keeper.anchor(desk.workspace.id) is None


def test_entries_stand_in_words_with_number_and_hash(admin: Visit, desk: Desk) -> None:
    person = desk.person()
    desk.press(person, "Your panels are here")
    desk.says("STOP")
    page = admin.see(PAGE)
    assert "Kim Okafor pressed Send for a text to Anna Fernández (+1 720 555 0142)." in page
    assert "The contact: Anna Fernández (+1 720 555 0142) opted out." in page
    assert "Threadside answered Anna Fernández (+1 720 555 0142) by itself." in page
    assert page.index("opted out.") < page.index("pressed Send"), "the newest first"
    with desk.uow.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).first()
    assert entry is not None
    assert entry.hash in page
    assert f"No. {entry.number}<" in page
    assert "Your panels are here" not in page, "the record holds no words of texts"


def test_every_kind_that_is_recorded_has_a_sentence(admin: Visit, desk: Desk) -> None:
    recorded(desk, "hold.placed", ANNA, reason="Doe <v.> Northside")
    recorded(desk, "some.novelty")
    page = admin.see(PAGE)
    assert "Threadside placed a legal hold on +1 720 555 0142." in page
    assert "Doe &lt;v.&gt; Northside" in page
    assert "Threadside: some.novelty" in page


def test_the_log_is_narrowed_by_kind_number_and_day(
    desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    recorded(desk, "hold.placed", ANNA)
    recorded(desk, "export.asked", BEN)
    desk.clock.advance(days=2)
    recorded(desk, "hold.ended", ANNA)
    admin = visit(desk.build.member(desk.workspace, role="admin"))
    kinds = {"placed", "asked for an export", "ended the legal hold"}

    def shown(**query: str) -> set[str]:
        page = admin.see(PAGE, **query).split("ledger log")[-1]
        return {kind for kind in kinds if kind in page}

    assert shown(kind="hold") == {"placed", "ended the legal hold"}
    assert shown(number="303 555 0177") == {"asked for an export"}
    assert shown(**{"from": "2026-03-04"}) == {"ended the legal hold"}
    assert shown(to="2026-03-02", kind="hold") == {"placed"}
    assert "Nothing fits" in admin.see(PAGE, number="+13035550199")


@pytest.mark.parametrize("query", [{"number": "x"}, {"from": "soon"}, {"to": "2026-13-01"}])
def test_a_filter_that_can_t_be_is_said_beside_it(admin: Visit, query: dict[str, str]) -> None:
    answer = admin.open(PAGE, **query)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_the_log_comes_in_pages(admin: Visit, desk: Desk) -> None:
    with desk.uow.write() as tx:
        for number in range(60):
            log.record(tx, desk.workspace.id, "hold.placed", {"reason": f"Case {number:02}."})
    page = admin.see(PAGE, kind="hold")
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    rest = admin.see(older)
    assert "Case 59." in page
    assert "Case 09." not in page
    assert "Case 09." in rest
    assert "Case 59." not in rest


def test_a_record_that_holds_says_so(admin: Visit, desk: Desk) -> None:
    """A-1: the same verifier as the command line's."""
    recorded(desk)
    anchored(desk)
    recorded(desk)
    page = admin.submit(f"{PAGE}/verify").text
    assert "The record holds." in page
    assert "Entries 1 to " in page
    assert "are as they were written" in page
    assert str(desk.held.settings.anchors) in page or "anchors" in page


def test_the_first_bad_entry_is_named(admin: Visit, desk: Desk) -> None:
    with desk.uow.read() as session:
        head = session.get_one(AuditHead, desk.workspace.id)
    forged = AuditEntry(
        workspace_id=desk.workspace.id, number=head.number + 1, kind="hold.ended", actor="cli",
        at=desk.clock.now, commitment="0" * 64, previous=head.hash, hash="f" * 64,
    )  # fmt: skip
    desk.build.add(forged)
    page = admin.submit(f"{PAGE}/verify").text
    assert "The record does not hold." in page
    assert f"Entry {head.number + 1} was changed" in page


def test_anchors_that_were_changed_are_noticed(admin: Visit, desk: Desk) -> None:
    recorded(desk)
    anchored(desk)
    path = desk.held.settings.anchors / f"{desk.workspace.id}.jsonl"
    path.write_text(path.read_text().replace('"number":', '"number":1'))
    assert "The file of anchors was changed" in admin.submit(f"{PAGE}/verify").text


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> int:
    """Pieces of a few entries, as a chain of a million would have of many."""
    assert AT_ONCE >= 10_000
    monkeypatch.setattr("threadside.audit.piecewise.AT_ONCE", 4)
    return 4


def verified(admin: Visit) -> list[str]:
    """The pages of a verification that goes on to its end."""
    pages = [admin.submit(f"{PAGE}/verify").text]
    while 'name="so_far"' in pages[-1]:
        pages.append(admin.submit(f"{PAGE}/verify", so_far=so_far(pages[-1])).text)
        assert len(pages) < 20
    return pages


def so_far(page: str) -> str:
    return page.partition('name="so_far" value="')[2].partition('"')[0]


def newest(desk: Desk) -> AuditHead:
    with desk.uow.read() as session:
        return session.get_one(AuditHead, desk.workspace.id)


@pytest.mark.usefixtures("pieces")
def test_a_long_record_is_verified_whole_piece_by_piece(admin: Visit, desk: Desk) -> None:
    """From its first entry; each page says what it has seen and what not."""
    for _ in range(6):
        recorded(desk)
    anchored(desk)
    recorded(desk)
    head = newest(desk)
    first, *rest = verified(admin)
    assert f"Entries 1 to 4 of {head.number} are as they were written." in first
    assert "have not been checked yet" in first
    assert "The record holds." not in first
    assert rest, "it goes on"
    assert f"Entries 1 to {head.number}, all there are," in rest[-1]
    assert head.hash[:16] in rest[-1]
    assert "; 1 of them agree with anchors" in rest[-1] or "; 2 of them agree" in rest[-1]
    assert "checked in steps" in rest[-1]


@pytest.mark.usefixtures("pieces")
def test_a_payload_that_was_erased_by_a_later_piece_is_accounted_for(
    admin: Visit, desk: Desk
) -> None:
    """A-4, across pieces."""
    recorded(desk, "hold.placed", ANNA, reason="Doe v. Northside")
    for _ in range(9):
        recorded(desk)
    admin.does("/console/consent/erase", number=ANNA, typed=ANNA, reason="They asked")
    pages = verified(admin)
    assert len(pages) > 2
    assert "The record holds." in pages[-1]
    assert "what 1 said was erased" in pages[-1]


@pytest.mark.usefixtures("pieces")
def test_what_is_gone_without_an_erasure_is_found_in_its_piece(admin: Visit, desk: Desk) -> None:
    for _ in range(12):
        recorded(desk)
    with desk.uow.write() as tx:
        tx.session.execute(delete(AuditPayload).where(AuditPayload.number == 2))
    page = verified(admin)[-1]
    assert "The record does not hold." in page
    assert "2" in page.split("The record does not hold.")[1][:200]


@pytest.mark.usefixtures("pieces")
def test_nobody_begins_in_the_middle(admin: Visit, desk: Desk, open_desk: OpenDesk) -> None:
    """What a page hands on is sealed, for this workspace, and good for an hour."""
    for _ in range(12):
        recorded(desk)
    page = admin.submit(f"{PAGE}/verify").text
    assert "Entries 1 to 4 of" in admin.submit(f"{PAGE}/verify", so_far="9").text
    assert "Entries 1 to 8 of" in admin.submit(f"{PAGE}/verify", so_far=so_far(page)).text
    desk.clock.advance(minutes=61)
    assert "Entries 1 to 4 of" in admin.submit(f"{PAGE}/verify", so_far=so_far(page)).text


@pytest.mark.usefixtures("pieces")
def test_an_end_that_was_cut_off_is_noticed(admin: Visit, desk: Desk) -> None:
    for _ in range(12):
        recorded(desk)
    with desk.uow.write() as tx:
        tx.session.get_one(AuditHead, desk.workspace.id).number += 20
    assert "The record does not hold." in verified(admin)[-1]


def test_what_is_written_while_it_is_checked_is_no_fault(
    admin: Visit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Colleagues go on working: a check looks at one moment."""
    for _ in range(5):
        recorded(desk)
    rows = check.rows

    def and_meanwhile(*given: Any) -> Iterator[Any]:
        yield from rows(*given)
        recorded(desk)

    monkeypatch.setattr(check, "rows", and_meanwhile)
    assert "The record holds." in admin.submit(f"{PAGE}/verify").text


def test_what_was_erased_is_said_to_be(admin: Visit, desk: Desk) -> None:
    recorded(desk, "hold.placed", ANNA, reason="Doe v. Northside")
    admin.does("/console/consent/erase", number=ANNA, typed=ANNA, reason="They asked")
    page = admin.see(PAGE)
    assert "Content erased" in page
    assert "Doe v. Northside" not in page
    assert "Dana Whitfield erased what older entries say." in page
    assert "The record holds." in admin.submit(f"{PAGE}/verify").text


def test_auditors_read_and_verify_and_another_workspace_sees_its_own(
    desk: Desk, open_desk: OpenDesk, visit: Callable[[Someone], Visit]
) -> None:
    """V-1."""
    recorded(desk, "hold.placed", ANNA, reason="Doe v. Northside")
    auditor = visit(desk.build.member(desk.workspace, role="auditor"))
    assert "Doe v. Northside" in auditor.see(PAGE)
    assert auditor.submit(f"{PAGE}/verify").status_code == 200
    assert visit(desk.rep).open(PAGE).status_code == 403
    elsewhere = open_desk()
    stranger = visit(elsewhere.build.member(elsewhere.workspace, role="admin"))
    assert "Doe v. Northside" not in stranger.see(PAGE)
