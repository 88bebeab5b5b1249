"""What figures are grouped by where places are compared: today by line.

Teams and locations are groups of lines; whatever knows of them answers here, and pages, files and
the table of who needs help follow.
"""

from collections.abc import Callable
from dataclasses import dataclass

from threadside.insight.reports.figures import Names


@dataclass(frozen=True)
class Grouping:
    """Whose group a line is (`of`), what a group is called, and what groups are (`kind`)."""

    kind: str
    of: Callable[[str], str]
    name: Callable[[str], str]


def by_line(names: Names) -> Grouping:
    """Every line is its own group."""
    return Grouping("line", lambda line_id: line_id, lambda group: names.line.get(group, group))
