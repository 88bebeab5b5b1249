"""What a CRM says is bounded, plain, and comes back from what is kept as it was."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from threadside.crm import facts
from threadside.linking.values import Fact, Mapped, Owner, Ref, RemotePhone, RemoteRecord

WORDS = st.text(max_size=300)
RECORDS = st.builds(
    RemoteRecord,
    ref=st.builds(Ref, st.sampled_from(["contact", "lead", "deal"]), st.just("7")),
    name=WORDS,
    url=WORDS,
    phones=st.lists(st.builds(RemotePhone, WORDS, WORDS, WORDS, st.booleans()), max_size=50).map(
        tuple
    ),
    first_name=WORDS,
    owner=st.none() | st.builds(Owner, WORDS, WORDS, WORDS),
    company=WORDS,
    country=WORDS,
    opted_out=st.booleans(),
    changed_at=st.none() | st.just(datetime(2026, 3, 2, tzinfo=UTC)),
    fields=st.dictionaries(WORDS, WORDS, max_size=80),
    facts=st.lists(st.builds(Fact, WORDS, WORDS, WORDS), max_size=40).map(tuple),
)


@given(RECORDS)
def test_what_is_kept_comes_back_as_it_was(record: RemoteRecord) -> None:
    kept = facts.bounded(record)
    whole = json.loads(json.dumps(facts.to_json(kept)))
    assert facts.from_json(whole) == kept
    assert facts.bounded(kept) == kept


@given(RECORDS)
def test_it_is_bounded_and_safe_to_store_and_show(record: RemoteRecord) -> None:
    kept = facts.bounded(record)
    assert len(kept.phones) <= 40
    assert len(kept.facts) <= facts.MOST_FACTS
    assert len(kept.fields) <= facts.MOST_FIELDS
    assert kept.url == "" or kept.url.lower().startswith(("http://", "https://"))
    told = json.dumps(facts.to_json(kept), ensure_ascii=False)
    told.encode("utf-8")
    assert "\\u0000" not in told


@given(RECORDS)
def test_each_number_is_there_once(record: RemoteRecord) -> None:
    found = facts.numbers(facts.bounded(record), Mapped(), "US")
    raws = [number.raw for number in found]
    e164s = facts.e164s(found)
    assert len(raws) == len(set(raws))
    assert len(e164s) == len(set(e164s))


def test_addresses_that_are_no_pages_are_dropped() -> None:
    for bad in ("javascript:alert(1)", "data:text/html,x", "//evil", "https://a b", "x" * 9999):
        assert facts.web_address(bad) == ""
    assert facts.web_address("https://crm.example/1") == "https://crm.example/1"


def test_names_keep_what_their_script_needs_and_lose_what_turns_text_around() -> None:
    assert facts.plain("می\u200cخواهم") == "می\u200cخواهم"
    assert facts.plain("Ana\u202e\x00\nFernández\ud800") == "Ana Fernández"
    assert facts.plain(7) == ""


def test_a_landline_has_its_problem_and_an_unreadable_number_its_reason() -> None:
    record = RemoteRecord(
        Ref("contact", "1"), "Ana", "",
        phones=(RemotePhone("+49 30 901820"), RemotePhone("ask Tom"), RemotePhone("")),
    )  # fmt: skip
    landline, words = facts.numbers(record, Mapped(), "US")
    assert (landline.e164, landline.problem) == ("+4930901820", "landline")
    assert (words.e164, words.problem) == (None, "not_a_number")


def test_merge_values_are_the_records_own_and_the_mapped_ones() -> None:
    record = RemoteRecord(
        Ref("contact", "1"), "Ana Ruiz", "", company="Acme", fields={"no": "7", "empty": ""}
    )
    mapping = Mapped(values={"order": "no", "none": "empty", "gone": "missing"})
    assert facts.merge_values(record, mapping) == {
        "name": "Ana Ruiz", "first_name": "Ana", "company": "Acme", "order": "7",
    }  # fmt: skip
