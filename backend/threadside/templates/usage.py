"""How templates do: sent, when last, who opted out after it, who answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from threadside.store.tables import DeliveryHour, Message, Template, TimelineItem

BACK: Final = timedelta(days=366)
"""How far uses are counted."""
REPLIES_BACK: Final = timedelta(days=90)
ANSWERED_WITHIN: Final = timedelta(hours=72)
"""A later one is rarely an answer to this text (as `rules.verdict.decide.RECENT_ANSWER`)."""
MOST_TEXTS: Final = 500
OPT_OUT: Final = "opt_out"
OBJECTIONS: Final = (OPT_OUT, "complaint")
"""Outcomes that are no end of a text (`insight.outcomes`)."""
NEVER_LEFT: Final = ("held", "queued", "canceled", "lapsed", "failed")


@dataclass(frozen=True)
class Usage:
    """Texts of the last year, as deliveries are counted: by the hour, some minutes late."""

    sent: int = 0
    last_used: datetime | None = None
    opt_outs: int = 0

    @property
    def opt_out_rate(self) -> float | None:
        """Opt-outs for each text; None before there are any."""
        return self.opt_outs / self.sent if self.sent else None


@dataclass(frozen=True)
class Replies:
    """Of how many texts how many were answered; and of how many it is known what reps changed
    (`compared`), how many they changed (`changed`), and of those the median share of the words, in
    percent (`share`)."""

    texts: int = 0
    answered: int = 0
    compared: int = 0
    changed: int = 0
    share: int = 0

    @property
    def rate(self) -> float | None:
        """Answers for each text; None before there are any."""
        return self.answered / self.texts if self.texts else None


def of(
    session: Session, workspace_id: str, template_ids: Collection[str], now: datetime
) -> dict[str, Usage]:
    """The usage of each of these templates that was ever used, by one statement."""
    if not template_ids:
        return {}
    objection = DeliveryHour.outcome.in_(OBJECTIONS)
    rows = session.execute(
        select(
            DeliveryHour.template_id,
            func.sum(case((objection, 0), else_=DeliveryHour.texts)),
            func.max(case((objection, None), else_=DeliveryHour.hour)),
            func.sum(case((DeliveryHour.outcome == OPT_OUT, DeliveryHour.texts), else_=0)),
        )
        .where(
            DeliveryHour.workspace_id == workspace_id,
            DeliveryHour.template_id.in_(template_ids),
            DeliveryHour.hour >= now - BACK,
        )
        .group_by(DeliveryHour.template_id)
    )
    return {id_: Usage(int(sent), last, int(outs)) for id_, sent, last, outs in rows}


def replies(session: Session, workspace_id: str, template_id: str, now: datetime) -> Replies:
    """How many of the newest texts with a template were answered within three days, and how many
    were changed before they left, by one statement; those that still may be answered are counted
    as they stand."""
    answer, answered = aliased(TimelineItem), aliased(Message)
    first_answer = (
        select(func.min(answer.at))
        .join(answered, answered.id == answer.id)
        .where(
            answer.person_id == TimelineItem.person_id,
            answer.at > TimelineItem.at,
            answered.direction == "in",
        )
        .correlate(TimelineItem)
        .scalar_subquery()
    )
    rows = session.execute(
        select(TimelineItem.at, first_answer, Message.template_changed)
        .join(Message, Message.id == TimelineItem.id)
        .join(Template, Template.id == Message.template_id)
        .where(
            Template.workspace_id == workspace_id,
            Message.template_id == template_id,
            Message.state.not_in(NEVER_LEFT),
            TimelineItem.at >= now - REPLIES_BACK,
        )
        .order_by(TimelineItem.at.desc())
        .limit(MOST_TEXTS)
    ).all()
    in_time = [at for at, answer_at, _ in rows if answer_at and answer_at - at <= ANSWERED_WITHIN]
    compared = [share for _, _, share in rows if share is not None]
    changed = [share for share in compared if share]
    share = round(median(changed)) if changed else 0
    return Replies(len(rows), len(in_time), len(compared), len(changed), share)
