"""Who waited for whom, and how conversations ended, told from the texts of one thread. Pure.

**Waiting** begins with a text of theirs that finds nobody's answer due, and ends with the next text
that a person of ours wrote to them on that line and that did not fail. What machines write is no
answer. Who opts out waits for nothing, and nobody waits longer than thirty days.

**A conversation** is the texts of a thread without a pause of more than three days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from threadside.insight.reports import measures

QUIET: Final = timedelta(days=3)
"""As long as a conversation counts as going on elsewhere (`Policy.conversation_hours`)."""
GIVEN_UP: Final = timedelta(days=30)


@dataclass(frozen=True)
class Text:
    """A text that arrived or left. `author_id` is who wrote it, None for a machine; `says` that it
    is more than a machine's confirmation; `stops` that they opted out with it."""

    id: str
    at: datetime
    thread_id: str
    line_id: str
    ours: bool
    author_id: str | None = None
    template_id: str | None = None
    failed: bool = False
    says: bool = True
    stops: bool = False

    @property
    def answers(self) -> bool:
        """Whether somebody who waited has their answer by it."""
        return self.ours and self.author_id is not None and self.says and not self.failed


@dataclass(frozen=True)
class Answer:
    """Somebody's answer, to a text of theirs at `asked_at` that began a conversation (`first`) or
    went on with one."""

    by: Text
    asked_at: datetime
    first: bool


@dataclass(frozen=True)
class Standing:
    """Where a thread stands after a text: when that was, since when they wait and whether that
    began a conversation."""

    last_at: datetime | None = None
    asked_at: datetime | None = None
    first: bool = False

    def after(self, text: Text) -> "Standing":
        """Where it stands one text later."""
        if text.ours:
            return (
                Standing(text.at) if text.answers else Standing(text.at, self.asked_at, self.first)
            )
        if text.stops:
            return Standing(text.at)
        if self.asked_at is not None and text.at - self.asked_at <= GIVEN_UP:
            return Standing(text.at, self.asked_at, self.first)
        begins = self.last_at is None or text.at - self.last_at > QUIET
        return Standing(text.at, text.at, begins)


def answers(texts: Iterable[Text], standing: Standing) -> Iterable[Answer]:
    """The answers among the texts of a thread, which are in order and begin where it stood."""
    for text in texts:
        asked = standing.asked_at
        if text.answers and asked is not None and text.at - asked <= GIVEN_UP:
            yield Answer(text, asked, standing.first)
        standing = standing.after(text)


@dataclass(frozen=True)
class Ending:
    """How a conversation ended that has been quiet for three days; `how` is one of
    `measures.ENDINGS`, `member_id` who of us wrote last, if anybody did."""

    how: str
    texts: int
    began_at: datetime
    ended_at: datetime
    line_id: str
    member_id: str | None


def ending(texts: Sequence[Text]) -> Ending:
    """How the conversation ended that consists of these texts, in order, at least one.

    opted_out: they did, in it · no_answer: they wrote nothing · unanswered: we did not · completed:
    both wrote, we last · left_with_them: both wrote, they last. A text that failed and a machine's
    confirmation is nothing that we wrote.
    """
    ours = [text for text in texts if text.ours and text.says and not text.failed]
    theirs = [text for text in texts if not text.ours]
    if any(text.stops for text in theirs):
        how = measures.OPTED_OUT
    elif not theirs:
        how = measures.NO_ANSWER
    elif not ours:
        how = measures.UNANSWERED
    else:
        how = measures.COMPLETED if ours[-1].at > theirs[-1].at else measures.LEFT_WITH_THEM
    authors = [text.author_id for text in ours if text.author_id]
    last = texts[-1]
    return Ending(
        how, len(texts), texts[0].at, last.at, last.line_id, authors[-1] if authors else None
    )
