"""The audit log as somebody reads it, and the check whether it holds."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from threadside.audit import log
from threadside.audit.listing import AT_ONCE
from threadside.machinery import anchor_keeper
from threadside.store.tables import AuditEntry, AuditHead

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


def test_a_long_record_is_verified_from_an_anchor(
    admin: Visit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody waits for has an end; the command verifies all of it."""
    assert AT_ONCE > 10_000
    monkeypatch.setattr("threadside.audit.listing.AT_ONCE", 3)
    for _ in range(4):
        recorded(desk)
    anchored(desk)
    recorded(desk)
    page = admin.submit(f"{PAGE}/verify").text
    assert "The record holds." in page
    assert "checks them all" in page


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
