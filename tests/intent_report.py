"""`python -m tests.intent_report`: how well the labelled texts are recognised, split by split.

The texts (`shared_schemas/vectors/intents_corpus/*.jsonl`) were written for this project. The rules
were made with the part called `development`; the part called `held_out` was written before them,
the part called `blind` in two rounds when they stood, `outside` and `everyday` by people who knew
neither. docs/opt-out.md has the figures of each first look.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from threadside.rules.intents import TABLE_VERSION, Intent, IntentName, classify
from threadside.rules.tables import load_text

Split = Literal["development", "taught", "held_out", "blind", "outside", "everyday"]
SPLITS: Final[tuple[Split, ...]] = get_args(Split)
EXACT: Final = ("keyword", "punctuation_spacing", "courtesy_keyword")
"""Categories of which no opt-out may be missed."""
MACHINES: Final = ("tapback_quote", "auto_reply")
"""Categories in which nobody asks for anything."""


@dataclass(frozen=True, slots=True)
class Row:
    """A text with what a person reads in it. In a `lenient` one a hold is right as well."""

    text: str
    label: IntentName
    category: str
    language: str
    split: Split
    context: str | None = None
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what the rules say."""

    row: Row
    found: Intent

    @property
    def right(self) -> bool:
        """Whether the rules say what the label says."""
        held = self.row.lenient and self.found.action == "hold"
        return held or self.found.intent == self.row.label


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of one part. Rates are of strict rows, 0 to 1."""

    rows: int
    opt_outs: int
    opt_out_recall: float
    exact_recall: float
    others: int
    false_opt_outs: int
    false_of_machines: int
    false_opt_ins: int
    wrong_number_recall: float
    action_held: int


def rows(split: Split) -> list[Row]:
    """The labelled texts of one part. Raises ValueError and TypeError for a line that is none."""
    lines = load_text(f"vectors/intents_corpus/{split}.jsonl").split("\n")
    return [Row(**json.loads(line)) for line in lines if line]


def judged(texts: Iterable[Row]) -> list[Judged]:
    """Each row with the rules' answer."""
    return [Judged(row, classify(row.text, row.context)) for row in texts]


def figures(found: Sequence[Judged]) -> Figures:
    """Count what the acceptance of the rules asks for."""
    strict = [each for each in found if not each.row.lenient]
    wanted = [each for each in strict if each.row.label == "opt_out"]
    others = [each for each in strict if each.row.label != "opt_out"]
    false = [each for each in others if each.found.intent == "opt_out"]
    return Figures(
        rows=len(found),
        opt_outs=len(wanted),
        opt_out_recall=_recall(wanted),
        exact_recall=_recall([each for each in wanted if each.row.category in EXACT]),
        others=len(others),
        false_opt_outs=len(false),
        false_of_machines=sum(each.row.category in MACHINES for each in false),
        false_opt_ins=sum(each.found.intent == "opt_in" != each.row.label for each in found),
        wrong_number_recall=_recall([e for e in strict if e.row.label == "wrong_number"]),
        action_held=sum(each.found.action == "hold" for each in wanted),
    )


def _recall(wanted: Sequence[Judged]) -> float:
    return sum(each.right for each in wanted) / len(wanted) if wanted else 1.0


def report(split: Split) -> Iterator[str]:
    """The lines that say how one part is read, and what in it is read wrongly."""
    found = judged(rows(split))
    counted = figures(found)
    yield f"{split}: {counted.rows} texts"
    yield f"  opt-outs recognised     {counted.opt_out_recall:.3f} of {counted.opt_outs}"
    yield f"    keywords, however set {counted.exact_recall:.3f}"
    yield f"    held for a person     {counted.action_held}"
    yield f"  false opt-outs          {counted.false_opt_outs} of {counted.others}"
    yield f"    reactions, machines   {counted.false_of_machines}"
    yield f"  false opt-ins           {counted.false_opt_ins}"
    yield f"  wrong numbers           {counted.wrong_number_recall:.3f}"
    for each in found:
        if not each.right:
            said = f"{each.row.label} read as {each.found.intent} ({each.row.category})"
            yield f"  {said}: {each.row.text[:90]!r}"


def main() -> None:
    """Print the figures of every part."""
    lines = [f"tables {TABLE_VERSION}", *(line for split in SPLITS for line in report(split))]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
