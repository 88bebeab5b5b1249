"""What texts of an account go out by, and its API secret."""

from tests.integration.cli.conftest import Run
from tests.integration.cli.test_lines import account, key_file
from tests.integration.cli.test_signature_secret import access
from threadside.store.uow import UnitOfWork

__all__ = ["account", "key_file"]


def test_the_sms_api_is_refused_without_the_api_secret(
    run: Run, account: tuple[str, ...], uow: UnitOfWork
) -> None:
    refused = run(*account, "--api", "sms")
    assert (refused.exit_code, "needs the account’s API secret" in refused.output) == (1, True)
    assert run(*account).exit_code == 0
    assert "Add it first" in run("carrier", "api", "sms").output
    assert access(uow, "abcd1234").api == "messages"


def test_an_api_secret_is_added_later_and_never_printed(
    run: Run, account: tuple[str, ...], uow: UnitOfWork
) -> None:
    run(*account)
    kept = run("carrier", "api-secret", env={"VONAGE_API_SECRET": " the secret "})
    assert (kept.exit_code, "the secret" in kept.output) == (0, False)
    assert run("carrier", "api", "sms").exit_code == 0
    found = access(uow, "abcd1234")
    assert (found.api, found.api_secret) == ("sms", "the secret")


def test_a_mistyped_signature_secret_is_corrected_while_the_old_one_holds(
    run: Run, account: tuple[str, ...], uow: UnitOfWork
) -> None:
    run(*account)
    for secret in ("mistyped", "the new secret"):
        run("carrier", "change-secret", "--signature-secret", secret)
    assert access(uow, "abcd1234").signature_secrets == ("the new secret", "a shared secret")
