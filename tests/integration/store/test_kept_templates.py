"""Templates of a release before drafts: an upgrade keeps them, their versions and their use."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import Engine, MetaData, Table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.integration.databases import Database
from threadside.store.engine import open_engine
from threadside.store.migrate import configuration, upgrade
from threadside.store.tables import Message
from threadside.templates import catalog, listing, reading, usage
from threadside.templates.listing import Wanted
from threadside.templates.usage import Replies, Usage

_BEFORE = "0017"
_AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
_OURS = {"workspace_id": "w", "created_at": _AT}
_ALARM = {
    "workspace_id": "w", "template_id": "loud", "network": "", "since": _AT, "note": "",
    "paused": True, "expected": 0.03, "observed": 0.1, "texts": 200,
}  # fmt: skip
_TEXT = {
    "workspace_id": "w", "thread_id": "t", "line_id": "l", "phone": "+17205550142",
    "state_rank": 1, "encoding": "gsm7", "segments": 1,
}  # fmt: skip
_ITEM = {
    "workspace_id": "w", "person_id": "anna", "thread_id": "t", "kind": "message", "text": "Hi",
    "version": 1,
}  # fmt: skip
OLD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("workspace", {
        "id": "w", "name": "Acme", "region": "US", "hold_seconds": 0, "templates_version": 3,
        "created_at": _AT,
    }),
    ("user_account", {
        "id": "u", "email": "dana@acme.example", "name": "Dana Field", "password_hash": "",
        "created_at": _AT,
    }),
    ("member", {"id": "dana", "user_id": "u", "role": "admin", "active": True, **_OURS}),
    ("person", {
        "id": "anna", "name": "Anna Berg", "first_name": "Anna", "title": "", "company": "",
        "version": 1, **_OURS,
    }),
    ("carrier_account", {
        "id": "c", "carrier": "vonage", "api_host": "", "api_key": "", "application_id": "",
        "private_key_sealed": "", "signature_secret_sealed": "", **_OURS,
    }),
    ("line", {
        "id": "l", "carrier_account_id": "c", "phone": "+17205550100", "name": "Front",
        "state": "live", "per_second": 1.0, "burst_seconds": 1.0, "position": 0, **_OURS,
    }),
    ("thread", {
        "id": "t", "line_id": "l", "phone": "+17205550142", "person_id": "anna",
        "last_inbound_seq": 0, "last_at": _AT, **_OURS,
    }),
    *(
        ("template", {
            "id": id_, "workspace_id": "w", "name": name, "group_name": group, "state": state,
            "version": version, "position": position,
        })
        for position, (id_, name, group, state, version) in enumerate((
            ("visit", "Café visit", "Visits", "approved", 2),
            ("loud", "Spring sale", "", "in_review", 1),
            ("over", "Old hours", "", "retired", 1),
        ))
    ),
    *(
        ("template_version", {
            "template_id": id_, "version": version, "body": body, "approved_by": "dana",
            "approved_at": _AT + timedelta(days=version),
        })
        for id_, version, body in (
            ("visit", 1, "See you."), ("visit", 2, "Hi {{first_name|there}}, see you."),
            ("loud", 1, "20% off."), ("over", 1, "Open till six."),
        )
    ),
    ("timeline_item", {"id": "sent", "at": _AT, "seq": 1, **_ITEM}),
    ("message", {
        "id": "sent", "direction": "out", "state": "delivered", "template_id": "visit",
        "template_version": 1, **_TEXT,
    }),
    ("timeline_item", {"id": "answer", "at": _AT + timedelta(hours=2), "seq": 2, **_ITEM}),
    ("message", {"id": "answer", "direction": "in", "state": "received", **_TEXT}),
    ("delivery_hour", {
        "workspace_id": "w", "hour": _AT, "line_id": "l", "template_id": "visit", "network": "",
        "outcome": "delivered", "texts": 7,
    }),
    ("delivery_alarm", {"id": "1", "kind": "opt_outs", "raised_at": _AT, **_ALARM}),
    (
        "delivery_alarm",
        {"id": "2", "kind": "complaints", "raised_at": _AT + timedelta(days=1), **_ALARM},
    ),
)  # fmt: skip
"""Rows as that release wrote them: one template is in use and was sent, one was taken out for
opt-outs, brought back, and taken out for complaints, one is retired."""


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """A database as it was before, with its old rows."""
    url = database.clean()
    found = open_engine(Flask("kept"), url, connections=2)
    config = configuration()
    with found.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, _BEFORE)
    with found.begin() as connection:
        known = MetaData()
        for name, row in OLD:
            connection.execute(Table(name, known, autoload_with=connection).insert(), row)
    yield found
    found.dispose()
    database.drop(url)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """The same database after the upgrade."""
    assert upgrade(engine)[0] == "0018"
    with Session(engine) as found:
        yield found


def test_reps_choose_from_what_they_had(session: Session) -> None:
    found = catalog.usable(session, "w", _AT)
    assert found.version == "3", "nobody need fetch it anew"
    [item] = found.items
    assert (item.id, item.version, item.name, item.group, item.body) == (
        "visit", 2, "Café visit", "Visits", "Hi {{first_name|there}}, see you.",
    )  # fmt: skip


def test_every_version_says_what_was_approved_by_whom_and_when(session: Session) -> None:
    versions = reading.one(session, "w", "visit").versions
    assert [(each.version, each.content.body, each.content.name) for each in versions] == [
        (2, "Hi {{first_name|there}}, see you.", "Café visit"), (1, "See you.", "Café visit"),
    ]  # fmt: skip
    assert {each.approved_by for each in versions} == {"Dana Field"}
    assert versions[1].approved_at == _AT + timedelta(days=1)
    assert {each.content.folder for each in versions} == {"Visits"}


def test_what_was_taken_out_says_why_and_what_is_retired_stays_so(session: Session) -> None:
    loud, over = (reading.one(session, "w", each) for each in ("loud", "over"))
    assert (loud.state, loud.suspended_because) == ("suspended", "complaints")
    assert (over.state, over.content.body) == ("retired", "Open till six.")


def test_texts_that_were_sent_still_count(session: Session) -> None:
    sent = session.get_one(Message, "sent")
    assert (sent.template_id, sent.template_version) == ("visit", 1)
    now = _AT + timedelta(days=3)
    assert usage.of(session, "w", ["visit", "over"], now) == {"visit": Usage(7, _AT)}
    assert usage.replies(session, "w", "visit", now) == Replies(1, 1)


@pytest.mark.parametrize("typed", ["cafe", "visits", "hi see"])
def test_they_are_found_by_what_they_say(session: Session, typed: str) -> None:
    [row] = listing.find(session, "w", Wanted(search=typed)).rows
    assert row.name == "Café visit"


def test_what_was_approved_before_can_not_be_changed_either(session: Session) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("UPDATE template_version SET body = 'Other words'"))
