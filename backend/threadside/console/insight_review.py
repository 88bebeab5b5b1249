"""A month in sentences, each with what it is told by; to be read at a table, or on paper."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.console.insight_figures import waits
from threadside.console.insight_report import Asked, duration, percent
from threadside.console.insight_support import standings, why
from threadside.insight.reports import figures, measures
from threadside.insight.reports.figures import Sums
from threadside.insight.reports.period import month_before
from threadside.store.tables import DeliveryAlarm
from threadside.words import say


@dataclass(frozen=True)
class Part:
    """Some sentences under a title: `console.insight.review.<name>`."""

    name: str
    sentences: tuple[str, ...]


def review(session: Session, asked: Asked) -> list[Part]:
    """What happened in the month that is the period, held against the one before; nothing where
    nobody wrote."""
    first, following = waits(asked)
    sums = figures.sums(
        session,
        asked.workspace_id,
        asked.period,
        (measures.IN, measures.OUT, measures.FAILED, measures.OPT_OUT, first, following,
         *measures.ENDINGS, measures.TOOK, measures.EDITED, measures.REPLIED),
        "template",
        before=month_before(asked.period),
    )  # fmt: skip
    if not sums.count(measures.IN, measures.OUT):
        return []
    places, _ = standings(session, asked)
    helped = [
        say("console.insight.review.help", group=asked.grouping.name(place.group), why=why(place))
        for place in places
        if place.standing == "help"
    ]
    return [
        Part("volume", _volume(sums)),
        Part("waiting", _waiting(sums, asked.working, first, following)),
        Part("conversations", _conversations(sums)),
        Part("templates", _templates(sums, asked)),
        Part("objections", _objections(session, sums, asked)),
        Part("support", tuple(helped or [say("console.insight.review.no_help")])),
    ]


def _volume(sums: Sums) -> tuple[str, ...]:
    told = [
        say("console.insight.review.written", **{
            "in": f"{sums.count(measures.IN):,}", "out": f"{sums.count(measures.OUT):,}",
        })
    ]  # fmt: skip
    before = sums.count(measures.IN, measures.OUT, before=True)
    now = sums.count(measures.IN, measures.OUT)
    if before:
        key = "more" if now > before else "fewer" if now < before else "as_many"
        told.append(say(f"console.insight.review.{key}", change=percent(abs(now - before) / before),
                        before=f"{before:,}"))  # fmt: skip
    else:
        told.append(say("console.insight.review.nothing_before"))
    return tuple(told)


def _waiting(sums: Sums, working: bool, first: str, following: str) -> tuple[str, ...]:
    told = []
    for key, measure in (("first", first), ("next", following)):
        now, before = sums.all(measure), sums.all(measure, before=True)
        n = measures.count(now)
        if not n:
            told.append(say(f"console.insight.review.no_{key}"))
            continue
        told.append(
            say(
                f"console.insight.review.{key}",
                n=f"{n:,}",
                median=duration(measures.percentile(now, 0.5) or 0),
                p90=duration(measures.percentile(now, 0.9) or 0),
            )
        )
        told.extend(_compared(now, before))
    told.append(say(f"console.insight.review.{'in_hours' if working else 'by_the_clock'}"))
    return tuple(told)


def _compared(now: measures.Histogram, before: measures.Histogram) -> list[str]:
    """Only what chance does not explain is called a change."""
    if min(measures.count(now), measures.count(before)) < measures.ENOUGH:
        return [say("console.insight.review.too_few_to_compare", least=measures.ENOUGH)]
    mine, theirs = measures.median_within(now), measures.median_within(before)
    key = "slower" if mine[0] > theirs[1] else "faster" if mine[1] < theirs[0] else "as_fast"
    was = duration(measures.percentile(before, 0.5) or 0)
    return [say(f"console.insight.review.{key}", before=was, n=f"{measures.count(before):,}")]


def _conversations(sums: Sums) -> tuple[str, ...]:
    over = sums.count(*measures.ENDINGS)
    if not over:
        return (say("console.insight.review.none_over"),)
    both = sums.all(*measures.BOTH_WROTE)
    told = [
        say("console.insight.review.completed", part=f"{measures.count(both):,}",
            n=f"{over:,}", share=percent(measures.count(both) / over)),
    ]  # fmt: skip
    texts, took = measures.mean(both), measures.percentile(sums.all(measures.TOOK), 0.5)
    if texts is not None and took is not None:
        told.append(
            say("console.insight.review.took", texts=f"{texts:.1f}", took=duration(took),
                n=f"{measures.count(both):,}")
        )  # fmt: skip
    told.extend(
        say(f"console.insight.review.{how}", n=f"{n:,}", share=percent(n / over))
        for how in (measures.UNANSWERED, measures.NO_ANSWER)
        if (n := sums.count(how))
    )
    return tuple(told)


def _templates(sums: Sums, asked: Asked) -> tuple[str, ...]:
    out, edits = sums.count(measures.OUT), sums.all(measures.EDITED)
    n = measures.count(edits)
    if not n:
        return (say("console.insight.review.no_templates"),)
    used = {key: sums.count(measures.EDITED, key=key) for key in sums.keys if key}
    most = max(used, key=lambda key: (used[key], key))
    changed = sum(times for value, times in edits.items() if value)
    return (
        say("console.insight.review.templated", n=f"{n:,}", out=f"{out:,}",
            share=percent(n / out if out else 0)),
        say("console.insight.review.most_used", name=asked.names.of("template", most, ""),
            n=f"{used[most]:,}"),
        say("console.insight.review.changed", part=f"{changed:,}", n=f"{n:,}",
            share=percent(changed / n)),
        say("console.insight.review.replied", part=f"{sums.count(measures.REPLIED):,}", n=f"{n:,}"),
    )  # fmt: skip


def _objections(session: Session, sums: Sums, asked: Asked) -> tuple[str, ...]:
    out = sums.count(measures.OUT)
    stopped, failed = sums.count(measures.OPT_OUT), sums.count(measures.FAILED)
    low, high = measures.within(stopped, out)
    since, until = (asked.clock.begins(day) for day in (asked.period.first, _after(asked)))
    alarms = session.scalar(
        select(func.count(DeliveryAlarm.id)).where(
            DeliveryAlarm.workspace_id == asked.workspace_id,
            DeliveryAlarm.raised_at >= since,
            DeliveryAlarm.raised_at < until,
        )
    )
    told = [
        say("console.insight.review.opt_outs", part=f"{stopped:,}", n=f"{out:,}",
            low=percent(low), high=percent(high)),
        say("console.insight.review.failed", part=f"{failed:,}", n=f"{out:,}"),
    ] if out else []  # fmt: skip
    if alarms:
        return (*told, say("console.insight.review.alarms", n=alarms))
    return (*told, say("console.insight.review.no_alarm"))


def _after(asked: Asked) -> date:
    """The day after the period."""
    return date.fromordinal(asked.period.last.toordinal() + 1)
