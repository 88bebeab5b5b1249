"""Renting a number, once: what was asked for is written down before the carrier hears of it.

    asked ─done─▶ bought (a line is made)      asked ─refused─▶ failed
      └─ answer lost: stays asked until the account's own numbers tell

The carrier takes no idempotency key, so an order that is still `asked` is never placed again
before the account was looked through.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.carriers.numbers import NumberShop, NumbersRefused, NumbersUnknown
from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.rules.phones import Phone, parse_phone
from threadside.store.tables import Line, NumberOrder, Workspace
from threadside.store.uow import Tx, UnitOfWork
from threadside.workspace import lines


def buy(
    uow: UnitOfWork,
    shop: NumberShop,
    *,
    workspace_id: str,
    member_id: str,
    phone: str,
    country: str,
) -> NumberOrder:
    """Rent a number and make a line of it; gives the order as it stands then.

    Raises:
        Invalid: `bad_number`.
        Refusal: `no_account`, `line_taken` (409).
    """
    with uow.write() as tx:
        order, fresh = _ask(tx, workspace_id, member_id, phone, country)
    if order.state == "bought":
        return order
    if not fresh and _ours(shop, order.phone) is not False:
        return settle(uow, shop, workspace_id, order.id)
    try:
        shop.buy(order.phone, order.country)
    except NumbersRefused as refused:
        # Who pressed twice is told that the number is gone: to themselves, the first time.
        bought = not fresh and bool(_ours(shop, order.phone))
        return _settled(uow, order.id, None if bought else refused.reason)
    except NumbersUnknown:
        return settle(uow, shop, workspace_id, order.id)
    return _settled(uow, order.id)


def settle(uow: UnitOfWork, shop: NumberShop, workspace_id: str, order_id: str) -> NumberOrder:
    """Look whether a number whose purchase has no answer is ours by now; if nobody can say, the
    order stays as it is.

    Raises:
        NotFound: for an order that is not of this workspace.
    """
    with uow.read() as session:
        order = session.scalar(
            select(NumberOrder).where(
                NumberOrder.workspace_id == workspace_id, NumberOrder.id == order_id
            )
        )
    if order is None:
        raise NotFound("order")
    ours = _ours(shop, order.phone) if order.state == "asked" else None
    return _settled(uow, order.id) if ours else order


def link(uow: UnitOfWork, shop: NumberShop, workspace_id: str, line_id: str) -> None:
    """Let a line's texts come to our application.

    Raises:
        NotFound: for a line that is not of this workspace.
        Refusal: `number_not_ours`, `numbers_refused`, `numbers_unknown` (409).
    """
    with uow.read() as session:
        line = lines.get(session, workspace_id, line_id)
    try:
        found = next(iter(shop.own(line.phone)), None)
        if found is None:
            raise Refusal("number_not_ours")
        if not found.linked:
            shop.link(found.phone, found.country)
    except NumbersRefused as refused:
        raise refusal_of(refused) from refused
    except NumbersUnknown as unknown:
        raise Refusal("numbers_unknown") from unknown


def refusal_of(refused: NumbersRefused) -> Refusal:
    """The carrier's refusal as one of ours, each with a sentence of its own."""
    return Refusal(f"numbers_{refused.reason}")


def open_orders(session: Session, workspace_id: str) -> Sequence[NumberOrder]:
    """Orders of which nobody knows whether they were done, the oldest first."""
    asked = select(NumberOrder).where(
        NumberOrder.workspace_id == workspace_id, NumberOrder.state == "asked"
    )
    return session.scalars(asked.order_by(NumberOrder.at, NumberOrder.id)).all()


def _ask(
    tx: Tx, workspace_id: str, member_id: str, phone: str, country: str
) -> tuple[NumberOrder, bool]:
    parsed = parse_phone(phone, "ZZ")
    if not isinstance(parsed, Phone) or len(country) != 2:
        raise Invalid("bad_number")
    account = lines.only_account(tx.session, workspace_id)
    taken = select(Line.id).where(Line.workspace_id == workspace_id, Line.phone == parsed.e164)
    if tx.session.scalar(taken) is not None:
        raise Refusal("line_taken")
    order = tx.session.scalar(
        select(NumberOrder)
        .where(NumberOrder.carrier_account_id == account.id, NumberOrder.phone == parsed.e164)
        .with_for_update(key_share=True)
    )
    fresh = order is None or order.state == "failed"
    if order is None:
        order = NumberOrder(
            id=new_id(),
            workspace_id=workspace_id,
            carrier_account_id=account.id,
            phone=parsed.e164,
            country=country.upper(),
        )
        tx.session.add(order)
    if fresh:
        order.state, order.reason, order.at, order.member_id = "asked", None, tx.now, member_id
    tx.session.flush()
    return order, fresh


def _shown(phone: str) -> str:
    parsed = parse_phone(phone, "ZZ")
    return parsed.display if isinstance(parsed, Phone) else phone


def _ours(shop: NumberShop, phone: str) -> bool | None:
    """Whether the account has the number; None when that can't be found out."""
    try:
        return bool(shop.own(phone))
    except (NumbersRefused, NumbersUnknown):
        return None


def _settled(uow: UnitOfWork, order_id: str, refused: str | None = None) -> NumberOrder:
    with uow.write() as tx:
        order = tx.session.get_one(NumberOrder, order_id, with_for_update={"key_share": True})
        if order.state != "asked":
            return order
        order.state, order.reason = ("failed", refused) if refused else ("bought", None)
        if not refused:
            workspace = tx.session.get_one(Workspace, order.workspace_id)
            lines.request(tx, workspace, order.phone, _shown(order.phone))
        tx.session.flush()
        return order
