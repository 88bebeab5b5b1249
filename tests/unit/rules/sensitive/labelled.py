"""How well labelled texts are told apart: `python -m tests.unit.rules.sensitive.labelled [PART]`.

The texts were written for this project, none is a real person's. Keys stand in pieces, so that no
scanner takes them for real ones. `development` was looked at while the rules were written,
`held_out` and later `blind` once each, when they were done; docs/content-checks.md has the figures
of those looks.
"""

import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from threadside.rules.sensitive import find
from threadside.rules.tables import load_json

PARTS = ("development", "held_out", "blind")


@dataclass
class Figures:
    """Of one category: how many texts it has, and which of them were read otherwise."""

    texts: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.wrong) / self.texts


def text_of(row: dict[str, Any]) -> str:
    """A row's text: a string, or its pieces."""
    text = row["text"]
    return text if isinstance(text, str) else "".join(text)


def labelled(part: str) -> list[dict[str, Any]]:
    """The texts of `part`: text, category, and the types that have to be found."""
    rows: list[dict[str, Any]] = load_json("vectors/sensitive_corpus.json")
    return [row for row in rows if row["part"] == part]


def measure(part: str) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """Recall by type, and for ordinary texts by category how many were left alone."""
    recall: dict[str, Figures] = defaultdict(Figures)
    ordinary: dict[str, Figures] = defaultdict(Figures)
    for row in labelled(part):
        text = text_of(row)
        types = {finding.type for finding in find(text)}
        figures = recall[row["category"]] if row["types"] else ordinary[row["category"]]
        figures.texts += 1
        if (set(row["types"]) - types) if row["types"] else types:
            figures.wrong.append(text)
    return recall, ordinary


def total(figures: dict[str, Figures]) -> Figures:
    """All categories together."""
    return Figures(
        sum(each.texts for each in figures.values()),
        [text for each in figures.values() for text in each.wrong],
    )


def report(part: str) -> str:
    """The figures of `part`, with every text that was read otherwise."""
    recall, ordinary = measure(part)
    lines = [f"{part}: recall by type, then ordinary texts left alone"]
    for name, each in [*recall.items(), ("all", total(recall)), ("ordinary", total(ordinary))]:
        lines.append(f"  {name:<16} {each.texts - len(each.wrong):>4} of {each.texts}")
        lines.extend(f"    {text!r}" for text in each.wrong if name not in {"all"})
    return "\n".join(lines)


if __name__ == "__main__":
    print(*map(report, sys.argv[1:] or PARTS), sep="\n")  # noqa: T201
