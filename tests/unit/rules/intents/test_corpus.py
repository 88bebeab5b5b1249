"""The rules hold what is asked of them on every part of the labelled texts."""

import pytest

from tests.intent_report import SPLITS, Split, figures, judged, rows

HELD_TO: tuple[Split, ...] = ("development", "held_out", "blind", "everyday")

LABELS = {"opt_out", "opt_in", "help", "wrong_number", "none"}


@pytest.mark.parametrize("split", HELD_TO)
def test_the_figures_of_acceptance(split: Split) -> None:
    """R-11 needs them: every opt-out that is missed is a text that should not be sent."""
    found = figures(judged(rows(split)))
    assert found.exact_recall == 1
    assert found.opt_out_recall >= 0.95
    assert found.false_opt_outs <= 3 * found.others / 138
    assert found.false_of_machines == 0
    assert found.false_opt_ins <= found.others / 138
    assert found.wrong_number_recall >= 0.9


@pytest.mark.parametrize(
    ("split", "recall", "false"), [("taught", 0.98, 0.03), ("outside", 0.91, 0.045)]
)
def test_free_words_of_outsiders_are_recognised_no_worse_than_before(
    split: Split, recall: float, false: float
) -> None:
    """A third of `outside` is put indirectly; it was mended for nowhere."""
    found = figures(judged(rows(split)))
    assert found.exact_recall == 1
    assert found.opt_out_recall >= recall
    assert found.false_opt_outs <= false * found.others
    assert found.false_of_machines == 0


def test_the_labelled_texts_are_many_and_in_one_part_each() -> None:
    parts = {split: rows(split) for split in SPLITS}
    assert len(parts["held_out"]) >= 250
    assert sum(map(len, parts.values())) >= 700
    asked = [(row.text, row.context) for part in parts.values() for row in part]
    assert len(asked) == len(set(asked))
    assert all(row.split == split for split, part in parts.items() for row in part)
    assert {row.label for part in parts.values() for row in part} == LABELS
