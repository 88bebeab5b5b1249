"""Accounts of Salesforce that were renamed by an upgrade: what was there before is found after."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import Engine, text

from tests.integration.databases import Database
from threadside.store.engine import open_engine
from threadside.store.migrate import configuration, pending, upgrade

_BEFORE = "0015"
_AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
_CONTACT, _LEAD = "0035g00000AbCdEAAV", "00Q5g000001XyZaEAK"
OLD = {
    "lightning": ("w", "salesforce", "acme.lightning.force.com", _CONTACT),
    "a lead of it": ("w", "salesforce", "acme.lightning.force.com", _LEAD),
    "a sandbox": ("w", "salesforce", "acme--uat.sandbox.lightning.force.com", _CONTACT),
    "a sandbox by another host": ("w", "salesforce", "acme--uat.lightning.force.com", _CONTACT),
    "a developer's": ("w", "salesforce", "acme-dev-ed.develop.lightning.force.com", _CONTACT),
    "another workspace": ("v", "salesforce", "acme.lightning.force.com", _CONTACT),
    "short already": ("w", "salesforce", "lovelace", _CONTACT),
    "HubSpot": ("w", "hubspot", "4412", "501"),
    "somebody's own": ("w", "own-desk", "odd.lightning.force.com", "7"),
}
"""Rows as releases before linked CRMs wrote them: workspace, CRM, account, id. One record may have
been seen at two hosts of one org."""
NOW = {
    "lightning": "acme",
    "a lead of it": "acme",
    "a sandbox": "acme--uat",
    "a sandbox by another host": "acme--uat.lightning.force.com",
    "a developer's": "acme-dev-ed",
    "another workspace": "acme",
    "short already": "lovelace",
    "HubSpot": "4412",
    "somebody's own": "odd.lightning.force.com",
}


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """A database as it was before, with its old rows."""
    url = database.clean()
    found = open_engine(Flask("renamed"), url, connections=2)
    config = configuration()
    with found.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, _BEFORE)
    with found.begin() as connection:
        for workspace in ("v", "w"):
            connection.execute(
                text(
                    "INSERT INTO workspace"
                    " (id, name, region, hold_seconds, templates_version, created_at)"
                    " VALUES (:id, 'Acme', 'US', 0, 0, :at)"
                ),
                {"id": workspace, "at": _AT},
            )
            connection.execute(
                text(
                    "INSERT INTO person"
                    " (id, workspace_id, name, first_name, title, company, created_at, version)"
                    " VALUES (:id, :workspace, 'Ada Lovelace', 'Ada', '', '', :at, 1)"
                ),
                {"id": f"ada of {workspace}", "workspace": workspace, "at": _AT},
            )
        for name, (workspace, crm, account, remote_id) in OLD.items():
            connection.execute(
                text(
                    "INSERT INTO record (id, workspace_id, crm, account, type, remote_id, name,"
                    " chosen_person_id, created_at)"
                    " VALUES (:id, :workspace, :crm, :account, :type, :remote_id, 'Ada',"
                    " :person, :at)"
                ),
                {
                    "id": name,
                    "workspace": workspace,
                    "crm": crm,
                    "account": account,
                    "type": "lead" if remote_id == _LEAD else "contact",
                    "remote_id": remote_id,
                    "person": f"ada of {workspace}",
                    "at": _AT,
                },
            )
            connection.execute(
                text(
                    "INSERT INTO record_person (record_id, person_id, position)"
                    " VALUES (:id, :person, 0)"
                ),
                {"id": name, "person": f"ada of {workspace}"},
            )
    yield found
    found.dispose()
    database.drop(url)


def test_an_org_goes_by_its_own_name_and_keeps_its_people(engine: Engine) -> None:
    assert upgrade(engine)[0] == "0016"
    assert pending(engine) == []
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id, account FROM record"))
        assert {row.id: row.account for row in found} == NOW
        kept = connection.execute(
            text(
                "SELECT record.id, record.remote_id, record.chosen_person_id,"
                " record_person.person_id, record_person.role"
                " FROM record JOIN record_person ON record_person.record_id = record.id"
            )
        ).all()
        assert {tuple(row) for row in kept} == {
            (name, remote_id, f"ada of {workspace}", f"ada of {workspace}", "")
            for name, (workspace, _, _, remote_id) in OLD.items()
        }
