"""Any JSON whatever, under the names that CRMs use: a result within bounds, or a problem."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contract.crms.double import HOOK_SECRET, HOOK_URL, entry
from tests.contract.crms.spoiled import bounded
from threadside.crms import known
from threadside.linking.definitions import Choices
from threadside.linking.port import Answer, Api, Crm, Request
from threadside.linking.problems import CrmProblem
from threadside.linking.values import Mapped, Ref, RemotePhone

_NAMES = (
    "id", "Id", "data", "results", "records", "result", "items", "item", "properties", "fields",
    "name", "Name", "paging", "next", "after", "info", "more_records", "next_page_token",
    "additional_data", "next_cursor", "phones", "value", "label", "primary", "toObjectId",
    "associationTypes", "org_id", "owner_id", "person_id", "is_deleted", "custom_fields",
    "Owner", "Contact", "IsPrimary", "Role", "Contact_Role", "Contact_Name", "details", "status",
    "searchRecords", "portalId", "company_domain", "org", "zgid", "watch", "list", "options",
    "field_code", "field_type", "api_name", "MasterRecordId", "IsDeleted", "ConvertedContactId",
    "SystemModstamp", "email", "error",
)  # fmt: skip
NAMES = st.sampled_from(_NAMES)
IDS = {"salesforce": "0035g00000AbCdEAAV"}
LEAF = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["501", "0035g00000AbCdEAAV", "success", "2026-11-02T09:00:00Z", 501])
)  # fmt: skip
ANSWERS = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=30,
)


class Whatever:
    """An `Api` that answers every request with the same."""

    account, base_url = "4412", "https://crm.example"
    mapping = Mapped(phones=("phone", "phones"), opt_out="opt_out", values={"plan": "plan"})

    def __init__(self, json: Any) -> None:
        self._answer = Answer(200, json, {})

    def call(self, _: str, path: str, **__: Any) -> Answer:
        """Whatever was asked."""
        assert ".." not in path
        return self._answer

    def kept(self, _: str, read: Callable[[], Choices]) -> Choices:
        """Read anew."""
        return read()


def operations(crm: Crm, api: Api) -> Iterator[Callable[[], Any]]:
    """All that can be asked."""
    who = Ref("contact", IDS.get(crm.id, "501"))
    said = entry(who, "tsx-1")
    yield lambda: crm.account_of(api, {})
    yield lambda: crm.fields(api)
    for kind in crm.types:
        yield lambda kind=kind: crm.record(api, Ref(kind, who.id))  # type: ignore[misc]
        yield lambda kind=kind: crm.people(api, Ref(kind, who.id))  # type: ignore[misc]
    yield lambda: crm.by_phone(api, "+14155552671", "4155552671")
    yield lambda: crm.crawl(api, None)
    yield lambda: crm.changed_since(api, None)
    yield lambda: crm.write(api, said)
    yield lambda: crm.find(api, said)
    yield lambda: crm.rewrite(api, who.id, said)
    yield lambda: crm.erase(api, who.id, said)
    yield lambda: crm.set_opt_out(api, who, RemotePhone("+14155552671"), True)
    yield lambda: crm.watch(api, HOOK_URL, HOOK_SECRET)


@pytest.mark.parametrize("name", sorted(known()))
@settings(max_examples=60)
@given(json=ANSWERS)
def test_any_answer_is_read_or_refused(name: str, json: Any) -> None:
    for ask in operations(known()[name], Whatever(json)):
        try:
            assert bounded(ask())
        except CrmProblem:
            continue


@pytest.mark.parametrize("name", sorted(known()))
@settings(max_examples=60)
@given(
    body=st.binary(max_size=60),
    headers=st.dictionaries(
        st.sampled_from(["authorization", "x-hubspot-signature", "x-hubspot-signature-v3",
                         "x-hubspot-request-timestamp"]),
        st.text(max_size=20),
    ),
)  # fmt: skip
def test_any_webhook_is_read_or_refused(
    name: str, body: bytes, headers: Mapping[str, str]
) -> None:  # fmt: skip
    request = Request("POST", HOOK_URL, headers, body)
    with pytest.raises(CrmProblem):
        known()[name].changes(request, HOOK_SECRET, "app")
