"""Erasing a number: nothing tells who it was or what was said, and the proof still holds."""

import json
from typing import Any

import pytest
from sqlalchemy import inspect, select

from tests.integration.desk import ANNA, BEN, Desk
from tests.integration.records.conftest import Recorded, Verified
from threadside.audit import erased
from threadside.errors import Refusal
from threadside.records import holds
from threadside.records.erase import Erased, erase
from threadside.store.base import Base
from threadside.store.tables import AuditPayload, ErasedNumber, Person, Suppression, Thread


def erase_anna(desk: Desk) -> Erased:
    with desk.uow.write() as tx:
        return erase(tx, desk.workspace.id, ANNA)


def everything(desk: Desk) -> str:
    """The whole database as text."""
    rows: list[Any] = []
    with desk.uow.read() as session:
        for mapper in Base.registry.mappers:
            for row in session.scalars(select(mapper.class_)):
                names = [column.key for column in inspect(type(row)).column_attrs]
                rows.append([type(row).__name__, *(str(getattr(row, name)) for name in names)])
    return json.dumps(rows, ensure_ascii=False)


def test_nothing_of_the_number_the_name_or_the_words_is_left(desk: Desk) -> None:
    anna = desk.person("Anna Quincey", ANNA, title="Dentist", company="Alpine Dental")
    made = desk.press(anna, "The xylophone is ready")
    desk.after_hold()
    desk.reports(made["id"], "delivered")
    desk.says("Great, the zither too please")
    noted = desk.ask(
        "POST",
        f"/v1/people/{anna.id}/notes",
        {"client_key": "note-00001", "text": "likes accordions"},
    )
    assert noted.status_code == 201
    before = everything(desk)
    told = ("Quincey", "xylophone", "zither", "accordion", "Alpine", "Dentist", ANNA[1:])
    assert all(word in before for word in told)
    done = erase_anna(desk)
    assert (done.texts, done.emptied) == (2, [anna.id])
    after = everything(desk)
    assert [word for word in told if word in after] == []


def test_the_chain_holds_and_says_what_was_erased(
    desk: Desk, recorded: Recorded, verified: Verified
) -> None:
    desk.press(desk.person())
    desk.says("Hello")
    ben = desk.person("Ben Cole", BEN)
    kept = desk.press(ben, "Hi Ben", phone=BEN)
    done = erase_anna(desk)
    report = verified()
    assert report.fault is None
    assert report.erased == done.entries > 0
    (_, account) = recorded("erasure.executed")[-1]
    assert sum(last - first + 1 for first, last in account.payload["numbers"]) == done.entries
    assert ANNA not in json.dumps(account.payload)
    pressed = recorded("text.pressed")
    assert [payload.payload["message"] for _, payload in pressed] == [kept["id"]]


def test_an_opt_out_outlives_the_erasure_and_a_new_import(desk: Desk) -> None:
    """A-5: the number comes back under another name, and is known to have opted out."""
    desk.person()
    desk.says("STOP")
    desk.send_due()
    done = erase_anna(desk)
    assert done.opted_out_at is not None
    with desk.uow.read() as session:
        assert session.scalars(select(Suppression.phone)).all() == []
        assert session.scalars(select(ErasedNumber.phone_hash)).all() == [done.phone_hash]
    new = desk.person("Somebody New", ANNA)
    refused = desk.ask("POST", "/v1/messages", desk.wish(new, "Hi there"))
    assert (refused.status_code, refused.json["code"]) == (409, "refused")
    with desk.uow.read() as session:
        since = erased.opted_out_since(session, desk.workspace.id, ANNA)
        assert since == done.opted_out_at
        assert erased.opted_out_since(session, desk.workspace.id, BEN) is None


def test_who_opts_in_again_after_the_erasure_may_be_texted(desk: Desk) -> None:
    desk.says("STOP")
    desk.send_due()
    erase_anna(desk)
    desk.says("START")
    with desk.uow.read() as session:
        assert erased.opted_out_since(session, desk.workspace.id, ANNA) is None


def test_erasing_twice_keeps_the_opt_out(desk: Desk, verified: Verified) -> None:
    desk.says("STOP")
    desk.send_due()
    first = erase_anna(desk)
    desk.says("Hello again")
    again = erase_anna(desk)
    assert again.phone_hash == first.phone_hash
    with desk.uow.read() as session:
        assert erased.opted_out_since(session, desk.workspace.id, ANNA) is not None
        phones = session.scalars(select(Thread.phone)).all()
    assert len(phones) == len(set(phones)) == 2
    assert verified().fault is None


def test_without_the_key_nobody_can_say_that_a_number_was_not_erased(desk: Desk) -> None:
    from threadside.store.uow import UnitOfWork

    with UnitOfWork(desk.uow.engine).read() as session, pytest.raises(erased.NoErasureKey):
        erased.opted_out_since(session, desk.workspace.id, ANNA)


def test_the_hash_depends_on_the_workspace_and_is_no_plain_hash(desk: Desk, open_desk: Any) -> None:
    other = open_desk()
    with desk.uow.read() as session:
        hashes = {
            erased.hash_of(session, workspace, ANNA)
            for workspace in (desk.workspace.id, other.workspace.id)
        }
    assert len(hashes) == 2


def test_somebody_with_another_number_stays(desk: Desk) -> None:
    desk.person("Anna Fernández", ANNA, BEN)
    done = erase_anna(desk)
    assert (done.emptied, done.also_known_by) == ([], ["Anna Fernández"])
    with desk.uow.read() as session:
        assert session.scalars(select(Person.name)).all() == ["Anna Fernández"]


def test_a_hold_forbids_it_with_its_reason(desk: Desk) -> None:
    desk.person()
    for phone in (ANNA, None):
        with desk.uow.write() as tx:
            placed = holds.place(tx, desk.workspace.id, phone, "Doe v. Foothill")
        with pytest.raises(Refusal) as refused:
            erase_anna(desk)
        assert refused.value.code == "legal_hold"
        assert refused.value.params["reason"] == "Doe v. Foothill"
        with desk.uow.write() as tx:
            holds.end(tx, desk.workspace.id, placed.id)
    assert len(erase_anna(desk).emptied) == 1


def test_a_text_under_way_has_to_come_to_its_end_first(desk: Desk) -> None:
    desk.person()
    desk.arrives("I am on my way")
    with pytest.raises(Refusal) as refused:
        erase_anna(desk)
    assert refused.value.code == "in_flight"
    desk.fold()
    erase_anna(desk)


def test_a_held_text_is_taken_back(desk: Desk) -> None:
    made = desk.press(desk.person())
    erase_anna(desk)
    assert desk.state(made["id"]) == "failed"
    assert desk.after_hold() == 0


def test_clients_can_still_replay_what_came_before(desk: Desk) -> None:
    desk.press(desk.person())
    head = desk.head()
    erase_anna(desk)
    assert [event.seq for event in desk.events()] == list(range(1, desk.head() + 1))
    assert desk.events(head)[-1].type == "person"


def test_another_workspace_keeps_its_own(desk: Desk, open_desk: Any) -> None:
    other = open_desk()
    theirs = other.person()
    erase_anna(desk)
    with desk.uow.read() as session:
        assert session.get_one(Person, theirs.id).name == "Anna Fernández"


def test_what_an_erased_timeline_shows_says_why(desk: Desk) -> None:
    anna = desk.person()
    desk.press(anna, "Hello")
    erase_anna(desk)
    shown = [item for item in desk.timeline(anna) if item["kind"] == "message"]
    assert [(item["text"], item["mark"]["code"]) for item in shown] == [("", "erased")]
    with desk.uow.read() as session:
        payloads = session.scalars(select(AuditPayload.phone)).all()
    assert ANNA not in payloads
