"""The numbers a workspace texts from, and the carrier account behind them.

    requested ─code sent─▶ verifying ─code typed, or a text arrived─▶ live ◀─▶ paused

A number of the connected account may be live at once; one that is hosted or was just bought proves
first that its texts arrive here (`line_proof.py`).
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid, NotFound, Refusal
from threadside.events import log
from threadside.ids import new_id
from threadside.rules.phones import Phone, parse_phone
from threadside.rules.registration import Lack, Standing, of_sender
from threadside.sealing import Sealer
from threadside.sending import accounts
from threadside.sending.port import AccountAccess
from threadside.store.tables import Brand, Campaign, CarrierAccount, Line, Workspace
from threadside.store.uow import Tx
from threadside.workspace import account

PAUSED_BY_ADMIN = "admin"
LARGEST_MEDIA = 5_000_000
"""Bytes that no carrier takes more of."""


def sending(session: Session, workspace_id: str, line_id: str) -> Line:
    """A line that texts can leave from.

    Raises:
        Invalid: `unknown_line` for any other.
    """
    line = session.scalar(select(Line).where(Line.workspace_id == workspace_id, Line.id == line_id))
    if line is None or line.state != "live" or not line.sms:
        raise Invalid("unknown_line")
    return line


def connect(
    tx: Tx, sealer: Sealer, workspace_id: str, carrier: str, access: AccountAccess
) -> CarrierAccount:
    """Keep what is needed to speak to a carrier for a workspace; secrets are sealed.

    Raises:
        Invalid: `bad_private_key` for anything but a PEM key in PKCS #8, which the SDK asks for;
            `api_secret_needed` for texts by the SMS API without it.
        Refusal: `account_taken` (409) when the API key is connected already.
    """
    account.check_key(access.private_key)
    account.check_api(access.api, has_secret=bool(access.api_secret))
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
    found = account.find(session, workspace_id)
    if found is None:
        raise Refusal("no_account")
    return found


def add(tx: Tx, workspace: Workspace, phone: str, name: str, per_second: float) -> Line:
    """A live line; `phone` as people write it, `per_second` its throughput in segments.

    Raises:
        Invalid: `bad_number`, `empty_name`, `bad_throughput`.
        Refusal: `no_account`, `line_taken` (409).
    """
    if not 0 < per_second <= 1_000:
        raise Invalid("bad_throughput")
    made = request(tx, workspace, phone, name)
    made.state, made.per_second = "live", per_second
    tx.session.flush()
    return made


def request(tx: Tx, workspace: Workspace, phone: str, name: str, *, hosted: bool = False) -> Line:
    """A line that has yet to prove that its texts arrive here. Raises as `add` does."""
    parsed = parse_phone(phone, workspace.region)
    if not isinstance(parsed, Phone):
        raise Invalid("bad_number")
    carrier_account = only_account(tx.session, workspace.id)
    if _find(tx.session, workspace.id, parsed.e164) is not None:
        raise Refusal("line_taken")
    count = select(func.count(Line.id)).where(Line.workspace_id == workspace.id)
    made = Line(
        id=new_id(),
        workspace_id=workspace.id,
        carrier_account_id=carrier_account.id,
        phone=parsed.e164,
        name=_named(name),
        state="requested",
        hosted=hosted,
        position=tx.session.scalar(count) or 0,
        created_at=tx.now,
    )
    tx.session.add(made)
    changed(tx, made)
    return made


@dataclass(frozen=True)
class Description:
    """What an admin says of a line; `media_limit` in bytes, all media of one text together."""

    name: str
    sms: bool
    mms: bool
    media_limit: int
    verified: bool


def describe(tx: Tx, line: Line, wish: Description) -> None:
    """Change what is said of a line.

    Raises:
        Invalid: `empty_name`, `bad_media_limit`.
    """
    if not 1_000 <= wish.media_limit <= LARGEST_MEDIA:
        raise Invalid("bad_media_limit", most=LARGEST_MEDIA // 1_000)
    line.name = _named(wish.name)
    line.sms, line.mms, line.media_limit = wish.sms, wish.mms, wish.media_limit
    line.verified = wish.verified
    changed(tx, line)


def link(tx: Tx, line: Line, campaign_id: str | None) -> None:
    """Let a line text under a campaign, or under none.

    Raises:
        NotFound: for a campaign that is not of this workspace.
    """
    if campaign_id is not None:
        ours = select(Campaign.id).where(
            Campaign.workspace_id == line.workspace_id, Campaign.id == campaign_id
        )
        if tx.session.scalar(ours) is None:
            raise NotFound("campaign")
    line.campaign_id = campaign_id
    changed(tx, line)


def pause(tx: Tx, line: Line) -> None:
    """Keep its texts in the queue.

    Raises:
        Refusal: `line_not_live` (409) for one that is not live.
    """
    if line.state != "live":
        raise Refusal("line_not_live")
    _switch(tx, line, "paused")


def resume(tx: Tx, line: Line) -> None:
    """Let its texts go again.

    Raises:
        Refusal: `line_not_paused` (409).
    """
    if line.state != "paused":
        raise Refusal("line_not_paused")
    _switch(tx, line, "live")


def switch(tx: Tx, workspace: Workspace, phone: str, state: Literal["live", "paused"]) -> Line:
    """Pause a line, which keeps its texts in the queue, or let them go, whatever its state was.

    Raises:
        NotFound: when the workspace has no such line.
    """
    parsed = parse_phone(phone, workspace.region)
    line = _find(tx.session, workspace.id, parsed.e164) if isinstance(parsed, Phone) else None
    if line is None:
        raise NotFound("line")
    _switch(tx, line, state)
    return line


def get(session: Session, workspace_id: str, line_id: str) -> Line:
    """A line of this workspace.

    Raises:
        NotFound: when there is none.
    """
    found = session.scalar(
        select(Line).where(Line.workspace_id == workspace_id, Line.id == line_id)
    )
    if found is None:
        raise NotFound("line")
    return found


def by_phone(session: Session, workspace_id: str, e164: str) -> Line:
    """The line with this number.

    Raises:
        NotFound: when there is none.
    """
    found = _find(session, workspace_id, e164)
    if found is None:
        raise NotFound("line")
    return found


def of_workspace(session: Session, workspace_id: str) -> list[Line]:
    """All lines in their order."""
    lines = select(Line).where(Line.workspace_id == workspace_id)
    return list(session.scalars(lines.order_by(Line.position, Line.id)))


@dataclass(frozen=True)
class Registered:
    """A line with what is registered of it, and what keeps it from texting US numbers."""

    line: Line
    campaign: Campaign | None
    brand: Brand | None
    lack: Lack | None


def registered(session: Session, workspace_id: str, line_id: str | None = None) -> list[Registered]:
    """All lines in their order, or the one asked for."""
    query = (
        select(Line, Campaign, Brand)
        .outerjoin(Campaign, Campaign.id == Line.campaign_id)
        .outerjoin(Brand, Brand.id == Campaign.brand_id)
        .where(Line.workspace_id == workspace_id)
        .order_by(Line.position, Line.id)
    )
    if line_id is not None:
        query = query.where(Line.id == line_id)
    return [
        Registered(
            line,
            campaign,
            brand,
            of_sender(
                line.phone,
                Standing(
                    campaign.state if campaign else None,
                    brand.state if brand else None,
                    line.verified,
                ),
            ),
        )
        for line, campaign, brand in session.execute(query)
    ]


def changed(tx: Tx, line: Line) -> None:
    """Tell everybody who shows lines."""
    tx.session.flush()
    log.emit(tx, line.workspace_id, WorkspaceChanged(what="lines"))


def _switch(tx: Tx, line: Line, state: Literal["live", "paused"]) -> None:
    line.state = state
    line.pause_reason = PAUSED_BY_ADMIN if state == "paused" else None
    changed(tx, line)
    tx.wake("outbox")


def _named(name: str) -> str:
    if not name.strip():
        raise Invalid("empty_name")
    return name.strip()[:200]


def _find(session: Session, workspace_id: str, e164: str) -> Line | None:
    return session.scalar(select(Line).where(Line.workspace_id == workspace_id, Line.phone == e164))
