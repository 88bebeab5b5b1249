"""Every CRM that can be linked keeps the whole contract of `suite.py`."""

from collections.abc import Iterator

import pytest

from tests.contract.crms import doubles
from tests.contract.crms.double import Double
from tests.contract.crms.suite import Contract
from threadside.crms import known
from threadside.linking.port import OAuth

KNOWN = doubles.known()


@pytest.fixture(params=sorted(KNOWN))
def double(request: pytest.FixtureRequest) -> Iterator[Double]:
    with KNOWN[request.param]() as opened:
        yield opened


class TestAdapter(Contract):
    """See `suite.py`."""


def test_every_crm_has_a_double() -> None:
    assert set(KNOWN) == set(known())


@pytest.mark.parametrize("name", sorted(known()))
def test_every_crm_says_what_it_asks_for_and_why(name: str) -> None:
    crm = known()[name]
    assert (crm.id, crm.name.strip(), bool(crm.windows)) == (name, crm.name, True)
    if isinstance(crm.link, OAuth):
        assert all(scope.why.endswith(".") for scope in crm.link.scopes)
        codes = [region.code for region in crm.link.regions]
        assert len(codes) == len(set(codes))
        for region in crm.link.regions:
            assert region.authorize.startswith("https://")
            assert region.token.startswith("https://")
