"""`make bench`: each figure beside its bare limit, measured in the same run.

Prints a table for people and writes `var/bench/figures.json`. In this order: the server on a
million messages, rules, sends, sockets, the browser (six minutes together on two cores with nothing
else to do), beside a linked CRM, 200,000 people of a CRM, the page adapters (expected: nine more),
2,000 templates (expected: two more), reports over a year, whose million messages are counted first
(some minutes).
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from bench import (
    beside,
    cached_people,
    dataset,
    frames,
    insight,
    linked_crm,
    live,
    page_cost,
    picker,
    route_to_painted,
    rules,
    sends,
    webhooks,
)
from bench.measure import resident_mib
from e2e.stack import ROOT, Stack

FOLDER = ROOT / "var" / "bench"


def main() -> None:
    """Run every measurement, one after the other."""
    figures: dict[str, Any] = {}
    figures["server"] = server_figures(FOLDER / "stack")
    figures["rules"] = rules.run()
    figures["sends"] = sends.run()
    figures["sockets"] = live.run()
    figures["browser"] = route_to_painted.run()
    figures["linked_crm"] = linked_crm.run()
    figures["cached_people"] = cached_people.run()
    figures["page_adapters"] = page_cost.run()
    figures["picker"] = picker.run()
    figures["insight"] = insight.run()
    (FOLDER / "figures.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    for part, found in figures.items():
        print_part(part, found)


def server_figures(folder: Path) -> dict[str, Any]:
    """REST and webhooks on a million messages."""
    shutil.rmtree(folder, ignore_errors=True)
    threads = {"THREADSIDE_THREADS": "560", "THREADSIDE_MAX_SOCKETS": "240"}
    stack = Stack(
        folder,
        server_argv=[sys.executable, "-m", "bench.server"],
        extra_env=threads,
        fill=dataset.fill,
    )
    with stack:
        token = stack.token()
        assert stack.server is not None
        assert stack.server.child is not None
        idle = resident_mib(stack.server.child.pid)
        account = json.loads((folder / "simulator" / "account.json").read_text("utf-8"))
        return {
            "idle_server_mib": round(idle),
            "beside": beside.run(stack, token),
            "webhook_to_frame": frames.run(stack, account),
            "webhook_burst": webhooks.burst(stack, account),
            "webhooks": webhooks.run(stack, account),
        }


def print_part(name: str, found: Any, depth: int = 0) -> None:
    """A figure, or a group of them, indented."""
    if isinstance(found, dict):
        print(f"{'  ' * depth}{name}")
        for key, value in found.items():
            print_part(key, value, depth + 1)
    else:
        print(f"{'  ' * depth}{name:32} {found}")


if __name__ == "__main__":
    main()
