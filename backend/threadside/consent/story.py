"""What of consent people read in a timeline, and how it calls them. The sentences stand in the word
table under `timeline.<type>`."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.store.tables import Member, Person, PersonPhone, User
from threadside.store.uow import Tx
from threadside.timeline import write
from threadside.words import say

TYPES: Final = frozenset(
    {
        "opted_out", "opted_out_in_words", "opted_out_by_carrier", "opted_out_in_crm",
        "told_opt_out", "no_marketing", "declined", "opted_in", "opted_in_wrong_number",
        "opted_in_by_evidence", "wants_in", "agreed", "asked_help", "wrong_number",
        "wrong_number_by", "held_opt_out", "held_wrong_number", "upheld_opt_out",
        "upheld_no_marketing", "dismissed_opt_out", "dismissed_wrong_number", "consent_recorded",
        "consent_asked", "form_filled", "form_filled_asked", "number_doubted", "number_as_before",
        "number_still_theirs", "number_not_theirs",
    }
)  # fmt: skip
MOST_OWNERS: Final = 20


def happened(
    tx: Tx,
    type_: str,
    *,
    workspace_id: str,
    person_id: str,
    thread_id: str | None = None,
    member_id: str | None = None,
    **params: str,
) -> None:
    """Put an event into a person's timeline."""
    if type_ not in TYPES:
        raise ValueError(f"{type_!r} has no sentence")
    if member_id is not None:
        params["member"] = member(tx.session, member_id)
    write.happened(
        tx,
        workspace_id=workspace_id,
        person_id=person_id,
        thread_id=thread_id,
        type=type_,
        params={"name": person(tx.session, person_id), **params},
    )


def person(session: Session, person_id: str) -> str:
    """A person's name; `This person` while only a number is known."""
    name = session.scalar(select(Person.name).where(Person.id == person_id))
    return name or say("consent.this_person")


def member(session: Session, member_id: str | None) -> str:
    """A colleague's name; the machine's where nobody did it."""
    name = session.scalar(
        select(User.name).join(Member, Member.user_id == User.id).where(Member.id == member_id)
    )
    return name or say("consent.the_machine")


def owners(session: Session, workspace_id: str, phone: str) -> Sequence[str]:
    """Everybody who has a number, at most twenty of them."""
    return session.scalars(
        select(PersonPhone.person_id)
        .distinct()
        .where(PersonPhone.workspace_id == workspace_id, PersonPhone.e164 == phone)
        .order_by(PersonPhone.person_id)
        .limit(MOST_OWNERS)
    ).all()
