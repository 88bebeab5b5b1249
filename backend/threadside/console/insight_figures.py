"""The reports: how much was written, how long people waited, how conversations ended, what
templates did, how each rep does."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from threadside.console.insight_report import (
    Asked,
    Cell,
    Column,
    Report,
    Section,
    Table,
    Tile,
    lined,
    mean,
    name,
    named_steps,
    number,
    share,
    stacked,
    waited,
)
from threadside.insight.reports import figures, measures
from threadside.insight.reports.figures import By, Sums
from threadside.insight.reports.measures import Histogram
from threadside.words import say

IN, OUT, FAILED, OPT_OUT = measures.IN, measures.OUT, measures.FAILED, measures.OPT_OUT
SOON: Final = (5, 15, 60, 240)
"""Within so many minutes."""


def volume(session: Session, asked: Asked) -> Report:
    """What was written and what arrived, by day, hour and line."""
    wanted = (IN, OUT, measures.IN_HOUR, measures.OUT_HOUR, FAILED, OPT_OUT)
    sums = _sums(session, asked, wanted, "line")
    if not sums.count(IN, OUT):
        return Report()
    course = figures.course(session, asked.workspace_id, asked.period, (IN, OUT), line=asked.line)
    labels = named_steps(asked.period)
    by_step = {m: [measures.count(step.get(m, {})) for step in course] for m in (IN, OUT)}
    hours = [f"{hour:02}:00" for hour in range(24)]
    of_hour = {IN: sums.all(measures.IN_HOUR), OUT: sums.all(measures.OUT_HOUR)}
    by_hour = {m: [found.get(hour, 0) for hour in range(24)] for m, found in of_hour.items()}
    columns = (_head(asked.grouping.kind), Column("in"), Column("out"), *_RATES)
    rows = [
        [name(asked.grouping.name(group)), number(measures.count(of(IN))),
         number(measures.count(of(OUT))), *_rates(of)]
        for group, of in _groups(asked, sums)
    ]  # fmt: skip
    return Report(
        _tiles(
            in_=lambda before: number(sums.count(IN, before=before)),
            out=lambda before: number(sums.count(OUT, before=before)),
            failed=lambda before: _of(sums, FAILED, OUT, before),
            opt_out=lambda before: _of(sums, OPT_OUT, OUT, before),
        ),
        (
            Section(
                "by_step", _counted(labels, by_step, asked.period.unit),
                stacked("by_step", labels, by_step), (IN, OUT), ("in", "out"),
            ),
            Section(
                "by_hour", _counted(hours, by_hour, "hour"), stacked("by_hour", hours, by_hour),
                (IN, OUT), ("hour",),
            ),
            Section("lines", Table(columns, rows), defined=("failed", "opt_out")),
        ),
    )  # fmt: skip


def responses(session: Session, asked: Asked) -> Report:
    """How long people waited for a person's answer."""
    first, following = waits(asked)
    sums = _sums(session, asked, (first, following), "line")
    if not sums.count(first, following) and not sums.count(first, following, before=True):
        return Report()
    by_member = _sums(session, asked, (first, following), "member")
    course = figures.course(session, asked.workspace_id, asked.period, (first,), line=asked.line)
    labels = named_steps(asked.period)
    of_step = [step.get(first, {}) for step in course]
    lines = {
        "median": [measures.percentile(step, 0.5) for step in of_step],
        "p90": [measures.percentile(step, 0.9) for step in of_step],
    }
    times = (Column("first_median"), Column("first_p90"), Column("next_median"), Column("next_p90"))

    def cells(of: Callable[..., Histogram]) -> list[Cell]:
        return [waited(of(m), at) for m in (first, following) for at in (0.5, 0.9)]

    soon = [
        [name(_within(limit)), *(_until(sums.all(m), limit) for m in (first, following))]
        for limit in SOON
    ]
    return Report(
        _tiles(
            first_median=lambda before: waited(sums.all(first, before=before)),
            first_p90=lambda before: waited(sums.all(first, before=before), 0.9),
            next_median=lambda before: waited(sums.all(following, before=before)),
            next_p90=lambda before: waited(sums.all(following, before=before), 0.9),
        ),
        (
            Section(
                "waiting",
                Table(
                    (Column(asked.period.unit, False), Column("median"), Column("p90")),
                    [
                        [name(label), waited(step), waited(step, 0.9)]
                        for label, step in zip(labels, of_step, strict=True)
                    ],
                    beneath=True,
                ),
                lined("waiting", labels, lines), ("median", "p90"),
                ("first", "next", "median", "p90", "working" if asked.working else "by_the_clock"),
            ),
            Section(
                "soon",
                Table((Column("within", False), Column("first_share"), Column("next_share")), soon),
                defined=("within",),
            ),
            Section(
                "members",
                Table(
                    (Column("member", False), *times),
                    [[_member(asked, key), *cells(of)] for key, of in _keys(by_member)],
                ),
                defined=("by_member",),
            ),
            Section(
                "lines",
                Table(
                    (_head(asked.grouping.kind), *times),
                    [
                        [name(asked.grouping.name(group)), *cells(of)]
                        for group, of in _groups(asked, sums)
                    ],
                ),
            ),
        ),
    )  # fmt: skip


def conversations(session: Session, asked: Asked) -> Report:
    """How conversations ended, after how many texts and how long."""
    wanted = (*measures.ENDINGS, measures.TOOK)
    sums = _sums(session, asked, wanted, "line")
    if not sums.count(*measures.ENDINGS):
        return Report()
    by_member = _sums(session, asked, wanted, "member")
    course = figures.course(
        session, asked.workspace_id, asked.period, measures.ENDINGS, line=asked.line
    )
    labels = named_steps(asked.period)
    by_step = {
        how: [measures.count(step.get(how, {})) for step in course] for how in measures.ENDINGS
    }
    columns = (
        Column("over"), Column("completion"), Column("texts"), Column("took"),
        Column("unanswered"), Column("no_answer"), Column("opted_out"),
    )  # fmt: skip
    return Report(
        _tiles(
            over=lambda before: number(sums.count(*measures.ENDINGS, before=before)),
            completion=lambda before: share(
                sums.count(*measures.BOTH_WROTE, before=before),
                sums.count(*measures.ENDINGS, before=before),
            ),
            texts=lambda before: mean(sums.all(*measures.BOTH_WROTE, before=before)),
            took=lambda before: waited(sums.all(measures.TOOK, before=before)),
        ),
        (
            Section(
                "endings", _counted(labels, by_step, asked.period.unit),
                stacked("endings", labels, by_step), measures.ENDINGS,
                ("conversation", *measures.ENDINGS),
            ),
            Section(
                "lines",
                Table(
                    (_head(asked.grouping.kind), *columns),
                    [
                        [name(asked.grouping.name(group)), *_ended(of)]
                        for group, of in _groups(asked, sums)
                    ],
                ),
                defined=("completion", "texts", "took"),
            ),
            Section(
                "members",
                Table(
                    (Column("member", False), *columns),
                    [[_member(asked, key), *_ended(of)] for key, of in _keys(by_member)],
                ),
                defined=("last_writer",),
            ),
        ),
    )  # fmt: skip


def templates(session: Session, asked: Asked) -> Report:
    """What templates were used for, and what came of it."""
    wanted = (OUT, measures.EDITED, measures.REPLIED, OPT_OUT, FAILED)
    sums = _sums(session, asked, wanted, "template")
    if not sums.count(OUT):
        return Report()
    columns = (
        Column("template", False), Column("out"), Column("out_before"), Column("edited"),
        Column("change"), Column("replied"), *_RATES,
    )  # fmt: skip
    rows = [
        [
            name(asked.names.of("template", key, say("console.insight.by_hand"))),
            number(measures.count(of(OUT))),
            number(sums.count(OUT, key=key, before=True)),
            *(_templated(of) if key else [Cell("–", None)] * 3),
            *_rates(of),
        ]
        for key, of in _keys(sums)
    ]
    used = sums.count(OUT) - sums.count(OUT, key="")
    return Report(
        _tiles(
            templated=lambda before: share(
                sums.count(OUT, before=before) - sums.count(OUT, key="", before=before),
                sums.count(OUT, before=before),
            ),
            edited=lambda before: _edited(sums.all(measures.EDITED, before=before)),
            replied=lambda before: share(
                sums.count(measures.REPLIED, before=before),
                sums.count(measures.EDITED, before=before),
            ),
            opt_out=lambda before: share(
                sums.count(OPT_OUT, before=before) - sums.count(OPT_OUT, key="", before=before),
                sums.count(OUT, before=before) - sums.count(OUT, key="", before=before),
            ),
        ),
        (
            Section(
                "templates", Table(columns, rows),
                defined=("edited", "change", "replied", "opt_out", "failed"),
            ),
        ),
        {"none_used": not used},
    )  # fmt: skip


def people(session: Session, asked: Asked) -> Report:
    """What each rep wrote and how it went: something to talk about, and no judgement of anybody."""
    first, following = waits(asked)
    wanted = (OUT, FAILED, OPT_OUT, measures.EDITED, measures.REPLIED, first, following)
    sums = _sums(session, asked, wanted, "member")
    written = [(key, of) for key, of in _keys(sums) if key]
    if not written:
        return Report()
    columns = (
        Column("member", False), Column("out"), Column("out_before"), Column("first_median"),
        Column("next_median"), Column("templated"), Column("edited"), Column("change"), *_RATES,
    )  # fmt: skip
    rows = [
        [
            _member(asked, key),
            number(measures.count(of(OUT))),
            number(sums.count(OUT, key=key, before=True)),
            waited(of(first)),
            waited(of(following)),
            share(measures.count(of(measures.EDITED)), measures.count(of(OUT))),
            _edited(of(measures.EDITED)),
            _change(of(measures.EDITED)),
            *_rates(of),
        ]
        for key, of in written
    ]
    basis = "working" if asked.working else "by_the_clock"
    return Report(
        (),
        (
            Section(
                "members", Table(columns, rows),
                defined=(
                    "first", "next", basis, "templated", "edited", "change", "opt_out", "failed",
                ),
            ),
        ),
    )  # fmt: skip


def waits(asked: Asked) -> tuple[str, str]:
    """The measures by which first and next answers are timed."""
    if asked.working:
        return measures.FIRST_WORK, measures.NEXT_WORK
    return measures.FIRST, measures.NEXT


_RATES: Final = (Column("failed"), Column("opt_out"))
Of = Callable[..., Histogram]


def _rates(of: Of) -> list[Cell]:
    out = measures.count(of(OUT))
    return [share(measures.count(of(FAILED)), out), share(measures.count(of(OPT_OUT)), out)]


def _ended(of: Of) -> list[Cell]:
    over = measures.count(of(*measures.ENDINGS))
    both = of(*measures.BOTH_WROTE)
    return [
        number(over),
        share(measures.count(both), over),
        mean(both),
        waited(of(measures.TOOK)),
        *(
            share(measures.count(of(how)), over)
            for how in (measures.UNANSWERED, measures.NO_ANSWER, measures.OPTED_OUT)
        ),
    ]


def _templated(of: Of) -> list[Cell]:
    edits = of(measures.EDITED)
    replied = share(measures.count(of(measures.REPLIED)), measures.count(edits))
    return [_edited(edits), _change(edits), replied]


def _edited(of: Histogram) -> Cell:
    return share(sum(n for value, n in of.items() if value), measures.count(of))


def _change(of: Histogram) -> Cell:
    """How much, of those that were changed."""
    changed = {value: n for value, n in of.items() if value}
    found = measures.mean(changed)
    if found is None:
        return Cell("–", None)
    told = say("console.insight.n", n=f"{measures.count(changed):,}")
    return Cell(f"{found:.0f}%", round(found, 1), told)


def _until(of: Histogram, limit: int) -> Cell:
    return share(sum(n for value, n in of.items() if value <= limit), measures.count(of))


def _within(limit: int) -> str:
    if limit < 60:
        return say("console.insight.within_minutes", minutes=limit)
    return say("console.insight.within_hours" if limit > 60 else "console.insight.within_hour",
               hours=limit // 60)  # fmt: skip


def _of(sums: Sums, part: str, whole: str, before: bool) -> Cell:
    return share(sums.count(part, before=before), sums.count(whole, before=before))


def _sums(session: Session, asked: Asked, wanted: tuple[str, ...], by: By) -> Sums:
    return figures.sums(session, asked.workspace_id, asked.period, wanted, by, line=asked.line)


def _tiles(**figure: Callable[[bool], Cell]) -> tuple[Tile, ...]:
    return tuple(Tile(key.rstrip("_"), told(False), told(True)) for key, told in figure.items())


def _counted(labels: list[str], series: Mapping[str, list[int]], unit: str) -> Table:
    rows = [
        [name(label), *(number(values[place]) for values in series.values())]
        for place, label in enumerate(labels)
    ]
    return Table((Column(unit, False), *(Column(key) for key in series)), rows, beneath=True)


def _head(kind: str) -> Column:
    return Column(kind, False)


def _member(asked: Asked, key: str) -> Cell:
    return name(asked.names.of("member", key, say("console.insight.machine")))


def _keys(sums: Sums) -> list[tuple[str, Of]]:
    """Each group with its counts, those with most first."""

    def of(key: str) -> Of:
        return lambda *wanted: sums.all(*wanted, key=key)

    weight = {key: measures.count(of(key)(*{m for m, _ in sums.now})) for key in sums.keys}
    return [(key, of(key)) for key in sorted(sums.keys, key=lambda key: (-weight[key], key))]


def _groups(asked: Asked, sums: Sums) -> list[tuple[str, Of]]:
    """The same by what lines are grouped by."""
    found: dict[str, list[Of]] = {}
    for key, of in _keys(sums):
        found.setdefault(asked.grouping.of(key), []).append(of)

    def joined(parts: list[Of]) -> Of:
        return lambda *wanted: figures.together(*(of(*wanted) for of in parts))

    return [(group, joined(parts)) for group, parts in found.items()]
