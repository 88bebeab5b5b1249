"""Where help is needed: lines held against each other, with what sets each apart."""

from sqlalchemy.orm import Session

from threadside.console.insight_figures import waits
from threadside.console.insight_report import (
    Asked,
    Cell,
    Column,
    Report,
    Section,
    Table,
    duration,
    name,
    number,
    percent,
)
from threadside.insight.reports import figures, league, measures
from threadside.insight.reports.league import Place, Reason
from threadside.words import say


def support(session: Session, asked: Asked) -> Report:
    """Every line, those that need help most first."""
    places, texts = standings(session, asked)
    if not texts:
        return Report()
    columns = (
        Column(asked.grouping.kind, False), Column("standing", False), Column("why", False),
        Column("out"),
    )  # fmt: skip
    rows = [
        [
            name(asked.grouping.name(place.group)),
            Cell(say(f"console.insight.standing.{place.standing}"), place.standing),
            Cell(why(place), " ".join(reason.aspect for reason in place.reasons)),
            number(texts.get(place.group, 0)),
        ]
        for place in places
    ]
    section = Section("support", Table(columns, rows), defined=("standing", "slow", "unanswered",
                      "opt_out", "failed", "chance"))  # fmt: skip
    return Report((), (section,), {"one": len(places) == 1})


def standings(session: Session, asked: Asked) -> tuple[list[Place], dict[str, int]]:
    """How each group stands, and how many texts left from it, by one statement."""
    of = (
        *waits(asked), measures.UNANSWERED, *measures.BOTH_WROTE, measures.OPT_OUT, measures.OUT,
        measures.FAILED,
    )  # fmt: skip
    sums = figures.sums(session, asked.workspace_id, asked.period, of, "line", line=asked.line)
    texts: dict[str, int] = {}
    for key in sums.keys:
        group = asked.grouping.of(key)
        texts[group] = texts.get(group, 0) + sums.count(measures.OUT, key=key)
    return league.table(sums, asked.grouping.of, waits(asked)), texts


def why(place: Place) -> str:
    """The reasons in sentences, or why there are none."""
    told = [_reason(reason) for reason in place.reasons]
    if place.standing == "too_few":
        told = [say("console.insight.too_few", least=measures.ENOUGH)]
    elif place.unknown:
        names = ", ".join(say(f"console.insight.aspect.{aspect}") for aspect in place.unknown)
        told.append(say("console.insight.unknown", names=names))
    return " ".join(told) or say("console.insight.nothing_stands_out")


def _reason(reason: Reason) -> str:
    told = duration if reason.aspect == "slow" else percent
    return say(
        f"console.insight.reason.{reason.aspect}",
        figure=told(reason.figure),
        low=told(reason.low),
        high=told(reason.high),
        others=told(reason.others),
        n=f"{reason.n:,}",
    )
