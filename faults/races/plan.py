"""What one race is: who is texted how, and in which words, from where and when they opt out."""

import random
from dataclasses import dataclass, field
from typing import Final, Literal

How = Literal["queued", "held", "scheduled"]

WORDS: Final = (
    "STOP", "stop", "Stop.", "STOP!!", "STOPALL", "Unsubscribe", "UNSUBSCRIBE please", "quit",
    "CANCEL", "END", "optout", "opt out", "revoke", "stop, thank you", "ＳＴＯＰ",
    "Who is this? STOP", "STOP\n\nSent from my iPhone", "Please stop texting me",
    "Take me off your list", "Please remove me from your list", "Don't text me anymore",
    "Don't contact me again.", "I want to opt out of these texts", "Stop sending me messages",
    "No more texts please", "I no longer wish to receive texts", "please opt me out", "Alto",
    "Deja de enviarme mensajes", "No me escriban más", "ARRET",
    "Arrêtez de m'envoyer des messages",
)  # fmt: skip
"""Keywords, and requests that nobody can mistake. What a machine is unsure of is no opt-out yet."""
OTHER_NUMBER: Final = 0.2
TWICE: Final = 0.15
START_AGAIN: Final = 0.15
PRESSED_MEANWHILE: Final = 0.2
EARLIEST, LATEST = -0.4, 2.4
"""When they opt out, from the moment that a text is due, in the time that texts take to leave."""
FIRST_NUMBER: Final = 2_000_000
TOGETHER: Final = 4
"""Texts of so many people, alike in how they leave, are pressed in one commit."""


@dataclass(frozen=True)
class Race:
    """One person; with `from_other` they opt out from a second number of theirs.

    So many `texts` leave as `how` says; `meanwhile` one more is pressed at the moment they opt out.
    `twice`: another webhook with the same words at the same moment, or the same webhook again.
    `when` places the opt-out between `EARLIEST` and `LATEST`.
    """

    number: int
    line: int
    words: str
    how: How
    texts: int
    when: float
    from_other: bool
    twice: Literal["", "parallel", "repeated"]
    start_again: bool
    meanwhile: bool
    phones: tuple[str, ...] = field(default=())

    @property
    def writer(self) -> str:
        """The number that opts out."""
        return self.phones[-1] if self.from_other else self.phones[0]


def races(count: int, lines: int, seed: int) -> list[Race]:
    """All races of a run."""
    dice = random.Random(f"{seed}:races")
    found: list[Race] = []
    while len(found) < count:
        how: How = dice.choices(("queued", "held", "scheduled"), (6, 2, 2))[0]
        together = range(len(found), min(len(found) + TOGETHER, count))
        found += [_race(number, lines, how, dice) for number in together]
    return found


def _race(number: int, lines: int, how: How, dice: random.Random) -> Race:
    from_other = dice.random() < OTHER_NUMBER
    twice = dice.random() < TWICE
    phones = (phone(2 * number), phone(2 * number + 1))
    return Race(
        number=number,
        line=dice.randrange(lines),
        words=dice.choice(WORDS),
        how=how,
        texts=dice.choice((1, 1, 2, 3)),
        when=dice.uniform(EARLIEST, LATEST),
        from_other=from_other,
        twice=dice.choice(("parallel", "repeated")) if twice else "",
        start_again=dice.random() < START_AGAIN,
        meanwhile=dice.random() < PRESSED_MEANWHILE,
        phones=phones if from_other else phones[:1],
    )


def phone(number: int) -> str:
    """A number of the plan, each once."""
    return f"+1720{FIRST_NUMBER + number:07d}"
