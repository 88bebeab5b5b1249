"""Whose words a verdict may quote: a member who doesn't see the conversation where somebody asked
to stop is told that they did, and not how."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.store import narrowing
from threadside.store.tables import ConsentEvent, Revocation
from threadside.verdict.loading import Known
from threadside.words import say


def without_words_of_others(session: Session, workspace_id: str, known: Known) -> Known:
    """The same, quoting only what this session's member reaches. Whoever reaches everything costs
    no statement."""
    if narrowing.reach_of(session) is None or not (
        known.suppressions or known.revocations or known.doubts
    ):
        return known
    told = {one.event_id for one in known.suppressions} | {one.id for one in known.doubts}
    held = {one.id for one in known.revocations}
    with narrowing.as_seen(session):
        events = select(ConsentEvent.id).where(
            ConsentEvent.workspace_id == workspace_id,
            ConsentEvent.id.in_(sorted(filter(None, told))),
        )
        texts = select(Revocation.id).where(
            Revocation.workspace_id == workspace_id, Revocation.id.in_(sorted(held))
        )
        reached = {*session.scalars(events), *session.scalars(texts)}
    return replace(
        known,
        suppressions=tuple(
            one
            if one.event_id in reached
            else replace(one, words="", line="", member="", other_phone=None, event_id=None)
            for one in known.suppressions
        ),
        revocations=tuple(
            one
            if one.id in reached
            else replace(one, words=say("places.other_words"), other_phone=None, message_id=None)
            for one in known.revocations
        ),
        doubts=tuple(
            one if one.id in reached else replace(one, was="", now="") for one in known.doubts
        ),
    )
