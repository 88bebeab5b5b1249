"""A short seeded run of the fault harness on each database: nothing lost, doubled or shown wrong.

The same run longer is `make faults`; docs/reliability.md says what is counted.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.stack import ROOT
from faults.report import HARM

SENDS, INBOUND, KILLS, SEED = 200, 200, 6, 11
LONGEST_S = 400


@pytest.mark.slow
@pytest.mark.timeout(LONGEST_S + 60)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_is_harmed_by_faults(database: str, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with said.open("w", encoding="utf-8") as out:
        run = subprocess.Popen(
            [
                sys.executable, "-m", "faults", "--database", database, "--folder", str(tmp_path),
                "--sends", str(SENDS), "--inbound", str(INBOUND), "--kills", str(KILLS),
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
    counts = json.loads(lines[-1])
    assert (counts["texts_pressed"], counts["inbound_sent"]) == (SENDS, INBOUND)
    assert counts["kills"] == KILLS
    assert {name: counts[name] for name in HARM} == dict.fromkeys(HARM, 0)
