"""Secrets at rest: sealed for one place, by a ring of keys that can be renewed (V-3)."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.sealing import SealBroken, Sealer

PLACE = "carrier_account.private_key:1"


def ring(*names: str) -> dict[str, bytes]:
    return {name: name.encode() * 32 for name in names}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_sealed_opens(secret: str) -> None:
    sealer = Sealer(ring("a"), "a")
    sealed = sealer.seal(secret, PLACE)
    assert sealer.open(sealed, PLACE) == secret


def test_nothing_of_the_secret_is_seen() -> None:
    sealer = Sealer(ring("a"), "a")
    first, second = (sealer.seal("a-refresh-token", PLACE) for _ in range(2))
    assert "refresh" not in first
    assert first != second


def test_a_value_that_was_moved_does_not_open() -> None:
    sealer = Sealer(ring("a"), "a")
    with pytest.raises(SealBroken):
        sealer.open(sealer.seal("secret", PLACE), "carrier_account.private_key:2")


def test_a_value_that_was_altered_does_not_open() -> None:
    sealer = Sealer(ring("a"), "a")
    sealed = sealer.seal("secret", PLACE)
    altered = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    with pytest.raises(SealBroken):
        sealer.open(altered, PLACE)


def test_after_a_new_key_the_old_values_still_open_and_new_ones_name_it() -> None:
    old = Sealer(ring("a"), "a").seal("secret", PLACE)
    renewed = Sealer(ring("a", "b"), "b")
    assert renewed.open(old, PLACE) == "secret"
    assert renewed.seal("secret", PLACE).startswith("b.")


def test_without_its_key_a_value_stays_shut() -> None:
    sealed = Sealer(ring("a", "b"), "b").seal("secret", PLACE)
    with pytest.raises(SealBroken):
        Sealer(ring("a"), "a").open(sealed, PLACE)


def test_the_first_of_several_keys_seals_and_all_open() -> None:
    old, new = Sealer.new_key(), Sealer.new_key()
    before = Sealer.from_key(old).seal("secret", PLACE)
    renewed = Sealer.from_key(f"{new},{old}")
    assert renewed.open(before, PLACE) == "secret"
    assert Sealer.from_key(new).open(renewed.seal("secret", PLACE), PLACE) == "secret"
    with pytest.raises(SealBroken):
        Sealer.from_key(old).open(renewed.seal("secret", PLACE), PLACE)


@pytest.mark.parametrize("between", [",", "\n", " ", ", ", "\r\n"])
def test_keys_stand_in_a_list_or_on_lines(between: str) -> None:
    keys = [Sealer.new_key() for _ in range(3)]
    ring = Sealer.from_key(between.join(keys) + "\n")
    sealed = [Sealer.from_key(key).seal("secret", PLACE) for key in keys]
    assert [ring.open(each, PLACE) for each in sealed] == ["secret"] * 3


def test_what_the_oldest_key_sealed_before_keys_had_names_opens() -> None:
    old, new = Sealer.new_key(), Sealer.new_key()
    sealed = Sealer({"1": base64.b64decode(old)}, "1").seal("secret", PLACE)
    assert Sealer.from_key(f"{new} {old}").open(sealed, PLACE) == "secret"


def test_what_is_derived_outlives_a_rotation() -> None:
    old, new = Sealer.new_key(), Sealer.new_key()
    derived = Sealer.from_key(old).derive("numbers")
    assert Sealer.from_key(f"{new} {old}").derive("numbers") == derived
    assert Sealer.from_key(new).derive("numbers") != derived


@pytest.mark.parametrize("keys", ["", " ", ",", "short", f"{'A' * 43}=,short"])
def test_what_is_no_key_is_refused(keys: str) -> None:
    with pytest.raises(ValueError, match=r"32 bytes|base64|padding"):
        Sealer.from_key(keys)
