"""A few months of conversations, the same at every seeding with the same clock."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

EXCHANGES = (
    ("Hi {first}, the samples came in. Want me to drop them off?", "Yes please, any time after 2"),
    ("Morning {first}! Would Thursday at 10:30 work for the walk-through?", "Thursday works"),
    ("Your order left the yard at 6:40, it should be with you by 8.", "Great, gate code is 4471#"),
    ("Quick one: do you still need the 12 ft boards?", "Let me check with the crew"),
    ("The invoice is corrected, sorry for the mix-up.", "No worries, thanks for the quick fix"),
    ("We have the cedar shingles back in stock.", "How much for 40 bundles?"),
    ("$42 a box, and I can hold the price until Friday.", "Deal. Please add four boxes"),
    ("Are we still on for tomorrow?", "Yes, see you at 9"),
    ("The inspector moved to Monday. Does that change your delivery?", "No, keep it as is"),
    ("Did everything arrive in one piece?", "All good 👍"),
    ("Who signs for the delivery on your side?", "Ask for Maya at the site office"),
    ("I'll be in your area on Wednesday, shall I stop by?", "Wednesday after lunch is perfect"),
)
NOTES = (
    "Wants the install before the holidays, budget is signed off.",
    "Prefers texts over calls, on site until 4 PM.",
    "Asked for net 45; approved for this order only.",
)


OPT_OUT_LINE = "Reply STOP to opt out."
SAID_EVERY = timedelta(days=25)


@dataclass(frozen=True)
class Line:
    """One entry of a conversation: direction in, out, or note."""

    kind: str
    text: str
    at: datetime
    state: str = "delivered"
    failure: str | None = None


def conversation(first: str, now: datetime, exchanges: int, rng: random.Random) -> Iterator[Line]:
    """`exchanges` questions and answers, oldest first, ending in the past two weeks."""
    at = now - timedelta(days=14 + 3 * exchanges, hours=rng.randint(0, 8))
    for number in range(exchanges):
        ask, reply = rng.choice(EXCHANGES)
        at += timedelta(days=rng.randint(1, 4), minutes=rng.randint(1, 300))
        if at > now - timedelta(days=1):
            return
        yield Line("out", ask.format(first=first or "there"), at)
        yield Line("in", reply, at + timedelta(minutes=rng.randint(1, 90)))
        if number % 7 == 3:
            yield Line("note", rng.choice(NOTES), at + timedelta(hours=3))


def with_opt_out_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """The same, where our first and last text say how to stop, and one every few weeks."""
    story = list(lines)
    ours = [number for number, line in enumerate(story) if line.kind == "out"]
    said: datetime | None = None
    for number, line in enumerate(story):
        due = said is None or line.at - said >= SAID_EVERY or number == ours[-1]
        if line.kind == "out" and due:
            said = line.at
            yield replace(line, text=f"{line.text} {OPT_OUT_LINE}")
        else:
            yield line


def owen(now: datetime) -> tuple[Line, ...]:
    """Wants to be left alone, perhaps: a person has to read it."""
    return (
        Line("out", "Hi Owen, Northside Supply here. The pallets are back in stock. Reply STOP to "
             "opt out.", now - timedelta(days=6)),
        Line("in", "pls take me off whatever list this is, thx", now - timedelta(hours=19)),
    )  # fmt: skip


def anna(now: datetime) -> tuple[Line, ...]:
    """The conversation that the pictures show."""
    return (
        Line("out", "Hi Anna, it's Jon from Northside. The revised quote is in your inbox, shall "
             "we go through it together?", now - timedelta(days=3, hours=6)),
        Line("note", NOTES[0], now - timedelta(days=2, hours=5)),
        Line("out", "Morning Anna! Would Thursday at 10:30 work for the walk-through?",
             now - timedelta(hours=5)),
        Line("in", "Thursday works. Can you bring the sample trays? And who signs on your side?",
             now - timedelta(minutes=4)),
    )  # fmt: skip


def luis(now: datetime) -> tuple[Line, ...]:
    """Unanswered, with a text that did not arrive."""
    return (
        Line("out", "Hi Luis, this is Northside Supply. Your shingles arrived, pick-up from "
             "tomorrow 7 AM. Reply STOP to opt out.", now - timedelta(hours=7)),
        Line("in", "Perfect. Also need 4 boxes of ridge vents", now - timedelta(hours=3)),
        Line("out", "I'll check and tell you first thing.", now - timedelta(hours=2, minutes=50),
             "undelivered", "unreachable"),
    )  # fmt: skip


def kim(now: datetime) -> tuple[Line, ...]:
    """Asked to stop."""
    return (
        Line("out", "Hi Kim, the new catalogue is out. Want a copy?", now - timedelta(days=51)),
        Line("in", "STOP", now - timedelta(days=51) + timedelta(minutes=7)),
    )


STORIES = (("Anna Fern", anna), ("Luis Ortega", luis), ("Kim Sato", kim), ("Owen Gal", owen))


def told(name: str, now: datetime) -> tuple[Line, ...]:
    """The written conversations; empty for everybody else."""
    for first, lines in STORIES:
        if name.startswith(first):
            return lines(now)
    return ()
