"""Where tokens are sent, and how long the CRMs' own headers say to wait."""

from collections.abc import Mapping
from typing import Any

import pytest

from threadside.crms import known
from threadside.linking.port import OAuth
from threadside.linking.problems import Garbled

SALESFORCE, PIPEDRIVE, ZOHO, HUBSPOT = (
    known()[name] for name in ("salesforce", "pipedrive", "zoho", "hubspot")
)


@pytest.mark.parametrize(
    ("name", "token", "base"),
    [
        ("salesforce", {"instance_url": "https://acme.my.salesforce.com"}, "https://acme.my.salesforce.com"),
        ("salesforce", {"instance_url": "https://acme--uat.sandbox.my.salesforce.com/"},
         "https://acme--uat.sandbox.my.salesforce.com"),
        ("pipedrive", {"api_domain": "https://acme.pipedrive.com"}, "https://acme.pipedrive.com"),
        ("zoho", {"api_domain": "https://www.zohoapis.eu"}, "https://www.zohoapis.eu"),
        ("zoho", {"api_domain": "https://www.zohoapis.com.au"}, "https://www.zohoapis.com.au"),
    ],
)  # fmt: skip
def test_the_answer_says_where_the_api_is(name: str, token: Mapping[str, Any], base: str) -> None:
    assert known()[name].base_url(None, token, "") == base


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example", "https://acme.my.salesforce.com.evil.example",
        "https://evil.example/.my.salesforce.com", "https://x@evil.example", "http://acme.pipedrive.com",
        "https://evilpipedrive.com", "https://user@acme.pipedrive.com", "https://acme.pipedrive.com:8443",
        "https://[::1", "https://acme.pipedrive.com:x", "", None, 7, {},
    ],
)  # fmt: skip
def test_tokens_are_not_sent_to_a_stranger(address: Any) -> None:
    for crm, name in (
        (SALESFORCE, "instance_url"),
        (PIPEDRIVE, "api_domain"),
        (ZOHO, "api_domain"),
    ):
        with pytest.raises(Garbled) as garbled:
            crm.base_url(None, {name: address}, "")
        assert garbled.value.code == "other_host"


def test_regions_are_the_data_centers_that_are_published() -> None:
    assert isinstance(ZOHO.link, OAuth)
    hosts = {region.token.split("/")[2] for region in ZOHO.link.regions}
    assert hosts == {
        "accounts.zoho.com", "accounts.zoho.eu", "accounts.zoho.in", "accounts.zoho.com.au",
        "accounts.zoho.jp", "accounts.zoho.com.cn", "accounts.zoho.sa", "accounts.zohocloud.ca",
    }  # fmt: skip
    assert isinstance(SALESFORCE.link, OAuth)
    assert [region.code for region in SALESFORCE.link.regions] == [
        "production",
        "sandbox",
        "domain",
    ]
    assert "{host}" in SALESFORCE.link.regions[2].authorize


@pytest.mark.parametrize(
    ("name", "headers", "status", "wait"),
    [
        ("hubspot", {"x-hubspot-ratelimit-interval-milliseconds": "10000"}, 429, 10.0),
        ("hubspot", {"x-hubspot-ratelimit-interval-milliseconds": "10000",
                     "x-hubspot-ratelimit-remaining": "0"}, 200, 10.0),
        ("hubspot", {"x-hubspot-ratelimit-interval-milliseconds": "10000",
                     "x-hubspot-ratelimit-remaining": "108"}, 200, None),
        ("hubspot", {"x-hubspot-ratelimit-daily-remaining": "0"}, 429, 3600.0),
        ("salesforce", {"sforce-limit-info": "api-usage=18/5000"}, 200, None),
        ("salesforce", {"sforce-limit-info": "api-usage=5000/5000"}, 403, 3600.0),
        ("salesforce", {}, 403, None),
        ("pipedrive", {"x-ratelimit-reset": "2", "x-ratelimit-remaining": "0"}, 200, 2.0),
        ("pipedrive", {"x-ratelimit-reset": "2", "x-ratelimit-remaining": "40"}, 200, None),
        ("pipedrive", {"x-daily-ratelimit-token-remaining": "0"}, 429, 3600.0),
        ("zoho", {"x-api-credits-remaining": "0"}, 429, 900.0),
        ("zoho", {}, 429, None),
        ("zoho", {"retry-after": "5"}, 503, 5.0),
        ("hubspot", {"retry-after": "Sat, 01 Jan 2022 00:00:00 GMT"}, 429, 0.0),
    ],
)  # fmt: skip
def test_limits_are_read_from_each_one_s_own_headers(
    name: str, headers: Mapping[str, str], status: int, wait: float | None
) -> None:
    assert known()[name].limits(headers, status) == wait


@pytest.mark.parametrize("said", ["", "-1", "x", "²", "9" * 500, "1e9", "NaN", "Sat, 99 Foo"])
def test_headers_that_say_nothing(said: str) -> None:
    names = (
        "retry-after", "x-hubspot-ratelimit-remaining", "x-hubspot-ratelimit-daily-remaining",
        "x-hubspot-ratelimit-interval-milliseconds", "sforce-limit-info", "x-ratelimit-reset",
        "x-ratelimit-remaining", "x-daily-ratelimit-token-remaining", "x-api-credits-remaining",
    )  # fmt: skip
    for crm in (HUBSPOT, SALESFORCE, PIPEDRIVE, ZOHO):
        wait = crm.limits(dict.fromkeys(names, said), 429)
        assert wait is None or 0 <= wait <= 86_400 * 12
