"""Which of a CRM's fields mean what, as an admin decided; in force with the next reading."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select, update

from threadside.audit import log as audit
from threadside.errors import Invalid, NotFound
from threadside.linking.values import Field, Mapped
from threadside.store.tables import CrmConnection, CrmRecord
from threadside.store.uow import Tx

MOST: Final = 40
"""Fields of each kind: phones, merge values, further lines."""
_MERGE_NAME: Final = re.compile(r"[a-z][a-z0-9_.]{0,39}")
OURS: Final = ("name", "first_name", "company", "rep.", "workspace.")
"""Merge fields that are not the CRM's to define (`templates.catalog.values`)."""
_ONES: Final = ("name", "preferred_name", "owner", "zone", "language", "opt_out")


def labels(kept: Mapping[str, Any] | None) -> Mapping[str, str]:
    """What the CRM calls the fields that were mapped, by their names."""
    found: Mapping[str, str] = (kept or {}).get("labels", {})
    return found


def change(
    tx: Tx, workspace_id: str, connection_id: str, wanted: Mapped, fields: Sequence[Field]
) -> None:
    """Put a mapping in force. `fields` are the CRM's, which every mapped one has to be among.

    What was read before is old from now on, so cards and values follow at the next look.

    Raises:
        NotFound: for a connection that is not of this workspace.
        Invalid: `unknown_field` with its name, `bad_merge_name`, `too_many_fields`.
    """
    row = tx.session.scalar(
        select(CrmConnection)
        .where(CrmConnection.workspace_id == workspace_id, CrmConnection.id == connection_id)
        .with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound("connection")
    known = {field.name: field.label for field in fields}
    require_sense(wanted, known)
    before = row.mapping
    row.mapping = to_json(wanted, known)
    if row.mapping == before:
        return
    row.version += 1
    tx.session.flush()
    tx.session.execute(
        update(CrmRecord).where(CrmRecord.connection_id == connection_id).values(stale=True)
    )
    audit.record(
        tx, workspace_id, "crm.mapped",
        {"crm": row.crm, "account": row.account, "from": before or {}, "to": row.mapping},
    )  # fmt: skip


def require_sense(wanted: Mapped, known: Mapping[str, str]) -> None:
    """Raises:
    Invalid: see `change`.
    """
    if max(len(wanted.phones), len(wanted.values), len(wanted.shown)) > MOST:
        raise Invalid("too_many_fields", most=MOST)
    for name in wanted.asked:
        if name not in known:
            raise Invalid("unknown_field", field=name)
    for name in wanted.values:
        if not _MERGE_NAME.fullmatch(name) or any(_is(name, ours) for ours in OURS):
            raise Invalid("bad_merge_name", name=name)


def _is(name: str, ours: str) -> bool:
    return name.startswith(ours) if ours.endswith(".") else name == ours


def to_json(wanted: Mapped, known: Mapping[str, str]) -> dict[str, Any]:
    """A mapping as the connection keeps it, with the labels of what is shown."""
    return {
        "phones": list(wanted.phones),
        "values": dict(wanted.values),
        "shown": list(wanted.shown),
        "labels": {name: known[name] for name in wanted.asked if name in known},
        **{name: getattr(wanted, name) for name in _ONES},
    }
