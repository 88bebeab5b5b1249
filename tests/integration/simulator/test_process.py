"""The simulator as a process of its own."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import urllib3
from click.testing import CliRunner

from threadside.simulator.command import command


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[dict[str, Any]]:
    """The process, once it is ready; it has to end well on SIGTERM."""
    arguments = ["--http-port", "0", "--tls-port", "0", "--state-dir", str(folder), *options]
    with subprocess.Popen(
        [sys.executable, "-m", "threadside.simulator", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stderr.read() == b""


def test_it_announces_its_ports_serves_both_and_ends_on_sigterm(tmp_path: Path) -> None:
    with serving(tmp_path, "--config", '{"lines": ["+17205550100"]}') as ready:
        assert Path(ready["ca_file"]).is_file()
        assert ready["http_port"] != ready["tls_port"]
        with urllib3.PoolManager(ca_certs=ready["ca_file"], retries=False) as pool:
            for address in (ready["http"], ready["tls"]):
                answer = pool.request("GET", f"{address}/_sim/config")
                assert answer.json()["lines"] == ["17205550100"]
            account = json.loads(Path(ready["account_file"]).read_text())
            assert account["application_id"] == answer.json()["application_id"]


def test_a_stranger_finds_groups_and_examples_in_the_help() -> None:
    shown = CliRunner().invoke(command, ["--help"])
    assert shown.exit_code == 0
    for heading in ("Where it listens", "The account", "Limits", "Examples"):
        assert heading in shown.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--config", "{"], "not JSON"),
        (["--config", "[]"], "a JSON object is needed"),
        (["--config", "@/nowhere.json"], "can't be read"),
        (["--config", '{"bananas": 1}'], "bananas"),
        (["--status-url", "nowhere"], "status_url"),
        (["--requests-per-second", "0"], "--requests-per-second"),
    ],
)
def test_options_that_make_no_sense_are_told_apart(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    ports = ["--http-port", "0", "--tls-port", "0", "--state-dir", str(tmp_path)]
    refused = CliRunner().invoke(command, [*ports, *arguments])
    assert refused.exit_code == 2
    assert words in refused.output


def test_options_become_the_account(tmp_path: Path) -> None:
    options = ["--line", "+1 720 555 0100", "--requests-per-second", "30", "--brand-per-day", "9"]
    options += ["--opt-out", "assist", "--no-retry-after", "--config", '{"text_limit": 3200}']
    with serving(tmp_path, *options) as ready:
        account = urllib3.request("GET", f"{ready['http']}/_sim/config").json()
    assert (account["lines"], account["opt_out"]) == (["17205550100"], "assist")
    assert account["text_limit"] == 3200
    limits = account["limits"]
    assert (limits["requests_per_s"], limits["retry_after"]) == (30, False)
    assert limits["brands"][0]["segments_per_day"] == 9
    assert limits["campaigns"][0]["brand"] == limits["brands"][0]["id"]
