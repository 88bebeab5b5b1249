"""Where a linked CRM may be: what an admin types is tidied, what it leads to is checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.errors import Invalid
from threadside.linking.addresses import NotAllowed, Place, Reach, same_place, tidy

CLOUD = Reach()
OWN = Reach(own=True)
DEMO = Reach(loopback=True)


def place(reach: Reach, url: str, *found: str) -> Place:
    """Where `url` leads when its name resolves to `found`."""
    return reach.place(url, lambda _host, _port: found)


def test_a_public_host_is_asked_by_the_address_that_was_checked() -> None:
    assert place(CLOUD, "https://api.example.com/v1", "93.184.215.14") == Place(
        True, "api.example.com", 443, "93.184.215.14"
    )


@pytest.mark.parametrize(
    "found", ["10.1.2.3", "192.168.1.5", "172.20.0.9", "100.64.3.2", "fd12::1"]
)
def test_a_customers_own_network_is_asked_only_where_the_crm_is_their_own(found: str) -> None:
    assert place(OWN, "https://crm.intern", found).address == found
    assert place(OWN, "http://crm.intern:8080", found).port == 8080
    with pytest.raises(NotAllowed, match="address"):
        place(CLOUD, "https://api.example.com", found)


@pytest.mark.parametrize(
    "found",
    [
        "169.254.169.254", "fe80::1", "fd00:ec2::254", "100.100.100.200", "fd20:ce::254",
        "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "0.0.0.0", "::",
        "224.0.0.1", "255.255.255.255", "192.0.0.192", "127.0.0.1", "::1", "::ffff:127.0.0.1",
    ],
)  # fmt: skip
def test_this_machine_its_link_and_the_secrets_of_clouds_are_never_asked(found: str) -> None:
    for reach in (CLOUD, OWN):
        with pytest.raises(NotAllowed):
            place(reach, "https://crm.example.com", found)


def test_one_forbidden_address_among_several_is_enough() -> None:
    with pytest.raises(NotAllowed, match="address"):
        place(OWN, "https://crm.example.com", "93.184.215.14", "169.254.169.254")
    with pytest.raises(NotAllowed, match="not_https"):
        place(OWN, "http://crm.example.com", "10.0.0.1", "93.184.215.14")


def test_loopback_is_for_tests_and_the_demo() -> None:
    assert place(DEMO, "http://127.0.0.1:8090", "127.0.0.1").port == 8090
    with pytest.raises(NotAllowed):
        place(DEMO, "http://10.0.0.1", "10.0.0.1")


def test_without_tls_nothing_goes_over_the_internet() -> None:
    for reach in (CLOUD, OWN, DEMO):
        with pytest.raises(NotAllowed, match="not_https"):
            place(reach, "http://crm.example.com", "93.184.215.14")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example",
        "https://",
        "https://a@x.example",
        "https://x.example:99999",
        "file:///etc",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(NotAllowed, match="url"):
        place(OWN, url, "93.184.215.14")


def test_a_name_without_an_address_is_unknown() -> None:
    with pytest.raises(OSError, match="no address"):
        place(OWN, "https://crm.example.com")


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("crm.example.com", "https://crm.example.com"),
        (" https://crm.example.com/ ", "https://crm.example.com"),
        ("https://CRM.example.com:443/#Contact/view/1?x=y", "https://crm.example.com"),
        ("crm.example.com:8443/espo/", "https://crm.example.com:8443/espo"),
        ("http://10.0.0.5:80/odoo?db=x", "http://10.0.0.5/odoo"),
        ("http://[fd12::1]:8069", "http://[fd12::1]:8069"),
        ("bücher.example", "https://xn--bcher-kva.example"),
        ("localhost:8069", "https://localhost:8069"),
    ],
)
def test_an_address_is_taken_as_a_browser_shows_it(typed: str, tidied: str) -> None:
    assert tidy(typed) == tidied


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "a b.example", "https://", "https://user:pw@crm.example.com", "a@b.example",
        "javascript:alert(1)", "ftp://crm.example.com", "https://crm.example.com:port",
        "https://crm.example.com\r\nHost: x", "https://[::1", "x" * 400, "https://exa\u0000mple",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="bad_crm_address"):
        tidy(typed)


@given(st.text(max_size=80) | st.from_regex(r"https?://[^ ]{0,40}", fullmatch=True))
def test_anything_typed_is_an_address_or_refused_and_tidying_twice_is_once(typed: str) -> None:
    try:
        tidied = tidy(typed)
    except Invalid:
        return
    assert tidied.startswith(("http://", "https://"))
    assert tidy(tidied) == tidied


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "https://a.example:443/y?z", True),
        ("https://A.example", "https://a.example.", True),
        ("https://a.example", "http://a.example", False),
        ("https://a.example", "https://a.example:8443", False),
        ("https://a.example", "https://a.example@evil.example", False),
        ("https://a.example", "https://evil.example/a.example", False),
        ("https://a.example", "https://[", False),
    ],
)
def test_the_same_place_is_scheme_host_and_port(one: str, other: str, same: bool) -> None:
    assert same_place(one, other) is same
