"""The texts of threads, as counting sees them."""

from collections.abc import Iterator, Mapping
from datetime import UTC
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, func, not_, or_, select
from sqlalchemy.orm import Session

from threadside.insight.outcomes import FAILED, outcome
from threadside.insight.reports.exchanges import Text
from threadside.rules.failures import REASONS
from threadside.store.tables import ConsentEvent, Message, TimelineItem

_NEVER_LEFT: Final = ("held", "queued", "canceled", "lapsed")
_ENDED_BADLY: Final = ("undelivered", "rejected", "failed")
_STOPPED: Final = [code for code, reason in REASONS.items() if reason.kind is None]
_OURS_UNLESS_ACCEPTED: Final = [
    code for code, reason in REASONS.items() if reason.kind in ("opted_out", "expired")
]


def query(*where: ColumnElement[bool]) -> Any:
    """Texts that arrived or left, for `read`."""
    stops = (
        select(ConsentEvent.id)
        .where(ConsentEvent.message_id == Message.id, ConsentEvent.kind == "revoked")
        .exists()
    )
    return (
        select(
            Message.id,
            TimelineItem.at,
            Message.thread_id,
            Message.line_id,
            Message.direction,
            TimelineItem.author_id,
            Message.template_id,
            Message.state,
            Message.failure_code,
            Message.carrier_uuid,
            Message.purpose,
            stops,
        )
        .select_from(TimelineItem)
        .join(Message, Message.id == TimelineItem.id)
        .where(*where, *left(Message))
    )


def left(message: Any) -> tuple[ColumnElement[bool], ...]:
    """Those of which `outcome` says something; the others never left."""
    reason = func.coalesce(message.failure_code, "")
    unsent = and_(message.carrier_uuid.is_(None), reason.in_(_OURS_UNLESS_ACCEPTED))
    return (
        message.state.not_in(_NEVER_LEFT),
        or_(message.state.not_in(_ENDED_BADLY), not_(or_(reason.in_(_STOPPED), unsent))),
    )


def read(session: Session, query: Any, asked: Mapping[str, Any] | None = None) -> Iterator[Text]:
    """What a `query` finds, in its order; `asked` are its parameters."""
    rows = session.execute(query, asked)
    for (
        id_,
        at,
        thread,
        line,
        direction,
        author,
        template,
        state,
        code,
        uuid,
        purpose,
        stops,
    ) in rows:
        ours = direction == "out"
        ended = (
            outcome(state, code, at=at, accepted=uuid is not None, delivered_at=None)
            if ours
            else ""
        )
        if ended is None:
            continue
        yield Text(
            id_, at.astimezone(UTC), thread, line, ours, author, template,
            failed=ended.startswith(FAILED), says=purpose is None, stops=bool(stops),
        )  # fmt: skip


@cache
def back(same: bool) -> Any:
    """The query of a `thread` before the moment `edge`, or also at it; at `most` so many after
    those `passed`, the newest first. Built once: that would cost more than running it."""
    edge = bindparam("edge", type_=TimelineItem.at.type)
    return (
        query(
            TimelineItem.thread_id == bindparam("thread"),
            TimelineItem.at <= edge if same else TimelineItem.at < edge,
        )
        .order_by(TimelineItem.at.desc(), TimelineItem.id.desc())
        .limit(bindparam("most"))
        .offset(bindparam("passed"))
    )
