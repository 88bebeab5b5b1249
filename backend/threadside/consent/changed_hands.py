"""A number may have changed hands: the CRM took it off them, or has another name for it.

Consent is a person's for their number. It does not go over to another name by itself: until
somebody has said whose the number is, the policy holds texts to it, or warns. Whoever has it now
never agreed to anything. A change that the CRM takes back leaves everything as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import exists, or_, select

from threadside.consent import book, closing, holds, house, story
from threadside.consent.closing import FAILURES, Stop
from threadside.consent.wrong import CHECK_DUE
from threadside.errors import NotFound, Refusal
from threadside.sending import outbox, parking
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import ConsentEvent, Person, PersonPhone, Thread
from threadside.store.uow import Tx
from threadside.verdict import number_doubts
from threadside.verdict.number_doubts import LEFT

Outcome = Literal["still_theirs", "not_theirs"]
KINDS: Final = {"still_theirs": "dismissed", "not_theirs": "disputed"}
"""The line of the ledger that each outcome is."""
GRANTS: Final = ("granted", "confirmed", "scope_changed")


@dataclass(frozen=True)
class Cause:
    """Why a number is in doubt (`number_doubts`), by which record, whose it was, and what the CRM
    says instead: another name, or the number that took its place."""

    why: str
    record_id: str
    person_id: str
    was: str
    now: str = ""


def doubt(tx: Tx, workspace_id: str, phone: str, cause: Cause) -> bool:
    """Ask whose a number is; whether there is anything to ask.

    There is not where they neither texted nor agreed by that number, where it is known to be a
    wrong one, or where the same is asked already.
    """
    _alone(tx, workspace_id, phone)
    if not _matters(tx, workspace_id, phone, cause.person_id):
        return False
    if _asked(tx, workspace_id, phone, cause):
        return False
    book.write(
        tx,
        workspace_id,
        phone,
        "held",
        "crm_field",
        person_id=cause.person_id,
        words=cause.was,
        note=cause.now,
        rule=cause.why,
        basis=cause.record_id,
    )
    if house.house(tx.session, workspace_id).policy.number_doubts == "hold":
        parking.park(tx, workspace_id, phone)
    closing.tell(tx, workspace_id, phone)
    if cause.why != LEFT:  # that a number left is in the timeline already
        _happened(tx, "number_doubted", cause.person_id, workspace_id, was=cause.was, now=cause.now)
    return True


def taken_back(tx: Tx, doubts: Sequence[ConsentEvent]) -> None:
    """The CRM says what it said before: these doubts are over, and what waited goes on."""
    for each in doubts:
        _alone(tx, each.workspace_id, each.phone)
        if _answer(tx, each) is not None:
            continue
        _settling(tx, each, "dismissed", "crm_field")
        _go_on(tx, each.workspace_id, each.phone)
        if each.person_id is not None:
            _happened(tx, "number_as_before", each.person_id, each.workspace_id, was=each.words)


def settle(
    tx: Tx, workspace_id: str, doubt_id: str, *, member_id: str, outcome: Outcome, note: str = ""
) -> str:
    """A person says whose the number is; gives the phone. Saying the same again is no harm.

    Still theirs, everything stands as before. Not theirs, their consent is detached and what waits
    is taken back. Where nobody else is known to have the number it is closed as a wrong one, else
    whoever has it may be asked for their own consent.

    Raises:
        NotFound: for one that is not of this workspace.
        Refusal: `already_settled` (409) when it was settled otherwise before.
    """
    found = tx.session.scalar(
        select(ConsentEvent).where(
            ConsentEvent.workspace_id == workspace_id,
            ConsentEvent.id == doubt_id,
            ConsentEvent.kind == "held",
            ConsentEvent.method == "crm_field",
        )
    )
    if found is None:
        raise NotFound("doubt")
    tx.session.execute(
        select(Person.id).where(Person.id == found.person_id).with_for_update(key_share=True)
    )
    _alone(tx, workspace_id, found.phone)
    kind = KINDS[outcome]
    said = _answer(tx, found)
    if said is not None:
        if said.kind == kind and said.method == "told_us":
            return found.phone
        raise Refusal("already_settled")
    same = [
        each
        for each in number_doubts.of_number(tx.session, workspace_id, found.phone)
        if each.person_id == found.person_id
    ]
    lines = [_settling(tx, each, kind, "told_us", member_id, note) for each in same]
    if outcome == "still_theirs":
        _go_on(tx, workspace_id, found.phone)
    else:
        _not_theirs(tx, found, same, lines[0])
    if found.person_id is not None:
        _happened(
            tx,
            f"number_{outcome}",
            found.person_id,
            workspace_id,
            member_id=member_id,
            was=found.words,
        )
    return found.phone


def _not_theirs(
    tx: Tx, found: ConsentEvent, doubts: Sequence[ConsentEvent], line: ConsentEvent
) -> None:
    workspace_id, phone = found.workspace_id, found.phone
    left_alone = all(each.rule == LEFT for each in doubts)
    if left_alone and not _somebody_else(tx, workspace_id, phone, found.person_id):
        stop = Stop("wrong_number", "", event_id=line.id, member_id=line.member_id)
        closing.close(tx, workspace_id, phone, stop)
        return
    one_at_a_time(tx.session, outbox.going_to(workspace_id, phone))
    outbox.withdraw(tx, workspace_id, phone, FAILURES["wrong_number"])
    closing.tell(tx, workspace_id, phone)


def _settling(  # noqa: PLR0917 - the values of one line
    tx: Tx,
    doubted: ConsentEvent,
    kind: str,
    method: str,
    member_id: str | None = None,
    note: str = "",
) -> ConsentEvent:
    return book.write(
        tx,
        doubted.workspace_id,
        doubted.phone,
        kind,
        method,
        person_id=doubted.person_id,
        words=doubted.words,
        basis=CHECK_DUE if kind == "disputed" else None,
        rule=doubted.rule,
        note=note,
        settles=doubted.id,
        member_id=member_id,
    )


def _go_on(tx: Tx, workspace_id: str, phone: str) -> None:
    if not holds.in_doubt(tx, workspace_id, phone):
        parking.unpark(tx, workspace_id, phone)
    closing.tell(tx, workspace_id, phone)


def _alone(tx: Tx, workspace_id: str, phone: str) -> None:
    one_at_a_time(tx.session, f"revocation {workspace_id} {phone}")


def _answer(tx: Tx, doubted: ConsentEvent) -> ConsentEvent | None:
    return tx.session.scalar(select(ConsentEvent).where(ConsentEvent.settles == doubted.id))


def _matters(tx: Tx, workspace_id: str, phone: str, person_id: str) -> bool:
    """Whether anything of theirs rests on the number that could go to somebody else."""
    if "wrong_number" in closing.reasons(tx, workspace_id, phone):
        return False
    texted = exists().where(
        Thread.workspace_id == workspace_id,
        Thread.phone == phone,
        Thread.person_id == person_id,
        or_(Thread.last_inbound_at.is_not(None), Thread.last_outbound_at.is_not(None)),
    )
    agreed = exists().where(
        ConsentEvent.workspace_id == workspace_id,
        ConsentEvent.phone == phone,
        ConsentEvent.kind.in_(GRANTS),
        or_(ConsentEvent.person_id == person_id, ConsentEvent.person_id.is_(None)),
    )
    return bool(tx.session.scalar(select(or_(texted, agreed))))


def _asked(tx: Tx, workspace_id: str, phone: str, cause: Cause) -> bool:
    return any(
        (each.rule, each.basis, each.person_id) == (cause.why, cause.record_id, cause.person_id)
        for each in number_doubts.of_number(tx.session, workspace_id, phone)
    )


def _somebody_else(tx: Tx, workspace_id: str, phone: str, person_id: str | None) -> bool:
    other = exists().where(
        PersonPhone.workspace_id == workspace_id,
        PersonPhone.e164 == phone,
        PersonPhone.left_at.is_(None),
        PersonPhone.person_id != person_id,
        Person.id == PersonPhone.person_id,
        Person.name != "",
    )
    return bool(tx.session.scalar(select(other)))


def _happened(
    tx: Tx,
    type_: str,
    person_id: str,
    workspace_id: str,
    *,
    member_id: str | None = None,
    **params: str,
) -> None:
    story.happened(
        tx, type_, workspace_id=workspace_id, person_id=person_id, member_id=member_id, **params
    )
