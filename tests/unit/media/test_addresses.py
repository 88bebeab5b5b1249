"""Media are fetched from trusted hosts at public addresses, and from nowhere else (V-14)."""

import ipaddress
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.media.addresses import NotAllowed, Place, Policy, is_public, resolve

VONAGE = Policy((".nexmo.com", ".vonage.com"))
AT_HOME = Policy(("127.0.0.1", "localhost", "::1"), loopback=True)
PUBLIC = "93.184.216.34"


def at(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    return lambda _host, _port: addresses


def test_a_trusted_host_is_asked_at_the_address_that_was_checked() -> None:
    found = VONAGE.place("https://api-us.nexmo.com/v3/media/1?x=2", at(PUBLIC))
    assert found == Place(True, "api-us.nexmo.com", 443, PUBLIC, "/v3/media/1?x=2")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.nexmo.com/1",
        "https://api.nexmo.com:8443/1",
        "https://api.nexmo.com:22/1",
        "ftp://api.nexmo.com/1",
        "file:///etc/passwd",
        "gopher://api.nexmo.com/1",
        "//api.nexmo.com/1",
        "api.nexmo.com/1",
        "https:///1",
        "https://",
        "",
        "https://user@api.nexmo.com/1",
        "https://api.nexmo.com@evil.example/1",
        "https://evil.example/api.nexmo.com",
        "https://nexmo.com.evil.example/1",
        "https://evilnexmo.com/1",
        "https://evil.example#.nexmo.com",
        "https://evil.example\\.nexmo.com/1",
        "https://api.nexmo.com:99999/1",
        "https://api.nexmo.com:x/1",
        "https://api.nexmo.com/1\r\nHost: evil.example",
        "https://api.nexmo.com /1",
        "https://аpi.nexmo.com/1",
        "https://[::1/1",
        "https://127.0.0.1/1",
        "https://2130706433/1",
        "https://0x7f000001/1",
        "https://169.254.169.254/latest/meta-data",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_other_addresses_are_not_asked_for_anything(url: str) -> None:
    def never(_host: str, _port: int) -> Sequence[str]:
        return [PUBLIC]

    with pytest.raises(NotAllowed):
        VONAGE.place(url, never)


INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.254", "192.0.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
    "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_a_trusted_name_that_leads_inside_is_not_followed(address: str) -> None:
    with pytest.raises(NotAllowed, match="address"):
        VONAGE.place("https://api.nexmo.com/1", at(address))
    with pytest.raises(NotAllowed, match="address"):
        VONAGE.place("https://api.nexmo.com/1", at(PUBLIC, address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@given(address=st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(network="fc00::/7"))
def test_no_private_address_is_public(address: ipaddress.IPv4Address) -> None:
    assert not is_public(address)


@given(inside=st.ip_addresses(v=4))
def test_an_address_in_the_clothes_of_another_is_what_it_is(
    inside: ipaddress.IPv4Address,
) -> None:
    plain = is_public(inside)
    assert is_public(ipaddress.IPv6Address(f"::ffff:{inside}")) == plain
    assert is_public(ipaddress.IPv6Address(f"64:ff9b::{inside}")) == plain


def test_this_machine_is_asked_only_where_that_is_wanted() -> None:
    found = AT_HOME.place("http://127.0.0.1:5000/v3/media/1", at("127.0.0.1"))
    assert (found.tls, found.port) == (False, 5000)
    assert AT_HOME.place("http://[::1]:5000/1", at("::1")).host == "::1"
    with pytest.raises(NotAllowed):
        Policy(("127.0.0.1",)).place("http://127.0.0.1:5000/1", at("127.0.0.1"))
    with pytest.raises(NotAllowed):
        AT_HOME.place("http://localhost:5000/1", at("10.0.0.1"))


def test_no_answer_of_the_resolver_is_no_address() -> None:
    with pytest.raises(OSError, match="no address"):
        VONAGE.place("https://api.nexmo.com/1", at())


def test_the_systems_resolver_knows_this_machine() -> None:
    assert "127.0.0.1" in resolve("127.0.0.1", 80)
