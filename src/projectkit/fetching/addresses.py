"""Which network addresses belong to the public internet, and which do not."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from projectkit.fetching.errors import FetchError
from projectkit.language.translate import _

# Traits of addresses that lead to this computer, its network or nowhere.
_NOT_PUBLIC = (
    "is_private",
    "is_loopback",
    "is_link_local",
    "is_multicast",
    "is_reserved",
    "is_unspecified",
)
# Networks that some versions of Python take for public.
_MORE = tuple(
    map(
        ip_network,
        (
            "100.64.0.0/10",  # shared by customers of a provider
            "192.88.99.0/24",  # 6to4 relays
            "fec0::/10",  # the former site-local addresses
            "64:ff9b:1::/48",  # NAT64 within one network
            "2001::/32",  # Teredo, which holds another address
            "2002::/16",  # 6to4, which holds another address
            "3fff::/20",  # documentation
            "5f00::/16",  # segment routing
        ),
    )
)
# Where a network without IPv4 finds the IPv4 internet.
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet."""
    ip = _meant(ip_address(address.partition("%")[0]))
    is_listed = any(ip in network for network in _MORE)
    return not is_listed and ip.is_global and not any(getattr(ip, trait) for trait in _NOT_PUBLIC)


def _meant(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address holds, if it leads there."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(ip.packed[-4:])
    return ip.ipv4_mapped or ip


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order in which the system would try them.

    Raises:
        FetchError: if it has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        message = _("there is no host {host}, or no connection to the internet").format(host=host)
        raise FetchError(message) from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
