"""Another key: the old one goes on opening, and everything sealed is sealed again."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from tests.builders import Builders
from tests.integration.cli.conftest import Run
from tests.integration.conftest import KEY
from threadside import keys
from threadside.cli.key import COLUMNS
from threadside.ids import new_id
from threadside.linking import apps, seals, tokens
from threadside.linking.apps import App
from threadside.linking.tokens import Fresh
from threadside.sealing import SealBroken, Sealer
from threadside.sending import accounts
from threadside.settings import Settings
from threadside.store.base import Base
from threadside.store.sealed import seal_again
from threadside.store.tables import CarrierAccount, CrmConnection, CrmToken
from threadside.store.uow import UnitOfWork

NEW = Sealer.new_key()
BOTH = {"THREADSIDE_KEY": f"{NEW},{KEY}"}
OLD, ALONE = Sealer.from_key(KEY), Sealer.from_key(NEW)
KEPT = 7
"""The secrets of one account with three, and of one CRM with four."""


@pytest.fixture
def account(build: Builders, uow: UnitOfWork) -> CarrierAccount:
    """A carrier's account and a linked CRM, sealed with the old key."""
    somebody = build.member(role="admin")
    line = build.line(somebody.workspace)
    linked = CrmConnection(
        id=new_id(), workspace_id=somebody.workspace.id, crm="zoho", account="1", name="Zoho",
        base_url="https://www.zohoapis.com", linked_by=somebody.id, linked_at=line.created_at,
    )  # fmt: skip
    build.add(linked)
    with uow.write() as tx:
        row = tx.session.get_one(CarrierAccount, line.carrier_account_id)
        accounts.set_application(tx, OLD, row, "app", "a private key")
        accounts.set_api_secret(tx, OLD, row, "an API secret")
        row.signature_secret_sealed = OLD.seal(
            "a signature secret", accounts.seal_place("signature_secret", row.id)
        )
        apps.keep(tx, OLD, somebody.workspace.id, "zoho", App("threadside", "an app's secret"))
        tx.session.add(
            CrmToken(connection_id=linked.id, access_sealed="", obtained_at=tx.now, generation=0)
        )
        tx.session.flush()
        tokens.keep(tx, OLD, linked.id, Fresh("an access token", "a refresh token", tx.now))
        place = seals.place(seals.HOOK, linked.id)
        tx.session.get_one(CrmConnection, linked.id).hook_sealed = OLD.seal("a hook", place)
    return row


def values(uow: UnitOfWork) -> list[str]:
    """Every sealed value there is."""
    with uow.read() as session:
        columns = [each.column for each in COLUMNS]
        return [v for c in columns for v in session.scalars(select(c).where(c.is_not(None)))]


def sealed_by(uow: UnitOfWork, sealer: Sealer) -> int:
    return sum(value.startswith(f"{sealer.newest}.") for value in values(uow))


def test_every_sealed_column_is_known() -> None:
    there = {
        f"{mapper.local_table.name}.{column.key}"
        for mapper in Base.registry.mappers
        for column in inspect(mapper.class_).columns
        if column.key.endswith("_sealed")
    }
    assert {each.name for each in COLUMNS} == there


def test_everything_is_sealed_with_the_new_key_and_twice_is_once(
    run: Run, uow: UnitOfWork, account: CarrierAccount
) -> None:
    answer = run("key", "rotate", env=BOTH)
    assert answer.exit_code == 0, answer.output
    assert "carrier_account.private_key_sealed: 1 sealed anew" in answer.output
    assert sealed_by(uow, ALONE) == KEPT == len(values(uow))
    with uow.read() as session:
        row = session.get_one(CarrierAccount, account.id)
    place = accounts.seal_place("private_key", row.id)
    assert ALONE.open(row.private_key_sealed, place) == "a private key"
    before = values(uow)
    again = run("key", "rotate", env=BOTH)
    assert "carrier_account.private_key_sealed: 0 sealed anew" in again.output
    assert values(uow) == before


def test_what_was_interrupted_goes_on_where_it_was(
    run: Run, uow: UnitOfWork, account: CarrierAccount
) -> None:
    ring = Sealer.from_key(BOTH["THREADSIDE_KEY"])
    assert next(seal_again(uow, ring, COLUMNS, batch=1)).count == 1
    assert (sealed_by(uow, ALONE), sealed_by(uow, OLD)) == (1, KEPT - 1)
    assert run("key", "rotate", env=BOTH).exit_code == 0
    assert sealed_by(uow, ALONE) == KEPT


def test_a_batch_goes_on_after_what_it_could_not_open(
    uow: UnitOfWork, build: Builders, account: CarrierAccount
) -> None:
    for number in range(3):  # their secrets are no sealed values
        build.line(build.workspace(), f"+1720555020{number}")
    ring = Sealer.from_key(BOTH["THREADSIDE_KEY"])
    done = list(seal_again(uow, ring, accounts.SEALED[:1], batch=1))
    assert sum(each.count for each in done) == 1
    assert len([place for each in done for place in each.lost]) == 3


def test_what_no_key_opens_is_named_and_left(
    run: Run, uow: UnitOfWork, account: CarrierAccount
) -> None:
    answer = run("key", "rotate", env={"THREADSIDE_KEY": NEW})
    assert answer.exit_code == 1
    assert f"No key opens carrier_account.private_key:{account.id}." in answer.output
    assert "a private key" not in answer.output
    assert sealed_by(uow, OLD) == KEPT


def test_a_secret_that_was_changed_meanwhile_is_not_undone(
    uow: UnitOfWork, account: CarrierAccount
) -> None:
    ring = Sealer.from_key(BOTH["THREADSIDE_KEY"])
    with uow.write() as tx:
        row = tx.session.get_one(CarrierAccount, account.id)
        accounts.set_api_secret(tx, ring, row, "another one")
    list(seal_again(uow, ring, COLUMNS))
    with uow.read() as session:
        row = session.get_one(CarrierAccount, account.id)
    place = accounts.seal_place("api_secret", row.id)
    assert ALONE.open(row.api_secret_sealed or "", place) == "another one"
    with pytest.raises(SealBroken):
        OLD.open(row.api_secret_sealed or "", place)


def test_a_key_in_a_file_gets_another_before_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / keys.FILE
    assert run("key", "add", env={"THREADSIDE_KEY": ""}).exit_code == 1, "there is none yet"
    path.write_text(f"{KEY}\n", encoding="ascii")
    answer = run("key", "add", env={"THREADSIDE_KEY": ""})
    assert answer.exit_code == 0, answer.output
    first, second = path.read_text(encoding="ascii").split()
    assert (second, first not in answer.output) == (KEY, True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    ring = keys.key_ring(Settings(_env_file=None, data_dir=tmp_path, key=""))
    assert ring.newest == Sealer.from_key(first).newest
    assert keys.query_keys(ring) == keys.query_keys(OLD), "erased numbers are still recognised"


def test_keys_of_the_environment_are_the_operators_to_change(run: Run, tmp_path: Path) -> None:
    answer = run("key", "add")
    printed = next(line for line in answer.output.splitlines() if line.endswith("="))
    assert Sealer.from_key(f"{printed},{KEY}").newest != OLD.newest
    assert not (tmp_path / keys.FILE).exists()
