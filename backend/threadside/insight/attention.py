"""What waits for a person. The console's page and `threadside doctor` both ask here.

Every query is of one workspace, or of all (None), as the command line looks at the installation.
What belongs to no workspace, the installation's own jobs and refused requests, every workspace
sees.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Label,
    Select,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from threadside.audit.anchoring import BROKEN
from threadside.insight import within
from threadside.insight.within import Scope
from threadside.store.dialect import json_word
from threadside.store.tables import (
    AuditEntry,
    AuditPayload,
    CrmEntry,
    CrmEvent,
    CrmOptOut,
    DeliveryAlarm,
    InboundPart,
    Job,
    Line,
    Media,
    Message,
    MessageMedia,
    Outbox,
    PageReport,
    Person,
    RefusedWebhook,
    RefusedWebhookCount,
    Revocation,
    SendingPause,
    TimelineItem,
    WebhookReceipt,
)

UNMATCHED, UNREADABLE = "unmatched", "unreadable"
REFUSED, MEDIA, CHAIN, PAGES = "refused", "media", "chain", "pages"
ASKED: Final = "may_have_been_sent"
"""The reason of a text in doubt of which the carrier's records know nothing."""
PAGE: Final = 25


@dataclass(frozen=True)
class Waiting:
    """How much of each there is. `checking` are texts in doubt that the machine still asks about:
    they need nobody."""

    sending: int
    chain: int
    revocations: int
    alarms: int
    lines: int
    uncertain: int
    unmatched: int
    jobs: int
    unreadable: int
    media: int
    crm: int
    crm_opt_outs: int
    crm_unread: int
    pages: int
    refused: int
    checking: int

    @property
    def total(self) -> int:
        """All that needs a person."""
        return int(sum(asdict(self).values())) - self.checking


def waiting(session: Session, scope: Scope) -> Waiting:
    """How much waits, by one statement."""
    return waiting_in(session.execute(select(*columns(session, scope))).one())


def waiting_in(row: Any) -> Waiting:
    """How much waits, from a row that has `columns`."""
    return Waiting(*(getattr(row, each.name) for each in fields(Waiting)))


def columns(session: Session, scope: Scope) -> list[Label[Any]]:
    """The numbers of `Waiting`, as columns of whatever statement asks for them."""
    counted = {
        "sending": select(func.count(SendingPause.workspace_id)).where(
            within.of(SendingPause.workspace_id, scope)
        ),
        "chain": within.count(_broken(scope)),
        "revocations": select(func.count(Revocation.id)).where(
            Revocation.state == "open", within.of(Revocation.workspace_id, scope)
        ),
        "alarms": select(func.count(DeliveryAlarm.id)).where(
            DeliveryAlarm.closed_at.is_(None), within.of(DeliveryAlarm.workspace_id, scope)
        ),
        "lines": within.count(_paused_lines(scope)),
        "uncertain": within.count(_uncertain(scope, asked=True)),
        "unmatched": within.count(_kept(scope, UNMATCHED)),
        "jobs": within.count(_dead_jobs(session, scope)),
        "unreadable": within.count(_kept(scope, UNREADABLE)),
        "media": within.count(_failed_media(scope)),
        "crm": select(func.count(CrmEntry.id)).where(
            CrmEntry.state == "failed", within.of(CrmEntry.workspace_id, scope)
        ),
        "crm_opt_outs": select(func.count(CrmOptOut.id)).where(
            CrmOptOut.state == "failed", within.of(CrmOptOut.workspace_id, scope)
        ),
        "crm_unread": select(func.count(CrmEvent.id)).where(
            CrmEvent.problem.is_not(None), within.of(CrmEvent.workspace_id, scope)
        ),
        "pages": within.count(_page_reports(scope)),
        "refused": within.count(_refused(scope)),
        "checking": within.count(_uncertain(scope, asked=False)),
    }
    return [query.scalar_subquery().correlate(None).label(name) for name, query in counted.items()]


def paused_lines(session: Session, scope: Scope) -> list[Line]:
    """Lines that a failure or a limit has stopped, or an admin."""
    return list(session.scalars(_paused_lines(scope).order_by(Line.position, Line.id)))


def page_reports(
    session: Session, scope: Scope, *, before: str = "", most: int = PAGE
) -> list[PageReport]:
    """Pages of CRMs that looked otherwise than expected, the newest first; keyset by id."""
    query = _page_reports(scope)
    if before:
        query = query.where(PageReport.id < before)
    return list(session.scalars(query.order_by(PageReport.id.desc()).limit(most)))


def kept_webhooks(
    session: Session, scope: Scope, states: Sequence[str], *, before: str = "", most: int = PAGE
) -> list[WebhookReceipt]:
    """Webhooks that nothing could be done with, the newest first; keyset by id."""
    query = _kept(scope, *states)
    if before:
        query = query.where(WebhookReceipt.id < before)
    return list(session.scalars(query.order_by(WebhookReceipt.id.desc()).limit(most)))


def pending_since(session: Session) -> datetime | None:
    """The oldest webhook that waits to be folded in."""
    return session.scalar(
        select(func.min(WebhookReceipt.received_at)).where(WebhookReceipt.state == "pending")
    )


def dead_jobs(session: Session, scope: Scope, *, before: str = "", most: int = PAGE) -> list[Job]:
    """Jobs that have given up, the newest first; keyset by id."""
    query = _dead_jobs(session, scope)
    if before:
        query = query.where(Job.id < before)
    return list(session.scalars(query.order_by(Job.id.desc()).limit(most)))


def dead_job(session: Session, workspace_id: str, job_id: str) -> Job | None:
    """One of them, which nobody else changes until the transaction ends."""
    query = _dead_jobs(session, workspace_id).where(Job.id == job_id)
    return session.scalar(query.with_for_update(key_share=True))


def kept_webhook(session: Session, workspace_id: str, receipt_id: str) -> WebhookReceipt | None:
    """One that nothing could be done with."""
    query = _kept(workspace_id, UNMATCHED, UNREADABLE)
    return session.scalar(query.where(WebhookReceipt.id == receipt_id))


@dataclass(frozen=True)
class Doubt:
    """A text of which nobody knows whether it was sent."""

    message: Message
    item: TimelineItem
    person: str
    line: Line


def uncertain(
    session: Session, workspace_id: str, *, before: str = "", most: int = PAGE
) -> list[Doubt]:
    """Those that only a person can settle, the newest first; keyset by id."""
    query = (
        select(Message, TimelineItem, Person.name, Line)
        .join(Outbox, Outbox.message_id == Message.id)
        .join(TimelineItem, TimelineItem.id == Message.id)
        .join(Person, Person.id == TimelineItem.person_id)
        .join(Line, Line.id == Message.line_id)
        .where(
            Outbox.workspace_id == workspace_id,
            Outbox.state == within.word("uncertain"),
            Message.failure_code == ASKED,
        )
        .order_by(Message.id.desc())
        .limit(most)
    )
    if before:
        query = query.where(Message.id < before)
    return [Doubt(*row) for row in session.execute(query)]


def abandoned(session: Session, now: datetime) -> int:
    """Texts claimed by a process that is gone; the next sweep makes them uncertain."""
    return (
        session.scalar(
            select(func.count(Outbox.message_id)).where(
                Outbox.state == within.word("claimed"), Outbox.lease_until < now
            )
        )
        or 0
    )


@dataclass(frozen=True)
class FailedMedia:
    """A picture or file that could not be fetched, and whose text it came with."""

    media: Media
    person: str
    phone: str


def failed_media(
    session: Session, workspace_id: str, *, before: str = "", most: int = PAGE
) -> list[FailedMedia]:
    """Those since somebody said that they were seen, the newest first; keyset by id."""
    query = (
        _failed_media(workspace_id)
        .add_columns(Person.name, Message.phone)
        .join(MessageMedia, MessageMedia.media_id == Media.id)
        .join(Message, Message.id == MessageMedia.message_id)
        .join(TimelineItem, TimelineItem.id == Message.id)
        .join(Person, Person.id == TimelineItem.person_id)
        .order_by(Media.id.desc())
        .limit(most)
    )
    if before:
        query = query.where(Media.id < before)
    return [FailedMedia(*row) for row in session.execute(query)]


@dataclass(frozen=True)
class BrokenChain:
    """What a check of the audit chain found: at which entry (0: in the file of anchors), and what
    (`rules.chain.PROBLEMS`)."""

    id: str
    at: datetime
    number: int
    problem: str


def broken_chains(session: Session, workspace_id: str) -> list[BrokenChain]:
    """What was found since somebody said that they had seen it, the newest first."""
    query = (
        select(AuditEntry, AuditPayload.payload)
        .join(
            AuditPayload,
            (AuditPayload.workspace_id == AuditEntry.workspace_id)
            & (AuditPayload.number == AuditEntry.number),
        )
        .where(AuditEntry.workspace_id == workspace_id, AuditEntry.kind == BROKEN)
        .where(AuditEntry.at > within.seen(workspace_id, CHAIN))
        .order_by(AuditEntry.number.desc())
        .limit(PAGE)
    )
    return [
        BrokenChain(str(entry.number), entry.at, int(told["number"]), str(told["problem"]))
        for entry, told in session.execute(query)
    ]


def refused(
    session: Session, scope: Scope, *, before: str = "", most: int = PAGE
) -> list[RefusedWebhook]:
    """The kept ones since somebody said that they were seen, the newest first; keyset by id."""
    query = _refused(scope)
    if before:
        query = query.where(RefusedWebhook.id < before)
    return list(session.scalars(query.order_by(RefusedWebhook.id.desc()).limit(most)))


@dataclass(frozen=True)
class RefusedFor:
    """How many of the kept requests were refused for a reason, and when the newest was."""

    reason: str
    count: int
    last: datetime


def refused_by_reason(session: Session, scope: Scope) -> list[RefusedFor]:
    """The same by reason, the newest first."""
    kept = _refused(scope).subquery()
    last = func.max(kept.c.at)
    rows = session.execute(
        select(kept.c.reason, func.count(), last).group_by(kept.c.reason).order_by(last.desc())
    )
    return [RefusedFor(*row) for row in rows]


def refused_ever(session: Session) -> dict[str, int]:
    """How many requests were ever refused, by reason."""
    rows = session.execute(
        select(RefusedWebhookCount.reason, RefusedWebhookCount.count).order_by(
            RefusedWebhookCount.reason
        )
    )
    return {reason: count for reason, count in rows}  # noqa: C416 - a result is no mapping


def _paused_lines(scope: Scope) -> Select[Line]:
    return select(Line).where(Line.state == "paused", within.of(Line.workspace_id, scope))


def _kept(scope: Scope, *states: str) -> Select[WebhookReceipt]:
    query = select(WebhookReceipt).where(
        WebhookReceipt.state.in_([within.word(UNMATCHED), within.word(UNREADABLE)]),
        WebhookReceipt.state.in_(states),
    )
    if scope is None:
        return query
    # As an expression, so that no index of all webhooks of an account is taken for this.
    of_account = func.coalesce(WebhookReceipt.carrier_account_id, "")
    return query.where(of_account.in_(within.accounts(scope)))


def _dead_jobs(session: Session, scope: Scope) -> Select[Job]:
    query = select(Job).where(Job.state == "dead")
    if scope is None:
        return query
    workspace, receipt, part = (
        json_word(session, Job.payload, name) for name in ("workspace", "receipt", "text")
    )
    return query.where(
        or_(
            workspace == scope,
            receipt.in_(
                select(WebhookReceipt.id).where(
                    WebhookReceipt.carrier_account_id.in_(within.accounts(scope))
                )
            ),
            part.in_(select(InboundPart.id).where(InboundPart.workspace_id == scope)),
            func.coalesce(workspace, receipt, part).is_(None),
        )
    )


def _uncertain(scope: Scope, *, asked: bool) -> Select[str]:
    return (
        select(Outbox.message_id)
        .join(Message, Message.id == Outbox.message_id)
        .where(
            Outbox.state == within.word("uncertain"),
            Message.failure_code == ASKED if asked else Message.failure_code != ASKED,
            within.of(Outbox.workspace_id, scope),
        )
    )


def _failed_media(scope: Scope) -> Select[Media]:
    query = select(Media).where(Media.state == "failed", within.of(Media.workspace_id, scope))
    if scope is None:
        return query
    return query.where(Media.created_at > within.seen(scope, MEDIA))


def _broken(scope: Scope) -> Select[int]:
    query = select(AuditEntry.number).where(
        AuditEntry.kind == BROKEN, within.of(AuditEntry.workspace_id, scope)
    )
    return query if scope is None else query.where(AuditEntry.at > within.seen(scope, CHAIN))


def _page_reports(scope: Scope) -> Select[PageReport]:
    if scope is None:
        return select(PageReport)
    return select(PageReport).where(
        PageReport.workspace_id == scope, PageReport.at > within.seen(scope, PAGES)
    )


def _refused(scope: Scope) -> Select[RefusedWebhook]:
    query = select(RefusedWebhook)
    return query if scope is None else query.where(RefusedWebhook.at > within.seen(scope, REFUSED))
