"""What the page for other people says is true: its example runs, its tables are complete."""

import re
from pathlib import Path
from typing import Any, get_args

from threadside.simulator import Simulator
from threadside.simulator.account import Account
from threadside.simulator.faults import FaultKind, Variant

PAGE = (Path(__file__).parents[3] / "docs" / "simulator.md").read_text("utf-8")
CREDENTIALS = {
    "api_key",
    "api_secret",
    "application_id",
    "application_public_key",
    "signature_secret",
}


def test_the_example_runs_as_it_is_printed(tmp_path: Path) -> None:
    [example] = [
        block for block in re.findall(r"```python\n(.*?)```", PAGE, re.S) if "def test_" in block
    ]
    scope: dict[str, Any] = {}
    exec(compile(example, "docs/simulator.md", "exec"), scope)
    [test] = [function for name, function in scope.items() if name.startswith("test_")]
    with Simulator(tmp_path, config={"lines": ["17205550100"]}) as carrier:
        test(carrier)


def test_every_setting_fault_and_variant_is_on_the_page() -> None:
    told = set(re.findall(r"`([a-z_0-9]+)`", PAGE))
    assert Account.model_fields.keys() - CREDENTIALS <= told
    assert {kind.value for kind in FaultKind} <= told
    assert set(get_args(Variant)) <= told


def test_every_address_is_on_the_page(simulator: Simulator) -> None:
    rules = simulator.app.url_map.iter_rules()
    control = {rule.rule.split("<")[0].rstrip("/") for rule in rules if "/_sim" in rule.rule}
    missing = [path for path in control if path not in PAGE and "static" not in path]
    assert missing == []
