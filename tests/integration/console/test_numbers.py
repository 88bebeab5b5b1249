"""Renting and linking numbers: through the SDK at the simulator, and never twice."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from tests.integration.sending.simulated import access
from threadside.carriers.numbers import (
    NumbersRefused,
    NumbersUnknown,
    Offer,
    OwnNumber,
)
from threadside.carriers.vonage_numbers import VonageNumbers
from threadside.errors import Refusal
from threadside.network import NetworkInTransaction
from threadside.sending.accounts import seal_place
from threadside.settings import Settings
from threadside.simulator import Simulator
from threadside.store.tables import CarrierAccount, Line, NumberOrder
from threadside.workspace import number_orders

WANTED = "+17025550101"


@pytest.fixture(scope="module")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keeps the certificates: making them takes longer than using them."""
    return tmp_path_factory.mktemp("simulator")


@pytest.fixture
def simulator(state_dir: Path) -> Iterator[Simulator]:
    """A carrier with numbers to rent."""
    with Simulator(state_dir) as running:
        yield running


@pytest.fixture
def settings(settings: Settings, simulator: Simulator) -> Settings:
    """The server trusts the simulator's certificate."""
    return settings.model_copy(update={"carrier_ca_file": Path(simulator.ca_file)})


@pytest.fixture
def connected(desk: Desk, simulator: Simulator) -> Desk:
    """The desk's account is the simulator's."""
    theirs = access(simulator)
    secret = desk.held.sealer.seal(
        simulator.account.api_secret, seal_place("api_secret", desk.account.id)
    )
    key = desk.held.sealer.seal(theirs.private_key, seal_place("private_key", desk.account.id))
    with desk.uow.write() as tx:
        tx.session.execute(
            update(CarrierAccount).values(
                api_host=theirs.api_host,
                api_key=theirs.api_key,
                application_id=theirs.application_id,
                api_secret_sealed=secret,
                private_key_sealed=key,
            )
        )
    return desk


def lines_of(desk: Desk) -> dict[str, Line]:
    with desk.uow.read() as session:
        return {line.phone: line for line in session.scalars(select(Line))}


def orders_of(desk: Desk) -> list[NumberOrder]:
    with desk.uow.read() as session:
        return list(session.scalars(select(NumberOrder)))


def test_a_number_is_found_rented_and_linked(connected: Desk, admin: Visit) -> None:
    page = admin.see("/console/lines/buy", country="US", kind="mobile-lvn", pattern="702")
    assert "+1 702 555 0101" in page
    page = admin.does("/console/lines/buy", phone=WANTED, country="US")
    line = lines_of(connected)[WANTED]
    assert line.state == "requested"
    assert "is yours" in page
    assert "to this server now" in admin.does(f"/console/lines/{line.id}/connect")
    page = admin.see("/console/lines/buy", country="US", kind="mobile-lvn", pattern="702")
    assert "+1 702 555 0101" not in page


def test_a_number_that_is_not_on_offer_is_refused_in_words(connected: Desk, admin: Visit) -> None:
    answer = admin.submit("/console/lines/buy", phone="+17205559999", country="US")
    assert (answer.status_code, "The carrier refused" in answer.text) == (409, True)
    assert [order.state for order in orders_of(connected)] == ["failed"]
    assert "+17205559999" not in lines_of(connected)


def test_a_number_of_somebody_else_is_not_linked(connected: Desk, admin: Visit) -> None:
    line = connected.open_line("+13125550188", state="requested")
    answer = admin.submit(f"/console/lines/{line.id}/connect")
    assert "Not a number of your account" in answer.text


def test_a_search_without_a_hit_says_what_to_try(connected: Desk, admin: Visit) -> None:
    page = admin.see("/console/lines/buy", country="US", kind="mobile-lvn", pattern="99999999")
    assert "No such number is free" in page


def test_wrong_credentials_are_told_in_words(connected: Desk, admin: Visit) -> None:
    wrong = connected.held.sealer.seal("wrong", seal_place("api_secret", connected.account.id))
    with connected.uow.write() as tx:
        tx.session.execute(update(CarrierAccount).values(api_secret_sealed=wrong))
    assert "key and secret" in admin.see("/console/lines/buy", country="US")


def test_without_the_account_s_secret_the_page_says_how_to_add_it(desk: Desk, admin: Visit) -> None:
    assert "api-secret" in admin.see("/console/lines/buy", country="US")


def test_the_shop_is_never_asked_inside_a_write(desk: Desk, simulator: Simulator) -> None:
    shop = VonageNumbers(
        access(simulator, api_secret="x"), ca_file=Path(simulator.ca_file), timeout_s=1
    )
    with desk.uow.write(), pytest.raises(NetworkInTransaction):
        shop.own()


@dataclass
class ToldShop:
    """A carrier that does as it is told, and counts."""

    answers: list[Exception | None] = field(default_factory=list)
    owned: bool | Exception = False
    bought: int = 0

    def search(self, *_: str) -> Sequence[Offer]:
        return []

    def own(self, phone: str | None = None) -> Sequence[OwnNumber]:
        if isinstance(self.owned, Exception):
            raise self.owned
        return [OwnNumber(phone or "", "US", ("SMS",), linked=False)] if self.owned else []

    def buy(self, *_: str) -> None:
        self.bought += 1
        if answer := self.answers.pop(0) if self.answers else None:
            raise answer

    def link(self, *_: str) -> None:
        raise NumbersRefused("failed")


@pytest.fixture
def order(desk: Desk) -> Callable[[ToldShop], NumberOrder]:
    """Presses the button once."""
    member = desk.build.member(desk.workspace, role="admin")
    return lambda shop: number_orders.buy(
        desk.uow,
        shop,
        workspace_id=desk.workspace.id,
        member_id=member.id,
        phone=WANTED,
        country="us",
    )


def test_a_lost_answer_of_a_purchase_that_was_made_makes_one_line(
    desk: Desk, order: Callable[[ToldShop], NumberOrder]
) -> None:
    shop = ToldShop(answers=[NumbersUnknown()], owned=True)
    assert order(shop).state == "bought"
    assert shop.bought == 1
    assert WANTED in lines_of(desk)


def test_while_nobody_can_say_the_order_waits_and_nothing_is_bought_again(
    desk: Desk, admin: Visit, order: Callable[[ToldShop], NumberOrder]
) -> None:
    shop = ToldShop(answers=[NumbersUnknown()], owned=NumbersUnknown())
    assert order(shop).state == "asked"
    assert order(shop).state == "asked"
    assert shop.bought == 1
    assert "may be yours by now" in admin.see("/console/lines")
    shop.owned = True
    assert order(shop).state == "bought"
    assert shop.bought == 1


def test_a_purchase_that_surely_was_not_made_may_be_tried_again(
    desk: Desk, order: Callable[[ToldShop], NumberOrder]
) -> None:
    shop = ToldShop(answers=[NumbersUnknown(), None])
    assert order(shop).state == "asked"
    assert order(shop).state == "bought"
    assert shop.bought == 2


def test_a_refusal_that_came_from_pressing_twice_is_no_refusal(
    desk: Desk, order: Callable[[ToldShop], NumberOrder]
) -> None:
    shop = ToldShop(answers=[NumbersUnknown()])
    order(shop)

    def gone() -> Sequence[OwnNumber]:
        shop.owned = True
        return []

    shop.own = lambda phone=None: gone() if not shop.owned else ToldShop.own(shop, phone)  # type: ignore[method-assign,assignment]
    shop.answers = [NumbersRefused("failed")]
    assert order(shop).state == "bought"


def test_a_number_that_is_a_line_already_is_not_bought(
    desk: Desk, order: Callable[[ToldShop], NumberOrder]
) -> None:
    desk.open_line(WANTED)
    shop = ToldShop()
    with pytest.raises(Refusal, match="line_taken"):
        order(shop)
    assert shop.bought == 0
