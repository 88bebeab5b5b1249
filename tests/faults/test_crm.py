"""A short seeded run of texts against a CRM that misbehaves: one entry a text, on one record.

The same run longer is `python -m faults.crm`.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.stack import ROOT
from faults.crm.run import HARM, OUTAGE_S

TEXTS, KILLS, SEED = 40, 4, 5
LONGEST_S = 300


@pytest.mark.slow
@pytest.mark.timeout(LONGEST_S + 60)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_each_text_is_logged_once(database: str, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with said.open("w", encoding="utf-8") as out:
        run = subprocess.Popen(
            [
                sys.executable, "-m", "faults.crm", "--database", database, "--folder",
                str(tmp_path / "run"), "--texts", str(TEXTS), "--kills", str(KILLS),
                "--seed", str(SEED),
            ],
            cwd=ROOT, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            status = run.wait(LONGEST_S)
        finally:
            run.send_signal(signal.SIGTERM)  # it ends what it has started
            run.wait(40)
    lines = said.read_text(encoding="utf-8").splitlines()
    assert status == 0, "\n".join(lines[-40:])
    found = json.loads(lines[-1])
    assert found["texts"] == TEXTS
    assert {name: found[name] for name in HARM} == dict.fromkeys(HARM, 0)
    assert found["kills"] > 0
    assert found["outage_minutes"] >= OUTAGE_S / 60
    assert {"down", "revoked"} <= found["struck"].keys()
    assert found["sign_ins"] > 1
