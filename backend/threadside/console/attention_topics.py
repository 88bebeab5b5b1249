"""The kinds of things that wait, the most urgent first, and how a page of each is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from threadside.consent import listing
from threadside.console.frame import around
from threadside.crm import log as crm_log
from threadside.crm import opt_outs as crm_opt_outs
from threadside.crm import unread as crm_unread
from threadside.insight import alarms, attention
from threadside.insight.attention import UNMATCHED, UNREADABLE

Read = Callable[[Session, str, str, int], Sequence[Any]]
"""The rows of a workspace before the one with this key (empty: the newest), and how many."""


@dataclass(frozen=True)
class Topic:
    """One kind. Its words are `console.attention.<name>`, its count the field of that name in
    `attention.Waiting`; `key` gives the keyset's place of a row."""

    name: str
    rows: Read
    key: Callable[[Any], str]


def _webhooks(state: str) -> Read:
    return lambda session, workspace_id, before, most: attention.kept_webhooks(
        session, workspace_id, (state,), before=before, most=most
    )


def _paged(read: Callable[..., Sequence[Any]]) -> Read:
    return lambda session, workspace_id, before, most: read(
        session, workspace_id, before=before, most=most
    )


def _all(read: Callable[[Session, str], Sequence[Any]]) -> Read:
    return lambda session, workspace_id, _before, _most: read(session, workspace_id)


def _doubts(session: Session, workspace_id: str, after: str, most: int) -> Sequence[Any]:
    return listing.doubts(session, workspace_id, after=after, most=most)


def _paused(_session: Session, _workspace_id: str, _before: str, _most: int) -> Sequence[Any]:
    found = around().paused
    return [found] if found else []


TOPICS: Final = (
    Topic("sending", _paused, lambda row: row.workspace_id),
    Topic("chain", _all(attention.broken_chains), lambda row: row.id),
    Topic("revocations", _doubts, lambda row: row.row.id),
    Topic("alarms", _all(alarms.opened), lambda row: row.alarm.id),
    Topic("lines", _all(attention.paused_lines), lambda row: row.id),
    Topic("uncertain", _paged(attention.uncertain), lambda row: row.message.id),
    Topic("unmatched", _webhooks(UNMATCHED), lambda row: row.id),
    Topic("jobs", _paged(attention.dead_jobs), lambda row: row.id),
    Topic("unreadable", _webhooks(UNREADABLE), lambda row: row.id),
    Topic("media", _paged(attention.failed_media), lambda row: row.media.id),
    Topic("crm", _paged(crm_log.failed), lambda row: row.entry.id),
    Topic("crm_opt_outs", _paged(crm_opt_outs.failed), lambda row: row.row.id),
    Topic("crm_unread", _paged(crm_unread.listed), lambda row: row.event.id),
    Topic("pages", _paged(attention.page_reports), lambda row: row.id),
    Topic("refused", _paged(attention.refused), lambda row: row.id),
)
BY_NAME: Final[Mapping[str, Topic]] = {topic.name: topic for topic in TOPICS}
