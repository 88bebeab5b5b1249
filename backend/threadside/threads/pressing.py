"""What a press of Send uses up: the composer's proof, and its place among the presses that count.

A proof is good for one text of one member to one phone (`gesture.py`). What was pressed is kept,
so that the caps of `rules.human_pace` know of it, with the digest of the text that left.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from threadside.contracts.beside import Verdict
from threadside.contracts.timeline import SendMessage
from threadside.errors import Refusal
from threadside.rules import wording_diff
from threadside.rules.content import mark, opt_out_lines
from threadside.rules.templates import render
from threadside.rules.verdict import Override
from threadside.sealing import Sealer
from threadside.store.tables import Message, Person, Press, TemplateVersion, Thread
from threadside.store.uow import Tx
from threadside.templates import catalog
from threadside.templates.keeping import Known
from threadside.threads import gesture
from threadside.verdict import presses
from threadside.verdict.judge import Draft
from threadside.workspace import policy


@dataclass(frozen=True)
class Sender:
    """Who presses Send, with the workspace's settings that matter for it.

    `signed_in` is False for a script, which has a token of its own.
    """

    workspace_id: str
    member_id: str
    region: str
    hold_seconds: int
    sealer: Sealer
    signed_in: bool = True
    crm_values: Callable[[Session, SendMessage, str], Mapping[str, str]] = lambda *_: {}
    """What a person's merge fields mean by their CRM, as a composer has them."""


@dataclass(frozen=True)
class Wording:
    """The approved wording that a press names, with its fields filled for whoever gets it."""

    row: TemplateVersion
    text: str
    known: Known


def wording(tx: Tx, sender: Sender, wish: SendMessage, person: Person) -> Wording | None:
    """The wording of the template that a press names; None without one.

    Raises:
        Refusal: `template_not_approved` (409).
    """
    use = wish.template
    if use is None:
        return None
    row = catalog.approved(tx.session, sender.workspace_id, use.id, use.version, tx.now)
    own = catalog.values_for(tx.session, sender.workspace_id, person, sender.member_id)
    here = {**sender.crm_values(tx.session, wish, person.id), **own}
    shown = wish.shown_values.values if wish.shown_values else {}
    return Wording(row, render(row.body, {**here, **shown}).text, Known(here, shown))


def draft(
    tx: Tx, sender: Sender, wish: SendMessage, purpose: str | None, began: Wording | None
) -> Draft:
    """What a press wishes to send, as the verdict judges it, with the caps it would pass."""
    pressing = presses.Pressing(
        sender.workspace_id, wish.line, sender.member_id, wish.phone, mark(wish.text)
    )
    return Draft(
        text=wish.text.strip(),
        media=bool(wish.media),
        purpose=purpose,
        at=wish.send_at,
        overrides=[Override(each.code, each.reason) for each in wish.overrides],
        pace=partial(presses.press_findings, tx.session, pressing),
        template=began.text if began else None,
        marketing=began is not None and began.row.purpose == catalog.MARKETING,
    )


def share_changed(began: Wording | None, wish: SendMessage) -> int | None:
    """How many words of a hundred a rep changed of the wording that they began with; None without
    one. The sender's name before it and the opt-out line behind it are not theirs."""
    if began is None:
        return None
    said = (wish.typed or wish.text).strip()
    for line in opt_out_lines():
        if line not in began.text:
            said = said.removesuffix(line).rstrip()
    head, colon, rest = said.partition(": ")
    if colon and not began.text.startswith(head) and began.text[:20] == rest[:20]:
        said = rest
    return wording_diff.share_changed(began.text, said)


def require_proof(tx: Tx, sender: Sender, wish: SendMessage, verdict: Verdict) -> str:
    """The nonce that this press uses up.

    Raises:
        Refusal: `press_needed` (409) with the verdict of now and a fresh proof, when the press
            has none, or one that is too old, of somebody else, or used up.
    """
    composer = gesture.Composer(sender.workspace_id, sender.member_id, wish.phone)
    nonce = gesture.nonce_of(sender.sealer, wish.press, composer, tx.now)
    if nonce is None or presses.is_used(tx.session, sender.workspace_id, nonce):
        fresh = verdict.model_copy(update={"press": gesture.issue(sender.sealer, composer, tx.now)})
        raise Refusal("press_needed", extra={"verdict": fresh.model_dump(mode="json")})
    return nonce


def leaves_at(tx: Tx, sender: Sender, line_id: str) -> datetime:
    """When a text that is pressed now may leave its line, at the earliest: after the time to undo,
    and as far behind the line's last one as nobody could type them."""
    rules, _ = policy.current(tx.session, sender.workspace_id)
    earliest = tx.now + timedelta(seconds=sender.hold_seconds)
    before = presses.last_departure(tx.session, line_id)
    if before is None or rules.caps == "off":
        return earliest
    return max(earliest, before + timedelta(seconds=rules.line_seconds_between))


def keep(tx: Tx, sender: Sender, wish: SendMessage, message: Message, nonce: str) -> None:
    """Count a press, whose thread is still as it was before it."""
    thread = tx.session.get_one(Thread, message.thread_id)
    text = wish.text.strip()
    tx.session.add(
        Press(
            message_id=message.id,
            workspace_id=message.workspace_id,
            line_id=message.line_id,
            member_id=sender.member_id,
            phone=message.phone,
            nonce=nonce,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            fingerprint=mark(text),
            initiates=presses.initiates(tx.now, thread.last_inbound_at, thread.last_outbound_at),
            ai_assisted=wish.ai_assisted,
            leaves_at=message.undo_until or tx.now,
            at=tx.now,
        )
    )
