"""Whom a phone's opt-out reaches: every number of everybody who has this one."""

from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Session, aliased

from threadside.store.tables import PersonPhone


def phones(session: Session, workspace_id: str, phone: str) -> tuple[str, ...]:
    """This phone first, then the other numbers of whoever has it, duplicates of a person included.

    One step alone: somebody else's further numbers, who merely shares one with them, are theirs.
    """
    others = session.scalars(_others(), {"workspace": workspace_id, "phone": phone})
    return (phone, *sorted(found for found in others if found is not None))


@cache
def _others() -> Any:
    this, other = aliased(PersonPhone), aliased(PersonPhone)
    return (
        select(other.e164)
        .distinct()
        .join(this, this.person_id == other.person_id)
        .where(
            this.workspace_id == bindparam("workspace"),
            this.e164 == bindparam("phone", type_=String),
            other.e164.is_not(None),
            other.e164 != this.e164,
        )
    )
