"""Appending to a workspace's chain, in the transaction that makes the change.

Entries are buffered and sealed as the last step of the transaction; if that can't be done, the
change does not happen. However many there are, the head is read and written once.

A transaction takes two heads: the events' first, the chain's after it, each in the order of the
workspaces, so that nobody waits crosswise. The chain comes last because sealing events loads
what they tell and may still record something; nothing follows from an entry.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from operator import itemgetter
from typing import Any, Final, cast

from sqlalchemy import bindparam, select

from threadside.audit import who
from threadside.events import log as events
from threadside.rules.chain import START, Link, canonical, commitment, header_hash, moment
from threadside.store.dialect import append, insert_new
from threadside.store.tables import AuditEntry, AuditHead, AuditPayload
from threadside.store.uow import Tx

SALT_BYTES: Final = 32
_KIND: Final = re.compile(r"[a-z_]+(\.[a-z_]+)*")
_BUFFER: Final = "threadside_audit"


@dataclass(frozen=True)
class _Pending:
    kind: str
    actor: str
    payload: Mapping[str, Any]
    phone: str | None
    person_id: str | None


@dataclass
class _Buffer:
    pending: dict[str, list[_Pending]] = field(default_factory=dict)


def record(
    tx: Tx,
    workspace_id: str,
    kind: str,
    payload: Mapping[str, Any],
    *,
    phone: str | None = None,
    person_id: str | None = None,
    actor: str | None = None,
) -> None:
    """Append an entry when `tx` seals.

    `kind` is a dotted word such as `text.pressed`. `payload` holds what happened: whole numbers,
    text, booleans, lists and objects, with ids rather than content. `phone` and `person_id` say
    whose it is, and are part of what is committed to; erasing that number erases the payload.
    Without `actor` it is whoever acts (`who.act_as`).

    Raises:
        ValueError: for a kind, an actor or a payload that can't be written down.
    """
    if not _KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is no kind of entry")
    about = {"phone": phone, "person": person_id}
    whole = {**payload, **{name: value for name, value in about.items() if value is not None}}
    canonical(whole)  # refuses here, where the caller is in sight
    by = who.acting() if actor is None else who.require(actor)
    _buffer(tx).pending.setdefault(workspace_id, []).append(
        _Pending(kind, by, whole, phone, person_id)
    )


def _buffer(tx: Tx) -> _Buffer:
    info = tx.session.info
    found = cast("_Buffer | None", info.get(_BUFFER))
    if found is None:
        events.reserve(tx)
        found = info[_BUFFER] = _Buffer()
        tx.before_seal(lambda: _seal(tx))
    return found


def _seal(tx: Tx) -> None:
    buffer = cast(_Buffer, tx.session.info.pop(_BUFFER))
    for workspace_id, pending in sorted(buffer.pending.items(), key=itemgetter(0)):
        number, previous = _head(tx, workspace_id)
        entries: list[dict[str, Any]] = []
        payloads: list[dict[str, Any]] = []
        for number, each in enumerate(pending, start=number + 1):  # noqa: B020 - goes on from it
            salt = secrets.token_hex(SALT_BYTES)
            link = Link(
                workspace_id,
                number,
                each.kind,
                each.actor,
                moment(tx.now),
                commitment(salt, each.payload),
                previous,
                "",
            )
            previous = header_hash(link)
            entries.append(_entry(replace(link, hash=previous)) | {"at": tx.now})
            payloads.append(_payload(workspace_id, number, salt, each))
        append(
            tx.session,
            (AuditHead, {"workspace_id": workspace_id}, {"number": number, "hash": previous}),
            (AuditEntry, entries),
            (AuditPayload, payloads),
        )


def _head(tx: Tx, workspace_id: str) -> tuple[int, str]:
    """The newest number and hash, locked; a chain begins with its first entry."""
    asked = {"workspace": workspace_id}
    row = tx.session.execute(_newest(), asked).first()
    if row is None:
        first = {"workspace_id": workspace_id, "number": 0, "hash": START}
        insert_new(tx.session, AuditHead, [AuditHead.workspace_id], first)
        row = tx.session.execute(_newest(), asked).one()
    return row.number, row.hash


@cache
def _newest() -> Any:
    return (
        select(AuditHead.number, AuditHead.hash)
        .where(AuditHead.workspace_id == bindparam("workspace"))
        .with_for_update(key_share=True)
    )


def _entry(link: Link) -> dict[str, Any]:
    return {
        "workspace_id": link.workspace,
        "number": link.number,
        "kind": link.kind,
        "actor": link.actor,
        "commitment": link.commitment,
        "previous": link.previous,
        "hash": link.hash,
    }


def _payload(workspace_id: str, number: int, salt: str, each: _Pending) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "number": number,
        "phone": each.phone,
        "person_id": each.person_id,
        "salt": salt,
        "payload": each.payload,
    }
