"""The numbers a workspace texts from, and the carrier account behind them."""

from typing import Literal

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid, NotFound, Refusal
from threadside.events import log
from threadside.ids import new_id
from threadside.rules.phones import Phone, parse_phone
from threadside.sealing import Sealer
from threadside.sending import accounts
from threadside.sending.port import AccountAccess
from threadside.store.tables import CarrierAccount, Line, Workspace
from threadside.store.uow import Tx

PAUSED_BY_ADMIN = "admin"


def connect(
    tx: Tx, sealer: Sealer, workspace_id: str, carrier: str, access: AccountAccess
) -> CarrierAccount:
    """Keep what is needed to speak to a carrier for a workspace; secrets are sealed.

    Raises:
        Invalid: `bad_private_key` for anything but a PEM key in PKCS #8, which the SDK asks for.
        Refusal: `account_taken` (409) when the API key is connected already.
    """
    if "BEGIN PRIVATE KEY" not in access.private_key:
        raise Invalid("bad_private_key")
    try:
        load_pem_private_key(access.private_key.encode(), None)
    except ValueError as error:
        raise Invalid("bad_private_key") from error
    taken = select(CarrierAccount.id).where(
        CarrierAccount.carrier == carrier, CarrierAccount.api_key == access.api_key
    )
    if tx.session.scalar(taken) is not None:
        raise Refusal("account_taken")
    accounts.add(tx, sealer, workspace_id, carrier, access)
    return tx.session.get_one(CarrierAccount, access.id)


def only_account(session: Session, workspace_id: str) -> CarrierAccount:
    """The carrier account of a workspace.

    Raises:
        Refusal: `no_account` (409) before one is connected.
    """
    found = session.scalar(
        select(CarrierAccount).where(CarrierAccount.workspace_id == workspace_id).limit(1)
    )
    if found is None:
        raise Refusal("no_account")
    return found


def add(tx: Tx, workspace: Workspace, phone: str, name: str, per_second: float) -> Line:
    """A live line; `phone` as people write it, `per_second` its throughput in segments.

    Raises:
        Invalid: `bad_number`, `empty_name`, `bad_throughput`.
        Refusal: `no_account`, `line_taken` (409).
    """
    parsed = parse_phone(phone, workspace.region)
    if not isinstance(parsed, Phone):
        raise Invalid("bad_number")
    if not name.strip():
        raise Invalid("empty_name")
    if not 0 < per_second <= 1_000:
        raise Invalid("bad_throughput")
    account = only_account(tx.session, workspace.id)
    if _find(tx.session, workspace.id, parsed.e164) is not None:
        raise Refusal("line_taken")
    count = select(func.count(Line.id)).where(Line.workspace_id == workspace.id)
    made = Line(
        id=new_id(),
        workspace_id=workspace.id,
        carrier_account_id=account.id,
        phone=parsed.e164,
        name=name.strip(),
        state="live",
        per_second=per_second,
        position=tx.session.scalar(count) or 0,
        created_at=tx.now,
    )
    tx.session.add(made)
    tx.session.flush()
    log.emit(tx, workspace.id, WorkspaceChanged(what="lines"))
    return made


def switch(tx: Tx, workspace: Workspace, phone: str, state: Literal["live", "paused"]) -> Line:
    """Pause a line, which keeps its texts in the queue, or let them go.

    Raises:
        NotFound: when the workspace has no such line.
    """
    parsed = parse_phone(phone, workspace.region)
    line = _find(tx.session, workspace.id, parsed.e164) if isinstance(parsed, Phone) else None
    if line is None:
        raise NotFound("line")
    line.state = state
    line.pause_reason = PAUSED_BY_ADMIN if state == "paused" else None
    tx.session.flush()
    log.emit(tx, workspace.id, WorkspaceChanged(what="lines"))
    tx.wake("outbox")
    return line


def of_workspace(session: Session, workspace_id: str) -> list[Line]:
    """All lines in their order."""
    lines = select(Line).where(Line.workspace_id == workspace_id)
    return list(session.scalars(lines.order_by(Line.position, Line.id)))


def _find(session: Session, workspace_id: str, e164: str) -> Line | None:
    return session.scalar(select(Line).where(Line.workspace_id == workspace_id, Line.phone == e164))
