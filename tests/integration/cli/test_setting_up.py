"""From nothing to a signed-in member, by commands."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.integration.cli.conftest import Run
from tests.integration.http.browsing import submit_sign_in

KIM = ("--email", "Kim@Example.com", "--name", "Kim Okafor")
SECRET = ("--password", "a few words in a row")


def test_a_workspace_a_user_and_a_token_make_a_member(run: Run, client: FlaskClient) -> None:
    workspace = run("workspace", "create", "--name", "Foothill Solar", "--region", "ca").output
    member = run("user", "create", *KIM, *SECRET, "--role", "admin").output.strip()
    token = run("token", "create", "--email", "kim@example.com", "--name", "nightly").output.strip()
    me = client.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).get_json()
    assert me["member"]["id"] == member
    assert me["workspace"]["id"] == workspace.strip()
    assert (me["role"], me["workspace"]["region"]) == ("admin", "CA")


def test_the_user_can_sign_in(run: Run, client: FlaskClient) -> None:
    run("workspace", "create", "--name", "Foothill Solar")
    run("user", "create", *KIM, *SECRET)
    assert submit_sign_in(client, "kim@example.com", SECRET[1]).status_code == 303


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--email", "kim", "--name", "Kim", *SECRET), "Enter an address such as"),
        ((*KIM, "--password", "short"), "A password has 10 to 256 characters"),
        ((*KIM, *SECRET, "--workspace", "Elsewhere"), "There is no such workspace"),
        (("--email", "a@b.c", "--name", " ", *SECRET), "Enter a name"),
    ],
)
def test_what_can_t_be_done_is_said_in_a_sentence(
    run: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    run("workspace", "create", "--name", "Foothill Solar")
    answer = run("user", "create", *arguments)
    assert answer.exit_code == 1
    assert sentence in answer.output


def test_an_address_is_taken_once(run: Run) -> None:
    run("workspace", "create", "--name", "Foothill Solar")
    assert run("user", "create", *KIM, *SECRET).exit_code == 0
    assert "already" in run("user", "create", *KIM, *SECRET).output


def test_a_token_for_nobody_is_not_made(run: Run) -> None:
    answer = run("token", "create", "--email", "nobody@example.com", "--name", "x")
    assert answer.exit_code == 1
    assert "There is no such member" in answer.output


def test_upgrading_twice_changes_nothing(run: Run) -> None:
    assert run("db", "upgrade").output == "Nothing to do.\n"


def test_an_unreachable_database_is_said_in_a_sentence(run: Run) -> None:
    nowhere = {"THREADSIDE_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    answer = run("db", "upgrade", env=nowhere)
    assert answer.exit_code == 1
    assert "can't be reached" in answer.output


def test_settings_that_make_no_sense_are_named(run: Run) -> None:
    answer = run("db", "upgrade", env={"THREADSIDE_THREADS": "many"})
    assert answer.exit_code == 1
    assert "threads" in answer.output


def test_the_contract_in_the_repository_is_current(run: Run) -> None:
    answer = run("schemas", "--check")
    assert answer.exit_code == 0, answer.output


def test_a_contract_that_is_out_of_date_is_named_then_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threadside.cli import schemas

    monkeypatch.setattr(schemas, "shared_folder", lambda: tmp_path)
    check = run("schemas", "--check")
    assert check.exit_code == 1
    assert "openapi.json, events.schema.json" in check.output
    assert not (tmp_path / "openapi.json").exists()
    assert run("schemas").exit_code == 0
    assert run("schemas", "--check").output == "Up to date.\n"


def test_how_long_send_can_be_undone_is_a_setting(run: Run, client: FlaskClient) -> None:
    run("workspace", "create", "--name", "Foothill Solar")
    run("user", "create", *KIM, *SECRET)
    token = run("token", "create", "--email", "kim@example.com", "--name", "x").output.strip()
    assert run("workspace", "set", "--hold-seconds", "10").exit_code == 0
    me = client.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).get_json()
    assert me["workspace"]["hold_seconds"] == 10
    refused = run("workspace", "set", "--hold-seconds", "31")
    assert (refused.exit_code, "0 to 30 seconds" in refused.output) == (1, True)
