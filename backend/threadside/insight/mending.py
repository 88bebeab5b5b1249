"""What a person can do about what waits: fold in again, run again, drop, note as seen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select

from threadside.errors import Invalid, NotFound, Refusal
from threadside.insight import attention
from threadside.insight.attention import UNMATCHED, UNREADABLE
from threadside.jobs import queue
from threadside.media.arriving import TRIED_FOR
from threadside.store.dialect import insert_for
from threadside.store.tables import (
    CarrierAccount,
    Job,
    Line,
    Media,
    MessageMedia,
    SeenUntil,
    TimelineItem,
    WebhookReceipt,
)
from threadside.store.uow import Tx
from threadside.threads import receive
from threadside.timeline import write

FOLDS: Final[Mapping[str, str]] = {
    "inbound": receive.INBOUND,
    "status": receive.STATUS,
    "sms_inbound": receive.SMS_INBOUND,
    "sms_receipt": receive.SMS_RECEIPT,
}
"""The job for each kind of webhook."""
LONGEST_REASON: Final = 300
MOST_AT_ONCE: Final = 500


def fold_again(tx: Tx, workspace_id: str, receipt_id: str) -> None:
    """Try once more to find whom an unmatched webhook is for.

    Raises:
        NotFound: for a webhook of another workspace.
        Refusal: `mended_already` (409) when it is not unmatched any more.
    """
    receipt = _kept(tx, workspace_id, receipt_id)
    if receipt.state != UNMATCHED:
        raise Refusal("mended_already")
    _fold(tx, receipt)


def fold_matching(tx: Tx, workspace_id: str) -> int:
    """The same for all texts that came before their line was added; how many."""
    rows = list(
        tx.session.scalars(
            select(WebhookReceipt)
            .join(
                Line,
                (Line.carrier_account_id == WebhookReceipt.carrier_account_id)
                & (Line.phone == WebhookReceipt.line_phone),
            )
            .where(Line.workspace_id == workspace_id, WebhookReceipt.state == UNMATCHED)
            .order_by(WebhookReceipt.id)
            .limit(MOST_AT_ONCE)
            .with_for_update(key_share=True, of=WebhookReceipt)
        )
    )
    for receipt in rows:
        _fold(tx, receipt)
    return len(rows)


def note_read(tx: Tx, workspace_id: str, receipt_id: str) -> None:
    """Somebody has looked at a webhook that nothing can be done with; it is kept.

    Raises:
        NotFound: for a webhook of another workspace.
        Refusal: `mended_already` (409).
    """
    receipt = _kept(tx, workspace_id, receipt_id)
    if receipt.state not in (UNMATCHED, UNREADABLE):
        raise Refusal("mended_already")
    receipt.note = f"{receipt.state}, read: {receipt.note or ''}"
    receipt.state = "done"
    tx.session.flush()


def run_again(tx: Tx, workspace_id: str, job_id: str) -> None:
    """Let a job that has given up try again from the beginning.

    Raises:
        NotFound: for a job of another workspace, or one that is not dead any more.
    """
    job = _dead(tx, workspace_id, job_id)
    job.state, job.attempts, job.run_at = "waiting", 0, tx.now
    tx.session.flush()
    tx.wake("jobs")


def drop(tx: Tx, workspace_id: str, job_id: str, reason: str) -> None:
    """Give up on a webhook that can't be folded in; `reason` is kept on it.

    Until then no text leaves to its sender, since they might have opted out.

    Raises:
        Invalid: `empty_reason`.
        NotFound: as `run_again`.
        Refusal: `not_to_be_dropped` (409) for work that the installation needs.
    """
    if not reason.strip():
        raise Invalid("empty_reason")
    job = _dead(tx, workspace_id, job_id)
    receipt_id = job.payload.get("receipt")
    if receipt_id is None:
        raise Refusal("not_to_be_dropped")
    receipt = _kept(tx, workspace_id, receipt_id)
    receipt.state, receipt.note = "done", f"dropped: {reason.strip()[:LONGEST_REASON]}"
    queue.finish(tx, job.id)
    tx.wake("outbox")


def fetch_again(tx: Tx, workspace_id: str, media_id: str) -> None:
    """Ask the carrier once more for a picture or file.

    Raises:
        NotFound: for media of another workspace.
        Refusal: `mended_already` (409) when it has not failed, or nobody knows where it was.
    """
    media = tx.session.scalar(
        select(Media)
        .where(Media.workspace_id == workspace_id, Media.id == media_id)
        .with_for_update(key_share=True)
    )
    if media is None:
        raise NotFound("media")
    if media.state != "failed" or media.source_url is None:
        raise Refusal("mended_already")
    media.state, media.reason, media.attempts = "pending", None, 0
    media.fetch_at, media.give_up_at = tx.now, tx.now + TRIED_FOR
    tx.session.flush()
    for item in tx.session.scalars(
        select(TimelineItem)
        .join(MessageMedia, MessageMedia.message_id == TimelineItem.id)
        .where(MessageMedia.media_id == media.id)
    ):
        write.changed(tx, item)
    tx.wake("media")


def seen(tx: Tx, workspace_id: str, topic: str, until: datetime) -> None:
    """What nobody can mend was seen, up to the newest that was on the page."""
    insert = insert_for(tx.session, SeenUntil).values(
        workspace_id=workspace_id, topic=topic, until=until
    )
    tx.session.execute(
        insert.on_conflict_do_update(
            index_elements=[SeenUntil.workspace_id, SeenUntil.topic],
            set_={"until": until},
            where=SeenUntil.until < until,
        )
    )


def _fold(tx: Tx, receipt: WebhookReceipt) -> None:
    receipt.state, receipt.note = "pending", None
    tx.session.flush()
    key = f"{receipt.carrier_account_id} {receipt.line_phone} {receipt.peer}"
    queue.defer(tx, FOLDS[receipt.kind], {"receipt": receipt.id}, key=key)


def _kept(tx: Tx, workspace_id: str, receipt_id: str) -> WebhookReceipt:
    found = tx.session.scalar(
        select(WebhookReceipt)
        .join(CarrierAccount, CarrierAccount.id == WebhookReceipt.carrier_account_id)
        .where(CarrierAccount.workspace_id == workspace_id, WebhookReceipt.id == receipt_id)
        .with_for_update(key_share=True, of=WebhookReceipt)
    )
    if found is None:
        raise NotFound("webhook")
    return found


def _dead(tx: Tx, workspace_id: str, job_id: str) -> Job:
    job = attention.dead_job(tx.session, workspace_id, job_id)
    if job is None:
        raise NotFound("job")
    return job
