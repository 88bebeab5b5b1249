"""What CRMs tell of changes, the crawl, and polling."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.integration.crm.made_up import ANNA, MadeUp, Office
from tests.integration.desk import BEN
from threadside.crm import crawl
from threadside.linking import seals
from threadside.linking.port import Hook
from threadside.linking.problems import Throttled, Unavailable
from threadside.linking.values import Change, Ref
from threadside.store.tables import (
    CrmConnection,
    CrmEvent,
    CrmNumber,
    CrmReading,
    Person,
    RefusedWebhookCount,
)


def told(key: str, kind: str = "changed", id_: str = "1") -> list[list[str]]:
    return [[key, kind, "contact", id_]]


def folded(office: Office) -> int:
    office.desk.fold()
    return office.reader.work_due()


def rows(office: Office, table: Any) -> list[Any]:
    with office.desk.uow.read() as session:
        return list(session.scalars(select(table)))


def test_a_change_of_a_record_that_is_looked_at_is_read_at_once(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    office.desk.clock.advance(minutes=1)
    office.change("1", company="Summit")
    before = office.desk.head()
    assert office.hook(told("e1")).status_code == 200
    assert folded(office) == 1
    assert office.beside("1")["people"][0]["company"] == "Summit"
    assert "record" in {event.type for event in office.desk.events(before)}


def test_a_change_of_a_record_that_nobody_looks_at_waits_until_it_is_opened(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    office.desk.clock.advance(days=1)
    office.hook(told("e1"))
    assert folded(office) == 0
    assert office.beside("1")["context"]["state"] == "stale"


def test_a_change_of_somebody_who_is_texted_is_read_at_once(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    office.desk.says("Hello", peer=ANNA)
    office.desk.clock.advance(days=1)
    office.change("1", opted_out=True)
    office.hook(told("e1"))
    assert folded(office) == 1
    assert office.beside("1")["verdict"]["state"] == "stop"


def test_the_same_telling_twice_is_one(office: Office) -> None:
    for _ in range(3):
        assert office.hook(told("e1")).status_code == 200
    assert len(rows(office, CrmEvent)) == 1


def test_tellings_out_of_order_end_in_what_the_crm_says(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    office.desk.clock.advance(minutes=1)
    office.hook(told("e2", "deleted"))
    office.hook(told("e1", "changed"))
    folded(office)
    assert office.beside("1")["context"]["state"] == "fresh"


def test_a_record_told_deleted_is_gone_once_the_crm_says_so(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    del office.holds.records[Ref("contact", "1")]
    office.hook(told("e1", "deleted"))
    folded(office)
    assert office.beside("1")["context"]["state"] == "gone"


def test_what_nobody_knows_makes_nobody(office: Office) -> None:
    office.contact("7", "Nobody Here", ANNA)
    office.hook(told("e1", id_="7"))
    assert folded(office) == 0
    assert rows(office, Person) == []


def test_with_the_index_on_a_new_contact_is_in_it(office: Office) -> None:
    office.set(crawl_state="done")
    office.contact("7", "Nobody Here", ANNA)
    office.hook(told("e1", id_="7"))
    assert folded(office) == 1
    assert [row.e164 for row in rows(office, CrmNumber)] == [ANNA]
    assert rows(office, Person) == []


def test_a_forged_one_is_refused_and_counted(office: Office) -> None:
    assert office.hook(told("e1"), **{"x-secret": "guess"}).status_code == 401
    assert rows(office, CrmEvent) == []
    [count] = rows(office, RefusedWebhookCount)
    assert (count.reason, count.count) == ("crm_signature", 1)


def test_one_that_cannot_be_read_is_kept_and_seen(office: Office) -> None:
    for _ in range(2):
        assert office.hook(b"<html>").status_code == 200
    [event] = rows(office, CrmEvent)
    assert event.problem == "unreadable"
    assert "<html>" in event.body["unreadable"]


def test_one_for_nobody_and_one_that_is_too_large_are_refused(office: Office) -> None:
    client = office.desk.app.test_client()
    unknown = "/webhooks/crm/01890000-0000-7000-8000-000000000000"
    assert client.post(unknown, data=b"[]").status_code == 404
    assert office.hook(b" " * (1024 * 1024 + 1)).status_code == 413
    office.set(state="disconnected")
    assert office.hook(told("e1")).status_code == 404


def test_a_throttled_crm_is_left_alone_and_read_later(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    office.hook(told("e1"))
    office.fails(Throttled(90))
    assert folded(office) == 1
    assert office.reader.work_due() == 0
    office.fails(None)
    office.desk.clock.advance(seconds=91)
    office.change("1", company="Summit")
    assert office.reader.work_due() == 1
    assert office.beside("1")["people"][0]["company"] == "Summit"
    assert rows(office, CrmReading) == []


def test_what_changes_while_it_is_read_is_read_once_more(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    office.hook(told("e1"))
    office.desk.fold()

    class Meanwhile(dict[Ref, Any]):
        def __getitem__(self, ref: Ref) -> Any:
            office.holds.records = dict(self)
            office.desk.clock.advance(seconds=30)
            office.hook(told("e2"))
            office.desk.fold()
            return super().__getitem__(ref)

    office.holds.records = Meanwhile(office.holds.records)
    assert office.reader.work_due() == 2


def test_a_crm_that_does_not_call_is_asked(office: Office) -> None:
    silent = MadeUp("silent", hooks=False)
    linked = office.link(silent, polled_at=None)
    office.contact("1", "Anna Fernández", ANNA, crm=silent)
    office.refresh("1", crm="silent")
    silent.holds.told = [Change("k1", "changed", Ref("contact", "1"))]
    office.reader.work_due()
    office.desk.fold()
    assert len(rows(office, CrmEvent)) == 1
    with office.desk.uow.read() as session:
        assert session.get_one(CrmConnection, linked.id).poll_cursor == "1"
    office.reader.work_due()
    asked = len([each for each in silent.holds.asked if each.startswith("changes")])
    assert asked == 1
    office.desk.clock.advance(minutes=6)
    office.reader.work_due()
    assert silent.holds.asked[-1] == "changes 1"
    assert len(rows(office, CrmEvent)) == 1


def steer(office: Office, wanted: Any) -> crawl.Progress:
    with office.desk.uow.write() as tx:
        return crawl.steer(tx, office.desk.workspace.id, office.connection.id, wanted)


def crawled(office: Office, times: int) -> None:
    for _ in range(times):
        office.desk.clock.advance(seconds=2)
        office.reader.work_due()


def test_a_crawl_fills_the_index_and_nothing_else(office: Office) -> None:
    for n in range(5):
        office.contact(str(n), f"Contact {n}", f"+1720555014{n}")
    assert steer(office, "start").state == "running"
    crawled(office, 5)
    assert sorted(row.e164 for row in rows(office, CrmNumber)) == [
        f"+1720555014{n}" for n in range(5)
    ]
    done = steer(office, "resume")
    assert (done.state, done.done, done.total) == ("done", 5, 5)
    assert rows(office, Person) == []


def test_a_crawl_can_be_paused_and_goes_on_where_it_was(office: Office) -> None:
    for n in range(6):
        office.contact(str(n), f"Contact {n}", f"+1720555014{n}")
    steer(office, "start")
    crawled(office, 1)
    assert steer(office, "pause").done == 2
    crawled(office, 2)
    assert steer(office, "resume").done == 2
    crawled(office, 3)
    assert [each for each in office.holds.asked if each.startswith("crawl")] == [
        "crawl None", "crawl 2", "crawl 4",
    ]  # fmt: skip


def test_a_crawl_survives_throttling_outage_and_a_process_that_dies(office: Office) -> None:
    for n in range(4):
        office.contact(str(n), f"Contact {n}", f"+1720555014{n}")
    steer(office, "start")
    crawled(office, 1)
    office.fails(Throttled(60))
    crawled(office, 2)
    office.fails(Unavailable("broken"))
    office.desk.clock.advance(seconds=61)
    crawled(office, 2)
    office.fails(None)
    with office.desk.uow.write() as tx:
        crawl._take(tx)
    office.desk.clock.advance(minutes=3)
    crawled(office, 2)
    assert steer(office, "resume").state == "done"
    assert len(rows(office, CrmNumber)) == 4


def test_a_number_that_changed_hands_is_indexed_once(office: Office) -> None:
    office.contact("1", "Anna Fernández", ANNA)
    office.refresh("1")
    office.desk.clock.advance(minutes=1)
    office.change("1", numbers=[BEN])
    office.refresh("1")
    assert [row.e164 for row in rows(office, CrmNumber)] == [BEN]


def test_a_crm_is_asked_to_call_and_again_before_it_stops(office: Office) -> None:
    office.set(hook_sealed=None)
    at = office.desk.clock()
    office.holds.promised = Hook("", at + timedelta(days=1))
    office.reader.work_due()
    office.reader.work_due()
    watch = f"watch https://texts.example/webhooks/crm/{office.connection.id}"
    assert office.holds.asked == [watch]
    with office.desk.uow.read() as session:
        kept = session.get_one(CrmConnection, office.connection.id)
        secret = seals.opened(office.desk.held.sealer, kept.hook_sealed or "", seals.HOOK, kept.id)
    assert office.hook(told("e1"), **{"x-secret": secret}).status_code == 200
    assert office.hook(told("e2"), **{"x-secret": "another"}).status_code == 401
    office.desk.clock.advance(hours=20)
    office.reader.work_due()
    assert office.holds.asked == [watch, watch]


def test_a_crm_that_leaves_it_to_its_admins_is_left_alone(office: Office) -> None:
    office.set(hook_sealed=None)
    for _ in range(3):
        office.reader.work_due()
        office.desk.clock.advance(days=1)
    assert len(office.holds.asked) == 1


def test_a_crm_that_was_away_is_asked_to_call_an_hour_later(office: Office) -> None:
    office.set(hook_sealed=None)
    office.fails(Unavailable("slow"))
    office.reader.work_due()
    office.reader.work_due()
    assert len(office.holds.asked) == 1
    office.desk.clock.advance(minutes=61)
    office.reader.work_due()
    assert len(office.holds.asked) == 2
