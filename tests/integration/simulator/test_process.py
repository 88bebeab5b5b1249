"""The simulator as a process of its own."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import urllib3


def test_it_announces_its_ports_serves_both_and_ends_on_sigterm(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "threadside.simulator", "--http-port", "0", "--tls-port", "0"]
    command += ["--state-dir", str(tmp_path), "--config", '{"lines": ["+17205550100"]}']
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        ready = json.loads(process.stdout.readline())
        try:
            assert Path(ready["ca_file"]).is_file()
            assert ready["http_port"] != ready["tls_port"]
            with urllib3.PoolManager(ca_certs=ready["ca_file"], retries=False) as pool:
                for address in (ready["http"], ready["tls"]):
                    answer = pool.request("GET", f"{address}/_sim/config")
                    assert answer.json()["lines"] == ["17205550100"]
                account = json.loads(Path(ready["account_file"]).read_text())
                assert account["application_id"] == answer.json()["application_id"]
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stderr.read() == b""
