"""The chain: what it holds, and that nothing in it can be changed without being found."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules import chain
from threadside.rules.chain import Anchor, Fault, Link, Opened
from threadside.rules.ed25519 import is_signed
from threadside.rules.tables import load_json

CASES = load_json("vectors/audit_chain.json")["cases"]
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcdefgh_", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)
payloads = st.dictionaries(st.text("abcdefgh_", min_size=1), plain, max_size=4)


def built(given_payloads: list[dict[str, Any]]) -> tuple[list[Link], dict[int, Opened]]:
    """A chain with these payloads."""
    links: list[Link] = []
    opened: dict[int, Opened] = {}
    previous = chain.START
    for number, payload in enumerate(given_payloads, 1):
        salt = os.urandom(32).hex()
        at = chain.moment(datetime(2026, 3, 2, tzinfo=UTC))
        made = Link("w", number, "sign_in", "system", at, chain.commitment(salt, payload),
                    previous, "")  # fmt: skip
        made = replace(made, hash=chain.header_hash(made))
        previous = made.hash
        links.append(made)
        opened[number] = Opened(salt, payload)
    return links, opened


def shown(opened: dict[int, Opened]) -> Callable[[Link], Opened | None]:
    return lambda link: opened.get(link.number)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_verifier_names_the_first_bad_entry(case: dict[str, Any]) -> None:
    """A-1, A-4: ten chains and two more, each with what is wrong with it."""
    opened = {int(n): Opened(o["salt"], o["payload"]) for n, o in case["payloads"].items()}

    def payload_of(link: Link) -> Opened | str | None:
        return chain.WITHHELD if link.number in case["withheld"] else opened.get(link.number)

    links = [Link(**each) for each in case["links"]]
    anchors = [Anchor(**each) for each in case["anchors"]]
    found = chain.verify(links, payload_of, anchors).fault
    assert found == (None if case["fault"] is None else Fault(**case["fault"]))


@given(st.lists(payloads, min_size=1, max_size=5), st.data())
def test_no_field_of_an_entry_can_be_changed_unseen(
    given_payloads: list[dict[str, Any]], data: st.DataObject
) -> None:
    links, opened = built(given_payloads)
    assert chain.verify(links, shown(opened)).fault is None
    place = data.draw(st.integers(0, len(links) - 1))
    name = data.draw(st.sampled_from(["kind", "actor", "at", "commitment", "previous", "hash"]))
    changed = list(links)
    changed[place] = replace(links[place], **{name: getattr(links[place], name) + "0"})
    fault = chain.verify(changed, shown(opened)).fault
    assert fault is not None
    assert fault.number == place + 1


@given(payloads, payloads)
def test_a_commitment_is_to_one_payload(one: dict[str, Any], other: dict[str, Any]) -> None:
    salt = os.urandom(32).hex()
    same = chain.canonical(one) == chain.canonical(other)
    assert (chain.commitment(salt, one) == chain.commitment(salt, other)) == same


def test_erasing_payload_and_salt_leaves_the_chain_whole() -> None:
    links, opened = built([{"a": 1}, {"b": 2}, {"numbers": [[1, 2]]}])
    last = replace(links[2], kind=chain.ERASURE)
    links[2] = replace(last, hash=chain.header_hash(last))
    report = chain.verify(links, shown({3: opened[3]}))
    assert (report.fault, report.erased, report.payloads) == (None, 2, 1)


def test_an_erasure_accounts_for_nothing_after_it_and_not_for_itself() -> None:
    """A-4: a payload that disappears later can't hide behind an earlier erasure."""
    links, opened = built([{"numbers": [[1, 9]]}, {"b": 2}])
    first = replace(links[0], kind=chain.ERASURE)
    first = replace(first, hash=chain.header_hash(first))
    second = replace(links[1], previous=first.hash)
    second = replace(second, hash=chain.header_hash(second))
    both = [first, second]
    fault = chain.verify(both, shown({1: opened[1]})).fault
    assert fault == Fault(2, "payload_missing")
    assert chain.verify(both, shown({2: opened[2]})).fault == Fault(1, "payload_missing")


def test_canonical_json_is_sorted_compact_and_utf_8() -> None:
    assert chain.canonical({"b": [1, True, None], "a": "ü\n"}) == (
        '{"a":"ü\\n","b":[1,true,null]}'.encode()
    )


@pytest.mark.parametrize("value", [1.5, {"ü": 1}, {1: 2}, object(), "\ud800"])
def test_what_has_no_one_spelling_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        chain.canonical(value)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        chain.moment(datetime(2026, 3, 2))  # noqa: DTZ001 - the very point


@given(st.sets(st.integers(1, 60)))
def test_ranges_hold_exactly_the_numbers(numbers: set[int]) -> None:
    pairs = chain.ranges(sorted(numbers))
    assert {n for first, last in pairs for n in range(first, last + 1)} == numbers


def test_signatures_are_those_of_a_known_implementation() -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    for message in (b"", b"a head", os.urandom(300)):
        signature = key.sign(message)
        assert is_signed(public, message, signature)
        assert not is_signed(public, message + b".", signature)
        assert not is_signed(public, message, signature[:-1] + bytes([signature[-1] ^ 1]))
        assert not is_signed(os.urandom(32), message, signature)
    assert not is_signed(public[:31], b"", b"")


def test_the_signature_of_rfc_8032_section_7_1_test_2_holds() -> None:
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert is_signed(public, b"\x72", signature)
