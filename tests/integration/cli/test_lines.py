"""From a Vonage account to a line that texts, by commands."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask.testing import FlaskClient

from tests.integration.cli.conftest import Run

ADMIN = ("--email", "kim@example.com", "--name", "Kim Okafor", "--role", "admin")


def pem(kind: PrivateFormat) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, kind, NoEncryption()).decode()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "private.key"
    path.write_text(pem(PrivateFormat.PKCS8), encoding="ascii")
    return path


@pytest.fixture
def account(run: Run, key_file: Path) -> tuple[str, ...]:
    """A workspace with an admin, and the arguments that connect an account."""
    run("workspace", "create", "--name", "Foothill Solar")
    run("user", "create", *ADMIN, "--password", "a few words in a row")
    return (
        "carrier", "connect", "--api-key", "abcd1234", "--application-id", "app-1",
        "--private-key", str(key_file), "--signature-secret", "a shared secret",
    )  # fmt: skip


@pytest.fixture
def token(run: Run, account: tuple[str, ...]) -> str:
    return run("token", "create", "--email", "kim@example.com", "--name", "x").output.strip()


def test_an_account_is_connected_and_says_which_webhooks_it_needs(
    run: Run, account: tuple[str, ...]
) -> None:
    answer = run(*account, env={"THREADSIDE_PUBLIC_URL": "https://text.example.com"})
    assert answer.exit_code == 0
    assert "https://text.example.com/webhooks/vonage/inbound" in answer.output
    assert "https://text.example.com/webhooks/vonage/status" in answer.output


def test_its_secrets_are_sealed_and_the_doctor_can_open_them(
    run: Run, account: tuple[str, ...]
) -> None:
    run(*account)
    report = run("doctor").output
    assert "broken" not in report
    assert "a shared secret" not in report


def test_an_account_is_connected_once(run: Run, account: tuple[str, ...]) -> None:
    run(*account)
    again = run(*account)
    assert (again.exit_code, "connected already" in again.output) == (1, True)


@pytest.mark.parametrize("content", ["", "no key at all", pem(PrivateFormat.TraditionalOpenSSL)])
def test_what_the_carrier_would_refuse_as_a_key_is_refused_here(
    run: Run, account: tuple[str, ...], key_file: Path, content: str
) -> None:
    key_file.write_text(content, encoding="ascii")
    answer = run(*account)
    assert (answer.exit_code, "BEGIN PRIVATE KEY" in answer.output) == (1, True)


def test_a_line_is_there_for_reps_at_once(
    run: Run, account: tuple[str, ...], token: str, client: FlaskClient
) -> None:
    run(*account)
    run("line", "add", "--phone", "(720) 555-0100", "--name", "Denver Sales")
    shown = client.get(
        "/v1/beside?crm=sample&account=acme&type=contact&id=1&phones=303-555-0177",
        headers={"Authorization": f"Bearer {token}"},
    ).get_json()
    assert [line["phone"] for line in shown["lines"]] == ["+17205550100"]
    # To a US number it says what the line lacks, since nothing is registered yet.
    assert shown["verdict"]["code"] == "line_unregistered"
    assert "no registered campaign" in shown["verdict"]["detail"]


def test_a_paused_line_says_so_until_it_is_resumed(run: Run, account: tuple[str, ...]) -> None:
    run(*account)
    run("line", "add", "--phone", "+1 720 555 0100", "--name", "Denver Sales")
    run("line", "pause", "--phone", "720 555 0100")
    assert run("line", "list").output == "+17205550100  paused (admin)  Denver Sales\n"
    run("line", "resume", "--phone", "720 555 0100")
    assert run("line", "list").output == "+17205550100  live  Denver Sales\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--phone", "front desk", "--name", "Denver"), "with its area code"),
        (("--phone", "720 555 0100", "--name", " "), "Enter a name"),
        (("--phone", "720 555 0100", "--name", "D", "--per-second", "0"), "more than 0"),
        (("--phone", "850 555 0111", "--name", "Gulf"), "has a line with this number already"),
    ],
)
def test_a_line_that_can_not_be_is_refused_in_a_sentence(
    run: Run, account: tuple[str, ...], arguments: tuple[str, ...], sentence: str
) -> None:
    run(*account)
    run("line", "add", "--phone", "850 555 0111", "--name", "Gulf")
    answer = run("line", "add", *arguments)
    assert (answer.exit_code, sentence in answer.output) == (1, True), answer.output


def test_a_line_needs_an_account_first(run: Run, account: tuple[str, ...]) -> None:
    assert account
    answer = run("line", "add", "--phone", "850 555 0111", "--name", "Gulf")
    assert (answer.exit_code, "carrier connect" in answer.output) == (1, True)


def test_templates_come_from_a_file_and_a_known_name_gets_a_new_version(
    run: Run, token: str, client: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / "templates.json"
    by = ("--approved-by", "kim@example.com")
    rows = [{"name": "Late", "group": "Visits", "body": "Running late, {{first_name|there}}."}]

    def listed() -> list[tuple[str, int]]:
        answer = client.get("/v1/templates", headers={"Authorization": f"Bearer {token}"})
        return [(one["body"], one["version"]) for one in answer.get_json()["items"]]

    file.write_text(json.dumps(rows), encoding="utf-8")
    assert run("template", "import", str(file), *by).output == "1 of 1 are new or changed.\n"
    assert run("template", "import", str(file), *by).output == "0 of 1 are new or changed.\n"
    assert listed() == [(rows[0]["body"], 1)]
    rows[0]["body"] = "Running fifteen minutes late."
    file.write_text(json.dumps([*rows, {"name": "", "body": "x"}]), encoding="utf-8")
    assert run("template", "import", str(file), *by).exit_code == 1
    assert listed()[0][1] == 1
    file.write_text(json.dumps(rows), encoding="utf-8")
    run("template", "import", str(file), *by)
    assert listed() == [(rows[0]["body"], 2)]


@pytest.mark.parametrize("content", ["", "{}", "[1]", '[{"name": "no body"}]'])
def test_a_file_that_is_no_list_of_templates_is_refused(
    run: Run, account: tuple[str, ...], tmp_path: Path, content: str
) -> None:
    assert account
    file = tmp_path / "templates.json"
    file.write_text(content, encoding="utf-8")
    answer = run("template", "import", str(file), "--approved-by", "kim@example.com")
    assert (answer.exit_code, "templates.json" in answer.output) == (1, True)
