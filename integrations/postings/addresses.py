"""Which addresses of the internet are public, so that nothing else is ever connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# https://www.iana.org/assignments/iana-ipv4-special-registry and what clouds add to it:
# `is_global` says yes to multicast, and 168.63.129.16 is a platform's own door.
CLOSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
# https://www.iana.org/assignments/ipv6-address-space: nothing else is given out to hosts.
OPEN_6 = IPv6Network("2000::/3")
CLOSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID, benchmarks
        "2001:db8::/32",
        "2002::/16",  # 6to4, whatever IPv4 address is in it
        "2620:4f:8000::/48",
        "3ffe::/16",
        "3fff::/20",
    )
)
# In these an IPv4 address is carried whole, and decides.
MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether this is a host of the public internet: what is not surely one, is not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return _public_4(parsed) if isinstance(parsed, IPv4Address) else _public_6(parsed)


def _public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in CLOSED_4)


def _public_6(address: IPv6Address) -> bool:
    if address.scope_id:
        return False
    if address in MAPPED or address in NAT64:
        return _public_4(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in OPEN_6 and not any(address in network for network in CLOSED_6)
