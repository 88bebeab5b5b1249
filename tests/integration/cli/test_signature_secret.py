"""Changing the secret of webhooks, and how those of the SMS API must be signed."""

import pytest

from tests.builders import Builders
from tests.integration.cli.conftest import Run
from tests.integration.conftest import KEY
from threadside.ids import new_id
from threadside.sealing import Sealer
from threadside.sending import accounts
from threadside.sending.accounts import CarrierAccounts
from threadside.sending.port import AccountAccess
from threadside.store.uow import UnitOfWork

SEALER = Sealer.from_key(KEY)


@pytest.fixture
def account(build: Builders) -> str:
    """The API key of an account that is connected."""
    access = AccountAccess(new_id(), "api.example", "abcd1234", "app", "key", "the old secret")
    workspace = build.workspace()
    with build.uow.write() as tx:
        accounts.add(tx, SEALER, workspace.id, "vonage", access)
    return access.api_key


def access(uow: UnitOfWork, api_key: str) -> AccountAccess:
    (found,) = CarrierAccounts(uow, SEALER, {}, {}).by_api_key("vonage", api_key)
    return found


def test_the_old_secret_holds_until_the_change_is_ended(
    run: Run, uow: UnitOfWork, account: str
) -> None:
    changed = run("carrier", "change-secret", "--signature-secret", "the new secret")
    assert changed.exit_code == 0, changed.output
    assert access(uow, account).signature_secrets == ("the new secret", "the old secret")
    assert run("carrier", "end-change").exit_code == 0
    assert access(uow, account).signature_secrets == ("the new secret",)


def test_webhooks_of_the_sms_api_must_be_signed_unless_an_admin_says_otherwise(
    run: Run, uow: UnitOfWork, account: str
) -> None:
    assert access(uow, account).sms_signature == "any"
    for how in ("sha512", "unsigned", "any"):
        assert run("carrier", "sms-signature", how).exit_code == 0
        assert access(uow, account).sms_signature == how
    assert run("carrier", "sms-signature", "rot13").exit_code == 2


@pytest.mark.parametrize("command", [["change-secret", "--signature-secret", "x"], ["end-change"]])
def test_without_an_account_it_says_so(run: Run, build: Builders, command: list[str]) -> None:
    build.workspace()
    assert run("carrier", *command).exit_code != 0
