"""Where help is needed: groups held against all others, with what sets each apart. Pure.

A group is what `grouping` says, lines today. It needs help where a figure of it is worse than that
of all other groups together and chance is no explanation: of shares, where Wilson's interval of the
group lies above that of the others; of waiting, where the interval of its median does. Below
`measures.ENOUGH` nothing is said of it. The more people it concerns, the higher the group stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from threadside.insight.reports import measures
from threadside.insight.reports.figures import Sums, together
from threadside.insight.reports.measures import Histogram

Standing = Literal["help", "fine", "too_few"]
Aspect = Literal["slow", "unanswered", "opt_outs", "failed"]
LEAST_SLOWER: Final = 5
"""Minutes below which nobody calls an answer late."""
_ORDER: Final = {"help": 0, "fine": 1, "too_few": 2}


@dataclass(frozen=True)
class Reason:
    """What sets a group apart: its figure (a share, or minutes), between which values it lies, of
    how many; the others' figure; and how many people more it concerns than it would with theirs."""

    aspect: Aspect
    figure: float
    low: float
    high: float
    n: int
    others: float
    concerned: float


@dataclass(frozen=True)
class Place:
    """A group, how it stands, and why; the aspects of which too little is known to say anything."""

    group: str
    standing: Standing
    reasons: tuple[Reason, ...]
    unknown: tuple[Aspect, ...]


def table(sums: Sums, group_of: Callable[[str], str], waits: Sequence[str]) -> list[Place]:
    """Every group with texts, those that need help most first; `sums` are by line, `waits` are the
    measures by which waiting is told."""
    groups = {key: group_of(key) for key in sums.keys}
    names = sorted(set(groups.values()))

    def of(group: str, *wanted: str, others: bool = False) -> Histogram:
        keys = [key for key, name in groups.items() if (name != group) == others]
        return together(*(sums.all(*wanted, key=key) for key in keys))

    places = [_place(group, of, waits) for group in names]
    return sorted(
        places,
        key=lambda place: (
            _ORDER[place.standing],
            -sum(r.concerned for r in place.reasons),
            place.group,
        ),
    )


Of = Callable[..., Histogram]
_SHARES: Final[Mapping[Aspect, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "unanswered": (
        (measures.UNANSWERED,),
        (measures.UNANSWERED, *measures.BOTH_WROTE),
    ),
    "opt_outs": ((measures.OPT_OUT,), (measures.OUT,)),
    "failed": ((measures.FAILED,), (measures.OUT,)),
}
"""Of what each is a share: part and whole."""


def _place(group: str, of: Of, waits: Sequence[str]) -> Place:
    found: list[Reason] = []
    unknown: list[Aspect] = []
    known = 0
    told = _slow(of(group, *waits), of(group, *waits, others=True))
    checks: list[tuple[Aspect, Reason | bool]] = [("slow", told)]
    for aspect, (part, whole) in _SHARES.items():
        mine = measures.count(of(group, *part)), measures.count(of(group, *whole))
        theirs = (
            measures.count(of(group, *part, others=True)),
            measures.count(of(group, *whole, others=True)),
        )
        checks.append((aspect, _share(aspect, mine, theirs)))
    for aspect, reason in checks:
        if reason is False:
            unknown.append(aspect)
            continue
        known += 1
        if isinstance(reason, Reason):
            found.append(reason)
    standing: Standing = "help" if found else "fine" if known else "too_few"
    found.sort(key=lambda reason: -reason.concerned)
    return Place(group, standing, tuple(found), tuple(unknown))


def _slow(mine: Histogram, theirs: Histogram) -> Reason | bool:
    """Why, True when it is not, False when nobody can say."""
    n = measures.count(mine)
    if n < measures.ENOUGH or measures.count(theirs) < measures.ENOUGH:
        return False
    median, others = measures.percentile(mine, 0.5) or 0, measures.percentile(theirs, 0.5) or 0
    low, high = measures.median_within(mine)
    if low <= measures.median_within(theirs)[1] or median - others < LEAST_SLOWER:
        return True
    later = sum(times for minutes, times in mine.items() if minutes > others)
    return Reason("slow", median, low, high, n, others, max(0.0, later - n / 2))


def _share(aspect: Aspect, mine: tuple[int, int], theirs: tuple[int, int]) -> Reason | bool:
    part, whole = mine
    if whole < measures.ENOUGH or theirs[1] < measures.ENOUGH:
        return False
    low, high = measures.within(part, whole)
    others = theirs[0] / theirs[1]
    if low <= measures.within(*theirs)[1]:
        return True
    return Reason(aspect, part / whole, low, high, whole, others, part - others * whole)
