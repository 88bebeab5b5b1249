"""An accepted message on its way: its files are fetched, its receipts follow, and when it is
rejected the next one of its workflow is tried."""

import secrets
import uuid
from collections.abc import Callable

from threadside.simulator.drift import drifted
from threadside.simulator.fates import decide
from threadside.simulator.ledger import Accepted, Workflow
from threadside.simulator.letters import Letter
from threadside.simulator.media.fetching import Fetched, delivery_error
from threadside.simulator.outcomes import INTERNAL_ERROR, Outcome, Receipt, rejected
from threadside.simulator.payloads import timestamp
from threadside.simulator.receipts import status_webhook
from threadside.simulator.routing import status_route
from threadside.simulator.sms.webhooks import receipts
from threadside.simulator.state import State
from threadside.simulator.submission import Submission


def accept(state: State, submission: Submission, outcome: Outcome) -> Accepted:
    """Enter a message in the ledger and set it on its way."""
    workflow = None
    if submission.failover:
        messages = (submission, *submission.failover)
        workflow = Workflow(secrets.token_urlsafe(36), messages)
    return _enter(state, submission, outcome, workflow)


def _enter(
    state: State,
    submission: Submission,
    outcome: Outcome,
    workflow: Workflow | None,
    attempt: int = 1,
) -> Accepted:
    ids = tuple(str(uuid.uuid4()) for _ in range(submission.parts))
    entry = state.ledger.accept(
        submission,
        ids[0],
        submission.parts,
        state.clock.now(),
        part_ids=ids if submission.api == "sms" else (),
        workflow=workflow,
        attempt=attempt,
    )
    if submission.attachments and not outcome.first_receipt_before_response:
        # Fetching takes as long as the business lets it; the response does not wait for it.
        state.schedule.after(0, lambda: _carry(state, entry, outcome))
    else:
        _carry(state, entry, outcome)
    return entry


def _carry(state: State, entry: Accepted, outcome: Outcome) -> None:
    if entry.submission.attachments:
        fetched = _fetch(state, entry)
        if code := delivery_error(fetched, state.account.carrier_media_limit):
            outcome = rejected(code)
    coming = list(outcome.receipts)
    if outcome.first_receipt_before_response and coming:
        _report(state, entry, coming.pop(0), at_once=True)
    for receipt in coming:
        state.schedule.after(_delay(state, receipt), _reporting(state, entry, receipt))


def _fetch(state: State, entry: Accepted) -> list[Fetched]:
    submission = entry.submission
    fetched = [
        state.fetch(attachment, state.account.media_limit) for attachment in submission.attachments
    ]
    kept = [_kept(state, one, submission.to) for one in fetched]
    state.ledger.note_media(entry, fetched, kept)
    return fetched


def _kept(state: State, fetched: Fetched, contact: str) -> str | None:
    """For the phone's page, which shows what arrived."""
    if fetched.state != "fetched" or fetched.content is None:
        return None
    kind, content_type = fetched.attachment.kind, fetched.content_type or ""
    return state.media.put(fetched.content, content_type, kind=kind, contact=contact).id


def _delay(state: State, receipt: Receipt) -> float:
    account = state.account
    moment = (
        account.submitted_after_s
        if receipt.moment == "submit"
        else max(account.submitted_after_s, account.delivered_after_s)
    )
    return moment + receipt.extra_s


def _reporting(state: State, entry: Accepted, receipt: Receipt) -> Callable[[], None]:
    return lambda: _report(state, entry, receipt)


def _report(state: State, entry: Accepted, receipt: Receipt, *, at_once: bool = False) -> None:
    submission = entry.submission
    state.ledger.note_status(entry, receipt.status, receipt.code)
    if submission.wants_receipts:
        url, letters = _letters(state, entry, receipt)
        for letter in letters * receipt.copies:
            state.courier.send(
                "status",
                url,
                letter,
                contact=submission.to,
                message_uuid=entry.message_uuid,
                client_ref=submission.client_ref,
                at_once=at_once,
            )
    if receipt.status == "rejected":
        _try_next(state, entry)


def _letters(state: State, entry: Accepted, receipt: Receipt) -> tuple[str | None, list[Letter]]:
    submission, account = entry.submission, state.account
    if submission.api == "sms":
        return submission.webhook_url or account.dr_callback_url, [
            Letter(fields, "sms", "Jakarta Commons-HttpClient/3.1")
            for fields in receipts(entry, receipt, account)
        ]
    route = status_route(state, submission)
    payload = status_webhook(entry, receipt, account, timestamp(), route.version)
    payload = drifted(payload, state.faults, submission.to)
    return route.url, [Letter(payload, application_id=route.application_id)]


def _try_next(state: State, entry: Accepted) -> None:
    """Failover: a new message with an id of its own, once, however often it was rejected."""
    following = entry.workflow.following(entry) if entry.workflow else None
    if following is None or not state.ledger.begin_failover(entry):
        return
    outcome = decide(state, following)
    # What would have been refused at once has nobody left to be told but the receipts.
    if outcome.refused_with is not None:
        outcome = rejected(INTERNAL_ERROR)
    _enter(state, following, outcome, entry.workflow, entry.attempt + 1)
