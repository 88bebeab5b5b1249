"""Whether the texts to a number arrive here, and whether the carrier reports on ours.

A line goes live once a text to it came in through the carrier's signed webhook, or once somebody
has typed the code that was texted to it: either is only possible where the number is linked to our
application, or in the hands of who says so.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.errors import Invalid, Refusal
from threadside.store.tables import Line, LineCheck, Message, WebhookReceipt
from threadside.store.uow import Tx
from threadside.workspace.account import OF_A_LINE, OF_A_TEXT
from threadside.workspace.lines import changed
from threadside.workspace.secrets import digest

CheckKind = Literal["test", "code"]
DIGITS = 6
MOST_TRIES = 5


@dataclass(frozen=True)
class Heard:
    """When the carrier last told us of a text to the line, and of any text of its account."""

    inbound: datetime | None
    status: datetime | None


def new_code() -> str:
    """Six digits nobody can guess within the tries there are."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def code_hash(line: Line, code: str) -> str:
    """What is kept of a code; bound to its line."""
    return digest(f"line {line.id} {code}")


def remember(
    tx: Tx, line: Line, kind: CheckKind, *, member_id: str, message_id: str, code: str = ""
) -> None:
    """A text was sent to try a line, or to prove it; an earlier one counts no longer."""
    check = tx.session.get(LineCheck, (line.id, kind)) or LineCheck(
        line_id=line.id, kind=kind, workspace_id=line.workspace_id
    )
    check.member_id, check.message_id, check.at = member_id, message_id, tx.now
    check.code_hash, check.tries = (code_hash(line, code) if code else None), 0
    tx.session.add(check)
    if kind == "code" and line.state == "requested":
        line.state = "verifying"
    changed(tx, line)


def verify(tx: Tx, line: Line, code: str) -> bool:
    """Take the code that was texted to a line; it goes live if that is right.

    Wrong tries are counted, so the caller commits in either case.

    Raises:
        Refusal: `line_is_live`, `no_code_sent`, `too_many_codes` (409).
    """
    _require_unproven(line)
    check = tx.session.get(LineCheck, (line.id, "code"))
    if check is None or check.code_hash is None:
        raise Refusal("no_code_sent")
    if check.tries >= MOST_TRIES:
        raise Refusal("too_many_codes", params={"most": MOST_TRIES})
    typed = "".join(c for c in code if c.isdigit())
    if not hmac.compare_digest(code_hash(line, typed), check.code_hash):
        check.tries += 1
        tx.session.flush()
        return False
    check.code_hash = None
    _go_live(tx, line)
    return True


def verify_by_arrival(tx: Tx, line: Line) -> None:
    """Let a line go live that a text has come in for since it was registered.

    Raises:
        Refusal: `line_is_live` (409).
        Invalid: `nothing_arrived`.
    """
    _require_unproven(line)
    heard = heard_of(tx.session, line).inbound
    if heard is None or heard < line.created_at:
        raise Invalid("nothing_arrived")
    _go_live(tx, line)


def heard_of(session: Session, line: Line) -> Heard:
    """When webhooks came in; both by one index."""
    newest = select(func.max(WebhookReceipt.received_at)).where(
        WebhookReceipt.carrier_account_id == line.carrier_account_id
    )
    inbound = newest.where(
        WebhookReceipt.kind.in_(OF_A_LINE), WebhookReceipt.line_phone == line.phone
    )
    status = newest.where(WebhookReceipt.kind.in_(OF_A_TEXT), WebhookReceipt.line_phone.is_(None))
    row = session.execute(select(inbound.scalar_subquery(), status.scalar_subquery())).one()
    return Heard(row[0], row[1])


def checks(session: Session, line: Line) -> Mapping[str, LineCheck]:
    """The newest check of each kind."""
    found = session.scalars(select(LineCheck).where(LineCheck.line_id == line.id))
    return {check.kind: check for check in found}


def last_test_number(session: Session, workspace_id: str, member_id: str) -> str | None:
    """The phone that a member last had a test sent to."""
    return session.scalar(
        select(Message.phone)
        .join(LineCheck, LineCheck.message_id == Message.id)
        .where(
            LineCheck.workspace_id == workspace_id,
            LineCheck.member_id == member_id,
            LineCheck.kind == "test",
        )
        .order_by(LineCheck.at.desc())
        .limit(1)
    )


def newest_test(session: Session, workspace_id: str) -> str | None:
    """The message of the newest test of any line."""
    return session.scalar(
        select(LineCheck.message_id)
        .where(LineCheck.workspace_id == workspace_id, LineCheck.kind == "test")
        .order_by(LineCheck.at.desc())
        .limit(1)
    )


def _require_unproven(line: Line) -> None:
    if line.state not in ("requested", "verifying"):
        raise Refusal("line_is_live")


def _go_live(tx: Tx, line: Line) -> None:
    line.state = "live"
    changed(tx, line)
    tx.wake("outbox")
