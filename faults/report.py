"""What a run found: the counts, as a table for people and one JSON object for machines."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

HARM = (
    "doubled", "lost", "stuck", "inbound_lost", "inbound_doubled", "order_violations",
    "opt_out_violations", "confirmation_violations", "over_limit_requests", "client_differences",
)  # fmt: skip
"""Any of these above zero is a failure. docs/reliability.md says what each one means."""
SHOWN = 12


@dataclass
class Counts:
    """One run's figures; runs add up."""

    texts_pressed: int = 0
    accepted_by_carrier: int = 0
    doubled: int = 0
    lost: int = 0
    stuck: int = 0
    uncertain: int = 0
    inbound_sent: int = 0
    inbound_lost: int = 0
    inbound_doubled: int = 0
    order_violations: int = 0
    opt_out_violations: int = 0
    confirmation_violations: int = 0
    over_limit_requests: int = 0
    client_differences: int = 0
    kills: int = 0
    seconds: float = 0.0
    database: str = ""
    seed: int = 0

    @property
    def harmed(self) -> bool:
        """Whether anything happened that must never happen."""
        return any(getattr(self, name) for name in HARM)


@dataclass
class Report:
    """The counts of one run and what stands behind them."""

    counts: Counts
    evidence: dict[str, list[str]] = field(default_factory=dict)
    """Examples for each count of harm."""
    besides: dict[str, Any] = field(default_factory=dict)
    """What else happened: presses refused and repeated, faults that struck, resets …"""

    def harm(self, name: str, examples: list[str]) -> None:
        """Count each example under `name`."""
        setattr(self.counts, name, getattr(self.counts, name) + len(examples))
        self.evidence.setdefault(name, []).extend(examples)


def merged(reports: list[Report]) -> dict[str, Any]:
    """The object of the last line: one run as it is, several added up with each run beside."""
    rows = [asdict(report.counts) for report in reports]
    if len(rows) == 1:
        return rows[0]
    total: Counter[str] = Counter()
    for row in rows:
        total.update({key: value for key, value in row.items() if not isinstance(value, str)})
    both = {key: rows[0][key] if isinstance(rows[0][key], str) else total[key] for key in rows[0]}
    both |= {"seconds": round(total["seconds"], 1), "database": "both", "seed": rows[0]["seed"]}
    return {**both, "runs": rows}


def table(report: Report) -> str:
    """The figures for a person, harm marked, with examples."""
    lines = []
    for name, value in asdict(report.counts).items():
        mark = " !" if name in HARM and value else ""
        lines.append(f"  {name.replace('_', ' '):<24}{value!s:>12}{mark}")
    for name, value in report.besides.items():
        lines.append(f"  ({name}: {value})")
    for name, examples in report.evidence.items():
        if examples:
            lines.append(f"  {name}:")
            lines += [f"    {example}" for example in examples[:SHOWN]]
    return "\n".join(lines)


def last_line(reports: list[Report]) -> str:
    """One JSON object."""
    return json.dumps(merged(reports))
