"""Where versions or settings of a CRM differ: what is written arrives all the same."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.contract.crms.direct import Direct
from tests.contract.crms.double import HOOK_SECRET, HOOK_URL, Double, entry
from tests.contract.crms.doubles.close import CloseDouble, CloseWithoutNumbers
from tests.contract.crms.doubles.twenty import OlderTwenty
from tests.contract.crms.doubles.zendesk import ZendeskDouble
from threadside.linking.values import Ref


@pytest.fixture(params=[OlderTwenty, CloseWithoutNumbers, CloseDouble, ZendeskDouble])
def double(request: pytest.FixtureRequest) -> Iterator[Double]:
    with request.param() as opened:
        yield opened


def test_an_entry_is_written_found_changed_and_erased(double: Double) -> None:
    ada, crm, api = double.person("Ada", "Lovelace", "+14155552671"), double.crm, Direct(double)
    for direction in ("in", "out", "both"):
        said = replace(entry(ada, f"tsx-{direction}"), direction=direction)
        remote = crm.write(api, said)
        assert (double.entries[remote].who, crm.find(api, said)) == (ada, remote)
        later = replace(said, body=f"delivered\n\n{said.key}")
        crm.rewrite(api, remote, later)
        bodies = [each.body for each in double.entries.values() if said.key in each.body]
        assert bodies == [later.body]
        crm.erase(api, remote, later)
        assert crm.find(api, said) is None


def test_it_calls_us(double: Double) -> None:
    assert double.crm.watch(Direct(double), HOOK_URL, HOOK_SECRET) is not None


def test_close_never_sends_a_text_and_keeps_what_can_t_be_changed() -> None:
    with CloseDouble() as close:
        close.changes_sms = False
        ada, api = close.person("Ada", "Lovelace", "+14155552671"), Direct(close)
        said = entry(ada, "tsx-1")
        remote = close.crm.write(api, said)
        close.crm.rewrite(api, remote, replace(said, body="delivered\n\ntsx-1"))
        assert close.entries[remote].body == said.body
        sent = [each.body for each in close.asked if each.path.endswith("/activity/sms/")]
        assert {each["status"] for each in sent if each} <= {"sent", "inbox"}


def test_a_number_that_blocks_texts_in_close_is_opted_out() -> None:
    with CloseDouble() as close:
        ada = close.person("Ada", "Lovelace", "+14155552671")
        row = close._row(close.records[ada])
        row["phones"][0]["outbound_sms_blocked"] = True
        read = close.crm.read(Direct(close), ada, row)  # type: ignore[attr-defined]
        assert [each.opted_out for each in read.phones] == [True]


def test_zendesk_writes_into_the_ticket_it_is_about_or_opens_one() -> None:
    with ZendeskDouble() as zendesk:
        ada, api = zendesk.person("Ada", "Lovelace", "+14155552671"), Direct(zendesk)
        first = zendesk.crm.write(api, entry(ada, "tsx-1"))
        opened = Ref("ticket", first.partition("-")[0])
        assert opened in zendesk.records
        other = zendesk.group("ticket", "Engine", (ada, "", True))
        assert zendesk.crm.write(api, entry(ada, "tsx-2", about=opened)) == f"{opened.id}-tsx-2"
        assert zendesk.crm.write(api, entry(ada, "tsx-3")) == f"{other.id}-tsx-3"
        (member,) = zendesk.crm.people(api, other)
        assert member.record.ref == ada
