"""An upgrade stops nobody's texting: US lines of before get a campaign that counts as approved."""

from collections.abc import Iterator

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from tests.integration.databases import Database
from threadside.store.engine import open_engine
from threadside.store.migrate import configuration, upgrade
from threadside.store.tables import Line
from threadside.workspace import lines, registration

BEFORE = "0010"
ROWS = (
    (
        "INSERT INTO workspace (id, name, region, hold_seconds, templates_version, created_at) "
        "VALUES ('w', 'Foothill Solar', 'US', 5, 1, '2026-01-01 00:00:00')"
    ),
    (
        "INSERT INTO carrier_account (id, workspace_id, carrier, api_host, api_key, "
        "application_id, private_key_sealed, signature_secret_sealed, sms_signature, created_at) "
        "VALUES ('a', 'w', 'vonage', 'h', 'k', 'p', '', '', 'any', '2026-01-01 00:00:00')"
    ),
)
LINE = (
    "INSERT INTO line (id, workspace_id, carrier_account_id, phone, name, state, per_second, "
    "burst_seconds, position, created_at) "
    "VALUES (:id, 'w', 'a', :phone, 'x', :state, 1, 1, :position, '2026-01-01 00:00:00')"
)
LINES = {
    "denver": ("+17205550100", "live"),
    "paused": ("+18505550111", "paused"),
    "tollfree": ("+18335550100", "live"),
    "paris": ("+33612345678", "live"),
}


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """A database of the release before, with lines that text."""
    url = database.clean()
    found = open_engine(Flask("upgrades"), url, connections=4)
    with found.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, BEFORE)
    with found.begin() as connection:
        for row in ROWS:
            connection.execute(text(row))
        for position, (name, (phone, state)) in enumerate(LINES.items()):
            values = {"id": name, "phone": phone, "state": state, "position": position}
            connection.execute(text(LINE), values)
    yield found
    found.dispose()
    database.drop(url)


def test_lines_of_before_go_on_texting_and_show_what_is_missing(engine: Engine) -> None:
    upgrade(engine)
    with Session(engine) as session:
        rows = {row.line.id: row for row in lines.registered(session, "w")}
        assert {name: row.lack for name, row in rows.items()} == dict.fromkeys(LINES)
        assert rows["denver"].campaign is rows["paused"].campaign is not None
        assert rows["paris"].campaign is None
        [brand] = registration.overview(session, "w")
        assert "tax_id" in brand.missing
        assert [campaign.lines for campaign in brand.campaigns] == [2]
        verified = select(Line.id).where(Line.verified)
        assert session.scalars(verified).all() == ["tollfree"]
