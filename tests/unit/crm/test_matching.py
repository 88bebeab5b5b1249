"""Who a contact of a CRM is: every rule, its reason, and what it never does."""

from hypothesis import given
from hypothesis import strategies as st

from threadside.crm.matching import Candidate, folded, match

ANNA, BEN = "+17205550142", "+13035550177"


def one(id_: str, name: str, *e164s: str, linked: bool = False) -> Candidate:
    return Candidate(id_, name, frozenset(e164s), linked)


def test_who_was_linked_before_is_them_whatever_changed() -> None:
    found = match(
        "New Name", [BEN], [one("a", "Old", ANNA, linked=True), one("b", "New Name", BEN)]
    )
    assert (found.person_ids, found.reason) == (("a",), "linked")


def test_the_same_number_and_name_is_them() -> None:
    found = match(
        "Ana Fernández", [ANNA], [one("b", "Ben", ANNA), one("a", "FERNANDEZ, Ana", ANNA)]
    )
    assert (found.person_ids, found.reason) == (("a",), "number_and_name")


def test_the_same_number_without_a_name_is_them() -> None:
    found = match("Ana", [ANNA], [one("a", "", ANNA)])
    assert (found.person_ids, found.reason) == (("a",), "number")


def test_several_are_offered() -> None:
    found = match("Ana", [ANNA, BEN], [one("a", "Ana", ANNA), one("b", "Ana", BEN)])
    assert (found.person_ids, found.reason) == (("a", "b"), "several")


def test_another_name_on_the_number_is_somebody_else() -> None:
    assert match("Ana", [ANNA], [one("b", "Ben", ANNA)]).reason == "new"


def test_the_same_name_on_another_number_is_somebody_else() -> None:
    assert match("Ana", [ANNA], [one("b", "Ana", BEN)]).reason == "new"


NAMES = st.sampled_from(["", "Ana", "Ben Cole", "Cole, Ben", "Zoë"])
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.uuids().map(str),
        NAMES,
        st.frozensets(st.sampled_from([ANNA, BEN]), max_size=2),
        st.booleans(),
    ),
    max_size=5,
)


@given(NAMES, st.sets(st.sampled_from([ANNA, BEN])), CANDIDATES)
def test_two_names_are_never_one_person_unless_somebody_linked_them(
    name: str, e164s: set[str], candidates: list[Candidate]
) -> None:
    found = match(name, e164s, candidates)
    chosen = [each for each in candidates if each.person_id in found.person_ids]
    assert len(chosen) == len(found.person_ids)
    for each in chosen:
        assert each.linked or not each.name or not name or folded(each.name) == folded(name)
        assert each.linked or each.e164s & e164s
    assert (found.reason == "new") == (not chosen)


@given(st.text())
def test_folding_is_stable(name: str) -> None:
    assert folded(folded(name)) == folded(name)
