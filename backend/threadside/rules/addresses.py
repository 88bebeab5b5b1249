"""What kind of network an address is on, whatever it is wrapped into."""

import ipaddress
from typing import Final

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_PROTOCOLS: Final = ipaddress.IPv4Network("192.0.0.0/24")
"""Kept for protocols (RFC 6890), and by one cloud for its machines' secrets; older Pythons find
most of it to be global."""
_OWN: Final = tuple(
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
"""Networks of an organisation's own: RFC 1918, RFC 6598, RFC 4193."""
_CLOUDS: Final = frozenset(
    ipaddress.ip_address(each) for each in ("100.100.100.200", "fd00:ec2::254", "fd20:ce::254")
)
"""Where machines in a cloud are told their secrets, on addresses that look like private ones:
Alibaba, Amazon, Google. Everybody else's are link-local (RFC 3927)."""


def meant(address: IPAddress) -> IPAddress:
    """The IPv4 address inside an IPv6 one: mapped, of 6to4, of Teredo, of NAT64 (RFC 6052)."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    inside = address.ipv4_mapped or address.sixtofour
    if inside is not None:
        return inside
    return address.teredo[1] if address.teredo is not None else address


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the public internet."""
    found = meant(address)
    special = found.version == 4 and found in _PROTOCOLS
    return found.is_global and not found.is_multicast and not special and found not in _CLOUDS


def is_own(address: IPAddress) -> bool:
    """Whether an address is on an organisation's own network: never this machine itself, its
    link, or where a cloud keeps its secrets."""
    found = meant(address)
    return found not in _CLOUDS and any(
        found in network for network in _OWN if network.version == found.version
    )
