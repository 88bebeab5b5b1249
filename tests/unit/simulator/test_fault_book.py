import pytest
from pydantic import ValidationError

from threadside.simulator.faults import Fault, FaultBook, FaultKind

ANNA, LUIS = "17205550142", "18505550199"


def fault(**fields: object) -> Fault:
    return Fault.model_validate({"kind": "no_receipts", **fields})


def strikes(book: FaultBook, contact: str = ANNA) -> bool:
    return book.take(FaultKind.NO_RECEIPTS, contact) is not None


def test_a_fault_strikes_once_unless_told_otherwise() -> None:
    book = FaultBook(seed=0)
    book.add(fault())
    book.add(fault(times=2))
    assert [strikes(book) for _ in range(4)] == [True, True, True, False]


def test_a_fault_without_end_strikes_until_it_is_removed() -> None:
    book = FaultBook(seed=0)
    rule = book.add(fault(times=None))
    assert all(strikes(book) for _ in range(50))
    assert book.remove(rule.id)
    assert not strikes(book)
    assert not book.remove(rule.id)


def test_a_fault_for_one_contact_leaves_others_alone() -> None:
    book = FaultBook(seed=0)
    book.add(fault(to="+1 720 555 0142"))
    assert not strikes(book, LUIS)
    assert strikes(book, ANNA)


def test_a_fault_of_another_kind_is_not_used_up() -> None:
    book = FaultBook(seed=0)
    rule = book.add(fault())
    assert book.take(FaultKind.UNSIGNED, ANNA) is None
    assert rule.used == 0


def test_chance_repeats_itself_under_the_same_seed() -> None:
    def draws(seed: int) -> list[bool]:
        book = FaultBook(seed)
        book.add(fault(probability=0.3))
        return [strikes(book) for _ in range(400)]

    assert draws(7) == draws(7) != draws(8)
    assert 80 < sum(draws(7)) < 160


def test_a_reset_starts_the_dice_again() -> None:
    book = FaultBook(seed=1)
    book.add(fault(probability=0.5))
    first = [strikes(book) for _ in range(50)]
    book.reset(seed=1)
    assert book.rules() == []
    book.add(fault(probability=0.5))
    assert [strikes(book) for _ in range(50)] == first


def test_a_spent_rule_stays_visible_as_proof() -> None:
    book = FaultBook(seed=0)
    book.add(fault())
    strikes(book)
    assert [(rule.used, rule.spent) for rule in book.rules()] == [(1, True)]


@pytest.mark.parametrize("kind", ["status", "delay", "hang_after_accept", "skewed_iat"])
def test_a_fault_that_lacks_its_figure_is_refused(kind: str) -> None:
    with pytest.raises(ValidationError, match="needs"):
        Fault.model_validate({"kind": kind})


def test_delays_are_as_long_as_those_of_networks() -> None:
    book = FaultBook(seed=3)
    book.add(fault(kind="delay", seconds=0.1, p99=2, times=None))
    drawn = sorted(book.take_delay(ANNA) for _ in range(4_000))
    assert drawn[2_000] == pytest.approx(0.1, rel=0.1)
    assert drawn[3_960] == pytest.approx(2, rel=0.35)
    assert drawn[0] > 0


def test_a_delay_of_one_length_is_just_that() -> None:
    book = FaultBook(seed=0)
    book.add(fault(kind="delay", seconds=0.3))
    assert [book.take_delay(ANNA) for _ in range(2)] == [0.3, 0.0]


def test_one_in_a_hundred_takes_longer_than_half() -> None:
    with pytest.raises(ValidationError, match="p99"):
        fault(kind="delay", seconds=2, p99=1)
