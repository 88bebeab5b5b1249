"""The suite that every adapter of a CRM passes, against a double of that CRM.

To add a CRM: write `doubles/<id>.py` with one class on `double.Double` that answers the requests
which the CRM's documents describe, and set `DOUBLE` to it; `test_adapters.py` finds it. It says

- `crm`, the adapter; `account` and `mapping`, as an admin would have linked and mapped it;
- `groups`, the types that lead to people; `relates`, which of them a contact's own page shows;
  `roles`, `tells_merges`, `tells_deletions`, `html`: what
  the CRM can't do;
- `too_fast`, its own words for 429 and the seconds they mean; `signed_out`, `not_found`;
- a method with `@route(method, pattern)` for each request, on `self.records` and `self.entries`;
- `telling`, a signed webhook, if the CRM calls us.

Recorded shapes go to `shapes/<id>.json` with their public source; what a CRM can't do at all is
told by the adapter (`hooks`, `opt_out`, `types`) and is left out here.
"""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.contract.crms.beside import Beside
from tests.contract.crms.direct import Direct
from tests.contract.crms.double import (
    APP_SECRET,
    HOOK_SECRET,
    HOOK_URL,
    Double,
    digits,
    entry,
)
from tests.contract.crms.spoiled import BAD_ANSWERS, SPOILS, bounded
from tests.contract.crms.world import E164, KEY, NATIONAL, World, outcome
from threadside.linking.problems import (
    CrmProblem,
    Forged,
    Garbled,
    Gone,
    NeedsSignIn,
    Throttled,
    Unavailable,
)
from threadside.linking.values import (
    MOST_PEOPLE,
    MOST_PHONES,
    PEOPLE,
    Ref,
    RemotePhone,
)

SPELLINGS = (
    "+14155552671", "4155552671", "(415) 555-2671", "415-555-2671", "+1 415 555 2671",
    "1-415-555-2671", "415.555.2671",
)  # fmt: skip


class Contract(Beside):
    """On a fixture `double`: an entered `Double` of the CRM."""

    @pytest.fixture
    def world(self, double: Double) -> World:
        return World(double)

    def test_says_whose_it_is(self, world: World) -> None:
        account = world.crm.account_of(world.api, world.double.token)
        assert account.id == world.double.account
        assert account.name

    def test_a_record_by_its_id(self, world: World) -> None:
        ada = world.crm.record(world.api, world.ada)
        assert ada.ref == world.ada
        assert ada.name == "Ada Lovelace"
        assert ada.url.startswith(("https://", "http://127.0.0.1:"))
        assert ada.ref.id in ada.url
        assert "(415) 555-2671" in [phone.raw for phone in ada.phones]
        assert not ada.opted_out

    def test_every_number_of_a_record(self, world: World) -> None:
        if world.double.phone_fields < 2:
            pytest.skip("one number each")
        ada = world.crm.record(world.api, world.ada)
        assert {digits(phone.raw) for phone in ada.phones} == {NATIONAL, "442071838750"}
        assert all(phone.field and phone.label for phone in ada.phones)

    @pytest.mark.parametrize(
        "number", ["999999", "0", "x' OR Name != '", "../../x", "é", "", "9" * 99]
    )
    def test_what_is_not_there_is_gone(self, world: World, number: str) -> None:
        ref = Ref("contact", number)
        for ask in (world.crm.record, world.crm.people):
            with pytest.raises(Gone) as gone:
                ask(world.api, ref)
            assert gone.value.ref == ref
        assert all(".." not in asked.path for asked in world.double.asked)

    def test_a_person_is_who_they_are_about(self, world: World) -> None:
        (member,) = world.crm.people(world.api, world.ada)
        assert (member.record.ref, member.primary) == (world.ada, True)

    def test_the_people_of_a_deal_company_or_ticket(self, world: World) -> None:
        double = world.double
        bob = double.person("Bob", "Byron", "+442071838751")
        for kind in double.groups:
            group = double.group(
                kind, "Engine", (bob, "Buyer", False), (world.ada, "Decider", True)
            )
            members = {each.record.ref: each for each in world.crm.people(world.api, group)}
            if kind in ("ticket", "lead"):
                assert world.ada in members
                continue
            assert set(members) == {bob, world.ada}
            assert members[bob].record.name == "Bob Byron"
            if kind == "deal":
                assert next(iter(members)) == world.ada
                assert (members[world.ada].primary, members[bob].primary) == (True, False)
                assert members[bob].role == ("Buyer" if double.roles else "")

    def test_a_group_without_people_is_not_gone(self, world: World) -> None:
        for kind in world.double.groups:
            group = world.double.group(kind, "Nobody's")
            assert list(world.crm.people(world.api, group)) == []
            assert world.crm.record(world.api, group).name
            world.double.delete(group)
            with pytest.raises(Gone):
                world.crm.people(world.api, group)

    def test_more_people_than_anybody_reads_are_cut(self, world: World) -> None:
        some = [world.double.person("P", str(each)) for each in range(MOST_PEOPLE + 10)]
        for kind in set(world.double.groups) & {"deal", "company"}:
            world.double.page = 1000
            group = world.double.group(kind, "Everybody", *((each, "", False) for each in some))
            assert 0 < len(world.crm.people(world.api, group)) <= MOST_PEOPLE

    @pytest.mark.parametrize("raw", SPELLINGS)
    def test_found_by_number_however_it_is_stored(self, world: World, raw: str) -> None:
        for kind in [each for each in world.crm.types if each in PEOPLE]:
            if kind in world.double.groups:
                continue
            someone = world.double.person("Sam", raw, raw, kind=kind)
            world.double.person("Other", "One", "(415) 555-2672", kind=kind)
            found = {each.ref for each in world.crm.by_phone(world.api, E164, NATIONAL)}
            assert someone in found
            names = {each.name for each in world.crm.by_phone(world.api, E164, NATIONAL)}
            assert "Other One" not in names

    def test_a_number_of_nobody_finds_nobody(self, world: World) -> None:
        assert list(world.crm.by_phone(world.api, "+12025550123", "2025550123")) == []

    def test_found_by_what_somebody_types_where_the_crm_searches_so(self, world: World) -> None:
        if world.crm.search(world.api, "Ada") is None:
            pytest.skip("searches by number only")
        world.double.person("Grace", "Hopper")
        for said in ("Ada", "lovel", "Ada Lovelace"):
            assert [each.ref for each in world.crm.search(world.api, said) or ()] == [world.ada]
        for nobody in ("Zzyzx", "Zed') OR {Ada}", "Ada' AND '1", "AND", "%%", "..", "\U0001f600 !"):
            assert list(world.crm.search(world.api, nobody) or ()) == []

    def test_the_crawl_ends_has_everybody_once_and_resumes(self, world: World) -> None:
        people = {world.ada}
        people |= {
            world.double.person("P", str(each), "+1202555010" + str(each)) for each in range(7)
        }
        if "lead" in world.crm.types and "lead" not in world.double.groups:
            people |= {world.double.person("L", str(each), kind="lead") for each in range(4)}
        gone = world.double.person("Gone", "By now")
        world.double.delete(gone)
        seen: list[Ref] = []
        cursor: str | None = None
        for _ in range(40):
            batch = world.crm.crawl(Direct(world.double), cursor)
            seen += [each.ref for each in batch.records]
            cursor = batch.cursor
            if cursor is None:
                break
            assert json.loads(json.dumps(cursor)) == cursor
        assert cursor is None
        assert len(seen) == len(set(seen))
        assert set(seen) == people

    def test_an_entry_is_written_found_changed_and_erased(self, world: World) -> None:
        said = entry(world.ada, KEY)
        assert world.crm.find(world.api, said) is None
        remote = world.crm.write(world.api, said)
        assert world.double.entries[remote].who == world.ada
        assert world.bodies(KEY) == [said.body]
        assert world.crm.find(world.api, said) == remote
        assert world.crm.find(world.api, entry(world.ada, "tsx-01JD4W9Q8")) is None
        later = replace(said, body=f"Ada: yes, delivered\n\n{KEY}")
        world.crm.rewrite(world.api, remote, later)
        assert world.bodies(KEY) == [later.body]
        assert world.crm.find(world.api, said) == remote
        world.crm.erase(world.api, remote, said)
        assert world.crm.find(world.api, said) is None
        world.crm.erase(world.api, remote, said)
        with pytest.raises(Gone):
            world.crm.rewrite(world.api, remote, said)

    def test_an_entry_about_a_deal_is_on_the_person(self, world: World) -> None:
        if "deal" in world.double.groups:
            deal = world.double.group("deal", "Engine", (world.ada, "", True))
            remote = world.crm.write(world.api, entry(world.ada, KEY, about=deal))
            assert world.double.entries[remote].who == world.ada

    def test_a_writing_without_an_end_is_found_by_its_key(self, world: World) -> None:
        said = entry(world.ada, KEY)
        world.crm.write(world.api, entry(world.ada, "tsx-before"))
        real = world.double.log

        def last_answer(*args: Any, **kwargs: Any) -> str:
            world.double.lose_next = True
            return real(*args, **kwargs)

        world.double.log = last_answer  # type: ignore[method-assign]
        with pytest.raises(Unavailable):
            world.crm.write(world.api, said)
        remote = world.crm.find(world.api, said)
        assert remote in world.double.entries
        assert len(world.bodies(KEY)) == 1

    def test_writing_to_what_is_gone_says_which(self, world: World) -> None:
        if "deal" in world.double.groups:
            deal = world.double.group("deal", "Engine", (world.ada, "", True))
            world.double.delete(deal)
            came = outcome(
                lambda: world.crm.write(world.api, entry(world.ada, "tsx-1", about=deal))
            )
            assert isinstance(came, str) or (isinstance(came, Gone) and came.ref == deal)
        world.double.delete(world.ada)
        with pytest.raises(Gone) as gone:
            world.crm.write(world.api, entry(world.ada, KEY))
        assert gone.value.ref == world.ada
        assert world.bodies(KEY) == []

    def test_opt_outs_are_read_and_written(self, world: World) -> None:
        if world.crm.opt_out == "none":
            pytest.skip("no place for it")
        for opted_out in (True, False, True):
            phone = world.crm.record(world.api, world.ada).phones[0]
            world.crm.set_opt_out(world.api, world.ada, phone, opted_out)
            assert world.double.records[world.ada].opted_out is opted_out
            read = world.crm.record(world.api, world.ada)
            assert (read.opted_out or any(each.opted_out for each in read.phones)) is opted_out

    def test_nothing_is_written_where_no_field_is_mapped(self, world: World) -> None:
        if world.crm.opt_out != "field":
            pytest.skip("not by a field")
        api = Direct(world.double, replace(world.double.mapping, opt_out=""))
        world.crm.set_opt_out(api, world.ada, RemotePhone(E164), True)
        assert not world.double.records[world.ada].opted_out

    def test_changes_that_are_asked_for(self, world: World) -> None:
        if world.crm.hooks:
            pytest.skip("it calls us")
        told, cursor = world.crm.changed_since(world.api, None)
        assert (list(told), bool(cursor)) == ([], True)
        bob = world.double.person("Bob", "Byron")
        world.double.touch(world.ada)
        told, following = world.crm.changed_since(world.api, cursor)
        assert {(each.kind, each.ref) for each in told} == {
            ("changed", bob),
            ("changed", world.ada),
        }
        again, _ = world.crm.changed_since(world.api, cursor)
        assert {each.key for each in again} == {each.key for each in told}
        assert list(world.crm.changed_since(world.api, following)[0]) == []
        if not world.double.tells_deletions:
            return
        world.double.merge(bob, world.ada)
        (change,) = world.crm.changed_since(world.api, following)[0]
        kind = "merged" if world.double.tells_merges else "deleted"
        into = world.ada if world.double.tells_merges else None
        assert (change.kind, change.ref, change.into) == (kind, bob, into)

    def test_webhooks_tell_of_changes_once(self, world: World) -> None:
        if not world.crm.hooks:
            pytest.skip("it does not call us")
        hook = world.crm.watch(world.api, HOOK_URL, HOOK_SECRET)
        secret = hook.secret if hook else HOOK_SECRET
        for what in ("changed", "deleted"):
            request = world.double.telling(what, world.ada)
            (change,) = world.crm.changes(request, secret, APP_SECRET)
            assert (change.kind, change.ref) == (what, world.ada)
            (again,) = world.crm.changes(request, secret, APP_SECRET)
            assert again.key == change.key
        keys = {
            change.key
            for what in ("changed", "deleted", "changed")
            for change in world.crm.changes(
                world.double.telling(what, world.double.person("A", "B")), secret, APP_SECRET
            )
        }
        assert len(keys) == 3

    def test_forged_webhooks_are_refused(self, world: World) -> None:
        if not world.crm.hooks:
            pytest.skip("it does not call us")
        request = world.double.telling("changed", world.ada)
        bare = replace(request, headers={"content-type": "application/json"}, body=b"[{}]")
        for forged, hook, app in (
            (request, "another", "another"), (request, "", ""), (bare, HOOK_SECRET, APP_SECRET),
        ):  # fmt: skip
            with pytest.raises((Forged, Garbled)):
                world.crm.changes(forged, hook, app)

    def test_deleted_and_merged_records(self, world: World) -> None:
        bob = world.double.person("Bob", "Byron")
        world.double.merge(bob, world.ada)
        for ref in (bob, bob):
            with pytest.raises(Gone) as gone:
                world.crm.record(world.api, ref)
            assert gone.value.into == (world.ada if world.double.tells_merges else None)
        world.double.delete(world.ada)
        with pytest.raises(Gone) as gone:
            world.crm.people(world.api, world.ada)
        assert gone.value.into is None

    def test_too_fast_says_until_when(self, world: World) -> None:
        for said in (world.double.too_fast, *world.double.quirks):
            world.double.always = None
            for name, ask in list(world.operations):
                world.double.always, before = said, len(world.double.asked)
                came = outcome(ask)
                assert isinstance(came, Throttled) or len(world.double.asked) == before, name
                if isinstance(came, Throttled) and said is world.double.too_fast:
                    assert came.retry_after_s == world.double.too_fast_s, name

    def test_a_token_that_is_refused(self, world: World) -> None:
        for name, ask in list(world.operations):
            world.double.always, before = world.double.signed_out, len(world.double.asked)
            came = outcome(ask)
            assert isinstance(came, NeedsSignIn) or len(world.double.asked) == before, name

    @pytest.mark.parametrize("bad", BAD_ANSWERS)
    @pytest.mark.parametrize("after", [0, 1])
    def test_what_is_no_answer_is_a_problem(self, world: World, bad: str, after: int) -> None:
        said, problem = BAD_ANSWERS[bad]
        for name, ask in list(world.operations):
            world.double.always, world.double.after = said, after
            before = len(world.double.asked)
            came = outcome(ask)
            if isinstance(came, CrmProblem):
                assert isinstance(came, problem), f"{name}: {came!r}"
                continue
            # What options are called is done without.
            made = set(range(before, len(world.double.asked)))
            used = len(made - world.api.described)
            assert used <= after or (said.body is None and bounded(came)), name

    @pytest.mark.parametrize("spoil", SPOILS)
    def test_whatever_an_answer_holds_is_bounded_and_never_crashes(
        self, world: World, spoil: str
    ) -> None:
        for name, ask in list(world.operations):
            world.double.spoil = SPOILS[spoil]
            came = outcome(ask)
            assert isinstance(came, CrmProblem) or bounded(came), name

    def test_names_are_text_whatever_they_say(self, world: World) -> None:
        script = "<script>alert(1)</script> \u202eevil"
        mallory = world.double.person(script, "Ü\u0000\ud800" + "x" * 5000)
        read = world.crm.record(world.api, mallory)
        assert read.name.startswith(script)
        assert bounded(read)

    def test_a_thousand_numbers(self, world: World) -> None:
        someone = world.double.person("Many", "Phones")
        world.double.records[someone].phones = [f"+1415555{each:04}" for each in range(1000)]
        read = world.crm.record(world.api, someone)
        assert len(read.phones) <= MOST_PHONES

    def test_what_can_be_mapped(self, world: World) -> None:
        fields = world.crm.fields(world.api)
        if world.crm.opt_out == "field":
            assert world.double.mapping.opt_out in [each.name for each in fields]
        assert len({each.name for each in fields}) == len(fields)

    def test_mapped_fields_are_asked_for(self, world: World) -> None:
        first = world.crm.record(world.api, world.ada)
        owner = first.owner
        assert owner is None or owner.id == "77" or len(owner.id) > 10
        if len(first.phones) > 1 and first.phones[0].field != first.phones[1].field:
            api = Direct(
                world.double, replace(world.double.mapping, phones=(first.phones[1].field,))
            )
            assert world.crm.record(api, world.ada).phones == (first.phones[1],)
