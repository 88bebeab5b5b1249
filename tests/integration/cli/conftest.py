"""The `threadside` command on the test's database."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders import QUICK
from tests.integration.conftest import KEY
from threadside.cli import main
from threadside.cli import user as user_command
from threadside.workspace.passwords import Passwords

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the command with arguments; `env` changes the settings for one call."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(user_command, "passwords", Passwords(QUICK))
    settings = {
        "THREADSIDE_DATABASE_URL": database_url,
        "THREADSIDE_DATA_DIR": str(tmp_path),
        "THREADSIDE_KEY": KEY,
    }

    def call(*arguments: str, env: dict[str, str] | None = None, stdin: str = "") -> Result:
        return CliRunner().invoke(main, arguments, stdin or None, env={**settings, **(env or {})})

    return call
